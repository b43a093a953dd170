import { RemoteError } from '../../../src/domain/remote-error';

/** The RemoteError that `work` fails with; any other end fails the test. */
export async function remoteErrorOf(work: Promise<unknown>): Promise<RemoteError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RemoteError)) throw new Error('No RemoteError', { cause: error });
  return error;
}
