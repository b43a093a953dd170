/** Carriers, as a shipment may name them, and the link made of carrier and tracking number. */
import { textOf, type Fields } from '../state';

/** What a shipping provider is called; `upsonline` is in the schema, not in the text. */
const PROVIDERS: Readonly<Record<string, string>> = {
  '': '',
  auspost: 'Australia Post',
  canadapost: 'Canada Post',
  custom: 'Custom',
  endicia: 'Endicia',
  fedex: 'FedEx',
  royalmail: 'Royal Mail',
  shipperhq: 'ShipperHQ',
  ups: 'UPS',
  upsonline: 'UPS Online',
  upsready: 'UPS® Ready',
  usps: 'USPS',
};

/** Carriers BigCommerce is integrated with; all others go by AfterShip. The addresses are the carriers' own. */
const LINKS: Readonly<Record<string, string>> = {
  auspost: 'https://auspost.com.au/mypost/track/#/details/',
  canadapost: 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=',
  endicia: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr=',
  royalmail: 'https://www.royalmail.com/track-your-item#/tracking-results/',
  ups: 'https://www.ups.com/track?tracknum=',
  upsonline: 'https://www.ups.com/track?tracknum=',
  upsready: 'https://www.ups.com/track?tracknum=',
  usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
};

/** A listed provider, or `carrier_{id}` of a shipping app. */
export const isProvider = (provider: string): boolean => provider in PROVIDERS || /^carrier_\w+$/.test(provider);

/** A courier's code at AfterShip, by its form: there are some 900. */
export const isCarrier = (carrier: string): boolean => /^[a-z0-9-]*$/.test(carrier);

export const providerName = (provider: string): string => PROVIDERS[provider] ?? provider;

/** Empty without a number or a carrier, and when the shipment has a link of its own. */
export function generatedLink(shipment: Fields): string {
  const number = textOf(shipment['tracking_number']);
  const carrier = carrierOf(shipment);
  if (shipment['tracking_link'] !== '' || number === '' || carrier === '') return '';
  return (LINKS[carrier] ?? `https://track.aftership.com/${carrier}/`) + encodeURIComponent(number);
}

function carrierOf(shipment: Fields): string {
  const [provider, carrier] = [textOf(shipment['shipping_provider']), textOf(shipment['tracking_carrier'])];
  if (provider in LINKS || carrier === '') return provider === 'custom' ? '' : provider;
  return carrier;
}
