/** The refund sweep: what no webhook told about, and what a gateway has yet to answer. */
import { sql } from 'kysely';
import { activityWorlds, type ActivityWorld } from '../support/activity-world';
import { importOrder } from '../support/steps';
import { balance, pass, refund, units } from './support';

const open = activityWorlds();

const sweep = (world: ActivityWorld) => world.run('sweepRefunds', { storeHash: world.storeHash });

const longAgo = async ({ db }: ActivityWorld): Promise<void> => {
  await sql`update refunds set updated_at = updated_at - interval '1 hour'`.execute(db);
};

it('pokes the order of a refund once', async () => {
  const world = await open();
  const key = world.place({});
  await importOrder(world, key);
  expect(await sweep(world)).toEqual({ listed: 0, signaled: 0 });
  refund(world, key, units(world, key, 1));
  expect(await sweep(world)).toEqual({ listed: 1, signaled: 1 });
  expect(world.signals).toEqual([{ key, change: { reason: 'sweep' } }]);
  expect(await sweep(world)).toMatchObject({ signaled: 0 });
  await pass(world, key);
  await longAgo(world);
  expect(await sweep(world)).toMatchObject({ signaled: 0 });
  expect(balance(world)).toBe('22.63');
});

it('pokes the order of a refund on its way again, until it is settled', async () => {
  const world = await open();
  const key = world.place({});
  await importOrder(world, key);
  refund(world, key, units(world, key, 1));
  world.bigcommerce.control.setSwitches({ gatewayLagMs: 60_000, refundWhilePending: 'accepted' });
  refund(world, key, units(world, key, 1));
  await pass(world, key);
  await longAgo(world);
  expect(await sweep(world)).toMatchObject({ signaled: 1 });
  expect(await sweep(world)).toMatchObject({ signaled: 0 });
  world.bigcommerce.clock.advance(61_000);
  await pass(world, key);
  await longAgo(world);
  expect(await sweep(world)).toMatchObject({ signaled: 0 });
});
