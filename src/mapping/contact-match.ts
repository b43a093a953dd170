/** When a Brightpearl contact and the buyer of an order are the same in something. */
import type { BpAddress } from '../brightpearl/schemas/sales-order';
import { comparableEmail } from '../domain/email';
import type { RouteRules } from './rules';
import type { ContactDraft } from './types';

type ComparedAddress = Pick<BpAddress, 'addressLine1' | 'postalCode' | 'countryIsoCode'>;

/** A contact as a search answers it; addresses and `taxNumber` where they were read. */
export interface ContactCandidate {
  readonly contactId: number;
  /** All three that a contact may have. */
  readonly emails: readonly string[];
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string;
  readonly isStaff: boolean;
  readonly isSupplier: boolean;
  /** The billing address. */
  readonly address?: ComparedAddress;
  readonly deliveryAddress?: ComparedAddress;
  readonly taxNumber?: string;
  /** This connector used it for the same BigCommerce customer before. */
  readonly linked?: boolean;
}

/** Brightpearl's e-mail search finds parts of addresses: the comparison is made here. */
export const sameEmail = (one: string, two: string): boolean => comparableEmail(one) === comparableEmail(two);

type Named = Pick<ContactCandidate, 'firstName' | 'lastName'>;

export const sameNames = (draft: Named, candidate: Named): boolean =>
  plain(`${draft.firstName} ${draft.lastName}`) === plain(`${candidate.firstName} ${candidate.lastName}`);

/** Another company is one with another name: a person may buy privately, or for a company for the first time. */
export const sameCompany = (draft: ContactDraft, candidate: ContactCandidate): boolean =>
  agree(plain(draft.company), plain(candidate.companyName));

export const sameTaxNumber = (draft: ContactDraft, candidate: ContactCandidate): boolean =>
  agree(compact(draft.taxNumber), compact(candidate.taxNumber ?? ''));

const agree = (one: string, two: string): boolean => one === '' || two === '' || one === two;

/** Postcode, first line and country, whatever their case, accents, spaces and punctuation. */
export const sameAddress = (one: ComparedAddress, two: ComparedAddress): boolean =>
  addressIdentity(one) === addressIdentity(two);

const addressIdentity = (address: ComparedAddress): string =>
  [address.countryIsoCode.toUpperCase(), postcode(address), plain(address.addressLine1)].join('/');

/**
 * What makes another buyer of whoever has the same e-mail address: company and tax number, and where the rules want a
 * contact for each address, that address, and the name if they compare it. All blank for a private person otherwise.
 */
export function buyerIdentity(draft: ContactDraft, rules: RouteRules['contact']): readonly string[] {
  const business = [draft.company.toLowerCase(), draft.taxNumber];
  if (rules.differentAddress !== 'new-contact') return business;
  const name = rules.compareNames ? [plain(`${draft.firstName} ${draft.lastName}`)] : [];
  return [...business, addressIdentity(draft.address), ...name];
}

/** The extension of a US ZIP code is often left out. */
function postcode({ postalCode = '', countryIsoCode }: ComparedAddress): string {
  const code = compact(postalCode);
  return countryIsoCode.toUpperCase() === 'USA' ? code.slice(0, 5) : code;
}

/** Letters and digits in one case, without Latin accents; marks of other scripts are part of the word. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();

const compact = (text: string): string => plain(text).replaceAll(' ', '');
