/** Batches whose refusal does not say which of their writes is at fault. */
import { RemoteError } from '../domain/remote-error';

export interface Refused<W> {
  readonly write: W;
  /** The store's words. */
  readonly reason: string;
}

export interface RefusedInPart<W> extends Refused<W> {
  /** "The product information was updated successfully, but … failed": all but what the reason is about was saved. */
  readonly isSavedInPart: boolean;
}

/** What became of a batch: all that is not named was set. */
export type BatchOutcome<W> = readonly RefusedInPart<W>[];

/**
 * Sends a batch; of one that is refused its halves, until those at fault stand alone. The writes are absolute: whether a
 * refused batch set its good ones does not matter.
 * @param send answers what is wrong with a batch that was saved in part
 */
export async function sendInHalves<W>(
  writes: readonly W[],
  send: (writes: readonly W[]) => Promise<string | undefined>,
): Promise<BatchOutcome<W>> {
  const [first] = writes;
  if (first === undefined) return [];
  const failure = await tried(() => send(writes));
  if (!failure) return [];
  if (writes.length === 1) return [{ write: first, ...failure }];
  const half = Math.ceil(writes.length / 2);
  return [...(await sendInHalves(writes.slice(0, half), send)), ...(await sendInHalves(writes.slice(half), send))];
}

interface Failure {
  readonly reason: string;
  readonly isSavedInPart: boolean;
}

async function tried(send: () => Promise<string | undefined>): Promise<Failure | undefined> {
  try {
    const reason = await send();
    return reason === undefined ? undefined : { reason, isSavedInPart: true };
  } catch (error) {
    if (!(error instanceof RemoteError) || !REFUSALS.has(error.fields.status ?? 0)) throw error;
    return { reason: error.fields.vendorMessage ?? error.message, isSavedInPart: false };
  }
}

/** What a smaller batch may be spared: a record that is gone, in conflict or invalid, and too many of them. */
const REFUSALS: ReadonlySet<number> = new Set([400, 404, 409, 413, 422]);

/** Errors by field, in one line. */
export const fieldWords = (errors: Readonly<Record<string, unknown>> | null | undefined): string =>
  Object.entries(errors ?? {})
    .map(([field, message]) => `${field}: ${typeof message === 'string' ? message : JSON.stringify(message)}`)
    .join('; ');
