/** The API over a real database. */
import { storeRecords } from '../../src/api/records';
import type { Records } from '../../src/api/deps';
import { issue } from '../../src/domain/issues';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi } from './support';

const order = { storeHash: 'abc123', orderId: 10423 };
const asOf = new Date('2026-11-01T10:00:00.000Z');

let test: TestStore;
let records: Records;
beforeAll(async () => {
  test = await withTestStore();
  records = storeRecords(test.store);
  await test.store.orders.upsert({
    order,
    asOf,
    state: 'NEEDS_ATTENTION',
    route: 'uk',
    account: 'acme',
    issue: issue('UNKNOWN_SKU', 'line-537: SKU X is unknown', { subject: 'line-537', details: { sku: 'X' } }),
    orderTotal: '120.00',
    currency: 'GBP',
    salesOrderIds: [501],
  });
  await test.store.orders.upsert({ order: { ...order, orderId: 501 }, asOf, state: 'SYNCED' });
  await test.store.links.put({
    kind: 'sales-order',
    account: 'acme',
    localKey: 'abc123-10423',
    remoteId: '501',
    order,
  });
  await test.store.exchanges.record({
    startedAt: asOf,
    durationMs: 12,
    system: 'brightpearl',
    scope: 'acme',
    method: 'GET',
    path: '/order-service/order/501?x=1',
    status: 200,
    requestHeaders: {},
    responseHeaders: {},
    responseBody: { response: [] },
    subjects: ['abc123/10423', 'email:0123'],
  });
  await test.store.accounts.pause({ system: 'brightpearl', scope: 'acme' }, '401');
});
afterAll(() => test.close());

it('an order is shown with the title and fix of its issue', async () => {
  expect(await records.findOrder(order)).toMatchObject({
    store: 'abc123',
    orderId: 10423,
    total: '120.00',
    stateSince: '2026-11-01T10:00:00.000Z',
    issue: { code: 'UNKNOWN_SKU', subject: 'line-537', details: { sku: 'X' }, fix: expect.stringContaining('amend') },
    details: {},
  });
  expect(await records.findOrder({ ...order, orderId: 1 })).toBeUndefined();
});

it('a number finds the order and the order behind the sales order', async () => {
  const { rows } = await records.listOrders({ number: 501, limit: 10 });
  expect(new Set(rows.map((row) => row.orderId))).toEqual(new Set([10423, 501]));
});

it('orders are found by the account that they go to', async () => {
  expect((await records.listOrders({ account: 'acme', limit: 10 })).rows.map((row) => row.orderId)).toEqual([10423]);
  expect((await records.listOrders({ account: 'other', number: 501, limit: 10 })).rows).toEqual([]);
});

it('orders are found by their issue', async () => {
  expect((await records.listOrders({ issue: 'UNKNOWN_SKU', limit: 10 })).rows.map((row) => row.orderId)).toEqual([
    10423,
  ]);
  expect((await records.listOrders({ issue: 'NO_ROUTE', limit: 10 })).rows).toEqual([]);
});

it('pages follow each other without a gap', async () => {
  const first = await records.listOrders({ limit: 1 });
  const second = await records.listOrders({ limit: 1, cursor: first.next! });
  expect(new Set([first.rows[0]!.orderId, second.rows[0]!.orderId])).toEqual(new Set([10423, 501]));
  expect(second.next).toBeNull();
});

it('sales orders lead to their orders, and strangers to none', async () => {
  expect(await records.ordersOfSalesOrders('acme', [1, 2, 3, 4, 5, 501, 502])).toEqual([order]);
  expect(await records.ordersOfSalesOrders('other', [501])).toEqual([]);
});

it('exchanges come with their query and bodies, and without hashes of people', async () => {
  const { rows } = await records.listExchanges({ order, limit: 10 });
  expect(rows).toMatchObject([
    {
      path: '/order-service/order/501?x=1',
      responseBody: { response: [] },
      requestBody: null,
      subjects: ['abc123/10423'],
    },
  ]);
});

it('answers over HTTP have the shapes that the schemas promise', async () => {
  await test.store.decisions.record({
    order,
    verb: 'skip',
    arguments: { reason: 'x' },
    actor: 'Zoe',
    commandId: 'c-1',
  });
  await test.store.reports.save({
    kind: 'reconcile',
    scope: 'uk',
    startedAt: asOf,
    finishedAt: asOf,
    summary: {},
    rows: [{ a: 1 }],
  });
  const api = await startTestApi((deps) => ({ ...deps, records }));
  expect((await api.call('GET', '/api/orders/abc123/10423?exchanges=1')).json).toMatchObject({
    decisions: [{ verb: 'skip', arguments: { reason: 'x' }, commandId: 'c-1' }],
    links: [{ kind: 'sales-order', remoteId: '501' }],
    exchanges: [{ status: 200 }],
  });
  expect((await api.call('GET', '/api/state')).json).toMatchObject({
    orders: { SYNCED: 1 },
    paused: [{ scope: 'acme' }],
  });
  expect((await api.call('GET', '/api/reports')).json).toMatchObject({ reports: [{ rows: [{ a: 1 }] }] });
  expect((await api.call('GET', '/api/orders?cursor=nonsense')).status).toBe(400);
  await api.call('POST', '/api/setup', { headers: { 'x-actor': 'Zoe' } });
  expect(await test.store.operatorActions.list('connector', 1)).toMatchObject([{ actor: 'Zoe', action: 'setup' }]);
  await api.close();
});
