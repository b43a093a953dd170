/** What a customer of the store says of each field of its contact. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import { TEXT_LIMITS, toBrightpearlAddress } from '../addresses';
import { cutText, singleLine } from '../text-limits';
import { addressText, numberText, yesNo, type CustomerField, type FieldTexts } from './fields';
import type { CustomerRules, ValueSource } from './rule-schema';

/**
 * As the contact of that account is to have it. Absent is what the store says nothing of: no address that can be used, a
 * group that is not listed, a form field that the customer has not.
 */
export function storeSide(customer: BcCustomerDetails, rules: CustomerRules, account: string): FieldTexts {
  const address = usableAddress(customer, rules);
  const { taxNumberFrom, customFields } = rules;
  const terms = rules.groups.find(
    (one) => one.group === customer.groupId && (one.account === undefined || one.account === account),
  );
  const texts: readonly (readonly [CustomerField, string | undefined])[] = [
    ['firstName', line(customer.firstName, TEXT_LIMITS.namePart)],
    ['lastName', line(customer.lastName, TEXT_LIMITS.namePart)],
    ['email', customer.email.trim()],
    ['telephone', line(customer.phone, TEXT_LIMITS.telephone)],
    ['company', line(customer.company, TEXT_LIMITS.companyName)],
    ['taxNumber', taxNumberFrom && valueOf(customer, taxNumberFrom)],
    ['billingAddress', address],
    ['deliveryAddress', address],
    ['newsletter', yesNo(customer.acceptsMarketing)],
    ['priceList', terms?.priceListId && numberText(terms.priceListId)],
    ['taxCode', terms?.taxCodeId && numberText(terms.taxCodeId)],
    ['creditTermDays', terms?.creditTermDays && numberText(terms.creditTermDays)],
    ['discountPercentage', terms?.discountPercentage && numberText(terms.discountPercentage)],
    ...customFields.map(({ code, from }) => [code as CustomerField, valueOf(customer, from)] as const),
  ].map(([field, text]) => [field as CustomerField, text || (text === '' ? '' : undefined)] as const);
  return new Map(texts.flatMap(([field, text]) => (text === undefined ? [] : [[field, text] as const])));
}

const line = (text: string, limit: number): string => cutText(singleLine(text), limit).text;

/** Undefined: the customer has no such field. */
function valueOf(customer: BcCustomerDetails, source: ValueSource): string | undefined {
  if ('attribute' in source) {
    const attribute = customer.attributes.find(({ attributeId }) => attributeId === source.attribute);
    return attribute && singleLine(attribute.value);
  }
  const wanted = source.formField.trim().toLowerCase();
  const field = customer.formFields.find(({ name }) => name.trim().toLowerCase() === wanted);
  return field && singleLine(field.value);
}

function usableAddress(customer: BcCustomerDetails, { address: which }: CustomerRules): string | undefined {
  const [first, ...others] = customer.addresses.toSorted((a, b) => a.addressId - b.addressId);
  const chosen = which === 'newest' ? (others.at(-1) ?? first) : first;
  if (!chosen) return undefined;
  const source = {
    first_name: chosen.firstName,
    last_name: chosen.lastName,
    company: chosen.company,
    street_1: chosen.line1,
    street_2: chosen.line2,
    city: chosen.city,
    state: chosen.state,
    zip: chosen.postcode,
    country: '',
    country_iso2: chosen.countryCode,
    phone: chosen.phone,
    email: '',
  };
  const result = toBrightpearlAddress(source, { subject: `customer ${customer.id} address` });
  return result.ok ? addressText(result.address) : undefined;
}
