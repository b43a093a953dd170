/** Why a sales order cannot be cancelled with its order, and what is to be done then. */
import type { OrderKey } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues';

export interface Ended {
  readonly key: OrderKey;
  /** `cancelled` or `declined`. */
  readonly ending: string;
  readonly salesOrderId: number;
  readonly externalRef: string;
}

export const cancelledAfterNote = ({ key, ending, salesOrderId, externalRef }: Ended, reason: string): Issue =>
  issue(
    'CANCELLED_AFTER_NOTE',
    `Order ${key.orderId} was ${ending} in the store, and sales order ${salesOrderId} cannot be cancelled: ${reason}. ` +
      'Delete the goods-out note if nothing has left, and it is cancelled by itself; else take the goods back and book a ' +
      'sales credit, then skip the order.',
    { details: { salesOrderId, externalRef, reason } },
  );

export const cancelledWithPayment = (
  { key, ending, salesOrderId, externalRef }: Ended,
  {
    amount,
    currency,
    isAuthorized,
  }: { readonly amount: string; readonly currency: string; readonly isAuthorized: boolean },
): Issue =>
  issue(
    'CANCELLED_WITH_PAYMENT',
    `Order ${key.orderId} was ${ending} in the store, and ${amount} ${currency} ${isAuthorized ? 'are authorized' : 'are paid'} ` +
      `on sales order ${salesOrderId}. ${isAuthorized ? 'Void the authorization' : 'Refund it'} in BigCommerce: it is ` +
      'cancelled by itself then.',
    { details: { salesOrderId, externalRef, amount, currency } },
  );

export const noCancelledStatus = ({ key, salesOrderId, externalRef }: Ended, account: string): Issue =>
  issue(
    'NO_CANCELLED_STATUS',
    `Order ${key.orderId}: account ${account} has no status for cancelled orders, so that sales order ${salesOrderId} ` +
      "cannot be cancelled. Set one in Brightpearl or in the route's rules, then retry.",
    { details: { salesOrderId, externalRef } },
  );
