/** Records one payment of a plan in Brightpearl, once: its transactionRef is the key, whatever the method code. */
import { z } from 'zod';
import type { PaymentStep } from '../domain/activity-types';
import { issue } from '../domain/issues';
import { paymentKind, paymentMeta } from './already-done';
import type { PlannedPayment } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';
import { loadPlan } from './stored-plan';
import type { StoredPlan } from './stored-plan';
import { writeOnce } from './write-once';

export async function recordPayment(deps: ActivityDeps, input: PaymentStep): Promise<void> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const payment = stored.plan.payments[input.payment];
  const salesOrderId = payment && input.salesOrderIds[payment.part ?? 0];
  if (!payment || salesOrderId === undefined) {
    throw issueFailure(
      issue('VERSION_GONE', `Order ${input.key.orderId}: its plan has no payment ${input.payment}; retry the order`),
    );
  }
  const { payments } = deps.brightpearl(stored.account);
  await writeOnce(deps, {
    kind: paymentKind(payment),
    account: stored.account,
    localKey: payment.transactionRef,
    order: input.key,
    body: payment,
    // What is carried was counted when it came in.
    ...(payment.carried ? {} : { meta: paymentMeta(payment) }),
    lookFirst: stored.lookFirst,
    find: async () => {
      const found = await payments.searchByOrder(salesOrderId);
      const ours = found.find((row) => row.transactionRef === payment.transactionRef);
      return ours ? String(ours.paymentId) : undefined;
    },
    send: async (once) => {
      const input = {
        transactionRef: payment.transactionRef,
        transactionCode: payment.transactionCode,
        paymentMethodCode: payment.methodCode,
        paymentType: payment.type,
        orderId: salesOrderId,
        currencyIsoCode: payment.currency,
        exchangeRate: await rateOf(deps, stored, payment, salesOrderId),
        paymentDate: payment.paidOn,
        ...amountOf(payment),
      };
      return String(await payments.create(input, once));
    },
  });
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: `Payment ${payment.type} recorded`,
  });
}

/** Kept with the link of a sales order when it was read back. */
const rateSchema = z.object({ exchangeRate: z.string() });

/**
 * The rate of the sales order as Brightpearl has it: at another one the payment would be worth something else in the
 * account's books. Of an order at Brightpearl's own rate nobody else knows it.
 */
export async function rateOf(
  deps: ActivityDeps,
  { account }: Pick<StoredPlan, 'account'>,
  { currency }: Pick<PlannedPayment, 'currency'>,
  salesOrderId: number,
): Promise<string> {
  const [link] = await deps.store.links.byRemote('sales-order', account, String(salesOrderId));
  const known = rateSchema.safeParse(link?.meta);
  if (known.success) return known.data.exchangeRate;
  if (currency === (await deps.facts.of(account)).baseCurrency) return '1';
  const found = await deps.brightpearl(account).salesOrders.readMany([salesOrderId]);
  const rate = found.get(salesOrderId)?.currency.exchangeRate;
  if (rate) return rate;
  const missing = `Sales order ${salesOrderId} has no exchange rate for ${currency}; set it in Brightpearl, then retry`;
  throw issueFailure(issue('UNEXPECTED_ANSWER', missing));
}

/** Brightpearl reads the authorized amount of AUTH and VOID, and the paid amount of the others. */
function amountOf({ type, amount, expires, paidOn }: PlannedPayment) {
  if (type === 'AUTH') return { amountAuthorized: amount, authorizationExpiry: expires ?? paidOn };
  return type === 'VOID' ? { amountAuthorized: amount } : { amountPaid: amount };
}
