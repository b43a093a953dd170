/** What Brightpearl refuses in a product that the API makes or changes. */
import type { Account } from '../account';
import { badRequest } from '../failure';
import type { Product, Variation } from './records';

const SKU_LENGTH = 32;
const MAX_OPTIONS = 4;

export function checkSku(sku: string): void {
  if (sku.length > SKU_LENGTH) throw badRequest('PRDC-903', `The SKU must have ${SKU_LENGTH} characters at most`);
}

export function checkBrand({ state }: Account, id: number): void {
  if (!state.attributes.brands.has(id)) throw badRequest('PRDC-901', `There is no brand ${id}`);
}

export function checkedType({ state }: Account, id: number): number {
  if (!state.attributes.productTypes.has(id)) throw badRequest('PRDC-902', `There is no product type ${id}`);
  return id;
}

export function checkedCategory({ state }: Account, id: number): number {
  if (!state.attributes.categories.has(id)) throw badRequest('PRDC-908', `There is no category ${id}`);
  return id;
}

export function checkedSeason({ state }: Account, id: number): number {
  if (!state.attributes.seasons.has(id)) throw badRequest('PRDC-909', `There is no season ${id}`);
  return id;
}

/** A collection is a part of its brand. */
export function checkedCollection({ state }: Account, id: number, brandId: number): number {
  if (state.attributes.collections.get(id)?.brandId === brandId) return id;
  throw badRequest('PRDC-910', `The brand ${brandId} has no collection ${id}`);
}

/** By id, else by code; undefined where none is given. */
export function taxCodeOf(
  account: Account,
  wanted: { readonly id?: number | null | undefined; readonly code?: string | null | undefined } | null | undefined,
): string | undefined {
  if (!wanted) return undefined;
  const found = account.state.lists.taxCodes.find(({ id, code }) =>
    wanted.id ? id === wanted.id : code === wanted.code,
  );
  if (!found) throw badRequest('PRDC-904', `There is no tax code ${wanted.id ?? wanted.code}`);
  return found.code;
}

/** Option and value must exist and belong together, and the product's type must have the option. */
export function checkVariations({ state }: Account, typeId: number, variations: readonly Variation[]): void {
  const { optionValues, productTypes } = state.attributes;
  if (variations.length > MAX_OPTIONS) throw badRequest('PRDC-911', `A product has ${MAX_OPTIONS} options at most`);
  for (const { optionId, optionValueId } of variations) {
    if (optionValues.get(optionValueId)?.optionId !== optionId) {
      throw badRequest('PRDC-912', `The option ${optionId} has no value ${optionValueId}`);
    }
    if (!productTypes.get(typeId)?.optionIds.includes(optionId)) {
      throw badRequest('PRDC-913', `The product type ${typeId} does not have the option ${optionId}`);
    }
  }
}

/** No two products of a group have the same values of the same options. */
export function checkUnlike(variations: readonly Variation[], group: readonly Product[]): void {
  const key = combination(variations);
  const twin = group.find(({ details }) => variations.length > 0 && combination(details.variations) === key);
  if (twin) throw badRequest('PRDC-914', `The product ${twin.id} of this group has the same options`);
}

const combination = (variations: readonly Variation[]): string =>
  variations
    .map(({ optionId, optionValueId }) => `${optionId}:${optionValueId}`)
    .sort()
    .join();
