/** Waits until a store's stock has come to rest: every level right, its workflow closed, nothing marked or to be read back. */
import { inventoryWorkflowId } from '../../../src/domain/ids';
import type { Site } from './site';
import { CALLBACKS } from './timings';
import { quietAt, runs, told } from './settling';
import { leftUndone, levelDifference } from './stock-ledger';

/** What is not at rest yet. */
export async function standingOfStock(site: Site): Promise<string | undefined> {
  await told(site);
  const undone = await leftUndone(site);
  const isRunning = await runs(site, inventoryWorkflowId(site.world.bigcommerce.simulator.storeHash));
  if (undone !== undefined) return `${undone}; its workflow ${isRunning ? 'runs' : 'does not run'}`;
  if (isRunning) return 'its workflow runs';
  return levelDifference(site) ?? quietAt(site);
}

/** Those on their way, and those that failed and would come again. */
export function forgetCallbacks({ world }: Site): void {
  const { webhooks } = world.bigcommerce.simulator;
  webhooks.reset();
  webhooks.setFaults(CALLBACKS);
}
