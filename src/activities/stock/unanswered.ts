/** An account answers: what was kept because it had not answered for it is asked for again. */
import type { StockDeps } from './deps';
import { storesFedBy } from './deps';

export async function askAgain(deps: StockDeps, account: string): Promise<void> {
  for (const storeHash of storesFedBy(deps, account)) {
    await deps.store.stockDirty.unpark(storeHash, { code: 'AVAILABILITY_UNKNOWN' });
    await deps.store.stockDirty.unpark(storeHash, { code: 'SOURCE_UNREAD' });
    // Not only for these: an attempt may have been lost between its marks and telling of them.
    const { waiting } = await deps.store.stockDirty.counts(storeHash);
    if (waiting > 0) await deps.stock.moved(storeHash, { reason: `${waiting} levels wait` });
  }
}
