/** What the API needs to look after prices, as `deps.ts` has the rest. */
import type { PriceRules } from '../mapping/prices/rule-schema';
import type { CatalogClient } from '../temporal/catalog-client';
import type { ExplainedPrices, HeldPriceAnswer, PricesAnswer, ReleasedPriceAnswer } from './price-answers';

export interface PricesSide {
  /** Stores whose prices are kept, by hash; those of others are left alone. */
  readonly stores: ReadonlyMap<string, PricedStore>;
  readonly client: Pick<CatalogClient, 'wanted' | 'status'>;
  readonly records: PriceRecords;
}

export interface PricedStore {
  readonly accounts: readonly string[];
  readonly rules: PriceRules;
}

/** The database, as far as the API reads and writes it for prices. */
export interface PriceRecords {
  counts(storeHash: string, issues: number): Promise<Pick<PricesAnswer, 'held' | 'issueCounts' | 'issues'>>;
  /** @param limit all when absent */
  held(storeHash: string, limit: number | undefined, sku: string | undefined): Promise<readonly HeldPriceAnswer[]>;
  countHeld(storeHash: string): Promise<number>;
  /** Gives what was let through. @param sku only of this one */
  release(storeHash: string, actor: string, sku: string | undefined): Promise<readonly ReleasedPriceAnswer[]>;
  /** As both sides were read last. None: no variant is known with the SKU. */
  explain(storeHash: string, priced: PricedStore, sku: string): Promise<readonly ExplainedPrices[]>;
}
