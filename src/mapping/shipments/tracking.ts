/** Tracking as the store takes it: one number, a carrier by mapping, and what does not fit beside it. */

export interface CarrierRule {
  /** The store's provider (`ups`, `fedex`, `carrier_7`, …). */
  readonly provider?: string;
  /** Or a slug of AfterShip's, for other carriers. */
  readonly carrier?: string;
  /** With `{tracking}` where the number goes. The store then shows this link and makes none of its own. */
  readonly trackingLink?: string;
}

export interface Tracking {
  /** Empty where there is none. */
  readonly trackingNumber: string;
  readonly provider?: string;
  readonly carrier?: string;
  readonly trackingLink?: string;
  /** Shown to the customer: further numbers of the same note. */
  readonly comments?: string;
}

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
