/** Where the goods of an order go: each place is a sales order of its own when the order is split. */
import type { BcOrder } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import { money } from '../domain/money';
import type { AddressSource } from './addresses';
import { matchesText } from './rule-values';
import { shellWord } from './shell-word';
import type { MappingContext } from './types';

export interface Destination {
  /** Shipping address or pickup; undefined when nothing is delivered (downloads, gift certificates). */
  readonly id: number | undefined;
  readonly kind: 'shipping' | 'pickup' | 'none';
  readonly address: AddressSource;
  /** The store's text for it; "" when there is none. */
  readonly shippingMethod: string;
}

export type DestinationsResult =
  { readonly ok: true; readonly destinations: readonly Destination[] } | { readonly ok: false; readonly issue: Issue };

/** At least one. Several only if the route splits such orders. */
export function destinationsOf(order: BcOrder, ctx: MappingContext): DestinationsResult {
  const found = [...shippingDestinations(order), ...pickupDestinations(order)];
  if (found.length === 0) return { ok: true, destinations: [nowhere(order)] };
  const ids = found.map((destination) => destination.id);
  if (new Set(ids).size < ids.length) return severalAddresses(order, ids, 'two of them have the same id');
  if (found.length > 1 && ctx.rules.severalAddresses === 'hold') {
    return severalAddresses(order, ids, 'the route does not split such orders');
  }
  return { ok: true, destinations: found };
}

/** An address that nothing is sent to, and that costs nothing, is left over from an edit. */
function shippingDestinations(order: BcOrder): Destination[] {
  const consignments = order.consignments.shipping;
  const used = consignments.filter(
    (one) => one.line_items.length > 0 || !money(one.cost_inc_tax).isZero() || consignments.length === 1,
  );
  return used.map((one) => ({
    id: one.id,
    kind: 'shipping',
    address: one,
    shippingMethod: one.shipping_method.trim(),
  }));
}

function pickupDestinations(order: BcOrder): Destination[] {
  return order.consignments.pickups.map((pickup) => ({
    id: pickup.id,
    kind: 'pickup',
    address: pickupAddress(order, pickup),
    shippingMethod: pickup.pickup_method_display_name.trim(),
  }));
}

/** The pickup point under the shopper's name; where the store gives no street, the billing address. */
function pickupAddress(order: BcOrder, { location }: BcOrder['consignments']['pickups'][number]): AddressSource {
  const billing = order.billing_address;
  if (!location?.address_line_1 || !location.country_alpha2) return billing;
  return {
    ...billing,
    company: location.name ?? '',
    street_1: location.address_line_1,
    street_2: location.address_line_2 ?? '',
    city: location.city ?? '',
    state: location.state ?? '',
    zip: location.postal_code ?? '',
    country: '',
    country_iso2: location.country_alpha2,
  };
}

const nowhere = (order: BcOrder): Destination => ({
  id: undefined,
  kind: 'none',
  address: order.billing_address,
  shippingMethod: '',
});

const severalAddresses = (order: BcOrder, ids: readonly (number | undefined)[], why: string): DestinationsResult => ({
  ok: false,
  issue: issue(
    'SEVERAL_ADDRESSES',
    `Order ${order.id} ships to ${ids.length} addresses (${ids.join(', ')}), and ${why}. Set the route to split such orders, or split it in BigCommerce.`,
    { details: { addressIds: ids } },
  ),
});

export type ShippingMethodResult =
  { readonly ok: true; readonly id?: number; readonly notice?: string } | { readonly ok: false; readonly issue: Issue };

/** An amended method, else the route's mapping of the text. An order without a method gets none. */
export function shippingMethodOf(order: BcOrder, destination: Destination, ctx: MappingContext): ShippingMethodResult {
  const { map, pickup, unmapped } = ctx.rules.shippingMethods;
  const text = destination.shippingMethod;
  if (ctx.amendments.shippingMethodId !== undefined) return known(order, text, ctx.amendments.shippingMethodId, ctx);
  if (destination.kind === 'none') return { ok: true };
  const mapped =
    map.find(({ when }) => matchesText(when, text))?.id ?? (destination.kind === 'pickup' ? pickup : undefined);
  if (mapped !== undefined) return known(order, text, mapped, ctx);
  if (text === '' || destination.kind === 'pickup') return { ok: true };
  if (unmapped === 'hold') return noMethod(order, text, 'has no mapping');
  const chosen = known(order, text, unmapped, ctx);
  return chosen.ok ? { ...chosen, notice: `shipping method "${text}" has no mapping: booked as ${unmapped}` } : chosen;
}

function known(order: BcOrder, text: string, id: number, ctx: MappingContext): ShippingMethodResult {
  if (ctx.account.shippingMethods.some((method) => method.id === id)) return { ok: true, id };
  return noMethod(order, text, `maps to ${id}, which account ${ctx.account.code} does not have`);
}

const noMethod = (order: BcOrder, text: string, problem: string): ShippingMethodResult => ({
  ok: false,
  issue: issue(
    'NO_SHIPPING_METHOD',
    `Order ${order.id}: the shipping method "${text}" ${problem}. Map it with "connector mappings set shipping-method ${shellWord(text)} --to <id>", which frees all that wait for it, or amend the order.`,
    { subject: text },
  ),
});
