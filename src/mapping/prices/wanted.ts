/** What one rule makes of one product's price. What cannot be told is no price at all, and says why. */
import { money, roundTo, ZERO, type Money } from '../../domain/money';
import type { Feed } from './feeds';
import type { PriceRules } from './rule-schema';
import {
  recordKey,
  targetName,
  type AccountPrice,
  type PricedVariant,
  type PriceIssue,
  type PriceIssueCode,
  type PriceTier,
} from './types';

export type Wanted =
  /** Printed with the currency's digits; `tiers` where the rule has them. */
  | { readonly kind: 'price'; readonly price: string; readonly tiers?: readonly PriceTier[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly issue: PriceIssue };

interface Break {
  readonly from: number;
  readonly price: Money;
}

export function wantedPrice(
  feed: Feed,
  variant: PricedVariant,
  answer: AccountPrice | undefined,
  { taxRates }: Pick<PriceRules, 'taxRates'>,
): Wanted {
  const { rule, list, target, tax } = feed;
  const unknown = (code: PriceIssueCode, what: string): Wanted => {
    const message = `SKU ${variant.sku} (variant ${variant.variantId}), ${rule.field} of ${targetName(target)}: ${what}`;
    return { kind: 'unknown', issue: { code, subject: recordKey({ target, variantId: variant.variantId }), message } };
  };
  const source = `product ${variant.productId} in the Brightpearl price list ${list.priceListId} (${list.name})`;
  if (!answer) {
    const message = `Brightpearl does not answer for ${source}. See that the product exists; the store's price stays until then.`;
    return unknown('PRICE_UNKNOWN', message);
  }
  if (answer.currency.toUpperCase() !== target.currency) {
    return unknown(
      'CURRENCY_DIFFERS',
      `Brightpearl answers in ${answer.currency} for ${source}. Check the list's currency.`,
    );
  }
  const breaks = breaksOf(answer);
  if (breaks === undefined) {
    return unknown(
      'PRICE_UNREADABLE',
      `Brightpearl's prices cannot be read: ${printedBreaks(answer)}. Correct ${source}.`,
    );
  }
  const [first] = breaks;
  if (!first) return { kind: 'none' };
  if (first.from > 1) {
    return unknown(
      'NO_SINGLE_PRICE',
      `${source} has a price from ${first.from} units only. Add one for a single unit.`,
    );
  }
  const percent = taxRates.find(({ taxClass }) => taxClass === variant.taxClassId)?.percent;
  if (tax !== 'same' && percent === undefined) {
    const message = `\`taxRates\` has no rate for its tax class ${variant.taxClassId}. Add one, or change the class of the product.`;
    return unknown('NO_TAX_RATE', message);
  }
  const used = feed.hasTiers ? breaks : [first];
  const converted = used.map(({ from, price }) => ({ from, price: inStore(price, feed, percent ?? '0') }));
  if (converted.some(({ price }, index) => isRefusedZero(price, used[index]?.price ?? ZERO, feed))) {
    const message = `${source} is ${printedBreaks(answer)}, which the store would show as 0. Take the price away if there is none, or correct it.`;
    return unknown('ZERO_PRICE', message);
  }
  return wantedOf(converted, feed);
}

/** From the smallest quantity up; undefined where any of it cannot be read. */
function breaksOf({ quantityPrice }: AccountPrice): readonly Break[] | undefined {
  const breaks = Object.entries(quantityPrice).map(([from, price]) => ({ from: Number(from), price: amount(price) }));
  const isReadable = breaks.every(
    ({ from, price }) => Number.isSafeInteger(from) && from >= 1 && price !== undefined && !price.isNegative(),
  );
  if (!isReadable) return undefined;
  return breaks.map(({ from, price }) => ({ from, price: price ?? ZERO })).sort((one, two) => one.from - two.from);
}

function amount(text: string): Money | undefined {
  try {
    return money(text);
  } catch {
    return undefined;
  }
}

const printedBreaks = ({ quantityPrice }: AccountPrice): string =>
  Object.entries(quantityPrice)
    .map(([from, price]) => `${price} from ${from}`)
    .join(', ');

function inStore(price: Money, { tax, digits }: Feed, percent: string): Money {
  const factor = money(percent).div(100).plus(1);
  if (tax === 'same') return roundTo(price, digits);
  return roundTo(tax === 'add' ? price.times(factor) : price.div(factor), digits);
}

/** A price that only rounding makes 0 is a mistake whatever the rule says. */
const isRefusedZero = (price: Money, source: Money, { rule }: Feed): boolean =>
  price.isZero() && !(rule.zeroPrice === 'write' && source.isZero());

/** The first break is the price itself; one that changes nothing is no tier. */
function wantedOf(breaks: readonly Break[], { digits, hasTiers }: Feed): Wanted {
  const [first, ...rest] = breaks.filter(
    ({ price }, index) => index === 0 || !price.eq(breaks[index - 1]?.price ?? ZERO),
  );
  if (!first) return { kind: 'none' };
  const price = first.price.toFixed(digits);
  if (!hasTiers) return { kind: 'price', price };
  const tiers = rest.map(({ from, price: each }, index): PriceTier => {
    const next = rest[index + 1];
    return { from, to: next ? next.from - 1 : null, kind: 'fixed', amount: each.toFixed(digits) };
  });
  return { kind: 'price', price, tiers };
}
