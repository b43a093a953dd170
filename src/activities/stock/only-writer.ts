/**
 * For a moment two attempts may write to one store: the first was taken for dead and is not. The newer one has read more, so
 * the older one sends and records nothing from then on.
 */
import type { Store } from '../../store/store';
import { ClaimLostError } from '../../store/claims';
import type { StockDeps } from './deps';

/** Renewed with every request, it outlasts any. */
const LEASE_MS = 120_000;
/** All attempts are one owner: whoever asks is the newest, and the ones before it are void. */
const OWNER = 'inventory';

type Transaction = Parameters<Parameters<Store['transaction']>[0]>[0];

export interface OnlyWriter {
  /** Before each request. @throws ClaimLostError when a newer attempt has begun */
  assertNewest(): Promise<void>;
  /** @throws ClaimLostError, and then nothing is stored */
  record(work: (tx: Transaction) => Promise<void>): Promise<void>;
}

export async function takeOver({ store }: StockDeps, storeHash: string): Promise<OnlyWriter> {
  const name = `levels of ${storeHash}`;
  const claim = await store.claims.acquire(name, OWNER, LEASE_MS);
  if (!claim.acquired) throw new ClaimLostError(name);
  return {
    async assertNewest() {
      if (!(await store.claims.renew(name, claim.fence, LEASE_MS))) throw new ClaimLostError(name);
    },
    record: (work) =>
      store.transaction(async (tx) => {
        await tx.claims.assertHeld(name, claim.fence);
        await work(tx);
      }),
  };
}
