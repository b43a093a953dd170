/** What follows from an order's rows, reservation and goods-out notes. */
import type { Account } from '../account';
import type { Order, OrderRow } from '../records';
import { isShipped } from '../warehouse/goods-out/note-events';
import type { GoodsOutNote } from '../warehouse/records';

/** Rows that hold stock: neither free text, nor untracked products, nor a bundle's parent row. */
export const stockRows = (account: Account, order: Order): OrderRow[] =>
  order.rows.filter((row) => !row.bundleParent && account.state.products.get(row.productId)?.stockTracked === true);

export const notesOf = (account: Account, orderId: number): GoodsOutNote[] =>
  [...account.state.goodsOutNotes.values()].filter((note) => note.orderId === orderId);

/** How much of a row is on no goods-out note yet. */
export const openQuantity = (account: Account, order: Order, row: OrderRow): number =>
  row.quantity.minus(quantityOf(notesOf(account, order.id), row.id)).toNumber();

/** ANR nothing to allocate, ANA nothing allocated, APA a part, AAA all. What is on a note stays allocated. */
export function allocationStatus(account: Account, order: Order): 'ANR' | 'ANA' | 'APA' | 'AAA' {
  const reserved = account.state.reservations.get(order.id)?.rows;
  const notes = notesOf(account, order.id);
  return shareOf(account, order, (rowId) => (reserved?.get(rowId)?.quantity ?? 0) + quantityOf(notes, rowId), {
    nothing: 'ANR',
    none: 'ANA',
    part: 'APA',
    all: 'AAA',
  });
}

/** Of a sales order: SON nothing is on a note, SOP a part, SOA all, NON there is no stock to put on one. */
export function stockStatus(account: Account, order: Order): 'SON' | 'SOP' | 'SOA' | 'NON' {
  const notes = notesOf(account, order.id);
  const codes = { nothing: 'NON', none: 'SON', part: 'SOP', all: 'SOA' } as const;
  return shareOf(account, order, (rowId) => quantityOf(notes, rowId), codes);
}

/** SNS nothing is shipped, SPS a part, ASS all, NST there is no stock to ship. */
export function shippingStatus(account: Account, order: Order): 'SNS' | 'SPS' | 'ASS' | 'NST' {
  const shipped = notesOf(account, order.id).filter(isShipped);
  const codes = { nothing: 'NST', none: 'SNS', part: 'SPS', all: 'ASS' } as const;
  return shareOf(account, order, (rowId) => quantityOf(shipped, rowId), codes);
}

const quantityOf = (notes: readonly GoodsOutNote[], rowId: number): number =>
  notes.reduce((sum, { rows }) => rows.reduce((more, row) => more + (row.rowId === rowId ? row.quantity : 0), sum), 0);

type Share = 'nothing' | 'none' | 'part' | 'all';

/** How far `done` covers the order's stock, as a code. */
function shareOf<Code extends string>(
  account: Account,
  order: Order,
  done: (rowId: number) => number,
  codes: Readonly<Record<Share, Code>>,
): Code {
  const rows = stockRows(account, order);
  if (rows.length === 0) return codes.nothing;
  if (rows.every(({ id }) => done(id) === 0)) return codes.none;
  return rows.every((row) => row.quantity.lte(done(row.id))) ? codes.all : codes.part;
}
