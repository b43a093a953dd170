/** What is kept of variants that are gone from the store: nothing looks at them again, so nothing else would end it. */
import type { StockDeps } from './deps';

export async function forgetGone({ store }: Pick<StockDeps, 'store'>, storeHash: string): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.levels.forgetGone(storeHash);
    await tx.stockIssues.forgetGone(storeHash);
  });
}
