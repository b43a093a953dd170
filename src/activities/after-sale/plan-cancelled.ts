/** An order whose sales orders are all cancelled: nothing is mapped, reserved or paid any more. */
import type { PlanOrderResult } from '../../domain/activity-types';
import { issue, type Issue } from '../../domain/issues';
import { minorUnits, printed, type Money } from '../../domain/money';
import { readPaymentFacts } from '../../mapping/payment-facts';
import { moneyIn, planPayments, testIsMoney, type PaymentContext } from '../../mapping/payments';
import type { ActivityDeps } from '../deps';
import { planAfterSale, type AfterSale } from './plan-after-sale';

type Known = Pick<AfterSale, 'input' | 'snapshot' | 'rulings' | 'links'>;

export async function planCancelled(
  deps: ActivityDeps,
  known: Known,
  payments: PaymentContext,
): Promise<Extract<PlanOrderResult, { kind: 'cancelled' }>> {
  const found = await planAfterSale(deps, known);
  const after = { ...found, issues: [...found.issues, ...unbookedMoney(known, payments)] };
  const salesOrderIds = known.links.map(({ remoteId }) => Number(remoteId));
  if (after.issues.length === 0) {
    await deps.store.orders.upsert({
      order: known.input.key,
      asOf: new Date(known.input.asOf),
      state: 'CANCELLED',
      step: 'Cancelled on both sides',
      issue: null,
      holdUntil: null,
      salesOrderIds,
    });
  }
  return { kind: 'cancelled', salesOrderIds, after };
}

/** Where it cannot be said how it would be booked, all that is kept and was not. */
function unbooked(snapshot: Known['snapshot'], ctx: PaymentContext): Money {
  const plan = planPayments(snapshot, ctx);
  if (plan.ok) return moneyIn(plan.payments);
  return readPaymentFacts(snapshot, { rules: ctx.rules, testIsMoney: testIsMoney(ctx) }).net.minus(
    moneyIn(ctx.booked ?? []),
  );
}

/** Money that came in after the sales order was cancelled has no document to be booked on: a person is told of it. */
function unbookedMoney({ input, snapshot, rulings, links }: Known, ctx: PaymentContext): Issue[] {
  if (rulings.amendments.released?.includes('CAPTURED_AFTER_CANCEL')) return [];
  const amount = unbooked(snapshot, ctx);
  if (amount.lessThanOrEqualTo(0)) return [];
  const { default_currency_code: currency } = snapshot.order;
  const words = `${printed(amount.toFixed(minorUnits(currency) ?? 2), currency)} ${currency}`;
  const ids = links.map(({ remoteId }) => remoteId).join(', ');
  return [
    issue(
      'CAPTURED_AFTER_CANCEL',
      `Order ${input.key.orderId}: ${words} was captured, and sales order ${ids} is cancelled. Nothing is booked for it. Refund ` +
        'it in BigCommerce; or book it in Brightpearl by hand, then release with rule CAPTURED_AFTER_CANCEL.',
      {
        details: { captured: amount.toFixed(), currency, salesOrderIds: links.map(({ remoteId }) => Number(remoteId)) },
      },
    ),
  ];
}
