/** What an account's products are in the stores: the links of every store with it, looked at from the product's side. */
import { sql } from 'kysely';
import type { Database } from './database';
import type { ProductLink } from './product-links';

/** A store's variant that draws on a product, directly or as part of a bundle. */
export interface DrawingVariant {
  readonly storeHash: string;
  readonly variantId: number;
}

/** What a SKU of a store is in an account. */
export interface LinkedProduct {
  readonly productId: number;
  readonly sku: string;
  readonly stockTracked: boolean;
  readonly bundle: boolean;
}

export class AccountLinks {
  constructor(private readonly db: Database) {}

  /** Of these SKUs, in whichever store: those that are linked with a product by the SKU itself, not by an alias of it. */
  async linkedBySku(account: string, skus: readonly string[]): Promise<readonly ProductLink[]> {
    return this.bySku(account, skus).selectAll().execute();
  }

  /**
   * By SKU, of those linked with one product of the account and seen since then. What an alias links is not the SKU's: the
   * alias may be of one store only, and whoever follows it asks for the SKU that it names.
   */
  async productsOf(account: string, skus: readonly string[], since: Date): Promise<ReadonlyMap<string, LinkedProduct>> {
    const rows = await this.bySku(account, skus)
      .select(['sku', 'brightpearlId', 'stockTracked', sql<boolean>`components is not null`.as('bundle')])
      .distinct()
      .where('seenAt', '>=', since)
      .execute();
    const products = new Map<string, LinkedProduct>();
    const doubtful = new Set<string>();
    for (const { sku, brightpearlId, stockTracked, bundle } of rows) {
      if (products.has(sku)) doubtful.add(sku);
      products.set(sku, { productId: brightpearlId ?? 0, sku, stockTracked: stockTracked ?? false, bundle });
    }
    return new Map([...products].filter(([sku]) => !doubtful.has(sku)));
  }

  /** Every store's variants whose level depends on one of the products. */
  async drawingOn(account: string, productIds: readonly number[]): Promise<readonly DrawingVariant[]> {
    if (productIds.length === 0) return [];
    const parts = productIds.map((productId) => JSON.stringify([{ productId }]));
    return this.db
      .selectFrom('productLinks')
      .select(['storeHash', 'variantId'])
      .distinct()
      .where('account', '=', account)
      .where((row) =>
        row.or([
          row('brightpearlId', '=', sql<number>`any(${[...productIds]})`),
          row('components', '@>', sql<never>`any(${parts}::jsonb[])`),
        ]),
      )
      .execute();
  }

  private bySku(account: string, skus: readonly string[]) {
    return this.db
      .selectFrom('productLinks')
      .where('account', '=', account)
      .where('sku', '=', sql<string>`any(${[...skus]})`)
      .where('brightpearlId', 'is not', null)
      .where('aliasSku', 'is', null);
  }
}
