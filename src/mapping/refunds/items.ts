/** What each item of a refund takes of which row, under one way of reading the store's amounts. */
import type { BcRefundItem } from '../../bigcommerce/refunds';
import type { SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import { allocate, money, roundTo, sum, ZERO, type Money } from '../../domain/money';
import type { RefundPortion } from './types';

/** Net and tax of something. */
export interface Sides {
  readonly net: Money;
  readonly tax: Money;
}

/** A portion with exact amounts. */
export type ExactPortion = Omit<RefundPortion, 'net' | 'tax'> & Sides;

/** A row of the order, with what earlier refunds took of it. */
export interface RefundableRow {
  readonly salesOrderRef: string;
  readonly row: SalesOrderRowInput;
  readonly taken: Sides & { readonly quantity: number };
}

/**
 * What the vendor does not say: whether amounts of shipping and fees are before tax, and whether deductions come off the
 * gross with or without their tax, or off the net. The totals of the refund tell.
 */
export interface Reading {
  readonly amounts: 'net' | 'gross';
  readonly deductions: 'gross-alone' | 'gross-with-tax' | 'net-with-tax';
}

export const readingsOf = (inclusive: boolean): readonly Reading[] => {
  const amounts = inclusive ? (['gross'] as const) : (['net', 'gross'] as const);
  const deductions = ['gross-alone', 'gross-with-tax', ...(inclusive ? [] : (['net-with-tax'] as const))] as const;
  return amounts.flatMap((one) => deductions.map((two) => ({ amounts: one, deductions: two })));
};

export type OwnKind = 'order' | 'tax' | 'deduction' | 'discount' | 'rounding' | 'difference';

export interface ItemsInput {
  readonly refundId: number;
  readonly rows: readonly RefundableRow[];
  readonly inclusive: boolean;
  readonly digits: number;
  /** A row of its own for what belongs to none; with tax it is under the code that most of the tax is under. */
  readonly ownRow: (kind: OwnKind, tax: Money) => NonNullable<RefundPortion['own']>;
}

/** Nothing for an item that no row is known for: the totals tell that something is missing. */
export function portionsOf(item: BcRefundItem, reading: Reading, input: ItemsInput): ExactPortion[] {
  switch (item.item_type.toUpperCase()) {
    case 'PRODUCT':
      return unitsOf(item, reading, input);
    case 'GIFT_WRAPPING':
      return amountOf(item, input, 'wrapping', input.inclusive ? 'gross' : 'net');
    case 'SHIPPING':
      return amountOf(item, input, 'shipping', reading.amounts);
    case 'HANDLING':
      return amountOf(item, input, 'handling', reading.amounts);
    case 'FEE':
      return amountOf(item, input, 'fee', reading.amounts);
    case 'ORDER':
      return [ownPortion(input, 'order', { net: requested(item), tax: ZERO })];
    case 'TAX':
      return [ownPortion(input, 'tax', { net: ZERO, tax: requested(item) })];
    default:
      return [];
  }
}

const requested = ({ requested_amount: amount }: BcRefundItem): Money => money(amount ?? '0').abs();

/** Whether a row is one of a refund's own. */
export const isRefundRow = (rowRef: string): boolean => /^refund-\d+-/.test(rowRef);

/** What belongs to no row goes with the first sales order, unless it is about a row of another. */
export function ownPortion(
  { refundId, rows, ownRow }: ItemsInput,
  kind: OwnKind,
  { net, tax }: Sides,
  about: { readonly salesOrderRef?: string; readonly lineId?: number } = {},
): ExactPortion {
  const line = about.lineId === undefined ? '' : `-${about.lineId}`;
  return {
    salesOrderRef: about.salesOrderRef ?? rows[0]?.salesOrderRef ?? '',
    rowRef: `refund-${refundId}-${kind}${line}`,
    net,
    tax,
    own: ownRow(kind, tax),
  };
}

/** Units in a row, rounded so that all units together come to exactly what the row does; less what was kept back of them. */
function unitsOf(item: BcRefundItem, reading: Reading, input: ItemsInput): ExactPortion[] {
  const found = input.rows.find(({ row }) => row.externalRef === `line-${item.item_id}`);
  const quantity = item.quantity ?? 0;
  if (!found || quantity <= 0) return [];
  const { salesOrderRef, row, taken } = found;
  const of = money(row.quantity);
  const until = taken.quantity + quantity;
  const upTo = (amount: Money): Money =>
    of.lessThanOrEqualTo(until) ? amount : roundTo(amount.times(until).div(of), input.digits);
  const gross = upTo(money(row.net).plus(row.tax)).minus(taken.net).minus(taken.tax);
  const tax = upTo(money(row.tax)).minus(taken.tax);
  const whole = { net: gross.minus(tax), tax };
  const portion = { salesOrderRef, rowRef: row.externalRef, quantity, ...whole };
  const off = sum(item.adjustments.map((adjustment) => money(adjustment.amount)));
  if (off.isZero()) return [portion];
  const kept = keptBack(whole, off, reading, input.digits);
  return [portion, ownPortion(input, 'deduction', kept, { salesOrderRef, lineId: item.item_id })];
}

/** As a portion: negative, as it goes back less. */
function keptBack({ net, tax }: Sides, off: Money, { deductions }: Reading, digits: number): Sides {
  const gross = net.plus(tax);
  if (deductions === 'gross-alone') return { net: off, tax: ZERO };
  const base = deductions === 'net-with-tax' ? net : gross;
  const taxOff = base.isZero() ? ZERO : roundTo(tax.times(off).div(base), digits);
  return { net: deductions === 'net-with-tax' ? off : off.minus(taxOff), tax: taxOff };
}

/** An amount of a charge, over its rows when it was split by tax rate. The last of it takes what rounding left. */
function amountOf(
  item: BcRefundItem,
  { rows, digits }: ItemsInput,
  kind: string,
  side: 'net' | 'gross',
): ExactPortion[] {
  const own = rows.filter(({ row: { externalRef } }) => isOf(externalRef, `${kind}-${item.item_id}`));
  const found = own.length > 0 ? own : rows.filter(({ row: { externalRef } }) => isOf(externalRef, kind));
  const left = found.map(({ row, taken }) => ({
    net: money(row.net).minus(taken.net),
    tax: money(row.tax).minus(taken.tax),
  }));
  const whole = { net: sum(left.map(({ net }) => net)), tax: sum(left.map(({ tax }) => tax)) };
  const base = side === 'net' ? whole.net : whole.net.plus(whole.tax);
  const asked = requested(item);
  if (base.lessThanOrEqualTo(0) || asked.isZero() || asked.greaterThan(base)) return [];
  const tax = roundTo(whole.tax.times(asked).div(base), digits);
  const net = side === 'net' ? asked : asked.minus(tax);
  const [nets, taxes] = [spread(net, left, 'net', digits), spread(tax, left, 'tax', digits)];
  return found.map(({ salesOrderRef, row }, index) => ({
    salesOrderRef,
    rowRef: row.externalRef,
    net: nets[index] ?? ZERO,
    tax: taxes[index] ?? ZERO,
  }));
}

/** The charge itself, or a part of it by tax rate. A charge that only the header knows has no id. */
const isOf = (rowRef: string, key: string): boolean =>
  rowRef === key ||
  (rowRef.startsWith(`${key}-`) && /^(\d|untaxed$)/.test(rowRef.slice(key.length + 1)) && key.includes('-'));

function spread(amount: Money, left: readonly Sides[], side: keyof Sides, digits: number): Money[] {
  const all = sum(left.map((one) => one[side]));
  if (all.isZero()) return left.map((_, index) => (index === 0 ? amount : ZERO));
  return allocate(
    amount,
    left.map((one) => one[side].times(amount).div(all)),
    digits,
  );
}
