/**
 * Notes that are settled by nobody: their order was told of them long ago and its workflow has closed since, or nobody came to
 * tell it. The doctor tells it again.
 */
import { orderWorkflowId } from '../../domain/ids';
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';
import { isServed } from './owners';

/** An order that goes wrong is not tried faster than this. */
const LONG_MS = 30 * 60_000;
const AT_ONCE = 200;

/**
 * @param running workflow ids: an order that was told, and waits for a person or a timer, is left to that
 * @returns orders that are to be told; their notes count as told
 */
export async function ordersOfStuckNotes(
  deps: ActivityDeps,
  running: { has(workflowId: string): boolean },
): Promise<OrderKey[]> {
  const notes = await deps.store.notes.stuck(new Date(Date.now() - LONG_MS), AT_ONCE);
  const forgotten = notes.filter(
    (note) => isServed(deps, note) && (note.toldAt === null || !running.has(orderWorkflowId(note))),
  );
  // Those that are left alone, too: they are looked at again after as long, and hide no others until then.
  await deps.store.notes.markTold(notes);
  const keys = forgotten.map(({ storeHash, orderId }) => ({ storeHash, orderId }));
  return [...new Map(keys.map((key) => [orderWorkflowId(key), key])).values()];
}
