import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpProblem } from './http-problem';
import { sameSecret } from './secrets';

/** Wrong tokens a minute and address that are looked at; more are turned away unread. */
const WRONG_TOKENS_PER_MINUTE = 30;

/**
 * Lets requests with `Authorization: Bearer <token>` pass. Only wrong tokens are counted against the limit, so that
 * somebody guessing from behind the same proxy cannot lock the operators out.
 */
export function bearerAuth(token: string): RequestHandler {
  if (token === '') throw new Error('The operations API needs a token: set CONNECTOR_API_TOKEN');
  const limitGuesses = rateLimit({
    windowMs: 60_000,
    limit: WRONG_TOKENS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(new HttpProblem(429, 'Too many wrong tokens from this address; wait a minute', { retryAfterSeconds: 60 })),
  });
  return (request, response, next) => {
    const given = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (given !== undefined && sameSecret(given, token)) {
      next();
      return;
    }
    void limitGuesses(request, response, (error?: unknown) => next(error ?? unauthorized(given !== undefined)));
  };
}

const unauthorized = (hadToken: boolean): HttpProblem =>
  new HttpProblem(
    401,
    hadToken
      ? 'The token is not the one of this connector (CONNECTOR_API_TOKEN)'
      : 'Send the header "Authorization: Bearer <CONNECTOR_API_TOKEN>"',
  );
