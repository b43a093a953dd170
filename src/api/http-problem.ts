/** The one way to fail a request: thrown anywhere, answered once, by the error handler, as RFC 9457 problem+json. */
import { InvalidCursorError } from '../store/page';
import { TemporalError } from '../temporal/errors';
import type { TemporalErrorKind } from '../temporal/errors';

const TITLES = {
  400: 'The request is not valid',
  401: 'Not authorized',
  404: 'Not found',
  409: 'Conflict',
  413: 'The body is too large',
  415: 'The body is of a kind that is not understood',
  422: 'The request was refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available at the moment',
  504: 'No answer in time',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** One fault in the request: where it is, and what is wrong with it. */
export interface RequestFault {
  readonly path: string;
  readonly message: string;
}

export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  /** `detail` is for people: what is wrong, and what to do. Nothing secret or personal. */
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly more: { readonly errors?: readonly RequestFault[]; readonly retryAfterSeconds?: number } = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }

  /** The document that is answered; `requestId` finds the request in the log. */
  toDocument(requestId: string): Record<string, unknown> {
    return {
      type: 'about:blank',
      title: TITLES[this.status],
      status: this.status,
      detail: this.detail,
      requestId,
      ...(this.more.errors ? { errors: this.more.errors } : {}),
    };
  }
}

/** The problem that any error means for the one who asked. What we do not know stays between us and the log. */
export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidCursorError) return new HttpProblem(400, error.message);
  if (error instanceof TemporalError) return temporalProblem(error);
  return (
    parserProblem(error) ??
    new HttpProblem(500, 'Something failed here; the log has the request id', {}, { cause: error })
  );
}

const TEMPORAL_STATUS: Record<TemporalErrorKind, ProblemStatus> = {
  unavailable: 503,
  'no-answer': 504,
  rejected: 422,
  'not-found': 404,
};

function temporalProblem(error: TemporalError): HttpProblem {
  const retry = error.kind === 'unavailable' ? { retryAfterSeconds: 5 } : {};
  return new HttpProblem(TEMPORAL_STATUS[error.kind], error.message, retry, { cause: error });
}

/** Errors of Express itself (a bad `%`) and its body parsers carry a status and mean the request. */
function parserProblem(error: unknown): HttpProblem | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const type = 'type' in error ? error.type : undefined;
  const limit =
    'limit' in error && typeof error.limit === 'number' ? `${Math.floor(error.limit / 1024)} KB` : 'the limit';
  if (error.status === 413) return new HttpProblem(413, `A body may have at most ${limit}`);
  if (error.status === 415) return new HttpProblem(415, 'Send the body as plain UTF-8');
  if (type === 'entity.parse.failed') return new HttpProblem(400, 'The body is not valid JSON');
  return error.status === 400 ? new HttpProblem(400, 'The request cannot be read') : undefined;
}
