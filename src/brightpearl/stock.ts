/** Stock (`/warehouse-service`): levels, what moved them, and the notes by which goods leave. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readAvailability, readBundleAvailability } from './availability';
import { readDropShipNotes, readDropShipNotesOfOrders } from './drop-ship-notes';
import { readNotes, readNotesOfOrders, walkNotes, type NoteWalk } from './goods-out-notes';
import { walkPeriod } from './period-walk';
import { decimalString } from './schemas/sales-order';
import type { CallOptions } from './transport';

const movementSchema = z
  .object({
    goodsMovementId: z.number().int(),
    productId: z.number().int(),
    warehouseId: z.number().int().nullish(),
    /** Negative for goods that left. */
    quantity: decimalString,
    /** `GO` goods-out, `SC` stock correction, and others. */
    goodsNoteTypeCode: z.string().nullish(),
    orderId: z.number().int().nullish(),
    updatedOn: z.string(),
  })
  .transform(({ goodsMovementId, goodsNoteTypeCode, ...row }) => ({
    id: goodsMovementId,
    type: goodsNoteTypeCode ?? '',
    ...row,
  }));

/** A change of what is on a shelf. Reservations move nothing, and are not among them. */
export type BpGoodsMovement = z.infer<typeof movementSchema>;

export const stockResource = (http: HttpClient) => ({
  /** Of stock-tracked products. A request for each 200 ids, and some more where ids are refused. */
  availability: (ids: Iterable<number>, options?: CallOptions) => readAvailability(http, ids, options),

  /** Of one bundle: no request takes several. */
  bundleAvailability: (id: number, options?: CallOptions) => readBundleAvailability(http, id, options),

  /** Every movement since a moment, by the index, which lags. */
  movementsSince: (since: Date, { signal }: CallOptions = {}): AsyncGenerator<BpGoodsMovement[], void, undefined> =>
    walkPeriod(http, {
      path: '/warehouse-service/goods-movement-search',
      // The only date that the search has.
      dateFilter: 'updatedOn',
      filters: {},
      since,
      row: movementSchema,
      versionOf: ({ id, updatedOn }) => `${id}@${updatedOn}`,
      signal,
    }),

  notesOfOrders: (orderIds: Iterable<number>, options?: CallOptions) => readNotesOfOrders(http, orderIds, options),

  notes: (ids: Iterable<number>, options?: CallOptions) => readNotes(http, ids, options),

  walkNotes: (walk: NoteWalk) => walkNotes(http, walk),

  dropShipNotes: (ids: Iterable<number>, options?: CallOptions) => readDropShipNotes(http, ids, options),

  /** By sales order or purchase order. */
  dropShipNotesOfOrders: (orderIds: Iterable<number>, options?: CallOptions) =>
    readDropShipNotesOfOrders(http, orderIds, options),
});
