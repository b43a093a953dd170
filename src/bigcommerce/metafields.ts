/** Order metafields (V3). They belong to the API account that wrote them: another token sees none of ours. */
import { z } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer } from './schemas/common';
import type { CallOptions } from './transport';

const metafieldSchema = z.object({ id: integer, namespace: z.string(), key: z.string(), value: z.string() });
const oneSchema = z.object({ data: metafieldSchema });

export type BcMetafield = z.infer<typeof metafieldSchema>;

/** `namespace` and `key` up to 64 characters, `value` up to 65,535. */
export interface MetafieldInput {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
}

export const metafieldsResource = (http: HttpClient) => ({
  list: (orderId: number, namespace: string, { signal }: CallOptions = {}): Promise<BcMetafield[]> =>
    listV3(http, { path: pathOf(orderId), query: { namespace }, row: metafieldSchema, signal }),

  /**
   * Creates it, or sets the value of the one that has this namespace and key. Repeating it is harmless, so it may be
   * sent again after an unknown outcome.
   */
  async upsert(orderId: number, input: MetafieldInput, { signal }: CallOptions = {}): Promise<BcMetafield> {
    try {
      return await create(http, orderId, input, signal);
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'conflict') throw error;
      const existing = await find(http, orderId, input, signal);
      if (!existing) throw error;
      // Every write fires webhooks: an equal value is left alone.
      return existing.value === input.value ? existing : update(http, orderId, existing.id, input.value, signal);
    }
  },
});

const pathOf = (orderId: number): string => `/v3/orders/${orderId}/metafields`;

async function create(
  http: HttpClient,
  orderId: number,
  input: MetafieldInput,
  signal: AbortSignal | undefined,
): Promise<BcMetafield> {
  const { body } = await http.request({
    method: 'POST',
    path: pathOf(orderId),
    body: { ...input, permission_set: 'app_only' },
    answer: oneSchema,
    signal,
  });
  return body.data;
}

async function find(
  http: HttpClient,
  orderId: number,
  { namespace, key }: MetafieldInput,
  signal: AbortSignal | undefined,
): Promise<BcMetafield | undefined> {
  const found = await listV3(http, { path: pathOf(orderId), query: { namespace, key }, row: metafieldSchema, signal });
  return found.find((metafield) => metafield.namespace === namespace && metafield.key === key);
}

async function update(
  http: HttpClient,
  orderId: number,
  id: number,
  value: string,
  signal: AbortSignal | undefined,
): Promise<BcMetafield> {
  const path = `${pathOf(orderId)}/${id}`;
  const { body } = await http.request({ method: 'PUT', path, body: { value }, answer: oneSchema, signal });
  return body.data;
}
