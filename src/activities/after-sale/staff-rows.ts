/**
 * Rows that staff changed, by the rows as they were last proved. Where total or tax is another one the issue stands that the
 * nightly compare would find; anything else is a notice.
 */
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { money } from '../../domain/money';
import { changedIssue, differencesOf } from '../reconcile-differences';
import { refundsOnSalesOrders } from '../refunds/on-sales-orders';
import { keepStandingIssue } from '../standing-issue';
import type { Look } from './brightpearl-changes';
import type { AfterSale } from './plan-after-sale';
import { isCancelled } from './sales-orders-seen';
import type { SalesOrderSeen, SalesOrdersSeen } from './sales-orders-seen';
import { writtenRows, writtenRowsOf } from './written-rows';
import type { WrittenRow } from './written-rows';

interface RowChanges {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly changed: readonly number[];
  /** Fewer units than before: they may have gone to another order. */
  readonly isLess: boolean;
}

export async function compareRows(afterSale: AfterSale, { present }: SalesOrdersSeen): Promise<Look> {
  const compared = present
    .filter((one) => !isCancelled(one))
    .map((one) => ({ ...one, changes: changesOf(writtenRowsOf(one.link.meta), writtenRows(one.document)) }));
  const changed = compared.flatMap(({ changes, ...one }) => (changes ? [{ ...one, changes }] : []));
  const splits = await splitOff(
    afterSale,
    changed.filter(({ changes }) => changes.isLess),
  );
  const isSame = await showTotals(afterSale, present, {
    splits: [...splits.values()].flat(),
    isChanged: changed.length > 0,
  });
  const notices = changed.map(({ document: { id }, changes }) => {
    const parts = splits.get(id) ?? [];
    if (parts.length > 0)
      return `sales order ${id} was split by staff: ${parts.map((one) => one.id).join(', ')} has the rest`;
    return `staff changed sales order ${id}: ${wordsOf(changes)}${isSame ? '; its total is the same' : ''}`;
  });
  return { notices };
}

function changesOf(before: readonly WrittenRow[] | undefined, now: readonly WrittenRow[]): RowChanges | undefined {
  if (!before) return undefined;
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Set(now.map(({ id }) => id));
  const removed = before.filter(({ id }) => !is.has(id)).map(({ id }) => id);
  const added = now.filter(({ id }) => !was.has(id)).map(({ id }) => id);
  const differing = now.filter((row) => differs(was.get(row.id), row));
  if (removed.length + added.length + differing.length === 0) return undefined;
  const isLess = differing.some((row) => money(row.quantity).lessThan(was.get(row.id)?.quantity ?? 0));
  return { added, removed, changed: differing.map(({ id }) => id), isLess: isLess || removed.length > 0 };
}

function differs(before: WrittenRow | undefined, now: WrittenRow): boolean {
  if (!before) return false;
  const sameAmounts = (['quantity', 'net', 'tax'] as const).every((of) => money(before[of]).equals(now[of]));
  const sameCodes = (['productId', 'taxCode', 'nominalCode'] as const).every((of) => before[of] === now[of]);
  return !sameAmounts || !sameCodes;
}

const wordsOf = ({ added, removed, changed }: RowChanges): string =>
  [
    ...(changed.length > 0 ? [`row ${changed.join(', ')} is another`] : []),
    ...(added.length > 0 ? [`row ${added.join(', ')} was added`] : []),
    ...(removed.length > 0 ? [`row ${removed.join(', ')} is gone`] : []),
  ].join('; ');

/** What staff split off sales orders that became less, by their ids; remembered with their links for the nightly compare. */
async function splitOff(
  { deps, input }: AfterSale,
  lessened: readonly SalesOrderSeen[],
): Promise<ReadonlyMap<number, readonly BpSalesOrder[]>> {
  const { orders, salesOrders } = deps.brightpearl(input.account);
  const parts = new Map<number, readonly BpSalesOrder[]>();
  for (const { link, document } of lessened) {
    const found = await orders.search({ orderTypeId: ORDER_TYPES.salesOrder, parentOrderId: document.id });
    if (found.length === 0) continue;
    const ids = found.map(({ orderId }) => orderId);
    parts.set(document.id, [...(await salesOrders.readMany(ids)).values()]);
    const { account, localKey, remoteId } = link;
    await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, meta: { splitInto: ids } });
  }
  return parts;
}

interface ShownTotals {
  readonly splits: readonly BpSalesOrder[];
  readonly isChanged: boolean;
}

/** Gives whether total and tax are what they were. A difference that is not by staff is somebody else's to tell. */
async function showTotals(
  { deps, input, snapshot, rulings }: AfterSale,
  present: readonly SalesOrderSeen[],
  { splits, isChanged }: ShownTotals,
): Promise<boolean> {
  const row = await deps.store.orders.get(input.key);
  if (!row) return true;
  const documents = [...present.map(({ document }) => document), ...splits];
  const accepted = rulings.amendments.acceptedBySalesOrder ?? {};
  const { takenOff } = await refundsOnSalesOrders(deps, input.key);
  const order = { row, snapshot, documents, booked: [], accepted, takenOff };
  const isSame = !differencesOf(order).some(({ what }) => what === 'total' || what === 'tax');
  if (isSame || isChanged) await keepStandingIssue(deps, row, isSame ? undefined : changedIssue(order));
  return isSame;
}
