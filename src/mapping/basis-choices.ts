/** What is open about BigCommerce's money, each as a list of named choices; the first is what the evidence favors. */
import type { BcOrder } from '../bigcommerce/schemas/order';
import { money, ZERO, type Money } from '../domain/money';
import type { Charge } from './charges';
import type { UnplacedDiscounts } from './unplaced-discounts';

/** How a line's own figures are read. */
export interface LineBasis {
  readonly name: string;
  /** Undefined where the figures give tax after discounts. */
  readonly taxBeforeDiscounts?: true;
  readonly fromDiscountedTotal?: true;
}

export const lineBases = (charges: readonly Charge[]): LineBasis[] => [
  ...(haveDiscountedTotals(charges) ? [{ name: 'line-discounted-total', fromDiscountedTotal: true } as const] : []),
  { name: 'line-applied-discounts' },
  { name: 'line-tax-before-discounts', taxBeforeDiscounts: true },
];

function haveDiscountedTotals(charges: readonly Charge[]): boolean {
  const lines = charges.filter((charge) => charge.line !== undefined);
  return lines.length > 0 && lines.every((line) => line.discounted !== undefined);
}

/** A discount that no line lists, and what it comes off. */
export interface Placement {
  readonly name: string;
  readonly off: 'nothing' | 'shipping' | 'lines';
  readonly amount: Money;
  /** Whether the printed tax is still the one before this discount. */
  readonly scalesTax: boolean;
}

export function placementsOf(
  { shippingCoupons, unlisted }: UnplacedDiscounts,
  charges: readonly Charge[],
): Placement[] {
  const offShipping = (name: string, amount: Money): Placement[] => [
    { name, off: 'shipping', amount, scalesTax: false },
    { name: `${name}-and-its-tax`, off: 'shipping', amount, scalesTax: true },
  ];
  // The shipping coupons explain it, or the lines say themselves what was paid for them: then it is not theirs.
  const explained = unlisted.lte(0) || unlisted.eq(shippingCoupons);
  const ofLines = !explained && !haveDiscountedTotals(charges);
  return [
    { name: '', off: 'nothing', amount: ZERO, scalesTax: false },
    ...(shippingCoupons.gt(0) ? offShipping('shipping-coupon-off-shipping', shippingCoupons) : []),
    ...(ofLines
      ? [{ name: 'unlisted-discount-over-lines', off: 'lines', amount: unlisted, scalesTax: false } as const]
      : []),
    ...(explained ? [] : offShipping('unlisted-discount-off-shipping', unlisted)),
  ];
}

export interface FeeChoice {
  readonly name: string;
  readonly included: boolean;
}

export const feeChoices = (charges: readonly Charge[]): FeeChoice[] => [
  { name: '', included: true },
  ...(charges.some(({ kind }) => kind === 'fee') ? [{ name: 'fees-outside-total', included: false }] : []),
];

export interface Deduction {
  readonly name: string;
  readonly amount: Money;
}

/** Gift certificates and store credit are payments; whether the total is printed before or after them is undocumented. */
export function deductionsOf(order: BcOrder): Deduction[] {
  const certificates = money(order.gift_certificate_amount);
  const credit = money(order.store_credit_amount);
  const all = [
    { name: '', amount: ZERO },
    { name: 'total-after-gift-certificates', amount: certificates },
    { name: 'total-after-store-credit', amount: credit },
    { name: 'total-after-gift-certificates-and-store-credit', amount: certificates.plus(credit) },
  ];
  return all.filter(({ amount }, index) => index === all.findIndex((other) => other.amount.eq(amount)));
}
