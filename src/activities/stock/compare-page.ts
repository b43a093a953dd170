/**
 * A page of a full compare: first of the store's own list, then of the linked variants that the list did not have. Items that
 * are deleted while it is read move others to pages that were read already, and what a store does not list is no less wrong.
 */
import type { ComparePageInput, ComparePageResult } from '../../domain/stock-types';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { shownBy, storeLevels } from './store-levels';
import type { StoreLevels } from './store-levels';

/** As many items as a page of the list has. */
const UNLISTED_AT_ONCE = 1_000;

export async function readComparePage(deps: StockDeps, input: ComparePageInput): Promise<ComparePageResult> {
  const config = stockConfigOf(deps, input.storeHash);
  if (!config) return { isLast: true };
  const accounts = accountsOf(config);
  return input.after === undefined ? listed(deps, input, accounts) : unlisted(deps, input, accounts, input.after);
}

async function listed(
  deps: StockDeps,
  { storeHash, reportId, page }: ComparePageInput,
  accounts: readonly string[],
): Promise<ComparePageResult> {
  const startedAt = new Date();
  const { levels: items, isLast } = await deps.bigcommerce(storeHash).inventory.page(page);
  const productIds = [...new Set(items.map(({ productId }) => productId))];
  const scopes = accounts.map((account) => ({ storeHash, account }));
  const links = await Promise.all(scopes.map((scope) => deps.store.productLinks.ofProducts(scope, productIds)));
  const shown = shownBy(items, links.flat());
  const variantIds = [...shown.keys()];
  await deps.store.productLinks.noteCompared(storeHash, variantIds, reportId);
  const batch = await saveBatch(deps, storeHash, startedAt, variantIds, shown);
  if (!isLast) return { ...batch, isLast };
  const rest = await deps.store.productLinks.uncompared(storeHash, accounts, reportId, { after: 0, limit: 1 });
  return rest.length === 0 ? { ...batch, isLast } : { ...batch, isLast: false, after: 0 };
}

async function unlisted(
  deps: StockDeps,
  { storeHash, reportId }: ComparePageInput,
  accounts: readonly string[],
  after: number,
): Promise<ComparePageResult> {
  const startedAt = new Date();
  const page = { after, limit: UNLISTED_AT_ONCE };
  const links = await deps.store.productLinks.uncompared(storeHash, accounts, reportId, page);
  const shown = await storeLevels(deps, storeHash, links);
  const variantIds = links.map(({ variantId }) => variantId);
  const batch = await saveBatch(deps, storeHash, startedAt, variantIds, shown);
  const last = variantIds.at(-1);
  return last === undefined || links.length < UNLISTED_AT_ONCE
    ? { ...batch, isLast: true }
    : { ...batch, isLast: false, after: last };
}

async function saveBatch(
  deps: StockDeps,
  storeHash: string,
  startedAt: Date,
  variantIds: readonly number[],
  shown: StoreLevels,
): Promise<{ readonly batchId?: string }> {
  if (variantIds.length === 0) return {};
  const variants = variantIds.map((variantId) => ({ variantId, mark: 0 }));
  const byVariant = Object.fromEntries(
    [...shown].map(([variantId, levels]) => [variantId, Object.fromEntries(levels)]),
  );
  const body = { variants, accounts: {}, shown: byVariant };
  return { batchId: await deps.store.stockBatches.save({ storeHash, startedAt, body }) };
}
