/** Fields of products follow Brightpearl's by rule: only what differs is written, and what the merchant edited stays. */
import { shownFields } from '../../../src/activities/catalog/shown-fields';
import type { WriteProductsResult } from '../../../src/domain/catalog-types';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { activityWorlds } from '../support/activity-world';
import { staff } from '../support/after-sale';
import { lose } from '../support/hold';

const open = activityWorlds();

const SKU = 'MUG-BLUE';
const RULES: NonNullable<WorldOptions['products']> = {
  fields: [
    { field: 'description', from: 'description', owner: 'brightpearl', edits: 'overwrite' },
    { field: 'mpn', from: 'mpn', owner: 'brightpearl', whenEmpty: 'clear' },
    { field: 'weight', from: 'weight', owner: 'brightpearl', edits: 'overwrite', factor: '1000' },
    { field: 'brand', from: 'brand', owner: 'brightpearl' },
    { field: 'visible', from: 'notArchived', owner: 'brightpearl', edits: 'overwrite' },
    {
      field: { customField: 'Title' },
      from: { customField: 'PCF_WEBTITLE' },
      owner: 'brightpearl',
      whenEmpty: 'clear',
    },
  ],
};

interface FollowedWorld extends ActivityWorld {
  /** Of the store's product, by the SKU of a variant. */
  productId(sku?: string): number;
  /** Staff edit the product in Brightpearl. */
  staffEdit(edit: object, sku?: string): Promise<void>;
  /** The merchant edits the product in the store. */
  edit(fields: Record<string, unknown>, sku?: string): void;
  /** What the `catalog` workflow does. */
  look(): Promise<WriteProductsResult>;
  /** Without what comes after the store had the time to show it. */
  write(): Promise<WriteProductsResult>;
  fields(sku?: string): Record<string, unknown>;
  customFields(sku?: string): string[];
  issues(): Promise<string[]>;
  writes(): string[];
}

async function openFollowed(products: NonNullable<WorldOptions['products']> = RULES): Promise<FollowedWorld> {
  const world = await open({ products });
  const { storeHash, account } = world;
  const { control, state } = world.bigcommerce;
  for (const sku of [SKU, 'MUG-RED', 'LAMP-01']) control.addProduct({ sku, name: sku, description: '' });
  const productOf = (sku: string) => state.catalog.variantsBySku(sku)[0]!.product;
  const step = { storeHash, account };
  const write = async (): Promise<WriteProductsResult> => {
    await world.run('refreshCatalogLinks', step);
    const { readAt, unknownFields = [] } = await world.run('readProducts', step);
    return world.run('writeProducts', { ...step, readAt, unknownFields });
  };
  return {
    ...world,
    write,
    productId: (sku = SKU) => productOf(sku).id,
    async staffEdit(edit, sku = SKU) {
      const product = [...world.brightpearl.state().products.values()].find((one) => one.sku === sku)!;
      await staff(world, `products/${product.id}`, edit);
    },
    edit: (fields, sku = SKU) => control.changeProduct(productOf(sku).id, fields),
    async look() {
      const result = await write();
      await world.run('noteShownProducts', step);
      return result;
    },
    fields: (sku = SKU) => productOf(sku).fields,
    customFields: (sku = SKU) => productOf(sku).customFields.map(({ name, value }) => `${name}: ${value}`),
    issues: async () =>
      (await world.store.catalogIssues.list(storeHash, 50)).map(({ code, subject }) => `${code} ${subject}`).sort(),
    writes: () => world.requests('bigcommerce').filter((request) => !request.startsWith('GET')),
  };
}

