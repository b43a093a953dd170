/** Why a variant is linked with nothing: one finding each, the one that says most. */
import type { VariantLink } from '../../stock/link-types';
import { aliasOf, ARCHIVED, isBlank } from '../../stock/linking';
import { looseSku, withoutSpaces, type MatchContext } from './context';
import { IDENTIFIER_WORDS, productsMeant, type IdentifierKey } from './identifiers';
import { finding, type CatalogProduct, type CatalogVariant, type Finding } from './types';

type Unlinked = VariantLink & { readonly kind: 'unlinked' };

/** Undefined where nothing is wrong. */
export function unlinkedFinding(link: Unlinked, variant: CatalogVariant, context: MatchContext): Finding | undefined {
  switch (link.code) {
    case 'BLANK_SKU':
      return blank(variant, context);
    case 'DUPLICATE_IN_STORE':
      return duplicateInStore(link, variant, context);
    case 'DUPLICATE_IN_BRIGHTPEARL':
      return duplicateInBrightpearl(link, variant, context);
    case 'SET_PRODUCT_MISSING':
      return setProductMissing(link, variant, context);
    case 'NOT_IN_BRIGHTPEARL': {
      const alias = aliasOf(variant, context.input.aliases ?? {});
      return alias === undefined ? unknownSku(variant, context) : unknownAlias(variant, alias, context);
    }
  }
}

/** The product that it was linked with, or that another identifier means, knows the SKU that is missing. */
function blank(variant: CatalogVariant, context: MatchContext): Finding {
  const meant = storedProduct(variant, context) ?? meantProduct(variant, context)?.product;
  const usable = meant && meant.status !== ARCHIVED && !isBlank(meant.sku) ? meant : undefined;
  const next = usable
    ? `Give variant ${variant.variantId} the SKU ${usable.sku} of product ${usable.productId}, which it seems to be.`
    : `Give variant ${variant.variantId} the SKU of its Brightpearl product.`;
  return finding('BLANK_SKU_IN_STORE', [variant], usable ? [usable] : [], next);
}

/** The same for each variant of the group. */
function duplicateInStore(link: Unlinked, variant: CatalogVariant, context: MatchContext): Finding {
  const group = [variant.variantId, ...link.variantIds].sort((one, two) => one - two);
  const variants = group.flatMap((id) => context.variantById.get(id) ?? []);
  const next = `Keep the SKU ${variants[0]?.sku.trim() ?? ''} for one of the variants ${ids(group)} and give the others their own.`;
  return finding('DUPLICATE_IN_STORE', variants, productsOf(link, context), next);
}

function duplicateInBrightpearl(link: Unlinked, variant: CatalogVariant, context: MatchContext): Finding {
  const next = `Keep the SKU ${variant.sku.trim()} for one of the products ${ids(link.productIds)}; rename or archive the others.`;
  return finding('DUPLICATE_IN_BRIGHTPEARL', [variant], productsOf(link, context), next);
}

function setProductMissing(link: Unlinked, variant: CatalogVariant, { productById }: MatchContext): Finding {
  const gone = link.productIds.map((productId) => ({ productId, sku: productById.get(productId)?.sku ?? '' }));
  const next = `Product ${ids(link.productIds)}, which was set for variant ${variant.variantId}, is gone: set another one, or let its SKU decide.`;
  return finding('ORPHAN_LINK', [variant], gone, next);
}

/** What its own SKU would find does not matter: it is mapped. */
function unknownAlias(
  variant: CatalogVariant,
  alias: string,
  { archivedBySku, keyOf }: MatchContext,
): Finding | undefined {
  const archived = archivedBySku.get(keyOf(alias)) ?? [];
  if (archived.length > 0) return soldThoughArchived(variant, archived);
  const next = `The SKU ${variant.sku.trim()} of variant ${variant.variantId} is mapped to ${alias.trim()}, which no Brightpearl product has: correct the mapping, or create the product.`;
  return finding('NOT_IN_BRIGHTPEARL', [variant], [], next);
}

