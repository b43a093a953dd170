import express from 'express';
import type { RequestHandler } from 'express';

/** Webhooks carry ids; the largest we know, a Brightpearl id set of 500, stays under 10 KB. */
const LIMIT_BYTES = 65_536;

/** Keeps the body as it came, byte for byte: signatures are over that. */
export const rawBody = <Params>(): RequestHandler<Params> => express.raw({ type: () => true, limit: LIMIT_BYTES });

/** What {@link rawBody} kept; empty when there was none. */
export function rawBodyOf({ body }: { readonly body?: unknown }): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
