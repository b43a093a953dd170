/** Customers (V3): what rules and contacts ask of them. Guests are none. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { listV3, MAX_PAGE_SIZE, rowsOf, serverDateOf } from './lists';
import { integer, text } from './schemas/common';
import { customerAddressSchema, customerDetailsSchema, type BcCustomerDetails } from './schemas/customer';
import type { CallOptions } from './transport';

const customerSchema = z.object({
  id: integer,
  email: text,
  company: text,
  customer_group_id: integer.nullish().transform((id) => id ?? 0),
  tax_exempt_category: text,
});

export type BcCustomer = z.infer<typeof customerSchema>;

export interface WalkedCustomers {
  readonly customers: readonly BcCustomerDetails[];
  /** Of the first page: a later walk from here misses nothing. */
  readonly serverDate: Date | undefined;
  /** Where the next page begins; undefined behind the last. */
  readonly after: string | undefined;
}

const CUSTOMERS = '/v3/customers';
const DETAILS: Query = { include: 'addresses,attributes,formfields' };

const pageSchema = z.object({
  data: rowsOf(customerDetailsSchema),
  meta: z.object({ cursor_pagination: z.object({ count: integer, per_page: integer, end_cursor: text }) }),
});

/** Nothing says whether the bound of a date is inclusive: a second back, what comes twice is no harm. */
const SECOND = 1_000;

export const customersResource = (http: HttpClient) => ({
  /** Undefined when deleted, which its orders survive. */
  async get(id: number, { signal }: CallOptions = {}): Promise<BcCustomer | undefined> {
    const found = await listV3(http, { path: CUSTOMERS, query: { 'id:in': id }, row: customerSchema, signal });
    return found.find((customer) => customer.id === id);
  },

  /** With all of their addresses. What was deleted is missing. */
  async byIds(ids: readonly number[], options: CallOptions = {}): Promise<BcCustomerDetails[]> {
    const customers: BcCustomerDetails[] = [];
    for (let start = 0; start < ids.length; start += MAX_PAGE_SIZE) {
      const query = { ...DETAILS, 'id:in': ids.slice(start, start + MAX_PAGE_SIZE).join(',') };
      const page = await listV3(http, { path: CUSTOMERS, query, row: customerDetailsSchema, ...options });
      customers.push(...(await withAllAddresses(http, page, options)));
    }
    return customers;
  },

  /**
   * Every customer that was changed since, by key: one that is changed meanwhile keeps its place, or is of a later walk.
   * Whether a change of an address counts is not documented: its events tell.
   *
   * @param options.after goes on where an earlier walk stopped
   */
  async *modifiedSince(
    since: Date,
    { after: begin, ...options }: CallOptions & { readonly after?: string | undefined } = {},
  ): AsyncGenerator<WalkedCustomers, void, undefined> {
    const from = new Date(since.getTime() - SECOND).toISOString();
    let after = begin;
    let serverDate: Date | undefined;
    do {
      const query = { ...DETAILS, 'date_modified:min': from, limit: MAX_PAGE_SIZE, after };
      const request = { method: 'GET', path: CUSTOMERS, query, answer: pageSchema, ...options } as const;
      const { body, headers } = await http.request(request);
      serverDate ??= serverDateOf(headers);
      const { count, per_page: size, end_cursor: end } = body.meta.cursor_pagination;
      after = count < size || end === '' ? undefined : end;
      yield { customers: await withAllAddresses(http, body.data, options), serverDate, after };
    } while (after !== undefined);
  },
});

/** "Array of customer addresses. Limited to 10": who has more has them read apart. */
async function withAllAddresses(
  http: HttpClient,
  customers: readonly BcCustomerDetails[],
  options: CallOptions,
): Promise<BcCustomerDetails[]> {
  const ids = customers.filter((one) => one.addresses.length < one.addressCount).map(({ id }) => id);
  if (ids.length === 0) return [...customers];
  const query = { 'customer_id:in': ids.join(',') };
  const all = await listV3(http, { path: `${CUSTOMERS}/addresses`, query, row: customerAddressSchema, ...options });
  return customers.map((customer) =>
    ids.includes(customer.id)
      ? { ...customer, addresses: all.filter(({ customerId }) => customerId === customer.id) }
      : customer,
  );
}
