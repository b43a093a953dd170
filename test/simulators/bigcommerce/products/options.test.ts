import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
/** Product 1 with option 1 of the values 1 and 2, and variants 1 and 2. */
beforeEach(async () => {
  store = await startObservedStore(['store/product/*', 'store/sku/*']);
  const of = (label: string) => [{ option_display_name: 'Size', label }];
  store.simulator.control.addProduct({
    name: 'Shirt',
    variants: [
      { sku: 'S', option_values: of('S') },
      { sku: 'L', option_values: of('L') },
    ],
  });
});
afterEach(() => store.close());

const OPTIONS = '/v3/catalog/products/1/options';
const put = (path: string, body: unknown) => store.api('PUT', `${OPTIONS}${path}`, body);

const data = async (path: string) => {
  const { body } = await store.api('GET', path);
  return (body as { data: Record<string, unknown>[] }).data;
};

it('are renamed and put in order, and the variants follow untouched', async () => {
  const fired = await store.firedBy(async () => {
    await put('/1', { display_name: 'Width', sort_order: 3 });
    await put('/1/values/1', { label: 'Small', sort_order: 9 });
  });
  expect(fired.map(([scope]) => scope)).toEqual(['store/product/updated', 'store/product/updated']);
  expect(await data(OPTIONS)).toMatchObject([
    { display_name: 'Width', sort_order: 3, option_values: [{ label: 'L' }, { id: 1, label: 'Small', sort_order: 9 }] },
  ]);
  expect(await data('/v3/catalog/products/1/variants')).toMatchObject([
    { sku: 'S', option_values: [{ label: 'Small', option_display_name: 'Width' }] },
    { sku: 'L', option_values: [{ label: 'L' }] },
  ]);
  expect(await data('/v3/catalog/products?include=options')).toMatchObject([{ options: [{ id: 1 }] }]);
});

it.each([
  ['POST', OPTIONS, { display_name: 'size', type: 'dropdown', option_values: [{ label: 'x', sort_order: 0 }] }, 409],
  ['POST', OPTIONS, { display_name: 'Color', type: 'dropdown', option_values: [] }, 422],
  [
    'POST',
    OPTIONS,
    { display_name: 'x'.repeat(256), type: 'dropdown', option_values: [{ label: 'x', sort_order: 0 }] },
    422,
  ],
  ['POST', `${OPTIONS}/1/values`, { label: 's', sort_order: 0 }, 422],
  ['POST', `${OPTIONS}/1/values`, { label: 'M' }, 422],
  ['PUT', `${OPTIONS}/1/values/2`, { label: 'S' }, 422],
  ['PUT', `${OPTIONS}/9`, { display_name: 'x' }, 404],
  ['PUT', `${OPTIONS}/1/values/9`, { label: 'x' }, 404],
  ['PUT', `${OPTIONS}/1`, { option_values: [] }, 501],
  ['GET', '/v3/catalog/products/9/options', undefined, 404],
])('answers %s %s %j with %i', async (method, path, body, status) =>
  expect((await store.api(method, path, body)).status).toBe(status),
);

it('have 250 values at most', async () => {
  for (let n = 2; n < 250; n += 1) await store.api('POST', `${OPTIONS}/1/values`, { label: `${n}`, sort_order: n });
  expect(await data(`${OPTIONS}/1/values?limit=250`)).toHaveLength(250);
  expect((await store.api('POST', `${OPTIONS}/1/values`, { label: 'more', sort_order: 0 })).status).toBe(422);
});
