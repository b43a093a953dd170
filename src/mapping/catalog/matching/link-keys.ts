/** Which identifiers link beside the SKU, by rule: only where they mean one product and no other variant claims it. */
import type { ProductLinks } from '../../stock/link-types';
import { linkProducts } from '../../stock/linking';
import { identifierIndex, productsMeant, variantValues, type IdentifierIndex, type IdentifierKey } from './identifiers';
import type { MatchKey } from './rule-schema';
import type { CatalogVariant, MatchInput } from './types';

/** Which product each variant is, by the rules of the store. */
export function linkedCatalogs(input: MatchInput): ProductLinks {
  const { variants, products, rules, aliases = {}, set = new Map<number, number>() } = input;
  if (!usesIdentifiers(rules)) {
    return linkProducts({ variants, products, skuMatch: rules.skuMatch, byId: set, aliases });
  }
  return linkByKeys(input, identifierIndex(variants, products));
}

/** Whether anything but the SKU links. */
export const usesIdentifiers = ({ matchBy }: Pick<MatchInput['rules'], 'matchBy'>): boolean => matchBy.length > 1;

/** Products that were found by an identifier are linked `by: 'id'`, as those that somebody set. */
export function linkByKeys(input: MatchInput, index: IdentifierIndex): ProductLinks {
  const { variants, products, rules, aliases = {}, set = new Map<number, number>() } = input;
  const { skuMatch, matchBy } = rules;
  const link = (byId: ReadonlyMap<number, number>) => linkProducts({ variants, products, skuMatch, byId, aliases });
  const sku = matchBy.indexOf('sku');
  const first = new Map([...found(variants, identifiersOf(matchBy.slice(0, sku)), index), ...set]);
  const links = link(first);
  const open = links.variants.flatMap((one) =>
    one.kind === 'unlinked' && (one.code === 'NOT_IN_BRIGHTPEARL' || one.code === 'BLANK_SKU')
      ? [one.variant.variantId]
      : [],
  );
  const taken = new Set(
    links.variants.flatMap((one) => (one.kind === 'unlinked' ? one.productIds : [one.product.productId])),
  );
  const isOpen = new Set(open);
  const candidates = variants.filter(({ variantId }) => isOpen.has(variantId));
  const second = [...found(candidates, identifiersOf(matchBy.slice(sku + 1)), index)].filter(
    ([, productId]) => !taken.has(productId),
  );
  return second.length === 0 ? links : link(new Map([...second, ...first]));
}

const identifiersOf = (keys: readonly MatchKey[]): IdentifierKey[] => keys.filter((key) => key !== 'sku');

/** Copying a product in the store copies its fields: what two variants claim, neither gets. */
function found(
  variants: readonly CatalogVariant[],
  keys: readonly IdentifierKey[],
  index: IdentifierIndex,
): Map<number, number> {
  const byVariant = new Map<number, number>();
  const claimed = new Set<number>();
  for (const key of keys) {
    for (const variant of variants) {
      const [product, ...others] = productsMeant(variant, key, index);
      const isClear = product !== undefined && others.length === 0 && isOnlyClaim(variant, key, index);
      if (!isClear || byVariant.has(variant.variantId) || claimed.has(product.productId)) continue;
      byVariant.set(variant.variantId, product.productId);
      claimed.add(product.productId);
    }
  }
  return byVariant;
}

const isOnlyClaim = (variant: CatalogVariant, key: IdentifierKey, { variants }: IdentifierIndex): boolean =>
  variantValues(variant, key).every((value) => variants[key].get(value)?.length === 1);
