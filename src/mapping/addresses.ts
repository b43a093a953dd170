/** BigCommerce addresses as Brightpearl takes them: street, suburb, city on line 3, state on line 4, alpha-3 country. */
import countries from 'i18n-iso-countries';
import type { BcAddress } from '../bigcommerce/schemas/order';
import type { BpAddress } from '../brightpearl/schemas/sales-order';
import { issue, type Issue } from '../domain/issues';
import { cutText, singleLine, splitText } from './text-limits';

/**
 * Longest value sent per field, in UTF-16 units. Documented by Brightpearl: 32 per part of a name (contact POST). All
 * others are ours: Brightpearl documents none for addresses and telephones, so they are set where a postal label or a
 * telephone number surely ends.
 */
export const TEXT_LIMITS = {
  namePart: 32,
  addressFullName: 65,
  companyName: 100,
  addressLine: 100,
  postalCode: 20,
  telephone: 32,
} as const;

export interface AddressContext {
  /** Which address, for messages: `order 10423 billing address`. */
  readonly subject: string;
  /** Used where the address has none of its own (shipping addresses often lack it). */
  readonly email?: string;
  readonly telephone?: string;
  /** What a person ruled; wins over the order's own. */
  readonly amended?: Partial<BpAddress>;
}

export type AddressResult =
  | { readonly ok: true; readonly address: BpAddress; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issue: Issue };

/** The parts of an address that both vendors have. Country is alpha-2, or a name where the code is missing. */
export type AddressSource = Pick<
  BcAddress,
  | 'first_name'
  | 'last_name'
  | 'company'
  | 'street_1'
  | 'street_2'
  | 'city'
  | 'state'
  | 'zip'
  | 'country'
  | 'country_iso2'
  | 'phone'
  | 'email'
>;

/** Cuts over-long fields with a notice; a missing street or an unknown country is `BAD_ADDRESS`. A missing state is fine. */
export function toBrightpearlAddress(source: AddressSource, ctx: AddressContext): AddressResult {
  const [addressLine1, addressLine2, unplaced] = streetLines(source);
  const address = {
    ...filled({
      addressFullName: singleLine(`${source.first_name} ${source.last_name}`),
      companyName: singleLine(source.company),
      addressLine1,
      addressLine2,
      addressLine3: singleLine(source.city),
      addressLine4: singleLine(source.state),
      postalCode: singleLine(source.zip),
      countryIsoCode: alpha3(source.country_iso2, source.country) ?? '',
      telephone: singleLine(source.phone) || (ctx.telephone ?? ''),
      email: source.email.trim() || (ctx.email ?? ''),
    }),
    ...ctx.amended,
  };
  const problem = addressProblem(address, source, ctx);
  if (problem) return { ok: false, issue: problem };
  const cutStreet = unplaced !== '' && ctx.amended?.addressLine1 === undefined;
  const { address: within, notices } = withinLimits(address, ctx.subject);
  return {
    ok: true,
    address: within,
    notices: cutStreet ? [...notices, `${ctx.subject}: the street was cut to two lines`] : notices,
  };
}

/** Alpha-3 code of an alpha-2 (or alpha-3) code, else of an English country name; undefined when neither is known. */
export function alpha3(code: string, name: string): string | undefined {
  const upper = code.trim().toUpperCase();
  if (countries.alpha3ToAlpha2(upper)) return upper;
  return countries.alpha2ToAlpha3(upper) ?? countries.getAlpha3Code(name.trim(), 'en') ?? undefined;
}

/** An over-long street runs on into the second line when that is free; what fits on neither is the third value. */
function streetLines(source: AddressSource): readonly [string, string, string] {
  const second = singleLine(source.street_2);
  const [head, rest] = splitText(singleLine(source.street_1), TEXT_LIMITS.addressLine);
  if (rest === '') return [head || second, head ? second : '', ''];
  if (second !== '') return [head, second, rest];
  const [continued, unplaced] = splitText(rest, TEXT_LIMITS.addressLine);
  return [head, continued, unplaced];
}

/** Drops empty values: Brightpearl omits unset keys, and an optional key must not be sent as undefined. */
function filled(values: Readonly<Record<keyof BpAddressText, string>>): BpAddressText {
  const kept = Object.entries(values).filter(([, value]) => value !== '');
  return { addressLine1: '', countryIsoCode: '', ...Object.fromEntries(kept) };
}

type BpAddressText = Omit<BpAddress, 'mobileTelephone'>;

function addressProblem(address: BpAddress, source: AddressSource, ctx: AddressContext): Issue | undefined {
  if (address.addressLine1.trim() === '') {
    return badAddress(ctx, 'has no street. Add it in BigCommerce, or amend the address.');
  }
  if (alpha3(address.countryIsoCode, '') === undefined) {
    const code =
      source.country_iso2 === '' ? 'no country' : `the country code "${cutText(source.country_iso2, 8).text}"`;
    return badAddress(
      ctx,
      `has ${code}, which ISO 3166 does not list. Correct it in BigCommerce, or amend the address.`,
    );
  }
  return undefined;
}

const badAddress = (ctx: AddressContext, words: string): Issue =>
  issue('BAD_ADDRESS', `The ${ctx.subject} ${words}`, { subject: ctx.subject });

const FIELD_LIMITS = {
  addressFullName: TEXT_LIMITS.addressFullName,
  companyName: TEXT_LIMITS.companyName,
  addressLine1: TEXT_LIMITS.addressLine,
  addressLine2: TEXT_LIMITS.addressLine,
  addressLine3: TEXT_LIMITS.addressLine,
  addressLine4: TEXT_LIMITS.addressLine,
  postalCode: TEXT_LIMITS.postalCode,
  telephone: TEXT_LIMITS.telephone,
  mobileTelephone: TEXT_LIMITS.telephone,
} as const satisfies Partial<Record<keyof BpAddress, number>>;

/** Notices name the field, never its value: they are shown in clear. E-mails are never cut, for a cut one is another's. */
function withinLimits(address: BpAddress, subject: string): { address: BpAddress; notices: string[] } {
  const notices: string[] = [];
  const fields = Object.entries(address).map(([field, value]: [string, string]) => {
    const limit = limitOf(field);
    if (limit === undefined || value.length <= limit) return [field, value] as const;
    notices.push(`${subject}: ${field} was cut to ${limit} characters`);
    return [field, cutText(value, limit).text] as const;
  });
  return { address: { ...address, ...Object.fromEntries(fields) }, notices };
}

const limitOf = (field: string): number | undefined =>
  field in FIELD_LIMITS ? FIELD_LIMITS[field as keyof typeof FIELD_LIMITS] : undefined;
