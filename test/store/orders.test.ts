import type { OrderKey } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import type { BoardUpdate } from '../../src/store/orders';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;
let nextOrder = 1;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const anOrder = (storeHash = 'abc123'): OrderKey => ({ storeHash, orderId: nextOrder++ });
const at = (second: number): Date => new Date(Date.UTC(2025, 0, 1, 0, 0, second, 250));
const upsert = (order: OrderKey, second: number, facts: Partial<BoardUpdate> = {}) =>
  test.store.orders.upsert({ order, asOf: at(second), ...facts });

describe('the board', () => {
  it('keeps the facts of an order exactly', async () => {
    const order = anOrder();
    await upsert(order, 1, {
      state: 'NEEDS_ATTENTION',
      step: 'Mapping',
      route: 'uk',
      account: 'acme',
      issue: issue('UNKNOWN_SKU', 'Order 1: line 2 has the unknown SKU X-1', {
        subject: 'line-2',
        details: { sku: 'X-1' },
      }),
      details: { basis: 'line-discounted-total' },
      salesOrderIds: [501, 502],
      orderTotal: '1234567890.1000',
      currency: 'EUR',
      salesOrderTotal: '10.00',
      bigcommerceStatusId: 11,
      changedAt: at(0),
      workflowId: 'order/abc123/1',
      configHash: 'c0ffee',
      holdUntil: at(59),
    });
    expect(await test.store.orders.get(order)).toMatchObject({
      ...order,
      state: 'NEEDS_ATTENTION',
      issueCode: 'UNKNOWN_SKU',
      issue: { code: 'UNKNOWN_SKU', message: expect.stringContaining('X-1'), details: { sku: 'X-1' } },
      details: { basis: 'line-discounted-total' },
      salesOrderIds: [501, 502],
      orderTotal: '1234567890.1000',
      changedAt: at(0),
      holdUntil: at(59),
      stateSince: at(1),
      syncedAt: null,
      asOf: at(1),
    });
  });

  it('leaves alone what an update does not name, and clears what it names null', async () => {
    const order = anOrder();
    await upsert(order, 1, { state: 'NEEDS_ATTENTION', route: 'uk', issue: issue('NO_EMAIL', 'Order 1: no e-mail') });
    await upsert(order, 2, { state: 'SYNCING', issue: null });
    expect(await test.store.orders.get(order)).toMatchObject({ route: 'uk', issue: null, issueCode: null });
  });

  it('ignores an update from before the last one, and takes one from the same moment', async () => {
    const order = anOrder();
    await upsert(order, 5, { state: 'SYNCED', orderTotal: '5.00' });
    expect(await upsert(order, 4, { state: 'SYNCING', orderTotal: '4.00' })).toBe(false);
    expect(await test.store.orders.get(order)).toMatchObject({ state: 'SYNCED', orderTotal: '5.00', asOf: at(5) });
    expect(await upsert(order, 5, { orderTotal: '5.50' })).toBe(true);
    expect(await test.store.orders.get(order)).toMatchObject({ orderTotal: '5.50' });
  });

  it('ends with the newest update, in whatever order they arrive at once', async () => {
    const order = anOrder();
    const seconds = [3, 9, 1, 7, 5, 2, 8, 6, 4];
    await Promise.all(seconds.map((second) => upsert(order, second, { step: `step ${second}` })));
    expect(await test.store.orders.get(order)).toMatchObject({ step: 'step 9', asOf: at(9) });
  });

  it('knows since when the state is what it is, and when it was first in step', async () => {
    const order = anOrder();
    for (const [second, state] of [
      [1, 'SYNCING'],
      [2, 'SYNCED'],
      [3, 'SYNCED'],
      [4, 'SYNCING'],
      [5, 'SYNCED'],
    ] as const) {
      await upsert(order, second, { state });
    }
    expect(await test.store.orders.get(order)).toMatchObject({ stateSince: at(5), syncedAt: at(2) });
    await upsert(order, 6, { step: 'Linked back' });
    expect(await test.store.orders.get(order)).toMatchObject({ stateSince: at(5), state: 'SYNCED' });
  });

  it('shows since when a step fails, until the order goes on', async () => {
    const order = anOrder();
    await upsert(order, 1, { state: 'SYNCING' });
    await test.store.orders.markRetrying(order, 'brightpearl POST /order: 503', at(10));
    await test.store.orders.markRetrying(order, 'brightpearl POST /order: 500\0', at(20));
    expect(await test.store.orders.get(order)).toMatchObject({
      retryingSince: at(10),
      lastError: 'brightpearl POST /order: 500',
    });
    expect((await test.store.orders.list({ ...order, retrying: true }, { limit: 5 })).rows).toHaveLength(1);
    await test.store.orders.clearRetrying(order);
    expect(await test.store.orders.get(order)).toMatchObject({ retryingSince: null, lastError: null });

    await test.store.orders.markRetrying(order, 'again', at(30));
    await upsert(order, 31);
    expect(await test.store.orders.get(order)).toMatchObject({ retryingSince: null, lastError: null });
  });
});

