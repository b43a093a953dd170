/** Products that the store does not have are made of Brightpearl's, each once, or only shown. */
import type { CreateMissingResult } from '../../../src/domain/catalog-types';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { activityWorlds } from '../support/activity-world';
import { staff } from '../support/after-sale';

const open = activityWorlds();

const RULES: NonNullable<WorldOptions['products']> = {
  create: 'on',
  createWhere: { customField: { code: 'PCF_WEBTITLE', value: 'web' } },
  fields: [
    { field: 'name', from: 'name', owner: 'once' },
    { field: 'description', from: 'description', owner: 'brightpearl' },
    { field: 'weight', from: 'weight', owner: 'brightpearl' },
    { field: 'brand', from: 'brand', owner: 'brightpearl' },
    { field: { customField: 'Sold' }, from: { customField: 'PCF_WEBTITLE' }, owner: 'brightpearl' },
  ],
};

interface NewWorld extends ActivityWorld {
  /** Staff make a product that is meant for the store, with a price. */
  add(sku: string, more?: object, price?: string | null): Promise<number>;
  /** An option with its values, by name. */
  option(name: string, values: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** What the `catalog` workflow does. */
  look(): Promise<CreateMissingResult>;
  /** As the workflow compares what it made with the others. */
  compare(): Promise<void>;
  /** Of the store, by the SKU of a variant. */
  product(sku: string): ReturnType<ActivityWorld['bigcommerce']['state']['catalog']['variants']>[number]['product'];
  has(sku: string): boolean;
  /** What stock is kept of. */
  tracking(sku: string): Promise<string | undefined>;
  rows(): Promise<Record<string, string>>;
  posts(): string[];
}

async function openNew(products: Partial<NonNullable<WorldOptions['products']>> = {}): Promise<NewWorld> {
  const world = await open({
    products: { ...RULES, ...products },
    attributes: { options: [{ brightpearl: 'Size', store: 'Grösse' }] },
    prices: { taxBasis: 'exclusive', rules: [{ from: 2, to: 'catalog' }] },
  });
  const { storeHash, account } = world;
  const { state } = world.bigcommerce;
  const step = { storeHash, account };
  return {
    ...world,
    async add(sku, more = {}, price = '12.50') {
      const customFields = { PCF_WEBTITLE: 'Web' };
      const given = { sku, name: `A ${sku}`, weight: 0.5, stockTracked: true, customFields, ...more };
      await staff(world, 'products', given);
      const { id } = [...world.brightpearl.state().products.values()].find((one) => one.sku === sku)!;
      if (price !== null) await staff(world, 'prices', { sku, prices: { 2: price } });
      world.brightpearl.clock.advance(60_000);
      return id;
    },
    async option(name, values) {
      const { id } = await staff<{ id: number }>(world, 'attributes/options', { name, sortOrder: 0 });
      const ids: Record<string, number> = { [name]: id };
      for (const [sortOrder, value] of values.entries()) {
        const given = { optionId: id, name: value, sortOrder };
        ids[value] = (await staff<{ id: number }>(world, 'attributes/option-values', given)).id;
      }
      return ids;
    },
    async look() {
      await world.run('refreshCatalogLinks', step);
      const { readAt } = await world.run('readProducts', step);
      const missing = await world.run('readMissing', step);
      return world.run('createMissing', { ...step, readAt, missing });
    },
    async compare() {
      await world.run('refreshCatalogLinks', step);
      const { readAt } = await world.run('readProducts', step);
      await world.run('writeProducts', { ...step, readAt });
    },
    product: (sku) => state.catalog.variantsBySku(sku)[0]!.product,
    has: (sku) => state.catalog.variantsBySku(sku).length > 0,
    tracking: async (sku) => (await world.deps.bigcommerce(storeHash).catalog.variantsBySku(sku))[0]?.tracking,
    rows: async () =>
      Object.fromEntries(
        (await world.store.missingProducts.all(step)).map(({ sku, outcome, reasons }) => [
          sku,
          [outcome, ...reasons].join(': '),
        ]),
      ),
    posts: () => world.requests('bigcommerce').filter((request) => request.startsWith('POST')),
  };
}

it('are made with every field that has a rule and their price, hidden, and linked at once', async () => {
  const world = await openNew();
  const { id: brandId } = await staff<{ id: number }>(world, 'attributes/brands', {
    name: 'Northwind',
    description: '',
  });
  const productId = await world.add('VASE', { description: 'A vase', brandId });
  await world.add('OTHER', { customFields: {} });
  expect(await world.look()).toMatchObject({ made: 1, shown: 0, impossible: 0, refused: 0 });
  expect(world.has('OTHER')).toBe(false);
  const { fields } = world.product('VASE');
  const [brand] = await world.deps.bigcommerce(world.storeHash).brands.list();
  expect(brand?.name).toBe('Northwind');
  expect(fields).toMatchObject({
    name: 'A VASE',
    description: 'A vase',
    weight: 0.5,
    price: 12.5,
    brand_id: brand?.id,
    is_visible: false,
  });
  expect(await world.tracking('VASE')).toBe('product');
  const links = await world.store.productLinks.linked({ storeHash: world.storeHash, account: world.account });
  expect(links).toContainEqual(expect.objectContaining({ sku: 'VASE', brightpearlId: productId }));
  expect(world.priceLooks).toEqual([`${world.storeHash} 1 products were made`]);

  await world.compare();
  expect(world.product('VASE').customFields).toMatchObject([{ name: 'Sold', value: 'Web' }]);
  world.forgetRequests();
  expect(await world.look()).toMatchObject({ made: 0, shown: 0, impossible: 0, refused: 0 });
  expect(world.posts()).toEqual([]);
});

it('what the store makes of their texts is no edit', async () => {
  const world = await openNew();
  await world.add('VASE', { description: '<p>A vase' });
  await world.look();
  const { id } = world.product('VASE');
  world.bigcommerce.control.changeProduct(id, { description: '<p>A vase</p>' });
  const step = { storeHash: world.storeHash, account: world.account };
  await world.run('noteShownProducts', step);
  await world.compare();
  world.forgetRequests();
  await world.compare();
  expect(world.requests('bigcommerce').filter((request) => request.startsWith('PUT'))).toEqual([]);
  expect(world.product('VASE').fields).toMatchObject({ description: '<p>A vase</p>' });
});

it('are those of which a yes/no field says Yes', async () => {
  const world = await openNew({ createWhere: { customField: { code: 'PCF_ONLINE', value: 'yes' } } });
  await world.add('VASE', { customFields: { PCF_ONLINE: true } });
  await world.add('BOWL', { customFields: { PCF_ONLINE: false } });
  expect(await world.look()).toMatchObject({ made: 1 });
  expect([world.has('VASE'), world.has('BOWL')]).toEqual([true, false]);
});

it('are only shown in a dry run, and why the others cannot be made', async () => {
  const world = await openNew({ create: 'dry-run' });
  await world.add('VASE');
  await world.add('BOWL', {}, null);
  expect(await world.look()).toMatchObject({ made: 0, shown: 1, impossible: 1, refused: 0 });
  expect(world.has('VASE')).toBe(false);
  expect(await world.rows()).toEqual({
    VASE: 'shown',
    BOWL: expect.stringMatching(/^impossible: Product \d+ has no price by the rules/),
  });
});

it.each(['apply-then-drop', 'drop-before', 'drop-then-apply-later'] as const)(
  'are made once, though the answer is lost (%s)',
  async (mode) => {
    const world = await openNew();
    await world.add('VASE');
    await world.add('BOWL');
    const fault = { method: 'POST', path: '/v3/catalog/products$', count: 1 };
    world.bigcommerce.faults.add({ ...fault, mode, ...(mode === 'drop-then-apply-later' ? { delayMs: 300 } : {}) });
    await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    // What arrived is linked before, or found by its SKU.
    expect(await world.look()).toMatchObject({ refused: 0, impossible: 0 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const skus = world.bigcommerce.state.catalog.variants().map(({ sku }) => sku);
    expect(skus.filter((sku) => ['BOWL', 'VASE'].includes(sku)).toSorted()).toEqual(['BOWL', 'VASE']);
    expect(await world.look()).toMatchObject({ made: 0, refused: 0, impossible: 0 });
  },
);

it('one that the store refuses is told with its words, and keeps no other back', async () => {
  const world = await openNew();
  const productId = await world.add('VASE', { name: 'Taken' });
  await world.add('BOWL');
  world.bigcommerce.control.addProduct({ sku: 'ELSE', name: 'Taken' });
  expect(await world.look()).toMatchObject({ made: 1, refused: 1 });
  expect(world.has('BOWL')).toBe(true);
  const [issue] = await world.store.catalogIssues.list(world.storeHash, 9);
  expect(issue).toMatchObject({ code: 'CREATION_REFUSED', subject: `Brightpearl product ${productId}` });
  await staff(world, `products/${productId}`, { name: 'Free' });
  expect(await world.look()).toMatchObject({ made: 1, refused: 0 });
  expect(await world.store.catalogIssues.list(world.storeHash, 9)).toEqual([]);
});

it('are not made again where the merchant deleted them, or changed their SKU', async () => {
  const world = await openNew();
  for (const sku of ['VASE', 'BOWL']) await world.add(sku);
  await world.look();
  const { control } = world.bigcommerce;
  control.deleteProduct(world.product('VASE').id);
  control.changeProduct(world.product('BOWL').id, { sku: 'BOWL-2' });
  const { storeHash, account } = world;
  await world.run('refreshLinks', { storeHash, account, whole: true });
  expect(await world.look()).toMatchObject({ made: 0, impossible: 2 });
  expect([world.has('VASE'), world.has('BOWL')]).toEqual([false, false]);
  expect(await world.rows()).toMatchObject({
    VASE: expect.stringContaining('which was deleted there'),
    BOWL: expect.stringContaining('whose SKU is BOWL-2'),
  });
  control.changeProduct(world.product('BOWL-2').id, { sku: 'BOWL' });
  control.addProduct({ sku: 'VASE', name: 'Vase' });
  await world.run('refreshLinks', { storeHash, account, whole: true });
  expect(await world.look()).toMatchObject({ made: 0, impossible: 0 });
});

it('join the option and the value that are twins of theirs, whatever the merchant calls them', async () => {
  const world = await openNew();
  const sizes = await world.option('Size', ['S', 'M']);
  const colors = await world.option('Color', ['Red']);
  const step = { storeHash: world.storeHash, account: world.account };
  const tee = (sku: string, size: string) =>
    world.add(sku, {
      name: 'Shirt',
      variations: [
        { optionId: sizes['Size'], optionValueId: sizes[size] },
        { optionId: colors['Color'], optionValueId: colors['Red'] },
      ],
    });
  await tee('SHIRT-S', 'S');
  await world.look();
  const { readAt } = await world.run('readOptions', step);
  await world.run('followOptions', { ...step, readAt });
  const { id } = world.product('SHIRT-S');
  const { productOptions } = world.deps.bigcommerce(world.storeHash);
  const color = (await productOptions.list(id)).find(({ displayName }) => displayName === 'Color')!;
  await productOptions.update(id, color.optionId, { displayName: 'Farbe' });
  await productOptions.updateValue(id, color.optionId, { ...color.values[0]!, label: 'Rot' });
  await tee('SHIRT-M', 'M');
  expect(await world.look()).toMatchObject({ made: 1, impossible: 0 });
  const shown = await productOptions.list(id);
  const labels = shown.map(({ displayName, values }) => [displayName, values.map(({ label }) => label)] as const);
  expect(Object.fromEntries(labels)).toEqual({ Farbe: ['Rot'], Grösse: ['S', 'M'] });
});

it('of one group are one product, and join the one that has some of them', async () => {
  const world = await openNew();
  const ids = await world.option('Size', ['S', 'M', 'L']);
  const tee = (size: string) =>
    world.add(`SHIRT-${size}`, {
      name: 'Shirt',
      variations: [{ optionId: ids['Size'], optionValueId: ids[size] }],
    });
  await tee('S');
  await tee('M');
  expect(await world.look()).toMatchObject({ made: 2 });
  const product = world.product('SHIRT-S');
  expect(world.product('SHIRT-M')).toBe(product);
  expect(product.fields).toMatchObject({ name: 'Shirt' });
  expect(await world.tracking('SHIRT-S')).toBe('variant');
  await tee('L');
  world.bigcommerce.faults.add({ method: 'POST', path: '/variants$', mode: 'apply-then-drop', count: 1 });
  await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  expect(await world.look()).toMatchObject({ refused: 0, impossible: 0 });
  expect(product.variants.map(({ sku }) => sku)).toEqual(['SHIRT-S', 'SHIRT-M', 'SHIRT-L']);
  const [option, ...others] = await world.deps.bigcommerce(world.storeHash).productOptions.list(product.id);
  expect(others).toEqual([]);
  expect(option).toMatchObject({ displayName: 'Grösse' });
  expect(option?.values.map(({ label }) => label)).toEqual(['S', 'M', 'L']);
});
