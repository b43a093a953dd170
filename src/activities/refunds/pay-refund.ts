/** Books money that a refund gave back. */
import { issue } from '../../domain/issues';
import type { RefundInput } from '../../domain/refund-types';
import { payOutOnce } from '../credits/pay-out';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import { loadPlan } from '../stored-plan';
import { documentId, refundOf } from './planned-refund';
import { outMeta } from './with-refunds';

export async function payRefund(deps: ActivityDeps, input: RefundInput & { readonly payment: number }): Promise<void> {
  const { key } = input;
  const stored = await loadPlan(deps, key, input.planId);
  const payment = refundOf(stored, key, input.refund).payments[input.payment];
  if (!payment) {
    throw issueFailure(
      issue(
        'VERSION_GONE',
        `Order ${key.orderId}: its plan has no payment ${input.payment} of that refund; retry the order`,
      ),
    );
  }
  const { account } = stored;
  const { salesOrderRef, creditRef } = payment;
  const salesOrderId = await documentId(deps, key, 'sales-order', account, salesOrderRef);
  const orderId =
    creditRef === undefined ? salesOrderId : await documentId(deps, key, 'sales-credit', account, creditRef);
  await payOutOnce(deps, {
    ...payment,
    kind: 'refund-payment',
    key,
    account,
    documentId: orderId,
    salesOrderId,
    body: payment,
    meta: outMeta(payment),
    lookFirst: stored.lookFirst,
  });
  await deps.store.orders.upsert({ order: key, asOf: new Date(input.asOf), step: 'Refund paid out' });
}
