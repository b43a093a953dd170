/** Why a sales order may not be replaced, beside what its own document and notes say of it. */
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { BpPaymentRow } from '../../brightpearl/payments';
import type { OrderKey } from '../../domain/ids';
import { openAuthorizations } from '../../mapping/edits/carried-money';
import type { ActivityDeps } from '../deps';
import { tryAgain } from '../failures';

export interface ToReplace {
  readonly key: OrderKey;
  readonly account: string;
  readonly salesOrderId: number;
}

/** In plain words; with the payments that it has, which are read for it. */
export async function lookForObstacles(
  deps: ActivityDeps,
  { key, account, salesOrderId }: ToReplace,
): Promise<{ readonly reasons: readonly string[]; readonly payments: readonly BpPaymentRow[] }> {
  const { orders, payments } = deps.brightpearl(account);
  await waitForTheIndex(deps, key);
  const refunds = (await deps.store.refunds.ofOrder(key)).filter(({ portions }) => portions !== null);
  const credits = await orders.search({ orderTypeId: ORDER_TYPES.salesCredit, parentOrderId: salesOrderId });
  const found = await payments.searchByOrder(salesOrderId);
  const reasons = [
    refunds.length > 0
      ? `refund ${refunds.map(({ refundId }) => refundId).join(', ')} of it is booked: credit the rest of it by hand`
      : undefined,
    credits.length > 0
      ? `sales credit ${credits.map(({ orderId }) => orderId).join(', ')} of it exists: credit the rest of it by hand`
      : undefined,
    openAuthorizations(found).greaterThan(0)
      ? 'money of it is authorized and not captured: capture or void it in the store, then choose again'
      : undefined,
  ];
  return { reasons: reasons.filter((reason) => reason !== undefined), payments: found };
}

const MONEY = ['payment', 'carried-payment', 'refund-payment'];

/** What was booked a moment ago is not in Brightpearl's search yet, and must be carried all the same. */
async function waitForTheIndex({ store, config }: ActivityDeps, key: OrderKey): Promise<void> {
  const links = (await store.links.forOrder(key)).filter(({ kind }) => MONEY.includes(kind));
  const newest = Math.max(0, ...links.map(({ createdAt }) => createdAt.getTime()));
  const wait = newest + config.timings.searchLagMs - Date.now();
  if (wait <= 0) return;
  throw tryAgain('NotYetReadable', `Payments of order ${key.orderId} were booked just now and may not show yet`, wait);
}
