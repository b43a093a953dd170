/**
 * What the transactions of an order say about money, before any rule: which of them are steps of one payment, how much of
 * it was captured, and what is left after refunds. `purchase` and `capture` are money; `settled` and `pending` only
 * repeat money, so they count when nothing they refer to was counted.
 */
import type { BcTransaction } from '../bigcommerce/schemas/order';
import { money, roundTo, sum, ZERO, type Money } from '../domain/money';

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
  const groups = dropRepeats(groupByPayment(transactions), options);
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

export const amountOf = (transaction: BcTransaction, digits: number): Money =>
  roundTo(money(transaction.amount).abs(), digits);

export const grossOf = (chain: PaymentChain): Money => sum(chain.money.map(({ gross }) => gross));
export const netOf = (chain: PaymentChain): Money => sum(chain.money.map(({ net }) => net));

type Group = readonly [BcTransaction, ...BcTransaction[]];

/** Transactions that belong together: by reference, else by the gateway's own id. Each group and the list are by id. */
function groupByPayment(transactions: readonly BcTransaction[]): Group[] {
  const byId = [...transactions].sort((a, b) => a.id - b.id);
  const groups = new Map<number, Group>();
  for (const transaction of byId) {
    const root = rootOf(transaction, byId).id;
    const group = groups.get(root);
    groups.set(root, group ? [...group, transaction] : [transaction]);
  }
  return [...groups.values()];
}

function rootOf(start: BcTransaction, byId: readonly BcTransaction[]): BcTransaction {
  const seen = new Set<number>();
  let current = start;
  for (;;) {
    seen.add(current.id);
    const parent = parentOf(current, byId);
    if (!parent || seen.has(parent.id)) return current;
    current = parent;
  }
}

function parentOf(transaction: BcTransaction, byId: readonly BcTransaction[]): BcTransaction | undefined {
  const referenced = byId.find(({ id }) => id === transaction.reference_transaction_id);
  if (referenced && referenced.id !== transaction.id) return referenced;
  if (transaction.gateway_transaction_id === '') return undefined;
  return byId.find(
    (other) =>
      other.id < transaction.id &&
      other.gateway === transaction.gateway &&
      other.gateway_transaction_id === transaction.gateway_transaction_id,
  );
}

/**
 * Drops settlements that name no payment but repeat one: same gateway, method and amount as a payment that has none yet.
 * A gateway reports all its payments alike, so such a pair is one payment, not two.
 */
function dropRepeats(groups: readonly Group[], { digits }: ChainOptions): Group[] {
  return dropSettled(joinLate(groups, digits), digits);
}

/** A payment that was pending and settled later under no common id: one payment, known by its first transaction. */
function joinLate(groups: readonly Group[], digits: number): Group[] {
  const pending = groups.filter((group) => group.every(({ event }) => event === 'pending'));
  const joined = new Map<Group, Group>();
  const settled = groups.filter((group) => {
    if (!group.every(({ event }) => event === 'settled')) return false;
    const index = pending.findIndex((other) => other[0].id < group[0].id && sameMoney(other, group, digits));
    const [first] = index < 0 ? [] : pending.splice(index, 1);
    if (first) joined.set(first, [...first, ...group]);
    return first !== undefined;
  });
  return groups.filter((group) => !settled.includes(group)).map((group) => joined.get(group) ?? group);
}

function dropSettled(groups: readonly Group[], digits: number): Group[] {
  const unsettled = groups.filter((group) => group.some(isCapture) && !group.some(isRepeat));
  return groups.filter((group) => {
    if (!group.every(isRepeat)) return true;
    const index = unsettled.findIndex((other) => sameMoney(other.filter(isCapture), repeatedMoney(group), digits));
    if (index < 0) return true;
    unsettled.splice(index, 1);
    return false;
  });
}

const isCapture = ({ event }: BcTransaction): boolean => event === 'purchase' || event === 'capture';
const isRepeat = ({ event }: BcTransaction): boolean => event === 'settled' || event === 'pending';

const repeatedMoney = (group: readonly BcTransaction[]): BcTransaction[] => {
  const settled = group.filter(({ event }) => event === 'settled');
  return settled.length > 0 ? settled : group.filter(({ event }) => event === 'pending');
};

function sameMoney(one: readonly BcTransaction[], two: readonly BcTransaction[], digits: number): boolean {
  const [first, second] = [one[0], two[0]];
  if (!first || !second || first.gateway !== second.gateway || first.method !== second.method) return false;
  const total = (parts: readonly BcTransaction[]): Money => sum(parts.map((part) => amountOf(part, digits)));
  return total(one).equals(total(two));
}

function readChain([root, ...rest]: Group, options: ChainOptions): { chain: PaymentChain; excess: Money } {
  const group: Group = [root, ...rest];
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
  group: Group,
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
function reversedBy(group: Group, counted: readonly CountedMoney[], digits: number): readonly CountedMoney[] {
  const voids = group.filter(({ event }) => event === 'void');
  const named = counted.filter(({ transaction }) =>
    voids.some((one) => one.reference_transaction_id === transaction.id),
  );
  if (named.length > 0 || voids.length === 0) return named;
  const authorized = group.findLast(({ event }) => event === 'authorization');
  const open = authorized ? amountOf(authorized, digits).minus(sum(counted.map(({ gross }) => gross))) : ZERO;
  return open.greaterThan(0) ? [] : counted.filter(({ transaction }) => voids.some(({ id }) => id > transaction.id));
}
