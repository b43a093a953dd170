/** Notices when an account has stopped telling of stock: its webhooks are off, or do not reach us. */
import type { StoreStep } from '../../domain/stock-types';
import { businessTimeMs } from '../../mapping/stock/business-time';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { clearStale, raiseStale } from './level-issues';
import type { Silence } from './level-issues';

const TIMES_THE_USUAL_GAP = 4;
const AT_LEAST_MS = 30 * 60_000;
/** Fewer gaps than these are no habit. */
const GAPS_TO_JUDGE_BY = 20;

export async function watchStockFeed(deps: StockDeps, { storeHash }: StoreStep): Promise<void> {
  const config = stockConfigOf(deps, storeHash);
  if (!config) return;
  const now = new Date();
  for (const account of accountsOf(config)) {
    // One that never told is silent since it could have.
    const last = (await deps.store.stockEvents.last(account)) ?? (await listenedSince(deps, account));
    const silence = last && (await silenceOf(deps, account, { last, now, setMs: config.staleAfterMs }));
    if (silence && silence.silentMs > silence.limitMs) await raiseStale(deps, storeHash, account, silence);
    else await clearStale(deps, storeHash, account);
  }
  await deps.store.stockEvents.forgetOld();
}

/** Since when an account could have told of stock, by the watermark of this stream. */
const LISTENED = 'stock-events';

const listenedSince = ({ store }: Pick<StockDeps, 'store'>, account: string): Promise<Date | undefined> =>
  store.watermarks.get(account, LISTENED);

/** Its webhooks have been set up. */
export const noteListening = ({ store }: Pick<StockDeps, 'store'>, account: string): Promise<void> =>
  store.watermarks.advance(account, LISTENED, new Date());

/** Its stock is looked at from now on: its webhooks are taken to be there, unless that is known already. */
export async function noteFirstLook(deps: Pick<StockDeps, 'store'>, account: string): Promise<void> {
  if (!(await listenedSince(deps, account))) await noteListening(deps, account);
}

interface Since {
  readonly last: Date;
  readonly now: Date;
  /** What the configuration says, in which every hour counts. */
  readonly setMs: number | undefined;
}

/** Undefined where nothing says yet how long is too long. */
async function silenceOf(deps: StockDeps, account: string, { last, now, setMs }: Since): Promise<Silence | undefined> {
  if (setMs !== undefined) return { silentMs: now.getTime() - last.getTime(), limitMs: setMs };
  const { timeZone } = await deps.facts.of(account);
  const gapMs = await deps.store.stockEvents.usualGapMs(account, timeZone, GAPS_TO_JUDGE_BY);
  if (gapMs === undefined) return undefined;
  const limitMs = Math.max(AT_LEAST_MS, gapMs * TIMES_THE_USUAL_GAP);
  return { silentMs: businessTimeMs(last, now, timeZone), limitMs };
}