it('each field is what Brightpearl has, by its rule, and what agrees is written no more', async () => {
  const world = await openFollowed();
  const { id } = await staff<{ id: number }>(world, 'attributes/brands', { name: 'Northwind', description: '' });
  await world.staffEdit({
    description: 'A mug',
    mpn: 'NW-1',
    weight: 0.35,
    brandId: id,
    customFields: { PCF_WEBTITLE: 'The blue one' },
  });
  expect((await world.look()).written).toBeGreaterThan(0);
  const brand = (await world.deps.bigcommerce(world.storeHash).brands.list()).find(({ name }) => name === 'Northwind');
  expect(world.fields()).toMatchObject({ description: 'A mug', mpn: 'NW-1', weight: 350, brand_id: brand?.id });
  expect(world.customFields()).toEqual(['Title: The blue one']);

  world.forgetRequests();
  expect(await world.look()).toMatchObject({ written: 0 });
  expect(world.writes()).toEqual([]);

  await world.staffEdit({ mpn: '', customFields: { PCF_WEBTITLE: null } });
  expect(await world.look()).toMatchObject({ written: 1 });
  expect(world.fields()).toMatchObject({ mpn: '', description: 'A mug' });
  expect(world.customFields()).toEqual([]);
});

it('a rule that names a custom field which the account does not have is told, and clears nothing', async () => {
  const clearing = { owner: 'brightpearl', edits: 'overwrite', whenEmpty: 'clear' } as const;
  const world = await openFollowed({
    fields: [
      { field: { customField: 'Title' }, from: { customField: 'PCF_WEBTITEL' }, ...clearing },
      { field: { customField: 'Care' }, from: { customField: 'PCF_CARE' }, ...clearing },
    ],
  });
  const product = world.bigcommerce.state.catalog.variantsBySku(SKU)[0]!.product;
  product.customFields.push(...['Title', 'Care'].map((name, place) => ({ id: place + 1, name, value: 'By hand' })));
  await world.look();
  expect(world.customFields()).toEqual(['Title: By hand']);
  expect(await world.issues()).toEqual(['CUSTOM_FIELD_UNKNOWN the rule for custom field Title']);
});

it('what the merchant edited stays and is told, until both agree', async () => {
  const world = await openFollowed();
  await world.staffEdit({ mpn: 'NW-1' });
  await world.look();
  world.edit({ mpn: 'MINE' });
  await world.staffEdit({ mpn: 'NW-2' });
  await world.look();
  expect(world.fields()).toMatchObject({ mpn: 'MINE' });
  expect(await world.issues()).toEqual([`FIELD_EDITED product ${world.productId()}: mpn`]);
  world.edit({ mpn: 'NW-2' });
  await world.look();
  expect(await world.issues()).toEqual([]);
  await world.staffEdit({ mpn: 'NW-3' });
  await world.look();
  expect(world.fields()).toMatchObject({ mpn: 'NW-3' });
});

it('a field with the rule to overwrite is right again, whoever edited it', async () => {
  const world = await openFollowed();
  await world.staffEdit({ description: 'A mug' });
  await world.look();
  world.edit({ description: 'Best mug ever', is_visible: false });
  await world.look();
  expect(world.fields()).toMatchObject({ description: 'A mug', is_visible: true });
});

it.each([
  ['once the store shows it', true],
  ['also after an attempt that died before it could look', false],
])('what the store makes of a text is no edit of it: %s', async (_when, isNoted) => {
  const world = await openFollowed({ fields: [{ field: 'description', from: 'description', owner: 'brightpearl' }] });
  world.edit({ description: '' });
  await world.staffEdit({ description: '<p>A mug' });
  await world.write();
  // The store tidies it up.
  world.edit({ description: '<p>A mug</p>' });
  if (isNoted) await world.run('noteShownProducts', { storeHash: world.storeHash, account: world.account });
  world.forgetRequests();
  await world.look();
  expect(world.writes()).toEqual([]);
  expect(await world.issues()).toEqual([]);
  await world.staffEdit({ description: '<p>A blue mug' });
  await world.look();
  expect(world.fields()).toMatchObject({ description: '<p>A blue mug' });
});

it('what the store makes the same of as before is written once', async () => {
  const world = await openFollowed({ fields: [{ field: 'description', from: 'description', owner: 'brightpearl' }] });
  const tidyUp = () => world.edit({ description: '<p>A mug</p>' });
  for (const description of ['<p>A mug', '<p>A mug<p>']) {
    await world.staffEdit({ description });
    await world.write();
    tidyUp();
    await world.run('noteShownProducts', { storeHash: world.storeHash, account: world.account });
  }
  world.forgetRequests();
  await world.look();
  expect(world.writes()).toEqual([]);
  expect(await world.issues()).toEqual([]);
});

