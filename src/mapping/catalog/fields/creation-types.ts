/** What the making of store products is planned from, and what comes of it. */
import type { StoreOption, TwinLink } from '../attributes/types';
import type { FieldRules } from './rule-schema';
import type { AccountChoice, FieldValues, NamedChoice, ProductFacts } from './types';

/** A Brightpearl product that no variant has to do with. */
export interface MissingProduct {
  readonly facts: ProductFacts;
  /** Whether stock is kept of it, or of the parts that it is made of. */
  readonly isTracked: boolean;
  readonly isBundle: boolean;
  /** What it varies by, in the store's words; empty for a product without options. */
  readonly choices: readonly AccountChoice[];
}

/** A product of the store that has variants of the group. */
export interface StoreProductOfGroup {
  /** Of the store. */
  readonly productId: number;
  readonly options: readonly StoreOption[];
  /** Whose twins its options and values are, whatever they are called by now. */
  readonly twins: readonly TwinLink[];
}

export interface FormerVariant {
  readonly variantId: number;
  /** Of then. */
  readonly sku: string;
  /** As the store has it; undefined: it was deleted. */
  readonly skuNow: string | undefined;
}

export interface CreationInput {
  readonly products: readonly MissingProduct[];
  readonly rules: FieldRules;
  /** The price that the price rules give, by Brightpearl product; one without cannot be sold. */
  readonly prices: ReadonlyMap<number, string>;
  /** By Brightpearl product: variants that were linked with it, and are linked with nothing now. */
  readonly former: ReadonlyMap<number, FormerVariant>;
  /** SKUs of all variants, trimmed and in lower case: the store takes no two that differ in case alone. */
  readonly skusInStore: ReadonlySet<string>;
  /** By Brightpearl product group. */
  readonly groups: ReadonlyMap<number, readonly StoreProductOfGroup[]>;
}

/** A missing product that nothing stands against, with the fields that the rules give it. */
export interface MakeableProduct extends MissingProduct {
  readonly fields: FieldValues;
  readonly price: string;
}

export interface NewStoreVariant {
  /** Of Brightpearl. */
  readonly productId: number;
  readonly sku: string;
  /** Only what a variant can have of its own. */
  readonly fields: FieldValues;
  readonly price: string;
  readonly choices: readonly NamedChoice[];
}

export interface NewStoreProduct {
  /** Of Brightpearl: one, or a group's. */
  readonly productIds: readonly number[];
  /** Of a product without variants. */
  readonly sku?: string;
  readonly fields: FieldValues;
  readonly price: string;
  readonly tracking: 'none' | 'product' | 'variant';
  readonly variants: readonly NewStoreVariant[];
}

/** A variant of a product that the store has already. */
export interface AddedStoreVariant extends Omit<NewStoreVariant, 'choices'> {
  readonly storeProductId: number;
  readonly choices: readonly {
    readonly optionId: number;
    /** As the store calls it. */
    readonly option: string;
    /** Absent: the option gets it. */
    readonly valueId?: number;
    readonly value: string;
  }[];
}

export interface ImpossibleProduct {
  readonly productId: number;
  readonly sku: string;
  /** Why not, each with what to do. */
  readonly reasons: readonly string[];
}

export interface CreationPlan {
  readonly products: readonly NewStoreProduct[];
  readonly variants: readonly AddedStoreVariant[];
  readonly impossible: readonly ImpossibleProduct[];
}
