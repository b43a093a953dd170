/** What items of a refund come to: their share of what the order charged, less what went back before. */
import { minorUnits, money, roundTo, sum, ZERO, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import { linesOf, textOf, type Fields, type StoredOrder } from '../state';
import { isDeclined } from './ledger';
import type { AmountItem, QuantityItem, RefundItemInput } from './refund-input';

export interface PricedItem {
  readonly input: RefundItemInput;
  /** As asked: of the order's tax mode. */
  readonly requested: Money;
  /** With tax. */
  readonly total: Money;
  readonly tax: Money;
}

/** What of the order the items are of, with both sides: what was charged for it. */
interface Charge {
  readonly ex: Money;
  readonly inc: Money;
  readonly tax: Money;
}

/** Prices the items one after the other, or says in `refusal` what is wrong with the first bad one. */
export function priceItems(
  context: SimContext,
  order: StoredOrder,
  items: readonly RefundItemInput[],
): { readonly priced: PricedItem[] } | { readonly refusal: string } {
  const priced: PricedItem[] = [];
  for (const item of items) {
    const result =
      'quantity' in item ? priceUnits(context, order, item, priced) : priceAmount(context, order, item, priced);
    if (typeof result === 'string') return { refusal: result };
    priced.push(result);
  }
  return { priced };
}

function priceUnits(
  context: SimContext,
  order: StoredOrder,
  item: QuantityItem,
  before: readonly PricedItem[],
): PricedItem | string {
  const line = linesOf(order).find(({ id }) => id === item.item_id);
  if (!line) return `Order ${order.id} has no product ${item.item_id}.`;
  const quantity = Number(line['quantity']);
  const done = unitsRefunded(order, item, line) + unitsOf(before, item);
  if (done + item.quantity > quantity) {
    return `Only ${quantity - done} of the order product ${item.item_id} are left to refund.`;
  }
  const charge = item.item_type === 'PRODUCT' ? lineCharge(line) : wrappingCharge(line);
  const share = (amount: Money): Money =>
    stretch(order, amount, { from: done, to: done + item.quantity, of: quantity });
  const [gross, tax] = [share(charge.inc), share(charge.tax)];
  const off = sum(item.adjustments.map((adjustment) => money(adjustment.amount)));
  const total = gross.plus(off);
  if (total.lt(0)) return `The adjustments of the order product ${item.item_id} exceed what is refunded of it.`;
  const kept = context.switches.refundDeductionsLowerTax && gross.gt(0) ? total.div(gross) : money(1);
  return {
    input: item,
    requested: isInclusive(order) ? gross : gross.minus(tax),
    total,
    tax: roundTo(tax.times(kept), digitsOf(order)),
  };
}

/** Of units in a row: rounded so that all units together come to exactly the amount. */
function stretch(
  order: StoredOrder,
  amount: Money,
  units: { readonly from: number; readonly to: number; readonly of: number },
) {
  const upTo = (count: number): Money => roundTo(amount.times(count).div(units.of), digitsOf(order));
  return upTo(units.to).minus(upTo(units.from));
}

function priceAmount(
  context: SimContext,
  order: StoredOrder,
  item: AmountItem,
  before: readonly PricedItem[],
): PricedItem | string {
  const requested = money(item.amount);
  if (item.item_type === 'ORDER') return { input: item, requested, total: requested, tax: ZERO };
  if (item.item_type === 'TAX') return { input: item, requested, total: requested, tax: requested };
  const charge = chargeOf(order, item);
  if (!charge) return `Order ${order.id} has nothing to refund as ${item.item_type} ${item.item_id}.`;
  const { addsTax, base } = baseOf(context, order, charge);
  const left = base.minus(amountRefunded(order, item)).minus(amountOf(before, item));
  if (requested.gt(left)) return `Only ${left.toFixed()} of ${item.item_type} ${item.item_id} are left to refund.`;
  const tax = roundTo(base.isZero() ? ZERO : requested.times(charge.tax).div(base), digitsOf(order));
  return { input: item, requested, total: addsTax ? requested.plus(tax) : requested, tax };
}

/** Whether tax comes on top of an amount, and of how much it is at most. */
function baseOf({ switches }: SimContext, order: StoredOrder, { ex, inc }: Charge) {
  const addsTax = switches.refundAmountsAddTax && !isInclusive(order);
  return { addsTax, base: addsTax ? ex : inc };
}

/** How much of a cost can still be refunded, as an item would name it. */
export function amountLeft(
  context: SimContext,
  order: StoredOrder,
  item: Omit<AmountItem, 'amount' | 'reason'>,
): Money {
  const charge = chargeOf(order, item);
  return charge ? baseOf(context, order, charge).base.minus(amountRefunded(order, item)) : ZERO;
}

function chargeOf(
  order: StoredOrder,
  { item_type: type, item_id: id }: Omit<AmountItem, 'amount' | 'reason'>,
): Charge | undefined {
  if (type === 'FEE') {
    const fee = order.fees.find((candidate) => candidate['id'] === id);
    return fee && sidesOf(fee, 'cost');
  }
  const address = order.consignments.shipping.find((candidate) => candidate['id'] === id);
  return address && sidesOf(address, type === 'SHIPPING' ? 'cost' : 'handling_cost');
}

/** What the shopper paid for a line: after its discounts. */
function lineCharge(line: Fields): Charge {
  const tax = figure(line['total_tax']);
  const inc =
    line['discounted_total_inc_tax'] === undefined
      ? figure(line['total_inc_tax'])
      : figure(line['discounted_total_inc_tax']);
  return { ex: inc.minus(tax), inc, tax };
}

const wrappingCharge = (line: Fields): Charge => sidesOf(line, 'wrapping_cost');

const sidesOf = (fields: Fields, name: string): Charge => ({
  ex: figure(fields[`${name}_ex_tax`]),
  inc: figure(fields[`${name}_inc_tax`]),
  tax: figure(fields[`${name}_tax`]),
});

const figure = (value: unknown): Money => money(textOf(value) || '0');

/** Items of refunds that were not declined, of one kind and id. */
const refundedItems = (
  order: StoredOrder,
  { item_type: type, item_id: id }: Pick<RefundItemInput, 'item_type' | 'item_id'>,
): Fields[] =>
  order.refunds
    .filter((refund) => !isDeclined(refund))
    .flatMap((refund) => refund['items'] as Fields[])
    .filter((item) => item['item_type'] === type && item['item_id'] === id);

/** `quantity` is "only populated for PRODUCT"; of wrapping the amount tells how many units it was. */
function unitsRefunded(order: StoredOrder, item: QuantityItem, line: Fields): number {
  if (item.item_type === 'PRODUCT') {
    return refundedItems(order, item).reduce((units, refunded) => units + Number(refunded['quantity'] ?? 0), 0);
  }
  const { ex, inc } = wrappingCharge(line);
  const whole = isInclusive(order) ? inc : ex;
  const share = whole.isZero() ? ZERO : amountRefunded(order, item).div(whole);
  return Math.round(share.times(Number(line['quantity'])).toNumber());
}

const amountRefunded = (order: StoredOrder, item: Pick<RefundItemInput, 'item_type' | 'item_id'>): Money =>
  sum(refundedItems(order, item).map((refunded) => figure(refunded['requested_amount'])));

const same = (a: RefundItemInput, b: RefundItemInput): boolean =>
  a.item_type === b.item_type && a.item_id === b.item_id;

const unitsOf = (priced: readonly PricedItem[], item: QuantityItem): number =>
  priced.reduce((units, { input }) => units + (same(input, item) && 'quantity' in input ? input.quantity : 0), 0);

const amountOf = (priced: readonly PricedItem[], item: AmountItem): Money =>
  sum(priced.filter(({ input }) => same(input, item)).map(({ requested }) => requested));

export const isInclusive = ({ header }: StoredOrder): boolean => header['is_tax_inclusive_pricing'] === true;

export const digitsOf = ({ header }: StoredOrder): number => minorUnits(textOf(header['default_currency_code'])) ?? 2;
