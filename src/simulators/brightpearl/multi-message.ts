import { z } from 'zod';
import type { Router, SimRequest, SimResponse } from '../core/http';
import { readBody } from './endpoint';
import { badRequest, Failure } from './failure';
import { shuffle } from './id-set';
import type { Rng } from '../core/rng';

const MAX_MESSAGES = 10;

const multiMessageBody = z.object({
  processingMode: z.enum(['SEQUENTIAL', 'PARALLEL']),
  onFail: z.enum(['STOP', 'CONTINUE']),
  messages: z
    .array(
      z.object({
        label: z.string(),
        uri: z.string().startsWith('/'),
        httpMethod: z.enum(['POST', 'PUT', 'DELETE']),
        body: z.unknown(),
      }),
    )
    .min(1)
    .max(MAX_MESSAGES, `takes ${MAX_MESSAGES} messages at most`),
});

type Message = z.output<typeof multiMessageBody>['messages'][number];

/** Several messages in one request, which counts as one. Each has its own status; its body comes as JSON inside a text. */
export async function multiMessage(services: Router, rng: Rng, request: SimRequest): Promise<SimResponse> {
  try {
    return await process(services, rng, request);
  } catch (error) {
    if (error instanceof Failure) return error.toResponse();
    throw error;
  }
}

async function process(services: Router, rng: Rng, request: SimRequest): Promise<SimResponse> {
  const { processingMode, onFail, messages } = readBody(multiMessageBody, request, 'CMNC-921');
  if (processingMode === 'PARALLEL' && onFail === 'STOP') {
    throw badRequest('CMNC-922', 'onFail STOP cannot be combined with processingMode PARALLEL');
  }
  const waiting = processingMode === 'PARALLEL' ? shuffle(messages, rng) : [...messages];
  const processedMessages: { label: string; statusCode: number; body: { content: string } }[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { status, body } = await services.handle(innerRequest(request, next));
    processedMessages.push({ label: next.label, statusCode: status, body: { content: JSON.stringify(body ?? {}) } });
    if (status !== 200 && onFail === 'STOP') break;
  }
  const mixed = processedMessages.some(({ statusCode }) => statusCode !== 200);
  const response = { processedMessages, unprocessedMessages: waiting.map(({ label }) => label) };
  return { status: mixed ? 207 : 200, body: { response } };
}

function innerRequest(outer: SimRequest, { uri, httpMethod, body }: Message): SimRequest {
  const [path = '', search = ''] = uri.split('?', 2);
  return { ...outer, method: httpMethod, path, query: new URLSearchParams(search), params: {}, body };
}
