/** Takes refunds off the sales orders of a plan: what is left is what should stand in Brightpearl. */
import type { SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import { issue, type Issue } from '../../domain/issues';
import { money, sum } from '../../domain/money';
import type { MappedSalesOrder, OrderPlan } from '../types';
import { refundRule } from './attribute';
import type { DecidedPortion, RefundDecision } from './types';

export type Reduction = { readonly ok: true; readonly plan: OrderPlan } | { readonly ok: false; readonly issue: Issue };

export function reducePlan(plan: OrderPlan, decisions: readonly RefundDecision[], digits: number): Reduction {
  let salesOrders = plan.salesOrders;
  for (const { refundId, portions } of decisions) {
    for (const portion of portions.filter(({ where }) => where === 'reduce')) {
      const reduced = salesOrders.map((one) => reduceOne(one, portion, digits));
      const wrong = reduced.find((one) => one === undefined) === undefined ? undefined : portion;
      const changed = reduced.some((one, index) => one !== salesOrders[index]);
      if (wrong || !changed) return { ok: false, issue: cannotReduce(plan, refundId, portion) };
      salesOrders = reduced.filter((one) => one !== undefined);
    }
  }
  return { ok: true, plan: { ...plan, salesOrders } };
}

/** Undefined when the row does not have so much; the same when it is not of this sales order. */
function reduceOne(mapped: MappedSalesOrder, portion: DecidedPortion, digits: number): MappedSalesOrder | undefined {
  if (mapped.draft.externalRef !== portion.salesOrderRef) return mapped;
  const rows = portion.own ? withOwnRow(mapped.draft.rows, portion, digits) : withoutPart(mapped, portion, digits);
  if (!rows) return undefined;
  const total = (of: (row: SalesOrderRowInput) => ReturnType<typeof money>): string =>
    sum(rows.map(of)).toFixed(digits);
  return {
    ...mapped,
    draft: { ...mapped.draft, rows },
    expected: {
      ...mapped.expected,
      gross: total(({ net, tax }) => money(net).plus(tax)),
      tax: total(({ tax }) => money(tax)),
    },
    reserve: mapped.reserve.flatMap((wanted) => {
      const row = rows.find(({ externalRef }) => externalRef === wanted.rowRef);
      return row ? [{ ...wanted, quantity: row.quantity }] : [];
    }),
  };
}

function withOwnRow(
  rows: readonly SalesOrderRowInput[],
  portion: DecidedPortion,
  digits: number,
): SalesOrderRowInput[] {
  const { own, rowRef, net, tax } = portion;
  const taken = {
    ...own,
    quantity: '1',
    externalRef: rowRef,
    net: money(net).negated().toFixed(digits),
    tax: money(tax).negated().toFixed(digits),
  };
  return [...rows, taken as SalesOrderRowInput];
}

/** A row of which nothing is left is gone. */
function withoutPart(
  { draft }: MappedSalesOrder,
  { rowRef, quantity, net, tax }: DecidedPortion,
  digits: number,
): SalesOrderRowInput[] | undefined {
  const row = draft.rows.find(({ externalRef }) => externalRef === rowRef);
  if (!row) return undefined;
  const left = {
    quantity: money(row.quantity).minus(quantity ?? 0),
    net: money(row.net).minus(net),
    tax: money(row.tax).minus(tax),
  };
  const isEmpty = left.net.isZero() && left.tax.isZero() && (quantity === undefined || left.quantity.isZero());
  if (isEmpty) return draft.rows.filter((one) => one !== row);
  if (left.quantity.lessThanOrEqualTo(0) || left.net.plus(left.tax).isNegative()) return undefined;
  const reduced = {
    ...row,
    quantity: left.quantity.toFixed(),
    net: left.net.toFixed(digits),
    tax: left.tax.toFixed(digits),
  };
  return draft.rows.map((one) => (one === row ? reduced : one));
}

function cannotReduce({ salesOrders }: OrderPlan, refundId: number, { rowRef, net, tax }: DecidedPortion): Issue {
  const rows = salesOrders.flatMap(({ draft }) => draft.rows).filter(({ externalRef }) => externalRef === rowRef);
  return issue(
    'REFUND_DOES_NOT_ADD_UP',
    `Refund ${refundId} took ${net} with tax ${tax} off row ${rowRef}, which the order does not have (any more). Compare the ` +
      'order with the refund, correct the sales order in Brightpearl, then skip the order.',
    { subject: refundRule(refundId), details: { rowRef, net, tax, rows } },
  );
}
