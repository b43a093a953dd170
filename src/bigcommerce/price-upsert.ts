/** Setting price records in batches, which can be refused in part. */
import { z } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { cleanWords } from '../http/vendor-words';
import { jsonNumber } from './amounts';
import { fieldWords, type Refused } from './batches';
import { integer, text } from './schemas/common';
import type { BcPrices } from './schemas/price-record';
import type { CallOptions } from './transport';

/** "Batch requests support up to 1,000 items per request." */
export const MAX_PRICE_RECORDS = 1_000;

/** What a record is to be. */
export interface PriceWrite extends BcPrices {
  readonly variantId: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface PriceUpsert {
  readonly refused: readonly Refused<PriceWrite>[];
  /** Whether all others are surely set. If not they may be, or not: they can be sent again. */
  readonly othersSet: boolean;
}

const errorSchema = z.object({
  data: z.object({ variant_id: integer.nullish(), currency: text }),
  field_errors: z.record(z.string(), z.unknown()).nullish(),
});
type RecordError = z.infer<typeof errorSchema>;

/** A success says nothing of its records. */
const noErrors = z.unknown().transform((): RecordError[] => []);
const batchErrors = z
  .object({ batch_errors: z.array(errorSchema).min(1) })
  .transform(({ batch_errors: errors }): RecordError[] => errors);

/**
 * @param writes at most 1000, each of another variant and currency
 * @throws RangeError before anything is sent, when there are more; RemoteError `invalid` when the store refuses them
 * without naming any
 */
export async function upsertPrices(
  http: HttpClient,
  path: string,
  writes: readonly PriceWrite[],
  { signal }: CallOptions,
): Promise<PriceUpsert> {
  if (writes.length > MAX_PRICE_RECORDS) {
    throw new RangeError(`One request takes ${MAX_PRICE_RECORDS} price records, not ${writes.length}`);
  }
  if (writes.length === 0) return { refused: [], othersSet: true };
  const request = { method: 'PUT', path, body: writes.map(toRow) } as const;
  const partial = { status: 422, answer: batchErrors };
  const errors = (await http.request({ ...request, answer: noErrors, partial, signal })).body;
  const byKey = new Map(errors.map((error) => [keyOf(error.data.variant_id, error.data.currency), error]));
  const refused = writes.flatMap((write): Refused<PriceWrite>[] => {
    const error = byKey.get(keyOf(write.variantId, write.currency));
    return error
      ? [{ write, reason: cleanWords(fieldWords(error.field_errors) || 'refused without a reason', request) }]
      : [];
  });
  if (errors.length > 0 && refused.length === 0) throw namesNone(http, path, errors.length);
  return { refused, othersSet: errors.length === 0 };
}

const toRow = (write: PriceWrite) => ({
  variant_id: write.variantId,
  currency: write.currency.toLowerCase(),
  price: jsonNumber(write.price),
  ...(write.salePrice !== undefined && { sale_price: jsonNumber(write.salePrice) }),
  ...(write.retailPrice !== undefined && { retail_price: jsonNumber(write.retailPrice) }),
  ...(write.tiers && {
    bulk_pricing_tiers: write.tiers.map(({ from, to, type, amount }) => ({
      quantity_min: from,
      quantity_max: to,
      type,
      amount: jsonNumber(amount),
    })),
  }),
});

const keyOf = (variantId: number | null | undefined, currency: string): string =>
  `${variantId} ${currency.toLowerCase()}`;

const namesNone = (http: HttpClient, path: string, errors: number): RemoteError =>
  new RemoteError({
    system: 'bigcommerce',
    scope: http.scope,
    kind: 'invalid',
    method: 'PUT',
    path,
    status: 422,
    vendorMessage: `${errors} errors, none about a record that was sent`,
  });
