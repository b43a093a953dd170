import type { ObservedStore } from '../observed-store';
import { startPricedStore } from './priced-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startPricedStore();
});
afterEach(() => store.close());

const dataOf = async (path: string) => {
  const { body } = await store.api('GET', `/v3/pricelists${path}`);
  return (body as { data: Record<string, unknown>[] }).data;
};

it('makes, changes and deletes price lists, and fires that', async () => {
  const fired = await store.firedBy(async () => {
    expect((await store.api('POST', '/v3/pricelists', { name: 'Retail' })).body).toMatchObject({
      data: { id: 2, active: true },
    });
    await store.api('PUT', '/v3/pricelists/2', { name: 'Retail EU', active: false });
    await store.api('DELETE', '/v3/pricelists/2');
  });
  expect(fired.map(([scope]) => scope)).toEqual([
    'store/priceList/activated',
    'store/priceList/created',
    'store/priceList/deactivated',
    'store/priceList/deleted',
    'store/priceList/updated',
  ]);
  expect(await dataOf('')).toMatchObject([{ id: 1, name: 'Trade', active: true }]);
  expect((await store.api('GET', '/v3/pricelists/2')).status).toBe(404);
});

it.each([
  ['POST', '/v3/pricelists', { name: 'Trade' }, 409],
  ['POST', '/v3/pricelists', {}, 422],
  ['PUT', '/v3/pricelists/1', { name: 'Trade' }, 200],
  ['PUT', '/v3/pricelists/9', { name: 'X' }, 404],
])('answers %s %s %j with %i', async (method, path, body, status) =>
  expect((await store.api(method, path, body)).status).toBe(status),
);

it.each([
  ['?name=Trade', [1]],
  ['?name:like=ail', [2]],
  ['?id:in=2,3', [2]],
])('lists %s', async (query, expected) => {
  store.simulator.control.addPriceList({ name: 'Retail' });
  expect((await dataOf(query)).map(({ id }) => id)).toEqual(expected);
});

it('tells whom lists are for, one list for a group and channel', async () => {
  await store.sim('POST', 'price-lists', { name: 'Retail' });
  const fired = await store.firedBy(() => store.sim('POST', 'price-lists/1/assign', { customer_group_id: 4 }));
  expect(fired).toEqual([['store/priceList/assignment/updated', { price_list_id: 1, customer_group_id: 4 }]]);
  await store.sim('POST', 'price-lists/1/assign', { channel_id: 1 });
  await store.sim('POST', 'price-lists/2/assign', { customer_group_id: 4 });
  await store.sim('POST', 'price-lists/2/assign', { customer_group_id: 4, channel_id: 1 });
  expect(await dataOf('/assignments')).toEqual([
    { id: 1, price_list_id: 2, customer_group_id: 4 },
    { id: 2, price_list_id: 1, channel_id: 1 },
    { id: 3, price_list_id: 2, customer_group_id: 4, channel_id: 1 },
  ]);
  expect(await dataOf('/assignments?channel_id=1&price_list_id:in=1,2')).toHaveLength(2);
  await store.sim('POST', 'price-lists/2/delete');
  expect(await dataOf('/assignments')).toMatchObject([{ id: 2 }]);
});

it.each([
  ['price-lists/9/records', { sku: 'MUG', currency: 'usd', price: 1 }, 'There is no price list 9'],
  ['price-lists/1/records', { sku: 'X', currency: 'usd', price: 1 }, /^The record is not valid: .*SKU was not found/],
  ['price-lists/1/assign', {}, /For whom\?/],
  ['price-lists/1/records/delete', { variant_id: 1, currency: 'usd' }, 'Price list 1 has no price of variant 1 in usd'],
])('cannot POST %s %j', async (path, body, error) => {
  const answer = await store.sim('POST', path, body);
  expect(answer.status).toBe(400);
  expect((answer.body as { error: string }).error).toMatch(error);
});

it('needs the scope of products', async () => {
  const readOnly = { clientId: 'r', clientSecret: 's', token: 'reader', scopes: ['store_v2_products_read_only'] };
  store.simulator.control.addClient({ ...readOnly, kind: 'store' });
  const headers = { 'X-Auth-Token': 'reader' };
  expect((await store.api('GET', '/v3/pricelists', undefined, headers)).status).toBe(200);
  expect((await store.api('PUT', '/v3/pricelists/1/records', [], headers)).status).toBe(403);
});
