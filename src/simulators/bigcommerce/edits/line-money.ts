/** The figures of an edited line, and the rows of its taxes. */
import { minorUnits, money, roundTo, sum, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import { ingestTaxes } from '../order-ingest-parts';
import { costSides, estimatedSides, fourPlaces, sideFields, taxParts, taxTotal, type Sides } from '../order-money';
import { linesOf, textOf, type Fields, type LineItem, type StoredOrder } from '../state';
import { figure, taxModeOf } from './totals';

/** A unit's price on both sides, as an edit overrides it. */
export interface UnitPrice {
  readonly ex: Money;
  readonly inc: Money;
}

const OVERRIDE = 'API Tax Override';

/** Prices a line by both sides of a unit; their difference is its tax. */
export function overridePrice(context: SimContext, order: StoredOrder, line: LineItem, { ex, inc }: UnitPrice): void {
  const quantity = Number(line['quantity']);
  const total = sides(ex.times(quantity), inc.times(quantity));
  writeFigures(order, line, { unit: sides(ex, inc), total, paid: total.inc });
  const of = { address: line['order_address_id'], lineId: line.id, type: 'item' };
  overrideTax(context, order, of, total);
}

/** Prices a line by its base price, its discounts and the rates of its taxes. */
export function priceLine(order: StoredOrder, line: LineItem): void {
  const mode = taxModeOf(order);
  const digits = digitsOf(order);
  const price = figure(line['base_price']);
  const amount = roundTo(price.times(Number(line['quantity'])), digits);
  const discount = discountOf(line);
  const rows = taxRowsOf(order, line);
  const taxes = rows.map((row) => ({ name: textOf(row['name']), rate: textOf(row['rate']) }));
  const parts = taxParts(mode, amount.minus(discount), taxes, digits);
  const tax = taxTotal(parts);
  rows.forEach((row, index) => {
    const taken = fourPlaces(parts[index]?.amount ?? money(0));
    Object.assign(row, { line_amount: taken, priority_amount: taken });
  });
  const discounted = amount.minus(discount);
  const unitTax = discounted.isZero() ? money(0) : price.times(tax).div(discounted);
  writeFigures(order, line, {
    unit: costSides(mode, price, unitTax),
    total: estimatedSides(mode, amount, discount, tax),
    paid: costSides(mode, discounted, tax).inc,
  });
}

interface Figures {
  readonly unit: Sides;
  readonly total: Sides;
  readonly paid: Money;
}

function writeFigures(order: StoredOrder, line: LineItem, { unit, total, paid }: Figures): void {
  const inclusive = taxModeOf(order) === 'inclusive';
  Object.assign(line, {
    base_price: fourPlaces(inclusive ? unit.inc : unit.ex),
    ...sideFields('price', unit),
    base_total: fourPlaces(inclusive ? total.inc : total.ex),
    ...sideFields('total', total),
    discounted_total_inc_tax: fourPlaces(paid),
  });
}

/** A new line is taxed as the first taxed line of the order: a simulated store has no tax rules of its own. */
export function taxLikeOthers(context: SimContext, order: StoredOrder, line: LineItem): void {
  const model = linesOf(order).find((other) => taxRowsOf(order, other).length > 0);
  const rows = model ? taxRowsOf(order, model) : [];
  const own = rows.map(({ id: _id, ...row }) => ({
    ...row,
    order_product_id: line.id,
    order_address_id: line['order_address_id'],
  }));
  order.taxes.push(...ingestTaxes(context.state, order.id, own));
}

/** Replaces the taxes of something by one row for what its two sides differ by. */
export function overrideTax(
  context: SimContext,
  order: StoredOrder,
  of: { readonly address: unknown; readonly lineId: number | null; readonly type: string },
  { ex, tax }: Sides,
): void {
  const lineId = of.lineId === null ? null : String(of.lineId);
  order.taxes = order.taxes.filter(
    (row) =>
      !(
        row['line_item_type'] === of.type &&
        row['order_product_id'] === lineId &&
        (lineId !== null || row['order_address_id'] === of.address)
      ),
  );
  if (tax.isZero()) return;
  const row: Fields = {
    order_address_id: of.address,
    name: OVERRIDE,
    class: OVERRIDE,
    rate: fourPlaces(ex.isZero() ? money(0) : tax.div(ex).times(100)),
    line_amount: fourPlaces(tax),
    order_product_id: of.lineId,
    line_item_type: of.type,
  };
  order.taxes.push(...ingestTaxes(context.state, order.id, [row]));
}

const taxRowsOf = (order: StoredOrder, line: LineItem): Fields[] =>
  order.taxes.filter((row) => row['line_item_type'] === 'item' && row['order_product_id'] === String(line.id));

export const discountOf = (line: LineItem): Money =>
  sum((line['applied_discounts'] as Fields[]).map(({ amount }) => figure(amount)));

export const sides = (ex: Money, inc: Money): Sides => ({ ex, inc, tax: inc.minus(ex) });

export const digitsOf = ({ header }: StoredOrder): number => minorUnits(textOf(header['default_currency_code'])) ?? 2;
