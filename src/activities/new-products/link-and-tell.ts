/** What waits for a product that is in Brightpearl now: its variant is linked, and orders are told. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { MAPPING_KINDS } from '../../domain/mapping-kinds';
import type { OrderKey } from '../../domain/ids';
import type { NewProductRow } from '../../store/new-products';
import type { CatalogDeps } from '../catalog/deps';
import type { ActivityDeps } from '../deps';
import { refreshLinksAndPrices } from '../stock/refresh-links';
import { waitForRoom } from '../sweep';

const PRODUCTS_AT_ONCE = 500;
const ORDERS_AT_ONCE = 25;

/** Links, levels and prices follow what is read by id, which does not lag. */
export async function linkNewProducts(
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
): Promise<{ readonly products: number }> {
  const scope = { storeHash, account };
  const rows = await deps.store.newProducts.untold(scope, PRODUCTS_AT_ONCE);
  if (rows.length === 0) return { products: 0 };
  await deps.store.catalogNews.add({ account }, productIdsOf(rows));
  await refreshLinksAndPrices(deps, { ...scope, whole: false });
  return { products: rows.length };
}

const productIdsOf = (rows: readonly NewProductRow[]): number[] => rows.flatMap(({ productId }) => productId ?? []);

/** A lost attempt tells some orders twice, which costs a reading; none is passed by. */
export async function tellOfNewProducts(
  deps: ActivityDeps,
  { storeHash, account, since }: CatalogAccountStep & { readonly since?: number },
): Promise<{ readonly told: number }> {
  const scope = { storeHash, account };
  const { newProducts, waitingOrders } = deps.store;
  const from = since === undefined ? undefined : new Date(since);
  const rows = from ? await newProducts.toldSince(scope, from) : await newProducts.untold(scope, PRODUCTS_AT_ONCE);
  const skus = rows.map(({ sku }) => sku);
  let told = 0;
  // Whichever store they come from: the account has the product for all of them.
  const what = { codes: MAPPING_KINDS.product.frees, names: skus, account };
  for (let after: OrderKey | undefined = { storeHash: '', orderId: 0 }; after && skus.length > 0;) {
    const orders = await waitingOrders.after(what, after, ORDERS_AT_ONCE, from);
    told += await tell(deps, orders);
    after = orders.length < ORDERS_AT_ONCE ? undefined : orders.at(-1);
  }
  if (!from) await newProducts.told(scope, skus);
  return { told };
}

async function tell(deps: ActivityDeps, orders: readonly OrderKey[]): Promise<number> {
  const configured = new Set(deps.config.stores.map(({ hash }) => hash));
  const ours = orders.filter((key) => configured.has(key.storeHash));
  for (const hash of new Set(ours.map((key) => key.storeHash))) await waitForRoom(deps, hash);
  for (const key of ours) await deps.orders.changed(key, { reason: 'operator' });
  return ours.length;
}
