import express from 'express';
import type { RequestHandler } from 'express';

/** Webhooks carry ids: a Brightpearl id set of 100,000 that are no ranges stays below that. */
const LIMIT_BYTES = 1_048_576;

/** Keeps the body as it came, byte for byte: signatures are over that. */
export const rawBody = <Params>(): RequestHandler<Params> => express.raw({ type: () => true, limit: LIMIT_BYTES });

/** What {@link rawBody} kept; empty when there was none. */
export function rawBodyOf({ body }: { readonly body?: unknown }): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
