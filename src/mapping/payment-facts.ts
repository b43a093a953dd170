/**
 * What is known of the money of one order: its payments and tenders after refunds, how that stands against the total, and
 * every contradiction between transactions, header and payment status.
 */
import type { BcOrder, BcTransaction } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import { minorUnits, money, roundTo, sum, ZERO, type Money } from '../domain/money';
import { grossOf, netOf, readChains, takeRefund, type PaymentChain } from './payment-chains';
import { amountOf } from './payment-groups';
import { includesText, isTender } from './payment-rule';
import { refundedTotal } from './refunds/counted';
import type { RouteRules } from './rules';
import type { OrderSnapshot } from './types';

type TenderMethod = 'gift_certificate' | 'store_credit';

/** Gift certificates, or store credit, spent on the order: one amount each, however many transactions tell of it. */
interface Tender {
  readonly method: TenderMethod;
  readonly gross: Money;
  readonly net: Money;
  /** The first transaction that tells of it, if there is one. */
  readonly transaction?: BcTransaction;
}

export interface PaymentFacts {
  readonly digits: number;
  readonly total: Money;
  readonly tenders: readonly Tender[];
  readonly chains: readonly PaymentChain[];
  /** Received without a transaction (cash, bank transfer); 0 when not received. */
  readonly offline: Money;
  /** All money received, and what was kept of it after refunds. */
  readonly gross: Money;
  readonly net: Money;
  readonly conflicts: readonly Issue[];
}

export interface PaymentFactsOptions {
  readonly rules: Pick<RouteRules, 'payments'>;
  /** Whether transactions of a test gateway are taken for money. */
  readonly testIsMoney: boolean;
}

export function readPaymentFacts(
  { order, transactions, refunds }: Pick<OrderSnapshot, 'order' | 'transactions' | 'refunds'>,
  { rules, testIsMoney }: PaymentFactsOptions,
): PaymentFacts {
  const digits = minorUnits(order.default_currency_code) ?? 2;
  const usable = transactions.filter((one) => one.status !== 'error' && (testIsMoney || !one.test));
  const paid = isPaidByStatus(order, rules);
  const reading = readChains(usable, { digits, pendingIsMoney: (one) => paid(isOffline(one.method)) });
  const tenders = readTenders(order, reading.chains, digits);
  const chains = reading.chains.filter(({ root }) => !isTender(root.method));
  const total = roundTo(money(order.total_inc_tax), digits);
  const refunded = isPaymentStatus(order, 'refunded');
  const due = total.minus(sum(tenders.map((tender) => tender.gross)));
  const traced = transactions.some((one) => one.status !== 'error' && one.event !== 'refund' && !isTender(one.method));
  const offline = !traced && !refunded && due.greaterThan(0) && paid(true) ? due : ZERO;
  const known = refundedTotal({ order, ...(refunds ? { refunds } : {}) });
  const loose = sum(reading.looseRefunds.map((refund) => amountOf(refund, digits)))
    .plus(reading.excessRefund)
    .plus(withoutTransaction(known, usable, digits));
  const left = refunded ? keptNothing(tenders, chains) : takeLoose(tenders, chains, offline, loose);
  const gross = sum([...tenders.map((tender) => tender.gross), ...chains.map(grossOf), offline]);
  const facts = { digits, total, ...left, gross, net: netOfAll(left) };
  const refundsListed = known.greaterThan(0) || usable.some(({ event }) => event === 'refund');
  const conflicts = findConflicts(order, usable, facts, { refundsListed, excess: left.excess });
  return { ...facts, conflicts: [...conflicts, ...tenderConflicts(order, reading.chains, digits)] };
}

/** What gateways say went back. */
export const refundedByTransactions = (transactions: readonly BcTransaction[], digits: number): Money =>
  sum(transactions.filter(({ event }) => event === 'refund').map((refund) => amountOf(refund, digits)));

/** Refunds that leave no transaction, as those outside of the store may, take off what was captured all the same. */
function withoutTransaction(known: Money, usable: readonly BcTransaction[], digits: number): Money {
  const missing = known.minus(refundedByTransactions(usable, digits));
  return missing.greaterThan(0) ? missing : ZERO;
}

export const isPaymentStatus = (order: Pick<BcOrder, 'payment_status'>, status: string): boolean =>
  includesText([status], order.payment_status);

const isOffline = (method: string): boolean => ['offline', 'custom', ''].includes(method);

/** Order statuses say that money came in only for methods that leave no trace of their own. */
function isPaidByStatus(order: BcOrder, rules: Pick<RouteRules, 'payments'>): (offline: boolean) => boolean {
  const { statusIds, paymentStatuses } = rules.payments.offlinePaid;
  const byPayment = includesText([...paymentStatuses, 'partially refunded'], order.payment_status);
  return (offline) => byPayment || (offline && statusIds.includes(order.status_id));
}

