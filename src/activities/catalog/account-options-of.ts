/** The options of a store product as Brightpearl has them: those by which its variants' products vary, with their values. */
import type { AccountName, AccountOption } from '../../mapping/catalog/attributes/types';
import type { StoredOption } from '../../store/account-options';
import type { StoredVariation } from '../../store/schema-catalog';

export interface OptionsOfProduct {
  /** In Brightpearl's order, as far as it is known. */
  readonly options: readonly AccountOption[];
  /** Brightpearl says the place of every one of them. */
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
  const places = [...found, ...withValues.flatMap(({ values }) => values)].map(({ place }) => place);
  return {
    options: withValues.map(({ option, values }) => ({ ...option, values: values.map(nameOnly) })),
    isOrdered: !places.includes(null),
  };
}

const nameOnly = ({ id, name }: AccountName): AccountName => ({ id, name });

/** Of equal places the name decides, as in Brightpearl's own lists. */
const inOrder = <T extends { readonly name: string; readonly place: number | null }>(some: readonly T[]): T[] =>
  some.toSorted((one, two) => (one.place ?? 0) - (two.place ?? 0) || one.name.localeCompare(two.name, 'en'));
