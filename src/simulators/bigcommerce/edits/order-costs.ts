/** Costs, fees, discount, addresses and overridden totals of an edited order. */
import { money, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import { ingestFee } from '../order-ingest-parts';
import { sideFields, spread, type Sides } from '../order-money';
import { linesOf, type Fields, type StoredOrder } from '../state';
import type { FeeEdit, RecalculatedEdit } from './edit-input';
import { digitsOf, overrideTax, priceLine, sides } from './line-money';
import { baseOf, figure, type CostName } from './totals';

const COST_FIELDS = { shipping_cost: 'cost', handling_cost: 'handling_cost' } as const;
const TAX_TYPES = { shipping_cost: 'shipping', handling_cost: 'handling', wrapping_cost: 'gift-wrapping' } as const;

/** Sets a cost of the order; with one address it is that address's too, with several theirs stay as they are. */
export function setCost(context: SimContext, order: StoredOrder, name: CostName, cost: Sides): void {
  Object.assign(order.header, sideFields(name, cost), { [`base_${name}`]: baseOf(order, cost) });
  const [place, ...others] = order.consignments.shipping;
  if (!place || others.length > 0) return;
  overrideTax(context, order, { address: place['id'], lineId: null, type: TAX_TYPES[name] }, cost);
  if (name === 'wrapping_cost') return;
  const field = COST_FIELDS[name];
  const figures = Object.entries(sideFields(field, cost)).map(([key, value]) => [key, Number(value)]);
  Object.assign(place, Object.fromEntries(figures), { [`base_${field}`]: Number(baseOf(order, cost)) });
}

/** Fees "follow standard PUT semantics": those not named are gone. */
export function replaceFees({ state }: SimContext, order: StoredOrder, fees: readonly FeeEdit[]): void {
  const before = new Map(order.fees.map((fee) => [fee['id'], fee]));
  for (const id of before.keys()) state.releaseId('fee', Number(id));
  order.fees = fees.map((fee) => {
    const cost = feeSides(fee);
    const { cost_ex_tax: _ex, cost_inc_tax: _inc, cost_tax: _tax, ...texts } = fee;
    const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
    const figures = cost ? { ...sideFields('cost', cost), base_cost: baseOf(order, cost) } : {};
    return ingestFee(state, { ...before.get(fee.id), ...given, ...figures });
  });
}

/** Why the fees cannot be; undefined when they can. */
export function refuseFees(order: StoredOrder, fees: readonly FeeEdit[]): string | undefined {
  for (const fee of fees) {
    if (fee.id !== undefined && !order.fees.some(({ id }) => id === fee.id)) return `The order has no fee ${fee.id}.`;
    if (fee.id === undefined && !feeSides(fee)) return 'A fee needs two of cost_ex_tax, cost_inc_tax and cost_tax.';
    const named = (fee.display_name_customer ?? fee.display_name_merchant ?? '') !== '';
    if (fee.id === undefined && !named) return 'A fee needs a display name.';
  }
  return undefined;
}

/** Of two of the three figures. */
function feeSides({ cost_ex_tax: ex, cost_inc_tax: inc, cost_tax: tax }: FeeEdit): Sides | undefined {
  if (ex && inc) return sides(ex, inc);
  if (ex && tax) return sides(ex, ex.plus(tax));
  return inc && tax ? sides(inc.minus(tax), inc) : undefined;
}

/** A discount by hand on the whole order, spread over its lines. */
export function setDiscount(order: StoredOrder, discount: Money): void {
  order.header['discount_amount'] = discount.toFixed(4);
  const lines = linesOf(order).filter((line) => line['type'] !== 'giftcertificate');
  const shares = spread(
    discount,
    lines.map((line) => figure(line['base_total'])),
    digitsOf(order),
  );
  lines.forEach((line, index) => {
    const others = (line['applied_discounts'] as Fields[]).filter(({ id }) => id !== 'manual-discount');
    const share = shares[index] ?? money(0);
    const entry = {
      id: 'manual-discount',
      name: 'Manual Discount',
      code: null,
      target: 'order',
      amount: share.toFixed(4),
    };
    line['applied_discounts'] = share.isZero() ? others : [...others, entry];
    priceLine(order, line);
  });
}

/** The figures as they are sent; nothing else is calculated from them. */
export function overrideTotals({ header }: StoredOrder, edit: RecalculatedEdit): void {
  const pairs = [
    ['subtotal', edit.subtotal_ex_tax, edit.subtotal_inc_tax],
    ['total', edit.total_ex_tax, edit.total_inc_tax],
  ] as const;
  for (const [name, ex, inc] of pairs) if (ex && inc) Object.assign(header, sideFields(name, sides(ex, inc)));
}

/** Addresses are written as they are: shipping and tax stay what they were. */
export function writeAddresses({ consignments }: StoredOrder, addresses: readonly Fields[]): void {
  for (const { id, ...fields } of addresses) {
    const place = consignments.shipping.find(
      (candidate) => candidate['id'] === (id ?? consignments.shipping[0]?.['id']),
    );
    if (place) Object.assign(place, fields);
  }
}

export function refuseAddresses({ consignments }: StoredOrder, addresses: readonly Fields[]): string | undefined {
  for (const { id, ...fields } of addresses) {
    const known = consignments.shipping.find((candidate) => candidate['id'] === id);
    if (id !== undefined && !known) return `The order has no address ${Number(id)}.`;
    if (id === undefined && consignments.shipping.length !== 1) return 'Which address is meant must be said by its id.';
    const unknown = Object.keys(fields).find((name) => !ADDRESS_FIELDS.includes(name));
    if (unknown) return `${unknown} is no field of an address.`;
  }
  return undefined;
}

const ADDRESS_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'street_1',
  'street_2',
  'city',
  'state',
  'zip',
  'country',
  'country_iso2',
  'phone',
  'email',
  'shipping_method',
  'form_fields',
];
