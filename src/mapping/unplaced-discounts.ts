/** Discounts of the order that no line lists: money that may have come off shipping, or off the lines all the same. */
import type { BcOrder, BcOrderCoupon } from '../bigcommerce/schemas/order';
import { money, sum, type Money } from '../domain/money';
import type { Charge } from './charges';

export interface UnplacedDiscounts {
  /** Σ of the shipping coupons, wherever the store took it off. */
  readonly shippingCoupons: Money;
  /** What the header's discounts exceed those of the lines by; negative when it is the other way round. */
  readonly unlisted: Money;
}

/** Coupon types of `/coupons`: 3 money off shipping, 4 free shipping. */
const SHIPPING_COUPON_TYPES = [3, 4];

export function unplacedDiscounts(
  order: BcOrder,
  coupons: readonly BcOrderCoupon[],
  charges: readonly Charge[],
): UnplacedDiscounts {
  const ofShipping = coupons.filter((coupon) => SHIPPING_COUPON_TYPES.includes(coupon.type));
  const header = money(order.discount_amount).plus(order.coupon_discount);
  return {
    shippingCoupons: sum(ofShipping.map((coupon) => money(coupon.discount))),
    unlisted: header.minus(sum(charges.map((charge) => charge.discount))),
  };
}
