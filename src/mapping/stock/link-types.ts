/** What links are made from, and what comes of each variant. */
import type { LevelTarget } from './changes';
import type { BundleComponent } from './types';

/** A BigCommerce variant; products without options have one, their base variant. BigCommerce's ids. */
export interface StoreVariant {
  readonly variantId: number;
  readonly productId: number;
  readonly sku: string;
  /** `inventory_tracking` of the product. */
  readonly tracking: 'none' | 'product' | 'variant';
  readonly isBase: boolean;
  readonly brandId?: number;
  readonly categoryIds: readonly number[];
}

/** A Brightpearl product. */
export interface AccountProduct {
  readonly productId: number;
  readonly sku: string;
  readonly stockTracked: boolean;
  /** `LIVE`, `DISCONTINUED` or `ARCHIVED`. */
  readonly status: string;
  /** Present on bundles only. */
  readonly bundle?: readonly BundleComponent[];
}

/**
 * When two SKUs are the same: as written; but for spaces around them; or but for case as well. Orders are linked as with
 * `trim`.
 */
export type SkuMatch = 'exact' | 'trim' | 'caseInsensitive';

/** Why a variant is linked with no product. */
export type UnlinkedCode =
  | 'BLANK_SKU'
  | 'DUPLICATE_IN_STORE'
  | 'DUPLICATE_IN_BRIGHTPEARL'
  | 'NOT_IN_BRIGHTPEARL'
  /** The product that somebody set for the variant is not there. */
  | 'SET_PRODUCT_MISSING';

/**
 * Why a linked variant has no level. Orders and prices use such links all the same. `UNTRACKED_ON_BOTH_SIDES` is no fault:
 * neither side wants a level.
 */
export type UnstockedCode =
  'UNTRACKED_IN_STORE' | 'UNTRACKED_IN_BRIGHTPEARL' | 'UNTRACKED_ON_BOTH_SIDES' | 'TRACKED_BY_PRODUCT';

interface LinkedPair {
  readonly variant: StoreVariant;
  readonly product: AccountProduct;
  readonly by: 'sku' | 'id';
}

export type VariantLink =
  | (LinkedPair & { readonly kind: 'linked'; readonly target: LevelTarget })
  | (LinkedPair & { readonly kind: 'linked-without-level'; readonly code: UnstockedCode })
  | {
      readonly kind: 'unlinked';
      readonly variant: StoreVariant;
      readonly code: UnlinkedCode;
      /** The other variants that claim the same product. */
      readonly variantIds: readonly number[];
      /** The Brightpearl products in question. */
      readonly productIds: readonly number[];
    };

/** A product for sale in Brightpearl that no variant has to do with. */
export interface ProductWithoutVariant {
  readonly product: AccountProduct;
  readonly code: 'NOT_IN_STORE' | 'BLANK_SKU';
}

export interface ProductLinks {
  /** Exactly one per variant, in the order given. */
  readonly variants: readonly VariantLink[];
  readonly withoutVariant: readonly ProductWithoutVariant[];
}
