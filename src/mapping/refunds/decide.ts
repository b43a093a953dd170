/** Where each part of a refund goes: off the sales order while that can still change, else on a sales credit. */
import { money, roundTo, sum } from '../../domain/money';
import type { OrderPlan } from '../types';
import type { DecidedPortion, RefundPortion } from './types';

/** How far a sales order has come in Brightpearl. */
export interface Standing {
  readonly invoiced: boolean;
  /** Units by row key that have left or are about to: on a goods-out or drop-ship note, or shipped in the store. */
  readonly shipped: ReadonlyMap<string, number>;
}

export interface DecideInput {
  /** By sales order; undefined for one that does not exist yet. */
  readonly standingOf: (salesOrderRef: string) => Standing | undefined;
  /** What refunds before this one went. */
  readonly before: readonly DecidedPortion[];
  /** The order as sold. */
  readonly plan: OrderPlan;
  readonly digits: number;
}

/** Units that did not leave come off first: they are what the customer will not get. */
export function decidePortions(portions: readonly RefundPortion[], input: DecideInput): DecidedPortion[] {
  const units = portions
    .filter(({ quantity }) => quantity !== undefined)
    .flatMap((portion) => decideUnits(portion, input));
  const amounts = portions
    .filter(({ quantity }) => quantity === undefined)
    .map((portion) => ({ ...portion, where: whereOfAmount(portion, units, input) }));
  return [...units, ...amounts];
}

function decideUnits(portion: RefundPortion, input: DecideInput): DecidedPortion[] {
  const { quantity = 0, salesOrderRef, rowRef } = portion;
  const standing = input.standingOf(salesOrderRef);
  if (!standing) return [{ ...portion, where: 'reduce' }];
  const open = standing.invoiced ? 0 : openUnits(rowRef, standing, input);
  const off = Math.max(0, Math.min(quantity, open));
  if (off === quantity) return [{ ...portion, where: 'reduce' }];
  if (off === 0) return [{ ...portion, where: 'credit' }];
  const [reduced, credited] = splitPortion(portion, off, input.digits);
  return [
    { ...reduced, where: 'reduce' },
    { ...credited, where: 'credit' },
  ];
}

function openUnits(rowRef: string, { shipped }: Standing, { before, plan }: DecideInput): number {
  const row = plan.salesOrders.flatMap(({ draft }) => draft.rows).find(({ externalRef }) => externalRef === rowRef);
  const reduced = before
    .filter((one) => one.rowRef === rowRef && one.where === 'reduce')
    .reduce((sum, { quantity = 0 }) => sum + quantity, 0);
  return Number(row?.quantity ?? 0) - reduced - (shipped.get(rowRef) ?? 0);
}

/** By units; the second part takes what rounding leaves. */
export function splitPortion(
  portion: RefundPortion,
  units: number,
  digits: number,
): readonly [RefundPortion, RefundPortion] {
  const { quantity = units, net, tax } = portion;
  const share = (amount: string): string => roundTo(money(amount).times(units).div(quantity), digits).toFixed(digits);
  const first = { ...portion, quantity: units, net: share(net), tax: share(tax) };
  const rest = (one: string, whole: string): string => money(whole).minus(one).toFixed(digits);
  return [first, { ...portion, quantity: quantity - units, net: rest(first.net, net), tax: rest(first.tax, tax) }];
}

/** An amount goes with the goods: off a sales order of which nothing left, and not beside units on a credit. */
function whereOfAmount(
  { salesOrderRef }: RefundPortion,
  units: readonly DecidedPortion[],
  { standingOf }: DecideInput,
): DecidedPortion['where'] {
  const standing = standingOf(salesOrderRef);
  if (!standing) return 'reduce';
  const anyLeft = [...standing.shipped.values()].some((shipped) => shipped > 0);
  const onCredit = units.some((one) => one.salesOrderRef === salesOrderRef && one.where === 'credit');
  return standing.invoiced || anyLeft || onCredit ? 'credit' : 'reduce';
}

/** What some portions come to, with tax. */
export const grossOf = (portions: readonly RefundPortion[]) =>
  sum(portions.map(({ net, tax }) => money(net).plus(tax)));
