import type { Rng } from '../core/rng';
import { badRequest } from './failure';

/** `7`, `1-10`, `1-10,12`: ids in any order, ranges ascending. */
export interface IdSet {
  /** How many ids the set names, duplicates counted. */
  readonly size: number;
  has(id: number): boolean;
  /** Every id of it, duplicates left out: for sets whose size was checked. */
  ids(): Iterable<number>;
}

/** Reads an id set without spelling its ranges out; undefined when it is none. */
export function parseIdSet(text: string): IdSet | undefined {
  const ranges: (readonly [number, number])[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (to < from) return undefined;
    ranges.push([from, to]);
  }
  return {
    size: ranges.reduce((total, [from, to]) => total + to - from + 1, 0),
    has: (id) => ranges.some(([from, to]) => id >= from && id <= to),
    ids: () => new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at))),
  };
}

/** Reads the id set of a GET, which names at most `cap` ids. What real accounts do above the cap is not known. */
export function readIdSet(text: string, cap = 200): IdSet {
  const ids = parseIdSet(text);
  if (!ids) throw badRequest('CMNC-901', `${text} is not an ID set`);
  if (ids.size > cap) throw badRequest('CMNC-902', `The ID set names ${ids.size} IDs; at most ${cap} are allowed`);
  return ids;
}

/** Ids as the shortest id set: `1-2,5,8,10-41`. */
export function formatIdSet(ids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && id === last[1] + 1) last[1] = id;
    else runs.push([id, id]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** What an OPTIONS request answers: the existing ids of a set, in URIs small enough for one GET each. */
export function getUris(resource: string, set: string, existing: Iterable<number>, cap = 200): readonly string[] {
  const wanted = parseIdSet(set);
  if (!wanted) throw badRequest('CMNC-901', `${set} is not an ID set`);
  const ids = [...existing].filter((id) => wanted.has(id)).sort((a, b) => a - b);
  const uris: string[] = [];
  for (let start = 0; start < ids.length; start += cap) {
    uris.push(`/${resource}/${formatIdSet(ids.slice(start, start + cap))}`);
  }
  return uris;
}

/** Answers come in no particular order: never the one asked for, except by chance. */
export function shuffle<T>(items: readonly T[], rng: Rng): T[] {
  return items
    .map((item) => ({ item, rank: rng() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