it('what the merchant took away is not put back, and is told', async () => {
  const world = await openFollowed();
  await world.staffEdit({ mpn: 'NW-1', customFields: { PCF_WEBTITLE: 'Blue' } });
  await world.look();
  const [field] = world.bigcommerce.state.catalog.variantsBySku(SKU)[0]!.product.customFields;
  await world.deps.bigcommerce(world.storeHash).products.removeCustomField(world.productId(), field!.id);
  world.edit({ mpn: '' });
  await world.staffEdit({ mpn: 'NW-2' });
  world.forgetRequests();
  await world.look();
  expect(world.writes()).toEqual([]);
  const productId = world.productId();
  expect(await world.issues()).toEqual([
    `FIELD_EDITED product ${productId}: custom field Title`,
    `FIELD_EDITED product ${productId}: mpn`,
  ]);
  world.edit({ mpn: 'NW-2' });
  await world.look();
  expect(await world.issues()).toEqual([`FIELD_EDITED product ${productId}: custom field Title`]);
});

it('a brand that came after the brands were read is an edit, and no empty field', async () => {
  const world = await openFollowed();
  const [product] = await world.deps.bigcommerce(world.storeHash).products.byIds([world.productId()]);
  expect(shownFields({ ...product!, brandId: 9 }, new Map())).toMatchObject({ brand: 'brand 9' });
  expect(shownFields({ ...product!, brandId: 0 }, new Map())).toMatchObject({ brand: null });
});

describe.each(['apply-then-drop', 'drop-before'] as const)('a write whose answer is lost (%s)', (mode) => {
  it('ends with the right fields, which count as ours', async () => {
    const world = await openFollowed();
    await world.look();
    await world.staffEdit({ mpn: 'NW-1', customFields: { PCF_WEBTITLE: 'Blue' } });
    world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/catalog/products$', mode, count: 1 });
    await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await world.look();
    expect(world.fields()).toMatchObject({ mpn: 'NW-1' });
    expect(world.customFields()).toEqual(['Title: Blue']);
    await world.staffEdit({ mpn: 'NW-2' });
    await world.look();
    expect(world.fields()).toMatchObject({ mpn: 'NW-2' });
    expect(await world.issues()).toEqual([]);
  });
});

it.each(['apply-then-drop', 'drop-before'] as const)(
  'what was there before a write that is lost is no edit of it (%s)',
  async (mode) => {
    const world = await openFollowed();
    await world.staffEdit({ mpn: 'NW-1', customFields: { PCF_WEBTITLE: 'Blue' } });
    await world.look();
    await world.staffEdit({ mpn: 'NW-2', customFields: { PCF_WEBTITLE: 'Light blue' } });
    world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/catalog/products$', mode, count: 1 });
    await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await world.look();
    expect(world.fields()).toMatchObject({ mpn: 'NW-2' });
    expect(world.customFields()).toEqual(['Title: Light blue']);
    expect(await world.issues()).toEqual([]);
    world.edit({ mpn: 'MINE' });
    await world.staffEdit({ mpn: 'NW-3' });
    await world.look();
    expect(await world.issues()).toEqual([`FIELD_EDITED product ${world.productId()}: mpn`]);
  },
);

it('what the store refuses is sent again with the next look, and is no edit', async () => {
  const world = await openFollowed({ fields: [{ field: 'name', from: 'name', owner: 'brightpearl' }] });
  for (const sku of [SKU, 'MUG-RED', 'LAMP-01']) await world.staffEdit({ name: sku }, sku);
  await world.look();
  await world.staffEdit({ name: 'LAMP-01' });
  for (const _time of ['once', 'twice']) {
    await world.look();
    expect(await world.issues()).toEqual([`PRODUCT_REFUSED product ${world.productId()}: what was sent`]);
  }
  await world.staffEdit({ name: 'Blue mug' });
  await world.look();
  expect(world.fields()).toMatchObject({ name: 'Blue mug' });
  expect(await world.issues()).toEqual([]);
});

