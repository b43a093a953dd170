/** Whether a store mails its customers about shipments: a setting that people change, read once and kept for a while. */
import type { BigCommerceClient } from '../../bigcommerce/client';
import { RemoteError } from '../../domain/remote-error';
import { runShared } from '../request-context';

const KEEP_MS = 10 * 60_000;

export interface MailSettingsCache {
  /** Undefined where the store does not let us read its settings. Some minutes old at most. */
  expected(storeHash: string, channelId: number): Promise<boolean | undefined>;
  /** As it is now. @throws RemoteError */
  now(storeHash: string, channelId: number): Promise<boolean>;
}

export function createMailSettingsCache(clientOf: (storeHash: string) => BigCommerceClient): MailSettingsCache {
  const kept = new Map<string, { readonly mails: Promise<boolean>; readonly readAt: number }>();
  const now = (storeHash: string, channelId: number): Promise<boolean> => {
    const name = `${storeHash}/${channelId}`;
    const mails = runShared(() => clientOf(storeHash).emailStatuses(channelId)).then(({ orderStatus }) => orderStatus);
    kept.set(name, { mails, readAt: Date.now() });
    mails.catch(() => kept.delete(name));
    return mails;
  };
  return {
    now,
    async expected(storeHash, channelId) {
      const known = kept.get(`${storeHash}/${channelId}`);
      try {
        return await (known && Date.now() - known.readAt < KEEP_MS ? known.mails : now(storeHash, channelId));
      } catch (error) {
        // For show only: a token without this scope makes shipments all the same.
        if (error instanceof RemoteError && error.kind === 'forbidden') return undefined;
        throw error;
      }
    },
  };
}
