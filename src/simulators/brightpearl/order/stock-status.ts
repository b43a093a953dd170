/** What follows from an order's rows, reservation and goods notes. */
import type { Account } from '../account';
import type { Order, OrderRow, OrderType } from '../records';
import { isShipped } from '../warehouse/goods-out/note-events';
import type { DropShipNote, GoodsInNote, GoodsOutNote } from '../warehouse/records';

/** Rows that hold stock: neither free text, nor untracked products, nor a bundle's parent row. */
export const stockRows = (account: Account, order: Order): OrderRow[] =>
  order.rows.filter((row) => !row.bundleParent && account.state.products.get(row.productId)?.stockTracked === true);

export const notesOf = (account: Account, orderId: number): GoodsOutNote[] =>
  [...account.state.goodsOutNotes.values()].filter((note) => note.orderId === orderId);

export const dropShipNotesOf = (account: Account, orderId: number): DropShipNote[] =>
  [...account.state.dropShipNotes.values()].filter((note) => note.orderId === orderId);

export const goodsInNotesOf = (account: Account, orderId: number): GoodsInNote[] =>
  [...account.state.goodsInNotes.values()].filter((note) => note.orderId === orderId);

/** Goods of an order that leave, from a warehouse or from a supplier. */
interface Fulfillment {
  readonly shipped: boolean;
  readonly rows: readonly RowPart[];
}

interface RowPart {
  readonly rowId: number;
  readonly quantity: number;
}

const fulfillmentsOf = (account: Account, orderId: number): Fulfillment[] => [
  ...notesOf(account, orderId).map((note) => ({ shipped: isShipped(note), rows: note.rows })),
  ...dropShipNotesOf(account, orderId).map(({ shipped, rows }) => ({ shipped: shipped !== undefined, rows })),
];

/** How much of a row is on goods-out and drop-ship notes. */
export const fulfilledQuantity = (account: Account, order: Order, rowId: number): number =>
  quantityOf(fulfillmentsOf(account, order.id), rowId);

/** How much of a row is on neither. */
export const openQuantity = (account: Account, order: Order, row: OrderRow): number =>
  row.quantity.minus(fulfilledQuantity(account, order, row.id)).toNumber();

/** How much of a row came in: of a purchase order, or back on a sales credit. */
export const receivedQuantity = (account: Account, order: Order, rowId: number): number =>
  goodsInNotesOf(account, order.id)
    .flatMap(({ rows }) => rows)
    .reduce((sum, { orderRowId, quantity }) => sum + (orderRowId === rowId ? quantity : 0), 0);

/** ANR nothing to allocate, ANA nothing allocated, APA a part, AAA all. What is on a note stays allocated. */
export function allocationStatus(account: Account, order: Order): 'ANR' | 'ANA' | 'APA' | 'AAA' {
  if (order.type !== 'SO') return 'ANR';
  const reserved = account.state.reservations.get(order.id)?.rows;
  const fulfillments = fulfillmentsOf(account, order.id);
  return shareOf(account, order, (rowId) => (reserved?.get(rowId)?.quantity ?? 0) + quantityOf(fulfillments, rowId), {
    nothing: 'ANR',
    none: 'ANA',
    part: 'APA',
    all: 'AAA',
  });
}

export type StockStatusCode = `${OrderType}${'N' | 'P' | 'A'}` | 'NON';

/** By the kind of order: SON nothing of it is on a note, SOP a part, SOA all; NON there is no stock to put on one. */
export function stockStatus(account: Account, order: Order): StockStatusCode {
  const { type } = order;
  return shareOf<StockStatusCode>(account, order, movedQuantity(account, order), {
    nothing: 'NON',
    none: `${type}N`,
    part: `${type}P`,
    all: `${type}A`,
  });
}

/** Of a purchase order what came in, or went past the warehouse; of a sales credit what came back. */
function movedQuantity(account: Account, order: Order): (rowId: number) => number {
  if (order.type === 'SO') {
    const fulfillments = fulfillmentsOf(account, order.id);
    return (rowId) => quantityOf(fulfillments, rowId);
  }
  const past = [...account.state.dropShipNotes.values()]
    .filter(({ purchaseOrderId, shipped }) => purchaseOrderId === order.id && shipped)
    .flatMap(({ rows }) => rows);
  return (rowId) =>
    receivedQuantity(account, order, rowId) +
    past.reduce((sum, { purchaseOrderRowId, quantity }) => sum + (purchaseOrderRowId === rowId ? quantity : 0), 0);
}

/** SNS nothing is shipped, SPS a part, ASS all, NST there is no stock to ship. */
export function shippingStatus(account: Account, order: Order): 'SNS' | 'SPS' | 'ASS' | 'NST' {
  const shipped = fulfillmentsOf(account, order.id).filter((fulfillment) => fulfillment.shipped);
  const codes = { nothing: 'NST', none: 'SNS', part: 'SPS', all: 'ASS' } as const;
  return shareOf(account, order, (rowId) => quantityOf(shipped, rowId), codes);
}

const quantityOf = (fulfillments: readonly Fulfillment[], rowId: number): number =>
  fulfillments.reduce(
    (sum, { rows }) => rows.reduce((more, row) => more + (row.rowId === rowId ? row.quantity : 0), sum),
    0,
  );

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
