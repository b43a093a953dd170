/** Waits until an order has come to rest: in Brightpearl on the board, its workflow closed, and nothing more is said. */
import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { orderWorkflowId } from '../../../src/domain/ids';
import type { PlacedOrder, Site } from './site';

/** Longer than it takes between any two steps of a flow that goes well. */
const QUIET_MS = 300;
const POLL_MS = 150;
/** Ends what hangs. */
export const PATIENCE_MS = 180_000;

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
  await told(site);
  // That of an order that needs attention waits for a person.
  const mayRun = state === 'NEEDS_ATTENTION';
  if (!mayRun && (await runs(site, orderWorkflowId({ storeHash, orderId })))) return 'its workflow runs';
  return quietAt(site);
}

export const quietAt = ({ probe }: Site): string | undefined =>
  probe.quietForMs() < QUIET_MS ? 'not quiet yet' : undefined;

/** Resolves when both vendors have told what there is to tell. */
export async function told({ world: { bigcommerce, brightpearl } }: Site): Promise<void> {
  await bigcommerce.simulator.webhooks.flush();
  await brightpearl.simulator.core.webhooks.flush();
}

/** A server that does not answer says nothing of rest: then it is taken to run, and asked again. */
export async function runs(site: Site, workflowId: string): Promise<boolean> {
  try {
    return (await site.temporal().workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    return !(error instanceof WorkflowNotFoundError);
  }
}

/** A person who is not answered repeats the command: the connector may have ended over it. */
export async function untilAnswered(site: Site, path: string, command: Parameters<Site['post']>[1]): Promise<void> {
  const unanswered = await patiently(async () => {
    try {
      await site.post(path, command);
      return undefined;
    } catch (error) {
      return String(error);
    }
  });
  if (unanswered !== undefined) throw new Error(unanswered);
}
