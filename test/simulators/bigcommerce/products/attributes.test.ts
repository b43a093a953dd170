import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/product/*', 'store/metafield/*']);
  store.simulator.control.addProduct({ name: 'Mug', custom_fields: [{ name: 'Material', value: 'Clay' }] });
  store.simulator.control.addProduct({ name: 'Cap' });
});
afterEach(() => store.close());

const catalog = (method: string, path: string, body?: unknown) => store.api(method, `/v3/catalog${path}`, body);

const data = async (path: string) => {
  const { body } = await catalog('GET', path);
  return (body as { data: Record<string, unknown>[] }).data;
};

describe('brands', () => {
  it('are made once by name and found', async () => {
    expect((await catalog('POST', '/brands', { name: 'Acme' })).body).toMatchObject({ data: { id: 1, name: 'Acme' } });
    expect((await catalog('POST', '/brands', { name: 'ACME' })).status).toBe(409);
    expect((await catalog('POST', '/brands', { name: '' })).status).toBe(422);
    await catalog('POST', '/brands', { name: 'Other' });
    expect(await data('/brands?name:like=the')).toMatchObject([{ id: 2 }]);
    expect(await data('/brands?id:in=1')).toMatchObject([{ name: 'Acme' }]);
  });

  it('are given to products that name them', async () => {
    await catalog('PUT', '/products', [{ id: 1, brand_name: 'Acme' }]);
    expect(await data('/products?brand_id=1')).toMatchObject([{ id: 1 }]);
    expect((await catalog('PUT', '/products', [{ id: 1, brand_id: 9 }])).status).toBe(409);
  });
});

describe('categories', () => {
  it('are made below a tree or a parent, all or none', async () => {
    expect(await data('/trees')).toMatchObject([{ id: 1, channels: [1] }]);
    const made = await catalog('POST', '/trees/categories', [{ name: 'Kitchen', tree_id: 1 }]);
    expect(made).toMatchObject({ status: 201, body: { data: [{ category_id: 1, tree_id: 1, parent_id: 0 }] } });
    await catalog('POST', '/trees/categories', [{ name: 'Mugs', parent_id: 1 }]);
    expect(await data('/trees/categories?parent_id:in=1')).toMatchObject([
      { category_id: 2, name: 'Mugs', tree_id: 1 },
    ]);
    const bad = [
      { name: 'Cups', parent_id: 1 },
      { name: 'Mugs', parent_id: 1 },
    ];
    expect((await catalog('POST', '/trees/categories', bad)).status).toBe(422);
    expect(await data('/trees/categories')).toHaveLength(2);
  });

  it.each([
    { name: 'x' },
    { name: 'x', tree_id: 9 },
    { name: 'x', parent_id: 9 },
    { name: 'x'.repeat(51), tree_id: 1 },
  ])('cannot be %j', async (row) => {
    expect((await catalog('POST', '/trees/categories', [row])).status).toBe(422);
  });

  it('are replaced by those that a product is sent with', async () => {
    const rows = ['A', 'B'].map((name) => ({ name, tree_id: 1 }));
    await catalog('POST', '/trees/categories', rows);
    await catalog('PUT', '/products', [{ id: 1, categories: [1] }]);
    await catalog('PUT', '/products', [{ id: 1, categories: [2] }]);
    expect((await data('/products?id=1'))[0]).toMatchObject({ categories: [2] });
    expect((await catalog('PUT', '/products', [{ id: 1, categories: [2, 9] }])).status).toBe(409);
  });
});

describe('custom fields', () => {
  const FIELDS = '/products/1/custom-fields';

  it('are made, changed and deleted, and shown with the product', async () => {
    const fired = await store.firedBy(async () => {
      expect((await catalog('POST', FIELDS, { name: 'Id', value: '7' })).body).toMatchObject({ data: { id: 2 } });
      await catalog('PUT', `${FIELDS}/2`, { value: '8' });
      await catalog('DELETE', `${FIELDS}/1`);
    });
    expect(fired).toHaveLength(3);
    expect(await data(FIELDS)).toEqual([{ id: 2, name: 'Id', value: '8' }]);
    await catalog('PUT', '/products', [
      {
        id: 1,
        custom_fields: [
          { id: 2, name: 'Id', value: '9' },
          { name: 'New', value: 'x' },
        ],
      },
    ]);
    expect(await data('/products?id=1&include=custom_fields')).toMatchObject([
      {
        custom_fields: [
          { id: 2, value: '9' },
          { id: 3, name: 'New' },
        ],
      },
    ]);
    expect((await data('/products?id=1'))[0]).not.toHaveProperty('custom_fields');
  });

  it.each([
    ['POST', FIELDS, { name: 'Material', value: 'Clay' }, 422],
    ['POST', FIELDS, { name: 'Material', value: 'x'.repeat(251) }, 422],
    ['POST', FIELDS, { name: 'Material' }, 422],
    ['PUT', `${FIELDS}/9`, { value: 'x' }, 404],
    ['DELETE', `${FIELDS}/9`, undefined, 404],
    ['GET', '/products/9/custom-fields', undefined, 404],
  ])('answers %s %s %j with %i', async (method, path, body, status) =>
    expect((await catalog(method, path, body)).status).toBe(status),
  );

  it('are 200 at most', async () => {
    const fields = Array.from({ length: 199 }, (_, n) => ({ name: `${n}`, value: 'x' }));
    expect((await catalog('PUT', '/products', [{ id: 1, custom_fields: fields }])).status).toBe(200);
    expect((await catalog('POST', FIELDS, { name: 'more', value: 'x' })).status).toBe(422);
    const one = [{ name: 'more', value: 'x' }];
    expect((await catalog('PUT', '/products', [{ id: 1, custom_fields: one }])).status).toBe(422);
  });
});

describe('metafields of products', () => {
  const ID = { permission_set: 'app_only', namespace: 'bp', key: 'product', value: '1001' };

  it('are their own beside those of orders, and found over all products', async () => {
    const orderId = store.order();
    await store.api('POST', `/v3/orders/${orderId}/metafields`, ID);
    const fired = await store.firedBy(async () => {
      expect((await catalog('POST', '/products/1/metafields', ID)).status).toBe(200);
    });
    expect(fired).toEqual([
      ['store/metafield/created', expect.objectContaining({ resource_type: 'product', resource_id: '1' })],
      ['store/product/metafield/created', { metafield_id: 2, resource_id: '1', namespace: 'bp' }],
    ]);
    await catalog('POST', '/products/2/metafields', { ...ID, value: '1002' });
    await catalog('POST', '/products/2/metafields', { ...ID, key: 'other' });
    expect(await data('/products/metafields?namespace=bp&key=product')).toMatchObject([
      { resource_type: 'product', resource_id: 1, value: '1001' },
      { resource_id: 2, value: '1002' },
    ]);
    expect(await data('/products/2/metafields')).toHaveLength(2);
    expect((await catalog('POST', '/products/2/metafields', ID)).status).toBe(409);
    expect((await catalog('GET', '/products/9/metafields')).status).toBe(404);
    expect((await store.api('GET', '/v3/orders/metafields')).body).toMatchObject({
      meta: { pagination: { total: 1 } },
    });
    expect((await catalog('PUT', '/products/1/metafields/3', { value: 'x' })).status).toBe(404);
  });
});
