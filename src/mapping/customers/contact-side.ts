/** What a contact has now, field by field. */
import type { BpContact, BpPostalAddress } from '../../brightpearl/schemas/contact';
import type { BpCustomFields } from '../../brightpearl/schemas/custom-fields';
import { singleLine } from '../text-limits';
import { addressText, numberText, yesNo, type CustomerField, type FieldTexts } from './fields';
import type { CustomerRules } from './rule-schema';

export interface ContactAsRead {
  readonly contact: BpContact;
  /** By id; those that no rule asks for need not be there. */
  readonly addresses: ReadonlyMap<number, BpPostalAddress>;
  /** Empty where no rule asks for them. */
  readonly customFields: BpCustomFields;
}

/** Which addresses of a contact the rules need. Where billing or delivery has none of its own, the default one serves. */
export function addressIds({ postAddressIds: { DEF, BIL, DEL } }: BpContact): {
  readonly billing: number;
  readonly delivery: number;
} {
  return { billing: BIL || DEF || 0, delivery: DEL || DEF || 0 };
}

export function contactSide({ contact, addresses, customFields }: ContactAsRead, rules: CustomerRules): FieldTexts {
  const { communication, organisation, marketingDetails, financialDetails } = contact;
  const { billing, delivery } = addressIds(contact);
  const addressAt = (id: number): string => {
    const address = addresses.get(id);
    return address ? addressText(address) : '';
  };
  const texts: readonly (readonly [CustomerField, string])[] = [
    ['firstName', singleLine(contact.firstName)],
    ['lastName', singleLine(contact.lastName)],
    ['email', (communication.emails.PRI?.email ?? '').trim()],
    ['telephone', singleLine(communication.telephones?.PRI ?? '')],
    ['company', singleLine(organisation?.name ?? '')],
    ['taxNumber', singleLine(financialDetails?.taxNumber ?? '')],
    ['billingAddress', addressAt(billing)],
    ['deliveryAddress', addressAt(delivery)],
    ['newsletter', yesNo(marketingDetails?.isReceiveEmailNewsletter ?? false)],
    ['priceList', numberText(financialDetails?.priceListId)],
    ['taxCode', numberText(financialDetails?.taxCodeId)],
    ['creditTermDays', numberText(financialDetails?.creditTermDays)],
    ['discountPercentage', numberText(financialDetails?.discountPercentage)],
    ...rules.customFields.map(({ code }) => [code as CustomerField, customText(customFields, code)] as const),
  ];
  return new Map(texts);
}

/** A text of digits alone comes back as a number; of a select, what it says. */
function customText(fields: BpCustomFields, code: string): string {
  const value = fields.get(code);
  return value === undefined ? '' : singleLine(String(typeof value === 'object' ? value.value : value));
}
