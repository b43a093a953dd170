/** Id sets: `7`, `1-10`, `1,3,9`, `1-10,12`, ascending (help article 211125046). Answers come in any order. */
import type { ZodType } from 'zod';
import { z } from 'zod';
import { RemoteError, type RemoteErrorKind } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { read, type CallOptions } from './transport';

/** Ids per GET for orders, products, contacts and prices; goods-out notes take more. */
export const MAX_IDS = 200;
/** Characters of a set in an address: ours, far below what servers refuse, and room for 200 ids of nine digits. */
const MAX_SET_LENGTH = 2_000;
/** A set that comes from outside may name a range of any size; nothing real names more. */
const MAX_IDS_PARSED = 5_000;

/** @throws RangeError for what is no id set, or one of absurd size. */
export function parseIdSet(text: string): number[] {
  const ids = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,15})(?:-(\d{1,15}))?\s*$/.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last);
    if (!(from > 0 && to >= from)) throw new RangeError(`Not an id set: ${JSON.stringify(text.slice(0, 100))}`);
    if (ids.size + to - from >= MAX_IDS_PARSED) throw new RangeError(`An id set of more than ${MAX_IDS_PARSED} ids`);
    for (let id = from; id <= to; id += 1) ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** Sorted, without repeats, runs as ranges. */
export function formatIdSet(ids: Iterable<number>): string {
  const runs: { first: number; last: number }[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && id === run.last + 1) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Sorted and without repeats, so that neighbors share a range; at most `size` ids each, and short enough for an address. */
export function chunkIds(ids: Iterable<number>, size: number): number[][] {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const chunks = Array.from({ length: Math.ceil(sorted.length / size) }, (_, n) =>
    sorted.slice(n * size, (n + 1) * size),
  );
  return chunks.flatMap(shortChunks);
}

function shortChunks(ids: number[]): number[][] {
  if (ids.length === 1 || formatIdSet(ids).length <= MAX_SET_LENGTH) return [ids];
  return halves(ids).flatMap(shortChunks);
}

export function halves<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

interface ReadByIds<T> extends CallOptions {
  /** `/order-service/sales-order`, without the id set. */
  readonly path: string;
  readonly query?: Query;
  readonly ids: Iterable<number>;
  readonly row: ZodType<T>;
  readonly idOf: (row: T) => number;
}

/** The records that exist, by id. Some resources answer 404 when none does, others an empty list. */
export async function readByIds<T>(http: HttpClient, request: ReadByIds<T>): Promise<Map<number, T>> {
  const { path, query = {}, ids, row, idOf, signal } = request;
  const found = new Map<number, T>();
  for (const chunk of chunkIds(ids, MAX_IDS)) {
    const wanted = new Set(chunk);
    const response = z.array(row);
    const rows = await noneIfNotFound(read(http, { path: `${path}/${formatIdSet(chunk)}`, query, response, signal }));
    for (const record of rows ?? []) if (wanted.has(idOf(record))) found.set(idOf(record), record);
  }
  return found;
}

/** Turns `not-found` into undefined. */
export const noneIfNotFound = <T>(reading: Promise<T>): Promise<T | undefined> => noneIf(reading, ['not-found']);

/** Turns a refusal of the ids asked for into undefined. */
export const noneIfRefused = <T>(reading: Promise<T>): Promise<T | undefined> =>
  noneIf(reading, ['invalid', 'not-found']);

async function noneIf<T>(reading: Promise<T>, kinds: readonly RemoteErrorKind[]): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RemoteError && kinds.includes(error.kind)) return undefined;
    throw error;
  }
}
