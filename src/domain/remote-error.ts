/**
 * What went wrong with a request to either vendor, classified once by the client. Clients never retry; Temporal does,
 * by `kind`. The message is for people and carries neither secrets nor personal data; the body stays in the audit trail.
 */
export type RemoteSystem = 'bigcommerce' | 'brightpearl';

/**
 * - `throttled`: the quota is spent; nothing was done; try again after `retryAfterMs`.
 * - `unavailable`: a read failed, or a write surely never reached the vendor; try again.
 * - `unknown-outcome`: a write was sent and may have been, or may yet be, applied. Look before sending it again.
 * - `unauthorized`: the credential is refused (401): the account or store pauses.
 * - `forbidden`: a scope or permission is missing (403).
 * - `not-found`, `conflict` (409, 412), `invalid` (the request can never succeed as it is, whatever the status says).
 * - `unexpected-body`: a success whose body lacks a field that we need.
 */
export type RemoteErrorKind =
  | 'throttled'
  | 'unavailable'
  | 'unknown-outcome'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'unexpected-body';

export interface RemoteErrorFields {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  readonly kind: RemoteErrorKind;
  readonly method: string;
  /** Path without query: queries can hold e-mail addresses. */
  readonly path: string;
  readonly status?: number;
  /** The vendor's own code (`CMNC-018`), where it gives one. */
  readonly code?: string;
  /** The vendor's own words, as far as they surely name no person and no secret. */
  readonly vendorMessage?: string;
  readonly requestId?: string;
  /** Milliseconds to wait before the next try. */
  readonly retryAfterMs?: number;
}

export class RemoteError extends Error {
  override readonly name = 'RemoteError';

  constructor(
    readonly fields: RemoteErrorFields,
    options?: ErrorOptions,
  ) {
    const answer = fields.status === undefined ? fields.kind : `${fields.status} (${fields.kind})`;
    const words = [fields.code, fields.vendorMessage].filter(Boolean).join(' ');
    super(`${fields.system} ${fields.method} ${fields.path}: ${answer}${words ? `: ${words}` : ''}`, options);
  }

  get kind(): RemoteErrorKind {
    return this.fields.kind;
  }
}
