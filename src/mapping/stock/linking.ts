/**
 * Which variant is which Brightpearl product. Nothing is guessed: where a SKU could mean two things on either side, or none,
 * the variant stays unlinked and says why.
 */
import type { LevelTarget } from './changes';
import { grouped } from './grouped';
import type {
  AccountProduct,
  ProductLinks,
  ProductWithoutVariant,
  SkuMatch,
  StoreVariant,
  UnlinkedCode,
  UnstockedCode,
  VariantLink,
} from './link-types';

export interface LinkInput {
  /** With all variants of each store product. */
  readonly variants: readonly StoreVariant[];
  readonly products: readonly AccountProduct[];
  readonly skuMatch: SkuMatch;
  /** Variant id to Brightpearl product id, as somebody set it: it wins over the SKU. */
  readonly byId?: ReadonlyMap<number, number>;
  /** SKU of the store to the SKU that its product has in Brightpearl. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export function linkProducts(input: LinkInput): ProductLinks {
  const index = indexOf(input);
  const variants = input.variants.map((variant) => linkOf(variant, index));
  return { variants, withoutVariant: productsWithoutVariant(index, variants) };
}

interface Index {
  readonly keyOf: (sku: string) => string;
  readonly byId: ReadonlyMap<number, number>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly live: readonly AccountProduct[];
  readonly productById: ReadonlyMap<number, AccountProduct>;
  readonly productsBySku: ReadonlyMap<string, readonly AccountProduct[]>;
  /** Variants that are linked by SKU. */
  readonly variantsBySku: ReadonlyMap<string, readonly StoreVariant[]>;
  /** Variants by the product that somebody set for them. */
  readonly variantsSetFor: ReadonlyMap<number, readonly StoreVariant[]>;
  /** By store product. */
  readonly siblings: ReadonlyMap<number, readonly StoreVariant[]>;
}

/** An archived product is as good as deleted: its SKU may have been given to a new one. */
export const ARCHIVED = 'ARCHIVED';
const LIVE = 'LIVE';

function indexOf({ variants, products, skuMatch, byId = new Map(), aliases = {} }: LinkInput): Index {
  const keyOf = KEY_OF[skuMatch];
  const live = products.filter(({ status }) => status !== ARCHIVED);
  const bySku = variants.filter(({ variantId }) => !byId.has(variantId));
  const set = variants.filter(({ variantId }) => byId.has(variantId));
  return {
    keyOf,
    byId,
    aliases,
    live,
    productById: new Map(live.map((product) => [product.productId, product])),
    productsBySku: grouped(live, ({ sku }) => keyOf(sku)),
    variantsBySku: grouped(bySku, ({ sku }) => keyOf(sku)),
    variantsSetFor: grouped(set, ({ variantId }) => byId.get(variantId) ?? 0),
    siblings: grouped(variants, ({ productId }) => productId),
  };
}

/** What SKUs that are the same have in common. */
export const KEY_OF: Readonly<Record<SkuMatch, (sku: string) => string>> = {
  exact: (sku) => sku,
  trim: (sku) => sku.trim(),
  caseInsensitive: (sku) => sku.trim().toLowerCase(),
};

export const isBlank = (sku: string): boolean => sku.trim() === '';

function linkOf(variant: StoreVariant, index: Index): VariantLink {
  const set = index.byId.get(variant.variantId);
  if (set !== undefined) {
    const product = index.productById.get(set);
    return product ? linked(variant, product, 'id', index) : unlinked(variant, 'SET_PRODUCT_MISSING', [], [set]);
  }
  return linkBySku(variant, index);
}

function linkBySku(variant: StoreVariant, index: Index): VariantLink {
  if (isBlank(variant.sku)) return unlinked(variant, 'BLANK_SKU', [], []);
  const key = index.keyOf(variant.sku);
  const alias = aliasOf(variant, index.aliases);
  const products = index.productsBySku.get(alias === undefined ? key : index.keyOf(alias)) ?? [];
  const productIds = products.map(({ productId }) => productId);
  const claimants = [
    ...(index.variantsBySku.get(key) ?? []),
    ...productIds.flatMap((productId) => index.variantsSetFor.get(productId) ?? []),
  ];
  const others = claimants.map(({ variantId }) => variantId).filter((variantId) => variantId !== variant.variantId);
  const [product, ...more] = products;
  if (others.length > 0) return unlinked(variant, 'DUPLICATE_IN_STORE', others, productIds);
  if (more.length > 0) return unlinked(variant, 'DUPLICATE_IN_BRIGHTPEARL', [], productIds);
  if (!product) return unlinked(variant, 'NOT_IN_BRIGHTPEARL', [], []);
  return linked(variant, product, 'sku', index);
}

/** The SKU that a variant's product has in Brightpearl, where that is not the variant's own. */
export const aliasOf = (
  { sku }: Pick<StoreVariant, 'sku'>,
  aliases: Readonly<Record<string, string>>,
): string | undefined => (Object.hasOwn(aliases, sku.trim()) ? aliases[sku.trim()] : undefined);

const unlinked = (
  variant: StoreVariant,
  code: UnlinkedCode,
  variantIds: readonly number[],
  productIds: readonly number[],
): VariantLink => ({ kind: 'unlinked', variant, code, variantIds, productIds });

function linked(variant: StoreVariant, product: AccountProduct, by: 'sku' | 'id', index: Index): VariantLink {
  const level = levelOf(variant, product, index);
  return typeof level === 'string'
    ? { kind: 'linked-without-level', variant, product, by, code: level }
    : { kind: 'linked', variant, product, by, target: level };
}

function levelOf(variant: StoreVariant, product: AccountProduct, { siblings }: Index): LevelTarget | UnstockedCode {
  const isTracked = product.stockTracked || product.bundle !== undefined;
  if (variant.tracking === 'none') return isTracked ? 'UNTRACKED_IN_STORE' : 'UNTRACKED_ON_BOTH_SIDES';
  if (!isTracked) return 'UNTRACKED_IN_BRIGHTPEARL';
  if (variant.tracking === 'variant') return { kind: 'variant', variantId: variant.variantId };
  // One level for the whole product says nothing of each variant, unless there is only the one.
  const isOnly = variant.isBase && siblings.get(variant.productId)?.length === 1;
  return isOnly ? { kind: 'product', productId: variant.productId } : 'TRACKED_BY_PRODUCT';
}

function productsWithoutVariant({ live }: Index, variants: readonly VariantLink[]): ProductWithoutVariant[] {
  const named = new Set(
    variants.flatMap((link) => (link.kind === 'unlinked' ? link.productIds : [link.product.productId])),
  );
  return live
    .filter(({ productId, status }) => status === LIVE && !named.has(productId))
    .map((product) => ({ product, code: isBlank(product.sku) ? 'BLANK_SKU' : 'NOT_IN_STORE' }));
}
