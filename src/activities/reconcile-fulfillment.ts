/**
 * What no list shows of what left: notes without a shipment, shipments of ours that are gone, invoices that were to be made.
 */
import type { ReconcileDifference, ReconcileInput } from '../domain/maintenance-types';
import type { Link } from '../store/links';
import type { BoardRow } from '../store/orders';
import type { StoredNote } from '../store/notes';
import type { ActivityDeps } from './deps';
import { isInvoiced } from './invoice-of';
import type { ReconciledOrder } from './reconcile-differences';

/** Shipments of what left later may still be on their way. */
const SETTLED_AFTER_MS = 60 * 60_000;

const differenceOf = (
  { orderId, salesOrderIds, currency }: BoardRow,
  what: ReconcileDifference['what'],
  store: string,
  brightpearl: string,
): ReconcileDifference => ({ orderId, salesOrderIds, currency: currency ?? '', what, store, brightpearl });

/** The store is asked by id, and only where it should have shipments of ours. */
export async function shipmentDifferences(
  deps: ActivityDeps,
  row: BoardRow,
  links: readonly Link[],
): Promise<ReconcileDifference[]> {
  const { storeHash, orderId } = row;
  const notes = await deps.store.notes.ofOrder({ storeHash, orderId });
  const unshown = notes.filter(isUnshown);
  const made = links.filter(({ kind }) => kind === 'shipment').map(({ remoteId }) => Number(remoteId));
  const there = made.length > 0 ? await deps.bigcommerce(storeHash, 'backfill').shipments.list(orderId) : [];
  const gone = made.filter((id) => !there.some((shipment) => shipment.id === id));
  return [
    ...unshown.map(({ kind, noteId }) =>
      differenceOf(row, 'shipment', 'no shipment', `${kind} note ${noteId} shipped`),
    ),
    ...gone.map((id) => differenceOf(row, 'shipment', `shipment ${id} is gone`, 'its note shipped')),
  ];
}

const isUnshown = ({ state, settledVersion, shippedOn }: StoredNote): boolean =>
  state === 'shipped' && settledVersion === null && Date.now() - (shippedOn?.getTime() ?? 0) > SETTLED_AFTER_MS;

/** By the rule `invoiceOnShip`; one that was asked for and stays pending is none. */
export function missingInvoices(
  { config }: ActivityDeps,
  { route }: ReconcileInput,
  { row, documents }: ReconciledOrder,
): ReconcileDifference[] {
  const rules = config.routes.find(({ name }) => name === route)?.rules;
  if (!rules?.brightpearlChanges.invoiceOnShip) return [];
  const lacking = documents.filter(
    (document) => document.shippingStatusCode === 'ASS' && !document.isCanceled && !isInvoiced(document),
  );
  return lacking.map(({ id }) => differenceOf(row, 'invoice', 'shipped', `sales order ${id} has no invoice`));
}
