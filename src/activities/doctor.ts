/**
 * Compares the board with the running workflows, and pokes whatever disagrees: the order's own workflow puts it right.
 * Orders of a store that is configured no more are left as they are: nobody could read them.
 */
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { orderWorkflowId, parseOrderWorkflowId } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { DoctorResult } from '../domain/maintenance-types';
import { SyncStateKey } from '../domain/search-attributes';
import type { BoardRow } from '../store/orders';
import type { ActivityDeps } from './deps';
import { creationRulesOf } from './new-products/rules';
import { ordersOfStuckNotes } from './notes/stuck-notes';

/** A row in motion is left alone: visibility lags by about a second, a step takes some. */
const LEAVE_ALONE_MS = 60_000;
const PAGE = 200;
const DAY_MS = 86_400_000;

export async function examine(deps: ActivityDeps & { readonly client: Client }): Promise<DoctorResult> {
  const stores = new Set(deps.config.stores.map(({ hash }) => hash));
  const isConfigured = ({ storeHash }: Pick<OrderKey, 'storeHash'>): boolean => stores.has(storeHash);
  const running = await runningOrders(deps.client);
  const rows = (await unsettledRows(deps)).filter(isConfigured);
  const listed = new Set(rows.map((row) => orderWorkflowId(keyOf(row))));
  const stale = rows.filter((row) => Date.now() - row.stateSince.getTime() > LEAVE_ALONE_MS);
  const restarted = stale.map(keyOf).filter((key) => !running.has(orderWorkflowId(key)));
  const differing = stale
    .filter((row) => {
      const state = running.get(orderWorkflowId(keyOf(row)));
      return state !== undefined && isWaiting(row.state) !== isWaiting(state);
    })
    .map(keyOf);
  const unlisted: OrderKey[] = [];
  for (const workflowId of running.keys()) {
    const key = listed.has(workflowId) ? undefined : parseOrderWorkflowId(workflowId);
    if (key && isConfigured(key) && !(await deps.store.orders.get(key))) unlisted.push(key);
  }
  const shipping = await ordersOfStuckNotes(deps, running);
  for (const key of [...restarted, ...differing, ...unlisted, ...shipping])
    await deps.orders.changed(key, { reason: 'doctor' });
  await resumeFreeings(deps);
  await resumeNewProducts(deps);
  return {
    restarted: restarted.map(orderWorkflowId),
    differing: differing.map(orderWorkflowId),
    unlisted: unlisted.map(orderWorkflowId),
    shipping: shipping.map(orderWorkflowId),
  };
}

/** The process that stored a mapping may have died before it began to free, or Temporal was away. */
async function resumeFreeings({ store, freeings }: ActivityDeps): Promise<void> {
  const before = new Date(Date.now() - LEAVE_ALONE_MS);
  for (const mappingId of await store.freeings.unfinished(before)) await freeings.start(mappingId);
}

/** The same of a person who asked for products. */
async function resumeNewProducts({ config, store, newProducts }: ActivityDeps): Promise<void> {
  const before = new Date(Date.now() - LEAVE_ALONE_MS);
  for (const scope of await store.newProducts.unfinished(before)) {
    if (creationRulesOf({ config }, scope)) await newProducts.wanted(scope, {});
  }
}

/** Audit rows and snapshots live as long as the configuration says. */
export async function forgetOldRecords(deps: ActivityDeps): Promise<{ deleted: number }> {
  const before = new Date(Date.now() - deps.config.audit.retentionDays * DAY_MS);
  const exchanges = await deps.store.exchanges.deleteBefore(before);
  const snapshots = await deps.store.snapshots.deleteBefore(before);
  const reports = await deps.store.reports.deleteBefore(before);
  const settled = await deps.store.demandReview.forgetSettled(before);
  await deps.store.claims.deleteExpired(new Date(Date.now() - DAY_MS));
  // Ends a key rotation: what an older key sealed is sealed again with the first.
  await deps.store.resealAll();
  return { deleted: exchanges + snapshots + reports + settled };
}

/** Both mean: nothing happens until somebody acts or a timer ends. */
const isWaiting = (state: string): boolean => state === 'NEEDS_ATTENTION' || state === 'HELD';

const keyOf = (row: BoardRow): OrderKey => ({ storeHash: row.storeHash, orderId: row.orderId });

/** State by workflow id. */
async function runningOrders(client: Client): Promise<Map<string, string>> {
  const running = new Map<string, string>();
  const query = 'WorkflowType="order" AND ExecutionStatus="Running"';
  for await (const run of client.workflow.list({ query, pageSize: PAGE })) {
    running.set(run.workflowId, run.typedSearchAttributes.get(SyncStateKey) ?? '');
    if (running.size % PAGE === 0) Context.current().heartbeat(running.size);
  }
  return running;
}

async function unsettledRows(deps: ActivityDeps): Promise<BoardRow[]> {
  const rows: BoardRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.store.orders.unsettled({}, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
