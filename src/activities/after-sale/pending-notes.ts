/** Notes whose newest version the store does not show. They are known here: Brightpearl is asked only where a rule needs it. */
import type { PendingNote } from '../../domain/fulfillment-types';
import type { StoredNote } from '../../store/notes';
import { shipmentRulesOf } from '../shipments/route-rules';
import type { AfterSale, Finding } from './plan-after-sale';

export async function findPendingNotes({ deps, input }: AfterSale): Promise<Finding> {
  const known = await deps.store.notes.ofOrder(input.key);
  const changed = known.filter(({ version, settledVersion }) => version !== settledVersion);
  if (changed.length === 0) return {};
  const { trigger } = await shipmentRulesOf(deps, input.key);
  // Of one that the store shows already, or that is gone, every change counts.
  const isDue = ({ state, settledVersion }: StoredNote): boolean => {
    if (settledVersion !== null || state === 'destroyed' || state === 'shipped') return true;
    return trigger === 'packed' ? state === 'packed' : trigger !== 'shipped';
  };
  const waits = await waitingForStatus({ deps, input }, changed);
  const notes = changed
    .filter((note) => isDue(note) && !waits.has(note))
    .sort((one, two) => one.noteId - two.noteId)
    .map(({ account, kind, noteId, version }): PendingNote => ({ account, kind, noteId, version }));
  return notes.length === 0 ? {} : { steps: { notes } };
}

/** Those whose sales order is not in a status that the route waits for. Without news it is where it was. */
async function waitingForStatus(
  { deps, input }: Pick<AfterSale, 'deps' | 'input'>,
  notes: readonly StoredNote[],
): Promise<ReadonlySet<StoredNote>> {
  const { trigger } = await shipmentRulesOf(deps, input.key);
  const fresh = notes.filter(({ settledVersion, state }) => settledVersion === null && state !== 'destroyed');
  if (typeof trigger === 'string' || fresh.length === 0) return new Set();
  if (!input.brightpearlNews) return new Set(fresh);
  const client = deps.brightpearl(input.account);
  const salesOrders = await client.salesOrders.readMany(fresh.map(({ salesOrderId }) => salesOrderId));
  const isThere = ({ salesOrderId }: StoredNote): boolean =>
    trigger.orderStatusIds.includes(salesOrders.get(salesOrderId)?.statusId ?? -1);
  return new Set(fresh.filter((note) => !isThere(note)));
}
