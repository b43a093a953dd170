/**
 * What the transactions of an order say about money, before any rule: which of them are steps of one payment, how much of
 * it was captured, and what is left after refunds. `purchase` and `capture` are money; `settled` and `pending` only
 * repeat money, so they count when nothing they refer to was counted.
 */
import type { BcTransaction } from '../bigcommerce/schemas/order';
import { sum, ZERO, type Money } from '../domain/money';
import { amountOf, isCapture, paymentGroups, type PaymentGroup } from './payment-groups';

/** Money that one transaction brought. */
export interface CountedMoney {
  readonly transaction: BcTransaction;
  readonly gross: Money;
  /** After refunds. */
  readonly net: Money;
}

/** One payment: an authorization with its captures, or a purchase with its settlement. */
export interface PaymentChain {
  readonly root: BcTransaction;
  readonly authorization?: { readonly transaction: BcTransaction; readonly amount: Money };
  readonly money: readonly CountedMoney[];
  readonly voided?: BcTransaction;
}

export interface ChainReading {
  readonly chains: readonly PaymentChain[];
  /** Refunds that name no payment of the order. */
  readonly looseRefunds: readonly BcTransaction[];
  /** Refunded beyond what the payment named had captured. */
  readonly excessRefund: Money;
}

export interface ChainOptions {
  /** Digits of the currency's minor unit. */
  readonly digits: number;
  /** Whether a payment known only as `pending` has been received. */
  readonly pendingIsMoney: (transaction: BcTransaction) => boolean;
}

/** Takes successful transactions of one currency, in any order. */
export function readChains(transactions: readonly BcTransaction[], options: ChainOptions): ChainReading {
  const groups = paymentGroups(transactions, options.digits);
  const loose = groups.filter((group) => group.every(({ event }) => event === 'refund'));
  const readings = groups.filter((group) => !loose.includes(group)).map((group) => readChain(group, options));
  return {
    chains: readings.map(({ chain }) => chain),
    looseRefunds: loose.flat(),
    excessRefund: sum(readings.map(({ excess }) => excess)),
  };
}

/** Takes `amount` off `parts`: off the one named first, then off the others, latest first. Returns what found no part. */
export function takeRefund(
  parts: readonly CountedMoney[],
  amount: Money,
  ofTransaction?: number | null,
): { readonly parts: CountedMoney[]; readonly excess: Money } {
  const order = [
    ...parts.filter(({ transaction }) => transaction.id === ofTransaction),
    ...parts.filter(({ transaction }) => transaction.id !== ofTransaction).reverse(),
  ];
  let left = amount;
  const nets = new Map<CountedMoney, Money>();
  for (const part of order) {
    const taken = left.lessThan(part.net) ? left : part.net;
    nets.set(part, part.net.minus(taken));
    left = left.minus(taken);
  }
  return { parts: parts.map((part) => ({ ...part, net: nets.get(part) ?? part.net })), excess: left };
}

export const grossOf = (chain: PaymentChain): Money => sum(chain.money.map(({ gross }) => gross));
export const netOf = (chain: PaymentChain): Money => sum(chain.money.map(({ net }) => net));

function readChain([root, ...rest]: PaymentGroup, options: ChainOptions): { chain: PaymentChain; excess: Money } {
  const group: PaymentGroup = [root, ...rest];
  const authorizations = group.filter(({ event }) => event === 'authorization');
  const [first, last] = [authorizations[0], authorizations.at(-1)];
  const counted = countedMoney(group, options).map((transaction) => {
    const gross = amountOf(transaction, options.digits);
    return { transaction, gross, net: gross };
  });
  const voided = group.find(({ event }) => event === 'void');
  const taken = takeBack(group, counted, options.digits);
  const chain: PaymentChain = {
    root,
    money: taken.parts,
    ...(first && last ? { authorization: { transaction: first, amount: amountOf(last, options.digits) } } : {}),
    ...(voided ? { voided } : {}),
  };
  return { chain, excess: taken.excess };
}

function countedMoney(group: readonly BcTransaction[], { pendingIsMoney }: ChainOptions): BcTransaction[] {
  const captures = group.filter(isCapture);
  if (captures.length > 0) return captures;
  const settled = group.filter(({ event }) => event === 'settled');
  return settled.length > 0 ? settled : group.filter((one) => one.event === 'pending' && pendingIsMoney(one));
}

/** Refunds, and voids of money already counted (a capture reversed before it settled), off what was counted. */
function takeBack(
  group: PaymentGroup,
  counted: readonly CountedMoney[],
  digits: number,
): { parts: readonly CountedMoney[]; excess: Money } {
  const reversed = new Set(reversedBy(group, counted, digits).map(({ transaction }) => transaction.id));
  const start = counted.map((part) => (reversed.has(part.transaction.id) ? { ...part, net: ZERO } : part));
  return group
    .filter(({ event }) => event === 'refund')
    .reduce<{ parts: readonly CountedMoney[]; excess: Money }>(
      (state, refund) => {
        const next = takeRefund(state.parts, amountOf(refund, digits), refund.reference_transaction_id);
        return { parts: next.parts, excess: state.excess.plus(next.excess) };
      },
      { parts: start, excess: ZERO },
    );
}

/**
 * The money that a void undoes: the capture it names; or, when it names none and nothing authorized is left to void,
 * all that was counted before it.
 */
function reversedBy(group: PaymentGroup, counted: readonly CountedMoney[], digits: number): readonly CountedMoney[] {
  const voids = group.filter(({ event }) => event === 'void');
  const named = counted.filter(({ transaction }) =>
    voids.some((one) => one.reference_transaction_id === transaction.id),
  );
  if (named.length > 0 || voids.length === 0) return named;
  const authorized = group.findLast(({ event }) => event === 'authorization');
  const open = authorized ? amountOf(authorized, digits).minus(sum(counted.map(({ gross }) => gross))) : ZERO;
  return open.greaterThan(0) ? [] : counted.filter(({ transaction }) => voids.some(({ id }) => id > transaction.id));
}
