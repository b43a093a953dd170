/**
 * The money of an order as Brightpearl payments, before the account has its say (method code, dates). Keys come from
 * immutable ids alone: neither a change of rules nor a later reading of the same order renames one.
 */
import type { BcTransaction } from '../bigcommerce/schemas/order';
import { tenderRef, transactionRef } from '../domain/ids';
import type { Money } from '../domain/money';
import { grossOf, netOf, type PaymentChain } from './payment-chains';
import { isPaymentStatus, type PaymentFacts } from './payment-facts';
import type { RouteRules } from './rules';
import type { OrderSnapshot, PlannedPayment } from './types';

/** A payment without what the account decides: method code and date. */
export interface PaymentDraft {
  readonly type: PlannedPayment['type'];
  readonly ref: string;
  readonly code: string;
  readonly amount: Money;
  readonly digits: number;
  readonly method: string;
  readonly gateway: string;
  /** BigCommerce's time of it. */
  readonly at: string;
}

export function draftPayments(
  snapshot: OrderSnapshot,
  facts: PaymentFacts,
  rules: Pick<RouteRules, 'payments'>,
): PaymentDraft[] {
  const { order, storeHash } = snapshot;
  const key = { storeHash, orderId: order.id };
  const { digits } = facts;
  const tenders = facts.tenders.map(({ method, net, transaction }) => {
    const ref = tenderRef(key, method, 1);
    const [gateway, at] = [transaction?.gateway ?? '', transaction?.date_created ?? order.date_created];
    return { type: 'RECEIPT' as const, ref, code: ref, amount: net, digits, method, gateway, at };
  });
  const offlineRef = tenderRef(key, 'offline', 1);
  // Without a transaction nobody knows when the money came; the last change is when it was marked as paid.
  const offline = {
    type: 'RECEIPT' as const,
    ref: offlineRef,
    code: offlineRef,
    amount: facts.offline,
    digits,
    method: '',
    gateway: '',
    at: order.date_modified || order.date_created,
  };
  const chains = facts.chains
    .filter((chain) => !isLapsed(chain, snapshot, facts))
    .flatMap((chain) => chainDrafts(chain, snapshot, digits, rules));
  return [...tenders, ...chains, offline].filter(({ amount }) => amount.greaterThan(0));
}

/**
 * Of an order that is paid in full, an authorization of which nothing was captured has lapsed and was renewed, or is not needed:
 * nothing will be captured of it, and nobody voids it.
 */
const isLapsed = (chain: PaymentChain, { order }: OrderSnapshot, { net, total }: PaymentFacts): boolean =>
  chain.money.length === 0 &&
  chain.voided === undefined &&
  !isPaymentStatus(order, 'void') &&
  net.greaterThan(0) &&
  net.greaterThanOrEqualTo(total);

function chainDrafts(
  chain: PaymentChain,
  { order, storeHash }: OrderSnapshot,
  digits: number,
  rules: Pick<RouteRules, 'payments'>,
): PaymentDraft[] {
  const code = transactionRef(storeHash, (chain.authorization?.transaction ?? chain.root).id, 'payment');
  const draft = (
    type: PlannedPayment['type'],
    transaction: BcTransaction,
    ref: string,
    amount: Money,
  ): PaymentDraft => {
    const { method, gateway, date_created: at } = transaction;
    return { type, ref, code, amount, digits, method, gateway, at };
  };
  const captured = chain.money.map(({ transaction, net }, index) =>
    draft(
      chain.authorization ? 'CAPTURE' : 'RECEIPT',
      transaction,
      moneyRef(storeHash, chain, transaction, index),
      net,
    ),
  );
  const open = openAuthorization(chain);
  if (!chain.authorization || !open || !rules.payments.authorizations) return captured;
  const { transaction } = chain.authorization;
  const ref = (type: string): string => transactionRef(storeHash, transaction.id, type);
  const authorized = draft('AUTH', transaction, ref('authorization'), open.plus(netOf(chain)));
  const isVoid = chain.voided !== undefined || isPaymentStatus(order, 'void');
  return [authorized, ...captured, ...(isVoid ? [draft('VOID', chain.voided ?? transaction, ref('void'), open)] : [])];
}

/** What is authorized and not captured; undefined when nothing is. */
export function openAuthorization(chain: PaymentChain): Money | undefined {
  const open = chain.authorization?.amount.minus(grossOf(chain));
  return open?.greaterThan(0) === true ? open : undefined;
}

/**
 * A settlement may first be known as pending, later as settled: both are keyed on the payment's first transaction, so
 * that the later one is the same payment.
 */
function moneyRef(storeHash: string, { root }: PaymentChain, transaction: BcTransaction, index: number): string {
  const repeats = transaction.event === 'settled' || transaction.event === 'pending';
  if (repeats && index === 0) return transactionRef(storeHash, root.id, 'settled');
  return transactionRef(storeHash, transaction.id, transaction.event);
}
