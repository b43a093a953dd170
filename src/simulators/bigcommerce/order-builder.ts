import { minorUnits, money, roundTo, sum, ZERO, type Money } from '../../domain/money';
import { rfc2822 } from './dates';
import { couponRow, discountsOf, type Discounts } from './order-discounts';
import { consignmentsOf, costsOf, feesOf, type BuiltCosts } from './order-builder-costs';
import { buildLines, type BuiltLine } from './order-builder-lines';
import { paymentsOf } from './order-builder-payments';
import type { MoneyAssumptions, OrderInput } from './order-input';
import { addSides, costSides, estimatedSides, fourPlaces, sideFields, type Sides } from './order-money';
import type { Fields } from './state';

/** An order with its sub-resources, as `POST /_sim/orders` takes it. Ids count from 1 and are provisional. */
export interface BuiltOrder {
  readonly order: Fields;
  readonly taxes: readonly Fields[];
  readonly coupons: readonly Fields[];
  readonly transactions: readonly Fields[];
}

const ASSUMPTIONS: MoneyAssumptions = {
  feesInTotal: true,
  giftCertificatesReduceTotal: false,
  shippingCoupon: 'shipping-cost',
};

const BILLING: Fields = {
  first_name: 'Jane',
  last_name: 'Doe',
  company: '',
  street_1: '1 Main Street',
  street_2: '',
  city: 'Austin',
  state: 'Texas',
  zip: '78701',
  country: 'United States',
  country_iso2: 'US',
  phone: '555-0100',
  email: 'jane.doe@example.com',
  form_fields: [],
};

/**
 * A complete order whose figures agree as those of real orders do: discounts come off the amounts of its tax mode, tax is
 * after discounts and rounded per line, `total_ex_tax` is `total_inc_tax` − `total_tax`, the other side is estimated.
 */
export function buildOrder(input: OrderInput): BuiltOrder {
  const assumptions = { ...ASSUMPTIONS, ...input.assumptions };
  const digits = minorUnits(input.currency ?? 'USD') ?? 2;
  const amounts = input.lines.map((line) => roundTo(money(line.price).times(line.quantity ?? 1), digits));
  const discounts = discountsOf(input, amounts, digits);
  const lines = buildLines(input, discounts, digits);
  const costs = costsOf(input, discounts, assumptions, digits);
  const fees = feesOf(input, digits);
  const totals = totalsOf(input, assumptions, { lines, costs, fees: fees.sides, discounts });
  const payments = paymentsOf(input, totals.total.inc, assumptions);
  const billing = { ...BILLING, ...input.billing };
  return {
    order: {
      ...descriptionOf(input, lines),
      ...totals.fields,
      ...payments.fields,
      billing_address: billing,
      consignments: consignmentsOf(input, billing, lines, costs),
      fees: fees.rows,
      ...input.fields,
    },
    taxes: [...lines.flatMap(({ taxRows }) => taxRows), ...costs.taxRows],
    coupons: input.coupon ? [couponRow(input.coupon, discounts.coupon.plus(discounts.shipping))] : [],
    transactions: payments.transactions,
  };
}

interface Parts {
  readonly lines: readonly BuiltLine[];
  readonly costs: BuiltCosts;
  readonly fees: Sides;
  readonly discounts: Discounts;
}

function totalsOf(input: OrderInput, assumptions: MoneyAssumptions, { lines, costs, fees, discounts }: Parts) {
  const shippingCoupon = assumptions.shippingCoupon === 'coupon-discount' ? discounts.shipping : ZERO;
  const off = discounts.manual.plus(discounts.coupon);
  const wrapping = addSides(lines.map((line) => line.wrapping));
  const subtotal = subtotalOf(input, lines, off);
  const counted = [subtotal, costs.shipping, costs.handling, wrapping, ...(assumptions.feesInTotal ? [fees] : [])];
  const spent = assumptions.giftCertificatesReduceTotal ? money(input.giftCertificateAmount ?? 0) : ZERO;
  const total = totalOf(input, counted, off.plus(shippingCoupon), spent);
  const fields = {
    ...sideFields('subtotal', subtotal),
    base_shipping_cost: fourPlaces(trueSide(input, costs.shipping)),
    ...sideFields('shipping_cost', costs.shipping),
    base_handling_cost: fourPlaces(trueSide(input, costs.handling)),
    ...sideFields('handling_cost', costs.handling),
    base_wrapping_cost: fourPlaces(trueSide(input, wrapping)),
    ...sideFields('wrapping_cost', wrapping),
    ...sideFields('total', total),
    discount_amount: fourPlaces(discounts.manual),
    coupon_discount: fourPlaces(discounts.coupon.plus(shippingCoupon)),
  };
  return { total, fields };
}

const trueSide = ({ taxMode }: OrderInput, { ex, inc }: Sides): Money => (taxMode === 'inclusive' ? inc : ex);

function subtotalOf(input: OrderInput, lines: readonly BuiltLine[], off: Money): Sides {
  const tax = sum(lines.map((line) => line.tax));
  return estimatedSides(input.taxMode, sum(lines.map((line) => line.amount)), off, tax);
}

/** The sum of the true side less discounts, and the sum of the taxes, which are after discounts already. */
function totalOf(input: OrderInput, counted: readonly Sides[], off: Money, spent: Money): Sides {
  const tax = sum(counted.map((part) => part.tax));
  const amount = sum(counted.map((part) => trueSide(input, part))).minus(off);
  return costSides(input.taxMode, amount.minus(spent), tax);
}

function descriptionOf(input: OrderInput, lines: readonly BuiltLine[]): Fields {
  const currency = input.currency ?? 'USD';
  const storeCurrency = input.storeCurrency ?? currency;
  return {
    ...(input.id === undefined ? {} : { id: input.id }),
    ...(input.dateCreated === undefined ? {} : { date_created: rfc2822(input.dateCreated) }),
    status_id: input.statusId ?? 11,
    customer_id: input.customerId ?? 0,
    channel_id: input.channelId ?? 1,
    is_tax_inclusive_pricing: input.taxMode === 'inclusive',
    items_total: lines.reduce((total, line) => total + line.quantity, 0),
    currency_code: currency,
    currency_exchange_rate: '1.0000000000',
    default_currency_code: currency,
    store_default_currency_code: storeCurrency,
    store_default_to_transactional_exchange_rate: money(input.exchangeRate ?? 1).toFixed(10),
    tax_provider_id: 'BasicTaxProvider',
    order_source: 'www',
  };
}
