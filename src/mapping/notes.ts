/** Texts that go along with a sales order, as notes or as custom fields, by rule. Options of lines: `option-texts.ts`. */
import type { BcAddress, BcOrder } from '../bigcommerce/schemas/order';
import { placedLines } from './charges';
import { parseVendorDate } from './dates';
import { sameText } from './rule-values';
import type { RouteRules } from './rules';
import { singleLine } from './text-limits';
import type { MappingContext, OrderPlan, OrderSnapshot } from './types';

type Texts = Pick<OrderPlan, 'notes' | 'customFields'>;

/**
 * A note's marker is the same word at every reading, whatever the text became since: it tells that the note was written.
 * Nothing empty is given.
 */
export function collectNotes(snapshot: OrderSnapshot, { rules }: Pick<MappingContext, 'rules'>): Texts {
  const { order } = snapshot;
  const { notes, giftMessage, customFields } = rules;
  const gifts = giftMessages(order);
  const candidates = [
    { marker: 'customer-message', wanted: notes.customerMessage, text: order.customer_message },
    { marker: 'gift-message', wanted: giftMessage === 'note', text: gifts },
    { marker: 'coupons', wanted: notes.couponCodes, text: couponText(snapshot) },
    { marker: 'staff-notes', wanted: notes.staffNotes, text: order.staff_notes },
  ];
  const giftField = typeof giftMessage === 'object' ? [{ code: giftMessage.customField, value: gifts }] : [];
  const fields = customFields.map(({ code, from }) => ({ code, value: fieldValue(from, snapshot) }));
  return {
    notes: candidates
      .filter(({ wanted, text }) => wanted && text.trim() !== '')
      .map(({ marker, text }) => ({ marker, text: text.trim() })),
    customFields: [...giftField, ...fields].filter(({ value }) => value !== ''),
  };
}

/** One line per wrapped line: the wrapping, and what the shopper wants said with it. */
function giftMessages(order: BcOrder): string {
  return placedLines(order)
    .filter(({ line }) => line.wrapping_name !== '' || line.wrapping_message !== '')
    .map(({ line }) => {
      const item = `${line.quantity} × ${singleLine(line.sku || line.name)}`;
      const wrapping = line.wrapping_name === '' ? 'gift' : singleLine(line.wrapping_name);
      const message = singleLine(line.wrapping_message);
      return `${item}: ${wrapping}${message === '' ? '' : `, "${message}"`}`;
    })
    .join('\n');
}

const couponCodes = ({ coupons }: OrderSnapshot): string =>
  [...new Set(coupons.map(({ code }) => code).filter((code) => code !== ''))].join(', ');

function couponText(snapshot: OrderSnapshot): string {
  const codes = couponCodes(snapshot);
  return codes === '' ? '' : `Coupons: ${codes}`;
}

type FieldSource = RouteRules['customFields'][number]['from'];

function fieldValue(from: FieldSource, snapshot: OrderSnapshot): string {
  const { order } = snapshot;
  if (typeof from === 'string') return orderField(from, snapshot);
  if ('value' in from) return from.value;
  if ('billingField' in from) return formField(order.billing_address, from.billingField);
  return formField(order.consignments.shipping[0], from.shippingField);
}

function orderField(name: Extract<FieldSource, string>, snapshot: OrderSnapshot): string {
  const { order } = snapshot;
  switch (name) {
    case 'orderId':
      return String(order.id);
    case 'externalOrderId':
      return order.external_order_id;
    case 'orderSource':
      return order.order_source;
    case 'channelId':
      return String(order.channel_id);
    case 'paymentMethod':
      return order.payment_method;
    case 'shippingMethod':
      return shippingMethods(order);
    case 'couponCodes':
      return couponCodes(snapshot);
    case 'customerMessage':
      return order.customer_message.trim();
    case 'staffNotes':
      return order.staff_notes.trim();
    case 'customerGroup':
      return String(snapshot.customer?.groupId ?? 0);
    case 'deliveryDate':
      return deliveryDate(order);
  }
}

function shippingMethods({ consignments }: BcOrder): string {
  const names = [
    ...consignments.shipping.map(({ shipping_method }) => shipping_method),
    ...consignments.pickups.map(({ pickup_method_display_name }) => pickup_method_display_name),
  ];
  return [...new Set(names.map(singleLine).filter((name) => name !== ''))].join(', ');
}

/** The earliest date that a line asks for (`event_date`): a day as the shopper chose it, which no time zone may move. */
function deliveryDate(order: BcOrder): string {
  const dates = placedLines(order).map(({ line }) => parseVendorDate(line.event_date)?.toISODate());
  return dates.filter((date) => date !== undefined).sort()[0] ?? '';
}

/** Value of a form field by its name; a field of several choices gives them all. */
function formField(address: Pick<BcAddress, 'form_fields'> | undefined, name: string): string {
  const value = address?.form_fields?.find((field) => sameText(field.name, name))?.value;
  const parts = Array.isArray(value) ? value : [value];
  return parts
    .filter((part): part is string | number => typeof part === 'string' || typeof part === 'number')
    .map((part) => String(part).trim())
    .filter((part) => part !== '')
    .join(', ');
}
