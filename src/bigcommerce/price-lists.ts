/** Price lists (V3): which there are, and whom they are for. Their prices are `price-records.ts`. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

/** Of a list that is not active no price counts. */
const priceListSchema = z.object({
  id: integer,
  name: text,
  active: z
    .boolean()
    .nullish()
    .transform((active) => active ?? true),
});

export type BcPriceList = z.infer<typeof priceListSchema>;

export interface BcPriceListAssignment {
  readonly priceListId: number;
  /** Undefined: for every group that has no list of its own on the channel. */
  readonly customerGroupId: number | undefined;
  /** Undefined: on every channel. */
  readonly channelId: number | undefined;
}

/** Null, absent and 0 all mean that it is for all. */
const target = integer.nullish().transform((id) => id || undefined);

const assignmentSchema = z
  .object({ price_list_id: integer, customer_group_id: target, channel_id: target })
  .transform((row): BcPriceListAssignment => ({
    priceListId: row.price_list_id,
    customerGroupId: row.customer_group_id,
    channelId: row.channel_id,
  }));

export const priceListsResource = (http: HttpClient) => ({
  list: (options: CallOptions = {}): Promise<BcPriceList[]> =>
    listV3(http, { path: '/v3/pricelists', row: priceListSchema, ...options }),

  /** Those of all lists. A group can have its list by a rule of its own as well: see `customerGroups`. */
  assignments: (options: CallOptions = {}): Promise<BcPriceListAssignment[]> =>
    listV3(http, { path: '/v3/pricelists/assignments', row: assignmentSchema, ...options }),
});
