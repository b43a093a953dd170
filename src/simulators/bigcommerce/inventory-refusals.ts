/** The 422s of inventory writes. Two of the texts are documented; the others are made up in their manner. */
import type { SimResponse } from '../core/http';
import { v3Problem } from './answers';
import type { SimContext } from './context';
import { nameOf, type Identity, type IdentityProblem } from './inventory-identity';

export type ItemProblem =
  IdentityProblem | 'unknown-location' | 'disabled-location' | 'never-set' | 'insufficient' | 'negative';

export interface BadItem {
  readonly identity: Identity;
  readonly problem: ItemProblem;
}

/** Texts that stand once for each item; the others name their items in a list. */
const PER_ITEM = {
  'tracked-by-product': (item: string) => `Item with ${item} is tracked by product, please update stock by product id`,
  'tracked-by-variant': (item: string) => `Item with ${item} is tracked by variant, please update stock by variant id`,
  untracked: (item: string) => `Item with ${item} has no inventory tracking`,
};
type PerItem = keyof typeof PER_ITEM;

const PER_LIST: Readonly<Record<Exclude<ItemProblem, PerItem>, string>> = {
  unknown: 'were not found',
  ambiguous: 'are not unique',
  'unknown-location': 'refer to a location that does not exist',
  'disabled-location': 'refer to a location that is disabled',
  // Documented word for word.
  'never-set': 'requires absolute adjustment before relative',
  insufficient: 'have insufficient stock',
  negative: 'cannot have a negative quantity',
};

/** The refusal that names the items with the problem of the first one; how many of them is a switch. */
export function refuseItems({ switches }: SimContext, bad: readonly [BadItem, ...BadItem[]]): SimResponse {
  if (switches.inventoryRefusalNames === 'none') return v3Problem(422, 'Items are not valid');
  const { problem } = bad[0];
  const same = bad.filter((item) => item.problem === problem).map(({ identity }) => nameOf(identity));
  const named = switches.inventoryRefusalNames === 'first' ? same.slice(0, 1) : same;
  return v3Problem(422, titleOf(problem, named));
}

const titleOf = (problem: ItemProblem, items: readonly string[]): string =>
  problem in PER_ITEM
    ? `[${items.map(PER_ITEM[problem as PerItem]).join(', ')}]`
    : `Items with identity: [${items.join(', ')}] ${PER_LIST[problem as Exclude<ItemProblem, PerItem>]}`;

/** "Limit of 2000 items for payload length." */
const MOST_ITEMS = 2_000;

export const refuseLength = (items: unknown): SimResponse | undefined =>
  Array.isArray(items) && items.length > MOST_ITEMS
    ? v3Problem(413, `The request payload is too large. The maximum items allowed in the array is ${MOST_ITEMS}`)
    : undefined;
