/** The database as the operations of options show it. */
import type { TwinLink } from '../mapping/catalog/attributes/types';
import type { StoredOption } from '../store/account-options';
import type { Store } from '../store/store';
import type { AttributesAnswer, ExplainedOptions } from './attribute-answers';
import { shownIssues } from './catalog-issue-records';

type Readable = Pick<Store, 'catalogIssues' | 'productLinks' | 'accountOptions' | 'followedOptions'>;

/** The database, as far as the API reads it for options. */
export interface AttributeRecords {
  counts(
    storeHash: string,
    account: string,
    issues: number,
  ): Promise<Pick<AttributesAnswer, 'products' | 'issueCounts' | 'issues'>>;
  /** Of the products that have variants with the SKU. None: no variant is known with it. */
  explain(storeHash: string, account: string, sku: string): Promise<readonly ExplainedOptions[]>;
}

export const attributeRecords = (store: Readable): AttributeRecords => ({
  counts: async (storeHash, account, issues) => ({
    products: (await store.followedOptions.all({ storeHash, account })).length,
    ...(await shownIssues(store, storeHash, ['attributes/', 'stopped/'], issues)),
  }),
  async explain(storeHash, account, sku) {
    const links = await store.productLinks.ofSku({ storeHash, account }, sku);
    const options = await store.accountOptions.all(account);
    const productIds = [...new Set(links.map(({ productId }) => productId))];
    return Promise.all(
      productIds.map((productId) => explainProduct(store, { storeHash, account }, options, productId)),
    );
  },
});

async function explainProduct(
  store: Readable,
  scope: { readonly storeHash: string; readonly account: string },
  options: readonly StoredOption[],
  productId: number,
): Promise<ExplainedOptions> {
  const [followed, issues] = await Promise.all([
    store.followedOptions.ofProduct(scope, productId),
    store.catalogIssues.about(scope.storeHash, `product ${productId}: `),
  ]);
  return {
    productId,
    followedAt: followed ? followed.followedAt.toISOString() : null,
    twins: (followed?.twins ?? []).map((twin) => shownTwin(twin, options)),
    issues: issues.map(({ code, subject, message }) => ({ code, subject, message })),
  };
}

function shownTwin(
  { account, store, name }: TwinLink,
  options: readonly StoredOption[],
): ExplainedOptions['twins'][number] {
  const isValue = account.valueId !== undefined;
  const option = options.find(({ optionId }) => optionId === account.optionId);
  return {
    option: isValue ? (option?.name ?? `option ${account.optionId}`) : name,
    value: isValue ? name : null,
    inStore:
      store.valueId === undefined ? `option ${store.optionId}` : `value ${store.valueId} of option ${store.optionId}`,
  };
}
