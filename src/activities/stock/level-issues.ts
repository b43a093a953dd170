/** What keeps a level from being written, as people see it: what is wrong, and what to do. */
import type { RemoteError } from '../../domain/remote-error';
import { STOCK_ISSUES } from '../../domain/stock-issues';
import type { StockIssueCode } from '../../domain/stock-issues';
import type { PlannedLevel } from '../../mapping/stock/changes';
import type { MassFall } from '../../mapping/stock/mass-fall';
import type { Batch } from './batch';
import type { StockDeps } from './deps';
import type { VariantLevel } from './plan-levels';

/** Parks a level that the store refuses; the others go on. */
export async function raiseRejected(
  deps: StockDeps,
  storeHash: string,
  variantId: number,
  { sku, locationId, quantity }: PlannedLevel,
  error: RemoteError,
): Promise<void> {
  const words = error.fields.vendorMessage ?? error.message;
  await raise(deps, storeHash, variantId, 'LEVEL_REJECTED', `${sku} at location ${locationId}: ${words}`, {
    sku,
    locationId,
    quantity,
  });
  await deps.store.stockDirty.park(storeHash, [variantId], 'LEVEL_REJECTED');
}

/** Keeps the whole batch back and says so once, with the figures. */
export async function holdMassFall(deps: StockDeps, batch: Batch, fall: MassFall): Promise<void> {
  const { storeHash, body } = batch;
  const message =
    fall.reason === 'mass-fall'
      ? `${fall.toZero} of ${fall.inStock} levels in stock would fall to 0, more than ${fall.limitPercent} %`
      : `${fall.source} answered for ${fall.now} SKUs, ${fall.before} before`;
  await raise(deps, storeHash, 0, 'MASS_FALL', message, { ...fall });
  await deps.store.stockDirty.park(
    storeHash,
    body.variants.map(({ variantId }) => variantId),
    'MASS_FALL',
  );
}

/** Raises what the arithmetic could not answer for, and takes back what no longer holds. */
export async function settleIssues(
  deps: StockDeps,
  { storeHash }: Batch,
  levels: readonly VariantLevel[],
  rejected: readonly { readonly variantId: number }[],
): Promise<void> {
  const refused = new Set(rejected.map(({ variantId }) => variantId));
  const unknown = levels.filter(({ result }) => result.kind === 'unknown');
  for (const { link } of unknown) {
    await raise(
      deps,
      storeHash,
      link.variantId,
      'AVAILABILITY_UNKNOWN',
      `${link.sku}: Brightpearl did not answer for it`,
      {
        sku: link.sku,
        brightpearlId: link.brightpearlId,
      },
    );
  }
  const doubtful = new Set(unknown.map(({ link }) => link.variantId));
  const all = [...new Set(levels.map(({ link }) => link.variantId))];
  await deps.store.stockIssues.clear(
    storeHash,
    all.filter((id) => !refused.has(id)),
    'LEVEL_REJECTED',
  );
  await deps.store.stockIssues.clear(
    storeHash,
    all.filter((id) => !doubtful.has(id)),
    'AVAILABILITY_UNKNOWN',
  );
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
  await raise(deps, storeHash, 0, 'SECOND_WRITER', message, { levels: levels.length });
}

export const clearSecondWriter = (deps: StockDeps, storeHash: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [0], 'SECOND_WRITER');

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
    deps,
    storeHash,
    0,
    'STALE_FEED',
    `Account ${account} has told of no stock for ${minutes(silentMs)} minutes; ${minutes(limitMs)} are usual at most`,
    { account, silentMs, limitMs },
  );

/** Of this account only: another one may still be silent. */
export const clearStale = (deps: StockDeps, storeHash: string, account: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [0], 'STALE_FEED', { account });

export const raiseUnreadable = (
  deps: StockDeps,
  storeHash: string,
  count: number,
  named: readonly string[],
): Promise<void> =>
  raise(deps, storeHash, 0, 'ORDER_UNREADABLE', `${count} cannot be read: ${named.join('; ')}`, { orders: count });

export const clearUnreadable = (deps: StockDeps, storeHash: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [0], 'ORDER_UNREADABLE');

export const raiseStopped = (deps: StockDeps, storeHash: string, step: string, error: RemoteError): Promise<void> =>
  raise(deps, storeHash, 0, 'STOCK_STOPPED', error.message, { step });

/** Only by the step that stopped: that others succeed says nothing. */
export const clearStopped = (deps: StockDeps, storeHash: string, step: string): Promise<void> =>
  deps.store.stockIssues.clear(storeHash, [0], 'STOCK_STOPPED', { step });

const minutes = (ms: number): number => Math.round(ms / 60_000);

const raise = (
  deps: StockDeps,
  storeHash: string,
  variantId: number,
  code: StockIssueCode,
  message: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> =>
  deps.store.stockIssues.raise({
    storeHash,
    variantId,
    code,
    message: `${message}. ${STOCK_ISSUES[code].fix}`,
    details,
  });
