/** Waits until an order has come to rest: in Brightpearl on the board, its workflow closed, and nothing more is said. */
import { setTimeout as pause } from 'node:timers/promises';
import { orderWorkflowId } from '../../../src/domain/ids';
import type { PlacedOrder, Site } from './site';

/** Longer than it takes between any two steps of a flow that goes well. */
const QUIET_MS = 300;
const POLL_MS = 150;
/** Ends what hangs. Two dozen stores that are synced for the first time at once need more than a minute. */
const PATIENCE_MS = 180_000;

/** Undefined when it came to rest; otherwise where it stood when the patience ended. */
export const restOf = (site: Site, order: PlacedOrder): Promise<string | undefined> =>
  patiently(() => standingOf(site, order));

/** @param standing what is not at rest yet; undefined when all is */
export async function patiently(
  standing: () => Promise<string | undefined>,
  limitMs = PATIENCE_MS,
): Promise<string | undefined> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const now = await standing();
    if (now === undefined) return undefined;
    if (Date.now() > deadline) return `not at rest after ${limitMs / 1_000} s: ${now}`;
    await pause(POLL_MS);
  }
}

/** @param state in which it comes to rest */
export async function standingOf(
  site: Site,
  { orderId }: PlacedOrder,
  state: 'SYNCED' | 'CANCELLED' | 'NEEDS_ATTENTION' = 'SYNCED',
): Promise<string | undefined> {
  const { storeHash } = site.world.bigcommerce.simulator;
  const row = await site.store().orders.get({ storeHash, orderId });
  if (row?.state !== state) return `${row?.state ?? 'unknown'}, ${row?.step ?? ''} ${row?.lastError ?? ''}`;
  await site.world.bigcommerce.simulator.webhooks.flush();
  const status = await workflowStatus(site, orderWorkflowId({ storeHash, orderId }));
  // That of an order that needs attention waits for a person.
  if (status === 'RUNNING' && state !== 'NEEDS_ATTENTION') return 'its workflow runs';
  return quietAt(site);
}

export const quietAt = ({ probe }: Site): string | undefined =>
  probe.quietForMs() < QUIET_MS ? 'not quiet yet' : undefined;

export async function workflowStatus(site: Site, workflowId: string): Promise<string> {
  try {
    return (await site.temporal().workflow.getHandle(workflowId).describe()).status.name;
  } catch {
    return 'UNKNOWN';
  }
}
