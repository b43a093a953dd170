/** What shipments do to their order: shipped quantities, its status, mails and events. */
import type { SimContext } from '../context';
import { rfc2822 } from '../dates';
import { mailShipment } from '../mails';
import { changeOrder, touchOrder } from '../order-changes';
import { completeAddress, moneyText } from '../order-fields';
import { countShipped, isShippedWhole } from '../shipped-quantities';
import { linesOf, statusIdOf, textOf, type Fields, type StoredOrder } from '../state';
import { quantities, type NewShipment } from './shipment-input';
import { generatedLink, providerName } from './tracking';

const SHIPPED = 2;
const PARTIALLY_SHIPPED = 3;
/** Statuses of orders that wait for something; ended, disputed and partially refunded ones keep theirs. */
const ROLLED_UP_FROM = [1, 3, 7, 8, 9, 11, 12];

/** Makes the shipment: the customer is mailed, and the order becomes shipped, in part or whole. */
export function makeShipment(context: SimContext, order: StoredOrder, { fields, items }: NewShipment): Fields {
  const shipment = completeShipment(context, order, {
    ...fields,
    items: items.map((item) => ({
      order_product_id: item.order_product_id,
      product_id: linesOf(order).find(({ id }) => id === item.order_product_id)?.['product_id'],
      quantity: item.quantity,
    })),
  });
  order.shipments.push(shipment);
  ship(order, quantities(items), 1);
  context.events.shipment(order, shipment, 'created');
  settleStatus(context, order);
  mailShipment(context, order, Number(shipment['id']), shippedStatusOf(context, order));
  return shipment;
}

/** A shipment with all that a read shows; `given` is what somebody said of it. */
function completeShipment(context: SimContext, order: StoredOrder, given: Fields): Fields {
  const address = order.consignments.shipping.find(({ id }) => id === given['order_address_id']);
  return withLinks({
    id: context.state.claimId('shipment'),
    order_id: order.id,
    customer_id: order.header['customer_id'],
    order_address_id: given['order_address_id'],
    date_created: rfc2822(context.clock.now()),
    tracking_number: '',
    shipping_method: textOf(address?.['shipping_method']),
    comments: '',
    shipping_provider: context.switches.omittedShippingProvider,
    tracking_carrier: '',
    tracking_link: '',
    billing_address: withoutFormFields(order.header['billing_address']),
    shipping_address: withoutFormFields(address),
    ...given,
    merchant_shipping_cost: moneyText(given['merchant_shipping_cost'] ?? 0),
  });
}

const withLinks = (shipment: Fields): Fields => ({
  ...shipment,
  generated_tracking_link: generatedLink(shipment),
  shipping_provider_display_name: providerName(textOf(shipment['shipping_provider'])),
});

function withoutFormFields(given: unknown): Fields {
  const { form_fields: _fields, ...names } = completeAddress(undefined);
  const address = completeAddress(given);
  return Object.fromEntries(Object.keys(names).map((name) => [name, address[name]]));
}

/** Changes what is said of a shipment; its items never change. */
export function changeShipment(context: SimContext, order: StoredOrder, shipment: Fields, fields: Fields): Fields {
  const cost = fields['merchant_shipping_cost'] ?? shipment['merchant_shipping_cost'];
  Object.assign(shipment, withLinks({ ...shipment, ...fields, merchant_shipping_cost: moneyText(cost) }));
  context.events.shipment(order, shipment, 'updated');
  touchOrder(context, order);
  if (context.switches.shipmentUpdatesMail) {
    mailShipment(context, order, Number(shipment['id']), shippedStatusOf(context, order));
  }
  return shipment;
}

/** The units are to be shipped again; the status stays ("does not move the order out of `shipped`"). */
export function deleteShipment(context: SimContext, order: StoredOrder, shipment: Fields): void {
  order.shipments = order.shipments.filter((other) => other !== shipment);
  const items = shipment['items'] as NewShipment['items'] | undefined;
  ship(order, quantities(items ?? []), -1);
  context.events.shipment(order, shipment, 'deleted');
  touchOrder(context, order);
}

function ship(order: StoredOrder, units: ReadonlyMap<number, number>, sign: 1 | -1): void {
  for (const line of linesOf(order)) {
    const shipped = Number(line['quantity_shipped']) + sign * (units.get(line.id) ?? 0);
    line['quantity_shipped'] = Math.max(0, shipped);
  }
  countShipped(order);
}

function settleStatus(context: SimContext, order: StoredOrder): void {
  const { shipmentsSetStatus, shipmentStatusMailsToo } = context.switches;
  if (!shipmentsSetStatus || !ROLLED_UP_FROM.includes(statusIdOf(order))) {
    touchOrder(context, order);
    return;
  }
  changeOrder(context, order, { status_id: shippedStatusOf(context, order) }, { mail: shipmentStatusMailsToo });
}

const shippedStatusOf = (context: SimContext, order: StoredOrder): number =>
  isShippedWhole(context, order) ? SHIPPED : PARTIALLY_SHIPPED;