describe('the list', () => {
  const store = 'listed';
  beforeAll(async () => {
    for (const [state, more] of [
      ['SYNCED', { route: 'uk', account: 'acme', salesOrderIds: [900, 901] }],
      ['SYNCED', { route: 'us', account: 'acme' }],
      ['NEEDS_ATTENTION', { route: 'uk', account: 'acme', issue: issue('NO_EMAIL', 'no e-mail') }],
      ['HELD', { route: 'uk', account: 'other' }],
      ['PENDING', {}],
    ] as const) {
      await upsert(anOrder(store), 1, { state, ...more });
    }
  });

  it.each([
    ['state', { states: ['HELD', 'PENDING'] as const }, 2],
    ['no state', { states: [] as const }, 0],
    ['route', { route: 'uk' }, 3],
    ['account', { account: 'acme' }, 3],
    ['issue', { issueCode: 'NO_EMAIL' as const }, 1],
    ['sales order', { salesOrderId: 901 }, 1],
    ['route and state', { route: 'uk', states: ['SYNCED'] as const }, 1],
    ['time in the state', { inStateBefore: at(1) }, 0],
    ['absent values', { route: undefined, states: undefined }, 5],
  ])('is filtered by %s', async (_name, filter, count) => {
    expect((await test.store.orders.list({ storeHash: store, ...filter }, { limit: 10 })).rows).toHaveLength(count);
  });

  it('walks every order once, page by page, though orders arrive and change meanwhile', async () => {
    const before = (await test.store.orders.list({ storeHash: store }, { limit: 100 })).rows.map(
      ({ orderId }) => orderId,
    );
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.store.orders.list({ storeHash: store }, { limit: 2, cursor });
      seen.push(...page.rows.map(({ orderId }) => orderId));
      await upsert(anOrder(store), 1, { state: 'PENDING' });
      await upsert({ storeHash: store, orderId: before[0]! }, 2, { state: 'SYNCED' });
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(before);
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(test.store.orders.list({}, { limit: 1, cursor: 'nonsense' })).rejects.toThrow(
      'Start again without it',
    );
  });

  it('counts the orders in every state', async () => {
    const counts = await test.store.orders.counts({ storeHash: store, route: 'uk' });
    expect(counts).toEqual({
      PENDING: 0,
      HELD: 1,
      SYNCING: 0,
      SYNCED: 1,
      NEEDS_ATTENTION: 1,
      SKIPPED: 0,
      CANCELLED: 0,
    });
  });

  it('gives the doctor the orders for which something should be running', async () => {
    const { rows } = await test.store.orders.unsettled({ storeHash: store, route: 'uk' }, { limit: 10 });
    expect(rows.map(({ state }) => state).sort()).toEqual(['HELD', 'NEEDS_ATTENTION']);
  });
});
