/** What every request passes: an id, a line in the log, and one place that answers failures. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { HttpProblem, toProblem } from './http-problem';

/** A caller's id is echoed and logged, so it must be short and plain. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
const LOGGED_PATH_LENGTH = 200;

/** Takes the caller's `X-Request-Id` if it is plain, and makes one up otherwise. */
export const requestId = (): RequestHandler => (request, response, next) => {
  const given = request.get('x-request-id') ?? '';
  response.locals['requestId'] = REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', requestIdOf(response));
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals['requestId']);

/** One line a request: path without query (a query may hold a secret), never headers or bodies. */
export const requestLog =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    response.on('close', () => {
      const line = {
        requestId: requestIdOf(response),
        method: request.method,
        path: pathOf(request),
        status: response.writableFinished ? response.statusCode : 'aborted',
        ms: Math.round(performance.now() - started),
      };
      if (response.statusCode >= 500) logger.warn(line, 'request failed');
      else logger.info(line, 'request');
    });
    next();
  };

const pathOf = (request: Request): string => (request.originalUrl.split('?')[0] ?? '').slice(0, LOGGED_PATH_LENGTH);

export const notFound: RequestHandler = (request) => {
  throw new HttpProblem(404, `There is no ${request.method} ${pathOf(request)}`);
};

export const problemHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error);
    if (problem.status === 500)
      logger.error({ requestId: requestIdOf(response), error: faultOf(problem.cause) }, 'unexpected error');
    const { retryAfterSeconds } = problem.more;
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
    response
      .status(problem.status)
      .type('application/problem+json')
      .json(problem.toDocument(requestIdOf(response)));
  };

/** Name and stack only: a database error's own fields quote the row it was about. */
const faultOf = (cause: unknown): unknown =>
  cause instanceof Error ? { name: cause.name, stack: cause.stack } : typeof cause;
