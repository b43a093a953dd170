/** What every check of the report looks things up in, made once. */
import { grouped } from '../../stock/grouped';
import type { ProductLinks } from '../../stock/link-types';
import { ARCHIVED, isBlank, KEY_OF } from '../../stock/linking';
import { identifierIndex, type IdentifierIndex } from './identifiers';
import { linkByKeys } from './link-keys';
import type { CatalogProduct, CatalogVariant, MatchInput, StoredLink } from './types';

export interface MatchContext {
  readonly input: MatchInput;
  readonly index: IdentifierIndex;
  readonly links: ProductLinks;
  readonly keyOf: (sku: string) => string;
  readonly variantById: ReadonlyMap<number, CatalogVariant>;
  /** Archived ones included. */
  readonly productById: ReadonlyMap<number, CatalogProduct>;
  readonly archivedBySku: ReadonlyMap<string, readonly CatalogProduct[]>;
  /** Without archived ones, by what SKUs have in common that differ in case and spaces only. */
  readonly productsByLooseSku: ReadonlyMap<string, readonly CatalogProduct[]>;
  readonly storedByVariant: ReadonlyMap<number, StoredLink>;
  /** Variant that a product is linked with. */
  readonly variantOf: ReadonlyMap<number, CatalogVariant>;
}

export function matchContext(input: MatchInput): MatchContext {
  const { variants, products, rules, stored = [] } = input;
  const index = identifierIndex(variants, products);
  const links = linkByKeys(input, index);
  const keyOf = KEY_OF[rules.skuMatch];
  const variantById = new Map(variants.map((variant) => [variant.variantId, variant]));
  const archived = products.filter(({ status }) => status === ARCHIVED);
  const live = products.filter(({ status, sku }) => status !== ARCHIVED && !isBlank(sku));
  const linked = links.variants.flatMap((link): [number, CatalogVariant][] => {
    const variant = variantById.get(link.variant.variantId);
    return link.kind === 'unlinked' || !variant ? [] : [[link.product.productId, variant]];
  });
  return {
    input,
    index,
    links,
    keyOf,
    variantById,
    productById: new Map(products.map((product) => [product.productId, product])),
    archivedBySku: grouped(archived, ({ sku }) => keyOf(sku)),
    productsByLooseSku: grouped(live, ({ sku }) => looseSku(sku)),
    storedByVariant: new Map(stored.map((link) => [link.variantId, link])),
    variantOf: new Map(linked),
  };
}

export const withoutSpaces = (sku: string): string => sku.replace(/[\s\u200b]+/g, '');

export const looseSku = (sku: string): string => withoutSpaces(sku).toLowerCase();
