/** Two catalogs that match, written down shortly: variant 101 is product 1, and so on. */
import { matchCatalogs } from '../../../../../src/mapping/catalog/matching/report';
import { matchingRulesSchema } from '../../../../../src/mapping/catalog/matching/rule-schema';
import type {
  CatalogProduct,
  CatalogVariant,
  Finding,
  MatchInput,
  MatchReport,
  StoredLink,
} from '../../../../../src/mapping/catalog/matching/types';
import type { z } from 'zod';

export type VariantInput = Partial<CatalogVariant>;
export type ProductInput = Partial<CatalogProduct>;

export const aVariant = (input: VariantInput = {}, index = 0): CatalogVariant => ({
  variantId: 101 + index,
  productId: 201 + index,
  sku: 'A',
  tracking: 'variant',
  isBase: true,
  categoryIds: [],
  identifiers: {},
  isForSale: true,
  ...input,
});

export const aProduct = (input: ProductInput = {}, index = 0): CatalogProduct => ({
  productId: 1 + index,
  sku: 'A',
  stockTracked: true,
  status: 'LIVE',
  identifiers: {},
  ...input,
});

export interface Catalogs {
  readonly variants?: readonly VariantInput[];
  readonly products?: readonly ProductInput[];
  readonly rules?: z.input<typeof matchingRulesSchema>;
  readonly set?: Readonly<Record<number, number>>;
  readonly stored?: readonly StoredLink[];
  readonly aliases?: Readonly<Record<string, string>>;
}

export const matchInput = ({
  variants = [{}],
  products = [{}],
  rules = {},
  set = {},
  stored = [],
  aliases = {},
}: Catalogs): MatchInput => ({
  variants: variants.map(aVariant),
  products: products.map(aProduct),
  rules: matchingRulesSchema.parse(rules),
  set: new Map(Object.entries(set).map(([variantId, productId]) => [Number(variantId), productId])),
  stored,
  aliases,
});

export const match = (catalogs: Catalogs): MatchReport => matchCatalogs(matchInput(catalogs));

/** `CASE_VARIANT 101 / 1`: kind, variants, products. */
export const words = ({ kind, variants, products }: Finding): string =>
  [kind, ...variants.map(({ variantId }) => variantId), '/', ...products.map(({ productId }) => productId)].join(' ');

export const found = (catalogs: Catalogs): string[] => match(catalogs).findings.map(words);

/** `101=1` per variant that is linked. */
export const linked = (catalogs: Catalogs): string[] =>
  match(catalogs).links.variants.flatMap((link) =>
    link.kind === 'unlinked' ? [] : [`${link.variant.variantId}=${link.product.productId}`],
  );
