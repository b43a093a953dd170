/** Tracking as the store takes it: one number, a carrier by mapping, and what does not fit beside it. */
import type { BcShipment, ShipmentChange, ShipmentInput } from '../../bigcommerce/shipments';
import type { ShipmentRules } from '../rules-shipments';

/** The store's provider, or a slug of AfterShip's; the link with `{tracking}` where the number goes. */
export type CarrierRule = ShipmentRules['carriers'][string];

/** The number is empty where there is none; further ones of the same note are in the comments, which the customer sees. */
export type Tracking = Pick<ShipmentInput, 'provider' | 'carrier' | 'trackingLink' | 'comments'> & {
  readonly trackingNumber: string;
};

/** As BigCommerce documents `tracking_number` and `tracking_link`. */
const MOST_CHARACTERS = 50;
const LONGEST_LINK = 500;
const SEPARATORS = /[,;|\n]+/;
const LINK = /^https?:\/\/\S+$/i;
const COMMENT = 'Tracking: ';

/**
 * @param reference of the note, as the warehouse typed it: numbers, with commas between, or a link
 * @param several where further numbers go; without a link that takes them they are in the comments all the same
 */
export function trackingOf(
  reference: string,
  rule: CarrierRule = {},
  several: ShipmentRules['severalTrackingNumbers'] = 'comments',
): Tracking {
  const parts = reference
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const link = parts.find((part) => LINK.test(part));
  const numbers = [...new Set(parts.filter((part) => !LINK.test(part)))];
  const [first, ...others] = numbers;
  if (first === undefined) return { trackingNumber: '', ...(link === undefined ? {} : { trackingLink: link }) };
  const { provider, carrier, trackingLink: template } = rule;
  const linkFor = (some: readonly string[]): string | undefined =>
    template?.replaceAll('{tracking}', some.map(encodeURIComponent).join(','));
  const forAll = several === 'link' && link === undefined ? linkFor(numbers) : undefined;
  const isAllLinked = forAll !== undefined && forAll.length <= LONGEST_LINK;
  // A number that does not fit would be another one once it is cut.
  const fits = first.length <= MOST_CHARACTERS;
  const told = fits ? (isAllLinked ? [] : others) : numbers;
  const trackingLink = link ?? (isAllLinked ? forAll : linkFor([first]));
  return {
    trackingNumber: fits ? first : '',
    ...(provider === undefined ? {} : { provider }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(trackingLink === undefined ? {} : { trackingLink }),
    ...(told.length === 0 ? {} : { comments: `${COMMENT}${told.join(', ')}` }),
  };
}

export const isTracked = ({
  trackingNumber,
  trackingLink,
}: Pick<Tracking, 'trackingNumber' | 'trackingLink'>): boolean => trackingNumber !== '' || Boolean(trackingLink);

/**
 * What of a shipment is to be changed so that it shows this tracking; undefined where it does. What the warehouse took back
 * stays: somebody may have typed it into the store.
 */
export function changeOf(shipment: BcShipment, tracking: Tracking): ShipmentChange | undefined {
  if (!isTracked(tracking)) return undefined;
  const wanted: Tracking = {
    ...tracking,
    // Further numbers that are none any more.
    ...(tracking.comments === undefined && shipment.comments.startsWith(COMMENT) ? { comments: '' } : {}),
  };
  const names = Object.keys(wanted) as (keyof Tracking)[];
  const differing = names.filter((name) => wanted[name] !== shipment[name]);
  if (differing.length === 0) return undefined;
  return Object.fromEntries(differing.map((name) => [name, wanted[name]]));
}
