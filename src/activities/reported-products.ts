/**
 * What reports group an account's products by, read as orders sell them and kept for a while: an order of products that were sold
 * lately costs no request more.
 */
import type { BrightpearlClient } from '../brightpearl/client';
import type { BpProduct } from '../brightpearl/schemas/product';
import type { ReportedProduct } from '../mapping/catalog/attributes/reporting';
import { runShared } from './request-context';

/** What staff change of a product, or name otherwise, is known to the orders that come this much later, or after a ruling. */
const KEEP_MS = 60 * 60_000;

export interface ReportedProducts {
  /**
   * Those that exist, by id. `ruledAt`: when a person last ruled about the order, so that what they corrected before counts.
   */
  of(account: string, productIds: readonly number[], ruledAt?: Date): Promise<ReadonlyMap<number, ReportedProduct>>;
}

/** By id. */
interface Names {
  readonly brands: ReadonlyMap<number, string>;
  readonly categories: ReadonlyMap<number, string>;
  readonly seasons: ReadonlyMap<number, string>;
}

interface Kept<T> {
  readonly value: T;
  readonly readAt: number;
}

const isFresh = <T>(kept: Kept<T> | undefined, ruledAt: Date | undefined): kept is Kept<T> =>
  kept !== undefined && kept.readAt > Math.max(Date.now() - KEEP_MS, ruledAt?.getTime() ?? 0);

export function createReportedProducts(clientOf: (account: string) => BrightpearlClient): ReportedProducts {
  const names = new Map<string, Kept<Promise<Names>>>();
  const products = new Map<string, Map<number, Kept<ReportedProduct>>>();

  const namesOf = (account: string, ruledAt: Date | undefined): Promise<Names> => {
    const kept = names.get(account);
    if (isFresh(kept, ruledAt)) return kept.value;
    // Kept as a promise: orders that arrive together share one reading. A failed one is not kept.
    const value = runShared(() => readNames(clientOf(account)));
    names.set(account, { value, readAt: Date.now() });
    value.catch(() => names.delete(account));
    return value;
  };

  return {
    async of(account, productIds, ruledAt) {
      const known = products.get(account) ?? new Map<number, Kept<ReportedProduct>>();
      products.set(account, known);
      const missing = productIds.filter((id) => !isFresh(known.get(id), ruledAt));
      if (missing.length > 0) {
        const named = await namesOf(account, ruledAt);
        const readAt = Date.now();
        const found = await clientOf(account).products.readMany(missing);
        for (const id of missing) known.delete(id);
        for (const [id, product] of found) known.set(id, { value: reported(product, named), readAt });
      }
      return new Map(
        productIds.flatMap((id) => {
          const kept = known.get(id);
          // What grew old while others were read counts still: without it the order would be another one.
          return kept ? [[id, kept.value] as const] : [];
        }),
      );
    },
  };
}

async function readNames({ attributes }: BrightpearlClient): Promise<Names> {
  const [brands, categories, seasons] = await Promise.all([
    attributes.brands(),
    attributes.categories(),
    attributes.seasons(),
  ]);
  const byId = (rows: readonly { readonly id: number; readonly name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return { brands: byId(brands), categories: byId(categories), seasons: byId(seasons) };
}

function reported({ id, identity, brandId, categories, seasonIds }: BpProduct, names: Names): ReportedProduct {
  const brand = names.brands.get(brandId ?? 0);
  return {
    productId: id,
    sku: identity.sku,
    ...(brand === undefined ? {} : { brand }),
    categories: categories.flatMap((category) => names.categories.get(category) ?? []),
    seasons: seasonIds.flatMap((season) => names.seasons.get(season) ?? []),
  };
}
