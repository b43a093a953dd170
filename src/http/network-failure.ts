/**
 * What a request that got no answer means. The only question that matters for a write is whether the vendor can have
 * received it: everything that is not surely "never sent" is unknown.
 */
import type { RemoteErrorKind } from '../domain/remote-error';

/** Failures before a byte of the request left: names, connections and TLS handshakes. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export const kindWithoutAnswer = (error: unknown, write: boolean): RemoteErrorKind =>
  write && !surelyNotSent(error) ? 'unknown-outcome' : 'unavailable';

/** The system's code of a failed fetch (`ECONNRESET`), for the error message. */
export function networkCode(error: unknown): string | undefined {
  const cause = causeOf(error);
  return cause && typeof cause.code === 'string' ? cause.code : undefined;
}

function surelyNotSent(error: unknown): boolean {
  const cause = causeOf(error);
  if (!cause) return false;
  // Several addresses tried in turn: not sent only if no attempt got as far as a connection.
  if (Array.isArray(cause.errors)) return cause.errors.length > 0 && cause.errors.every(connectFailed);
  return connectFailed(cause);
}

function connectFailed(error: unknown): boolean {
  const { code, syscall } = error as NetworkError;
  // ETIMEDOUT, EHOSTUNREACH and the like also happen to connections in use: only the connect call proves anything.
  return (typeof code === 'string' && NEVER_SENT.has(code)) || syscall === 'connect' || syscall === 'getaddrinfo';
}

interface NetworkError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: unknown;
}

/** `fetch` rejects with a TypeError whose `cause` is what happened. */
function causeOf(error: unknown): NetworkError | undefined {
  const cause: unknown = isObject(error) && 'cause' in error ? error.cause : undefined;
  return isObject(cause) ? cause : undefined;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
