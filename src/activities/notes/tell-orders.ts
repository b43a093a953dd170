/** Tells orders that their notes changed. Who has to be told is in the database, so that nothing depends on who noticed. */
import { orderWorkflowId } from '../../domain/ids';
import type { OfAccount, TellOrdersResult } from '../../domain/note-types';
import type { StoredNote } from '../../store/notes';
import type { ActivityDeps } from '../deps';
import { isServed, storesRoutedTo } from './owners';

/** So many orders may be on their way before others wait: few at once finish sooner than many. */
const MAX_UNSETTLED = 50;
/** So many notes are told of however many are on their way: a rush of orders must not keep parcels waiting. */
const TRICKLE = 5;

export async function tellOrders(deps: ActivityDeps, { account }: OfAccount): Promise<TellOrdersResult> {
  const limit = Math.max(TRICKLE, MAX_UNSETTLED - (await unsettledOrders(deps, account)));
  const untold = await deps.store.notes.untold(account, limit + 1);
  const orders = byOrder(untold.slice(0, limit));
  for (const notes of orders) await tell(deps, notes);
  return { told: orders.length, more: untold.length > limit };
}

/** Those that are tried again are not counted: an account that is away would stop everything. */
async function unsettledOrders(deps: ActivityDeps, account: string): Promise<number> {
  let unsettled = 0;
  for (const storeHash of storesRoutedTo(deps, account)) {
    const { PENDING, SYNCING } = await deps.store.orders.counts({ storeHash, retrying: false });
    unsettled += PENDING + SYNCING;
  }
  return unsettled;
}

function byOrder(notes: readonly StoredNote[]): StoredNote[][] {
  const grouped = new Map<string, StoredNote[]>();
  for (const note of notes) grouped.set(orderWorkflowId(note), [...(grouped.get(orderWorkflowId(note)) ?? []), note]);
  return [...grouped.values()];
}

/** Marked after it was told: an attempt that is lost in between tells it once more, which only costs a reading. */
async function tell(deps: ActivityDeps, notes: readonly StoredNote[]): Promise<void> {
  const [first] = notes;
  if (first && isServed(deps, first)) {
    const { storeHash, orderId } = first;
    for (const kind of new Set(notes.map((note) => note.kind))) {
      await deps.orders.changed({ storeHash, orderId }, { reason: 'brightpearl', scope: `${kind}-note` });
    }
  }
  await deps.store.notes.markTold(notes);
}
