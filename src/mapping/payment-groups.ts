/** Which transactions of an order are steps of one payment. `payment-chains.ts` reads what each of them says about money. */
import type { BcTransaction } from '../bigcommerce/schemas/order';
import { money, roundTo, sum, type Money } from '../domain/money';

/** Transactions that are steps of one payment, by id. */
export type PaymentGroup = readonly [BcTransaction, ...BcTransaction[]];

/**
 * Each payment once, in the order in which they began. Takes successful transactions of one currency, in any order.
 * @param digits of the currency's minor unit
 */
export function paymentGroups(transactions: readonly BcTransaction[], digits: number): PaymentGroup[] {
  return dropSettled(joinLate(groupByPayment(transactions), digits), digits);
}

export const amountOf = (transaction: BcTransaction, digits: number): Money =>
  roundTo(money(transaction.amount).abs(), digits);

/** Transactions that belong together: by reference, else by the gateway's own id. Each group and the list are by id. */
function groupByPayment(transactions: readonly BcTransaction[]): PaymentGroup[] {
  const byId = [...transactions].sort((a, b) => a.id - b.id);
  const groups = new Map<number, PaymentGroup>();
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

/** A payment that was pending and settled later under no common id: one payment, known by its first transaction. */
function joinLate(groups: readonly PaymentGroup[], digits: number): PaymentGroup[] {
  const pending = groups.filter((group) => group.every(({ event }) => event === 'pending'));
  const joined = new Map<PaymentGroup, PaymentGroup>();
  const settled = groups.filter((group) => {
    if (!group.every(({ event }) => event === 'settled')) return false;
    const index = pending.findIndex((other) => other[0].id < group[0].id && sameMoney(other, group, digits));
    const [first] = index < 0 ? [] : pending.splice(index, 1);
    if (first) joined.set(first, [...first, ...group]);
    return first !== undefined;
  });
  return groups.filter((group) => !settled.includes(group)).map((group) => joined.get(group) ?? group);
}

/**
 * Drops settlements that name no payment but repeat one: same gateway, method and amount as a payment that has none yet.
 * A gateway reports all its payments alike, so such a pair is one payment, not two.
 */
function dropSettled(groups: readonly PaymentGroup[], digits: number): PaymentGroup[] {
  const unsettled = groups.filter((group) => group.some(isCapture) && !group.some(isRepeat));
  return groups.filter((group) => {
    if (!group.every(isRepeat)) return true;
    const index = unsettled.findIndex((other) => sameMoney(other.filter(isCapture), repeatedMoney(group), digits));
    if (index < 0) return true;
    unsettled.splice(index, 1);
    return false;
  });
}

export const isCapture = ({ event }: BcTransaction): boolean => event === 'purchase' || event === 'capture';
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
