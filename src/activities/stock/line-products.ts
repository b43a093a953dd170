/**
 * Which product each line of an order is reserved as: by the SKU that the import looks it up by. The line's own variant is
 * asked first where it has that SKU, then every other variant of the account, then what was looked up in Brightpearl.
 */
import { z } from 'zod';
import type { DemandFactLine, LinkedComponent } from '../../domain/stock-facts';
import type { DemandProduct } from '../../mapping/stock/demand-types';
import { countedParts } from '../../mapping/stock/composition';
import type { ProductLink } from '../../store/product-links';
import type { Repositories } from '../../store/store';
import { lookUpProducts } from '../product-lookup';
import { learnParts } from './bundle-parts';
import type { StockDeps } from './deps';

type Known = Pick<Repositories, 'productLinks' | 'accountLinks' | 'links'>;

interface Lines {
  readonly storeHash: string;
  readonly account: string;
  readonly lines: readonly DemandFactLine[];
}

interface LineProducts {
  /** By line id. Lines that are no known product are absent. */
  readonly products: ReadonlyMap<number, DemandProduct>;
  /** Variants of the lines, as far as they are linked in any account: the store takes units off these. */
  readonly variantIds: readonly number[];
  /** By which no product is known yet. */
  readonly unknown: readonly string[];
}

/** By what this database knows. */
export async function lineProducts(known: Known, { storeHash, account, lines }: Lines): Promise<LineProducts> {
  const sold = lines.map(({ variantId }) => variantId).filter((variantId) => variantId > 0);
  const ofStore = await known.productLinks.ofStore(storeHash, sold);
  const own = new Map(ofStore.filter((link) => link.account === account).map((link) => [link.variantId, link]));
  const isOwn = ({ variantId, sku }: DemandFactLine): boolean => own.get(variantId)?.sku.trim() === sku;
  const skus = [...new Set(lines.map(({ sku }) => sku).filter((sku) => sku !== ''))];
  const bySku = await productsBySku(known, account, skus);
  const products = new Map<number, DemandProduct>();
  const unknown = new Set<string>();
  for (const line of lines) {
    const ofVariant = productOf(own.get(line.variantId));
    const ofSku = (isOwn(line) ? ofVariant : undefined) ?? bySku.get(line.sku);
    if (!ofSku && line.sku !== '') unknown.add(line.sku);
    // A SKU that nobody knows (yet) may still be meant for what the shopper was shown.
    const product = ofSku ?? ofVariant;
    if (product) products.set(line.lineId, product);
  }
  return { products, variantIds: [...new Set(ofStore.map(({ variantId }) => variantId))], unknown: [...unknown] };
}

/** Asks Brightpearl for SKUs that nothing here knows, as the import does. What has no product is asked for every time. */
export async function learnProducts(deps: StockDeps, order: Lines): Promise<void> {
  const { unknown } = await lineProducts(deps.store, order);
  const found = await lookUpProducts(deps, order.account, unknown);
  for (const [product, ...others] of found.values()) {
    if (product?.bundle && others.length === 0) await learnParts(deps, order.account, product);
  }
}

/** Kept by `lookUpProducts`, with the parts of bundles by `learnParts`. */
const lookedUpSchema = z.object({
  stockTracked: z.boolean(),
  bundle: z.boolean(),
  parts: z.array(z.object({ productId: z.int(), quantity: z.string() })).optional(),
});

async function productsBySku(
  { accountLinks, links }: Known,
  account: string,
  skus: readonly string[],
): Promise<ReadonlyMap<string, DemandProduct>> {
  if (skus.length === 0) return new Map();
  const found = new Map<string, DemandProduct>();
  for (const [sku, link] of await links.getMany('product', account, skus)) {
    const meta = lookedUpSchema.safeParse(link.meta);
    if (!meta.success || (meta.data.bundle && !meta.data.parts)) continue;
    const { stockTracked, parts } = meta.data;
    found.set(sku, demandProduct(Number(link.remoteId), stockTracked, parts));
  }
  for (const [sku, link] of await linkedBySku(accountLinks, account, skus)) {
    const product = productOf(link);
    if (product) found.set(sku, product);
  }
  return found;
}

/** Undefined where stores mean different products by a SKU. */
async function linkedBySku(
  accountLinks: Known['accountLinks'],
  account: string,
  skus: readonly string[],
): Promise<ReadonlyMap<string, ProductLink | undefined>> {
  const found = new Map<string, ProductLink | undefined>();
  for (const link of await accountLinks.linkedBySku(account, skus)) {
    const isSame = !found.has(link.sku) || found.get(link.sku)?.brightpearlId === link.brightpearlId;
    found.set(link.sku, isSame ? link : undefined);
  }
  return found;
}

function productOf(link: ProductLink | undefined): DemandProduct | undefined {
  if (!link || link.brightpearlId === null) return undefined;
  return demandProduct(link.brightpearlId, link.stockTracked ?? false, link.components ?? undefined);
}

const demandProduct = (
  productId: number,
  stockTracked: boolean,
  parts: readonly LinkedComponent[] | undefined,
): DemandProduct => ({
  productId,
  stockTracked,
  ...(parts ? { bundle: countedParts(parts) } : {}),
});
