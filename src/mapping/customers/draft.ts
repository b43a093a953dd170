/** The contact that a customer without an order is to have. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { ContactDraft } from '../types';
import { addressOf, ruleOf, type CustomerField } from './fields';
import type { CustomerRules } from './rule-schema';
import { storeSide } from './store-side';

/**
 * Why no contact can be made of a customer: it could not be found again, or Brightpearl takes none without a street and a
 * country. Each mends itself: the customer is looked at again when it changes.
 */
export type UnmadeReason = 'NO_EMAIL' | 'NO_ADDRESS';

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
