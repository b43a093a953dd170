/** Stock levels of many products. One id that Brightpearl does not like fails the whole request: the others are asked again. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, halves, MAX_IDS, noneIfRefused, readByIds } from './id-set';
import { decimalString } from './schemas/sales-order';
import { read, type CallOptions } from './transport';

/** Decimal strings. `inStock` is on the shelf, `allocated` belongs to orders, `onHand` is the rest: what can be sold. */
const levelSchema = z.object({ inStock: decimalString, onHand: decimalString, allocated: decimalString });

export type BpStockLevel = z.infer<typeof levelSchema>;

export interface BpAvailability {
  readonly total: BpStockLevel;
  /** By warehouse id. A warehouse that is missing has none. */
  readonly warehouses: ReadonlyMap<number, BpStockLevel>;
}

export interface AvailabilityAnswer {
  /**
   * By product id. A product that is missing is not stock-tracked, does not exist, or was never in stock: what a missing
   * one means is for who knows whether it is tracked.
   */
  readonly products: ReadonlyMap<number, BpAvailability>;
  /** Products that the request was refused for, each sure to be one of them. */
  readonly unanswered: readonly number[];
}

const answerSchema = z.record(
  z.string().regex(/^\d+$/),
  z.object({ total: levelSchema, warehouses: z.record(z.string().regex(/^\d+$/), levelSchema).nullish() }),
);

const NOTHING: AvailabilityAnswer = { products: new Map(), unanswered: [] };

export async function readAvailability(
  http: HttpClient,
  ids: Iterable<number>,
  options: CallOptions = {},
): Promise<AvailabilityAnswer> {
  const answers: AvailabilityAnswer[] = [];
  for (const chunk of chunkIds(ids, MAX_IDS)) answers.push(await readChunk(http, chunk, options));
  return together(answers);
}

async function readChunk(
  http: HttpClient,
  chunk: readonly number[],
  options: CallOptions,
): Promise<AvailabilityAnswer> {
  const answer = await ask(http, chunk, options);
  if (answer) return answer;
  const tracked = await trackedAmong(http, chunk, options);
  const good = chunk.filter((id) => tracked.has(id));
  if (good.length === chunk.length) return narrowDown(http, chunk, options);
  const refused = { ...NOTHING, unanswered: chunk.filter((id) => !tracked.has(id)) };
  if (good.length === 0) return refused;
  return together([refused, (await ask(http, good, options)) ?? (await narrowDown(http, good, options))]);
}

/** Halves ids that were refused together until the culprits stand alone. */
async function narrowDown(http: HttpClient, ids: readonly number[], options: CallOptions): Promise<AvailabilityAnswer> {
  if (ids.length === 1) return { ...NOTHING, unanswered: ids };
  const answers: AvailabilityAnswer[] = [];
  for (const half of halves(ids)) {
    answers.push((await ask(http, half, options)) ?? (await narrowDown(http, half, options)));
  }
  return together(answers);
}

/** Undefined when it is refused. */
async function ask(
  http: HttpClient,
  ids: readonly number[],
  { signal }: CallOptions,
): Promise<AvailabilityAnswer | undefined> {
  const path = `/warehouse-service/product-availability/${formatIdSet(ids)}`;
  const answer = await noneIfRefused(read(http, { path, response: answerSchema, signal }));
  return answer && { ...NOTHING, products: byNumber(answer, toAvailability) };
}

const toAvailability = ({ total, warehouses }: z.infer<typeof answerSchema>[string]): BpAvailability => ({
  total,
  warehouses: byNumber(warehouses ?? {}, (level) => level),
});

const together = (answers: readonly AvailabilityAnswer[]): AvailabilityAnswer => ({
  products: new Map(answers.flatMap(({ products }) => [...products])),
  unanswered: answers.flatMap(({ unanswered }) => unanswered),
});

const byNumber = <From, To>(map: Readonly<Record<string, From>>, value: (from: From) => To): Map<number, To> =>
  new Map(Object.entries(map).map(([id, from]) => [Number(id), value(from)]));

/** The usual culprits do not exist or are not stock-tracked, which one request tells; halving would take a dozen. */
async function trackedAmong(http: HttpClient, ids: readonly number[], options: CallOptions): Promise<Set<number>> {
  const row = z.object({ id: z.number().int(), stock: z.object({ stockTracked: z.boolean() }) });
  const path = '/product-service/product';
  const found = await readByIds(http, { path, ids, row, idOf: (product) => product.id, ...options });
  return new Set([...found.values()].filter(({ stock }) => stock.stockTracked).map(({ id }) => id));
}

const bundleSchema = z.record(
  z.string().regex(/^\d+$/),
  z.object({
    total: z.object({ onHand: decimalString }),
    warehouses: z.record(z.string().regex(/^\d+$/), z.object({ onHand: decimalString })).nullish(),
  }),
);

/** How many of a bundle can be put together; undefined for what is no bundle. */
export async function readBundleAvailability(
  http: HttpClient,
  id: number,
  { signal }: CallOptions = {},
): Promise<BpBundleAvailability | undefined> {
  const path = `/warehouse-service/bundle-availability/${id}`;
  const bundle = (await noneIfRefused(read(http, { path, response: bundleSchema, signal })))?.[id];
  if (!bundle) return undefined;
  return { total: bundle.total.onHand, warehouses: byNumber(bundle.warehouses ?? {}, ({ onHand }) => onHand) };
}

/** Decimal strings. */
export interface BpBundleAvailability {
  readonly total: string;
  /** By warehouse id; an order is reserved in one warehouse, so that their sum can be more than one order can have. */
  readonly warehouses: ReadonlyMap<number, string>;
}
