/** A release that names no rule lets pass what the person saw, also when the answering run is reading the order anew. */
import { issue } from '../../src/domain/issues';
import type { Issue } from '../../src/domain/issues';
import type { OrderKey } from '../../src/domain/ids';
import type { SyncState } from '../../src/domain/states';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';

const openWorld = activityWorlds();
const key: OrderKey = { storeHash: 'abc123', orderId: 10423 };

/** What is kept of a release sent to a run that does not wait. */
async function released(world: ActivityWorld, state: SyncState, shown: Issue | null) {
  await world.store.orders.upsert({ order: key, asOf: new Date(), state, step: 'Read', issue: shown });
  const command = { verb: 'release', actor: 'ann', commandId: `release-${state}`, arguments: {} } as const;
  await world.run('recordDecision', { key, asOf: Date.now(), command });
  return (await world.store.decisions.list(key)).at(-1)?.arguments;
}

test.each([
  ['HELD', issue('HELD_BY_RULE', 'big-order: above 5000', { subject: 'big-order' }), { heldBy: 'big-order' }],
  ['NEEDS_ATTENTION', issue('OVERPAID', 'More was captured than the order is worth'), { heldBy: 'OVERPAID' }],
  ['SYNCING', issue('HELD_BY_RULE', 'big-order: above 5000', { subject: 'big-order' }), { heldBy: 'big-order' }],
  ['SYNCED', null, {}],
] as const)('of an order shown as %s', async (state, shown, kept) => {
  expect(await released(await openWorld(), state, shown)).toEqual(kept);
});
