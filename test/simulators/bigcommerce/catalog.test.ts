import { startReceiver, startStore, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver | undefined;
beforeEach(async () => {
  store = await startStore();
});
afterEach(async () => {
  await store.close();
  await receiver?.close();
});

const data = async (path: string) => {
  const { body } = await store.api('GET', `/v3/catalog${path}`);
  return (body as { data: Record<string, unknown>[] }).data;
};

const ids = async (path: string) => (await data(path)).map(({ id }) => id);

describe('the list of products', () => {
  it.each([
    ['id:in=1,3', [1, 3]],
    ['id:not_in=1,3', [2, 4, 5]],
    ['id:min=4', [4, 5]],
    ['id:max=2', [1, 2]],
    ['id:greater=3&sort=id&direction=asc', [4, 5]],
    ['id:less=2', [1]],
    ['brand_id=7', [5]],
    ['direction=desc&limit=2', [5, 4]],
    ['sort=sku&direction=desc&limit=2', [5, 4]],
    ['sort=sku&limit=1', [1]],
  ])('is filtered and sorted by %s', async (query, expected) => {
    store.simulator.control.addProducts({ count: 4, skuPrefix: 'P-', tracking: 'none' });
    store.simulator.control.addProduct({ sku: 'Q', brand_id: 7 });
    expect(await ids(`/products?${query}`)).toEqual(expected);
  });

  it('shows the fields asked for, the id and what is included', async () => {
    store.simulator.control.addProduct({ sku: 'MUG', brand_id: 3, categories: [2], inventory_tracking: 'variant' });
    const fields = 'include_fields=inventory_tracking,brand_id,categories,base_variant_id';
    const [product] = await data(`/products?${fields}&include=variants`);
    expect(product).toEqual({
      id: 1,
      inventory_tracking: 'variant',
      brand_id: 3,
      categories: [2],
      base_variant_id: 1,
      variants: [expect.objectContaining({ id: 1, product_id: 1, sku: 'MUG', sku_id: null })],
    });
    expect((await data('/products?exclude_fields=name,price'))[0]).not.toHaveProperty('name');
    expect((await data('/variants?include_fields=sku'))[0]).toEqual({ id: 1, sku: 'MUG' });
  });

  it('takes 250 a page and no more', async () => {
    store.simulator.control.addProducts({ count: 251, skuPrefix: 'P-', tracking: 'none' });
    expect(await data('/products?limit=250')).toHaveLength(250);
    expect((await store.api('GET', '/v3/catalog/products?limit=251')).status).toBe(413);
  });
});

describe('duplicate and blank SKUs', () => {
  it('are possible', async () => {
    const { addProduct } = store.simulator.control;
    addProduct({ sku: 'A' });
    addProduct({ sku: 'A' });
    addProduct({ sku: 'MAIN', variants: [{ sku: 'A' }, {}] });
    expect(await data('/variants?sku=A')).toHaveLength(3);
    expect(await data('/variants?sku=')).toMatchObject([{ product_id: 3 }]);
  });
});

describe('the list of all variants', () => {
  it.each([
    [true, [1, 2]],
    [false, [2]],
  ])('finds base variants by SKU when the switch says %s', async (variantSkuFindsBaseVariants, expected) => {
    store.simulator.control.setSwitches({ variantSkuFindsBaseVariants });
    store.simulator.control.addProduct({ sku: 'A' });
    store.simulator.control.addProduct({ variants: [{ sku: 'A' }] });
    expect(await ids('/variants?sku=A')).toEqual(expected);
  });

  it.each([
    [true, [{ id: 1, product_id: 0 }, { id: 2 }]],
    [false, [{ id: 2 }]],
  ])('shows variants of deleted products when the switch says %s', async (deletedProductsLeaveOrphans, expected) => {
    store.simulator.control.setSwitches({ deletedProductsLeaveOrphans });
    store.simulator.control.addProduct({ sku: 'A' });
    store.simulator.control.addProduct({ sku: 'B' });
    store.simulator.control.deleteProduct(1);
    expect(await data('/variants')).toMatchObject(expected);
    expect((await store.api('GET', '/v3/catalog/products/1')).status).toBe(404);
  });
});

it('cuts included variants at 50 when the switch says so', async () => {
  const variants = Array.from({ length: 60 }, (_, n) => ({ sku: `S-${n}` }));
  store.simulator.control.addProduct({ variants });
  const included = async () => ((await data('/products?include=variants'))[0]!['variants'] as unknown[]).length;
  expect(await included()).toBe(60);
  store.simulator.control.setSwitches({ includedVariantsCutAt50: true });
  expect(await included()).toBe(50);
  expect(await data('/products/1/variants?limit=250')).toHaveLength(60);
});

it('shows levels of the default location, by how the product is tracked', async () => {
  const { addProduct, setLocation, setStock } = store.simulator.control;
  addProduct({ sku: 'WHOLE', inventory_tracking: 'product', inventory_level: 4 });
  addProduct({ inventory_tracking: 'variant', variants: [{ sku: 'S', inventory_level: 2 }, { sku: 'M' }] });
  setLocation({ id: 2 });
  setStock({ sku: 'M', quantity: 5, safetyStock: 1 });
  setStock({ sku: 'M', quantity: 100, locationId: 2 });
  expect(await data('/products?include=variants')).toMatchObject([
    { inventory_level: 4, variants: [{ inventory_level: 0 }] },
    { inventory_level: 6, variants: [{ inventory_level: 2 }, { inventory_level: 4 }] },
  ]);
});

describe('the merchant’s hands', () => {
  it('add, change and delete products and variants, and fire that', async () => {
    receiver = await startReceiver();
    for (const scope of ['store/product/*', 'store/sku/*']) {
      await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true });
    }
    await store.sim('POST', 'products', { sku: 'A' });
    await store.sim('POST', 'products', { name: 'Shirt', variants: [{ sku: 'S' }] });
    expect((await store.sim('POST', 'products/2/variants', { sku: 'M' })).body).toEqual({ id: 3 });
    await store.sim('POST', 'products/1', { sku: 'B', brand_id: 4, inventory_tracking: 'variant' });
    await store.sim('POST', 'variants/3', { sku: 'L' });
    expect(await data('/variants')).toMatchObject([{ sku: 'B' }, { sku: 'S' }, { sku: 'L' }]);
    expect((await data('/products?id=1'))[0]).toMatchObject({ brand_id: 4, inventory_tracking: 'variant' });
    await store.sim('POST', 'variants/2/delete');
    await store.sim('POST', 'products/1/delete');
    await store.sim('POST', 'products/2/delete');
    expect(await data('/variants')).toEqual([]);
    await store.simulator.webhooks.flush();
    expect(receiver.callbacks.map(({ body }) => body.scope).toSorted()).toEqual([
      'store/product/created',
      'store/product/created',
      'store/product/deleted',
      'store/product/deleted',
      'store/product/updated',
      'store/sku/created',
      'store/sku/deleted',
      'store/sku/deleted',
      'store/sku/updated',
    ]);
    const created = receiver.callbacks.find(({ body }) => body.scope === 'store/sku/created');
    expect(created!.body.data).toEqual({ type: 'sku', id: 2, sku: { product_id: 2, variant_id: 3 } });
  });

  it('seed many products at once', async () => {
    const bulk = { count: 120, skuPrefix: 'N-', tracking: 'variant', quantity: 3, fields: { brand_id: 9 } };
    expect((await store.sim('POST', 'products/bulk', bulk)).body).toEqual({ firstId: 1, lastId: 120 });
    expect((await data('/variants?sku=N-007'))[0]).toMatchObject({ product_id: 7, inventory_level: 3 });
    expect((await data('/products?id=120'))[0]).toMatchObject({ sku: 'N-120', brand_id: 9 });
  });

  it.each([
    ['products/9', {}, 'There is no product 9'],
    ['variants/9/delete', {}, 'There is no variant 9'],
    ['variants/1/delete', {}, 'A base variant is deleted with its product'],
    ['products/1/variants', { sku: 'X' }, 'Product 1 has no options, so that it cannot have variants'],
    ['products', { inventory_tracking: 'some' }, 'inventory_tracking is none, product or variant, not some'],
  ])('cannot POST %s %j', async (path, body, error) => {
    store.simulator.control.addProduct({ sku: 'A' });
    expect(await store.sim('POST', path, body)).toMatchObject({ status: 400, body: { error } });
  });
});
