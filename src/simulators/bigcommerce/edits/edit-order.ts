/** An edit that BigCommerce calculates anew: `PUT /v2/orders/{id}`, or the control panel. */
import type { SimContext } from '../context';
import { fourPlaces } from '../order-money';
import { settleEditedStock } from '../order-stock';
import type { StoredOrder } from '../state';
import type { RecalculatedEdit } from './edit-input';
import { editLines, refuseLines, type LineEditRules } from './line-edits';
import { sides } from './line-money';
import {
  overrideTotals,
  refuseAddresses,
  refuseFees,
  replaceFees,
  setCost,
  setDiscount,
  writeAddresses,
} from './order-costs';
import { recalculate } from './totals';

export interface Refusal {
  readonly field: string;
  readonly reason: string;
}

/** Prices, costs and totals have two sides, and one of them alone says too little. */
const PAIRS = ['subtotal', 'total', 'shipping_cost', 'handling_cost', 'wrapping_cost'] as const;

/** What of the edit cannot be; undefined when all of it can. */
export function refuseEdit(context: SimContext, order: StoredOrder, edit: RecalculatedEdit): Refusal | undefined {
  const half = PAIRS.find((name) => (edit[`${name}_ex_tax`] === undefined) !== (edit[`${name}_inc_tax`] === undefined));
  if (half) return { field: half, reason: `${half}_ex_tax and ${half}_inc_tax go together.` };
  const refusals = {
    products: refuseLines(context, order, edit.products ?? []),
    fees: refuseFees(order, edit.fees ?? []),
    shipping_addresses: refuseAddresses(order, edit.shipping_addresses ?? []),
  };
  const [refusal] = Object.entries(refusals).flatMap(([field, reason]) => (reason ? [{ field, reason }] : []));
  return refusal;
}

const COSTS = ['shipping_cost', 'handling_cost', 'wrapping_cost'] as const;

/** Makes the edit; it was found possible. Events are the caller's. */
export function applyEdit(context: SimContext, order: StoredOrder, edit: RecalculatedEdit, rules: LineEditRules): void {
  if (movesMoney(edit)) recalculate(order, () => editMoney(context, order, edit, rules));
  overrideTotals(order, edit);
  for (const name of COSTS) {
    const base = edit[`base_${name}`];
    if (base) order.header[`base_${name}`] = fourPlaces(base);
  }
  writeAddresses(order, edit.shipping_addresses ?? []);
  if (edit.products) settleEditedStock(context, order);
}

const movesMoney = (edit: RecalculatedEdit): boolean =>
  [edit.products, edit.fees, edit.discount_amount, ...COSTS.map((name) => edit[`${name}_ex_tax`])].some(
    (given) => given !== undefined,
  );

function editMoney(context: SimContext, order: StoredOrder, edit: RecalculatedEdit, rules: LineEditRules): void {
  if (edit.products) editLines(context, order, edit.products, rules);
  if (edit.fees) replaceFees(context, order, edit.fees);
  for (const name of COSTS) {
    const [ex, inc] = [edit[`${name}_ex_tax`], edit[`${name}_inc_tax`]];
    if (ex && inc) setCost(context, order, name, sides(ex, inc));
  }
  if (edit.discount_amount) setDiscount(order, edit.discount_amount);
}
