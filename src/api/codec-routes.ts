/**
 * Decrypts payloads for Temporal's web interface and command line, so that an operator reads histories in clear and a
 * stranger does not. Neither payloads nor tokens are ever logged.
 *
 * `POST /decode` and `POST /encode` take the API's token as `Authorization: Bearer`. Temporal's web interface cannot send a
 * header of ours, so a token of this endpoint alone may stand in the path: `POST /<token>/decode`.
 */
import type { Payload, PayloadCodec } from '@temporalio/common';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { bearerAuth } from './bearer-auth';
import { HttpProblem } from './http-problem';
import { sameSecret } from './secrets';

/** A page of history; a single payload has at most 2 MB. */
const BODY_LIMIT = '16mb';
const VERBS: readonly (string | undefined)[] = ['decode', 'encode'];
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

export interface CodecRoutesOptions {
  readonly codec: PayloadCodec;
  /** Of the operations API; for programs, in the header. */
  readonly apiToken: string;
  /** Opens this endpoint and nothing else; for the web interface, in the path. */
  readonly codecToken: string;
  /** Address of Temporal's web interface; no other page in a browser is answered. */
  readonly uiUrl?: string | undefined;
}

/** To be mounted before anything that reads bodies or asks for another token. */
export function codecRoutes({ codec, apiToken, codecToken, uiUrl }: CodecRoutesOptions): Router {
  const router = Router();
  router.use(hideToken, pagesOf(uiUrl), authorize(apiToken, codecToken));
  router.use(express.json({ limit: BODY_LIMIT, type: () => true }));
  router.post(
    ['/decode', '/:token/decode'],
    answer((payload) => decodeForPeople(codec, payload)),
  );
  router.post(
    ['/encode', '/:token/encode'],
    answer(async (payload) => toJson((await codec.encode([fromJson(payload)]))[0] ?? {})),
  );
  return router;
}

/** The request log shows `originalUrl`, which must not give the token away. */
const hideToken: RequestHandler = (request, _response, next) => {
  const shown = segmentsOf(request.path).map((segment) => (VERBS.includes(segment) ? segment : '***'));
  request.originalUrl = [request.baseUrl, ...shown].join('/');
  next();
};

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/** Programs send no origin. A page from anywhere else gets nothing, even if it knows the token. */
function pagesOf(uiUrl: string | undefined): RequestHandler {
  const allowed = uiUrl === undefined ? [] : originsOf(new URL(uiUrl));
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    if (origin === undefined) {
      next();
      return;
    }
    if (!allowed.includes(origin)) throw new HttpProblem(401, "Only Temporal's own web interface may ask for payloads");
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Methods', 'POST');
    response.setHeader('Access-Control-Allow-Headers', 'content-type, x-namespace, authorization');
    response.setHeader('Access-Control-Max-Age', '600');
    if (request.method === 'OPTIONS') response.sendStatus(204);
    else next();
  };
}

/** A page on this machine may have been opened under any of its names. */
function originsOf({ origin, protocol, hostname, port }: URL): string[] {
  if (!LOOPBACK_HOSTS.includes(hostname)) return [origin];
  return LOOPBACK_HOSTS.map((host) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`);
}

function authorize(apiToken: string, codecToken: string): RequestHandler {
  const byHeader = bearerAuth(apiToken);
  return (request, response, next) => {
    const [inPath, verb] = segmentsOf(request.path);
    if (inPath !== undefined && VERBS.includes(verb) && sameSecret(inPath, codecToken)) next();
    else void byHeader(request, response, next);
  };
}

/** Bytes are base64, as in the JSON form of protobuf. */
const payloadSchema = z.object({
  metadata: z.record(z.string(), z.base64()).default({}),
  data: z.base64().default(''),
});
const bodySchema = z.object({ payloads: z.array(payloadSchema).max(10_000).default([]) });

type JsonPayload = z.output<typeof payloadSchema>;

const answer =
  (convert: (payload: JsonPayload) => Promise<JsonPayload>): RequestHandler =>
  async (request, response) => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success)
      throw new HttpProblem(400, 'Send {"payloads": [{"metadata": {…}, "data": …}]} with bytes in base64');
    response.setHeader('Cache-Control', 'no-store');
    response.json({ payloads: await Promise.all(body.data.payloads.map(convert)) });
  };

/** One payload that cannot be read, under a retired key perhaps, must not hide the others: it says why instead. */
async function decodeForPeople(codec: PayloadCodec, payload: JsonPayload): Promise<JsonPayload> {
  try {
    return toJson((await codec.decode([fromJson(payload)]))[0] ?? {});
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'The payload cannot be read';
    return toJson({
      metadata: { encoding: Buffer.from('json/plain') },
      data: Buffer.from(JSON.stringify(`[${reason}]`)),
    });
  }
}

const fromJson = ({ metadata, data }: JsonPayload): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  data: Buffer.from(data, 'base64'),
});

const toJson = ({ metadata, data }: Payload): JsonPayload => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data ?? new Uint8Array()),
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
