/** Up to ten writes in one request: it counts once against the quota. GETs are not allowed (help article 211125066). */
import { z } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { judge } from '../http/outcome';
import { classify } from './errors';
import type { Message } from './messages';
import { responseOf, type CallOptions } from './transport';

const MAX_MESSAGES = 10;

export interface MultiMessageOptions extends CallOptions {
  /** `PARALLEL` cannot stop at a failure. */
  readonly mode: 'SEQUENTIAL' | 'PARALLEL';
  readonly onFail: 'STOP' | 'CONTINUE';
}

/** One per message, in the order they were given. */
export type MessageOutcome<T> =
  { readonly ok: true; readonly body: T } | { readonly ok: false; readonly error: RemoteError };

const answerSchema = responseOf(
  z.object({
    processedMessages: z.array(
      z.object({ label: z.string(), statusCode: z.number(), body: z.object({ content: z.string() }) }),
    ),
    unprocessedMessages: z.array(z.string()),
  }),
);

/**
 * @throws RemoteError for the request as a whole: after a dropped answer the outcome of every message is unknown.
 * A message the answer says nothing of is unknown too; one it calls unprocessed was surely not sent.
 */
export async function submitTogether<T>(
  http: HttpClient,
  messages: readonly Message<T>[],
  { mode, onFail, signal }: MultiMessageOptions,
): Promise<MessageOutcome<T>[]> {
  if (messages.length > MAX_MESSAGES) throw new RangeError(`A multi-message holds at most ${MAX_MESSAGES} messages`);
  const { body } = await http.request({
    method: 'POST',
    path: '/multi-message',
    body: { processingMode: mode, onFail, messages: messages.map(toWire) },
    answer: answerSchema,
    signal,
  });
  const processed = new Map(body.processedMessages.map((message) => [message.label, message]));
  return messages.map((message, index) => {
    const answer = processed.get(String(index));
    if (answer) return outcomeOf(http.scope, message, answer.statusCode, answer.body.content);
    const kind = body.unprocessedMessages.includes(String(index)) ? 'unavailable' : 'unknown-outcome';
    const { method, path } = message;
    return { ok: false, error: new RemoteError({ system: 'brightpearl', scope: http.scope, kind, method, path }) };
  });
}

const toWire = ({ method, path, body }: Message<unknown>, index: number) => ({
  label: String(index),
  uri: path,
  httpMethod: method,
  ...(body !== undefined && { body }),
});

function outcomeOf<T>(scope: string, message: Message<T>, status: number, content: string): MessageOutcome<T> {
  const answer = { status, headers: new Headers(), body: parseContent(content), write: true };
  const outcome = judge({ system: 'brightpearl', scope, classify }, message, { answer });
  return 'error' in outcome ? { ok: false, error: outcome.error } : { ok: true, body: outcome.response.body };
}

/** The answer is JSON inside a string; what is none cannot match any schema. */
function parseContent(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
}