it('one product that the store refuses is told, and keeps no other back', async () => {
  const world = await openFollowed({
    fields: [{ field: 'name', from: 'name', owner: 'brightpearl', edits: 'overwrite' }],
  });
  await world.look();
  // Names are unique in the store.
  await world.staffEdit({ name: 'Same name' }, SKU);
  await world.staffEdit({ name: 'Same name' }, 'MUG-RED');
  await world.staffEdit({ name: 'A lamp' }, 'LAMP-01');
  await world.look();
  expect(world.fields('LAMP-01')).toMatchObject({ name: 'A lamp' });
  expect(await world.issues()).toEqual([expect.stringMatching(/^PRODUCT_REFUSED product \d+: what was sent$/)]);
  await world.staffEdit({ name: 'Another name' }, 'MUG-RED');
  await world.look();
  expect(world.fields('MUG-RED')).toMatchObject({ name: 'Another name' });
  expect(await world.issues()).toEqual([]);
});

/** A polo in two sizes, on both sides. */
async function addPolos(world: FollowedWorld, more: (size: string) => object): Promise<void> {
  const sizes = ['S', 'M'];
  for (const size of sizes) await staff(world, 'products', { sku: `POLO-${size}`, name: 'Polo', ...more(size) });
  const option = (label: string) => [{ option_display_name: 'Size', label }];
  const variants = sizes.map((size) => ({ sku: `POLO-${size}`, option_values: option(size) }));
  world.bigcommerce.control.addProduct({ name: 'Polo', description: '', mpn: '', variants });
  world.brightpearl.clock.advance(60_000);
}

it('variants whose products differ in a field that the store keeps once are told, and nothing is guessed', async () => {
  const world = await openFollowed();
  await addPolos(world, (size) => ({ description: `A polo ${size}` }));
  await world.look();
  const productId = world.productId('POLO-S');
  expect(world.fields('POLO-S')).toMatchObject({ description: '' });
  expect(await world.issues()).toEqual([`VARIANTS_DIFFER product ${productId}: description`]);
  for (const size of ['S', 'M']) await world.staffEdit({ description: 'A polo' }, `POLO-${size}`);
  await world.look();
  expect(world.fields('POLO-S')).toMatchObject({ description: 'A polo' });
  expect(await world.issues()).toEqual([]);
});

it('what variants have of their own each gets from its own product, and the product stays as it is', async () => {
  const world = await openFollowed();
  await addPolos(world, (size) => ({ mpn: `P-${size}`, weight: size === 'S' ? 0.2 : 0.3 }));
  const own = (sku: string) => world.bigcommerce.state.catalog.variantsBySku(sku)[0]!;
  await world.look();
  expect(own('POLO-S').fields).toMatchObject({ mpn: 'P-S', weight: 200 });
  expect(own('POLO-M').fields).toMatchObject({ mpn: 'P-M', weight: 300 });
  expect(world.fields('POLO-S')).toMatchObject({ mpn: '' });
  expect(await world.issues()).toEqual([]);

  world.forgetRequests();
  expect(await world.look()).toMatchObject({ written: 0 });
  expect(world.writes()).toEqual([]);

  world.bigcommerce.control.changeVariant(own('POLO-S').id, { mpn: 'MINE' });
  await world.staffEdit({ mpn: 'P-2' }, 'POLO-S');
  await world.staffEdit({ mpn: 'P-3', weight: 0.4 }, 'POLO-M');
  expect(await world.look()).toMatchObject({ written: 1 });
  expect(own('POLO-S').fields).toMatchObject({ mpn: 'MINE' });
  expect(own('POLO-M').fields).toMatchObject({ mpn: 'P-3', weight: 400 });
  const edited = `FIELD_EDITED product ${world.productId('POLO-S')}: mpn of variant ${own('POLO-S').id}`;
  expect(await world.issues()).toEqual([edited]);
});

it('one variant that the store refuses is told, and keeps no other back', async () => {
  const world = await openFollowed({ fields: [{ field: 'gtin', from: { value: 'x' }, owner: 'brightpearl' }] });
  await addPolos(world, () => ({}));
  const own = (sku: string) => world.bigcommerce.state.catalog.variantsBySku(sku)[0]!;
  const path = '/v3/catalog/variants$';
  // Both together, then the first of them.
  world.bigcommerce.faults.add({ method: 'PUT', path, mode: 'status', status: 422, count: 2 });
  await world.look();
  expect(await world.issues()).toEqual([
    `PRODUCT_REFUSED product ${world.productId('POLO-S')}: what was sent of variant ${own('POLO-S').id}`,
  ]);
  expect(own('POLO-M').fields).toMatchObject({ gtin: 'x' });
  await world.look();
  expect(own('POLO-S').fields).toMatchObject({ gtin: 'x' });
  expect(await world.issues()).toEqual([]);
});

