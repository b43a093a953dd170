/** Notices when an account has stopped telling of stock: its webhooks are off, or do not reach us. */
import type { StoreStep } from '../../domain/stock-types';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { clearStale, raiseStale } from './level-issues';

const TIMES_THE_USUAL_GAP = 4;
const AT_LEAST_MS = 30 * 60_000;
/** Fewer gaps than these are no habit. */
const GAPS_TO_JUDGE_BY = 20;

export async function watchStockFeed(deps: StockDeps, { storeHash }: StoreStep): Promise<void> {
  const config = stockConfigOf(deps, storeHash);
  if (!config) return;
  const now = new Date();
  for (const account of accountsOf(config)) {
    const last = await deps.store.stockEvents.last(account);
    const limitMs = config.staleAfterMs ?? (await usualLimit(deps, account));
    // An account that never told of anything has no webhooks, or no stock: setup says which.
    const silentMs = last ? now.getTime() - last.getTime() : 0;
    if (limitMs !== undefined && silentMs > limitMs) await raiseStale(deps, storeHash, account, silentMs, limitMs);
    else await clearStale(deps, storeHash);
  }
  await deps.store.stockEvents.forgetOld(now);
}

async function usualLimit(deps: StockDeps, account: string): Promise<number | undefined> {
  const { timeZone } = await deps.facts.of(account);
  const gapMs = await deps.store.stockEvents.usualGapMs(account, timeZone, GAPS_TO_JUDGE_BY);
  return gapMs === undefined ? undefined : Math.max(AT_LEAST_MS, gapMs * TIMES_THE_USUAL_GAP);
}
