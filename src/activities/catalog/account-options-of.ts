/** The options of a store product as Brightpearl has them: those by which its variants' products vary, with their values. */
import type { AccountName, AccountOption } from '../../mapping/catalog/attributes/types';
import type { StoredOption } from '../../store/account-options';
import type { StoredVariation } from '../../store/schema-catalog';

export interface OptionsOfProduct {
  /** In Brightpearl's order, as far as it is known. */
  readonly options: readonly AccountOption[];
  /** Brightpearl says which comes before which. */
  readonly isOrdered: boolean;
}

/** @param variations of each of the variants that are linked */
export function optionsOfProduct(
  variations: readonly (readonly StoredVariation[])[],
  all: readonly StoredOption[],
): OptionsOfProduct {
  const used = variations.flat();
  const valueIds = new Set(used.map(({ valueId }) => valueId));
  const found = inOrder(all.filter(({ optionId }) => used.some((one) => one.optionId === optionId)));
  const withValues = found.map(({ optionId, name, optionValues }) => ({
    option: { id: optionId, name },
    values: inOrder(optionValues.filter(({ id }) => valueIds.has(id))),
  }));
  const levels = [found, ...withValues.map(({ values }) => values)];
  return {
    options: withValues.map(({ option, values }) => ({ ...option, values: values.map(nameOnly) })),
    isOrdered: levels.every(isOrdered),
  };
}

const nameOnly = ({ id, name }: AccountName): AccountName => ({ id, name });

interface Placed {
  readonly place: number | null;
}

/** Equal places are no order: many accounts leave all of them at 0. */
const isOrdered = (some: readonly Placed[]): boolean =>
  some.every(({ place }) => place !== null) && new Set(some.map(({ place }) => place)).size === some.length;

const inOrder = <T extends Placed>(some: readonly T[]): T[] =>
  some.toSorted((one, two) => (one.place ?? 0) - (two.place ?? 0));
