/**
 * What a sales order was when it was looked at last, kept with its link: whoever finds it as it was has nothing to tell. Money
 * and reservations are none of it: they change with our own writes, and nothing follows from them.
 */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';
import { hashOf } from '../hash';
import { writtenRows } from './written-rows';

export interface Seen {
  /** Its date of change. */
  readonly seenVersion?: string;
  /** A hash of what can matter to the store. */
  readonly seenFacts: string;
}

export function seenOf(document: BpSalesOrder): Seen {
  const { updatedOn, createdOn, statusId, isCanceled, shippingStatusCode, invoice, total, rows } = document;
  const version = updatedOn ?? createdOn;
  const facts = {
    statusId,
    isCanceled: isCanceled ?? false,
    shipping: shippingStatusCode ?? null,
    invoice: invoice?.invoiceReference ?? '',
    total,
    rows: writtenRows({ rows: rows.toSorted((a, b) => a.id - b.id) }),
  };
  return { ...(version ? { seenVersion: version } : {}), seenFacts: hashOf(facts) };
}

/** Versions are dates, which the search may write in another zone than the order itself. */
export function isSeenVersion({ meta }: Pick<Link, 'meta'>, version: string): boolean {
  const seen = meta['seenVersion'];
  return typeof seen === 'string' && (seen === version || Date.parse(seen) === Date.parse(version));
}

export const isSeen = ({ meta }: Pick<Link, 'meta'>, document: BpSalesOrder): boolean =>
  meta['seenFacts'] === seenOf(document).seenFacts;

export async function noteSeen(deps: ActivityDeps, link: Link, document: BpSalesOrder): Promise<void> {
  const { account, localKey, remoteId } = link;
  const seen = seenOf(document);
  const isNoted = seen.seenVersion === undefined || isSeenVersion(link, seen.seenVersion);
  if (isNoted && isSeen(link, document)) return;
  await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, meta: { ...seen } });
}
