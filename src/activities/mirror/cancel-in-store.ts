/**
 * Cancels an order in the store whose sales orders staff cancelled. By the store's own settings that mails the customer and
 * gives stock back. Money is never moved, and nothing is cancelled that left or was paid for.
 */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { CancelInStoreInput, MirrorResult } from '../../domain/brightpearl-change-types';
import { issue } from '../../domain/issues';
import { printed } from '../../domain/money';
import { readPaymentFacts } from '../../mapping/payment-facts';
import type { ActivityDeps } from '../deps';
import { keepWithSalesOrder } from '../keep-with-sales-order';
import { rulesOf } from '../route-rules';

const CANCELLED = 5;
/** What ends an order, or says that something of it has left. */
const TOO_LATE: Readonly<Record<number, string>> = {
  2: 'it is shipped',
  3: 'a part of it is shipped',
  4: 'it is refunded',
  10: 'it is completed',
  13: 'its payment is disputed',
  14: 'a part of it is refunded',
};

export async function cancelInStore(deps: ActivityDeps, input: CancelInStoreInput): Promise<MirrorResult> {
  const { key, asOf, salesOrders } = input;
  const { orders } = deps.bigcommerce(key.storeHash);
  const order = await orders.get(key.orderId);
  if (order.status_id !== CANCELLED) {
    const reason = await obstacle(deps, input, order);
    if (reason !== undefined) return { issue: notCancelled(input, reason) };
    await orders.setStatus(key.orderId, CANCELLED);
  }
  // Both sides agree: it comes back as an event, and nothing follows from it.
  for (const { externalRef, salesOrderId } of salesOrders) {
    const linked = { key, account: input.account, externalRef, salesOrderId };
    await keepWithSalesOrder(deps, linked, { cancelled: true, endedWith: 'cancelled' });
  }
  await deps.store.orders.upsert({ order: key, asOf: new Date(asOf), bigcommerceStatusId: CANCELLED });
  return {};
}

/** Why the order must not be cancelled. */
async function obstacle(deps: ActivityDeps, input: CancelInStoreInput, order: BcOrder): Promise<string | undefined> {
  const { key } = input;
  const late = TOO_LATE[order.status_id];
  if (late !== undefined) return late;
  const { shipments, transactions: payments } = deps.bigcommerce(key.storeHash);
  const lines = order.consignments.shipping.flatMap(({ line_items: items }) => items);
  const isShipped = lines.some((line) => line.quantity_shipped > 0);
  if (isShipped || (await shipments.list(key.orderId)).length > 0) return 'it has shipments';
  const transactions = await payments.list(key.orderId);
  if (transactions.some(({ event, status }) => event === 'refund' && status !== 'error')) return 'it has refunds';
  const { net, digits } = readPaymentFacts({ order, transactions }, { rules: rulesOf(deps, input), testIsMoney: true });
  if (net.lessThanOrEqualTo(0)) return undefined;
  const amount = printed(net.toFixed(digits), order.default_currency_code);
  return `${amount} ${order.default_currency_code} are captured: refund them first`;
}

function notCancelled({ key, salesOrders }: CancelInStoreInput, reason: string) {
  const ids = salesOrders.map(({ salesOrderId }) => salesOrderId);
  return issue(
    'CANCELLED_IN_BRIGHTPEARL',
    `Order ${key.orderId}: sales order ${ids.join(', ')} was cancelled in Brightpearl, and the order cannot be cancelled in ` +
      `the store: ${reason}. Settle it there, then retry; or move the sales order back to another status.`,
    { details: { salesOrderIds: ids, reason } },
  );
}
