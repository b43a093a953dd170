/** Records one payment of a plan in Brightpearl, once: its transactionRef is the key, whatever the method code. */
import type { PaymentStep } from '../domain/activity-types';
import { issue } from '../domain/issues';
import { paymentMeta } from './already-done';
import type { PlannedPayment } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';
import { loadPlan } from './stored-plan';
import { writeOnce } from './write-once';

export async function recordPayment(deps: ActivityDeps, input: PaymentStep): Promise<void> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const payment = stored.plan.payments[input.payment];
  if (!payment) {
    throw issueFailure(
      issue('VERSION_GONE', `Order ${input.key.orderId}: its plan has no payment ${input.payment}; retry the order`),
    );
  }
  const { payments } = deps.brightpearl(stored.account);
  const { salesOrderId } = input;
  await writeOnce(deps, {
    kind: 'payment',
    account: stored.account,
    localKey: payment.transactionRef,
    order: input.key,
    body: payment,
    meta: paymentMeta(payment),
    lookFirst: stored.lookFirst,
    find: async () => {
      const found = await payments.searchByOrder(salesOrderId);
      const ours = found.find((row) => row.transactionRef === payment.transactionRef);
      return ours ? String(ours.paymentId) : undefined;
    },
    send: async () =>
      String(
        await payments.create({
          transactionRef: payment.transactionRef,
          transactionCode: payment.transactionCode,
          paymentMethodCode: payment.methodCode,
          paymentType: payment.type,
          orderId: salesOrderId,
          currencyIsoCode: payment.currency,
          exchangeRate: stored.plan.salesOrders[0]?.draft.currency.exchangeRate ?? '1',
          paymentDate: payment.paidOn,
          ...amountOf(payment),
        }),
      ),
  });
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: `Payment ${payment.type} recorded`,
  });
}

/** Brightpearl reads the authorized amount of AUTH and VOID, and the paid amount of the others. */
function amountOf({ type, amount, expires, paidOn }: PlannedPayment) {
  if (type === 'AUTH') return { amountAuthorized: amount, authorizationExpiry: expires ?? paidOn };
  return type === 'VOID' ? { amountAuthorized: amount } : { amountPaid: amount };
}
