import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, read } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import { orderSubject } from '../../src/store/exchanges';
import type { OrderSnapshot } from '../../src/mapping/types';

const open = activityWorlds();

const ORDER = 'GET /v2/orders/{id}';
const PARTS = ['GET /v2/orders/{id}/taxes', 'GET /v3/orders/{id}/transactions'];

const readAgain = (world: ActivityWorld, key: OrderKey, knownHash: string, deep = false) =>
  world.run('readOrder', { key, asOf: Date.now(), deep, knownHash });

describe('reading an order', () => {
  it('keeps the version with all its parts, encrypted, and chooses the route', async () => {
    const world = await open();
    const key = world.place({ billing: { email: 'planted@example.com' } });
    const changed = await read(world, key);
    expect(changed).toMatchObject({ route: 'main', account: world.account });
    expect(world.requests('bigcommerce').sort()).toEqual([ORDER, ...PARTS].sort());
    const snapshot = (await world.store.snapshots.get(changed.snapshotId))?.body as OrderSnapshot;
    expect(snapshot).toMatchObject({ storeHash: world.storeHash, order: { id: key.orderId }, customer: null });
    expect(snapshot.transactions).toHaveLength(1);
    expect(await world.store.orders.get(key)).toMatchObject({
      state: 'SYNCING',
      orderTotal: '36.65',
      currency: 'USD',
    });
    const rows = await world.db.selectFrom('snapshots').selectAll().execute();
    expect(rows.map(({ body }) => Buffer.from(body).toString('latin1')).join()).not.toContain('planted');
  });

  it('answers an echo of our own writes after one request', async () => {
    const world = await open();
    const key = world.place({});
    await importOrder(world, key);
    const { hash } = await read(world, key);
    world.forgetRequests();
    expect(await readAgain(world, key, hash)).toEqual({ kind: 'unchanged' });
    expect(world.requests('bigcommerce')).toEqual([ORDER]);
  });

  it('is the same version after our own link-back', async () => {
    const world = await open();
    const key = world.place({});
    const before = await read(world, key);
    await importOrder(world, key);
    expect((await read(world, key)).hash).toBe(before.hash);
  });

  it('looks at the parts, too, when more than the order document may have changed', async () => {
    const world = await open();
    const key = world.place({});
    const { hash } = await read(world, key);
    const { transactions } = world.bigcommerce.state.orders.get(key.orderId)!;
    transactions.push({ ...transactions[0], id: 999, event: 'refund', amount: 5 });
    expect(await readAgain(world, key, hash)).toEqual({ kind: 'unchanged' });
    expect(await readAgain(world, key, hash, true)).toMatchObject({ kind: 'changed' });
  });

  it('sees a change of the order document', async () => {
    const world = await open();
    const key = world.place({});
    const { hash } = await read(world, key);
    world.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 5 } });
    const again = await readAgain(world, key, hash);
    expect(again).toMatchObject({ kind: 'changed' });
    expect(again).not.toMatchObject({ hash });
    expect((await world.store.orders.get(key))?.bigcommerceStatusId).toBe(5);
  });

  it('reads the coupons of a discounted order and the customer of a registered one', async () => {
    const world = await open();
    const customerId = world.bigcommerce.control.addCustomer({
      email: 'registered@example.com',
      first_name: 'Rea',
      last_name: 'Gister',
      company: 'Registered Ltd',
    });
    const key = world.place({ customerId, coupon: { code: 'SAVE', type: 'per_total', amount: '5.00' } });
    const { snapshotId } = await read(world, key);
    const snapshot = (await world.store.snapshots.get(snapshotId))?.body as OrderSnapshot;
    expect(snapshot.customer).toMatchObject({ id: customerId, company: 'Registered Ltd' });
    expect(snapshot.coupons).toHaveLength(1);
    expect(world.requests('bigcommerce')).toHaveLength(5);
  });

  it('answers an issue for an order that the store does not have', async () => {
    const world = await open();
    const key = { storeHash: world.storeHash, orderId: 424_242 };
    const result = await world.run('readOrder', { key, asOf: Date.now(), deep: true });
    expect(result).toMatchObject({ kind: 'issue', issue: { code: 'ORDER_NOT_FOUND' } });
  });

  it('answers an issue where no route takes the order', async () => {
    const world = await open();
    world.deps.config.routes.forEach((route) => Object.assign(route, { default: false, match: { channels: [99] } }));
    const key = world.place({});
    const result = await world.run('readOrder', { key, asOf: Date.now(), deep: true });
    expect(result).toMatchObject({ kind: 'issue', issue: { code: 'NO_ROUTE' } });
  });

  it('stops with the name of the field when an answer lacks one', async () => {
    const world = await open();
    const key = world.place({});
    world.bigcommerce.faults.add({ path: '/v2/orders/*', mode: 'status', status: 200, body: { id: key.orderId } });
    await expect(world.run('readOrder', { key, asOf: Date.now(), deep: true })).rejects.toMatchObject({
      type: 'UNEXPECTED_ANSWER',
      nonRetryable: true,
    });
  });

  it.each([
    ['a throttled store', { mode: 'throttle' }, { type: 'Throttled', category: 'BENIGN' }],
    ['a broken connection', { mode: 'drop-before' }, { type: 'RemoteUnavailable' }],
    ['a store in trouble', { mode: 'status', status: 503 }, { type: 'RemoteUnavailable' }],
  ] as const)('is tried again after %s', async (_what, fault, failure) => {
    const world = await open();
    const key = world.place({});
    world.bigcommerce.faults.add({ ...fault, path: '/v2/orders/*', count: 1 });
    const input = { key, asOf: Date.now(), deep: true };
    await expect(world.run('readOrder', input)).rejects.toMatchObject({ ...failure, nonRetryable: false });
    expect(await world.run('readOrder', input)).toMatchObject({ kind: 'changed' });
  });

  it('records every exchange under the order, without any secret', async () => {
    const world = await open();
    const key = world.place({});
    await world.attempt({ of: key, number: 2 }, 'readOrder', { key, asOf: Date.now(), deep: true });
    const { rows } = await world.store.exchanges.list({ subject: orderSubject(key) }, { limit: 10 });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ method: 'GET', status: 200, attempt: 2, activity: 'readOrder' });
    expect(JSON.stringify(rows)).not.toContain(world.bigcommerce.token);
  });
});
