/** Drop-ship notes: a supplier sends goods to the customer. They are on a purchase order and never in a warehouse. */
import { z } from 'zod';
import { API_USER_ID, type Account } from '../../account';
import { decimalField, idField } from '../../endpoint';
import { badRequest } from '../../failure';
import { goodsNoteChanged } from '../../order/order-changes';
import { openQuantity, receivedQuantity, shippingStatus, stockRows } from '../../order/stock-status';
import type { Order } from '../../records';
import type { DropShipNote } from '../records';
import { trimReservation, wholeQuantity } from '../reservations';

export const dropShipBody = z.object({
  suppliers: z
    .array(
      z.object({
        supplierId: idField,
        purchaseOrderId: idField,
        products: z
          .array(
            z.object({
              productId: idField,
              purchaseOrderRowId: idField,
              salesOrderRowId: idField,
              quantity: wholeQuantity,
              productValue: z.object({ currency: z.string(), value: decimalField }).nullish(),
            }),
          )
          .min(1, 'is required'),
      }),
    )
    .min(1, 'names no supplier'),
});

type Supply = z.output<typeof dropShipBody>['suppliers'][number];
type Goods = Supply['products'][number];

/** One note for each supplier that is named; all of them or none. */
export function createDropShipNotes(account: Account, order: Order, supplies: readonly Supply[]): DropShipNote[] {
  checkSupplies(account, order, supplies);
  return supplies.map((supply) => {
    const note: DropShipNote = {
      id: account.state.nextId('goodsNote'),
      orderId: order.id,
      purchaseOrderId: supply.purchaseOrderId,
      supplierId: supply.supplierId,
      createdOn: account.now(),
      createdById: API_USER_ID,
      rows: supply.products.map(({ salesOrderRowId, purchaseOrderRowId, productId, quantity }) => ({
        rowId: salesOrderRowId,
        purchaseOrderRowId,
        productId,
        quantity,
      })),
      shipped: undefined,
      trackingReference: '',
      shippingMethodId: order.delivery.shippingMethodId,
    };
    account.state.dropShipNotes.set(note.id, note);
    trimReservation(account, order);
    changed(account, note, 'drop-ship-note.created');
    return note;
  });
}

export interface Shipping {
  /** Epoch milliseconds. */
  readonly occurredOn: number;
  readonly ownerId: number;
  readonly trackingReference?: string | undefined;
  readonly shippingMethodId?: number | undefined;
}

/** Cannot be undone, as with any note. */
export function shipDropShipNote(account: Account, note: DropShipNote, shipping: Shipping): void {
  if (note.shipped) throw badRequest('WHSB-980', `The drop-ship note ${note.id} is shipped`);
  note.shipped = { occurredOn: shipping.occurredOn, ownerId: shipping.ownerId };
  note.trackingReference = shipping.trackingReference ?? note.trackingReference;
  note.shippingMethodId = shipping.shippingMethodId ?? note.shippingMethodId;
  changed(account, note, 'drop-ship-note.modified.shipped');
}

export function destroyDropShipNote(account: Account, note: DropShipNote): void {
  if (note.shipped) throw badRequest('WHSB-980', `The drop-ship note ${note.id} is shipped`);
  account.state.dropShipNotes.delete(note.id);
  changed(account, note, 'drop-ship-note.destroyed');
}

/** Both orders follow: the sale in how far it is fulfilled, the purchase in how far it is received. */
function changed(account: Account, note: DropShipNote, event: string): void {
  account.raise(event, note.id);
  for (const id of [note.orderId, note.purchaseOrderId]) {
    const order = account.state.orders.get(id);
    if (!order) continue;
    const ships = order.type === 'SO' && event === 'drop-ship-note.modified.shipped';
    const isFullyShipped = ships && shippingStatus(account, order) === 'ASS';
    goodsNoteChanged(account, order, isFullyShipped ? ['order.modified.fully-shipped'] : []);
  }
}

/** Throws when the order cannot be shipped, or these goods are not on its rows and on the suppliers' orders. */
function checkSupplies(account: Account, order: Order, supplies: readonly Supply[]): void {
  if (order.type !== 'SO' || order.statusId === account.state.lists.cancelledStatusId) {
    throw badRequest('WHSB-960', `The order ${order.id} is no sales order that can be shipped`);
  }
  const all = supplies.flatMap(({ products }) => products);
  for (const supply of supplies) {
    const purchase = purchaseOf(account, supply);
    for (const goods of supply.products) {
      checkSold(account, order, goods, all);
      checkBought(account, purchase, goods, all);
    }
  }
}

function purchaseOf(account: Account, { supplierId, purchaseOrderId }: Supply): Order {
  const purchase = account.state.orders.get(purchaseOrderId);
  if (purchase?.type === 'PO' && purchase.customerId === supplierId) return purchase;
  throw badRequest('WHSC-981', `There is no purchase order ${purchaseOrderId} with the supplier ${supplierId}`);
}

function checkSold(account: Account, order: Order, goods: Goods, all: readonly Goods[]): void {
  const row = stockRows(account, order).find(({ id }) => id === goods.salesOrderRowId);
  if (row?.productId !== goods.productId) {
    throw badRequest('WHSC-961', `The order has no row ${goods.salesOrderRowId} with product ${goods.productId}`);
  }
  const together = quantityIn(all, ({ salesOrderRowId }) => salesOrderRowId === row.id);
  if (!Number.isInteger(goods.quantity) || goods.quantity <= 0 || openQuantity(account, order, row) < together) {
    throw badRequest('WHSC-962', `${together} is not a quantity that is open on the row ${row.id}`);
  }
}

function checkBought(account: Account, purchase: Order, goods: Goods, all: readonly Goods[]): void {
  const row = purchase.rows.find(({ id }) => id === goods.purchaseOrderRowId);
  if (row?.productId !== goods.productId) {
    throw badRequest(
      'WHSC-982',
      `The purchase order ${purchase.id} has no row ${goods.purchaseOrderRowId} with product ${goods.productId}`,
    );
  }
  const sent = [...account.state.dropShipNotes.values()]
    .flatMap(({ rows }) => rows)
    .reduce((sum, part) => sum + (part.purchaseOrderRowId === row.id ? part.quantity : 0), 0);
  const together = quantityIn(all, ({ purchaseOrderRowId }) => purchaseOrderRowId === row.id);
  if (row.quantity.lt(sent + receivedQuantity(account, purchase, row.id) + together)) {
    throw badRequest('WHSC-983', `${together} is more than is open on the row ${row.id} of the purchase order`);
  }
}

const quantityIn = (goods: readonly Goods[], counts: (goods: Goods) => boolean): number =>
  goods.filter(counts).reduce((sum, { quantity }) => sum + quantity, 0);
