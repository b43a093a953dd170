/**
 * Webhook registrations (V3). Only those of the own API account are visible. Limits: 10 per scope, one per scope and
 * destination, destinations with https on port 443 ("Webhooks overview").
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer } from './schemas/common';
import type { CallOptions } from './transport';

const hookSchema = z.object({
  id: integer,
  scope: z.string(),
  destination: z.string(),
  is_active: z.boolean(),
  headers: z
    .record(z.string(), z.string())
    .nullish()
    .catch({})
    .transform((headers) => headers ?? {}),
});
const oneSchema = z.object({ data: hookSchema });

export type BcHook = z.infer<typeof hookSchema>;

export interface HookInput {
  readonly scope: string;
  readonly destination: string;
  /** Sent with every callback: where our secret travels, so that the audit sees no body of these requests. */
  readonly headers: Readonly<Record<string, string>>;
}

const PATH = '/v3/hooks';

export const hooksResource = (http: HttpClient) => ({
  list: ({ signal }: CallOptions = {}): Promise<BcHook[]> =>
    listV3(http, { path: PATH, row: hookSchema, secret: true, signal }),

  /** Active from the start (the API's own default is not), working up to a minute later. */
  create: (hook: HookInput, options?: CallOptions): Promise<BcHook> => write(http, 'POST', PATH, hook, options),

  /** Also what revives a hook that failing deliveries switched off. */
  update: (id: number, hook: HookInput, options?: CallOptions): Promise<BcHook> =>
    write(http, 'PUT', `${PATH}/${id}`, hook, options),

  async delete(id: number, { signal }: CallOptions = {}): Promise<void> {
    await http.request({ method: 'DELETE', path: `${PATH}/${id}`, answer: z.unknown(), secret: true, signal });
  },
});

async function write(
  http: HttpClient,
  method: 'POST' | 'PUT',
  path: string,
  hook: HookInput,
  { signal }: CallOptions = {},
): Promise<BcHook> {
  const wire = { ...hook, is_active: true };
  const { body } = await http.request({ method, path, body: wire, answer: oneSchema, secret: true, signal });
  return body.data;
}
