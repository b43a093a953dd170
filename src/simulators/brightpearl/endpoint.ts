import { z } from 'zod';
import type { Route, SimRequest } from '../core/http';
import { Decimal } from './decimals';
import { badRequest, Failure, preconditionFailed } from './failure';
import { parseTime } from './times';

/** The top level of an answer: `response` with its siblings, or nothing at all. */
export type Envelope = Readonly<Record<string, unknown>>;

export const response = (value: unknown): Envelope => ({ response: value });

/** What most PUTs and DELETEs answer. */
export const NOTHING: Envelope = {};

/** A route of the public API, as it is named after `/public-api/{account}`. Successes are always 200. */
export function endpoint(method: string, path: string, answer: (request: SimRequest) => Envelope): Route {
  return {
    method,
    path,
    handle: (request) => {
      try {
        return { status: 200, body: answer(request) };
      } catch (error) {
        if (error instanceof Failure) return error.toResponse();
        throw error;
      }
    },
  };
}

/** A path parameter; the router has matched it. */
export const param = (request: SimRequest, name: string): string => request.params[name] ?? '';

export function numericParam(request: SimRequest, name: string): number {
  const value = param(request, name);
  if (!/^\d+$/.test(value)) throw badRequest('CMNC-901', `${value} is not an ID`);
  return Number(value);
}

/** Throws when the request was made for another version. A header that is no version asks for no check. */
export function checkVersion({ headers }: SimRequest, version: number, what: string): void {
  const wanted = headers['if-match']?.trim() ?? '';
  if (!/^\d+$/.test(wanted) || Number(wanted) === version) return;
  throw preconditionFailed(`${what} is at version ${version}, not ${wanted}`);
}

/** Reads a JSON body. What does not fit is refused with `code` and the first thing wrong. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  request: SimRequest,
  code: string,
): z.output<Schema> {
  if (request.malformed || request.body === undefined) {
    throw badRequest('CMNC-010', 'No JSON message was found in the request body');
  }
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(code, `${issue?.path.join('.') || 'The message'}: ${issue?.message ?? 'is not valid'}`);
}

/** Ids come as numbers and, in the vendor's own examples, as strings. */
export const idField = z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]);

export const decimalField = z
  .union([z.number(), z.string().regex(/^[+-]?\d+(\.\d+)?$/, 'must be a decimal number')])
  .transform((value) => new Decimal(value));

/** A date or date-time, as epoch milliseconds. */
export const timeField = z.string().transform((text, context) => {
  const time = parseTime(text);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: `${text} is not an ISO 8601 date` });
  return z.NEVER;
});
