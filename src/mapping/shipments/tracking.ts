/** Tracking as the store takes it: one number, a carrier by mapping, and what does not fit beside it. */
import type { ShipmentInput } from '../../bigcommerce/shipments';

/** The store's provider, or a slug of AfterShip's; the link with `{tracking}` where the number goes. */
export type CarrierRule = Pick<ShipmentInput, 'provider' | 'carrier' | 'trackingLink'>;

/** The number is empty where there is none; further ones of the same note are in the comments, which the customer sees. */
export type Tracking = CarrierRule & Pick<ShipmentInput, 'comments'> & { readonly trackingNumber: string };

/** As BigCommerce documents `tracking_number`. */
const MOST_CHARACTERS = 50;
const SEPARATORS = /[,;|\n]+/;
const LINK = /^https?:\/\/\S+$/i;

/** @param reference of the note, as the warehouse typed it: numbers, with commas between, or a link */
export function trackingOf(reference: string, rule: CarrierRule = {}): Tracking {
  const parts = reference
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const link = parts.find((part) => LINK.test(part));
  const [first, ...others] = [...new Set(parts.filter((part) => !LINK.test(part)))];
  if (first === undefined) return { trackingNumber: '', ...(link === undefined ? {} : { trackingLink: link }) };
  const { provider, carrier, trackingLink: template } = rule;
  // A number that does not fit would be another one once it is cut.
  const fits = first.length <= MOST_CHARACTERS;
  const told = fits ? others : [first, ...others];
  const trackingLink = link ?? template?.replaceAll('{tracking}', encodeURIComponent(first));
  return {
    trackingNumber: fits ? first : '',
    ...(provider === undefined ? {} : { provider }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(trackingLink === undefined ? {} : { trackingLink }),
    ...(told.length === 0 ? {} : { comments: `Tracking: ${told.join(', ')}` }),
  };
}
