/** What one record is refused keeps no other back. */
import { RemoteError } from '../../domain/remote-error';

const REFUSALS: readonly RemoteError['kind'][] = ['invalid', 'conflict', 'not-found'];

/** Gives the store's words where it does not take what is sent. */
export async function unlessRefused(send: () => Promise<void>): Promise<string | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof RemoteError && REFUSALS.includes(error.kind)) return error.message;
    throw error;
  }
}
