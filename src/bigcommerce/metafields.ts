/** Metafields of orders and of products (V3). They belong to the API account that wrote them: another token sees none of ours. */
import { z } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { listV3, pagesV3 } from './lists';
import { PRODUCTS } from './product-reads';
import { integer } from './schemas/common';
import type { CallOptions } from './transport';

const metafieldSchema = z.object({ id: integer, namespace: z.string(), key: z.string(), value: z.string() });
const oneSchema = z.object({ data: metafieldSchema });

export type BcMetafield = z.infer<typeof metafieldSchema>;

const productMetafieldSchema = z
  .object({ resource_id: integer, value: z.string() })
  .transform((row) => ({ productId: row.resource_id, value: row.value }));
export type BcProductMetafield = z.infer<typeof productMetafieldSchema>;

/** `namespace` and `key` up to 64 characters, `value` up to 65,535. */
export interface MetafieldInput {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
}

/** Of orders. */
export const metafieldsResource = (http: HttpClient) => metafieldsAt(http, '/v3/orders');

/** Of products. */
export const productMetafieldsResource = (http: HttpClient) => ({
  ...metafieldsAt(http, PRODUCTS),

  /** Those of all products with this namespace and key, page by page. */
  all: (
    { namespace, key }: Omit<MetafieldInput, 'value'>,
    options: CallOptions = {},
  ): AsyncGenerator<BcProductMetafield[], void, undefined> =>
    pagesV3(http, {
      path: `${PRODUCTS}/metafields`,
      query: { namespace, key },
      row: productMetafieldSchema,
      ...options,
    }),
});

function metafieldsAt(http: HttpClient, base: string) {
  const pathOf = (resourceId: number): string => `${base}/${resourceId}/metafields`;
  return {
    list: (resourceId: number, namespace: string, { signal }: CallOptions = {}): Promise<BcMetafield[]> =>
      listV3(http, { path: pathOf(resourceId), query: { namespace }, row: metafieldSchema, signal }),

    /**
     * Creates it, or sets the value of the one that has this namespace and key. Repeating it is harmless, so it may be
     * sent again after an unknown outcome.
     */
    async upsert(resourceId: number, input: MetafieldInput, { signal }: CallOptions = {}): Promise<BcMetafield> {
      const path = pathOf(resourceId);
      try {
        return await create(http, path, input, signal);
      } catch (error) {
        if (!(error instanceof RemoteError) || error.kind !== 'conflict') throw error;
        const existing = await find(http, path, input, signal);
        if (!existing) throw error;
        // Every write fires webhooks: an equal value is left alone.
        return existing.value === input.value ? existing : update(http, path, existing.id, input.value, signal);
      }
    },
  };
}

async function create(
  http: HttpClient,
  path: string,
  input: MetafieldInput,
  signal: AbortSignal | undefined,
): Promise<BcMetafield> {
  const { body } = await http.request({
    method: 'POST',
    path,
    body: { ...input, permission_set: 'app_only' },
    answer: oneSchema,
    signal,
  });
  return body.data;
}

async function find(
  http: HttpClient,
  path: string,
  { namespace, key }: MetafieldInput,
  signal: AbortSignal | undefined,
): Promise<BcMetafield | undefined> {
  const found = await listV3(http, { path, query: { namespace, key }, row: metafieldSchema, signal });
  return found.find((metafield) => metafield.namespace === namespace && metafield.key === key);
}

async function update(
  http: HttpClient,
  path: string,
  id: number,
  value: string,
  signal: AbortSignal | undefined,
): Promise<BcMetafield> {
  const request = { method: 'PUT', path: `${path}/${id}`, body: { value }, answer: oneSchema, signal } as const;
  const { body } = await http.request(request);
  return body.data;
}
