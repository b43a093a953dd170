/** What is doubtful about a variant and the product that it is linked with. */
import type { VariantLink } from '../../stock/link-types';
import { aliasOf, ARCHIVED, isBlank } from '../../stock/linking';
import { looseSku, type MatchContext } from './context';
import { IDENTIFIER_WORDS, productsMeant, productValues, variantValues, type IdentifierKey } from './identifiers';
import { finding, type CatalogProduct, type CatalogVariant, type Finding } from './types';

interface Pair {
  readonly variant: CatalogVariant;
  readonly product: CatalogProduct;
}

export function linkedFindings(
  link: Exclude<VariantLink, { readonly kind: 'unlinked' }>,
  pair: Pair,
  context: MatchContext,
): Finding[] {
  // What a person set is not doubted, but its stock may still be in nobody's hands.
  const doubts = isSet(pair, context)
    ? []
    : [skuDoubt(pair, context), moved(pair, context), identifierConflict(pair, context)];
  const level = link.kind === 'linked-without-level' ? untracked(link.code, pair) : undefined;
  return [...doubts, bundleDiffers(pair), level, discontinued(pair)].flatMap((one) => one ?? []);
}

/** For the variant itself, or for its SKU by a mapping. */
function isSet({ variant, product }: Pair, { input: { set, aliases = {} }, keyOf }: MatchContext): boolean {
  const alias = aliasOf(variant, aliases);
  return set?.has(variant.variantId) === true || (alias !== undefined && keyOf(alias) === keyOf(product.sku));
}

/** Orders know the SKU only, so it must fit also where another identifier links. */
function skuDoubt({ variant, product }: Pair, context: MatchContext): Finding | undefined {
  const { input, keyOf, productsByLooseSku } = context;
  const own = aliasOf(variant, input.aliases ?? {}) ?? variant.sku;
  if (own === product.sku) return undefined;
  if (isBlank(variant.sku)) {
    const next = `Give variant ${variant.variantId} the SKU ${product.sku} of product ${product.productId}: orders of it are not found without.`;
    return finding('BLANK_SKU_IN_STORE', [variant], [product], next);
  }
  const meant = (productsByLooseSku.get(looseSku(own)) ?? []).filter(
    ({ sku, productId }) => keyOf(sku) === keyOf(own) && productId !== product.productId,
  );
  if (keyOf(own) !== keyOf(product.sku) && meant.length > 0) {
    const others = meant.map(({ productId }) => productId).join(', ');
    const next = `Variant ${variant.variantId} is linked with product ${product.productId}, and its SKU is that of ${others}. Correct whichever is wrong.`;
    return finding('IDENTIFIER_CONFLICT', [variant], [product, ...meant], next);
  }
  const next = `Write the SKU in one way: "${variant.sku}" of variant ${variant.variantId} is "${product.sku}" in Brightpearl, and who reads it exactly finds nothing.`;
  return finding('SKU_WRITTEN_DIFFERENTLY', [variant], [product], next);
}

/** The product that it was linked with before is still there, so that one of the two is likely to be wrong. */
function moved({ variant, product }: Pair, { storedByVariant, productById }: MatchContext): Finding | undefined {
  const before = storedByVariant.get(variant.variantId);
  const other = before && productById.get(before.productId);
  if (!other || other.productId === product.productId || other.status === ARCHIVED) return undefined;
  const next = `Variant ${variant.variantId} was linked with product ${other.productId}; check that product ${product.productId} is what it sells, else correct the SKU.`;
  return finding('MOVED', [variant], [product, other], next);
}

/** At most one: the surest identifier that contradicts. */
function identifierConflict(pair: Pair, context: MatchContext): Finding | undefined {
  return (
    conflictBy('productId', pair, context) ?? conflictBy('barcode', pair, context) ?? conflictBy('mpn', pair, context)
  );
}

function conflictBy(key: IdentifierKey, { variant, product }: Pair, { index }: MatchContext): Finding | undefined {
  const own = productValues(product, key);
  const values = variantValues(variant, key);
  if (values.length === 0 || values.some((value) => own.includes(value))) return undefined;
  const others = productsMeant(variant, key, index);
  const words = IDENTIFIER_WORDS[key];
  if (others.length > 0) {
    const meant = others.map(({ productId }) => productId).join(', ');
    const next = `Variant ${variant.variantId} is linked with product ${product.productId}, and ${words} means ${meant}. Correct whichever is wrong.`;
    return finding('IDENTIFIER_CONFLICT', [variant], [product, ...others], next);
  }
  // An MPN is written in many ways, and one that nobody else has says little.
  if (key === 'mpn' || own.length === 0) return undefined;
  const next = `By ${words}, variant ${variant.variantId} (${values.join(', ')}) is not product ${product.productId} (${own.join(', ')}). Correct whichever is wrong.`;
  return finding('IDENTIFIER_CONFLICT', [variant], [product], next);
}

function bundleDiffers({ variant, product }: Pair): Finding | undefined {
  const isBundle = product.bundle !== undefined;
  if (variant.isBundle === undefined || variant.isBundle === isBundle) return undefined;
  const next = isBundle
    ? `Product ${product.productId} is a bundle and variant ${variant.variantId} a single product: check that its parts are what the shopper gets.`
    : `Variant ${variant.variantId} is sold as several products together and product ${product.productId} is a single one: make it a bundle in Brightpearl, or its parts never leave stock.`;
  return finding('BUNDLE_VS_SIMPLE', [variant], [product], next);
}

function untracked(
  code: (VariantLink & { kind: 'linked-without-level' })['code'],
  { variant, product }: Pair,
): Finding | undefined {
  switch (code) {
    case 'UNTRACKED_ON_BOTH_SIDES':
      return undefined;
    case 'UNTRACKED_IN_STORE':
      return finding(
        code,
        [variant],
        [product],
        `Switch on stock tracking for variant ${variant.variantId} in BigCommerce.`,
      );
    case 'UNTRACKED_IN_BRIGHTPEARL': {
      const next = `Make product ${product.productId} stock-tracked in Brightpearl, or stop tracking variant ${variant.variantId} in BigCommerce.`;
      return finding(code, [variant], [product], next);
    }
    case 'TRACKED_BY_PRODUCT': {
      const next = `Track the stock of variant ${variant.variantId} by variant in BigCommerce: one level for all says nothing of each.`;
      return finding(code, [variant], [product], next);
    }
  }
}

function discontinued({ variant, product }: Pair): Finding | undefined {
  if (product.status !== 'DISCONTINUED' || !variant.isForSale) return undefined;
  const next = `Let variant ${variant.variantId} sell out and take it off sale then, or make product ${product.productId} live again.`;
  return finding('DISCONTINUED_BUT_SOLD', [variant], [product], next);
}
