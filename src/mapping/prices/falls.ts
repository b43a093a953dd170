/** By how much a shopper would pay less than the store shows now, for one unit or for many. */
import { money, type Money } from '../../domain/money';
import type { PriceTier, RecordPrices, ShownRecord } from './types';

export interface Fall {
  readonly percent: Money;
  /** What one unit costs before and after. */
  readonly from: Money;
  readonly to: Money;
}

/**
 * The largest of any quantity, in percent; undefined where nothing falls, or where the store shows nothing to fall from. A sale
 * price may hide the price, so the price is looked at by itself as well.
 */
export function largestFall(shown: ShownRecord | undefined, next: RecordPrices): Fall | undefined {
  if (!shown) return undefined;
  const before = asSold(shown, shown);
  const after = asSold(next, shown);
  const quantities = [1, ...shown.tiers.map(({ from }) => from), ...next.tiers.map(({ from }) => from)];
  const paid = quantities.map((quantity) => [paidFor(before, quantity), paidFor(after, quantity)] as const);
  const falls = [...paid, [amountOf(before.price), amountOf(after.price)] as const].flatMap(
    ([from, to]) => fallOf(from, to) ?? [],
  );
  return falls.reduce<Fall | undefined>(
    (most, fall) => (most && !fall.percent.gt(most.percent) ? most : fall),
    undefined,
  );
}

/** What a variant does not have of its own it has of its product. */
const asSold = (record: RecordPrices, { calculated, productSale }: ShownRecord): RecordPrices => ({
  ...record,
  price: record.price ?? calculated ?? null,
  salePrice: record.salePrice ?? productSale ?? null,
});

function fallOf(from: Money | undefined, to: Money | undefined): Fall | undefined {
  if (!from || !to || from.lte(to) || from.isZero()) return undefined;
  return { percent: from.minus(to).div(from).times(100), from, to };
}

const amountOf = (text: string | null): Money | undefined => (text === null ? undefined : money(text));

function paidFor({ price, salePrice, tiers }: RecordPrices, quantity: number): Money | undefined {
  const single = amountOf(salePrice ?? price);
  const tier = tiers.find(({ from, to }) => quantity >= from && (to === null || quantity <= to));
  return tier && single ? tierPrice(tier, single) : single;
}

function tierPrice({ kind, amount }: PriceTier, single: Money): Money {
  switch (kind) {
    case 'fixed':
      return money(amount);
    case 'price':
      return single.minus(amount);
    case 'percent':
      return single.times(money(100).minus(amount)).div(100);
  }
}
