/** What twins are to be called, and in which order they are renamed: BigCommerce refuses two of one name, even for a moment. */
import { sameText } from '../../rule-values';
import type { AttributeRules } from './rule-schema';
import type { AccountName, StoreName } from './types';
import type { Twins } from './twins';

const LONGEST = 255;

type Pair = Twins<AccountName, StoreName>;

export type Refused = 'NAME_CLASH' | 'NAME_TOO_LONG' | 'EDITED_ON_BOTH_SIDES';

export interface Naming {
  /** By the store's id: only those that change. */
  readonly names: ReadonlyMap<number, string>;
  readonly refused: readonly { readonly pair: Pair; readonly code: Refused }[];
}

export interface NamingRules {
  readonly rule: AttributeRules['names'];
  /** What the store would be calling it if Brightpearl's name were still the one of before. */
  readonly previous: (name: string) => string;
  /** Whether the name that the store has was sent, and may have arrived after another one. */
  readonly isOurs: (store: StoreName) => boolean;
}

export function nameTwins(
  pairs: readonly Pair[],
  others: readonly StoreName[],
  { rule, previous, isOurs }: NamingRules,
): Naming {
  const names = new Map<number, string>();
  const refused: { pair: Pair; code: Refused }[] = [];
  for (const pair of pairs) {
    const { store, wanted } = pair;
    const isRenamed = pair.nameBefore !== undefined && pair.nameBefore !== pair.account.name;
    const isWanted = rule === 'always' || (rule === 'renames' && (isRenamed || isOurs(store)));
    if (!isWanted || store.name === wanted) continue;
    const isEdited = rule === 'renames' && !isOurs(store) && !sameText(store.name, previous(pair.nameBefore ?? ''));
    if (isEdited) refused.push({ pair, code: 'EDITED_ON_BOTH_SIDES' });
    else if (wanted.length > LONGEST) refused.push({ pair, code: 'NAME_TOO_LONG' });
    else names.set(store.id, wanted);
  }
  const clashing = takeBackClashes(pairs, others, names);
  return { names, refused: [...refused, ...clashing.map((pair) => ({ pair, code: 'NAME_CLASH' as const }))] };
}

/** One that keeps its name may stand in the way of another one, so it goes on until nothing clashes. */
function takeBackClashes(pairs: readonly Pair[], others: readonly StoreName[], names: Map<number, string>): Pair[] {
  const all = [...pairs.map(({ store }) => store), ...others];
  const nameOf = (one: StoreName): string => names.get(one.id) ?? one.name;
  const isClash = ({ store }: Pair): boolean =>
    names.has(store.id) && all.some((other) => other.id !== store.id && sameText(nameOf(other), nameOf(store)));
  const clashing: Pair[] = [];
  for (let found = pairs.filter(isClash); found.length > 0; found = pairs.filter(isClash)) {
    for (const { store } of found) names.delete(store.id);
    clashing.push(...found);
  }
  return clashing;
}

/** How the name ends of one that steps aside. */
const asideOf = (id: number): string => ` (renaming ${id})`;

interface Step {
  readonly id: number;
  readonly name: string;
}

/** A name is free once its holder has another one; in a ring, the first one steps aside under a name of its own. */
export function renamingSteps(names: ReadonlyMap<number, string>, all: readonly StoreName[]): Step[] {
  const current = new Map(all.map(({ id, name }) => [id, name]));
  const open = new Map(names);
  const steps: Step[] = [];
  const rename = (id: number, name: string): void => {
    steps.push({ id, name });
    current.set(id, name);
  };
  const isFree = (id: number, name: string): boolean =>
    [...current].every(([other, held]) => other === id || !sameText(held, name));
  while (open.size > 0) {
    const next = [...open].find(([id, name]) => isFree(id, name));
    const [first] = open;
    if (next) {
      rename(...next);
      open.delete(next[0]);
    } else if (first) {
      rename(first[0], `${first[1].slice(0, LONGEST - 24)}${asideOf(first[0])}`);
    }
  }
  return steps;
}
