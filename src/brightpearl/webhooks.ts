/** Webhook registrations. Deliveries are not signed: a secret travels in the address, and they hold nothing but ids. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { noneIfNotFound } from './id-set';
import { newId, nothing, submit } from './messages';
import { read, type CallOptions } from './transport';

const PATH = '/integration-service/webhook';

/** Variables as the API names them. An id may be a set, as we accept sets. */
const BODY_TEMPLATE = JSON.stringify({
  accountCode: '${account-code}',
  resourceType: '${resource-type}',
  id: '${resource-id}',
  fullEvent: '${full-event}',
  raisedOn: '${raised-on}',
});

const webhookSchema = z.object({
  id: z.number().int(),
  subscribeTo: z.string(),
  uriTemplate: z.string(),
  httpMethod: z.string().nullish(),
  idSetAccepted: z.boolean().nullish(),
  qualityOfService: z.number().nullish(),
});

export type BpWebhook = z.infer<typeof webhookSchema>;

export interface WebhookInput {
  /** `goods-out-note.created`. */
  readonly subscribeTo: string;
  /** Where to, with our secret in its query. */
  readonly uri: string;
}

export const webhooksResource = (http: HttpClient) => ({
  async list({ signal }: CallOptions = {}): Promise<BpWebhook[]> {
    return (
      (await noneIfNotFound(read(http, { path: PATH, response: z.array(webhookSchema), secret: true, signal }))) ?? []
    );
  },

  /** Posting twice makes two: list first. Quality 1 repeats until delivered (except after a 4xx); the default does not. */
  create: ({ subscribeTo, uri }: WebhookInput, options?: CallOptions): Promise<number> =>
    submit(
      http,
      {
        method: 'POST',
        path: PATH,
        body: {
          subscribeTo,
          httpMethod: 'POST',
          uriTemplate: uri,
          bodyTemplate: BODY_TEMPLATE,
          contentType: 'application/json',
          idSetAccepted: true,
          qualityOfService: 1,
        },
        answer: newId,
        secret: true,
      },
      options,
    ),

  delete: (id: number, options?: CallOptions): Promise<void> =>
    submit(http, { method: 'DELETE', path: `${PATH}/${id}`, answer: nothing }, options),
});