it('a brand is the same whatever its case, and one that the store refuses keeps nothing else back', async () => {
  const world = await openFollowed();
  await world.deps.bigcommerce(world.storeHash).brands.create('northwind');
  const brand = (name: string) => staff<{ id: number }>(world, 'attributes/brands', { name, description: '' });
  await world.staffEdit({ brandId: (await brand('Northwind')).id, mpn: 'NW-1' });
  await world.staffEdit({ brandId: (await brand('x'.repeat(256))).id, mpn: 'NW-2' }, 'MUG-RED');
  await world.look();
  expect(world.fields()).toMatchObject({ mpn: 'NW-1' });
  expect(world.fields('MUG-RED')).toMatchObject({ mpn: 'NW-2' });
  const names = (await world.deps.bigcommerce(world.storeHash).brands.list()).map(({ name }) => name);
  expect(names).toContain('northwind');
  expect(names).not.toContain('Northwind');
  const refused = `PRODUCT_REFUSED product ${world.productId('MUG-RED')}: brand`;
  expect(await world.issues()).toEqual([refused]);
  world.forgetRequests();
  await world.look();
  expect(world.writes().filter((request) => !request.includes('brands'))).toEqual([]);
  expect(await world.issues()).toEqual([refused]);
});

it('what was archived in Brightpearl is hidden, and shown again when it is sold again', async () => {
  const world = await openFollowed();
  await world.look();
  await world.staffEdit({ status: 'ARCHIVED', mpn: 'LATE' });
  world.brightpearl.clock.advance(60_000);
  await world.look();
  expect(world.fields()).toMatchObject({ is_visible: false });
  expect(world.fields()).not.toMatchObject({ mpn: 'LATE' });
  await world.staffEdit({ status: 'LIVE' });
  world.brightpearl.clock.advance(60_000);
  await world.look();
  expect(world.fields()).toMatchObject({ is_visible: true, mpn: 'LATE' });
});

it('a product is left for the next look while Brightpearl does not answer for all of its variants', async () => {
  const world = await openFollowed();
  await addPolos(world, (size) => ({ description: `A polo ${size}` }));
  await world.run('refreshCatalogLinks', { storeHash: world.storeHash, account: world.account });
  const products = world.brightpearl.state().products;
  const gone = [...products.values()].find(({ sku }) => sku === 'POLO-M')!;
  products.delete(gone.id);
  const step = { storeHash: world.storeHash, account: world.account };
  const { readAt } = await world.run('readProducts', step);
  await world.run('writeProducts', { ...step, readAt });
  expect(world.fields('POLO-S')).toMatchObject({ description: '' });
});

it('a change that never arrived is no edit of the merchant: it is sent again', async () => {
  const world = await openFollowed();
  await world.staffEdit({ mpn: 'NW-1' });
  await world.look();
  await world.staffEdit({ mpn: 'NW-2' });
  world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/catalog/products$', mode: 'drop-before', count: 1 });
  await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  await world.look();
  expect(world.fields()).toMatchObject({ mpn: 'NW-2' });
  expect(await world.issues()).toEqual([]);
});

it('a change that arrives after the one that was sent in its place is no edit: the right one is sent again', async () => {
  const world = await openFollowed();
  await world.staffEdit({ mpn: 'NW-1' });
  await world.look();
  const change = lose(world, { method: 'PUT', path: '/v3/catalog/products$' });
  await world.staffEdit({ mpn: 'NW-2' });
  await expect(world.write()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  await world.staffEdit({ mpn: 'NW-3' });
  expect(await world.write()).toMatchObject({ toCheck: 1 });
  await change.arrives();
  await world.run('noteShownProducts', { storeHash: world.storeHash, account: world.account });
  await world.look();
  expect(world.fields()).toMatchObject({ mpn: 'NW-3' });
  expect(await world.issues()).toEqual([]);
});
