/** Refunds as BigCommerce would have computed them, and what the mapping makes of them. */
import { refundSchema, type BcRefund } from '../../../../src/bigcommerce/refunds';
import { money, roundTo, type Money } from '../../../../src/domain/money';
import { placedLines } from '../../../../src/mapping/charges';
import { mapOrder } from '../../../../src/mapping/order';
import { decidePortions, type Standing } from '../../../../src/mapping/refunds/decide';
import { planRefunds, undecidedRefunds } from '../../../../src/mapping/refunds/plan';
import type { PaidOut } from '../../../../src/mapping/refunds/payments';
import type { RefundDecision } from '../../../../src/mapping/refunds/types';
import type { MappingContext, OrderPlan, OrderSnapshot } from '../../../../src/mapping/types';

type Raw = Record<string, unknown>;

export const aRefund = (fields: Raw): BcRefund =>
  refundSchema.parse({
    id: 31,
    order_id: 100,
    created: '2026-11-12T10:00:00+00:00',
    total_tax: 0,
    items: [],
    payments: [{ id: 1, provider_id: 'stripe', amount: fields['total_amount'], transaction_id: '900' }],
    ...fields,
  });

export const product = (id: number, quantity: number, more: Raw = {}): Raw => ({
  item_type: 'PRODUCT',
  item_id: id,
  quantity,
  ...more,
});
export const amountOf = (item_type: string, item_id: number, requested_amount: number): Raw => ({
  item_type,
  item_id,
  requested_amount,
});

export const refunded = (snapshot: OrderSnapshot, ...refunds: BcRefund[]): OrderSnapshot => ({
  ...snapshot,
  order: { ...snapshot.order, status_id: 14, payment_status: 'partially refunded' },
  refunds,
});

export function mapped(snapshot: OrderSnapshot, ctx: MappingContext): OrderPlan {
  const result = mapOrder(snapshot, ctx);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.plan;
}

/** What units of a line come to, gross and tax: all of them together are exactly the line. */
export function unitsOf(snapshot: OrderSnapshot, lineId: number, from: number, units: number, digits = 2) {
  const line = placedLines(snapshot.order).find((placed) => placed.line.id === lineId)!.line;
  const upTo = (amount: string, count: number): Money => roundTo(money(amount).times(count).div(line.quantity), digits);
  const stretch = (amount: string): Money => upTo(amount, from + units).minus(upTo(amount, from));
  return { gross: stretch(line.discounted_total_inc_tax ?? '0'), tax: stretch(line.total_tax) };
}

interface Options {
  readonly standing?: Standing;
  readonly decided?: readonly RefundDecision[];
  readonly out?: readonly PaidOut[];
}

/** Decides what can be, as the activity does, and plans the lot. */
export function plannedRefunds(snapshot: OrderSnapshot, ctx: MappingContext, options: Options = {}) {
  const plan = mapped(snapshot, ctx);
  const { standing, decided = [], out = [] } = options;
  const found = undecidedRefunds(snapshot, plan, decided, ctx);
  const decisions = [...decided];
  for (const { refundId, portions } of found.undecided) {
    const before = decisions.flatMap((decision) => decision.portions);
    const input = { standingOf: () => standing, before, plan, digits: 2 };
    decisions.push({ refundId, portions: decidePortions(portions, input) });
  }
  const planned = planRefunds(snapshot, plan, decisions, out, ctx);
  return { ...planned, issues: [...found.issues, ...planned.issues], decisions, sold: plan };
}

export const notShipped: Standing = { invoiced: false, shipped: new Map() };
export const shippedUnits = (...units: [string, number][]): Standing => ({ invoiced: false, shipped: new Map(units) });
export const invoiced: Standing = { invoiced: true, shipped: new Map() };
