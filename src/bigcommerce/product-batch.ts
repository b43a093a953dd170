/** Writing products and variants in batches (V3). */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { HttpRequest } from '../http/http-request';
import { cleanWords } from '../http/vendor-words';
import { fieldWords, sendInHalves, type BatchOutcome } from './batches';
import { PRODUCTS } from './product-reads';
import { text } from './schemas/common';
import type { CallOptions } from './transport';

/** "Batches are limited to 10 products." */
export const MAX_PRODUCT_WRITES = 10;

/** "Currently the limit is 50 variants however this is subject to change." */
export const MAX_VARIANT_WRITES = 50;

const VARIANTS = '/v3/catalog/variants';

const failure = z.object({ title: text, errors: z.record(z.string(), z.unknown()).nullish() });
/** Of a multi-status answer. The texts say in `meta`, the description beside the data. */
export const partialSchema = z.object({
  errors: failure.nullish().catch(null),
  meta: z.object({ errors: failure.nullish() }).nullish().catch(null),
});
type PartialAnswer = z.infer<typeof partialSchema>;

/** "Saving one of the attributes has failed." */
export const MULTI_STATUS = 207;

/** @throws RangeError before anything is sent, when there are more than 10 */
export async function sendProducts<W>(
  http: HttpClient,
  writes: readonly W[],
  toRow: (write: W) => object,
  { signal }: CallOptions,
): Promise<BatchOutcome<W>> {
  if (writes.length > MAX_PRODUCT_WRITES) {
    throw new RangeError(`One request takes ${MAX_PRODUCT_WRITES} products, not ${writes.length}`);
  }
  return sendInHalves(writes, async (part) => {
    const request = { method: 'PUT', path: PRODUCTS, body: part.map(toRow), answer: partialSchema, signal } as const;
    const { status, body } = await http.request(request);
    return status === MULTI_STATUS ? wordsOf(body, request) : undefined;
  });
}

/** @throws RangeError before anything is sent, when there are more than 50 */
export async function sendVariants<W>(
  http: HttpClient,
  writes: readonly W[],
  toRow: (write: W) => object,
  { signal }: CallOptions,
): Promise<BatchOutcome<W>> {
  if (writes.length > MAX_VARIANT_WRITES) {
    throw new RangeError(`One request takes ${MAX_VARIANT_WRITES} variants, not ${writes.length}`);
  }
  return sendInHalves(writes, async (part) => {
    const request = { method: 'PUT', path: VARIANTS, body: part.map(toRow), answer: z.unknown(), signal } as const;
    await http.request(request);
    return undefined;
  });
}

/** What a multi-status answer says has failed. */
export function wordsOf({ errors, meta }: PartialAnswer, asked: Pick<HttpRequest<unknown>, 'path' | 'body'>): string {
  const failed = errors ?? meta?.errors;
  const words = [failed?.title, fieldWords(failed?.errors)].filter(Boolean).join('; ');
  return cleanWords(words, asked) || 'saved in part';
}
