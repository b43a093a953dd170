/** The contact that a customer without an order is to have. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { ContactDraft } from '../types';
import { addressOf, ruleOf, type CustomerField } from './fields';
import type { CustomerRules } from './rule-schema';
import { storeSide } from './store-side';

/** Why a customer has no contact made of it. Each mends itself: the customer is looked at again when it changes. */
export const UNMADE_REASONS = {
  NO_EMAIL: 'it has no e-mail address',
  NO_ADDRESS: 'it has no address with a street and a country, without which Brightpearl takes no contact',
} as const;

export type UnmadeReason = keyof typeof UNMADE_REASONS;

export const makesContacts = ({ create, createIn }: CustomerRules, account: string): boolean =>
  create === 'always' && (createIn ?? [account]).includes(account);

/**
 * A contact needs a name, and is found again by its e-mail address: these and the address are given whatever their rules,
 * and all else but what is never written. Terms, consent and custom fields follow once it is there.
 */
export function customerDraft(
  customer: BcCustomerDetails,
  rules: CustomerRules,
  account: string,
): ContactDraft | UnmadeReason {
  const store = storeSide(customer, rules, account);
  const text = (field: CustomerField): string => store.get(field) ?? '';
  const unlessNever = (field: CustomerField): string => (ruleOf(rules, field) === 'never' ? '' : text(field));
  const address = store.get('billingAddress');
  if (text('email') === '') return 'NO_EMAIL';
  if (address === undefined) return 'NO_ADDRESS';
  const [firstName, lastName] = [text('firstName'), text('lastName')];
  return {
    email: text('email'),
    firstName,
    lastName: firstName === '' && lastName === '' ? `Customer ${customer.id}` : lastName,
    company: unlessNever('company'),
    telephone: unlessNever('telephone'),
    taxNumber: unlessNever('taxNumber'),
    address: addressOf(address),
    bigcommerceCustomerId: customer.id,
  };
}
