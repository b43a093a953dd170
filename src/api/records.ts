/** The database as the API shows it: dates as ISO text, and no field that only the machinery needs. */
import type { OrderKey } from '../domain/ids';
import { ISSUES } from '../domain/issues';
import type { Issue } from '../domain/issues';
import type { Decision } from '../store/decisions';
import type { Exchange } from '../store/exchanges';
import { orderSubject } from '../store/exchanges';
import type { Link } from '../store/links';
import type { BoardRow as StoredRow } from '../store/orders';
import type { Report } from '../store/reports';
import type { Store } from '../store/store';
import type {
  BoardDetail,
  BoardRow,
  ShownDecision,
  ShownExchange,
  ShownIssue,
  ShownLink,
  ShownReport,
} from './answers';
import type { OrderFilter, Page, Records } from './deps';
import { notesOf } from './note-records';

type Readable = Pick<
  Store,
  | 'eraseCustomer'
  | 'orders'
  | 'decisions'
  | 'links'
  | 'notes'
  | 'exchanges'
  | 'reports'
  | 'accounts'
  | 'operatorActions'
>;

export const storeRecords = (store: Readable): Records => ({
  listOrders: (filter) => listOrders(store, filter),
  findOrder: async (key) => {
    const row = await store.orders.get(key);
    return row && shownDetail(row);
  },
  countOrders: () => store.orders.counts(),
  decisionsOf: async (key) => (await store.decisions.list(key)).map(shownDecision),
  linksOf: async (key) => (await store.links.forOrder(key)).map(shownLink),
  notesOf: (key) => notesOf(store, key),
  ordersOfSalesOrders: (account, ids) => ordersOfSalesOrders(store, account, ids),
  listExchanges: async ({ order, until, limit, cursor, ...filter }) => {
    const subject = order && orderSubject(order);
    const page = await store.exchanges.list({ ...filter, to: until, subject }, { limit, cursor });
    return { rows: page.rows.map(shownExchange), next: page.next ?? null };
  },
  listReports: async ({ limit, ...filter }) => (await store.reports.list(filter, limit)).map(shownReport),
  findReport: async (id) => {
    const report = await store.reports.get(id);
    return report && shownReport(report);
  },
  pausedScopes: async () =>
    (await store.accounts.list()).map(({ system, scope, reason, pausedSince }) => ({
      system,
      scope,
      reason,
      since: pausedSince.toISOString(),
    })),
  eraseCustomer: (email) => store.eraseCustomer(email),
  recordAction: (action) => store.operatorActions.record(action),
  detailsOfKey: (action, subject, key) => store.operatorActions.detailsOfKey(action, subject, key),
});

/** A number may be an order's or a sales order's: both are looked for, and no page is needed for the few that match. */
async function listOrders(
  { orders }: Readable,
  { states, issue: issueCode, store: storeHash, account, number, limit, cursor }: OrderFilter,
): Promise<Page<BoardRow>> {
  const filter = { states, issueCode, storeHash, account };
  if (number === undefined) {
    const page = await orders.list(filter, { limit, cursor });
    return { rows: page.rows.map(shownRow), next: page.next ?? null };
  }
  const [byOrder, bySalesOrder] = await Promise.all([
    orders.list({ ...filter, orderId: number }, { limit }),
    orders.list({ ...filter, salesOrderId: number }, { limit }),
  ]);
  const rows = new Map([...byOrder.rows, ...bySalesOrder.rows].map((row) => [orderSubject(row), shownRow(row)]));
  return { rows: [...rows.values()].slice(0, limit), next: null };
}

async function ordersOfSalesOrders({ links }: Readable, account: string, ids: readonly number[]): Promise<OrderKey[]> {
  const found = await links.byRemotes('sales-order', account, ids.map(String));
  return found.flatMap(({ storeHash, orderId }) =>
    storeHash === null || orderId === null ? [] : [{ storeHash, orderId }],
  );
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const shownRow = (row: StoredRow): BoardRow => ({
  store: row.storeHash,
  orderId: row.orderId,
  state: row.state,
  step: row.step,
  route: row.route,
  account: row.account,
  total: row.orderTotal,
  currency: row.currency,
  salesOrderIds: row.salesOrderIds,
  salesOrderTotal: row.salesOrderTotal,
  issue: row.issue && shownIssue(row.issue),
  holdUntil: iso(row.holdUntil),
  retryingSince: iso(row.retryingSince),
  lastError: row.lastError,
  knownAt: row.knownAt.toISOString(),
  changedAt: iso(row.changedAt),
  stateSince: row.stateSince.toISOString(),
  syncedAt: iso(row.syncedAt),
});

const shownDetail = (row: StoredRow): BoardDetail => ({ ...shownRow(row), details: row.details });

function shownIssue({ code, message, subject, details }: Issue): ShownIssue {
  const { title, fix } = ISSUES[code];
  return {
    code,
    title,
    message,
    fix,
    ...(subject ? { subject } : {}),
    ...(details ? { details: { ...details } } : {}),
  };
}

const shownDecision = ({ id, verb, erased, actor, commandId, createdAt, ...more }: Decision): ShownDecision => ({
  id,
  verb,
  arguments: erased ? null : { ...more.arguments },
  actor,
  commandId,
  decidedAt: createdAt.toISOString(),
});

const shownLink = ({ kind, account, localKey, remoteId, createdAt }: Link): ShownLink => ({
  kind,
  account,
  localKey,
  remoteId,
  createdAt: createdAt.toISOString(),
});

const shownExchange = (exchange: Exchange): ShownExchange => ({
  id: exchange.id,
  startedAt: exchange.startedAt.toISOString(),
  durationMs: exchange.durationMs,
  system: exchange.system,
  scope: exchange.scope,
  method: exchange.method,
  path: exchange.path,
  status: exchange.status,
  error: exchange.errorKind,
  attempt: exchange.attempt,
  activity: exchange.activity,
  requestId: exchange.requestId,
  workflowId: exchange.workflowId,
  runId: exchange.runId,
  // Keyed hashes of e-mail addresses are subjects as well, and mean nothing to people.
  subjects: exchange.subjects.filter((subject) => !subject.startsWith('email:')),
  requestHeaders: exchange.requestHeaders,
  responseHeaders: exchange.responseHeaders,
  requestBody: exchange.requestBody ?? null,
  responseBody: exchange.responseBody ?? null,
  erased: exchange.erased,
  truncated: exchange.truncated,
});

const shownReport = (report: Report): ShownReport => ({
  id: report.id,
  kind: report.kind,
  scope: report.scope,
  startedAt: report.startedAt.toISOString(),
  finishedAt: report.finishedAt.toISOString(),
  summary: report.summary,
  rows: report.rows,
});
