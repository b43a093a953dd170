/** What is about no single variant: products that nothing has to do with, links to what is gone, identifiers given twice. */
import { grouped } from '../../stock/grouped';
import { ARCHIVED, isBlank } from '../../stock/linking';
import type { MatchContext } from './context';
import { IDENTIFIER_WORDS, type IdentifierKey } from './identifiers';
import { finding, type CatalogProduct, type Finding } from './types';

/** Links of variants that are not in the store any more; those of variants that are, their own findings speak of. */
export function orphanLinks({ input, variantById, productById }: MatchContext): Finding[] {
  const { stored = [] } = input;
  return stored
    .filter(({ variantId }) => !variantById.has(variantId))
    .map(({ variantId, productId }) => {
      const sku = productById.get(productId)?.sku ?? '';
      const what = productById.has(productId) ? 'is gone from the store' : 'and the product are both gone';
      const next = `Variant ${variantId}, which product ${productId} was linked with, ${what}: forget the link, or put the variant back.`;
      return finding('ORPHAN_LINK', [{ variantId, sku: '' }], [{ productId, sku }], next);
    });
}

/** Products that no finding has named yet. */
export function productsLeft(context: MatchContext, named: ReadonlySet<number>): Finding[] {
  const { links, keyOf, productById, input } = context;
  const left = links.withoutVariant.flatMap(({ product: { productId } }) =>
    named.has(productId) ? [] : (productById.get(productId) ?? []),
  );
  const blank = left.filter(({ sku }) => isBlank(sku));
  const bySku = [
    ...grouped(
      left.filter(({ sku }) => !isBlank(sku)),
      ({ sku }) => keyOf(sku),
    ).values(),
  ];
  const missing = input.rules.notInStore === 'ignore' ? [] : bySku.filter(({ length }) => length === 1).flat();
  return [
    ...blank.map(blankSku),
    ...bySku.filter(({ length }) => length > 1).map(duplicateSku),
    ...missing.map(notInStore),
  ];
}

function blankSku(product: CatalogProduct): Finding {
  const next = `Give product ${product.productId} a SKU in Brightpearl, or archive it.`;
  return finding('BLANK_SKU_IN_BRIGHTPEARL', [], [product], next);
}

function duplicateSku(same: readonly CatalogProduct[]): Finding {
  const all = same.map(({ productId }) => productId).join(', ');
  const next = `Keep the SKU ${same[0]?.sku.trim() ?? ''} for one of the products ${all}; rename or archive the others.`;
  return finding('DUPLICATE_IN_BRIGHTPEARL', [], same, next);
}

function notInStore(product: CatalogProduct): Finding {
  const next = `Add a variant with the SKU ${product.sku.trim()} in BigCommerce, or let it be if the store does not sell product ${product.productId}.`;
  return finding('NOT_IN_STORE', [], [product], next);
}

/** Of linked bundles: what no variant sells hurts nobody. */
export function brokenBundles({ input, variantOf, productById }: MatchContext): Finding[] {
  return input.products.flatMap((product) => {
    const variant = variantOf.get(product.productId);
    if (!variant || !product.bundle) return [];
    const gone = product.bundle.filter(
      ({ productId }) => (productById.get(productId)?.status ?? ARCHIVED) === ARCHIVED,
    );
    if (product.bundle.length > 0 && gone.length === 0) return [];
    const parts = gone.map(({ productId }) => productId).join(', ');
    const what =
      product.bundle.length === 0 ? 'it has none' : `${parts} ${gone.length === 1 ? 'is' : 'are'} archived or gone`;
    const next = `Correct the parts of bundle ${product.productId} in Brightpearl: ${what}.`;
    const refs = gone.map(({ productId }) => ({ productId, sku: productById.get(productId)?.sku ?? '' }));
    return [finding('BUNDLE_BROKEN', [variant], [product, ...refs], next)];
  });
}

/** An MPN may well be that of several products; a barcode and a product id may not. */
const UNIQUE: readonly IdentifierKey[] = ['productId', 'barcode'];

/** Those that a contradiction, or a duplicate SKU, explains are not said again. */
export function duplicateIdentifiers({ index }: MatchContext, findings: readonly Finding[]): Finding[] {
  const telling = findings.filter(({ kind }) => EXPLAINING.has(kind));
  const variants = new Set(telling.flatMap((one) => one.variants.map(({ variantId }) => variantId)));
  const products = new Set(telling.flatMap((one) => one.products.map(({ productId }) => productId)));
  return UNIQUE.flatMap((key) => [
    ...[...index.variants[key]].flatMap(([value, same]) => {
      if (same.length < 2 || same.some(({ variantId }) => variants.has(variantId))) return [];
      const next = `Several variants have ${IDENTIFIER_WORDS[key]} ${value}: give each its own (a copied product keeps that of the first).`;
      return [finding('DUPLICATE_IDENTIFIER_IN_STORE', same, [], next)];
    }),
    ...[...index.products[key]].flatMap(([value, same]) => {
      if (same.length < 2 || same.some(({ productId }) => products.has(productId))) return [];
      const next = `Several products have ${IDENTIFIER_WORDS[key]} ${value}: give each its own in Brightpearl.`;
      return [finding('DUPLICATE_IDENTIFIER_IN_BRIGHTPEARL', [], same, next)];
    }),
  ]);
}

const EXPLAINING: ReadonlySet<string> = new Set([
  'IDENTIFIER_CONFLICT',
  'DUPLICATE_IN_STORE',
  'DUPLICATE_IN_BRIGHTPEARL',
]);
