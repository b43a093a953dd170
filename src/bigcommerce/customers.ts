/** Customers (V3): what rules and contacts ask of them. Guests are none. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const customerSchema = z.object({
  id: integer,
  email: text,
  company: text,
  customer_group_id: integer.nullish().transform((id) => id ?? 0),
  tax_exempt_category: text,
});

export type BcCustomer = z.infer<typeof customerSchema>;

export const customersResource = (http: HttpClient) => ({
  /** Undefined when deleted, which its orders survive. */
  async get(id: number, { signal }: CallOptions = {}): Promise<BcCustomer | undefined> {
    const found = await listV3(http, { path: '/v3/customers', query: { 'id:in': id }, row: customerSchema, signal });
    return found.find((customer) => customer.id === id);
  },
});
