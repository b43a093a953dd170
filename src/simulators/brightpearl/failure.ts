import type { SimResponse } from '../core/http';

/**
 * A refusal in Brightpearl's envelope. Codes seen on live accounts carry their own number; those of refusals that are
 * documented without a code end in 9xx, after the service's prefix, and are ours.
 */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  toResponse(): SimResponse {
    return { status: this.status, body: { errors: [{ code: this.code, message: this.message }] } };
  }
}

export const badRequest = (code: string, message: string): Failure => new Failure(400, code, message);

export const notFound = (message: string): Failure => new Failure(404, 'CMNC-404', message);

/** The record is no longer the one that `If-Match` names. */
export const preconditionFailed = (message: string): Failure => new Failure(412, 'CMNC-906', message);

/** A client's mistake that Brightpearl answers with 500 all the same. */
export const unparsableFilter = (filter: string, value: string, type: string): Failure =>
  new Failure(500, 'CMNC-018', `The filter ${filter}=${value} cannot be parsed as: ${type}`);

export const invalidPatch = (operation: string, path: string): Failure =>
  new Failure(500, 'CMNC-044', `Invalid patch operation (${operation}) for given path (${path})`);
