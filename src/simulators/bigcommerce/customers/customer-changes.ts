/** What shoppers, staff and the API do to customers and their addresses, and the events that it fires. */
import type { SimContext } from '../context';
import { isoSeconds } from '../dates';
import type { Fields } from '../state';

const ADDRESS_DEFAULTS: Fields = {
  company: '',
  address1: '',
  address2: '',
  city: '',
  state_or_province: '',
  postal_code: '',
  country_code: '',
  phone: '',
  address_type: 'residential',
  form_fields: [],
};

/** "A unique customer address is a combination of the following core address fields." */
const CORE_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'phone',
  'address_type',
  'address1',
  'address2',
  'city',
  'country_code',
  'state_or_province',
  'postal_code',
];

export const addressesOf = (customer: Fields): Fields[] => (customer['addresses'] ?? []) as Fields[];

export const newAddress = ({ state }: SimContext, customerId: number, given: Fields): Fields => ({
  ...ADDRESS_DEFAULTS,
  ...given,
  id: state.claimId('customerAddress', given['id']),
  customer_id: customerId,
});

/** "It does not currently track changes to the customer address." */
export function changeCustomer(context: SimContext, customer: Fields, given: Fields): void {
  Object.assign(customer, given, { date_modified: isoSeconds(context.clock.now()) });
  customer['attribute_count'] = ((customer['attributes'] ?? []) as unknown[]).length;
  context.events.customer(customer, 'updated');
}

export function deleteCustomer({ state, events }: SimContext, customer: Fields): void {
  state.customers.delete(Number(customer['id']));
  events.emit('store/customer/deleted', { type: 'customer', id: customer['id'] });
}

/** Undefined, and nothing done, when the customer has just this address already. */
export function addAddress(context: SimContext, customer: Fields, given: Fields): Fields | undefined {
  const { id, ...wanted } = { ...ADDRESS_DEFAULTS, ...given };
  if (hasTwin(customer, wanted)) return undefined;
  const address = newAddress(context, Number(customer['id']), { ...wanted, ...(id === undefined ? {} : { id }) });
  setAddresses(context, customer, [...addressesOf(customer), address]);
  fire(context, address, 'created');
  return address;
}

/** Undefined, and nothing done, when it would become equal to another one. */
export function changeAddress(
  context: SimContext,
  customer: Fields,
  address: Fields,
  given: Fields,
): Fields | undefined {
  if (hasTwin(customer, { ...address, ...given }, address)) return undefined;
  Object.assign(address, given);
  setAddresses(context, customer, addressesOf(customer));
  fire(context, address, 'updated');
  return address;
}

export function deleteAddress(context: SimContext, customer: Fields, address: Fields): void {
  const others = addressesOf(customer).filter((other) => other !== address);
  setAddresses(context, customer, others);
  fire(context, address, 'deleted');
}

export function findAddress({ state }: SimContext, id: number): { customer: Fields; address: Fields } | undefined {
  for (const customer of state.customers.values()) {
    const address = addressesOf(customer).find((candidate) => candidate['id'] === id);
    if (address) return { customer, address };
  }
  return undefined;
}

const hasTwin = (customer: Fields, wanted: Fields, own?: Fields): boolean =>
  addressesOf(customer).some(
    (other) => other !== own && CORE_FIELDS.every((field) => (other[field] ?? '') === (wanted[field] ?? '')),
  );

/** Whether that changes the customer is a switch. */
function setAddresses({ clock, switches }: SimContext, customer: Fields, addresses: Fields[]): void {
  Object.assign(customer, { addresses, address_count: addresses.length });
  if (switches.addressChangesModifyCustomer) customer['date_modified'] = isoSeconds(clock.now());
}

/** Its `type` is `customer`, and its `id` the address's. */
const fire = ({ events }: SimContext, address: Fields, event: string): void =>
  events.emit(`store/customer/address/${event}`, {
    type: 'customer',
    id: address['id'],
    address: { customer_id: address['customer_id'] },
  });
