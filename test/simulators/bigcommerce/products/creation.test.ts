import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/product/*', 'store/sku/*']);
  store.simulator.control.addProduct({ name: 'Mug', sku: 'MUG' });
});
afterEach(() => store.close());

const post = (path: string, body: unknown) => store.api('POST', `/v3/catalog${path}`, body);

const data = async (path: string) => {
  const { body } = await store.api('GET', `/v3/catalog${path}`);
  return (body as { data: Record<string, unknown> }).data;
};

const choice = (option_display_name: string, label: string) => ({ option_display_name, label });
const SHIRT = { name: 'Shirt', type: 'physical', weight: 1, price: 20 };
const SMALL = { sku: 'S', option_values: [choice('Size', 'S')] };
const LARGE = { sku: 'L', price: 22, option_values: [choice('Size', 'L')] };

it('makes a plain product with its base variant', async () => {
  const fired = await store.firedBy(async () => {
    const { status, body } = await post('/products', { ...SHIRT, sku: 'SHIRT', brand_name: 'Acme' });
    expect([status, body]).toMatchObject([200, { data: { id: 2, sku: 'SHIRT', base_variant_id: 2, brand_id: 1 } }]);
  });
  expect(fired).toEqual([['store/product/created', { type: 'product', id: 2 }]]);
  expect(await data('/brands')).toMatchObject([{ id: 1, name: 'Acme' }]);
  expect((await post('/products', { ...SHIRT, name: 'Cap', brand_name: 'acme' })).body).toMatchObject({
    data: { brand_id: 1 },
  });
});

it('makes a product with its options and variants at once', async () => {
  const fired = await store.firedBy(() => post('/products', { ...SHIRT, variants: [SMALL, LARGE] }));
  expect(fired.map(([scope]) => scope)).toEqual(['store/product/created', 'store/sku/created', 'store/sku/created']);
  expect(await data('/products/2/options')).toMatchObject([
    { id: 1, product_id: 2, display_name: 'Size', option_values: [{ label: 'S' }, { label: 'L' }] },
  ]);
  expect(await data('/products/2/variants')).toMatchObject([
    { sku: 'S', option_values: [{ id: 1, label: 'S', option_id: 1, option_display_name: 'Size' }] },
    { sku: 'L', price: 22 },
  ]);
});

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ sku: `V-${n}`, option_values: [choice('Size', `${n}`)] }));

it.each([
  [{ name: 'Shirt', type: 'physical', weight: 1 }, 422, { price: expect.any(String) }],
  [{ ...SHIRT, name: 'x'.repeat(251) }, 422, { name: expect.any(String) }],
  [{ ...SHIRT, name: 'Mug' }, 409, { name: 'The name is in use' }],
  [{ ...SHIRT, sku: 'mug' }, 409, { sku: 'The SKU is in use' }],
  [{ ...SHIRT, brand_id: 9 }, 409, { brand_id: 'The brand was not found' }],
  [{ ...SHIRT, categories: [9] }, 409, { categories: 'A category was not found' }],
  [{ ...SHIRT, variants: [SMALL, { ...LARGE, sku: 'MUG' }] }, 409, { sku: 'The SKU is in use' }],
  [{ ...SHIRT, variants: [SMALL, { ...LARGE, sku: 's' }] }, 422, { variants: 'Two variants have the same SKU' }],
  [
    { ...SHIRT, variants: [SMALL, { ...SMALL, sku: 'L' }] },
    422,
    { variants: 'Two variants have the same option values' },
  ],
  [
    { ...SHIRT, variants: [SMALL, { sku: 'L', option_values: [choice('Color', 'Red')] }] },
    422,
    { variants: 'The variants have different options' },
  ],
  [{ ...SHIRT, variants: many(601) }, 422, { variants: 'A product has at most 600 variants' }],
])('refuses %#: %j', async (body, status, errors) => {
  const answer = await post('/products', body);
  expect([answer.status, (answer.body as { errors?: object }).errors]).toEqual([status, errors]);
  expect(await data('/products')).toHaveLength(1);
});

describe('a variant that comes later', () => {
  beforeEach(() => post('/products', { ...SHIRT, variants: [SMALL, LARGE] }));

  const add = (sku: string, ...option_values: object[]) => post('/products/2/variants', { sku, option_values });

  it('needs a value that the option has', async () => {
    expect((await add('M', { id: 9, option_id: 1 })).status).toBe(422);
    const value = await post('/products/2/options/1/values', { label: 'M', sort_order: 1 });
    expect(value).toMatchObject({ status: 200, body: { data: { id: 3, label: 'M' } } });
    const fired = await store.firedBy(() => add('M', { id: 3, option_id: 1 }));
    expect(fired.map(([scope]) => scope)).toEqual(['store/sku/created']);
    expect(await data('/products/2/variants')).toHaveLength(3);
  });

  it('has another SKU and other values than the others', async () => {
    expect(await add('M', { id: 1, option_id: 1 })).toMatchObject({ status: 409 });
    await post('/products/2/options/1/values', { label: 'M', sort_order: 1 });
    expect(await add('l', { id: 3, option_id: 1 })).toMatchObject({ status: 409 });
  });

  it('is the first of a product that was plain', async () => {
    const values = [{ label: 'Red', sort_order: 0 }];
    await post('/products/1/options', { display_name: 'Color', type: 'swatch', option_values: values });
    expect(await data('/products/1')).toMatchObject({ base_variant_id: 1 });
    const answer = await post('/products/1/variants', { sku: 'MUG-RED', option_values: [{ id: 3, option_id: 2 }] });
    expect(answer.status).toBe(200);
    expect(await data('/products/1')).toMatchObject({ base_variant_id: null, sku: 'MUG' });
    expect(await data('/products/1/variants')).toMatchObject([{ sku: 'MUG-RED', sku_id: expect.any(Number) }]);
  });

  it('is one of 600 at most', async () => {
    await post('/products', { ...SHIRT, name: 'Rug', variants: many(600) });
    await post('/products/3/options/2/values', { label: 'one more', sort_order: 0 });
    const values = (await data('/products/3/options/2/values?limit=250&page=3')) as unknown as { id: number }[];
    const last = values.at(-1)!.id;
    const answer = await post('/products/3/variants', { sku: 'X', option_values: [{ id: last, option_id: 2 }] });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { product_id: 'A product has at most 600 variants' } },
    });
  });
});
