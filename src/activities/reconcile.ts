/** Compares a route's orders of some days on both sides, by id: presence, gross, tax, what was paid. Writes a report. */
import { Context } from '@temporalio/activity';
import { DateTime } from 'luxon';
import type { ReconcileDifference, ReconcileInput, ReconcileResult } from '../domain/maintenance-types';
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import { money, sum } from '../domain/money';
import type { OrderSnapshot } from '../mapping/types';
import type { BoardRow } from '../store/orders';
import type { ActivityDeps } from './deps';

const PAGE = 200;

export async function reconcileRoute(deps: ActivityDeps, input: ReconcileInput): Promise<ReconcileResult> {
  const startedAt = new Date();
  const { timeZone } = await deps.facts.of(input.account);
  const since = DateTime.fromJSDate(startedAt, { zone: timeZone }).startOf('day').minus({ days: input.days });
  let compared = 0;
  const differences: ReconcileDifference[] = [];
  for await (const rows of boardPages(deps, input, since.toJSDate())) {
    const ids = rows.flatMap((row) => row.salesOrderIds);
    const documents = await deps.brightpearl(input.account).salesOrders.readMany(ids);
    for (const row of rows) differences.push(...(await compare(deps, row, documents)));
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
  for (const orderId of touched)
    await deps.orders.changed({ storeHash: input.storeHash, orderId }, { reason: 'doctor' });
  return { reportId, compared, differences };
}

/** Orders of the route that are meant to be in Brightpearl. */
async function* boardPages(deps: ActivityDeps, input: ReconcileInput, since: Date): AsyncGenerator<BoardRow[]> {
  let cursor: string | undefined;
  do {
    const filter = {
      storeHash: input.storeHash,
      route: input.route,
      states: ['SYNCED', 'SYNCING', 'PENDING'] as const,
    };
    const page = await deps.store.orders.list(filter, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    const rows = page.rows.filter((row) => row.knownAt >= since);
    if (rows.length > 0) yield rows;
    // Newest first: the first older row ends the walk.
    cursor = rows.length === page.rows.length ? (page.next ?? undefined) : undefined;
  } while (cursor !== undefined);
}

async function compare(
  deps: ActivityDeps,
  row: BoardRow,
  documents: ReadonlyMap<number, BpSalesOrder>,
): Promise<ReconcileDifference[]> {
  const found = row.salesOrderIds.flatMap((id) => documents.get(id) ?? []);
  const snapshot = (await deps.store.snapshots.latest({ storeHash: row.storeHash, orderId: row.orderId }))?.body as
    OrderSnapshot | undefined;
  const base = { orderId: row.orderId, salesOrderIds: row.salesOrderIds, currency: row.currency ?? '' };
  const differ = (what: ReconcileDifference['what'], store: string, brightpearl: string): ReconcileDifference[] =>
    store === brightpearl ? [] : [{ ...base, what, store, brightpearl }];
  if (found.length === 0) return differ('missing', row.orderTotal ?? '?', 'no sales order');
  if (!snapshot) return [];
  const { order } = snapshot;
  const gross = sum(found.map((document) => money(document.total.gross)));
  const tax = sum(found.map((document) => money(document.total.tax)));
  return [
    ...differ('total', money(order.total_inc_tax).toFixed(2), gross.toFixed(2)),
    ...differ('tax', money(order.total_tax).toFixed(2), tax.toFixed(2)),
  ];
}
