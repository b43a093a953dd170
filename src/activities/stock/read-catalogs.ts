/**
 * Reads both catalogs as a whole into the database. How far it came is told with every heartbeat: an attempt that was ended
 * by a throttle or a restart is followed by one that goes on there.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import type { BcVariant } from '../../bigcommerce/catalog';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { LinkedComponent } from '../../domain/stock-facts';
import type { CatalogProduct, CatalogVariant } from '../../store/catalogs';
import type { LinkScope } from '../../store/product-links';
import type { StockDeps } from './deps';

/** As many as one request takes. */
const BUNDLES_AT_ONCE = 200;

const progressSchema = z.object({
  /** Milliseconds; what was not seen since then is gone. */
  startedAt: z.number(),
  step: z.enum(['variants', 'products', 'bundles', 'done']),
  /** The last product that was read in this step. */
  after: z.number(),
  /** Of `products`: its position in the list. */
  first: z.number(),
});
type Progress = z.infer<typeof progressSchema>;

/** Of a reading that is done: a later attempt does not read again. */
export const readingDone = (startedAt: Date): Progress => ({
  startedAt: startedAt.getTime(),
  step: 'done',
  after: 0,
  first: 1,
});

/** Gives when the reading began, by whichever attempt. */
export async function readCatalogs(deps: StockDeps, scope: LinkScope): Promise<Date> {
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress: Progress = former.data ?? { startedAt: Date.now(), step: 'variants', after: 0, first: 1 };
  const tell = (more: Partial<Progress>): void => {
    progress = { ...progress, ...more };
    Context.current().heartbeat(progress);
  };
  const startedAt = new Date(progress.startedAt);
  if (progress.step === 'variants') {
    await readVariants(deps, scope.storeHash, progress, tell);
    await deps.store.catalogs.removeVariants(scope.storeHash, startedAt);
    tell({ step: 'products', after: 0 });
  }
  if (progress.step === 'products') {
    await readProducts(deps, scope.account, progress, tell);
    await deps.store.catalogs.removeProducts(scope.account, startedAt);
    tell({ step: 'bundles', after: 0 });
  }
  if (progress.step === 'bundles') {
    await readBundles(deps, scope.account, progress, tell);
    tell({ step: 'done' });
  }
  return startedAt;
}

type Tell = (more: Partial<Progress>) => void;

async function readVariants(deps: StockDeps, storeHash: string, { after }: Progress, tell: Tell): Promise<void> {
  let seenAt = new Date();
  for await (const page of deps.bigcommerce(storeHash).catalog.walkVariants({ after })) {
    await deps.store.catalogs.putVariants(storeHash, page.map(catalogVariant), seenAt);
    tell({ after: Math.max(after, ...page.map(({ productId }) => productId)) });
    seenAt = new Date();
  }
}

export const catalogVariant = ({ brandId, categoryIds, ...variant }: BcVariant): CatalogVariant => ({
  ...variant,
  brandId: brandId === 0 ? null : brandId,
  categoryIds: [...categoryIds],
});

async function readProducts(deps: StockDeps, account: string, { after, first }: Progress, tell: Tell): Promise<void> {
  const from = after === 0 ? undefined : { productId: after, first };
  let seenAt = new Date();
  for await (const { rows, next } of deps.brightpearl(account).products.walk({ from })) {
    const products = rows.map(({ productId, sku, stockTracked, status }) => ({ productId, sku, stockTracked, status }));
    await deps.store.catalogs.putProducts(account, products, seenAt);
    if (next) tell({ after: next.productId, first: next.first });
    seenAt = new Date();
  }
}

/** Bundles are not in the list as such: whatever is not stock-tracked is read for its components. */
async function readBundles(deps: StockDeps, account: string, { after }: Progress, tell: Tell): Promise<void> {
  const { catalogs } = deps.store;
  for (let last = after; ;) {
    const ids = await catalogs.untrackedAfter(account, last, BUNDLES_AT_ONCE);
    if (ids.length === 0) return;
    const found = await deps.brightpearl(account).products.readMany(ids);
    await catalogs.putComponents(account, new Map(ids.map((id) => [id, componentsOf(found.get(id))])));
    last = Math.max(...ids);
    tell({ after: last });
  }
}

/** As it is read by its id, where the list of products does not serve. */
export const catalogProduct = (product: BpProduct): CatalogProduct => ({
  productId: product.id,
  sku: product.identity.sku ?? '',
  stockTracked: product.stock.stockTracked,
  status: product.status ?? '',
  components: componentsOf(product),
});

/** Null for what is no bundle. */
const componentsOf = (product: BpProduct | undefined): LinkedComponent[] | null =>
  product?.composition.bundle
    ? (product.composition.bundleComponents ?? []).map(({ productId, productQuantity }) => ({
        productId,
        quantity: String(productQuantity),
      }))
    : null;
