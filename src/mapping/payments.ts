/**
 * Which Brightpearl payments an order should have. They never exceed what was captured less what was refunded, and each
 * BigCommerce transaction is at most one of them.
 */
import { issue, type Issue } from '../domain/issues';
import { money, sum, type Money } from '../domain/money';
import { inAccountZone, intoOpenPeriod, isoOf, unreadable } from './dates';
import { BUILT_IN_RULES } from './hold-names';
import { draftPayments, openAuthorization, type PaymentDraft } from './payment-drafts';
import { isPaymentStatus, readPaymentFacts, type PaymentFacts } from './payment-facts';
import { chooseMethodCode, findPaymentRule } from './payment-rule';
import { sharePayments, type PayablePart, type PaymentShare } from './payment-shares';
import type { BookedPayment, MappingContext, OrderSnapshot, PlannedPayment } from './types';

/** Where the order stands with its money, for people and for the status rules. */
type PaymentState =
  | 'nothing-due'
  | 'paid'
  | 'partly-paid'
  | 'overpaid'
  | 'authorized'
  | 'unpaid'
  | 'held-for-review'
  | 'declined'
  | 'voided'
  | 'refunded';

export type PaymentPlan =
  | {
      readonly ok: true;
      readonly payments: readonly PlannedPayment[];
      readonly paymentState: PaymentState;
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export type PaymentContext = Pick<MappingContext, 'key' | 'rules' | 'account' | 'amendments' | 'booked'>;

/**
 * Days after which an authorization is taken to have lapsed: Brightpearl requires a date and BigCommerce gives none.
 * Card schemes commonly allow 7.
 */
const AUTHORIZATION_DAYS = 7;

/**
 * The payments still to be booked: all of them for an order that is new, fewer when `ctx.booked` names some. `parts` are the
 * order's sales orders.
 */
export function planPayments(
  snapshot: OrderSnapshot,
  ctx: PaymentContext,
  parts: readonly PayablePart[] = [],
): PaymentPlan {
  const released = (name: string): boolean => ctx.amendments.released?.includes(name) ?? false;
  const facts = readPaymentFacts(snapshot, { rules: ctx.rules, testIsMoney: testIsMoney(ctx) });
  const paymentState = stateOf(snapshot, facts);
  if (!bookable(snapshot, ctx, released)) return { ok: true, payments: [], paymentState, notices: [] };

  const shared = sharePayments(draftPayments(snapshot, facts, ctx.rules), parts, ctx.booked ?? []);
  const unbooked = shared.filter((draft) => !isBooked(draft.ref, ctx));
  // Of an order that was made less after its money was booked nothing is left to decide here.
  const isDecided = released('OVERPAID') || ctx.rules.payments.overpaid === 'import' || !unbooked.some(isMoney);
  const doubts = [
    ...(released('PAYMENT_CONFLICT') ? [] : facts.conflicts),
    ...(isDecided ? [] : overpayment(snapshot, facts)),
  ];
  const again = bookedUnderAnotherKey(unbooked, facts, ctx);
  const known = again.sameMoney || released('PAYMENT_CONFLICT') ? again.drafts : [];
  const drafts = unbooked.filter((draft) => !known.includes(draft));
  const finished = drafts.map((draft) => finish(draft, snapshot, ctx));
  const issues = uniqueIssues([
    ...doubts,
    ...(again.drafts.length > known.length ? [bookedTwice(again.drafts, facts, ctx)] : []),
    ...finished.flatMap((one) => (one.ok ? [] : [one.issue])),
  ]);
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    payments: finished.flatMap((one) => (one.ok ? [one.payment] : [])),
    paymentState,
    notices: known.map(({ ref }) => `payment ${ref} was not booked: Brightpearl has its money under another reference`),
  };
}

/** Whether transactions of a test gateway are taken for money. */
export const testIsMoney = ({ rules, amendments }: Pick<MappingContext, 'rules' | 'amendments'>): boolean =>
  rules.import.testOrders === 'import' || (amendments.released?.includes(BUILT_IN_RULES.testOrder) ?? false);

const isBooked = (ref: string, { booked = [] }: PaymentContext): boolean =>
  booked.some(({ transactionRef }) => transactionRef === ref);

/** A row of the payment table that says `hold` lets payments through only after somebody released the order. */
function bookable(snapshot: OrderSnapshot, ctx: PaymentContext, released: (name: string) => boolean): boolean {
  const action = findPaymentRule(snapshot.order, ctx.rules)?.payments ?? 'import';
  return action === 'import' || (action === 'hold' && released(BUILT_IN_RULES.paymentTable));
}

