import { assert, integer, property, uniqueArray } from 'fast-check';
import { chunkIds, formatIdSet, parseIdSet } from '../../src/brightpearl/id-set';
import { anAccount } from './support/account';

it.each([
  ['7', [7]],
  ['1-4', [1, 2, 3, 4]],
  ['1,3,9', [1, 3, 9]],
  ['1-3,12', [1, 2, 3, 12]],
  ['12, 1-2 ,2', [1, 2, 12]],
  ['5-5', [5]],
])('%j names %j', (text, ids) => {
  expect(parseIdSet(text)).toEqual(ids);
});

it.each(['', ',', 'a', '1-', '-3', '4-1', '0', '1,,2', '1.5', '1-2-3', '1-999999999', '9999999999999999'])(
  '%j is refused',
  (text) => {
    expect(() => parseIdSet(text)).toThrow(RangeError);
  },
);

it('survives there and back', () => {
  assert(
    property(uniqueArray(integer({ min: 1, max: 60 }), { minLength: 1 }), (ids) => {
      expect(parseIdSet(formatIdSet(ids))).toEqual([...ids].sort((a, b) => a - b));
    }),
  );
});

it('writes runs as ranges', () => {
  expect(formatIdSet([12, 3, 2, 1, 2, 7])).toBe('1-3,7,12');
});

it('cuts ids in pieces that do not exceed the limit and lose none', () => {
  const ids = Array.from({ length: 450 }, (_, at) => at * 2 + 1);
  expect(chunkIds(ids, 200).map((chunk) => chunk.length)).toEqual([200, 200, 50]);
  expect(chunkIds(ids, 200).flat()).toEqual(ids);
  expect(chunkIds([], 200)).toEqual([]);
});

describe('reading many', () => {
  const aProduct = (id: number) => ({
    id,
    identity: { sku: `S${id}` },
    stock: { stockTracked: true },
    composition: { bundle: false },
  });

  it('matches answers by id, never by position', async () => {
    const { client, calls } = await anAccount((_, answer) =>
      answer.json(200, { response: [aProduct(320), aProduct(1), aProduct(321)] }),
    );
    const products = await client.products.readMany([1, 320, 321]);
    expect([...products].map(([id, product]) => [id, product.identity.sku])).toEqual([
      [320, 'S320'],
      [1, 'S1'],
      [321, 'S321'],
    ]);
    expect(calls()).toEqual(['GET /product-service/product/1,320-321']);
  });

  it('asks at most 200 ids at once, and nothing for none', async () => {
    const { client, calls } = await anAccount((asked, answer) => {
      const ids = parseIdSet(asked.path.split('/').at(-1)!);
      answer.json(200, { response: ids.map(aProduct).reverse() });
    });
    expect((await client.products.readMany(Array.from({ length: 201 }, (_, at) => at + 1))).size).toBe(201);
    expect(calls()).toEqual(['GET /product-service/product/1-200', 'GET /product-service/product/201']);
    expect((await client.products.readMany([])).size).toBe(0);
    expect(calls()).toHaveLength(2);
  });

  it('leaves out what does not exist, whether the answer is partial, empty or 404', async () => {
    const { client } = await anAccount((asked, answer) => {
      if (asked.path.includes('/contact/'))
        answer.json(404, { errors: [{ code: 'CMNC-404', message: 'No Contact Found' }] });
      else if (asked.path.endsWith('/5')) answer.json(200, { response: [] });
      else answer.json(207, { response: [aProduct(2)] });
    });
    expect([...(await client.products.readMany([1, 2])).keys()]).toEqual([2]);
    expect((await client.products.readMany([5])).size).toBe(0);
    expect((await client.contacts.readMany([5])).size).toBe(0);
  });

  it('leaves out what was not asked for', async () => {
    const { client } = await anAccount((_, answer) => answer.json(200, { response: [aProduct(2), aProduct(99)] }));
    expect([...(await client.products.readMany([2])).keys()]).toEqual([2]);
  });
});
