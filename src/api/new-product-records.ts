/** Products that Brightpearl gets from a store, as the operations ask for and show them. */
import { z } from 'zod';
import type { NewProductRequest, NewProductRow } from '../store/new-products';
import type { LinkScope } from '../store/product-links';
import type { Store } from '../store/store';
import { unknownProductsAnswer } from './new-product-answers';
import type { ShownNewProduct, UnknownProductsAnswer } from './new-product-answers';

/** The reports that `reportUnknownProducts` makes. */
const UNKNOWN_PRODUCTS = 'unknown-products';

const summarySchema = z.object({ variants: z.int(), creatable: z.int() });

export type UnknownReport = Omit<UnknownProductsAnswer, 'store' | 'account'>;

export interface NewProductRecords {
  /** As both catalogs were compared last; undefined: they were not yet. */
  unknown(scope: LinkScope): Promise<UnknownReport | undefined>;
  /** Stores what is asked for. */
  want(scope: LinkScope, request: NewProductRequest): Promise<void>;
  counts(scope: LinkScope): Promise<Readonly<Record<string, number>>>;
  /** @param skus only these */
  list(scope: LinkScope, limit: number, skus?: readonly string[]): Promise<ShownNewProduct[]>;
}

export const newProductRecords = ({
  reports,
  newProducts,
}: Pick<Store, 'reports' | 'newProducts'>): NewProductRecords => ({
  async unknown({ storeHash, account }) {
    const newest = await reports.newest(UNKNOWN_PRODUCTS, `${storeHash}/${account}`);
    const report = newest && (await reports.get(newest.id));
    if (!report) return undefined;
    return {
      comparedAt: report.finishedAt.toISOString(),
      ...summarySchema.parse(report.summary),
      rows: unknownProductsAnswer.shape.rows.parse(report.rows),
    };
  },
  want: (scope, request) => newProducts.want(scope, request),
  counts: (scope) => newProducts.counts(scope),
  list: async (scope, limit, skus) => (await newProducts.newest(scope, limit, skus)).map(shown),
});

const shown = (row: NewProductRow): ShownNewProduct => {
  const { sku, state, productId, message, requestedBy, reason } = row;
  return {
    sku,
    state,
    productId,
    message,
    requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    reason,
    settledAt: row.settledAt?.toISOString() ?? null,
  };
};
