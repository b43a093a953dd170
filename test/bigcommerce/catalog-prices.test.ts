import { aStore } from './support/store';

it('sends what is to change, with null for what a variant is to have of its product', async () => {
  const { client, asked, calls } = await aStore((_, answer) => answer.json(200, { data: [] }));
  await client.catalogPrices.setOfVariants([
    { variantId: 2, price: '19.99', salePrice: null },
    { variantId: 3, price: null, retailPrice: '25' },
  ]);
  await client.catalogPrices.setOfProducts([{ productId: 1, price: '0', salePrice: null, retailPrice: '12.5' }]);
  expect(calls()).toEqual(['PUT /v3/catalog/variants', 'PUT /v3/catalog/products']);
  expect(asked.map(({ json }) => json)).toEqual([
    [
      { id: 2, price: 19.99, sale_price: null },
      { id: 3, price: null, retail_price: 25 },
    ],
    [{ id: 1, price: 0, sale_price: 0, retail_price: 12.5 }],
  ]);
});

it('sends 50 variants and 10 products at most', async () => {
  const { client, asked } = await aStore((_, answer) => answer.json(200, { data: [] }));
  const variants = Array.from({ length: 51 }, (_, n) => ({ variantId: n, price: '1' }));
  const products = Array.from({ length: 11 }, (_, n) => ({ productId: n, price: '1' }));
  await expect(client.catalogPrices.setOfVariants(variants)).rejects.toThrow(RangeError);
  await expect(client.catalogPrices.setOfProducts(products)).rejects.toThrow(RangeError);
  expect(asked).toEqual([]);
});

it.each([
  ['beside the data', { errors: { title: 'Saved in part', errors: { custom_url: 'in use' } } }],
  ['in meta', { meta: { errors: { title: 'Saved in part', errors: { custom_url: 'in use' } } } }],
])('tells what was saved in part, errors %s', async (_title, body) => {
  const { client } = await aStore((_, answer) => answer.json(207, { data: [], ...body }));
  const write = { productId: 1, price: '1' };
  expect(await client.catalogPrices.setOfProducts([write])).toEqual([
    { write, reason: expect.stringContaining('custom_url: in use'), isSavedInPart: true },
  ]);
});
