/** The database as the operations of products show it. */
import type { FieldValue } from '../mapping/catalog/fields/types';
import type { MissingProductRow } from '../store/missing-products';
import type { Store } from '../store/store';
import { shownIssues } from './catalog-issue-records';
import type { ExplainedProduct, ProductsAnswer } from './product-answers';

type Readable = Pick<Store, 'catalogIssues' | 'productLinks' | 'followedProducts' | 'missingProducts'>;

/** The database, as far as the API reads it for products. */
export interface ProductRecords {
  counts(
    storeHash: string,
    account: string,
    issues: number,
  ): Promise<Pick<ProductsAnswer, 'products' | 'issueCounts' | 'issues'>>;
  /** Brightpearl products that the store does not have, as they were looked at last, in the order of their SKUs. */
  missing(storeHash: string, account: string): Promise<readonly MissingProductRow[]>;
  /** When those were looked at. Undefined: not yet. */
  missingLookedAt(storeHash: string, account: string): Promise<Date | undefined>;
  /** Of the products that have variants with the SKU. None: no variant is known with it. */
  explain(storeHash: string, account: string, sku: string): Promise<readonly ExplainedProduct[]>;
}

export const productRecords = (store: Readable): ProductRecords => ({
  counts: async (storeHash, account, issues) => ({
    products: await store.followedProducts.count({ storeHash, account }),
    ...(await shownIssues(store, storeHash, ['products/', 'stopped/'], issues)),
  }),
  missing: (storeHash, account) => store.missingProducts.all({ storeHash, account }),
  missingLookedAt: (storeHash, account) => store.missingProducts.lookedAt({ storeHash, account }),
  async explain(storeHash, account, sku) {
    const scope = { storeHash, account };
    const links = await store.productLinks.ofSku(scope, sku);
    const productIds = [...new Set(links.map(({ productId }) => productId))];
    const followed = new Map(
      (await store.followedProducts.ofProducts(scope, productIds)).map((row) => [row.productId, row]),
    );
    return Promise.all(
      productIds.map(async (productId) => {
        const { written = {}, pending = {} } = followed.get(productId) ?? {};
        const issues = await store.catalogIssues.about(storeHash, `product ${productId}: `);
        const known = Object.entries(written).filter(([field]) => !(field in pending));
        const settled = known.map(([field, { sent, shown }]) => ({
          field,
          sent: textOf(sent),
          shown: textOf(shown),
          pending: false,
        }));
        const open = Object.entries(pending).map(([field, { sent }]) => ({
          field,
          sent: textOf(sent),
          shown: null,
          pending: true,
        }));
        return {
          productId,
          fields: [...settled, ...open],
          issues: issues.map(({ code, subject, message }) => ({ code, subject, message })),
        };
      }),
    );
  },
});

const textOf = (value: FieldValue): string | null =>
  value === null || typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : value.join(', ');
