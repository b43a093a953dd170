/**
 * How many of the products that had stock Brightpearl still answers for. It leaves out what no warehouse ever held, which
 * reads as none left: so does an answer that came back empty by mistake.
 */
import { chunkIds, MAX_IDS } from '../../brightpearl/id-set';
import type { SourceCount } from '../../mapping/stock/mass-fall';
import type { Batch } from './batch';
import type { ShownLevels } from './current-levels';
import type { VariantLevel } from './plan-levels';
import { productsOf } from './plan-stock';

/** One for each request, as each may have been answered wrongly by itself. */
export function answeredSources(batch: Batch, levels: readonly VariantLevel[], shown: ShownLevels): SourceCount[] {
  return Object.entries(batch.body.accounts).flatMap(([account, { onHand }]) => {
    const hadStock = productsWithStock(
      levels.filter(({ link }) => link.account === account),
      shown,
    );
    return chunkIds(Object.keys(onHand).map(Number), MAX_IDS).map((chunk) => {
      const before = chunk.filter((productId) => hadStock.has(productId));
      const now = before.filter((productId) => Object.keys(onHand[productId] ?? {}).length > 0);
      const source = `availability of ${account}, products ${chunk[0]} to ${chunk.at(-1)}`;
      return { source, before: before.length, now: now.length };
    });
  });
}

/** By what the store shows, where that came from the warehouses. */
function productsWithStock(levels: readonly VariantLevel[], shown: ShownLevels): ReadonlySet<number> {
  const inStock = levels.filter(
    ({ link, locationId, result }) =>
      result.kind === 'level' && result.arithmetic.stock && (shown(link.variantId, locationId) ?? 0) > 0,
  );
  return new Set(productsOf(inStock.map(({ link }) => link)));
}
