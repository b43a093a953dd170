/** A cycle of the store's stock, from both catalogs to the levels that the storefront shows. */
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';

const open = activityWorlds();

/** With linked catalogs; every level is still to be looked at. */
async function linkedWorld(options: WorldOptions = {}): Promise<ActivityWorld> {
  const world = await open({ stock: {}, ...options });
  await world.run('refreshLinks', { storeHash: world.storeHash, account: world.account, whole: true });
  return world;
}

async function cycle(world: ActivityWorld) {
  const { storeHash, account } = world;
  await world.run('readNewDemand', { storeHash });
  const planned = await world.run('planStock', { storeHash, account });
  return planned && world.run('writeStock', { storeHash, batchId: planned.batchId });
}

const shown = (world: ActivityWorld, sku: string): number => world.bigcommerce.control.onStorefront(sku);

it('brings every level of the store to what Brightpearl can ship', async () => {
  const world = await linkedWorld();
  expect(await cycle(world)).toMatchObject({ written: 8, parked: 0, held: 0, more: false });
  expect(shown(world, 'MUG-BLUE')).toBe(120);
  expect(shown(world, 'TEE-L')).toBe(3);
  // One mug and two notebooks each.
  expect(shown(world, 'GIFTSET')).toBe(120);
});
