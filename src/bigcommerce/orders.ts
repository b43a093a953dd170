/** Orders (V2). Sub-resources are read to their end: V2 cuts every list at 50 rows unless it is paged. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { listV2, rowsOf, serverDateOf } from './lists';
import {
  orderCouponSchema,
  orderRowSchema,
  orderSchema,
  orderTaxSchema,
  type BcOrder,
  type BcOrderCoupon,
  type BcOrderProduct,
  type BcOrderRow,
  type BcOrderTax,
} from './schemas/order';
import { orderProductSchema } from './schemas/order-parts';
import type { CallOptions } from './transport';

export interface OrderFilter {
  readonly minDateModified?: Date | undefined;
  readonly maxDateModified?: Date | undefined;
  readonly minId?: number | undefined;
  /** One status only: the API takes no list. */
  readonly statusId?: number | undefined;
}

export interface OrderListRequest extends OrderFilter, CallOptions {
  readonly sort: 'id:asc' | 'id:desc' | 'date_modified:asc';
  /** At most 250. */
  readonly limit: number;
}

export interface OrderPage {
  readonly rows: readonly BcOrderRow[];
  /** The server's clock, which watermarks are taken from. */
  readonly serverDate: Date | undefined;
}

/** A walk goes by this date: a row without one would make it go round in circles. */
const listedRowSchema = orderRowSchema.extend({
  date_modified: z.string().refine((date) => !Number.isNaN(Date.parse(date)), 'not a date'),
});

const countSchema = z.object({ statuses: z.array(z.object({ id: z.number(), count: z.coerce.number() })) });

export const ordersResource = (http: HttpClient) => ({
  /** The order with its lines, addresses and fees: one request instead of four. @throws RemoteError `not-found` */
  async get(id: number, { signal }: CallOptions = {}): Promise<BcOrder> {
    const query = { include: 'consignments.line_items,fees', consignment_structure: 'object' };
    const { body } = await http.request({ method: 'GET', path: orderPath(id), query, answer: orderSchema, signal });
    return body;
  },

  /** One row per tax per line. */
  taxes: (id: number, { signal }: CallOptions = {}): Promise<BcOrderTax[]> =>
    listV2(http, { path: `${orderPath(id)}/taxes`, query: { details: true }, row: orderTaxSchema, signal }),

  coupons: (id: number, { signal }: CallOptions = {}): Promise<BcOrderCoupon[]> =>
    listV2(http, { path: `${orderPath(id)}/coupons`, row: orderCouponSchema, signal }),

  /** Every line, for orders whose consignments do not hold them all. */
  products: (id: number, { signal }: CallOptions = {}): Promise<BcOrderProduct[]> =>
    listV2(http, { path: `${orderPath(id)}/products`, row: orderProductSchema, signal }),

  /** One page. To read on use `walkOrders`: page numbers shift while orders change. */
  async list({ sort, limit, signal, ...filter }: OrderListRequest): Promise<OrderPage> {
    const { body, headers } = await http.request({
      method: 'GET',
      path: '/v2/orders',
      query: { ...queryOf(filter), sort, limit },
      answer: rowsOf(listedRowSchema),
      signal,
    });
    return { rows: body, serverDate: serverDateOf(headers) };
  },

  /** Incomplete orders included; can differ from a full read of the list. */
  async count({ signal, ...filter }: OrderFilter & CallOptions = {}): Promise<number> {
    const { body } = await http.request({
      method: 'GET',
      path: '/v2/orders/count',
      query: queryOf(filter),
      answer: countSchema,
      signal,
    });
    return body.statuses.reduce((sum, status) => sum + status.count, 0);
  },

  /** Sends this one field: a PUT with products or fees would wipe discounts and other fees. */
  setExternalOrderId: (id: number, value: string, options?: CallOptions): Promise<void> =>
    putField(http, id, { external_order_id: value }, options),

  /** May mail the customer and move stock, as the store is set; never refunds. */
  setStatus: (id: number, statusId: number, options?: CallOptions): Promise<void> =>
    putField(http, id, { status_id: statusId }, options),
});

export type OrdersResource = ReturnType<typeof ordersResource>;

const orderPath = (id: number): string => `/v2/orders/${id}`;

async function putField(
  http: HttpClient,
  id: number,
  body: Record<string, string | number>,
  { signal }: CallOptions = {},
): Promise<void> {
  await http.request({ method: 'PUT', path: orderPath(id), body, answer: z.unknown(), signal });
}

const queryOf = ({ minDateModified, maxDateModified, minId, statusId }: OrderFilter): Query => ({
  min_date_modified: minDateModified?.toISOString(),
  max_date_modified: maxDateModified?.toISOString(),
  min_id: minId,
  status_id: statusId,
});
