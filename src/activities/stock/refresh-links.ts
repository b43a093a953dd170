/**
 * Works out anew which Brightpearl product each variant of a store is, by the whole catalogs of both sides. Levels that
 * depend on a link that changed are looked at again, and orders that were sold before their variant was linked count now.
 */
import { Context } from '@temporalio/activity';
import type { RefreshLinksResult, StoreStep } from '../../domain/stock-types';
import { takeApart } from '../../mapping/stock/bundle';
import type { AccountProduct, ProductLinks, StoreVariant, VariantLink } from '../../mapping/stock/link-types';
import { linkProducts } from '../../mapping/stock/linking';
import { quantity } from '../../mapping/stock/quantity';
import type { ProductLink } from '../../store/product-links';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { forgetGone } from './forget-gone';
import { recomputeDemand } from './record-demand';

/** Neither side wants a level: nothing to tell anybody. */
const NO_PROBLEM = 'UNTRACKED_ON_BOTH_SIDES';

export async function refreshLinks(
  deps: StockDeps,
  scope: StoreStep & { readonly account: string },
): Promise<RefreshLinksResult> {
  const config = stockConfigOf(deps, scope.storeHash);
  if (!config) return { linked: 0, changed: 0, problems: 0 };
  const seenAt = new Date();
  const variants = await readVariants(deps, scope.storeHash);
  const products = await readProducts(deps, scope.account);
  const found = linkProducts({ variants, products, skuMatch: config.skuMatch });
  const links = found.variants.map((link) => linkRow(scope, link));
  const changed = await deps.store.productLinks.save(links, seenAt);
  const gone = await deps.store.productLinks.removeUnseen(scope, seenAt);
  await lookAgain(deps, scope.storeHash, [...changed.map(({ variantId }) => variantId), ...gone]);
  await forgetGone(deps, scope.storeHash);
  await saveReport(deps, scope, found, seenAt);
  return {
    linked: links.filter(({ levelTarget }) => levelTarget !== null).length,
    changed: changed.length + gone.length,
    problems: links.filter(({ problem }) => problem !== null).length,
  };
}

async function readVariants(deps: StockDeps, storeHash: string): Promise<StoreVariant[]> {
  const variants: StoreVariant[] = [];
  for await (const page of deps.bigcommerce(storeHash).catalog.walkVariants()) {
    variants.push(...page.map(({ brandId, ...variant }) => (brandId === 0 ? variant : { ...variant, brandId })));
    Context.current().heartbeat({ variants: variants.length });
  }
  return variants;
}

/** Bundles are not in the list as such: whatever is not stock-tracked is read for its components. */
async function readProducts(deps: StockDeps, account: string): Promise<AccountProduct[]> {
  const client = deps.brightpearl(account).products;
  const rows: Omit<AccountProduct, 'bundle'>[] = [];
  for await (const page of client.walk()) {
    rows.push(...page);
    Context.current().heartbeat({ products: rows.length });
  }
  const untracked = rows.filter(({ stockTracked }) => !stockTracked).map(({ productId }) => productId);
  const details = await client.readMany(untracked);
  const componentsOf = (productId: number) => {
    const composition = details.get(productId)?.composition;
    return composition?.bundle
      ? (composition.bundleComponents ?? []).map((part) => ({
          productId: part.productId,
          quantity: quantity(part.productQuantity),
        }))
      : undefined;
  };
  const tracked = new Set(rows.filter(({ stockTracked }) => stockTracked).map(({ productId }) => productId));
  return rows.map((row) => {
    const components = componentsOf(row.productId);
    const bundle = components && takeApart(components, componentsOf);
    // What has no stock limits nothing and is never reserved; a bundle of nothing else is untracked itself.
    const limiting = bundle?.filter(({ productId }) => tracked.has(productId)) ?? [];
    return limiting.length > 0 ? { ...row, bundle: limiting } : row;
  });
}

function linkRow({ storeHash, account }: StoreStep & { readonly account: string }, link: VariantLink): ProductLink {
  const { variantId, productId, sku, tracking, isBase, brandId, categoryIds } = link.variant;
  const base = {
    storeHash,
    account,
    variantId,
    productId,
    sku,
    tracking,
    isBase,
    brandId: brandId ?? null,
    categoryIds: [...categoryIds],
  };
  if (link.kind === 'unlinked') {
    return {
      ...base,
      brightpearlId: null,
      stockTracked: null,
      components: null,
      levelTarget: null,
      problem: link.code,
    };
  }
  const { product } = link;
  return {
    ...base,
    brightpearlId: product.productId,
    stockTracked: product.stockTracked,
    components:
      product.bundle?.map((part) => ({ productId: part.productId, quantity: part.quantity.toFixed() })) ?? null,
    levelTarget: link.kind === 'linked' ? link.target.kind : null,
    problem: link.kind === 'linked' || link.code === NO_PROBLEM ? null : link.code,
  };
}

async function lookAgain(deps: StockDeps, storeHash: string, variantIds: readonly number[]): Promise<void> {
  if (variantIds.length === 0) return;
  await deps.store.stockDirty.mark(
    variantIds.map((variantId) => ({ storeHash, variantId })),
    'linked otherwise',
    'later',
  );
  await deps.store.stockDirty.unpark(storeHash, { variantIds });
  await deps.store.stockIssues.clear(storeHash, variantIds, 'LEVEL_REJECTED');
  await recomputeDemand(deps, await deps.store.demand.withVariants(storeHash, variantIds));
  await deps.stock.moved(storeHash, { reason: `${variantIds.length} products linked otherwise` });
}

/** What does not match, for people: the variants are in the links themselves, products without one only here. */
async function saveReport(
  deps: StockDeps,
  { storeHash, account }: StoreStep & { readonly account: string },
  { variants, withoutVariant }: ProductLinks,
  startedAt: Date,
): Promise<void> {
  const problems = variants.filter((link) => link.kind !== 'linked' && link.code !== NO_PROBLEM).length;
  await deps.store.reports.save({
    kind: 'product-links',
    scope: `${storeHash}/${account}`,
    startedAt,
    finishedAt: new Date(),
    summary: { variants: variants.length, problems, productsWithoutVariant: withoutVariant.length },
    rows: withoutVariant.slice(0, REPORTED).map(({ product, code }) => ({
      productId: product.productId,
      sku: product.sku,
      code,
    })),
  });
}

/** An account sells more than one store shows: a list of all of it helps nobody. */
const REPORTED = 5_000;
