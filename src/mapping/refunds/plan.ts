/** All refunds of an order: which can be decided, and what the decided ones ask for. */
import type { BcRefund } from '../../bigcommerce/refunds';
import { issue, type Issue } from '../../domain/issues';
import { minorUnits, money, sum, type Money } from '../../domain/money';
import { readPaymentFacts, refundedByTransactions } from '../payment-facts';
import { moneyIn, testIsMoney } from '../payments';
import type { MappingContext, OrderPlan, OrderSnapshot } from '../types';
import { attributeRefund, isReleased, refundRule } from './attribute';
import { countedRefunds, refundedTotal, refundState } from './counted';
import { creditsOf } from './credits';
import { draftRefundPayments, payableNow, type PaidOut } from './payments';
import { reducePlan } from './reduce';
import type { PlannedRefund, RefundDecision, RefundPortion } from './types';

type Context = Pick<MappingContext, 'key' | 'rules' | 'account' | 'amendments' | 'booked'>;

/** A refund that nobody decided about yet, by what it takes of which row. */
export interface UndecidedRefund {
  readonly refundId: number;
  readonly portions: readonly RefundPortion[];
}

/** `plan` has all rows as sold. Those that wait or stop are issues, and stop no other. */
export function undecidedRefunds(
  snapshot: OrderSnapshot,
  plan: OrderPlan,
  decided: readonly RefundDecision[],
  ctx: Context,
): { readonly undecided: readonly UndecidedRefund[]; readonly issues: readonly Issue[] } {
  const undecided: UndecidedRefund[] = [];
  const issues: Issue[] = [];
  for (const refund of countedRefunds(snapshot)) {
    if (decided.some(({ refundId }) => refundId === refund.id)) continue;
    if (ctx.rules.refunds.mode === 'hold' && !isReleased(ctx, refund.id)) {
      issues.push(held(refund, snapshot));
      continue;
    }
    const earlier = [...decided, ...undecided].filter(({ refundId }) => refundId < refund.id);
    const found = attributeRefund(
      refund,
      snapshot,
      plan,
      earlier.flatMap(({ portions }) => portions),
      ctx,
    );
    if (found.ok) undecided.push({ refundId: refund.id, portions: found.portions });
    else issues.push(found.issue);
  }
  return { undecided, issues };
}

const held = (refund: BcRefund, { order }: OrderSnapshot): Issue =>
  issue(
    'REFUND_HELD',
    `Order ${order.id}, refund ${refund.id} of ${refund.total_amount} ${order.default_currency_code} waits by rule. ` +
      `Nothing of it is in Brightpearl. Release it with rule ${refundRule(refund.id)}.`,
    { subject: refundRule(refund.id), details: { total: refund.total_amount, tax: refund.total_tax } },
  );

export interface RefundsPlan {
  /** With the rows that should be left. */
  readonly plan: OrderPlan;
  readonly refunds: readonly PlannedRefund[];
  readonly issues: readonly Issue[];
}

/** `out`: what Brightpearl is known to have paid out for refunds. */
export function planRefunds(
  snapshot: OrderSnapshot,
  plan: OrderPlan,
  decided: readonly RefundDecision[],
  out: readonly PaidOut[],
  ctx: Context,
): RefundsPlan {
  const digits = minorUnits(snapshot.order.default_currency_code) ?? 2;
  const issues: Issue[] = [];
  const drafts: PlannedRefund[] = [];
  for (const refund of countedRefunds(snapshot)) {
    const decision = decided.find(({ refundId }) => refundId === refund.id);
    if (!decision) continue;
    const credits = creditsOf(refund, decision, snapshot, plan, ctx);
    const payments = draftRefundPayments(refund, decision, snapshot, plan, ctx);
    if (!credits.ok) issues.push(credits.issue);
    if (!payments.ok) issues.push(payments.issue);
    if (credits.ok && payments.ok) {
      drafts.push({ refundId: refund.id, credits: credits.credits, payments: payments.payments });
    }
  }
  const need = moneyToPayOut(snapshot, plan, out, ctx);
  const payable = payableNow(
    drafts.flatMap(({ payments }) => payments),
    need,
    out,
    digits,
  );
  const refunds = drafts.map((draft) => ({
    ...draft,
    payments: payable.filter((one) =>
      draft.payments.some(({ transactionRef }) => transactionRef === one.transactionRef),
    ),
  }));
  const reduced = reducePlan(plan, decided, digits);
  if (!reduced.ok) issues.push(reduced.issue);
  const notices = [...plan.notices, ...waiting(snapshot)];
  return {
    plan: { ...(reduced.ok ? reduced.plan : plan), notices },
    refunds,
    issues: [...issues, ...unseen(snapshot, ctx)],
  };
}

/** What Brightpearl has received, or will by this plan, more than was captured and not refunded. */
function moneyToPayOut(snapshot: OrderSnapshot, plan: OrderPlan, out: readonly PaidOut[], ctx: Context): Money {
  const { net } = readPaymentFacts(snapshot, { rules: ctx.rules, testIsMoney: testIsMoney(ctx) });
  const booked = ctx.booked ?? [];
  const toBook = plan.payments.filter(
    (one) => !booked.some(({ transactionRef }) => transactionRef === one.transactionRef),
  );
  const received = moneyIn(booked).plus(moneyIn(toBook));
  return received.minus(net).minus(sum(out.map(({ amount }) => money(amount))));
}

function waiting({ order, refunds = [] }: OrderSnapshot): string[] {
  return refunds.flatMap((refund) => {
    const state = refundState(refund, order);
    if (state === 'declined') return [`refund ${refund.id} was declined by the gateway: nothing of it counts`];
    return state === 'pending' ? [`refund ${refund.id} waits for its gateway`] : [];
  });
}

/** Money that a gateway gave back, and the store does not know of. */
function unseen(snapshot: OrderSnapshot, ctx: Context): Issue[] {
  const { order, transactions } = snapshot;
  if (ctx.amendments.released?.includes('GATEWAY_REFUND_UNSEEN')) return [];
  const { gross, digits } = readPaymentFacts(snapshot, { rules: ctx.rules, testIsMoney: testIsMoney(ctx) });
  const usable = transactions.filter((one) => one.status !== 'error' && (testIsMoney(ctx) || !one.test));
  const back = refundedByTransactions(usable, digits);
  const known = refundedTotal(snapshot);
  if (back.lessThanOrEqualTo(known)) return [];
  const [captured, gateway, store] = [gross, back, known].map((amount) => amount.toFixed(digits));
  return [
    issue(
      'GATEWAY_REFUND_UNSEEN',
      `Order ${order.id}: of ${captured} ${order.default_currency_code} captured, gateways gave back ${gateway}, but the ` +
        `refunds in BigCommerce come to ${store}. Nothing is booked for the difference. Enter it, then release with rule ` +
        'GATEWAY_REFUND_UNSEEN.',
      { details: { captured, refundedByGateway: gateway, refundedInStore: store } },
    ),
  ];
}
