/**
 * Drop-ship notes: what a supplier sends to the customer for a sales order. They stand on a purchase order as well, and no
 * search lists them: who looks for one asks by its id, or by one of its orders.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, MAX_IDS, noneIfNotFound } from './id-set';
import { noteRows, noteRowsSchema, type BpNoteRow } from './note-rows';
import { read, type CallOptions } from './transport';

const noteSchema = z.object({
  /** The sales order. */
  orderId: z.number().int(),
  purchaseOrderId: z.number().int().nullish(),
  status: z.object({ shipped: z.boolean(), shippedOn: z.string().nullish() }),
  /** Not documented: accounts that show a tracking number show it here. */
  shipping: z.object({ reference: z.string().nullish(), shippingMethodId: z.number().int().nullish() }).nullish(),
  orderRows: noteRowsSchema,
});

const notesSchema = z.record(z.string(), noteSchema);

export interface BpDropShipNote {
  readonly id: number;
  /** The sales order. */
  readonly orderId: number;
  readonly purchaseOrderId: number | undefined;
  readonly shipped: boolean;
  readonly shippedOn: string | undefined;
  /** The tracking number, where the account shows one; otherwise empty. */
  readonly reference: string;
  readonly shippingMethodId: number | undefined;
  readonly rows: readonly BpNoteRow[];
}

const NOTES_OF = '/warehouse-service/order';

/** Notes by their ids; those that are gone are missing. */
export const readDropShipNotes = (http: HttpClient, ids: Iterable<number>, options?: CallOptions) =>
  readEach(
    http,
    ids,
    { pathOf: (set) => `${NOTES_OF}/*/goods-note/drop-ship/${set}`, idsOf: ({ id }) => [id] },
    options,
  );

/** The notes of sales orders or purchase orders, in no particular order. */
export const readDropShipNotesOfOrders = (http: HttpClient, orderIds: Iterable<number>, options?: CallOptions) =>
  readEach(
    http,
    orderIds,
    {
      pathOf: (set) => `${NOTES_OF}/${set}/goods-note/drop-ship`,
      idsOf: ({ orderId, purchaseOrderId }) => [orderId, purchaseOrderId],
    },
    options,
  );

interface Asked {
  readonly pathOf: (idSet: string) => string;
  /** The ids by which a note may have been asked for. */
  readonly idsOf: (note: BpDropShipNote) => readonly (number | undefined)[];
}

async function readEach(
  http: HttpClient,
  ids: Iterable<number>,
  { pathOf, idsOf }: Asked,
  { signal }: CallOptions = {},
): Promise<BpDropShipNote[]> {
  const notes = new Map<number, BpDropShipNote>();
  for (const chunk of chunkIds(ids, MAX_IDS)) {
    const path = pathOf(formatIdSet(chunk));
    const found = (await noneIfNotFound(read(http, { path, response: notesSchema, signal }))) ?? {};
    const wanted = new Set<number | undefined>(chunk);
    const answered = Object.entries(found).map(([id, note]) => toNote(Number(id), note));
    for (const note of answered) if (idsOf(note).some((id) => wanted.has(id))) notes.set(note.id, note);
  }
  return [...notes.values()];
}

const toNote = (id: number, note: z.infer<typeof noteSchema>): BpDropShipNote => ({
  id,
  orderId: note.orderId,
  purchaseOrderId: note.purchaseOrderId ?? undefined,
  shipped: note.status.shipped,
  shippedOn: note.status.shippedOn ?? undefined,
  reference: note.shipping?.reference ?? '',
  shippingMethodId: note.shipping?.shippingMethodId ?? undefined,
  rows: noteRows(note.orderRows),
});
