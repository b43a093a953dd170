/**
 * The ways in which an order's figures may be meant. What is unproved about BigCommerce's money (where a shipping coupon
 * lands, whether a fee or a gift certificate is in the total, when tax was computed) is a choice here, with a name; every
 * combination gives net and tax per charge, and `proof.ts` keeps those that reach the store's total and tax.
 */
import type { BcOrder, BcOrderCoupon } from '../bigcommerce/schemas/order';
import { sum, ZERO, type Money } from '../domain/money';
import {
  deductionsOf,
  feeChoices,
  lineBases,
  placementsOf,
  type Deduction,
  type FeeChoice,
  type LineBasis,
  type Placement,
} from './basis-choices';
import type { Charge } from './charges';
import type { TaxMode } from './tax-mode';
import { unplacedDiscounts } from './unplaced-discounts';

/** Net and tax of one charge, exact: as sold, and without its discounts. */
export interface ChargeAmounts {
  readonly charge: Charge;
  readonly net: Money;
  readonly tax: Money;
  readonly before: { readonly net: Money; readonly tax: Money };
}

export interface Basis {
  /** Choices joined, e.g. `line-discounted-total` or `line-applied-discounts, shipping-coupon-off-shipping`. */
  readonly name: string;
  readonly mode: TaxMode;
  readonly amounts: readonly ChargeAmounts[];
  /** Tenders taken off `total_inc_tax`, which the document must add again. */
  readonly deducted: Money;
  /** Nothing but the lines' own reading is assumed: fees count, nothing was taken off beside what the lines list. */
  readonly plain: boolean;
  /** The distribution over lines is ours, not the store's: sound only where all lines share one tax code. */
  readonly needsOneTaxCode: boolean;
}

/** What a reading is called among all of an order, e.g. `inclusive: line-discounted-total`: an amendment names it so. */
export const titleOf = ({ mode, name }: Pick<Basis, 'mode' | 'name'>): string => `${mode}: ${name}`;

/** All distinct readings, in the fixed order in which they are preferred. */
export function basesOf(
  order: BcOrder,
  coupons: readonly BcOrderCoupon[],
  charges: readonly Charge[],
  modes: readonly TaxMode[],
): Basis[] {
  const choices = {
    lines: lineBases(charges),
    placements: placementsOf(unplacedDiscounts(order, coupons, charges), charges),
    fees: feeChoices(charges),
    deductions: deductionsOf(order),
  };
  return modes.flatMap((mode) =>
    choices.deductions.flatMap((deduction) =>
      choices.fees.flatMap((fees) =>
        choices.placements.flatMap((placement) =>
          choices.lines.flatMap((lines) => basis(mode, charges, lines, placement, fees, deduction)),
        ),
      ),
    ),
  );
}

function basis(
  mode: TaxMode,
  charges: readonly Charge[],
  lines: LineBasis,
  placement: Placement,
  fees: FeeChoice,
  deduction: Deduction,
): Basis[] {
  const included = charges.filter((charge) => fees.included || charge.kind !== 'fee');
  const shares = sharesOf(placement, included, mode);
  if (!shares) return [];
  const amounts = included.map((charge, index) =>
    charge.line === undefined
      ? readOther(charge, mode, shares[index] ?? ZERO, placement.scalesTax)
      : readLine(charge, mode, lines, shares[index] ?? ZERO),
  );
  const assumed = [placement.name, fees.name, deduction.name].filter((part) => part !== '');
  return [
    {
      name: [lines.name, ...assumed].join(', '),
      mode,
      amounts,
      deducted: deduction.amount,
      plain: assumed.length === 0,
      needsOneTaxCode: placement.off === 'lines',
    },
  ];
}

/** Each charge's share of a discount that is listed nowhere, in proportion; undefined when it is more than they cost. */
function sharesOf(placement: Placement, charges: readonly Charge[], mode: TaxMode): Money[] | undefined {
  if (placement.off === 'nothing') return charges.map(() => ZERO);
  const takes = (charge: Charge): boolean =>
    placement.off === 'shipping' ? charge.kind === 'shipping' : charge.kind === 'line';
  const costs = charges.map((charge) => (takes(charge) ? trueSide(charge, mode).minus(charge.discount) : ZERO));
  const total = sum(costs);
  if (total.lt(placement.amount) || total.isZero()) return undefined;
  return costs.map((cost) => placement.amount.times(cost).div(total));
}

const trueSide = (charge: Charge, mode: TaxMode): Money => (mode === 'inclusive' ? charge.inc : charge.ex);

function readLine(charge: Charge, mode: TaxMode, lines: LineBasis, share: Money): ChargeAmounts {
  const full = trueSide(charge, mode);
  if (lines.fromDiscountedTotal && charge.discounted) {
    const paid = mode === 'inclusive' ? charge.discounted : charge.discounted.minus(charge.tax);
    return amountsOf(charge, mode, { full, paid, tax: charge.tax, scalesTax: false });
  }
  const paid = full.minus(charge.discount).minus(share);
  return amountsOf(charge, mode, { full, paid, tax: charge.tax, scalesTax: lines.taxBeforeDiscounts === true });
}

const readOther = (charge: Charge, mode: TaxMode, share: Money, scalesTax: boolean): ChargeAmounts => {
  const full = trueSide(charge, mode);
  return amountsOf(charge, mode, { full, paid: full.minus(share), tax: charge.tax, scalesTax });
};

interface Reading {
  /** Amount of the true side before and after discounts. */
  readonly full: Money;
  readonly paid: Money;
  /** As printed: of `paid`, or of `full` when it is to be scaled. */
  readonly tax: Money;
  readonly scalesTax: boolean;
}

function amountsOf(charge: Charge, mode: TaxMode, { full, paid, tax, scalesTax }: Reading): ChargeAmounts {
  const paidTax = scalesTax ? proportion(tax, paid, full) : tax;
  const fullTax =
    scalesTax || paid.eq(full) ? tax : paid.isZero() ? charge.inc.minus(charge.ex) : proportion(tax, full, paid);
  const netOf = (amount: Money, itsTax: Money): Money => (mode === 'inclusive' ? amount.minus(itsTax) : amount);
  return {
    charge,
    net: netOf(paid, paidTax),
    tax: paidTax,
    before: { net: netOf(full, fullTax), tax: fullTax },
  };
}

const proportion = (tax: Money, part: Money, whole: Money): Money =>
  whole.isZero() ? tax : tax.times(part).div(whole);
