/** The discounts of an order being built: how much, and which line bears what. */
import { money, roundTo, sum, ZERO, type Money } from '../../domain/money';
import type { CouponInput, LineInput, OrderInput } from './order-input';
import { spread } from './order-money';
import type { Fields } from './state';

export interface Discounts {
  /** Per line: the entries of its `applied_discounts`. */
  readonly applied: readonly (readonly { readonly amount: Money; readonly fields: Fields }[])[];
  /** Off the order by hand. */
  readonly manual: Money;
  /** Off the lines by coupon. */
  readonly coupon: Money;
  /** Off shipping by coupon. */
  readonly shipping: Money;
}

/** The `type` of `/coupons` by kind. */
const COUPON_TYPES = { per_item: 0, percentage: 1, per_total: 2, shipping: 3, free_shipping: 4 } as const;

/** @param amounts of the lines, before discounts. */
export function discountsOf(input: OrderInput, amounts: readonly Money[], digits: number): Discounts {
  const manual = money(input.discount ?? 0);
  const manualShares = spread(manual, discountable(input.lines, amounts), digits);
  const couponShares = couponSharesOf(input, amounts, digits);
  return {
    applied: amounts.map((_, index) => [
      ...entry(manualShares[index], { id: 'manual-discount', name: 'Manual Discount', code: null, target: 'order' }),
      ...entry(couponShares[index], input.coupon ? couponEntry(input.coupon) : {}),
    ]),
    manual,
    coupon: sum(couponShares),
    shipping: shippingDiscount(input),
  };
}

/** The row of `/coupons`; `discount` is the money off. */
export const couponRow = ({ code, type, amount }: CouponInput, discount: Money): Fields => ({
  id: 1,
  coupon_id: 1,
  code,
  amount: fourDigits(amount),
  type: COUPON_TYPES[type],
  discount: discount.toNumber(),
});

const fourDigits = (amount: string | number): string => money(amount).toFixed(4);

const entry = (amount: Money | undefined, fields: Fields) =>
  amount === undefined || amount.isZero() ? [] : [{ amount, fields: { ...fields, amount: amount.toFixed(4) } }];

const couponEntry = ({ code, type }: CouponInput): Fields =>
  type === 'per_total'
    ? { id: 'total-coupon', name: code, code, target: 'order' }
    : { id: 'coupon', name: code, code, target: 'product' };

function couponSharesOf({ coupon, lines }: OrderInput, amounts: readonly Money[], digits: number): Money[] {
  const none = amounts.map(() => ZERO);
  if (!coupon) return none;
  const eligible = discountable(lines, amounts).map((amount, index) =>
    (coupon.lines?.includes(index) ?? true) ? amount : ZERO,
  );
  const off = money(coupon.amount);
  switch (coupon.type) {
    case 'per_item':
      return eligible.map((amount, index) => least(amount, off.times(lines[index]?.quantity ?? 1)));
    case 'percentage':
      return spread(roundTo(sum(eligible).times(off).div(100), digits), eligible, digits);
    case 'per_total':
      return spread(least(sum(eligible), off), eligible, digits);
    case 'shipping':
    case 'free_shipping':
      return none;
  }
}

/** A gift certificate sold is worth its price. */
const discountable = (lines: readonly LineInput[], amounts: readonly Money[]): Money[] =>
  amounts.map((amount, index) => (lines[index]?.type === 'giftcertificate' ? ZERO : amount));

function shippingDiscount({ coupon, shipping }: OrderInput): Money {
  const cost = money(shipping?.cost ?? 0);
  if (coupon?.type === 'free_shipping') return cost;
  return coupon?.type === 'shipping' ? least(cost, money(coupon.amount)) : ZERO;
}

const least = (a: Money, b: Money): Money => (a.lt(b) ? a : b);