function unknownSku(variant: CatalogVariant, context: MatchContext): Finding | undefined {
  const { archivedBySku, keyOf } = context;
  const stored = storedProduct(variant, context);
  const archived = archivedBySku.get(keyOf(variant.sku)) ?? [];
  if (archived.length > 0) return soldThoughArchived(variant, archived);
  const similar = context.productsByLooseSku.get(looseSku(variant.sku)) ?? [];
  if (similar.length > 0) return writtenDifferently(variant, similar, context);
  if (stored)
    return stored.status === ARCHIVED ? soldThoughArchived(variant, [stored]) : renamed(variant, stored, context);
  const meant = meantProduct(variant, context);
  if (meant) {
    const next = `${IDENTIFIER_WORDS[meant.key]} of variant ${variant.variantId} is that of product ${meant.product.productId}: if they are one, give both the same SKU.`;
    return finding('FOUND_BY_IDENTIFIER', [variant], [meant.product], capitalized(next));
  }
  const link = context.storedByVariant.get(variant.variantId);
  if (link) {
    const next = `Product ${link.productId}, which variant ${variant.variantId} was linked with, is gone: create it again with the SKU ${variant.sku.trim()}, or take the variant off sale.`;
    return finding('ORPHAN_LINK', [variant], [{ productId: link.productId, sku: '' }], next);
  }
  const next = `Create a product with the SKU ${variant.sku.trim()} in Brightpearl, or correct the SKU of variant ${variant.variantId}.`;
  return finding('NOT_IN_BRIGHTPEARL', [variant], [], next);
}

/** What is archived there and not sold here is as it ought to be. */
function soldThoughArchived(variant: CatalogVariant, archived: readonly CatalogProduct[]): Finding | undefined {
  if (!variant.isForSale) return undefined;
  const next = `Take variant ${variant.variantId} off sale, or make product ${ids(archived.map(({ productId }) => productId))} live again in Brightpearl.`;
  return finding('ARCHIVED_BUT_SOLD', [variant], archived, next);
}

function writtenDifferently(
  variant: CatalogVariant,
  similar: readonly CatalogProduct[],
  context: MatchContext,
): Finding {
  const isSpace = similar.every(({ sku }) => withoutSpaces(sku) === withoutSpaces(variant.sku));
  const others = similar.flatMap(({ productId }) => context.variantOf.get(productId) ?? []);
  const [taken] = others;
  const next = taken
    ? `Variant ${taken.variantId} has the product already: if both are for sale, give variant ${variant.variantId} a SKU of its own, else take one of them away.`
    : `Write the SKU of variant ${variant.variantId} (${quoted(variant.sku)}) as Brightpearl has it: ${similar.map(({ sku }) => quoted(sku)).join(' or ')}.`;
  return finding(isSpace ? 'SPACE_VARIANT' : 'CASE_VARIANT', [variant, ...others], similar, next);
}

function renamed(variant: CatalogVariant, product: CatalogProduct, { storedByVariant, keyOf }: MatchContext): Finding {
  const before = storedByVariant.get(variant.variantId)?.sku ?? '';
  const isStore = keyOf(variant.sku) !== keyOf(before);
  const isBrightpearl = keyOf(product.sku) !== keyOf(before);
  const [where, now] = isStore ? ['in the store', variant.sku] : ['in Brightpearl', product.sku];
  const what = isStore && isBrightpearl ? 'on both sides, differently' : `${where} to ${quoted(now)}`;
  const next = `${quoted(before)} was renamed ${what}: rename the other side too (variant ${variant.variantId}, product ${product.productId}), or set the link by id.`;
  return finding('RENAMED', [variant], [product], next);
}

function storedProduct(
  variant: CatalogVariant,
  { storedByVariant, productById }: MatchContext,
): CatalogProduct | undefined {
  const link = storedByVariant.get(variant.variantId);
  return link && productById.get(link.productId);
}

const KEYS: readonly IdentifierKey[] = ['productId', 'barcode', 'mpn'];

/** Only one product that no other variant has: a guess among several helps nobody. */
function meantProduct(
  variant: CatalogVariant,
  { index, variantOf }: MatchContext,
): { readonly key: IdentifierKey; readonly product: CatalogProduct } | undefined {
  for (const key of KEYS) {
    const [product, ...others] = productsMeant(variant, key, index);
    if (product && others.length === 0 && !variantOf.has(product.productId)) return { key, product };
  }
  return undefined;
}

const productsOf = ({ productIds }: Unlinked, { productById }: MatchContext): CatalogProduct[] =>
  productIds.flatMap((productId) => productById.get(productId) ?? []);

const ids = (all: readonly number[]): string => [...all].sort((one, two) => one - two).join(', ');

const quoted = (sku: string): string => `"${sku}"`;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
