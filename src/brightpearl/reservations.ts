/** Stock reserved for an order: one reservation per order, in one warehouse. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { noneIfNotFound } from './id-set';
import { nothing, submit } from './messages';
import { decimalString } from './schemas/sales-order';
import { read, type CallOptions } from './transport';

export interface ReservationRow {
  readonly productId: number;
  readonly salesOrderRowId: number;
  /** Whole, for stock-tracked products. */
  readonly quantity: string;
}

const reservedRowSchema = z.object({ productId: z.number().int(), quantity: decimalString });

const reservationSchema = z.object({
  orderId: z.number().int(),
  warehouseId: z.number().int(),
  /** By sales order row id. */
  orderRows: z.record(z.string(), reservedRowSchema),
});

export interface BpReservation {
  readonly orderId: number;
  readonly warehouseId: number;
  /** By sales order row id: what is reserved, which can be less than asked for. */
  readonly rows: ReadonlyMap<number, { readonly productId: number; readonly quantity: string }>;
}

export const reservationsResource = (http: HttpClient) => ({
  /** Reserves what there is and says nothing of the rest: read it back. Refused only when nothing at all is available. */
  create: (
    orderId: number,
    warehouseId: number,
    products: readonly ReservationRow[],
    options?: CallOptions,
  ): Promise<void> =>
    submit(
      http,
      {
        method: 'POST',
        path: `/warehouse-service/order/${orderId}/reservation/warehouse/${warehouseId}`,
        body: { products },
        answer: nothing,
      },
      options,
    ),

  /** Undefined when the order has none. */
  async get(orderId: number, { signal }: CallOptions = {}): Promise<BpReservation | undefined> {
    const path = `/warehouse-service/order/${orderId}/reservation`;
    const found = await noneIfNotFound(read(http, { path, response: z.array(reservationSchema), signal }));
    const reservation = found?.find((candidate) => candidate.orderId === orderId);
    if (!reservation) return undefined;
    const rows = Object.entries(reservation.orderRows).map(([rowId, row]) => [Number(rowId), row] as const);
    return { orderId, warehouseId: reservation.warehouseId, rows: new Map(rows) };
  },
});
