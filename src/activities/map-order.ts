/** Maps an order with the products of its SKUs, and has those made that the route's rule wants made. */
import type { ProductInput } from '../brightpearl/schemas/product';
import { draftProduct, newProductsOf, standInsOf, withStandIns } from '../mapping/new-products';
import { mapOrder } from '../mapping/order';
import { skusOf } from '../mapping/products';
import type { MappingContext, MappingResult, OrderSnapshot, ProductRef } from '../mapping/types';
import { createProduct, wantedByOrder } from './create-product';
import type { ActivityDeps } from './deps';
import { lookUpProducts } from './product-lookup';

type KnownContext = Omit<MappingContext, 'products' | 'reported'>;

/**
 * Makes products only for an order that can go on with them: one that stops for another reason leaves nothing behind.
 *
 * @param ruledAt when a person last ruled about the order: what was remembered of its products before does not count
 */
export async function mapWithProducts(
  deps: ActivityDeps,
  snapshot: OrderSnapshot,
  known: KnownContext,
  ruledAt?: Date,
): Promise<MappingResult> {
  const trial = await tryMapping(deps, snapshot, known, ruledAt);
  if (!trial.mapped.ok || trial.missing.length === 0) return trial.mapped;
  const made = new Map<string, readonly ProductRef[]>();
  for (const product of trial.missing) {
    const ref = await createProduct(deps, { by: wantedByOrder(known.key), account: known.account.code, product });
    made.set(ref.sku, [ref]);
  }
  const products = new Map([...trial.products, ...made]);
  return mapOrder(snapshot, {
    ...known,
    products,
    ...(await reportedOf(deps, known, products, ruledAt)),
    created: [...(known.created ?? []), ...made.keys()],
  });
}

/** Nothing where no rule asks for it. */
async function reportedOf(
  deps: ActivityDeps,
  { rules, account }: KnownContext,
  products: MappingContext['products'],
  ruledAt: Date | undefined,
): Promise<Pick<MappingContext, 'reported'>> {
  if (!rules.reporting) return {};
  const ids = [...products.values()].flatMap((found) => found.map(({ productId }) => productId));
  return { reported: await deps.reported.of(account.code, [...new Set(ids)], ruledAt) };
}

interface Trial {
  readonly mapped: MappingResult;
  readonly products: MappingContext['products'];
  /** What has to be made before the order can go on. */
  readonly missing: readonly ProductInput[];
}

/** As if the products to make were there; writes nothing. */
export async function tryMapping(
  deps: ActivityDeps,
  snapshot: OrderSnapshot,
  known: KnownContext,
  ruledAt?: Date,
): Promise<Trial> {
  const skus = skusOf(snapshot, known.amendments, known.rules);
  const products = await lookUpProducts(deps, known.account.code, skus);
  const ctx = { ...known, products, ...(await reportedOf(deps, known, products, ruledAt)) };
  const wanted = newProductsOf(snapshot, ctx);
  const mapped = mapOrder(snapshot, { ...ctx, products: withStandIns(products, wanted, ctx.rules) });
  if (!mapped.ok) return { mapped, products, missing: [] };
  const drafts = standInsOf(mapped.plan, wanted).map((one) => draftProduct(one, ctx));
  const issues = drafts.flatMap((draft) => (draft.ok ? [] : [draft.issue]));
  const missing = drafts.flatMap((draft) => (draft.ok ? [draft.product] : []));
  return issues.length > 0 ? { mapped: { ok: false, issues }, products, missing: [] } : { mapped, products, missing };
}
