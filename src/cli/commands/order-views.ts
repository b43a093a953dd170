/** Orders as people read them in a terminal. */
import { z } from 'zod';
import type { orderDetail, orderList } from '../../api/answers';
import { amount, pairs, recordTable, table, time } from '../text';
import { exchangeTable } from './exchange-views';

type Detail = z.infer<typeof orderDetail>;

export function showOrders({ orders, next }: z.infer<typeof orderList>, columns: number | undefined): string {
  if (orders.length === 0) return 'No orders.\n';
  const rows = orders.map((order) => [
    `${order.store}/${order.orderId}`,
    order.state,
    amount(order.total, order.currency),
    order.account,
    order.salesOrderIds.join(', '),
    order.salesOrderTotal,
    time(order.stateSince),
    order.issue?.message ?? order.lastError ?? order.step,
  ]);
  const head = ['Order', 'State', 'Total', 'Account', 'Sales order', 'Its total', 'Since (UTC)', 'What'];
  const more = next === null ? '' : `More with --cursor ${next}\n`;
  return table(head, rows, { columns, wide: 7 }) + more;
}

export function showOrder(detail: Detail, columns: number | undefined): string {
  const { order, workflow, exchanges } = detail;
  const head = pairs([
    ['Order', `${order.store}/${order.orderId}`],
    ['State', `${order.state} since ${time(order.stateSince)}`],
    ['Step', workflow?.step ?? order.step],
    ['Total', amount(order.total, order.currency)],
    ['Sales order', order.salesOrderIds.join(', ')],
    ['Its total', order.salesOrderTotal],
    ['Route', [order.route, order.account].filter(Boolean).join(' → ')],
    ['Held until', time(order.holdUntil)],
    ['Retrying since', time(order.retryingSince)],
    ['Last error', order.lastError],
    ['In step since', time(order.syncedAt)],
    ['Workflow', workflow?.url ?? workflow?.workflowId],
  ]);
  const audit = exchanges ? section('Exchanges', exchangeTable(exchanges, columns)) : '';
  return (
    head +
    issueOf(detail, columns) +
    noticesOf(detail) +
    decisionsOf(detail, columns) +
    notesOf(detail, columns) +
    linksOf(detail, columns) +
    audit
  );
}

function issueOf({ order: { issue } }: Detail, columns: number | undefined): string {
  if (!issue) return '';
  const words = pairs([
    ['Issue', `${issue.code}: ${issue.title}`],
    ['Why', issue.message],
    ['What to do', issue.fix],
  ]);
  return `\n${words}${figures(issue.details?.['table'], columns)}${readings(issue.details?.['readings'], columns)}`;
}

/** The ways in which the figures of an ambiguous order can be read, each under the name that an amendment gives it. */
function readings(found: unknown, columns: number | undefined): string {
  const parsed = readingsSchema.safeParse(found);
  if (!parsed.success) return '';
  return parsed.data.map((one) => section(`${one.mode}: ${one.basis}`, figures(one.table, columns))).join('');
}

const readingsSchema = z.array(z.object({ mode: z.string(), basis: z.string(), table: z.array(z.unknown()) }));

/** What was done by rule, and somebody may want to see. */
function noticesOf({ order: { details } }: Detail): string {
  const { data: notices = [] } = z.array(z.string()).safeParse(details['notices']);
  return notices.length === 0 ? '' : section('Notices', notices.map((notice) => `${notice}\n`).join(''));
}

/** The arithmetic behind an issue, where it brings a table of rows. */
function figures(rows: unknown, columns: number | undefined): string {
  return Array.isArray(rows) ? recordTable(rows, { columns, wide: 'first' }) : '';
}

function decisionsOf({ decisions }: Detail, columns: number | undefined): string {
  if (decisions.length === 0) return '';
  const rows = decisions.map(({ decidedAt, verb, actor, arguments: given }) => [
    time(decidedAt),
    verb,
    actor,
    given === null ? 'erased' : JSON.stringify(given),
  ]);
  return section('Decisions', table(['When (UTC)', 'Verb', 'Who', 'What'], rows, { columns, wide: 3 }));
}

/** What left, and what the store shows of it. */
function notesOf({ notes }: Detail, columns: number | undefined): string {
  if (notes.length === 0) return '';
  const rows = notes.map(({ kind, noteId, state, shippedAt, shown, shipments }) => [
    `${kind} ${noteId}`,
    state,
    time(shippedAt),
    shown ? 'yes' : 'not yet',
    shipments.map(({ id }) => id).join(', '),
    shipments.map(({ tracked }) => (tracked ? 'yes' : 'no')).join(', '),
    shipments.map(({ mail }) => (mail === null ? 'unknown' : mail ? 'expected' : 'none')).join(', '),
  ]);
  const head = ['Note', 'State', 'Shipped (UTC)', 'Shown', 'Shipment', 'Tracking', 'Mail'];
  return section('Notes', table(head, rows, { columns, wide: 0 }));
}

function linksOf({ links }: Detail, columns: number | undefined): string {
  if (links.length === 0) return '';
  const rows = links.map(({ kind, localKey, account, remoteId }) => [kind, localKey, account, remoteId]);
  return section('Links', table(['Kind', 'Ours', 'Account', 'There'], rows, { columns, wide: 1 }));
}

const section = (title: string, body: string): string => `\n${title}\n${body}`;
