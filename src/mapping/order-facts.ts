/** Plain facts of an order that several rules ask for. */
import type { BcAddress, BcOrder } from '../bigcommerce/schemas/order';
import { sameText } from './rule-values';
import type { RouteRules } from './rules';

type Region = Pick<BcAddress, 'country_iso2' | 'state'>;

/** Where a charge is delivered to: its shipping address or pickup point, else the first one, else the billing address. */
export function shipToOf(order: BcOrder, destination: number | undefined): Region {
  const { shipping, pickups } = order.consignments;
  const byId =
    shipping.find((one) => one.id === destination) ?? pickupRegion(pickups.find((one) => one.id === destination));
  return byId ?? shipping[0] ?? pickupRegion(pickups[0]) ?? order.billing_address;
}

function pickupRegion(pickup: BcOrder['consignments']['pickups'][number] | undefined): Region | undefined {
  const location = pickup?.location;
  if (!location?.country_alpha2) return undefined;
  return { country_iso2: location.country_alpha2, state: location.state ?? '' };
}

/** The tax number that the shopper wrote into the form field the route names; "" when there is none. */
export function orderTaxNumber(order: BcOrder, rules: Pick<RouteRules, 'contact'>): string {
  const name = rules.contact.taxNumberField;
  if (name === undefined) return '';
  const field = order.billing_address.form_fields?.find((candidate) => sameText(candidate.name, name));
  return typeof field?.value === 'string' ? field.value.trim() : '';
}
