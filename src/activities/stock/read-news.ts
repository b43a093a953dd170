/** Reads anew the products that either side told of, and nothing else: a price import must not read both catalogs. */
import type { CatalogSide } from '../../store/catalog-news';
import type { LinkScope } from '../../store/product-links';
import type { StockDeps } from './deps';
import { catalogProduct, catalogVariant } from './read-catalogs';

const PRODUCTS_AT_ONCE = 1_000;

export async function readNews(deps: StockDeps, { storeHash, account }: LinkScope, alive: () => void): Promise<void> {
  await inTurn(deps, { storeHash }, alive, (productIds) => readStoreProducts(deps, storeHash, productIds));
  await inTurn(deps, { account }, alive, (productIds) => readAccountProducts(deps, account, productIds));
}

async function inTurn(
  { store }: StockDeps,
  side: CatalogSide,
  alive: () => void,
  read: (productIds: readonly number[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const news = await store.catalogNews.next(side, PRODUCTS_AT_ONCE);
    if (news.length === 0) return;
    await read(news.map(({ productId }) => productId));
    await store.catalogNews.settle(news);
    alive();
  }
}

async function readStoreProducts(deps: StockDeps, storeHash: string, productIds: readonly number[]): Promise<void> {
  const seenAt = new Date();
  const variants = await deps.bigcommerce(storeHash).catalog.variantsOfProducts(productIds);
  await deps.store.transaction(async ({ catalogs }) => {
    await catalogs.putVariants(storeHash, variants.map(catalogVariant), seenAt);
    await catalogs.removeVariants(storeHash, seenAt, productIds);
  });
}

async function readAccountProducts(deps: StockDeps, account: string, productIds: readonly number[]): Promise<void> {
  const seenAt = new Date();
  const found = await deps.brightpearl(account).products.readMany(productIds);
  const products = [...found.values()].map(catalogProduct);
  await deps.store.transaction(async ({ catalogs }) => {
    await catalogs.putProducts(
      account,
      products.map(({ components: _apart, ...product }) => product),
      seenAt,
    );
    await catalogs.putComponents(account, new Map(products.map((one) => [one.productId, one.components])));
    await catalogs.removeProducts(account, seenAt, productIds);
  });
}
