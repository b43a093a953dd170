/** Customer groups (V2). */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV2 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const ruleSchema = z.object({ type: text, price_list_id: integer.nullish() });

const groupSchema = z
  .object({
    id: integer,
    name: text,
    is_group_for_guests: z.boolean().nullish(),
    /** What is no list holds no rule that we know. */
    discount_rules: z.array(ruleSchema).nullish().catch(null),
  })
  .transform((row) => ({
    groupId: row.id,
    name: row.name,
    isForGuests: row.is_group_for_guests ?? false,
    /** By a rule of the group; it can be assigned one in the price list as well. */
    priceListId: row.discount_rules?.find(({ type }) => type === 'price_list')?.price_list_id ?? undefined,
  }));

export type BcCustomerGroup = z.infer<typeof groupSchema>;

export const customerGroupsResource = (http: HttpClient) => ({
  list: ({ signal }: CallOptions = {}): Promise<BcCustomerGroup[]> =>
    listV2(http, { path: '/v2/customer_groups', row: groupSchema, signal }),
});
