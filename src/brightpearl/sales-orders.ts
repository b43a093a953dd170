/** Sales orders: created whole or not at all, rows included (`/order-service/sales-order`). */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { nothing, recordId, submit } from './messages';
import { salesOrderSchema, type BpSalesOrder, type SalesOrderInput } from './schemas/sales-order';
import {
  salesOrderDocumentSchema,
  type BpSalesOrderDocument,
  type SalesOrderReplacement,
} from './schemas/sales-order-document';
import type { CallOptions, SendOptions } from './transport';

const PATH = '/order-service/sales-order';

/**
 * A second POST of the same `externalRef` and instance id changes nothing and answers 200; whether with the id is not
 * documented. Anything but an id therefore reads "accepted, look it up", never as a failure.
 */
export const createdId: ZodType<number | undefined> = z
  .object({ response: recordId.optional().catch(undefined) })
  .catch({ response: undefined })
  .transform(({ response }) => response);

export const salesOrdersResource = (http: HttpClient) => ({
  /** The new order's id; undefined when the answer to a duplicate does not tell it. */
  create: (order: SalesOrderInput, options?: SendOptions): Promise<number | undefined> =>
    submit(http, { method: 'POST', path: PATH, body: order, answer: createdId }, options),

  /** Asks for the invoice, which comes later; may be asked again while there is none, and is refused (`invalid`) after. */
  close: (id: number, options?: CallOptions): Promise<void> =>
    submit(http, { method: 'POST', path: `${PATH}/${id}/close`, body: {}, answer: nothing }, options),

  /** Those that exist, by id. Their rows are in no particular order. */
  readMany: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpSalesOrder>> =>
    readByIds(http, { path: PATH, ids, row: salesOrderSchema, idOf: (order) => order.id, signal }),

  /** With everything that `replace` has to send again; undefined when there is no such order. */
  async readDocument(id: number, { signal }: CallOptions = {}): Promise<BpSalesOrderDocument | undefined> {
    const row = salesOrderDocumentSchema;
    const found = await readByIds(http, { path: PATH, ids: [id], row, idOf: (order) => order.id, signal });
    return found.get(id);
  },

  /**
   * The whole order anew: what the message leaves out is gone. Refused with `conflict` (412) when the order is at another
   * version, so that a message that arrives late changes nothing.
   */
  replace: (id: number, version: number, order: SalesOrderReplacement, options?: SendOptions): Promise<void> =>
    submit(
      http,
      {
        method: 'PUT',
        path: `${PATH}/${id}`,
        headers: { 'if-match': String(version) },
        body: order,
        answer: nothing,
      },
      options,
    ),
});
