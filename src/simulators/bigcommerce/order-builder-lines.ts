import { money, roundTo, sum, ZERO, type Money } from '../../domain/money';
import type { Discounts } from './order-discounts';
import type { LineInput, OrderInput, TaxMode } from './order-input';
import {
  costSides,
  estimatedSides,
  fourPlaces,
  NO_SIDES,
  sideFields,
  taxesOf,
  taxParts,
  taxTotal,
  type Sides,
  type TaxPart,
} from './order-money';
import type { Fields } from './state';

export interface BuiltLine {
  readonly type: NonNullable<LineInput['type']>;
  readonly quantity: number;
  /** Index of its address. */
  readonly address: number;
  /** True side, before discounts. */
  readonly amount: Money;
  /** After discounts. */
  readonly tax: Money;
  readonly wrapping: Sides;
  readonly fields: Fields;
  readonly taxRows: readonly Fields[];
}

/** The lines with their discounts and taxes, as BigCommerce shows them; ids count from 1. */
export const buildLines = (input: OrderInput, discounts: Discounts, digits: number): BuiltLine[] =>
  input.lines.map((line, index) => buildLine(input.taxMode, line, index, discounts.applied[index] ?? [], digits));

function buildLine(
  mode: TaxMode,
  line: LineInput,
  index: number,
  applied: Discounts['applied'][number],
  digits: number,
): BuiltLine {
  const quantity = line.quantity ?? 1;
  const amount = roundTo(money(line.price).times(quantity), digits);
  const discount = sum(applied.map((entry) => entry.amount));
  const parts = taxParts(mode, amount.minus(discount), taxesOf(line), digits);
  const tax = taxTotal(parts);
  const wrapping = wrappingOf(mode, line, digits);
  const paid = costSides(mode, amount.minus(discount), tax).inc;
  return {
    type: line.type ?? 'physical',
    quantity,
    address: line.address ?? 0,
    amount,
    tax,
    wrapping: wrapping.sides,
    taxRows: [
      ...taxRowsOf(parts, { type: 'item', address: addressIdOf(line), lineId: index + 1 }),
      ...taxRowsOf(wrapping.parts, { type: 'gift-wrapping', address: addressIdOf(line), lineId: null }),
    ],
    fields: {
      ...identityOf(line, index),
      quantity,
      base_price: fourPlaces(money(line.price)),
      ...sideFields('price', unitSides(mode, money(line.price), amount.minus(discount), tax)),
      base_total: fourPlaces(amount),
      ...sideFields('total', estimatedSides(mode, amount, discount, tax)),
      ...wrappingFields(mode, line, wrapping.sides),
      applied_discounts: applied.map((entry) => entry.fields),
      discounted_total_inc_tax: fourPlaces(paid),
      ...line.fields,
    },
  };
}

/** A unit's tax is estimated too: its price times the line's tax over the line's discounted amount. */
function unitSides(mode: TaxMode, price: Money, discounted: Money, tax: Money): Sides {
  const unitTax = discounted.isZero() ? ZERO : price.times(tax).div(discounted);
  return costSides(mode, price, unitTax);
}

function wrappingOf(mode: TaxMode, { wrapping }: LineInput, digits: number) {
  if (!wrapping) return { sides: NO_SIDES, parts: [] };
  const cost = money(wrapping.cost);
  const parts = taxParts(mode, cost, taxesOf(wrapping), digits);
  return { sides: costSides(mode, cost, taxTotal(parts)), parts };
}

const wrappingFields = (mode: TaxMode, { wrapping }: LineInput, sides: Sides): Fields => ({
  wrapping_id: wrapping ? 1 : 0,
  wrapping_name: wrapping?.name ?? '',
  wrapping_message: wrapping?.message ?? '',
  base_wrapping_cost: fourPlaces(mode === 'inclusive' ? sides.inc : sides.ex),
  ...sideFields('wrapping_cost', sides),
});

const identityOf = (line: LineInput, index: number): Fields => ({
  id: index + 1,
  product_id: line.productId ?? 0,
  variant_id: line.variantId ?? 0,
  name: line.name,
  sku: line.sku ?? '',
  type: line.type ?? 'physical',
  is_bundled_product: line.childOf !== undefined,
  parent_order_product_id: line.childOf === undefined ? null : line.childOf + 1,
  gift_certificate_id: line.type === 'giftcertificate' ? index + 1 : null,
  product_options: (line.options ?? []).map(({ name, value, type = 'Multiple choice' }, position) => ({
    option_id: position + 1,
    order_product_id: index + 1,
    product_option_id: position + 1,
    display_name: name,
    display_name_customer: name,
    display_name_merchant: name,
    display_value: value,
    display_value_customer: value,
    display_value_merchant: value,
    value,
    type,
    name,
    display_style: '',
  })),
});

/** Lines that do not ship have no address. */
const addressIdOf = (line: LineInput): number =>
  (line.type ?? 'physical') === 'physical' ? (line.address ?? 0) + 1 : 0;

/** Rows of `/taxes?details=true` for what the taxes take of one amount. */
export const taxRowsOf = (
  parts: readonly TaxPart[],
  of: { readonly type: string; readonly address: number; readonly lineId: number | null },
): Fields[] =>
  parts.map(({ tax, amount }) => ({
    order_address_id: of.address,
    name: tax.name,
    class: tax.class ?? 'Default Tax Class',
    rate: fourPlaces(money(tax.rate)),
    priority: 1,
    priority_amount: fourPlaces(amount),
    line_amount: fourPlaces(amount),
    order_product_id: of.lineId,
    line_item_type: of.type,
  }));
