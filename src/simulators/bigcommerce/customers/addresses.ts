/** Addresses of customers (V3). One that a customer has already is neither made nor shown. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3List } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import { limited } from '../concurrency';
import type { SimContext } from '../context';
import type { Fields } from '../state';
import { addAddress, addressesOf, changeAddress, deleteAddress, findAddress } from './customer-changes';
import { MOST_UPDATES, readRows } from './customer-writes';

/** "The default rate limit for this endpoint is 10 concurrent requests." */
const MOST_CREATIONS = 10;
const ADDRESSES = '/v3/customers/addresses';

const upTo = (most: number) => z.string().max(most);
const required = {
  first_name: upTo(255).min(1),
  last_name: upTo(255).min(1),
  address1: z.string(),
  city: upTo(100),
  state_or_province: upTo(100),
  postal_code: upTo(30),
  country_code: z.string().length(2),
};
const optional = {
  company: upTo(255).optional(),
  address2: z.string().optional(),
  phone: upTo(50).optional(),
  address_type: z.enum(['residential', 'commercial']).optional(),
};
const createSchema = z.object({ ...required, ...optional, customer_id: z.number().int() });
const updateSchema = z
  .object({ ...required, ...optional })
  .partial()
  .extend({ id: z.number().int() });

export const addressRoutes = (context: SimContext): BigCommerceRoute[] => {
  const write = (method: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path: ADDRESSES,
    scopes: SCOPES.customersWrite,
    handle,
  });
  return [
    { method: 'GET', path: ADDRESSES, scopes: SCOPES.customersRead, handle: (request) => list(context, request) },
    write(
      'POST',
      limited(context, MOST_CREATIONS, (request) => create(context, request)),
    ),
    write(
      'PUT',
      limited(context, MOST_UPDATES, (request) => update(context, request)),
    ),
    write('DELETE', ({ query }) => remove(context, query.get('id:in')?.split(',') ?? [])),
  ];
};

function list(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const isIn = (filter: string, value: unknown): boolean =>
    query.get(filter)?.split(',').includes(String(value)) ?? true;
  const rows = [...context.state.customers.values()]
    .flatMap(addressesOf)
    .filter((address) => isIn('id:in', address['id']) && isIn('customer_id:in', address['customer_id']));
  const withForms = query.get('include') === 'formfields';
  const view = ({ form_fields: forms, ...address }: Fields): Fields =>
    withForms ? { ...address, form_fields: forms } : address;
  return v3List(rows, request, context.switches, { view });
}

function create(context: SimContext, { body }: SimRequest): SimResponse {
  const rows = readRows(body, createSchema);
  if ('status' in rows) return rows;
  const found = rows.map((row) => ({ row, customer: context.state.customers.get(row.customer_id) }));
  if (found.some(({ customer }) => !customer)) {
    return v3Error(422, 'Create customer addresses failed.', { customer_id: 'The customer was not found' });
  }
  return v3Answer(found.flatMap(({ row, customer }) => (customer && addAddress(context, customer, row)) ?? []));
}

function update(context: SimContext, { body }: SimRequest): SimResponse {
  const rows = readRows(body, updateSchema);
  if ('status' in rows) return rows;
  const found = rows.map((row) => ({ row, place: findAddress(context, row.id) }));
  if (found.some(({ place }) => !place)) {
    return v3Error(422, 'Update customer addresses failed.', { id: 'The address was not found' });
  }
  return v3Answer(
    found.flatMap(({ row, place }) => (place && changeAddress(context, place.customer, place.address, row)) ?? []),
  );
}

function remove(context: SimContext, ids: readonly string[]): SimResponse {
  for (const id of ids) {
    const place = findAddress(context, Number(id));
    if (place) deleteAddress(context, place.customer, place.address);
  }
  return { status: 204 };
}
