/** What the conflict report compares, and what it finds. */
import type { AccountProduct, ProductLinks, StoreVariant } from '../../stock/link-types';
import type { MatchingRules } from './rule-schema';

/** What else tells products apart. Blank is none. */
export interface Identifiers {
  readonly ean?: string;
  readonly upc?: string;
  readonly mpn?: string;
}

export interface CatalogVariant extends StoreVariant {
  /** The variant's own; those of its product only where it has no other variant. */
  readonly identifiers: Identifiers;
  /** The Brightpearl product id that the store holds in a custom field. */
  readonly brightpearlId?: number;
  /** Whether shoppers can buy it. */
  readonly isForSale: boolean;
  /** Whether the store sells it as several products together; undefined: not known. */
  readonly isBundle?: boolean;
}

export interface CatalogProduct extends AccountProduct {
  readonly identifiers: Identifiers;
}

/** A link as it was stored, with the SKU that both sides had then. */
export interface StoredLink {
  readonly variantId: number;
  readonly productId: number;
  readonly sku: string;
}

export interface MatchInput {
  /** With all variants of each store product. */
  readonly variants: readonly CatalogVariant[];
  /** Archived ones as well: what was archived is told from what never was. */
  readonly products: readonly CatalogProduct[];
  readonly rules: MatchingRules;
  /** Variant id to product id, as somebody set it: it wins over everything, and is not doubted. */
  readonly set?: ReadonlyMap<number, number>;
  readonly stored?: readonly StoredLink[];
  /** SKUs of the store that are called otherwise in Brightpearl. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** `blocks`: the record is linked with nothing; `warns`: it is, and somebody ought to look. */
export type Severity = 'blocks' | 'warns';

export const FINDINGS = {
  BLANK_SKU_IN_STORE: { severity: 'blocks', title: 'A variant has no SKU' },
  BLANK_SKU_IN_BRIGHTPEARL: { severity: 'blocks', title: 'A Brightpearl product has no SKU' },
  NOT_IN_BRIGHTPEARL: { severity: 'blocks', title: 'No Brightpearl product has the SKU of a variant' },
  NOT_IN_STORE: { severity: 'blocks', title: 'No variant has the SKU of a Brightpearl product' },
  DUPLICATE_IN_STORE: { severity: 'blocks', title: 'Several variants have one SKU' },
  DUPLICATE_IN_BRIGHTPEARL: { severity: 'blocks', title: 'Several Brightpearl products have one SKU' },
  CASE_VARIANT: { severity: 'blocks', title: 'Two SKUs differ in upper and lower case only' },
  SPACE_VARIANT: { severity: 'blocks', title: 'Two SKUs differ in spaces only' },
  SKU_WRITTEN_DIFFERENTLY: { severity: 'warns', title: 'A SKU is linked although it is written in two ways' },
  FOUND_BY_IDENTIFIER: { severity: 'blocks', title: 'The SKU is unknown, and another identifier is not' },
  RENAMED: { severity: 'blocks', title: 'The SKU was changed on one side since the two were linked' },
  MOVED: { severity: 'warns', title: 'The SKU belongs to another product than the one it was linked with' },
  IDENTIFIER_CONFLICT: { severity: 'warns', title: 'SKU and another identifier say different products' },
  DUPLICATE_IDENTIFIER_IN_STORE: { severity: 'warns', title: 'Several variants have one identifier' },
  DUPLICATE_IDENTIFIER_IN_BRIGHTPEARL: { severity: 'warns', title: 'Several Brightpearl products have one identifier' },
  BUNDLE_VS_SIMPLE: { severity: 'warns', title: 'A bundle on one side is a single product on the other' },
  BUNDLE_BROKEN: { severity: 'warns', title: 'A bundle has no parts, or parts that are gone' },
  UNTRACKED_IN_STORE: { severity: 'warns', title: 'Brightpearl tracks the stock and the store does not' },
  UNTRACKED_IN_BRIGHTPEARL: { severity: 'warns', title: 'The store tracks the stock and Brightpearl does not' },
  TRACKED_BY_PRODUCT: { severity: 'warns', title: 'The store has one level for all variants of a product' },
  ARCHIVED_BUT_SOLD: { severity: 'blocks', title: 'The store sells what is archived in Brightpearl' },
  DISCONTINUED_BUT_SOLD: { severity: 'warns', title: 'The store sells what is discontinued in Brightpearl' },
  ORPHAN_LINK: { severity: 'blocks', title: 'A link names a record that is gone' },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type FindingKind = keyof typeof FINDINGS;

export interface VariantRef {
  readonly variantId: number;
  /** "" where the variant is gone. */
  readonly sku: string;
}

export interface ProductRef {
  readonly productId: number;
  /** "" where the product is gone. */
  readonly sku: string;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly variants: readonly VariantRef[];
  readonly products: readonly ProductRef[];
  /** What to do, in a sentence. */
  readonly next: string;
}

export interface MatchReport {
  readonly links: ProductLinks;
  /** Variants first, in their order, then what is about products alone. */
  readonly findings: readonly Finding[];
}

export const finding = (
  kind: FindingKind,
  variants: readonly VariantRef[],
  products: readonly ProductRef[],
  next: string,
): Finding => ({
  kind,
  severity: FINDINGS[kind].severity,
  variants: variants.map(({ variantId, sku }) => ({ variantId, sku })),
  products: products.map(({ productId, sku }) => ({ productId, sku })),
  next,
});
