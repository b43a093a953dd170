/** Currencies of the store (V2). Rates are units of the currency per one unit of the store's default. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV2 } from './lists';
import { amount, integer } from './schemas/common';
import type { CallOptions } from './transport';

const currencySchema = z.object({
  id: integer,
  currency_code: z.string(),
  currency_exchange_rate: amount,
  decimal_places: integer,
  is_default: z.boolean(),
  enabled: z.boolean(),
  /** False: shown to shoppers only; they pay in the default. */
  is_transactional: z.boolean().nullish(),
});

export type BcCurrency = z.infer<typeof currencySchema>;

export const currenciesResource = (http: HttpClient) => ({
  list: ({ signal }: CallOptions = {}): Promise<BcCurrency[]> =>
    listV2(http, { path: '/v2/currencies', row: currencySchema, signal }),
});
