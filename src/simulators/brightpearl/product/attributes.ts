/** What products are sorted and varied by. Products hold the ids: a new name shows on all of them at once. */
import { BRANDS, CATEGORIES, COLLECTIONS, OPTIONS, OPTION_VALUES, PRODUCT_TYPES, SEASONS } from '../seeds/attributes';

/** When a new account's were made. */
const SEEDED_ON = Date.UTC(2020, 0, 1);

export interface Dated {
  readonly createdOn: number;
  updatedOn: number;
}

export interface Brand extends Dated {
  readonly id: number;
  name: string;
  description: string;
}

export interface Category extends Dated {
  readonly id: number;
  name: string;
  /** 0 on a category of the first level. */
  parentId: number;
  active: boolean;
}

export interface Option extends Dated {
  readonly id: number;
  name: string;
  sortOrder: number;
}

export interface OptionValue extends Dated {
  readonly id: number;
  readonly optionId: number;
  name: string;
  sortOrder: number;
}

export interface Season extends Dated {
  readonly id: number;
  name: string;
  description: string;
}

export interface Collection extends Dated {
  readonly id: number;
  name: string;
  readonly brandId: number;
}

export interface ProductType extends Dated {
  readonly id: number;
  name: string;
  /** The options that its products can vary by. */
  optionIds: readonly number[];
}

/** By id, each kind. */
export interface Attributes {
  readonly brands: Map<number, Brand>;
  readonly categories: Map<number, Category>;
  readonly options: Map<number, Option>;
  readonly optionValues: Map<number, OptionValue>;
  readonly seasons: Map<number, Season>;
  readonly collections: Map<number, Collection>;
  readonly productTypes: Map<number, ProductType>;
}

export const createAttributes = (): Attributes => ({
  brands: seeded(BRANDS),
  categories: seeded(CATEGORIES),
  options: seeded(OPTIONS),
  optionValues: seeded(OPTION_VALUES),
  seasons: seeded(SEASONS),
  collections: seeded(COLLECTIONS),
  productTypes: seeded(PRODUCT_TYPES),
});

const seeded = <T extends { readonly id: number }>(seeds: readonly T[]): Map<number, T & Dated> =>
  new Map(seeds.map((seed) => [seed.id, { ...seed, createdOn: SEEDED_ON, updatedOn: SEEDED_ON }]));
