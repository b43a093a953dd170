/** The fields of a contact that can follow a customer, each by one text: equal texts, equal values. */
import type { BpAddress } from '../../brightpearl/schemas/sales-order';
import { singleLine } from '../text-limits';
import type { ContactDraft } from '../types';
import type { CustomerRules, FieldRule } from './rule-schema';

type StandardField = keyof CustomerRules['fields'];

/** One of the standard ones, or a custom field by its code. */
export type CustomerField = StandardField | `PCF_${string}`;

export const isCustomField = (field: CustomerField): field is `PCF_${string}` => field.startsWith('PCF_');

/** By field, what it has; empty: nothing. A field that is not there was not read, or there is no telling. */
export type FieldTexts = ReadonlyMap<CustomerField, string>;

/** A name that is blank keeps the contact from being saved; an e-mail address or an address is never taken away. */
const KEPT: ReadonlySet<CustomerField> = new Set<CustomerField>([
  'firstName',
  'lastName',
  'email',
  'billingAddress',
  'deliveryAddress',
  'priceList',
  'taxCode',
  'creditTermDays',
  'discountPercentage',
]);

/** Whether nothing can stand in its place. */
export const canBeEmptied = (field: CustomerField): boolean => !KEPT.has(field) && !isCustomField(field);

export function ruleOf({ fields, customFields }: CustomerRules, field: CustomerField): FieldRule {
  if (!isCustomField(field)) return fields[field];
  return customFields.find(({ code }) => code === field)?.rule ?? 'never';
}

const LINES = [
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'addressLine4',
  'postalCode',
  'countryIsoCode',
] as const satisfies readonly (keyof BpAddress)[];

type PostalLines = Pick<BpAddress, (typeof LINES)[number]>;

/** Names and telephones of an address belong to the contact. */
export const addressText = (address: PostalLines): string =>
  JSON.stringify(LINES.map((line) => singleLine(address[line] ?? '')));

export function addressOf(text: string): BpAddress {
  const lines = JSON.parse(text) as string[];
  const [addressLine1 = '', , , , , countryIsoCode = ''] = lines;
  const others = LINES.flatMap((line, index) => (lines[index] ? [[line, lines[index]]] : []));
  return { ...(Object.fromEntries(others) as Partial<BpAddress>), addressLine1, countryIsoCode };
}

/** A number as one text, whatever its zeros; 0, which Brightpearl has where nothing is set, is nothing. */
export function numberText(value: string | number | null | undefined): string {
  const number = Number(value ?? 0);
  return Number.isFinite(number) && number !== 0 ? String(number) : '';
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Equal for texts that mean the same: case tells no e-mail address, and no option of a select, apart. */
export const identityOf = (field: CustomerField, text: string): string =>
  field === 'email' || isCustomField(field) ? text.toLowerCase() : text;

/** What an order makes a contact with, and what it leaves out: nobody consented to a newsletter by ordering. */
export function draftTexts(draft: ContactDraft): FieldTexts {
  const address = addressText(draft.address);
  return new Map<CustomerField, string>([
    ['firstName', draft.firstName],
    ['lastName', draft.lastName],
    ['email', draft.email],
    ['telephone', draft.telephone],
    ['company', draft.company],
    ['taxNumber', draft.taxNumber],
    ['billingAddress', address],
    ['deliveryAddress', address],
    ['newsletter', yesNo(false)],
  ]);
}
