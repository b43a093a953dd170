/** Takes an order as a GET answers it (a captured one, or one from the builder) into the store's state. */
import { ZERO } from '../../domain/money';
import { parseDate, toSecond } from './dates';
import {
  completeAddress,
  completeHeader,
  completeLine,
  CONSIGNMENT_MONEY_FIELDS,
  numbers,
  quantityOf,
} from './order-fields';
import {
  ingestFee,
  ingestRefunds,
  ingestTaxes,
  ingestTransactions,
  nothingRenumbered,
  rows,
  withIds,
  type Renumbered,
} from './order-ingest-parts';
import {
  allConsignments,
  linesOf,
  textOf,
  type Consignment,
  type Consignments,
  type Fields,
  type LineItem,
  type StoredOrder,
  type StoreState,
} from './state';

/** An order with what its sub-resources list. Ids may be absent; a given one is kept when it is free in the store. */
export interface OrderParts {
  readonly order: Fields;
  /** The lines, for an order captured without `include=consignments.line_items`: one shipping consignment is made. */
  readonly products?: readonly Fields[] | undefined;
  /** As `taxes?details=true` lists them. */
  readonly taxes?: readonly Fields[] | undefined;
  readonly coupons?: readonly Fields[] | undefined;
  readonly shipments?: readonly Fields[] | undefined;
  readonly transactions?: readonly Fields[] | undefined;
  readonly refunds?: readonly Fields[] | undefined;
}

const LINKS_AND_PARTS = ['id', 'products', 'shipping_addresses', 'coupons', 'consignments', 'fees'];
const DATES = ['date_created', 'date_modified'];

/** Stores the order and answers it. `now` is its modification time, and its creation time unless it names one. */
export function ingestOrder(state: StoreState, parts: OrderParts, now: Date): StoredOrder {
  const id = state.claimId('order', parts.order['id']);
  const renumbered = nothingRenumbered();
  const consignments = ingestConsignments(state, id, parts, renumbered);
  const stored: StoredOrder = {
    id,
    header: headerOf(parts.order, consignments),
    consignments,
    fees: rows(parts.order['fees']).map((fee) => ingestFee(state, fee)),
    taxes: ingestTaxes(state, id, parts.taxes ?? [], renumbered),
    coupons: withIds(state, 'coupon', id, parts.coupons ?? []),
    shipments: withIds(state, 'shipment', id, parts.shipments ?? []),
    transactions: ingestTransactions(state, id, parts.transactions ?? [], now),
    refunds: ingestRefunds(state, id, parts.refunds ?? [], now),
    overchargedTax: ZERO,
    pendingRefunds: 0,
    stock: undefined,
    createdAt: parseDate(textOf(parts.order['date_created'])) ?? toSecond(now),
    modifiedAt: toSecond(now),
  };
  state.orders.set(id, stored);
  return stored;
}

function headerOf(given: Fields, consignments: Consignments): Fields {
  const own = Object.fromEntries(
    Object.entries(given).filter(([name]) => ![...LINKS_AND_PARTS, ...DATES].includes(name)),
  );
  const lines = linesOf({ consignments });
  return completeHeader({
    items_total: quantityOf(lines),
    shipping_address_count: consignments.shipping.length,
    order_is_digital: lines.length > 0 && lines.every((line) => line['type'] === 'digital'),
    ...own,
  });
}

export function ingestConsignments(
  state: StoreState,
  orderId: number,
  { order, products }: Pick<OrderParts, 'order' | 'products'>,
  renumbered: Renumbered = nothingRenumbered(),
): Consignments {
  const given = (order['consignments'] ?? consignmentsOfLines(order, products ?? [])) as Partial<Consignments>;
  const take = (list: unknown, kind: 'shipping' | 'pickup' | 'other'): Consignment[] =>
    rows(list).map((entry) => ingestConsignment(state, orderId, entry, kind, renumbered));
  const consignments: Consignments = {
    pickups: take(given.pickups, 'pickup'),
    shipping: take(given.shipping, 'shipping'),
    downloads: take(given.downloads, 'other'),
    email: { gift_certificates: take(given.email?.gift_certificates, 'other') },
  };
  renumberParents(consignments, renumbered);
  return consignments;
}

/** An order that names its lines only: they ship to the billing address at the order's shipping cost. */
function consignmentsOfLines(order: Fields, products: readonly Fields[]): Fields {
  if (products.length === 0) return {};
  const costs = Object.fromEntries(
    ['ex_tax', 'inc_tax', 'tax'].flatMap((side) => [
      [`cost_${side}`, order[`shipping_cost_${side}`]],
      [`handling_cost_${side}`, order[`handling_cost_${side}`]],
    ]),
  );
  const bases = { base_cost: order['base_shipping_cost'], base_handling_cost: order['base_handling_cost'] };
  return { shipping: [{ ...completeAddress(order['billing_address']), ...costs, ...bases, line_items: products }] };
}

function ingestConsignment(
  state: StoreState,
  orderId: number,
  given: Fields,
  kind: 'shipping' | 'pickup' | 'other',
  renumbered: Renumbered,
): Consignment {
  const id = state.claimId('address', given['id']);
  renumbered.addresses.set(given['id'], id);
  const place = {
    order_address_id: kind === 'shipping' ? id : 0,
    order_pickup_method_id: kind === 'pickup' ? id : 0,
  };
  const lines = rows(given['line_items']).map((line) => ingestLine(state, orderId, { ...line, ...place }, renumbered));
  if (kind === 'other') return { ...given, line_items: lines };
  if (kind === 'pickup') return { ...given, id, line_items: lines };
  return { ...shippingFields(given, lines), id, line_items: lines };
}

const shippingFields = (given: Fields, lines: readonly LineItem[]): Fields => ({
  ...completeAddress(given),
  shipping_method: '',
  cost_tax_class_id: 0,
  handling_cost_tax_class_id: 0,
  shipping_zone_id: 1,
  shipping_zone_name: '',
  ...given,
  ...numbers(given, CONSIGNMENT_MONEY_FIELDS),
  items_total: quantityOf(lines),
  items_shipped: quantityOf(lines, 'quantity_shipped'),
});

function ingestLine(state: StoreState, orderId: number, given: Fields, renumbered: Renumbered): LineItem {
  const id = state.claimId('line', given['id']);
  renumbered.lines.set(given['id'], id);
  const options = rows(given['product_options']).map((option) => ({
    ...option,
    id: state.claimId('option', option['id']),
    order_product_id: id,
  }));
  return { ...completeLine(given), id, order_id: orderId, product_options: options };
}

function renumberParents(consignments: Consignments, { lines }: Renumbered): void {
  for (const line of allConsignments(consignments).flatMap((consignment) => consignment.line_items)) {
    const parent = line['parent_order_product_id'];
    if (parent !== null) line['parent_order_product_id'] = lines.get(parent) ?? parent;
  }
}
