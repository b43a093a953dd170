/** What several operations take. */
import { z } from 'zod';
import type { OrderKey } from '../../domain/ids';
import type { ApiDeps } from '../deps';
import type { Call } from '../endpoint';
import { HttpProblem } from '../http-problem';

/** More open issues than these are for a table in the database; the counts are of all. */
export const ISSUES_SHOWN = 100;

export const storeParams = z.object({ store: z.string().max(40) });

/** What an operation about one store is called with. */
export type StoreCall<Body = undefined> = Call<z.output<typeof storeParams>, undefined, Body>;

export const orderParams = z.object({
  store: z.string().max(40),
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be a BigCommerce order number')
    .transform(Number),
});

/** As long as both sides allow. */
export const sku = z.string().min(1).max(255);

export const skuOrAll = z
  .strictObject({ sku: sku.optional(), all: z.literal(true).optional() })
  .refine((body) => (body.sku === undefined) !== (body.all === undefined), 'must have either sku or all');

/** Page size, from a query. */
export const limit = (byDefault: number, max: number) => z.coerce.number().int().min(1).max(max).default(byDefault);
export const cursor = z.string().max(200);
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a time like 2026-01-31T08:00:00Z' })
  .transform((text) => new Date(text));

/** A switch in a query. */
export const yes = z.enum(['1', 'true', '0', 'false']).transform((text) => text === '1' || text === 'true');

/** Throws 404 for a store that is not configured. */
export function keyOf({ stores }: Pick<ApiDeps, 'stores'>, params: z.output<typeof orderParams>): OrderKey {
  if (!stores.has(params.store)) throw unknownStore(params.store);
  return { storeHash: params.store, orderId: params.id };
}

export const unknownStore = (store: string): HttpProblem =>
  new HttpProblem(404, `No store "${store}" is configured; give its hash`);

/** Without the keys whose value is undefined, as optional properties want it. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
