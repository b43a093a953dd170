/** Goods-out notes: what leaves the warehouse for an order. Their rows stay allocated until they are shipped. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, noneIfNotFound } from './id-set';
import { noteRows, noteRowsSchema, type BpNoteRow } from './note-rows';
import { walkPeriod } from './period-walk';
import { read, type CallOptions } from './transport';

/** Ids per GET of notes, more than elsewhere. */
const MAX_IDS = 500;

const noteSchema = z.object({
  /** 0 for a transfer between warehouses. */
  orderId: z.number().int(),
  warehouseId: z.number().int(),
  status: z.object({ shipped: z.boolean(), shippedOn: z.string().nullish(), packed: z.boolean().nullish() }),
  shipping: z.object({ reference: z.string().nullish(), shippingMethodId: z.number().int().nullish() }).nullish(),
  orderRows: noteRowsSchema,
});

const notesSchema = z.record(z.string(), noteSchema);

export interface BpGoodsOutNote {
  readonly id: number;
  readonly orderId: number;
  readonly warehouseId: number;
  readonly shipped: boolean;
  readonly shippedOn: string | undefined;
  readonly packed: boolean;
  /** The tracking number; empty where there is none, also on notes that are shipped. */
  readonly reference: string;
  readonly shippingMethodId: number | undefined;
  readonly rows: readonly BpNoteRow[];
}

const searchRowSchema = z
  .object({
    goodsOutNoteId: z.number().int(),
    orderId: z.number().int(),
    createdOn: z.string(),
    shipped: z.boolean(),
    shippedOn: z.string().nullish(),
    transfer: z.boolean(),
  })
  .transform(({ goodsOutNoteId, shippedOn, ...row }) => ({
    id: goodsOutNoteId,
    shippedOn: shippedOn ?? undefined,
    ...row,
  }));

/** A note as the search lists it. */
export type BpGoodsOutNoteRow = z.output<typeof searchRowSchema>;

export interface NoteWalk extends CallOptions {
  /** There is no date of change: notes that were made and notes that left are two walks. */
  readonly by: 'createdOn' | 'shippedOn';
  readonly since: Date;
  /** Only those that have not left. @default false */
  readonly unshipped?: boolean;
}

/** Every note of a period, transfers between warehouses left out. By the index, which lags. */
export async function* walkNotes(
  http: HttpClient,
  { by, since, unshipped = false, signal }: NoteWalk,
): AsyncGenerator<BpGoodsOutNoteRow[], void, undefined> {
  const rows = walkPeriod(http, {
    path: '/warehouse-service/goods-note/goods-out-search',
    dateFilter: by,
    filters: unshipped ? { shipped: false } : {},
    since,
    row: searchRowSchema,
    versionOf: ({ id, shipped }) => `${id}@${shipped}`,
    signal,
  });
  for await (const page of rows) {
    yield page.filter(({ transfer, orderId, shipped }) => !transfer && orderId > 0 && !(unshipped && shipped));
  }
}

/** Notes by their ids; those that are gone are missing. */
export const readNotes = (http: HttpClient, ids: Iterable<number>, options?: CallOptions): Promise<BpGoodsOutNote[]> =>
  readById(http, ids, { pathOf: (set) => `${NOTES_OF}/*/goods-note/goods-out/${set}`, idOf: ({ id }) => id }, options);

/** The notes of these orders, in no particular order: an order has none, one or several. */
export const readNotesOfOrders = (
  http: HttpClient,
  orderIds: Iterable<number>,
  options?: CallOptions,
): Promise<BpGoodsOutNote[]> =>
  readById(
    http,
    orderIds,
    { pathOf: (set) => `${NOTES_OF}/${set}/goods-note/goods-out/`, idOf: ({ orderId }) => orderId },
    options,
  );

const NOTES_OF = '/warehouse-service/order';

interface ById {
  readonly pathOf: (idSet: string) => string;
  /** Which of the ids that were asked for brought a note. */
  readonly idOf: (note: BpGoodsOutNote) => number;
}

async function readById(
  http: HttpClient,
  ids: Iterable<number>,
  { pathOf, idOf }: ById,
  { signal }: CallOptions = {},
): Promise<BpGoodsOutNote[]> {
  const notes: BpGoodsOutNote[] = [];
  for (const chunk of chunkIds(ids, MAX_IDS)) {
    const path = pathOf(formatIdSet(chunk));
    const found = (await noneIfNotFound(read(http, { path, response: notesSchema, signal }))) ?? {};
    const wanted = new Set(chunk);
    const answered = Object.entries(found).map(([id, note]) => toNote(Number(id), note));
    notes.push(...answered.filter((note) => wanted.has(idOf(note))));
  }
  return notes;
}

const toNote = (id: number, { status, shipping, orderRows, ...note }: z.infer<typeof noteSchema>): BpGoodsOutNote => ({
  id,
  ...note,
  shipped: status.shipped,
  shippedOn: status.shippedOn ?? undefined,
  packed: status.packed ?? false,
  reference: shipping?.reference ?? '',
  shippingMethodId: shipping?.shippingMethodId ?? undefined,
  rows: noteRows(orderRows),
});
