/**
 * Cancels a sales order with its order: by its status, at which Brightpearl gives back what is reserved. Nothing is
 * cancelled that has money on it, was noted, shipped or invoiced.
 */
import type { BpPaymentRow } from '../../brightpearl/payments';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { CancelSalesOrderInput, CancelSalesOrderResult } from '../../domain/activity-types';
import type { Issue } from '../../domain/issues';
import { money, printed, sum, type Money } from '../../domain/money';
import { RemoteError } from '../../domain/remote-error';
import { openAuthorizations } from '../../mapping/edits/carried-money';
import type { ActivityDeps } from '../deps';
import { tryAgain } from '../failures';
import { keepWithSalesOrder } from '../keep-with-sales-order';
import { withRoom } from '../request-room';
import { recordReservation } from '../stock/fulfilled';
import { cancelledAfterNote, cancelledWithPayment, noCancelledStatus, type Ended } from './cancel-issues';
import { invoiceOf } from '../invoice-of';
import { isShipped } from './made-edit';

/** The order, its status, and the order again; where it is refused its payments instead. */
const MAX_REQUESTS = 3;

export const cancelSalesOrder = (deps: ActivityDeps, input: CancelSalesOrderInput): Promise<CancelSalesOrderResult> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => cancel(own, input));

async function cancel(deps: ActivityDeps, input: CancelSalesOrderInput): Promise<CancelSalesOrderResult> {
  const { key, account, salesOrderId, externalRef, ending } = input;
  const ended: Ended = { key, ending, salesOrderId, externalRef };
  const statusId = await cancelledStatus(deps, input);
  if (statusId === undefined) return { issue: noCancelledStatus(ended, account) };
  const document = await readOne(deps, input);
  if (!document) return {};
  const isDone = document.isCanceled === true || document.statusId === statusId;
  const issue = isDone ? undefined : await setCancelled(deps, ended, input, { document, statusId });
  if (issue) {
    if (issue.code === 'CANCELLED_WITH_PAYMENT') await rememberCalledOff(deps, input);
    return { issue };
  }
  const now = isDone ? document : await readOne(deps, input);
  if (now?.statusId !== statusId && now?.isCanceled !== true) {
    throw tryAgain('NotYetReadable', `Sales order ${salesOrderId} was cancelled and does not show it yet`, 1_000);
  }
  await recordCancelled(deps, input, now.statusId);
  return {};
}

async function cancelledStatus(deps: ActivityDeps, { account, route }: CancelSalesOrderInput) {
  const rules = deps.config.routes.find(({ name }) => name === route)?.rules.cancellations;
  return rules?.cancelledStatusId ?? (await deps.facts.of(account)).cancelledStatusId;
}

const readOne = async (deps: ActivityDeps, { account, salesOrderId }: CancelSalesOrderInput) =>
  (await deps.brightpearl(account).salesOrders.readMany([salesOrderId])).get(salesOrderId);

const HAS_MONEY = ['PAID', 'PARTIALLY_PAID'];

async function setCancelled(
  deps: ActivityDeps,
  ended: Ended,
  { account, salesOrderId }: CancelSalesOrderInput,
  { document, statusId }: { readonly document: BpSalesOrder; readonly statusId: number },
): Promise<Issue | undefined> {
  const { orders, payments } = deps.brightpearl(account);
  const invoice = invoiceOf(document);
  if (invoice !== undefined) return cancelledAfterNote(ended, `it is invoiced (${invoice})`);
  if (isShipped(document)) return cancelledAfterNote(ended, 'goods of it were shipped');
  const { code: currency } = document.currency;
  if (HAS_MONEY.includes(document.orderPaymentStatus ?? '')) {
    const amount = printed(paid(await payments.searchByOrder(salesOrderId)), currency);
    return cancelledWithPayment(ended, { amount, currency, isAuthorized: false });
  }
  try {
    await orders.setStatus(salesOrderId, statusId);
    return undefined;
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'invalid') throw error;
    const open = openAuthorizations(await payments.searchByOrder(salesOrderId));
    if (open.lessThanOrEqualTo(0)) return cancelledAfterNote(ended, `Brightpearl refused it: ${error.message}`);
    return cancelledWithPayment(ended, { amount: printed(open, currency), currency, isAuthorized: true });
  }
}

const total = (rows: readonly BpPaymentRow[], type: string): Money =>
  sum(rows.filter(({ paymentType }) => paymentType === type).map(({ amountPaid }) => money(amountPaid ?? '0')));

const paid = (rows: readonly BpPaymentRow[]): Money =>
  total(rows, 'RECEIPT').plus(total(rows, 'CAPTURE')).minus(total(rows, 'PAYMENT'));

/** Refunding it may make the order Refunded, and nothing in the store tells of the cancellation then. */
const rememberCalledOff = (deps: ActivityDeps, input: CancelSalesOrderInput): Promise<void> =>
  keepWithSalesOrder(deps, input, { calledOff: input.ending });

async function recordCancelled(deps: ActivityDeps, input: CancelSalesOrderInput, statusId: number): Promise<void> {
  const { key, asOf, account, salesOrderId, ending } = input;
  await keepWithSalesOrder(deps, input, { cancelled: true, endedWith: ending, reserving: false });
  await recordReservation(deps, key, account, undefined);
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(asOf),
    state: 'CANCELLED',
    step: `Sales order ${salesOrderId} cancelled`,
    issue: null,
    holdUntil: null,
    salesOrderStatusId: statusId,
  });
}
