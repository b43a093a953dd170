import { activityWorlds } from './support/activity-world';
import type { ActivityWorld, WorldOptions } from './support/activity-world';
import { importOrder, read } from './support/steps';
import type { SweepInput } from '../../src/domain/maintenance-types';
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';

const open = activityWorlds();

const HOUR_MS = 3_600_000;

/** Stores count in seconds. */
const startOfSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

async function swept(options: WorldOptions = {}) {
  const world = await open(options);
  const sweep = (more: Partial<SweepInput> = {}) =>
    world.run('sweepPage', { taskQueuePrefix: 'test', storeHash: world.storeHash, ...more });
  return {
    world,
    sweep,
    watermark: () => world.store.watermarks.get(world.storeHash, 'orders'),
    poked: () => world.signals.map(({ key }) => key.orderId),
  };
}

/** An order that was placed and last changed some time ago. */
function placeEarlier(world: ActivityWorld, hoursAgo: number): number {
  const at = new Date(Date.now() - hoursAgo * HOUR_MS);
  const built = buildOrder({
    taxMode: 'exclusive',
    lines: [{ sku: 'MUG-BLUE', name: 'Mug', price: '5.00' }],
    dateCreated: at,
    fields: { date_modified: at.toUTCString().replace('GMT', '+0000') },
  });
  return world.bigcommerce.control.addOrder({ ...built, historical: true });
}

describe('the sweep', () => {
  it('pokes every order that no webhook told about, and remembers how far it came', async () => {
    const { world, sweep, poked, watermark } = await swept();
    const ids = [placeEarlier(world, 3), placeEarlier(world, 2), placeEarlier(world, 1)];
    expect(await sweep()).toEqual({ listed: 3, signaled: 3 });
    expect(poked()).toEqual(ids);
    expect(world.signals.every(({ change }) => change.reason === 'sweep')).toBe(true);
    expect((await watermark())!.getTime()).toBeLessThanOrEqual(startOfSecond(Date.now() - HOUR_MS));
  });

  it('starts at the cutover the first time', async () => {
    const { world, sweep, poked } = await swept({ cutover: new Date(Date.now() - 2.5 * HOUR_MS).toISOString() });
    placeEarlier(world, 3);
    const later = placeEarlier(world, 2);
    await sweep();
    expect(poked()).toEqual([later]);
  });

  it('does not poke again what was read in this version, and pokes what changed since', async () => {
    const { world, sweep, poked } = await swept();
    const orderId = placeEarlier(world, 1);
    await read(world, { storeHash: world.storeHash, orderId });
    expect(await sweep()).toEqual({ listed: 1, signaled: 0 });
    world.bigcommerce.control.editOrder(orderId, { order: { status_id: 5 } });
    expect(await sweep()).toEqual({ listed: 1, signaled: 1 });
    expect(poked()).toEqual([orderId]);
  });

  it('settles: the echo of its own link-back is read once and not poked for ever', async () => {
    const { world, sweep } = await swept();
    const key = world.place({});
    await importOrder(world, key);
    // Until the second of the last write is over, another change could hide under the same date.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await read(world, key);
    await sweep();
    expect(await sweep()).toMatchObject({ signaled: 0 });
  });

  it('looks back over its last end, for orders that the store showed late', async () => {
    const { world, sweep, poked } = await swept({ timings: { sweepOverlapMs: 2 * HOUR_MS } });
    const known = placeEarlier(world, 1);
    await sweep();
    const late = placeEarlier(world, 2);
    await sweep();
    expect(poked()).toEqual(expect.arrayContaining([known, late]));
  });

  it('never moves the watermark past an order that was not poked', async () => {
    const { world, sweep, watermark, poked } = await swept();
    const first = placeEarlier(world, 3);
    const second = placeEarlier(world, 2);
    const { changed } = world.deps.orders;
    Object.assign(world.deps.orders, {
      changed: async (...call: Parameters<typeof changed>) => {
        if (call[0].orderId === second) throw new Error('Temporal is away');
        await changed(...call);
      },
    });
    await expect(sweep()).rejects.toThrow('Temporal is away');
    expect(await watermark()).toBeUndefined();
    Object.assign(world.deps.orders, { changed });
    await sweep();
    expect(poked()).toEqual(expect.arrayContaining([first, second]));
  });

  it('advances page by page, so that a long walk that breaks off goes on where it was', async () => {
    const { world, sweep, watermark } = await swept();
    for (let n = 0; n < 150; n += 1) placeEarlier(world, 50 - n / 10);
    await world.db.updateTable('orders').set({ state: 'SYNCED' }).execute();
    world.bigcommerce.faults.add({ path: '/v2/orders$', mode: 'status', status: 500, after: 1, count: 1 });
    await expect(sweep()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(world.signals).toHaveLength(100);
    const reached = (await watermark())!.getTime();
    expect(reached).toBeGreaterThan(Date.now() - 50 * HOUR_MS);
    expect(reached).toBeLessThan(Date.now() - 40 * HOUR_MS);
    await sweep();
    expect(new Set(world.signals.map(({ key }) => key.orderId)).size).toBe(150);
  });

  it('waits while many orders are on their way', async () => {
    const { world, sweep, poked, watermark } = await swept();
    placeEarlier(world, 1);
    for (let orderId = 1_000; orderId < 1_050; orderId += 1) {
      await world.store.orders.upsert({
        order: { storeHash: world.storeHash, orderId },
        asOf: new Date(),
        state: 'SYNCING',
      });
    }
    await expect(sweep()).rejects.toMatchObject({ type: 'SweepWaits', category: 'BENIGN', nonRetryable: false });
    expect(poked()).toEqual([]);
    expect(await watermark()).toBeUndefined();
    await world.db.updateTable('orders').set({ state: 'NEEDS_ATTENTION' }).execute();
    await sweep();
    expect(poked()).toHaveLength(1);
  });

  it.each([
    ['are of another store', { storeHash: 'other1' }],
    ['fail and are tried again, as at an account that hangs', { retryingSince: new Date() }],
    ['take long, as at an account that answers late', { stateSince: new Date(Date.now() - HOUR_MS) }],
  ])('does not wait for orders that %s', async (_what, columns) => {
    const { world, sweep, poked } = await swept();
    const orderId = placeEarlier(world, 1);
    for (let unsettled = 1_000; unsettled < 1_060; unsettled += 1) {
      const order = { storeHash: world.storeHash, orderId: unsettled };
      await world.store.orders.upsert({ order, asOf: new Date(), state: 'SYNCING' });
    }
    await expect(sweep()).rejects.toMatchObject({ type: 'SweepWaits' });
    await world.db.updateTable('orders').set(columns).execute();
    await sweep();
    expect(poked()).toEqual([orderId]);
  });

  it('walks the bounds of a backfill and leaves the watermark alone', async () => {
    const { world, sweep, poked, watermark } = await swept();
    placeEarlier(world, 5);
    const inside = placeEarlier(world, 3);
    placeEarlier(world, 1);
    const bound = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
    await sweep({ bounds: { from: bound(4), to: bound(2) } });
    expect(poked()).toEqual([inside]);
    expect(world.signals[0]?.change.reason).toBe('backfill');
    expect(await watermark()).toBeUndefined();
  });
});
