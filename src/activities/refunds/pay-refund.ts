/** Books money that a refund gave back, once: its transactionRef is the key, whatever the method code. */
import { issue } from '../../domain/issues';
import type { RefundInput } from '../../domain/refund-types';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import { rateOf } from '../record-payment';
import { loadPlan } from '../stored-plan';
import { writeOnce } from '../write-once';
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
  const { transactionRef, salesOrderRef, creditRef } = payment;
  const salesOrderId = await documentId(deps, key, 'sales-order', account, salesOrderRef);
  const orderId =
    creditRef === undefined ? salesOrderId : await documentId(deps, key, 'sales-credit', account, creditRef);
  const { payments } = deps.brightpearl(account);
  await writeOnce(deps, {
    kind: 'refund-payment',
    account,
    localKey: transactionRef,
    order: key,
    body: payment,
    meta: outMeta(payment),
    lookFirst: stored.lookFirst,
    find: async () => {
      const found = await payments.searchByOrder(orderId);
      const ours = found.find((row) => row.transactionRef === transactionRef);
      return ours ? String(ours.paymentId) : undefined;
    },
    send: async (once) =>
      String(
        await payments.create(
          {
            transactionRef,
            transactionCode: transactionRef,
            paymentMethodCode: payment.methodCode,
            paymentType: 'PAYMENT',
            orderId,
            currencyIsoCode: payment.currency,
            exchangeRate: await rateOf(deps, stored, payment, salesOrderId),
            amountPaid: payment.amount,
            paymentDate: payment.paidOn,
          },
          once,
        ),
      ),
  });
  await deps.store.orders.upsert({ order: key, asOf: new Date(input.asOf), step: 'Refund paid out' });
}
