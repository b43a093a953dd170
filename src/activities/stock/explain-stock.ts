/** Why a SKU has the level it has: read from both sides now, by the same arithmetic as a cycle. Writes nothing. */
import type { BcInventoryItem } from '../../bigcommerce/inventory';
import type { StockConfig } from '../../config/config';
import type { ExplainedLevel, ExplainedVariant, ExplainResult, StoreStep } from '../../domain/stock-types';
import { planLevel } from '../../mapping/stock/level';
import type { LevelResult } from '../../mapping/stock/level';
import type { LevelRules } from '../../mapping/stock/rules';
import type { ProductLink } from '../../store/product-links';
import { setLinkOf } from '../../store/set-links';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { productOf } from './plan-levels';
import { demandOf, readOnHand, stockOf } from './read-stock';

/** The orders that want a product; more than these tell nobody more. */
const ORDERS_NAMED = 50;

export async function explainStock(
  deps: StockDeps,
  { storeHash, sku }: StoreStep & { readonly sku: string },
): Promise<ExplainResult> {
  const config = stockConfigOf(deps, storeHash);
  if (!config) return { sku, variants: [] };
  const links = await Promise.all(
    accountsOf(config).map((account) => deps.store.productLinks.ofSku({ storeHash, account }, sku)),
  );
  const variants: ExplainedVariant[] = [];
  for (const link of links.flat()) variants.push(await explainVariant(deps, config, link));
  return { sku, variants };
}

async function explainVariant(deps: StockDeps, config: StockConfig, link: ProductLink): Promise<ExplainedVariant> {
  const { variantId, sku, account, brightpearlId, problem, components, storeHash } = link;
  const productIds = components?.map(({ productId }) => productId) ?? (brightpearlId === null ? [] : [brightpearlId]);
  const demand = await demandOf(deps, account, productIds);
  const stock = stockOf(await readOnHand(deps, account, productIds));
  const items = await itemsOf(deps, link);
  const written = await deps.store.levels.ofVariants(storeHash, [variantId]);
  const product = productOf(link);
  const lines = await Promise.all(
    productIds.map((productId) => deps.store.demand.explain(account, productId, ORDERS_NAMED)),
  );
  const issues = (await deps.store.stockIssues.list(storeHash, 1_000)).filter((issue) => issue.variantId === variantId);
  const feeds = config.feeds.filter((feed) => feed.account === account);
  return {
    variantId,
    sku,
    account,
    brightpearlId,
    problem,
    setLink: await setLinkShown(deps, link),
    components: components ?? [],
    levels: feeds.map((feed) => {
      const result = product && planLevel({ product, feed, stock, demand, rules: config.rules });
      const last = written.find(({ locationId }) => locationId === feed.locationId);
      return {
        ...(result ? explainLevel(result) : { warehouses: [], rules: [] }),
        locationId: feed.locationId,
        ...(last?.writtenAt ? { written: { quantity: last.quantity, at: last.writtenAt.toISOString() } } : {}),
        ...shownAt(items, feed.locationId),
      };
    }),
    demand: lines.flat(),
    issues: issues.map(({ code, message }) => ({ code, message })),
  };
}

async function setLinkShown(deps: StockDeps, link: ProductLink): Promise<ExplainedVariant['setLink']> {
  const set = await setLinkOf(deps.store.mappings, link, link.variantId);
  if (link.setProductId === null || !set) return null;
  return { productId: link.setProductId, actor: set.actor, at: set.createdAt.toISOString() };
}

const itemsOf = (deps: StockDeps, { storeHash, levelTarget, productId, variantId }: ProductLink) =>
  deps
    .bigcommerce(storeHash)
    .inventory.items(levelTarget === 'product' ? { productIds: [productId] } : { variantIds: [variantId] });

function explainLevel(result: LevelResult): Omit<ExplainedLevel, 'locationId'> {
  if (result.kind !== 'level') return { warehouses: [], rules: [], decidedBy: result.kind };
  const { stock, rules, decidedBy } = result.arithmetic;
  return {
    expected: result.quantity,
    decidedBy,
    warehouses: stock?.warehouses ?? [],
    ...(stock ? { pool: stock.pool, demand: stock.demand, left: stock.left, buffer: stock.buffer } : {}),
    rules: rulesOf(rules),
  };
}

const rulesOf = (rules: LevelRules): ExplainedLevel['rules'] =>
  Object.entries(rules).flatMap(([sets, ruling]) =>
    ruling ? [{ sets, rule: ruling.rule, value: JSON.stringify(ruling.value) }] : [],
  );

function shownAt(items: readonly BcInventoryItem[], locationId: number): Partial<ExplainedLevel> {
  const item = items.find((candidate) => candidate.locationId === locationId);
  if (!item) return {};
  const { onHand, availableToSell, safetyStock } = item;
  return { onHandInStore: onHand, availableToSell, safetyStock };
}
