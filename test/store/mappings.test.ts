import { mappingRule } from '../../src/store/mappings';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';

let opened: TestStore;
beforeEach(async () => {
  opened = await withTestStore();
});
afterEach(() => opened.close());

const SKU = { kind: 'product', source: 'OLD' } as const;

it('the narrowest mapping applies: store and account, store, account, all', async () => {
  const { mappings } = opened.store;
  const applies = async (store: string, account: string) =>
    (await mappings.applying(store, account)).map(({ target }) => target);
  expect(await applies('s', 'a')).toEqual([]);
  await mappings.set(mappingRule(SKU), { sku: 'ALL' }, 'ann');
  await mappings.set(mappingRule({ ...SKU, account: 'a' }), { sku: 'ACCOUNT' }, 'ann');
  await mappings.set(mappingRule({ ...SKU, store: 's' }), { sku: 'STORE' }, 'ann');
  await mappings.set(mappingRule({ ...SKU, store: 's', account: 'a' }), { sku: 'PAIR' }, 'ann');
  expect(await applies('s', 'a')).toEqual([{ sku: 'PAIR' }]);
  expect(await applies('s', 'b')).toEqual([{ sku: 'STORE' }]);
  expect(await applies('t', 'a')).toEqual([{ sku: 'ACCOUNT' }]);
  expect(await applies('t', 'b')).toEqual([{ sku: 'ALL' }]);

  await mappings.end(mappingRule({ ...SKU, store: 's', account: 'a' }), 'bo', 'a slip');
  expect(await applies('s', 'a')).toEqual([{ sku: 'STORE' }]);
  expect(await mappings.history(mappingRule({ ...SKU, store: 's', account: 'a' }))).toMatchObject([
    { target: null, actor: 'bo', reason: 'a slip' },
    { target: { sku: 'PAIR' }, actor: 'ann', reason: null },
  ]);
  expect(await mappings.list()).toHaveLength(3);
});

it('links that people set are no mappings of these kinds', async () => {
  const { mappings } = opened.store;
  await mappings.set({ route: 's/a', kind: 'product-link', source: '7' }, { productId: 1 }, 'ann');
  expect([await mappings.applying('s', 'a'), await mappings.list()]).toEqual([[], []]);
});

describe('orders that wait', () => {
  const issueOf = (sku: string, more: object[] = []) => ({
    code: 'UNKNOWN_SKU' as const,
    message: 'x',
    subject: 'line-1',
    details: { sku, ...(more.length > 0 ? { more } : {}) },
  });
  const put = (orderId: number, issue: ReturnType<typeof issueOf>, state: 'NEEDS_ATTENTION' | 'SYNCED') =>
    opened.store.orders.upsert({
      order: { storeHash: 's', orderId },
      asOf: new Date(),
      state,
      issue,
      account: 'a',
    });

  it('are found by what their issues name, the first one or a later one, page by page', async () => {
    await put(1, issueOf('A'), 'NEEDS_ATTENTION');
    await put(2, issueOf('B', [{ code: 'UNKNOWN_SKU', details: { sku: 'A' } }]), 'NEEDS_ATTENTION');
    await put(3, issueOf('B'), 'NEEDS_ATTENTION');
    await put(4, issueOf('A'), 'SYNCED');
    await put(5, issueOf('A', [{ code: 'NO_TAX_CODE', details: {} }]), 'NEEDS_ATTENTION');
    const { waitingOrders } = opened.store;
    const what = { codes: ['UNKNOWN_SKU'], names: ['A'] } as const;
    expect(await waitingOrders.count(what)).toBe(3);
    expect(await waitingOrders.count({ ...what, account: 'b' })).toBe(0);
    expect(await waitingOrders.count({ codes: ['NO_TAX_CODE'] })).toBe(1);
    const first = await waitingOrders.after(what, { storeHash: '', orderId: 0 }, 2);
    expect(first.map(({ orderId }) => orderId)).toEqual([1, 2]);
    expect((await waitingOrders.after(what, first[1]!, 2)).map(({ orderId }) => orderId)).toEqual([5]);
    const soon = new Date(Date.now() + 60_000);
    expect(await waitingOrders.after(what, { storeHash: '', orderId: 0 }, 2, soon)).toEqual([]);
  });
});

it('a freeing is finished when orders and levels are', async () => {
  const { mappings, freeings } = opened.store;
  const { id } = await mappings.set(mappingRule(SKU), { sku: 'NEW' }, 'ann');
  await freeings.begin(id, { names: ['OLD'], ordersWaiting: 2, levelsWaiting: 1 });
  await freeings.told(id, 2, { storeHash: 's', orderId: 9 });
  await freeings.ordersDone(id);
  expect(await freeings.unfinished(new Date(Date.now() + 1_000))).toEqual([id]);
  await freeings.levelsDone(id, 1);
  expect(await freeings.get(id)).toMatchObject({ ordersFreed: 2, levelsFreed: 1, afterStore: 's', afterOrder: 9 });
  expect(await freeings.unfinished(new Date(Date.now() + 1_000))).toEqual([]);
});
