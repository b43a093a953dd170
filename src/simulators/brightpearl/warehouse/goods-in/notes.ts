/** Goods-in notes: what comes in for a purchase order, and what customers send back on a sales credit. */
import { z } from 'zod';
import { API_USER_ID, type Account } from '../../account';
import { decimalField, idField, timeField } from '../../endpoint';
import { badRequest } from '../../failure';
import { goodsNoteChanged } from '../../order/order-changes';
import { receivedQuantity, stockRows } from '../../order/stock-status';
import type { Order } from '../../records';
import { locationIn } from '../locations';
import { moveGoods } from '../movements';
import type { GoodsInNote, GoodsInRow } from '../records';
import { wholeQuantity } from '../reservations';
import { checkWarehouse } from '../stock';

export const goodsInBody = z.object({
  transfer: z.literal(false, 'is not simulated').nullish(),
  warehouseId: idField,
  goodsMoved: z
    .array(
      z.object({
        productId: idField,
        purchaseOrderRowId: idField,
        quantity: wholeQuantity,
        destinationLocationId: idField,
        productValue: z.object({ currency: z.string(), value: decimalField }),
      }),
    )
    .min(1, 'names no goods'),
  receivedOn: timeField.nullish(),
  userBatchReference: z.string().min(1).nullish(),
});

export type GoodsInBody = z.output<typeof goodsInBody>;

/**
 * Takes goods in, all that are named or none. A product that is named for several rows makes several notes, of which
 * only the first one's id is answered.
 */
export function takeGoodsIn(account: Account, order: Order, body: GoodsInBody): GoodsInNote {
  checkGoods(account, order, body);
  const rows = body.goodsMoved.map((goods) => ({
    productId: goods.productId,
    orderRowId: goods.purchaseOrderRowId,
    quantity: goods.quantity,
    locationId: goods.destinationLocationId,
    value: goods.productValue.value,
  }));
  const [first, ...others] = separateNotes(rows).map((noteRows) => createNote(account, order, body, noteRows));
  if (!first) throw new RangeError(`Goods for the order ${order.id} made no note`);
  for (const { id } of [first, ...others]) account.raise('goods-in-note.created', id);
  goodsNoteChanged(account, order);
  return first;
}

/** Rows in as few notes as it takes for each to have a product once. */
function separateNotes(rows: readonly GoodsInRow[]): GoodsInRow[][] {
  const notes: GoodsInRow[][] = [];
  for (const row of rows) {
    const note = notes.find((others) => !others.some(({ productId }) => productId === row.productId));
    if (note) note.push(row);
    else notes.push([row]);
  }
  return notes;
}

function createNote(account: Account, order: Order, body: GoodsInBody, rows: readonly GoodsInRow[]): GoodsInNote {
  const note: GoodsInNote = {
    id: account.state.nextId('goodsNote'),
    orderId: order.id,
    warehouseId: body.warehouseId,
    transfer: false,
    userBatchReference: body.userBatchReference ?? undefined,
    receivedOn: body.receivedOn ?? account.now(),
    createdById: API_USER_ID,
    rows,
  };
  account.state.goodsInNotes.set(note.id, note);
  for (const { orderRowId, locationId, ...goods } of rows) {
    moveGoods(account, {
      ...goods,
      warehouseId: note.warehouseId,
      locationId,
      quarantined: locationIn(account, note.warehouseId, locationId).kind === 'quarantine',
      typeCode: 'GI',
      goodsNoteId: note.id,
      orderId: order.id,
      salesOrderRowId: undefined,
      purchaseOrderRowId: orderRowId,
    });
  }
  return note;
}

/** Throws when the order takes no goods in, or not these. */
function checkGoods(account: Account, order: Order, body: GoodsInBody): void {
  if (order.type !== 'PO' && order.type !== 'SC') {
    throw badRequest('WHSB-973', `The order ${order.id} is no purchase order or sales credit: no goods come in for it`);
  }
  checkWarehouse(account, body.warehouseId);
  checkBatchReference(account, body.userBatchReference ?? undefined);
  for (const goods of body.goodsMoved) {
    locationIn(account, body.warehouseId, goods.destinationLocationId);
    checkRow(account, order, goods, body.goodsMoved);
    const { baseCurrency } = account.state.lists;
    if (goods.productValue.currency !== baseCurrency) {
      throw badRequest('WHSC-974', `The value of goods is in ${baseCurrency}, not in ${goods.productValue.currency}`);
    }
  }
}

function checkBatchReference(account: Account, reference: string | undefined): void {
  const taken = [...account.state.goodsInNotes.values()].some((note) => note.userBatchReference === reference);
  if (reference !== undefined && taken) throw badRequest('WHSB-975', `There is a goods-in note ${reference} already`);
}

type Goods = GoodsInBody['goodsMoved'][number];

function checkRow(account: Account, order: Order, goods: Goods, all: readonly Goods[]): void {
  const row = stockRows(account, order).find(({ id }) => id === goods.purchaseOrderRowId);
  if (row?.productId !== goods.productId) {
    throw badRequest(
      'WHSC-976',
      `The order ${order.id} has no row ${goods.purchaseOrderRowId} with stock of product ${goods.productId}`,
    );
  }
  const together = all
    .filter(({ purchaseOrderRowId }) => purchaseOrderRowId === row.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const open = row.quantity.minus(receivedQuantity(account, order, row.id));
  if (!Number.isInteger(goods.quantity) || goods.quantity <= 0 || open.lt(together)) {
    throw badRequest('WHSC-977', `${together} is not a quantity that the row ${row.id} still expects`);
  }
}
