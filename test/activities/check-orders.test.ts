import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';

const open = activityWorlds();

const check = (world: ActivityWorld, orders = 10) =>
  world.run('checkOrders', { taskQueuePrefix: 'test', storeHash: world.storeHash, orders });

describe('checking real orders', () => {
  it('maps the newest orders and says of each what would happen', async () => {
    const world = await open();
    const good = world.place({});
    const unknown = world.place({ lines: [{ sku: 'NOPE', name: 'Nope', price: '5.00' }] });
    const cancelled = world.place({ statusId: 5 });
    const wrong = world.place({ fields: { total_inc_tax: '99.0000' } });
    const result = await check(world);
    const found = new Map(result.orders.map((order) => [order.orderId, order]));
    expect(found.get(good.orderId)).toMatchObject({
      addsUp: true,
      decision: 'import',
      route: 'main',
      basis: expect.stringContaining('exclusive/'),
      problems: [],
    });
    expect(found.get(unknown.orderId)).toMatchObject({
      addsUp: true,
      decision: 'issue',
      problems: [expect.stringContaining('NOPE')],
    });
    expect(found.get(cancelled.orderId)).toMatchObject({ addsUp: true, decision: 'skip' });
    expect(found.get(wrong.orderId)).toMatchObject({ addsUp: false, decision: 'issue' });
    expect(result.addUp).toBe(3);
  });

  it('takes the newest only', async () => {
    const world = await open();
    const ids = [world.place({}), world.place({}), world.place({})].map(({ orderId }) => orderId);
    expect((await check(world, 2)).orders.map(({ orderId }) => orderId)).toEqual([ids[2], ids[1]]);
  });

  it('sends nothing but reads to either system, pokes nobody and lists no order on the board', async () => {
    const world = await open();
    world.place({});
    world.place({ coupon: { code: 'SAVE', type: 'per_total', amount: '5.00' } });
    await check(world);
    const methods = (['bigcommerce', 'brightpearl'] as const).flatMap((system) =>
      world.requests(system).map((request) => request.split(' ')[0]),
    );
    expect(methods.length).toBeGreaterThan(5);
    expect(new Set(methods)).toEqual(new Set(['GET']));
    expect(world.signals).toEqual([]);
    for (const table of ['orders', 'intents', 'snapshots', 'plans', 'decisions'] as const) {
      expect(await world.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});
