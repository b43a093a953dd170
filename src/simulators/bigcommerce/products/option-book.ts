/** Variant options of a product, their values, and which of them a variant has. */
import type { Product, Variant } from '../catalog-book';
import type { SimContext } from '../context';
import { unixSeconds } from '../dates';
import { textOf, type Fields } from '../state';

export interface OptionValue {
  readonly id: number;
  label: string;
  sortOrder: number;
  isDefault: boolean;
  valueData: unknown;
}

export interface ProductOption {
  readonly id: number;
  readonly name: string;
  displayName: string;
  type: string;
  sortOrder: number;
  readonly values: OptionValue[];
}

/** One choice of a variant. */
export interface Choice {
  readonly option: ProductOption;
  readonly value: OptionValue;
}

export function newOption(context: SimContext, productId: number, given: Fields): ProductOption {
  const displayName = textOf(given['display_name']);
  return {
    id: context.state.claimId('productOption', given['id']),
    // "Auto-generated from the display name, a timestamp, and the product ID."
    name: `${displayName}${unixSeconds(context.clock.now())}-${productId}`,
    displayName,
    type: textOf(given['type']) || 'rectangles',
    sortOrder: Number(given['sort_order'] ?? 0),
    values: ((given['option_values'] ?? []) as Fields[]).map((value) => newValue(context, value)),
  };
}

export const newValue = ({ state }: SimContext, given: Fields): OptionValue => ({
  id: state.claimId('optionValue', given['id']),
  label: textOf(given['label']),
  sortOrder: Number(given['sort_order'] ?? 0),
  isDefault: given['is_default'] === true,
  valueData: given['value_data'] ?? null,
});

/** The choices that a variant's `option_values` name by ids or by names; options and values not yet there are made. */
export const choicesOf = (context: SimContext, product: Product, given: unknown): Choice[] =>
  (Array.isArray(given) ? (given as Fields[]) : []).map((row) => {
    const option =
      product.options.find(
        ({ id, displayName }) => id === row['option_id'] || displayName === row['option_display_name'],
      ) ?? added(product.options, newOption(context, product.id, { display_name: row['option_display_name'] }));
    const value =
      option.values.find(({ id, label }) => id === row['id'] || label === row['label']) ??
      added(option.values, newValue(context, { label: row['label'], sort_order: option.values.length }));
    return { option, value };
  });

function added<T>(list: T[], one: T): T {
  list.push(one);
  return one;
}

/** Tells the variants of a product apart. */
export const choiceKey = (choices: readonly Choice[]): string =>
  choices
    .map(({ option, value }) => `${option.id}=${value.id}`)
    .sort((a, b) => (a < b ? -1 : Number(a > b)))
    .join(',');

export const optionView = (productId: number, option: ProductOption): Fields => ({
  id: option.id,
  product_id: productId,
  name: option.name,
  display_name: option.displayName,
  type: option.type,
  sort_order: option.sortOrder,
  config: {},
  option_values: bySortOrder(option.values).map(valueView),
});

export const valueView = ({ id, label, sortOrder, isDefault, valueData }: OptionValue): Fields => ({
  id,
  label,
  sort_order: sortOrder,
  is_default: isDefault,
  value_data: valueData,
});

export const bySortOrder = <T extends { readonly sortOrder: number }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => a.sortOrder - b.sortOrder);

export const choiceViews = ({ choices }: Variant): Fields[] =>
  choices.map(({ option, value }) => ({
    id: value.id,
    label: value.label,
    option_id: option.id,
    option_display_name: option.displayName,
  }));
