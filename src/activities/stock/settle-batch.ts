/** Ends a batch: marks of what is as it should be go, others wait under the issue that keeps them. */
import type { StockConfig } from '../../config/config';
import type { UnreadSources } from '../../domain/stock-types';
import type { StockChanges } from '../../mapping/stock/changes';
import type { Batch } from './batch';
import { accountsOf } from './deps';
import type { StockDeps } from './deps';
import { clearAnswered, clearMassFall, raiseMassFall, raiseUnknown, settleUnread } from './level-issues';
import type { VariantLevel } from './plan-levels';

interface Written {
  readonly config: StockConfig;
  readonly batch: Batch;
  readonly levels: readonly VariantLevel[];
  readonly changes: StockChanges;
  readonly rejected: ReadonlySet<number>;
  readonly unread: UnreadSources;
}

export async function settleBatch(deps: StockDeps, written: Written): Promise<void> {
  const { batch, levels, changes, unread } = written;
  const { storeHash, body } = batch;
  const { stockDirty } = deps.store;
  const unknown = levels.filter(({ result }) => result.kind === 'unknown');
  const missing = await fedByMissing(deps, written);
  const rejected = new Set([...written.rejected, ...(await refusedBefore(deps, batch))]);
  const kept = {
    held: idsOf(changes.held),
    unknown: idsOf(unknown.map(({ link }) => link)),
    absent: missing.absent,
    unseen: missing.unseen,
  };
  const marksOf = (ids: ReadonlySet<number>) => body.variants.filter(({ variantId }) => ids.has(variantId));
  if (changes.fall) await raiseMassFall(deps.store, storeHash, changes.fall);
  await raiseUnknown(deps.store, storeHash, unknown);
  await settleUnread(deps.store, storeHash, unread);
  await stockDirty.park(storeHash, marksOf(kept.absent), 'SOURCE_UNREAD');
  await stockDirty.park(storeHash, marksOf(kept.unknown), 'AVAILABILITY_UNKNOWN');
  await stockDirty.hold(storeHash, marksOf(kept.held), 'MASS_FALL');
  const waiting = new Set([...rejected, ...Object.values(kept).flatMap((ids) => [...ids])]);
  await clearAnswered(deps.store, batch, { rejected, unknown: kept.unknown });
  await stockDirty.settle(
    storeHash,
    body.variants.filter(({ variantId }) => !waiting.has(variantId)),
  );
  if (!(await stockDirty.hasHeld(storeHash))) await clearMassFall(deps.store, storeHash);
}

/**
 * Variants with a level from an account that is not in the batch: those of one that did not answer wait for it, those of one
 * that was configured since are simply looked at again.
 */
async function fedByMissing(deps: StockDeps, { config, batch, unread }: Written) {
  const variantIds = batch.body.variants.map(({ variantId }) => variantId);
  const [absent, unseen] = [new Set<number>(), new Set<number>()];
  for (const account of accountsOf(config)) {
    if (batch.body.accounts[account]) continue;
    const links = await deps.store.productLinks.ofVariants({ storeHash: batch.storeHash, account }, variantIds);
    const ids = unread.accounts.includes(account) ? absent : unseen;
    for (const { variantId, levelTarget } of links) if (levelTarget !== null) ids.add(variantId);
  }
  return { absent, unseen };
}

const refusedBefore = ({ store }: StockDeps, { storeHash, body }: Batch): Promise<readonly number[]> =>
  store.stockDirty.parkedAmong(
    storeHash,
    body.variants.map(({ variantId }) => variantId),
    'LEVEL_REJECTED',
  );

const idsOf = (some: readonly { readonly variantId: number }[]): ReadonlySet<number> =>
  new Set(some.map(({ variantId }) => variantId));
