/** Customers (V3 reads). */
import type { SimRequest, SimResponse } from '../core/http';
import { v3Error } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { v3CursorList } from './cursor-lists';
import { addressesOf, newAddress } from './customers/customer-changes';
import { isoSeconds, parseDate } from './dates';
import type { Fields } from './state';

/** Shown only when `include` names them: field of the document by value of `include`. */
const INCLUDES: Readonly<Record<string, string>> = {
  addresses: 'addresses',
  storecredit: 'store_credit_amounts',
  attributes: 'attributes',
  formfields: 'form_fields',
};

const IN_FILTERS: Readonly<Record<string, (customer: Fields) => unknown>> = {
  'id:in': (customer) => customer['id'],
  'email:in': (customer) => customer['email'],
  'name:in': (customer) => `${String(customer['first_name'])} ${String(customer['last_name'])}`,
  'company:in': (customer) => customer['company'],
  'phone:in': (customer) => customer['phone'],
  'customer_group_id:in': (customer) => customer['customer_group_id'],
};

const DATE_FILTERS = ['date_created:min', 'date_created:max', 'date_modified:min', 'date_modified:max'];

export const customerRoutes = (context: SimContext): BigCommerceRoute[] => [
  {
    method: 'GET',
    path: '/v3/customers',
    scopes: SCOPES.customersRead,
    handle: (request) => listCustomers(context, request),
  },
];

/** Adds a customer to the store; `given` in the vendor's field names. */
export function addCustomer(context: SimContext, given: Fields): Fields {
  const { state, clock } = context;
  const now = isoSeconds(clock.now());
  const id = state.claimId('customer', given['id']);
  const addresses = addressesOf(given).map((address) => newAddress(context, id, address));
  const customer: Fields = {
    email: '',
    first_name: '',
    last_name: '',
    company: '',
    phone: '',
    notes: '',
    tax_exempt_category: '',
    customer_group_id: 0,
    registration_ip_address: '',
    authentication: { force_password_reset: false },
    attributes: [],
    form_fields: [],
    store_credit_amounts: [{ amount: 0 }],
    accepts_product_review_abandoned_cart_emails: false,
    origin_channel_id: 1,
    channel_ids: null,
    date_created: now,
    date_modified: now,
    ...given,
    id,
    addresses,
    address_count: addresses.length,
    attribute_count: ((given['attributes'] ?? []) as unknown[]).length,
  };
  state.customers.set(id, customer);
  return customer;
}

function listCustomers(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const badDate = DATE_FILTERS.find((name) => query.has(name) && !parseDate(query.get(name) ?? ''));
  if (badDate) return v3Error(422, 'The filter is not valid.', { [badDate]: 'is not a date' });
  const rows = sorted([...context.state.customers.values()].filter(matcherOf(query)), query.get('sort'));
  return v3CursorList(rows, request, context.switches, {
    keyOf: (customer) => Number(customer['id']),
    view: (customer) => view(customer, query),
  });
}

function matcherOf(query: URLSearchParams): (customer: Fields) => boolean {
  const like = query.get('name:like')?.toLowerCase().split(',');
  return (customer) => {
    const name = String(IN_FILTERS['name:in']?.(customer)).toLowerCase();
    return (
      Object.entries(IN_FILTERS).every(([filter, read]) => isIn(query.get(filter), read(customer))) &&
      (like?.some((part) => name.includes(part)) ?? true) &&
      DATE_FILTERS.every((filter) => isWithin(query.get(filter), filter, customer))
    );
  };
}

const isIn = (list: string | null, value: unknown): boolean =>
  list === null || list.toLowerCase().split(',').includes(String(value).toLowerCase());

function isWithin(bound: string | null, filter: string, customer: Fields): boolean {
  if (bound === null) return true;
  const [field = '', side] = filter.split(':');
  const [actual, limit] = [Date.parse(String(customer[field])), parseDate(bound)?.getTime() ?? 0];
  return side === 'min' ? actual >= limit : actual <= limit;
}

function sorted(customers: Fields[], sort: string | null): Fields[] {
  if (sort === null) return customers.sort((a, b) => Number(a['id']) - Number(b['id']));
  const [field = '', direction] = sort.split(':');
  const sign = direction === 'desc' ? -1 : 1;
  return customers.sort((a, b) => sign * String(a[field]).localeCompare(String(b[field])));
}

/** "Array of customer addresses. Limited to 10." */
const MOST_INCLUDED = 10;

function view(customer: Fields, query: URLSearchParams): Fields {
  const include = (query.get('include') ?? '').split(',');
  const hidden = Object.entries(INCLUDES).flatMap(([name, field]) => (include.includes(name) ? [] : [field]));
  const shown = { ...customer, addresses: addressesOf(customer).slice(0, MOST_INCLUDED) };
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !hidden.includes(name)));
}
