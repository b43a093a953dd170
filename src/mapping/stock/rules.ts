/**
 * Which stock rules a level is under. Each field is looked for by itself: the most specific rule that sets it wins, so that
 * a rule for one SKU may change the cap and leave the buffer of its brand as it is.
 */
import { matchesText, type TextMatch } from '../rule-values';
import type { StockRule } from './rule-schema';

/** What a rule's conditions are held against. */
export interface RuleSubject {
  readonly sku: string;
  readonly brandId?: number;
  readonly categoryIds: readonly number[];
  readonly locationId: number;
}

/** A value together with the rule that gave it, as a person finds it in the file: `rules[2] (brand 12)`. */
export interface Ruling<T> {
  readonly value: T;
  readonly rule: string;
}

export type Buffer = { readonly units: number } | { readonly percent: number };

/** Where the units come from: the warehouses, or a level that stands in for them. */
export type Supply = 'warehouses' | 'unlimited' | { readonly fixed: number };

/** Fields that no rule sets are undefined. */
export interface LevelRules {
  readonly buffer: Ruling<Buffer> | undefined;
  readonly cap: Ruling<number> | undefined;
  readonly hideBelow: Ruling<number> | undefined;
  readonly supply: Ruling<Supply> | undefined;
}

export function levelRules(rules: readonly StockRule[], subject: RuleSubject): LevelRules {
  const ranked = rules
    .map((rule, index) => ({ rule, index, rank: rankOf(rule.when) }))
    .filter(({ rule }) => matches(rule.when, subject))
    .sort((one, two) => two.rank - one.rank || one.index - two.index);
  const winner = <T>(read: (rule: StockRule) => T | undefined): Ruling<T> | undefined => {
    for (const { rule, index } of ranked) {
      const value = read(rule);
      if (value !== undefined) return { value, rule: `rules[${index}]${conditionWords(rule.when)}` };
    }
    return undefined;
  };
  return {
    buffer: winner(bufferOf),
    cap: winner(({ cap }) => cap),
    hideBelow: winner(({ hideBelow }) => hideBelow),
    supply: winner(supplyOf),
  };
}

function bufferOf({ buffer, bufferPercent }: StockRule): Buffer | undefined {
  if (buffer !== undefined) return { units: buffer };
  return bufferPercent === undefined ? undefined : { percent: bufferPercent };
}

function supplyOf({ fixed, unlimited }: StockRule): Supply | undefined {
  if (fixed !== undefined) return { fixed };
  if (unlimited === undefined) return undefined;
  return unlimited ? 'unlimited' : 'warehouses';
}

type Conditions = StockRule['when'];

/** From specific to general. One condition outweighs all that follow it, and two are more specific than one of them. */
const CONDITIONS = ['sku', 'brand', 'category', 'location'] as const;

const rankOf = (when: Conditions): number =>
  CONDITIONS.reduce((rank, name) => rank * 2 + (when[name] === undefined ? 0 : 1), 0);

function matches(when: Conditions, { sku, brandId, categoryIds, locationId }: RuleSubject): boolean {
  return (
    anyOf(when.sku, (match) => matchesText(match, sku)) &&
    anyOf(when.brand, (brand) => brand === brandId) &&
    anyOf(when.category, (category) => categoryIds.includes(category)) &&
    anyOf(when.location, (location) => location === locationId)
  );
}

/** A condition that is not given accepts everything. */
const anyOf = <T>(wanted: T | T[] | undefined, accepts: (one: T) => boolean): boolean =>
  wanted === undefined || (Array.isArray(wanted) ? wanted : [wanted]).some(accepts);

function conditionWords(when: Conditions): string {
  const words = CONDITIONS.flatMap((name) => {
    const wanted = when[name];
    return wanted === undefined ? [] : [`${name} ${[wanted].flat().map(valueWords).join(', ')}`];
  });
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

const valueWords = (value: TextMatch | number): string =>
  typeof value === 'object' ? `/${value.matches}/` : String(value);
