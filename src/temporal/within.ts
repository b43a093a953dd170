import type { Client } from '@temporalio/client';
import { toTemporalError } from './errors';

/** Runs a call to Temporal with a deadline. Fails with a `TemporalError`. */
export async function within<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + ms, call);
  } catch (error) {
    throw toTemporalError(error);
  }
}
