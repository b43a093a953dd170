/** What keeps a level from being written, as people see it: what is wrong, and what to do. */
import type { RemoteError } from '../../domain/remote-error';
import { STOCK_ISSUES, WHOLE_STORE } from '../../domain/stock-issues';
import type { StockIssueCode } from '../../domain/stock-issues';
import type { UnreadSources } from '../../domain/stock-types';
import type { PlannedLevel } from '../../mapping/stock/changes';
import type { MassFall } from '../../mapping/stock/mass-fall';
import type { Store } from '../../store/store';
import type { Batch } from './batch';
import type { StockDeps } from './deps';
import type { VariantLevel } from './plan-levels';

type Issues = Pick<Store, 'stockIssues'>;

/** A level that the store refuses; the others go on. */
export const raiseRejected = (
  store: Issues,
  storeHash: string,
  { variantId, sku, locationId, quantity }: PlannedLevel,
  error: RemoteError,
): Promise<void> => {
  const words = error.fields.vendorMessage ?? error.message;
  const details = { sku, locationId, quantity };
  return raise(store, storeHash, variantId, 'LEVEL_REJECTED', `${sku} at location ${locationId}: ${words}`, details);
};

export const raiseUnusable = (store: Issues, storeHash: string, locationId: number, problem: string): Promise<void> =>
  raise(store, storeHash, WHOLE_STORE, 'LOCATION_UNUSABLE', problem, { locationId });

export const clearUnusable = (store: Issues, storeHash: string, locationId: number): Promise<void> =>
  store.stockIssues.clear(storeHash, [WHOLE_STORE], 'LOCATION_UNUSABLE', { locationId });

export function raiseMassFall(store: Issues, storeHash: string, fall: MassFall): Promise<void> {
  const message =
    fall.reason === 'mass-fall'
      ? `${fall.toZero} of ${fall.inStock} levels in stock would fall to 0, more than ${fall.limitPercent} %`
      : `${fall.source}: Brightpearl answered for ${fall.now} of ${fall.before} that had stock`;
  return raise(store, storeHash, WHOLE_STORE, 'MASS_FALL', message, { ...fall });
}

export const clearMassFall = (store: Issues, storeHash: string): Promise<void> =>
  store.stockIssues.clear(storeHash, [WHOLE_STORE], 'MASS_FALL');

/** What the arithmetic could not answer for. */
export async function raiseUnknown(store: Issues, storeHash: string, levels: readonly VariantLevel[]): Promise<void> {
  for (const { link } of levels) {
    const { variantId, sku, brightpearlId } = link;
    const message = `${sku}: Brightpearl did not answer for it`;
    await raise(store, storeHash, variantId, 'AVAILABILITY_UNKNOWN', message, { sku, brightpearlId });
  }
}

/** Takes back what no longer holds of a batch's variants, those that have no level any more among them. */
export async function clearAnswered(
  store: Issues,
  { storeHash, body }: Batch,
  { rejected, unknown }: { readonly rejected: ReadonlySet<number>; readonly unknown: ReadonlySet<number> },
): Promise<void> {
  const but = (ids: ReadonlySet<number>): number[] =>
    body.variants.map(({ variantId }) => variantId).filter((variantId) => !ids.has(variantId));
  await store.stockIssues.clear(storeHash, but(rejected), 'LEVEL_REJECTED');
  await store.stockIssues.clear(storeHash, but(unknown), 'AVAILABILITY_UNKNOWN');
}

/** Raises what was gone on without, or takes it back when everything answered. */
export async function settleUnread(store: Issues, storeHash: string, unread: UnreadSources): Promise<void> {
  const parts = [
    ...unread.accounts.map(
      (account) => `account ${account} does not answer, so the levels that it feeds stay as they are`,
    ),
    ...unread.stores.map((other) => `store ${other} does not answer, so what it sold since is not subtracted`),
  ];
  if (parts.length === 0) return store.stockIssues.clear(storeHash, [WHOLE_STORE], 'SOURCE_UNREAD');
  const message = `Store ${storeHash}: ${parts.join('; ')}`;
  return raise(store, storeHash, WHOLE_STORE, 'SOURCE_UNREAD', message, { ...unread });
}

const NAMED = 10;

/** Levels that changed without us or an order: sooner or later somebody oversells. */
export async function raiseSecondWriter(
  deps: StockDeps,
  storeHash: string,
  levels: readonly { readonly sku: string; readonly expected: number; readonly shown: number }[],
): Promise<void> {
  const named = levels.slice(0, NAMED).map(({ sku, expected, shown }) => `${sku} (${shown} instead of ${expected})`);
  const message = `${levels.length} levels changed without us: ${named.join(', ')}`;
  await raise(deps.store, storeHash, WHOLE_STORE, 'SECOND_WRITER', message, { levels: levels.length });
}

export const clearSecondWriter = (deps: StockDeps, storeHash: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [WHOLE_STORE], 'SECOND_WRITER');

/** How long an account has told of nothing, and how long is too long. */
export interface Silence {
  readonly silentMs: number;
  readonly limitMs: number;
}

export const raiseStale = (
  deps: StockDeps,
  storeHash: string,
  account: string,
  { silentMs, limitMs }: Silence,
): Promise<void> =>
  raise(
    deps.store,
    storeHash,
    WHOLE_STORE,
    'STALE_FEED',
    `Account ${account} has told of no stock for ${minutes(silentMs)} minutes; ${minutes(limitMs)} are usual at most`,
    { account, silentMs, limitMs },
  );

/** Of this account only: another one may still be silent. */
export const clearStale = (deps: StockDeps, storeHash: string, account: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [WHOLE_STORE], 'STALE_FEED', { account });

export const raiseUnreadable = (
  deps: StockDeps,
  storeHash: string,
  count: number,
  named: readonly string[],
): Promise<void> =>
  raise(deps.store, storeHash, WHOLE_STORE, 'ORDER_UNREADABLE', `${count} cannot be read: ${named.join('; ')}`, {
    orders: count,
  });

export const clearUnreadable = (deps: StockDeps, storeHash: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [WHOLE_STORE], 'ORDER_UNREADABLE');

export const raiseStopped = (deps: StockDeps, storeHash: string, step: string, error: RemoteError): Promise<void> =>
  raise(deps.store, storeHash, WHOLE_STORE, 'STOCK_STOPPED', error.message, { step });

/** Only by the step that stopped: that others succeed says nothing. */
export const clearStopped = (deps: StockDeps, storeHash: string, step: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [WHOLE_STORE], 'STOCK_STOPPED', { step });

const minutes = (ms: number): number => Math.round(ms / 60_000);

const raise = (
  store: Issues,
  storeHash: string,
  variantId: number,
  code: StockIssueCode,
  message: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> =>
  store.stockIssues.raise({
    storeHash,
    variantId,
    code,
    message: `${message}. ${STOCK_ISSUES[code].fix}`,
    details,
  });
