/** Sales credits: made like sales orders, with the sales order as their parent (`/order-service/sales-credit`). */
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { nothing, submit } from './messages';
import { createdId } from './sales-orders';
import { salesOrderSchema, type BpSalesOrder, type SalesOrderInput } from './schemas/sales-order';
import type { CallOptions, SendOptions } from './transport';

/** Rows and totals are positive. Without a status it gets the account's for new credits. */
export type SalesCreditInput = Omit<SalesOrderInput, 'statusId'> & {
  readonly statusId?: number;
  /** The sales order that it is of. */
  readonly parentId: number;
};

const PATH = '/order-service/sales-credit';

export const salesCreditsResource = (http: HttpClient) => ({
  /** Its id; undefined when the answer to a duplicate does not tell it. */
  create: (credit: SalesCreditInput, options?: SendOptions): Promise<number | undefined> =>
    submit(http, { method: 'POST', path: PATH, body: credit, answer: createdId }, options),

  /** Those that exist, by id. */
  readMany: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpSalesOrder>> =>
    readByIds(http, { path: PATH, ids, row: salesOrderSchema, idOf: (credit) => credit.id, signal }),

  /** Invoices it, which takes its time. Refused with `invalid` once it is invoiced; may be asked for again before. */
  close: (id: number, options?: SendOptions): Promise<void> =>
    submit(http, { method: 'POST', path: `${PATH}/${id}/close`, body: {}, answer: nothing }, options),
});
