/**
 * Takes a sales order that was credited out of the order's way: what it holds in stock and what was paid on it are freed for the
 * one that is made next. From then on the order is planned as one that has no sales order yet.
 */
import type { ReplaceInput } from '../../domain/activity-types';
import { carriedOutRef } from '../../domain/ids';
import { issue } from '../../domain/issues';
import { isReplacedLink } from '../after-sale/link-state';
import { freeReservation } from '../after-sale/free-reservation';
import { payOutOnce } from '../credits/pay-out';
import { invoiceCredit } from '../credits/sales-credit';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import { keepWithSalesOrder } from '../keep-with-sales-order';
import { closeSalesOrder } from '../mirror/close-sales-order';
import { creditMeta } from '../refunds/planned-refund';
import { withRoom } from '../request-room';
import { rulesOf } from '../route-rules';
import { recordReservation } from '../stock/fulfilled';
import { begunOf, type Begun } from './begun';
import { linkOf } from './credit-sales-order';

/** The reservation read and deleted, both documents read and closed, a status, and some payments, each looked for. */
const MAX_REQUESTS = 15;

export const retireSalesOrder = (deps: ActivityDeps, input: ReplaceInput): Promise<void> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => retire(own, input));

async function retire(deps: ActivityDeps, input: ReplaceInput): Promise<void> {
  const { key, account, externalRef, salesOrderId } = input;
  const link = await linkOf(deps, input);
  if (isReplacedLink(link)) return;
  const begun = begunOf(link);
  const credit = begun && (await deps.store.links.get({ kind: 'sales-credit', account, localKey: begun.creditRef }));
  if (!begun || !credit) throw nothingCredited(input);
  // Levels must not count on stock that is about to be free, and wanted again at once.
  await recordReservation(deps, key, account, undefined);
  await freeReservation(deps, key, link);
  for (const payment of begun.carried) await payOut(deps, input, begun, payment, Number(credit.remoteId));
  if (creditMeta(credit.meta).close) await invoiceCredit(deps, account, Number(credit.remoteId));
  // A sales order that is not invoiced would stay open beside its own credit, and be shipped.
  await closeSalesOrder(deps, { key, asOf: input.asOf, account, salesOrder: { externalRef, salesOrderId } });
  const { replacedStatusId } = rulesOf(deps, input).edits;
  if (replacedStatusId !== undefined) await deps.brightpearl(account).orders.setStatus(salesOrderId, replacedStatusId);
  await keepWithSalesOrder(deps, input, { replaced: true, reserving: false });
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(input.asOf),
    step: `Sales order ${salesOrderId} credited as a whole`,
    salesOrderIds: [],
  });
}

const nothingCredited = ({ key, salesOrderId }: ReplaceInput) =>
  issueFailure(
    issue('VERSION_GONE', `Order ${key.orderId}: sales order ${salesOrderId} has no sales credit; retry the order`),
  );

/** Out of the credit, whose account with the customer is level by it; it is received again on the next sales order. */
async function payOut(
  deps: ActivityDeps,
  { key, account, salesOrderId }: ReplaceInput,
  { generation, on }: Begun,
  { ref, methodCode, amount, currency }: Begun['carried'][number],
  creditId: number,
): Promise<void> {
  await payOutOnce(deps, {
    kind: 'carried-payment',
    key,
    account,
    documentId: creditId,
    salesOrderId,
    transactionRef: carriedOutRef(ref, generation),
    methodCode,
    amount,
    currency,
    paidOn: on,
    body: { ref, methodCode, amount, currency, on },
    lookFirst: true,
  });
}
