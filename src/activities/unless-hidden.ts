import { RemoteError } from '../domain/remote-error';

/** What was asked; undefined where the credentials may not list it, which is no reason to do without what it is about. */
export async function unlessHidden<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'forbidden') return undefined;
    throw error;
  }
}
