/** Writes of customers (V3): up to 10 a call, all of them or none. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import { limited } from '../concurrency';
import type { SimContext } from '../context';
import { addCustomer } from '../customers';
import { tooMany } from '../products/refusals';
import { textOf, type Fields } from '../state';
import { changeCustomer, deleteCustomer } from './customer-changes';

/** "Create up to 10 customers in one call." "Limit of 3 concurrent requests", of updates. */
export const MOST_CUSTOMERS = 10;
export const MOST_UPDATES = 3;

const upTo = (most: number) => z.string().max(most);
const fields = {
  email: upTo(250).min(3),
  first_name: upTo(100).min(1),
  last_name: upTo(100).min(1),
  company: upTo(255).optional(),
  phone: upTo(50).optional(),
  notes: z.string().optional(),
  tax_exempt_category: upTo(255).optional(),
  customer_group_id: z.number().int().optional(),
  accepts_product_review_abandoned_cart_emails: z.boolean().optional(),
  channel_ids: z.array(z.number().int()).min(1).nullable().optional(),
};
const createSchema = z.object({
  ...fields,
  origin_channel_id: z.number().int().optional(),
  addresses: z.array(z.record(z.string(), z.unknown())).max(10).optional(),
});
const updateSchema = z.object(fields).partial().extend({ id: z.number().int() });

export const customerWriteRoutes = (context: SimContext): BigCommerceRoute[] => {
  const write = (method: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path: '/v3/customers',
    scopes: SCOPES.customersWrite,
    handle,
  });
  return [
    write('POST', (request) => create(context, request)),
    write(
      'PUT',
      limited(context, MOST_UPDATES, (request) => update(context, request)),
    ),
    write('DELETE', ({ query }) => remove(context, query.get('id:in')?.split(',') ?? [])),
  ];
};

function create(context: SimContext, { body }: SimRequest): SimResponse {
  const rows = readRows(body, createSchema);
  if ('status' in rows) return rows;
  const isTaken = rows.some(
    (row, place) => emailInUse(context, row) || rows.slice(0, place).some((other) => sharesEmail(row, other)),
  );
  if (isTaken) return v3Error(422, 'Create customers failed.', { '.customer_create': 'Error creating customers' });
  return v3Answer(
    rows.map((row) => {
      const customer = addCustomer(context, row);
      context.events.customer(customer, 'created');
      return customer;
    }),
  );
}

function update(context: SimContext, { body }: SimRequest): SimResponse {
  const rows = readRows(body, updateSchema);
  if ('status' in rows) return rows;
  const isGone = rows.some(({ id }) => !context.state.customers.has(id));
  if (isGone || rows.some((row) => row.email !== undefined && emailInUse(context, row))) {
    return v3Error(422, 'Update customers failed.', { '.customer_update': 'Error updating customers' });
  }
  return v3Answer(
    rows.flatMap(({ id, ...given }) => {
      const customer = context.state.customers.get(id);
      if (customer) changeCustomer(context, customer, given);
      return customer ?? [];
    }),
  );
}

function remove(context: SimContext, ids: readonly string[]): SimResponse {
  for (const id of ids) {
    const customer = context.state.customers.get(Number(id));
    if (customer) deleteCustomer(context, customer);
  }
  return { status: 204 };
}

export function readRows<Row>(body: unknown, schema: z.ZodType<Row>): Row[] | SimResponse {
  if (Array.isArray(body) && body.length > MOST_CUSTOMERS) return tooMany(MOST_CUSTOMERS);
  const parsed = z.array(schema).min(1).safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]);
  return v3Error(422, 'JSON data is missing or invalid', Object.fromEntries(errors) as Record<string, string>);
}

const emailInUse = ({ state }: SimContext, row: Fields): boolean =>
  [...state.customers.values()].some((other) => other['id'] !== row['id'] && sharesEmail(row, other));

/** The same address may sign in at other channels as another customer; without a list of channels, everywhere. */
function sharesEmail(row: Fields, other: Fields): boolean {
  if (textOf(row['email']).toLowerCase() !== textOf(other['email']).toLowerCase()) return false;
  const [own, theirs] = [row['channel_ids'], other['channel_ids']] as (readonly number[] | null | undefined)[];
  return !own || !theirs || own.some((channel) => theirs.includes(channel));
}