const headerAmount = (order: BcOrder, method: TenderMethod, digits: number): Money =>
  roundTo(money(method === 'gift_certificate' ? order.gift_certificate_amount : order.store_credit_amount), digits);

const TENDER_METHODS = ['gift_certificate', 'store_credit'] as const;

/** The header's amount is the one that counts; refunds are known only from transactions. */
function readTenders(order: BcOrder, chains: readonly PaymentChain[], digits: number): Tender[] {
  return TENDER_METHODS.flatMap((method) => {
    const own = chains.filter(({ root }) => root.method === method);
    const listed = sum(own.map(grossOf));
    const spent = headerAmount(order, method, digits);
    const refunded = listed.minus(sum(own.map(netOf)));
    const amount = spent.isZero() ? listed : spent;
    const transaction = own.flatMap((chain) => chain.money)[0]?.transaction;
    if (amount.isZero()) return [];
    return [{ method, gross: amount, net: amount.minus(refunded), ...(transaction ? { transaction } : {}) }];
  });
}

interface MoneyLeft {
  readonly tenders: readonly Tender[];
  readonly chains: readonly PaymentChain[];
  readonly offline: Money;
  readonly excess: Money;
}

const netOfAll = ({ tenders, chains, offline }: MoneyLeft): Money =>
  sum([...tenders.map(({ net }) => net), ...chains.map(netOf), offline]);

const keptNothing = (tenders: readonly Tender[], chains: readonly PaymentChain[]): MoneyLeft => ({
  tenders: tenders.map((tender) => ({ ...tender, net: ZERO })),
  chains: chains.map((chain) => ({ ...chain, money: chain.money.map((part) => ({ ...part, net: ZERO })) })),
  offline: ZERO,
  excess: ZERO,
});

/** Refunds that no payment accounts for come off the payments, latest first, then off the offline money, then off the tenders. */
function takeLoose(
  tenders: readonly Tender[],
  chains: readonly PaymentChain[],
  offline: Money,
  refunded: Money,
): MoneyLeft {
  let left = refunded;
  const reduced = [...chains].reverse().map((chain) => {
    const { parts, excess } = takeRefund(chain.money, left);
    left = excess;
    return { ...chain, money: parts };
  });
  const take = (amount: Money): Money => {
    const taken = left.lessThan(amount) ? left : amount;
    left = left.minus(taken);
    return amount.minus(taken);
  };
  const offlineLeft = take(offline);
  const tendersLeft = [...tenders].reverse().map((tender) => ({ ...tender, net: take(tender.net) }));
  return { chains: reduced.reverse(), offline: offlineLeft, tenders: tendersLeft.reverse(), excess: left };
}

function findConflicts(
  order: BcOrder,
  usable: readonly BcTransaction[],
  facts: Omit<PaymentFacts, 'conflicts'>,
  refunds: { readonly refundsListed: boolean; readonly excess: Money },
): Issue[] {
  const main = usable.filter(({ method }) => !isTender(method));
  const foreign = main.find(
    ({ currency }) => currency !== '' && !includesText([currency], order.default_currency_code),
  );
  const mainNet = sum(facts.chains.map(netOf));
  const status = order.payment_status;
  const claims =
    includesText(['captured', 'paid'], status) &&
    facts.total.greaterThan(sum(facts.tenders.map((tender) => tender.gross)));
  return [
    foreign &&
      `transaction ${foreign.id} is in ${foreign.currency}, but the order was paid in ${order.default_currency_code}`,
    claims &&
      facts.chains.length > 0 &&
      mainNet.isZero() &&
      !refunds.refundsListed &&
      `the payment status is "${status}", but no transaction captured anything`,
    isPaymentStatus(order, 'void') &&
      mainNet.greaterThan(0) &&
      `the payment status is "void", but transactions captured ${mainNet.toFixed(facts.digits)}`,
    isPaymentStatus(order, 'partially refunded') &&
      !refunds.refundsListed &&
      'the payment status is "partially refunded", but no transaction says how much was refunded',
    refunds.excess.greaterThan(0) &&
      `transactions refund ${refunds.excess.toFixed(facts.digits)} more than was captured`,
  ]
    .filter((words): words is string => typeof words === 'string')
    .map((words) => conflict(order, words));
}

function tenderConflicts(order: BcOrder, chains: readonly PaymentChain[], digits: number): Issue[] {
  return TENDER_METHODS.flatMap((method) => {
    const listed = sum(chains.filter(({ root }) => root.method === method).map(grossOf));
    const spent = headerAmount(order, method, digits);
    if (listed.isZero() || spent.isZero() || listed.equals(spent)) return [];
    const [one, two] = [spent.toFixed(digits), listed.toFixed(digits)];
    return [conflict(order, `the order says ${one} was paid by ${method}, but its transactions say ${two}`)];
  });
}

const conflict = (order: BcOrder, words: string): Issue =>
  issue(
    'PAYMENT_CONFLICT',
    `Order ${order.id}: ${words}. Compare with the gateway and correct it, or release the order.`,
  );
