/** Facts of the store itself (V2), and its clock. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const storeSchema = z.object({
  /** The store hash. */
  id: z.string(),
  name: text,
  domain: text,
  secure_url: text,
  status: text,
  plan_level: text,
  /** The store's default currency. */
  currency: z.string(),
  is_price_entered_with_tax: z.boolean().nullish(),
  default_channel_id: integer.nullish().transform((id) => id ?? 1),
  timezone: z.object({ name: text }).nullish(),
});

export type BcStore = z.infer<typeof storeSchema>;

export const storeInformationResource = (http: HttpClient) => ({
  async get({ signal }: CallOptions = {}): Promise<BcStore> {
    return (await http.request({ method: 'GET', path: '/v2/store', answer: storeSchema, signal })).body;
  },

  /** The server's time; the cheapest way to try a credential. */
  async time({ signal }: CallOptions = {}): Promise<Date> {
    const answer = z.object({ time: z.coerce.number() });
    const { body } = await http.request({ method: 'GET', path: '/v2/time', answer, signal });
    return new Date(body.time * 1_000);
  },
});
