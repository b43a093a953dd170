/** Products of the client and of the simulator, which were written from the same documents. */
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';
import { remoteErrorOf } from '../http/support/remote-errors';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;

beforeEach(async () => {
  simulator = createBigCommerceSimulator();
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
});
afterEach(() => running.close());

const SHIRT = { name: 'Shirt', weight: '0.25', price: '20', tracking: 'none' } as const;
const of = (...values: string[]) => values.map((value) => ({ option: 'Size', value }));

it('makes a product and reads it back', async () => {
  const brand = await client.brands.create('Acme');
  const top = await client.categories.create({ treeId: 1, parentId: 0, name: 'Clothes' });
  const category = await client.categories.create({ treeId: 1, parentId: top.categoryId, name: 'Shirts' });
  const created = await client.products.create({
    ...SHIRT,
    description: '<p>Soft</p>',
    brandId: brand.id,
    categoryIds: [category.categoryId],
    isVisible: false,
    variants: [
      { sku: 'S', gtin: '00012345678905', choices: of('S') },
      { sku: 'L', price: '22.5', weight: '0.3', choices: of('L') },
    ],
  });
  expect(created).toEqual({
    productId: 1,
    variants: [
      { variantId: 1, sku: 'S' },
      { variantId: 2, sku: 'L' },
    ],
    incomplete: undefined,
  });
  const size = { optionId: 1, option: 'Size' };
  expect(await client.products.byIds([1, 9])).toEqual([
    {
      id: 1,
      name: 'Shirt',
      description: '<p>Soft</p>',
      sku: '',
      upc: '',
      gtin: '',
      mpn: '',
      weight: '0.25',
      width: '0',
      height: '0',
      depth: '0',
      brandId: brand.id,
      categoryIds: [category.categoryId],
      isVisible: false,
      baseVariantId: undefined,
      modifiedAt: expect.stringMatching(/^\d{4}-/),
      customFields: [],
      variants: [
        expect.objectContaining({
          variantId: 1,
          sku: 'S',
          gtin: '00012345678905',
          weight: undefined,
          choices: [{ ...size, valueId: 1, value: 'S' }],
        }),
        expect.objectContaining({ variantId: 2, weight: '0.3', choices: [{ ...size, valueId: 2, value: 'L' }] }),
      ],
    },
  ]);
  expect(await client.brands.list()).toEqual([brand]);
  expect(await client.categories.list()).toEqual([top, category]);
  expect(await client.categories.trees()).toEqual([{ treeId: 1, name: 'Default catalog tree', channelIds: [1] }]);
  expect((await remoteErrorOf(client.products.create(SHIRT))).kind).toBe('conflict');
  expect((await remoteErrorOf(client.brands.create('acme'))).kind).toBe('conflict');
});

it('changes what is named and leaves the rest', async () => {
  simulator.control.addProducts({
    count: 300,
    skuPrefix: 'P-',
    tracking: 'none',
    fields: { mpn: 'M', is_visible: true },
  });
  const writes = [
    { productId: 1, name: 'New', description: '', isVisible: false, upc: '123', height: '2.5' },
    { productId: 2, name: 'New' },
    { productId: 3, gtin: '9'.repeat(15) },
  ];
  const outcome = await client.products.update(writes);
  expect(outcome.map(({ write, isSavedInPart }) => [write.productId, isSavedInPart])).toEqual([
    [2, false],
    [3, false],
  ]);
  expect(outcome.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('name: The name is in use'),
    expect.stringContaining('gtin'),
  ]);
  expect(await client.products.byIds([1, 2])).toMatchObject([
    { name: 'New', isVisible: false, upc: '123', height: '2.5', mpn: 'M', sku: 'P-001' },
    { isVisible: true },
  ]);
  let count = 0;
  for await (const page of client.products.walk({ after: 1 })) count += page.length;
  expect(count).toBe(299);
});

