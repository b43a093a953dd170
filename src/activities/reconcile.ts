/**
 * Compares a route's orders of some days on both sides, by id: presence, gross, tax, what was paid and shipped. Writes a report, and an
 * issue on each order whose total or tax differs.
 */
import { Context } from '@temporalio/activity';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import { ORDER_TYPES } from '../brightpearl/orders';
import { orderWorkflowId } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { ReconcileDifference, ReconcileInput, ReconcileResult } from '../domain/maintenance-types';
import type { OrderSnapshot } from '../mapping/types';
import type { Link } from '../store/links';
import type { BoardFilter, BoardRow } from '../store/orders';
import { alreadyDone } from './already-done';
import type { ActivityDeps } from './deps';
import { changedIssue, differencesOf } from './reconcile-differences';
import type { ReconciledOrder } from './reconcile-differences';
import { refundsOnSalesOrders } from './refunds/on-sales-orders';
import { missingInvoices, shipmentDifferences } from './reconcile-fulfillment';
import { readRulings } from './rulings';
import { keepStandingIssue, STANDING } from './standing-issue';

const PAGE = 200;
const RECEIVED = ['RECEIPT', 'CAPTURE'];

export async function reconcileRoute(deps: ActivityDeps, input: ReconcileInput): Promise<ReconcileResult> {
  const startedAt = new Date();
  const { timeZone } = await deps.facts.of(input.account);
  const since = DateTime.fromJSDate(startedAt, { zone: timeZone }).startOf('day').minus({ days: input.days });
  let compared = 0;
  const differences: ReconcileDifference[] = await duplicates(deps, input, since.toJSDate());
  for await (const rows of boardPages(deps, input, since.toJSDate())) {
    const ids = rows.flatMap((row) => row.salesOrderIds);
    const documents = await deps.brightpearl(input.account, 'backfill').salesOrders.readMany(ids);
    for (const row of rows) differences.push(...(await compare(deps, input, row, documents)));
    compared += rows.length;
    Context.current().heartbeat(compared);
  }
  const reportId = await deps.store.reports.save({
    kind: 'reconcile',
    scope: input.route,
    startedAt,
    finishedAt: new Date(),
    summary: { compared, differences: differences.length, since: since.toISO(), days: input.days },
    rows: differences.map((difference) => ({ ...difference })),
  });
  const touched = new Set(differences.map((difference) => difference.orderId));
  for (const orderId of touched) {
    await deps.orders.changed({ storeHash: input.storeHash, orderId }, { reason: 'doctor' });
  }
  return { reportId, compared, differences };
}

/** Several sales orders with one of our references: what a request applied very late can leave behind. */
async function duplicates(deps: ActivityDeps, input: ReconcileInput, since: Date): Promise<ReconcileDifference[]> {
  const byRef = new Map<string, number[]>();
  const ours = new RegExp(`^${input.storeHash}-(\\d+)(-[ar]\\d+)*$`);
  const walk = deps.brightpearl(input.account, 'backfill').orders.walk({
    orderTypeId: ORDER_TYPES.salesOrder,
    by: 'createdOn',
    since,
  });
  for await (const rows of walk) {
    for (const { orderId, externalRef } of rows) {
      if (externalRef === null || !ours.test(externalRef)) continue;
      byRef.set(externalRef, [...new Set([...(byRef.get(externalRef) ?? []), orderId])]);
    }
    Context.current().heartbeat(byRef.size);
  }
  return [...byRef].flatMap(([reference, salesOrderIds]) =>
    salesOrderIds.length < 2
      ? []
      : [
          {
            orderId: Number(ours.exec(reference)?.[1]),
            salesOrderIds,
            currency: '',
            what: 'duplicate' as const,
            store: orderWorkflowId({ storeHash: input.storeHash, orderId: Number(ours.exec(reference)?.[1]) }),
            brightpearl: `${salesOrderIds.length} sales orders`,
          },
        ],
  );
}

/** Orders of the route that are meant to be in Brightpearl: the newest, and older ones that were found to differ. */
async function* boardPages(deps: ActivityDeps, input: ReconcileInput, since: Date): AsyncGenerator<BoardRow[]> {
  const { storeHash, route } = input;
  const filter = { storeHash, route, states: ['SYNCED', 'SYNCING', 'PENDING'] as const };
  for await (const rows of pagesOf(deps, filter)) {
    const recent = rows.filter((row) => row.knownAt >= since);
    if (recent.length > 0) yield recent;
    // Newest first: the first older row ends the walk.
    if (recent.length < rows.length) break;
  }
  for await (const rows of pagesOf(deps, { ...filter, issueCode: STANDING })) {
    const older = rows.filter((row) => row.knownAt < since);
    if (older.length > 0) yield older;
  }
}

async function* pagesOf(deps: ActivityDeps, filter: BoardFilter): AsyncGenerator<readonly BoardRow[]> {
  let cursor: string | undefined;
  do {
    const page = await deps.store.orders.list(filter, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield page.rows;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function compare(
  deps: ActivityDeps,
  input: ReconcileInput,
  row: BoardRow,
  documents: ReadonlyMap<number, BpSalesOrder>,
): Promise<ReconcileDifference[]> {
  const key = { storeHash: row.storeHash, orderId: row.orderId };
  const { booked } = await alreadyDone(deps, key, input.account);
  const { paidOut, takenOff } = await refundsOnSalesOrders(deps, key);
  const links = await deps.store.links.forOrder(key);
  const order: ReconciledOrder = {
    row,
    snapshot: (await deps.store.snapshots.latest(key))?.body as OrderSnapshot | undefined,
    documents: [...row.salesOrderIds.flatMap((id) => documents.get(id) ?? []), ...(await splitOff(deps, input, links))],
    booked: [...booked.filter(({ type }) => RECEIVED.includes(type)).map(({ amount }) => amount), ...paidOut],
    takenOff,
  };
  const found = await unacceptedDifferences(deps, key, order);
  const isChanged = found.some(({ what }) => what === 'total' || what === 'tax');
  // A sales order that cannot be read says nothing of its figures.
  if (order.documents.length > 0) await keepStandingIssue(deps, row, isChanged ? changedIssue(order) : undefined);
  return [...found, ...(await shipmentDifferences(deps, row, links)), ...missingInvoices(deps, input, order)];
}

/** What staff split off the sales orders belongs to the order as well. */
async function splitOff(
  deps: ActivityDeps,
  { account }: ReconcileInput,
  links: readonly Link[],
): Promise<BpSalesOrder[]> {
  const ids = links.flatMap(({ meta }) => splitSchema.safeParse(meta).data?.splitInto ?? []);
  if (ids.length === 0) return [];
  return [...(await deps.brightpearl(account, 'backfill').salesOrders.readMany(ids)).values()];
}

const splitSchema = z.object({ splitInto: z.array(z.number()) });

async function unacceptedDifferences(
  deps: ActivityDeps,
  key: OrderKey,
  order: ReconciledOrder,
): Promise<ReconcileDifference[]> {
  if (differencesOf(order).length === 0) return [];
  const { acceptedBySalesOrder: accepted = {} } = (await readRulings(deps, key)).amendments;
  return differencesOf({ ...order, accepted });
}
