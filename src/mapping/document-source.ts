/** What later versions of an order are compared with, to notice an edit after the import. */
import type { BcAddress, BcOrderProduct } from '../bigcommerce/schemas/order';
import type { OrderSnapshot } from './types';

/** Statuses that end an order in the store, whatever the merchant calls them. */
const ENDINGS: Readonly<Record<number, string>> = {
  4: 'refunded',
  5: 'cancelled',
  6: 'declined',
  14: 'partially refunded',
};

/** How the order ended in the store, in a word; undefined while it has not. */
export const endingOf = ({ order }: OrderSnapshot): string | undefined =>
  ENDINGS[order.status_id] ?? (order.is_deleted ? 'archived' : undefined);

/** Cancelled or declined: whatever else was changed of the order, it is not to be delivered. */
export const endsSale = ({ order }: OrderSnapshot): boolean => CALLED_OFF.includes(order.status_id);

/** All of it was refunded; the store does not say any more how the order stood before. */
export const isRefunded = ({ order }: OrderSnapshot): boolean => order.status_id === 4;

const CALLED_OFF: readonly number[] = [5, 6];

/** An ending that no refund of the order tells of, and that somebody has to look at. */
export function unexplainedEnding(snapshot: OrderSnapshot): string | undefined {
  const ending = endingOf(snapshot);
  const isOfRefunds = ending === ENDINGS[4] || ending === ENDINGS[14];
  return isOfRefunds && (snapshot.refunds ?? []).length > 0 ? undefined : ending;
}

/**
 * What a sales order was made of, without what may change after it: payments, marks of shipping, statuses on the way, and
 * what we write ourselves (external order id, metafields, staff notes). Two versions that differ here are a change of the
 * order after its import.
 */
export function documentSource(snapshot: OrderSnapshot, ending = endingOf(snapshot)): unknown {
  const { order, taxes } = snapshot;
  const { consignments } = order;
  const lines = linesOf(order);
  return {
    ending: ending ?? '',
    totals: [order.total_inc_tax, order.total_tax, order.discount_amount, order.coupon_discount],
    currency: order.default_currency_code,
    lines: lines
      .map((line) => [
        line.id,
        line.sku,
        line.quantity,
        line.total_inc_tax,
        line.total_tax,
        line.order_address_id,
        ...optionsOf(line),
      ])
      .sort(byFirst),
    billing: addressOf(order.billing_address),
    addresses: consignments.shipping.map((to) => [to.id, ...addressOf(to)]).sort(byFirst),
    shipping: consignments.shipping
      .map((to) => [to.id, to.shipping_method, to.cost_inc_tax, to.cost_tax])
      .sort(byFirst),
    fees: order.fees.map((fee) => [fee.id, fee.cost_inc_tax, fee.cost_tax]).sort(byFirst),
    taxes: taxes.map((tax) => [tax.id, tax.line_amount]).sort(byFirst),
  };
}

const linesOf = ({ consignments }: OrderSnapshot['order']) => [
  ...consignments.shipping.flatMap((consignment) => consignment.line_items),
  ...consignments.pickups.flatMap((consignment) => consignment.line_items),
  ...consignments.downloads.flatMap((consignment) => consignment.line_items),
  ...consignments.email.gift_certificates.flatMap((consignment) => consignment.line_items),
];

/** What the shopper chose or wrote, in an order of its own: the vendor promises none. */
const optionsOf = ({ product_options: options }: BcOrderProduct): readonly string[] =>
  options
    .map(({ display_name, name, display_value, value }) => `${display_name || name}: ${display_value || value}`)
    .sort();

const addressOf = (address: BcAddress): readonly string[] => [
  address.first_name,
  address.last_name,
  address.company,
  address.street_1,
  address.street_2,
  address.city,
  address.state,
  address.zip,
  address.country_iso2,
  address.phone,
  address.email,
];

const byFirst = (a: readonly unknown[], b: readonly unknown[]): number => Number(a[0]) - Number(b[0]);