function stateOf({ order }: OrderSnapshot, { total, net, chains }: PaymentFacts): PaymentState {
  if (isPaymentStatus(order, 'held for review')) return 'held-for-review';
  if (isPaymentStatus(order, 'refunded')) return 'refunded';
  if (net.greaterThan(total)) return 'overpaid';
  if (net.greaterThan(0)) return net.equals(total) ? 'paid' : 'partly-paid';
  if (total.isZero()) return 'nothing-due';
  if (isPaymentStatus(order, 'void') || chains.some(({ voided }) => voided)) return 'voided';
  if (isPaymentStatus(order, 'declined')) return 'declined';
  return chains.some((chain) => openAuthorization(chain)) ? 'authorized' : 'unpaid';
}

function overpayment({ order }: OrderSnapshot, { total, net, digits }: PaymentFacts): Issue[] {
  if (net.lessThanOrEqualTo(total)) return [];
  const [paid, worth] = [net.toFixed(digits), total.toFixed(digits)];
  const message = `Order ${order.id} is worth ${worth} ${order.default_currency_code}, but ${paid} was captured. Check the transactions; release the order to book what was captured.`;
  return [
    issue('OVERPAID', message, { details: { captured: paid, total: worth, currency: order.default_currency_code } }),
  ];
}

/**
 * The same money can reach us twice under two keys: without a transaction first, and later with one. More than was ever
 * captured is never booked, whatever the keys say. Gives the drafts that would, and whether all that was captured is
 * booked already, so that they can be nothing new.
 */
function bookedUnderAnotherKey(
  drafts: readonly PaymentShare[],
  { gross }: PaymentFacts,
  { booked = [] }: PaymentContext,
): { readonly drafts: readonly PaymentShare[]; readonly sameMoney: boolean } {
  const before = moneyIn(booked);
  const more = drafts.filter(isMoney);
  if (before.isZero() || before.plus(moneyIn(more)).lessThanOrEqualTo(gross)) return { drafts: [], sameMoney: false };
  return { drafts: more, sameMoney: before.equals(gross) };
}

function bookedTwice(drafts: readonly PaymentDraft[], facts: PaymentFacts, ctx: PaymentContext): Issue {
  const [had, more, captured] = [moneyIn(ctx.booked ?? []), moneyIn(drafts), facts.gross].map((amount) =>
    amount.toFixed(facts.digits),
  );
  const message = `Order ${ctx.key.orderId}: Brightpearl has payments of ${had}, the transactions ask for ${more} more, but only ${captured} was captured. Compare both; correct Brightpearl by hand, then release the order with rule PAYMENT_CONFLICT: no further payment is booked.`;
  return issue('PAYMENT_CONFLICT', message, { details: { booked: had, planned: more, captured } });
}

const isMoney = ({ type }: Pick<PlannedPayment, 'type'>): boolean => type === 'RECEIPT' || type === 'CAPTURE';

/** What was received; authorizations are no money yet. */
export const moneyIn = (payments: readonly (PaymentDraft | BookedPayment)[]): Money =>
  sum(payments.filter(isMoney).map(({ amount }) => money(amount)));

type Finished = { readonly ok: true; readonly payment: PlannedPayment } | { readonly ok: false; readonly issue: Issue };

function finish(draft: PaymentShare, { order }: OrderSnapshot, ctx: PaymentContext): Finished {
  const source = { paymentMethod: order.payment_method, method: draft.method, gateway: draft.gateway };
  const method = chooseMethodCode(order.id, source, ctx);
  if (!method.ok) return method;
  const subject = `payment ${draft.ref}`;
  const at = inAccountZone(draft.at, ctx.account);
  if (!at) return { ok: false, issue: unreadable(subject, draft.at, ctx.account) };
  const open = intoOpenPeriod(subject, at, ctx.account, ctx.rules);
  if (!open.ok) return open;
  const payment: PlannedPayment = {
    transactionRef: draft.ref,
    transactionCode: draft.code,
    methodCode: method.code,
    type: draft.type,
    amount: draft.amount.toFixed(draft.digits),
    currency: order.default_currency_code,
    paidOn: isoOf(open.date),
    ...(draft.type === 'AUTH' ? { expires: isoOf(open.date.plus({ days: AUTHORIZATION_DAYS })) } : {}),
    ...(draft.part === undefined ? {} : { part: draft.part }),
  };
  return { ok: true, payment };
}

/** Two payments by one unmapped method are one thing to fix. */
const uniqueIssues = (issues: readonly Issue[]): Issue[] => [
  ...new Map(issues.map((one) => [`${one.code} ${one.message}`, one])).values(),
];
