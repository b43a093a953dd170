/** How BigCommerce prices lines and charges: discounts come off the true side, tax is rounded per line. */
import { money, type Money, roundTo, sum, ZERO } from '../../../src/domain/money';
import type { LineInput, RawLine } from './an-order';

export interface TaxInput {
  readonly name: string;
  /** Percent. */
  readonly rate: string;
  readonly class?: string;
}

export interface DiscountInput {
  /** For the whole line, in the order's own tax mode. */
  readonly amount: string;
  /** `manual-discount` (default) counts into discount_amount, `coupon` into coupon_discount. */
  readonly id?: string;
  readonly code?: string;
}

/** One amount with its tax, computed as the store does, before and after `off`. */
export interface Priced {
  readonly ex: Money;
  readonly inc: Money;
  readonly tax: Money;
  /** What was paid: net and tax after the discount. */
  readonly paid: { readonly gross: Money; readonly tax: Money };
}

/** Applies `taxes` to an amount of the true side: the store rounds the tax of a line to the currency's smallest unit. */
export function priced(
  amount: Money,
  off: Money,
  taxes: readonly TaxInput[],
  inclusive: boolean,
  digits: number,
): Priced {
  const rate = sum(taxes.map((tax) => money(tax.rate))).div(100);
  const taxOf = (base: Money): Money => base.times(rate).div(inclusive ? rate.plus(1) : 1);
  const after = amount.minus(off);
  const tax = roundTo(taxOf(after), digits);
  // The estimated side is the full amount at the discounted amount's effective rate (bigcommerce-money.md).
  const shownTax = after.isZero() ? taxOf(amount) : amount.times(tax).div(after);
  const [ex, inc] = inclusive ? [amount.minus(shownTax), amount] : [amount, amount.plus(shownTax)];
  return { ex, inc, tax, paid: { gross: inclusive ? after : after.plus(tax), tax } };
}

export const str = (amount: Money): string => amount.toFixed(4);

export interface PricedLine {
  readonly raw: RawLine;
  readonly total: Priced;
  readonly wrapping: Priced;
  readonly off: { readonly coupon: Money; readonly other: Money };
  readonly type: 'physical' | 'digital' | 'giftcertificate';
  readonly address: number | undefined;
}

export function pricedLine(
  line: LineInput,
  index: number,
  price: (amount: string, off: Money, own?: readonly TaxInput[]) => Priced,
): PricedLine {
  const { price: unit = '10', taxes, discounts = [], wrapping, type = 'physical', address, ...given } = line;
  const quantity = Number(given.quantity ?? 1);
  const off = (coupon: boolean): Money =>
    sum(discounts.filter(({ id }) => (id === 'coupon') === coupon).map(({ amount }) => money(amount)));
  const own = type === 'giftcertificate' ? [] : taxes;
  const total = price(money(unit).times(quantity).toFixed(), off(true).plus(off(false)), own);
  const wrap = price(wrapping ?? '0', ZERO, own);
  const per = (amount: Money): string => str(quantity === 0 ? ZERO : amount.div(quantity));
  const raw: RawLine = {
    id: 11 + index,
    product_id: 70 + index,
    name: `Product ${index + 1}`,
    sku: `SKU-${index + 1}`,
    type,
    base_price: str(money(unit)),
    price_ex_tax: per(total.ex),
    price_inc_tax: per(total.inc),
    price_tax: per(total.inc.minus(total.ex)),
    base_total: str(money(unit).times(quantity)),
    total_ex_tax: str(total.ex),
    total_inc_tax: str(total.inc),
    total_tax: str(total.tax),
    quantity,
    wrapping_name: wrapping === undefined ? '' : 'Gift box',
    wrapping_cost_ex_tax: str(wrap.ex),
    wrapping_cost_inc_tax: str(wrap.inc),
    wrapping_cost_tax: str(wrap.tax),
    applied_discounts: discounts.map((discount) => ({ id: 'manual-discount', target: 'order', ...discount })),
    discounted_total_inc_tax: str(total.paid.gross),
    gift_certificate_id: null,
    ...given,
  };
  return { raw, total, wrapping: wrap, off: { coupon: off(true), other: off(false) }, type, address };
}

export function headerOf(
  lines: readonly PricedLine[],
  shipTo: readonly { readonly shipping: Priced; readonly handling: Priced }[],
  fees: readonly Priced[],
) {
  const shipping = shipTo.map((to) => to.shipping);
  const handling = shipTo.map((to) => to.handling);
  const wrapping = lines.map((line) => line.wrapping);
  const all = [...lines.map((line) => line.total), ...shipping, ...handling, ...wrapping, ...fees];
  const gross = sum(all.map((one) => one.paid.gross));
  const tax = sum(all.map((one) => one.tax));
  const triple = <N extends string>(name: N, parts: readonly Priced[]) =>
    ({
      [`${name}_ex_tax`]: str(sum(parts.map((part) => part.ex))),
      [`${name}_inc_tax`]: str(sum(parts.map((part) => part.inc))),
      [`${name}_tax`]: str(sum(parts.map((part) => part.tax))),
    }) as Record<`${N}_ex_tax` | `${N}_inc_tax` | `${N}_tax`, string>;
  return {
    ...triple(
      'subtotal',
      lines.map((line) => line.total),
    ),
    ...triple('shipping_cost', shipping),
    ...triple('handling_cost', handling),
    ...triple('wrapping_cost', wrapping),
    total_ex_tax: str(gross.minus(tax)),
    total_inc_tax: str(gross),
    total_tax: str(tax),
    discount_amount: str(sum(lines.map((line) => line.off.other))),
    coupon_discount: str(sum(lines.map((line) => line.off.coupon))),
    store_credit_amount: '0.0000',
    gift_certificate_amount: '0.0000',
  };
}
