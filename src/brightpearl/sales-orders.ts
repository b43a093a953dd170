/** Sales orders: created whole or not at all, rows included (`/order-service/sales-order`). */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { recordId, submit } from './messages';
import { salesOrderSchema, type BpSalesOrder, type SalesOrderInput } from './schemas/sales-order';
import type { CallOptions, SendOptions } from './transport';

const PATH = '/order-service/sales-order';

/**
 * A second POST of the same `externalRef` and instance id changes nothing and answers 200; whether with the id is not
 * documented. Anything but an id therefore reads "accepted, look it up", never as a failure.
 */
const createdId: ZodType<number | undefined> = z
  .object({ response: recordId.optional().catch(undefined) })
  .catch({ response: undefined })
  .transform(({ response }) => response);

export const salesOrdersResource = (http: HttpClient) => ({
  /** The new order's id; undefined when the answer to a duplicate does not tell it. */
  create: (order: SalesOrderInput, options?: SendOptions): Promise<number | undefined> =>
    submit(http, { method: 'POST', path: PATH, body: order, answer: createdId }, options),

  /** Those that exist, by id. Their rows are in no particular order. */
  readMany: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpSalesOrder>> =>
    readByIds(http, { path: PATH, ids, row: salesOrderSchema, idOf: (order) => order.id, signal }),
});
