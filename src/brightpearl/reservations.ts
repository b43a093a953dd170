/** Stock reserved for an order: one reservation per order, in one warehouse. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, MAX_IDS, noneIfNotFound, noneIfRefused } from './id-set';
import { nothing, submit } from './messages';
import { decimalString } from './schemas/sales-order';
import { read, type CallOptions, type SendOptions } from './transport';

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
    options?: SendOptions,
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

  /** Gives back what is reserved, as far as it is on no note. An order that has nothing reserved is left as it is. */
  async remove(orderId: number, options?: SendOptions): Promise<void> {
    const path = `/warehouse-service/order/${orderId}/reservation`;
    await noneIfNotFound(submit(http, { method: 'DELETE', path, answer: nothing }, options));
  },

  /** Undefined when the order has none. */
  get: (orderId: number, options?: CallOptions): Promise<BpReservation | undefined> => readOne(http, orderId, options),

  /**
   * Of the orders that have one, by order id. The documented read takes a single id: a set is tried, and where it is
   * refused, or not found as soon as one order has none, its orders are read one by one.
   */
  async readMany(orderIds: Iterable<number>, options: CallOptions = {}): Promise<Map<number, BpReservation>> {
    const found = new Map<number, BpReservation>();
    for (const chunk of chunkIds(orderIds, MAX_IDS)) {
      const together = chunk.length > 1 ? await noneIfRefused(readSet(http, chunk, options)) : undefined;
      for (const reservation of together ?? (await readEach(http, chunk, options))) {
        found.set(reservation.orderId, reservation);
      }
    }
    return found;
  },
});

async function readEach(http: HttpClient, orderIds: readonly number[], options: CallOptions): Promise<BpReservation[]> {
  const found: BpReservation[] = [];
  for (const orderId of orderIds) {
    const reservation = await readOne(http, orderId, options);
    if (reservation) found.push(reservation);
  }
  return found;
}

const readOne = async (
  http: HttpClient,
  orderId: number,
  options: CallOptions = {},
): Promise<BpReservation | undefined> => (await noneIfNotFound(readSet(http, [orderId], options)))?.[0];

/** Those of the orders asked for that are answered. */
async function readSet(
  http: HttpClient,
  orderIds: readonly number[],
  { signal }: CallOptions,
): Promise<BpReservation[]> {
  const path = `/warehouse-service/order/${formatIdSet(orderIds)}/reservation`;
  const answered = await read(http, { path, response: z.array(reservationSchema), signal });
  return answered
    .filter(({ orderId }) => orderIds.includes(orderId))
    .map(({ orderRows, ...reservation }) => ({
      ...reservation,
      rows: new Map(Object.entries(orderRows).map(([rowId, row]) => [Number(rowId), row])),
    }));
}