it('changes what variants have of their own', async () => {
  const { variants } = await client.products.create({
    ...SHIRT,
    variants: ['S', 'M'].map((size) => ({ sku: size, weight: '1', choices: of(size) })),
  });
  const [small, medium] = variants.map(({ variantId }) => variantId);
  const outcome = await client.products.updateVariants([
    { variantId: small!, weight: '1.25', mpn: 'T-S' },
    { variantId: medium!, gtin: '9'.repeat(15) },
  ]);
  expect(outcome.map(({ write }) => write.variantId)).toEqual([medium]);
  const [product] = await client.products.byIds([1]);
  expect(product?.variants).toMatchObject([
    { weight: '1.25', mpn: 'T-S' },
    { weight: '1', mpn: '' },
  ]);
});

it('follows options that are renamed and put in order, and adds a value and its variant', async () => {
  await client.products.create({ ...SHIRT, variants: [{ sku: 'S', choices: of('S') }] });
  const [option] = await client.productOptions.list(1);
  expect(option).toEqual({
    optionId: 1,
    displayName: 'Size',
    type: 'rectangles',
    sortOrder: 0,
    values: [{ valueId: 1, label: 'S', sortOrder: 0 }],
  });
  simulator.requests.clear();
  await client.productOptions.update(1, 1, { displayName: 'Width', sortOrder: 2 });
  await client.productOptions.updateValue(1, 1, { valueId: 1, label: 'Small', sortOrder: 5 });
  const large = await client.productOptions.addValue(1, 1, { label: 'Large', sortOrder: 1 });
  const choices = [{ optionId: 1, valueId: large.valueId }];
  const variantId = await client.products.addVariant(1, { sku: 'L', price: '25', choices });
  expect(simulator.requests.total).toBe(4);
  expect(await client.productOptions.list(1)).toMatchObject([
    { displayName: 'Width', sortOrder: 2, values: [large, { valueId: 1, label: 'Small', sortOrder: 5 }] },
  ]);
  expect((await client.products.byIds([1]))[0]?.variants).toMatchObject([
    { sku: 'S', choices: [{ option: 'Width', value: 'Small' }] },
    { variantId, sku: 'L', choices: [{ value: 'Large' }] },
  ]);
  const again = client.products.addVariant(1, { sku: 'X', choices });
  expect((await remoteErrorOf(again)).kind).toBe('conflict');
  const color = { displayName: 'Color', type: 'swatch', values: [{ label: 'Red', sortOrder: 0 }] } as const;
  expect(await client.productOptions.create(1, color)).toMatchObject({
    displayName: 'Color',
    values: [{ label: 'Red' }],
  });
  expect((await remoteErrorOf(client.productOptions.create(1, color))).kind).toBe('conflict');
});

it('keeps ids in custom fields and in metafields', async () => {
  simulator.control.addProducts({ count: 260, skuPrefix: 'P-', tracking: 'none', fields: { is_visible: true } });
  const field = await client.products.setCustomField(1, { name: 'Id', value: '7' });
  await client.products.setCustomField(1, { ...field, value: '8' });
  expect((await client.products.byIds([1]))[0]?.customFields).toEqual([{ id: field.id, name: 'Id', value: '8' }]);
  const own = { namespace: 'bp', key: 'product' };
  for (let id = 1; id <= 260; id += 1) await client.productMetafields.upsert(id, { ...own, value: `${id + 1_000}` });
  await client.productMetafields.upsert(1, { ...own, value: '2000' });
  simulator.requests.clear();
  const found = new Map<number, string>();
  for await (const page of client.productMetafields.all(own)) {
    for (const { productId, value } of page) found.set(productId, value);
  }
  expect([found.size, found.get(1), found.get(260)]).toEqual([260, '2000', '1260']);
  expect(simulator.requests.total).toBe(2);
  expect(await client.productMetafields.list(2, 'bp')).toMatchObject([{ value: '1002' }]);
});
