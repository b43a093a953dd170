/** The control routes of what comes from suppliers and what customers send back. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest, SimResponse } from '../../core/http';
import { API_USER_ID, type Account } from '../account';
import { Decimal, ZERO } from '../decimals';
import { createOrder } from '../order/new-order';
import { orderIn } from '../order/orders';
import { receivedQuantity, stockRows } from '../order/stock-status';
import { productBySku } from '../product/products';
import type { Order } from '../records';
import { createDropShipNotes, destroyDropShipNote, shipDropShipNote } from './drop-ship/notes';
import { takeGoodsIn } from './goods-in/notes';
import { chosenRowField, plannedRows } from './goods-out/staff-notes';
import { defaultLocationId, locationOf } from './locations';
import { releaseGoods } from './quarantine';
import type { DropShipNote } from './records';

const shippingFields = {
  /** Of the shipping event. What the public API shows of it is a switch. */
  trackingReference: z.string().max(64).optional(),
  shippingMethodId: z.number().int().optional(),
};

const dropShipBody = z.strictObject({
  salesOrderId: z.number().int(),
  /** Default: the first supplier of the account. */
  supplierId: z.number().int().optional(),
  /** Default: whatever of the order is on no note yet. */
  rows: z.array(chosenRowField).min(1).optional(),
  /** Of the purchase order that is made with the note. */
  reference: z.string().max(64).optional(),
  ship: z.boolean().optional(),
  ...shippingFields,
});

const goodsInBody = z.strictObject({
  /** A purchase order or a sales credit. */
  orderId: z.number().int(),
  /** Default: the order's own. */
  warehouseId: z.number().int().optional(),
  quarantine: z.boolean().optional(),
  /** Default: everything that is expected still. */
  rows: z.array(z.strictObject({ rowId: z.number().int(), quantity: z.number().int().positive() })).optional(),
});

const releaseBody = z.strictObject({
  sku: z.string(),
  warehouseId: z.number().int(),
  quantity: z.number().int().positive(),
});

const DONE: SimResponse = { status: 204 };

export const supplyControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/drop-ship-notes',
    handle: (request) => {
      const { id, purchaseOrderId } = typeInDropShip(account, readControlBody(dropShipBody, request));
      return { status: 200, body: { id, purchaseOrderId } };
    },
  },
  {
    method: 'POST',
    path: '/_sim/drop-ship-notes/{id}/ship',
    handle: (request) => {
      ship(account, noteIn(account, request), readControlBody(z.strictObject(shippingFields), request));
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/drop-ship-notes/{id}',
    handle: (request) => {
      destroyDropShipNote(account, noteIn(account, request));
      return DONE;
    },
  },
  {
    method: 'POST',
    path: '/_sim/goods-in-notes',
    handle: (request) => ({
      status: 200,
      body: { id: takeIn(account, readControlBody(goodsInBody, request)) },
    }),
  },
  {
    method: 'POST',
    path: '/_sim/quarantine-releases',
    handle: (request) => {
      const { sku, warehouseId, quantity } = readControlBody(releaseBody, request);
      const shelf = { productId: productBySku(account, sku).id, warehouseId };
      releaseGoods(account, shelf, quantity, defaultLocationId(account, warehouseId));
      return DONE;
    },
  },
];

/** The note, with the purchase order that it stands on. */
function typeInDropShip(account: Account, body: z.output<typeof dropShipBody>): DropShipNote {
  const order = orderIn(account, body.salesOrderId);
  const rows = plannedRows(account, order, body.rows);
  const supplierId = body.supplierId ?? firstSupplierId(account);
  const purchase = purchaseFor(account, order, supplierId, rows, body.reference);
  const products = rows.map(({ rowId, productId, quantity }, index) => ({
    productId,
    salesOrderRowId: rowId,
    purchaseOrderRowId: purchase.rows[index]?.id ?? 0,
    quantity,
  }));
  const [note] = createDropShipNotes(account, order, [{ supplierId, purchaseOrderId: purchase.id, products }]);
  if (!note) throw new RangeError(`The order ${order.id} got no drop-ship note`);
  if (body.ship) ship(account, note, body);
  return note;
}

function purchaseFor(
  account: Account,
  sale: Order,
  supplierId: number,
  rows: readonly { readonly productId: number; readonly quantity: number }[],
  ref: string | undefined,
): Order {
  const purchase = createOrder(
    account,
    {
      customer: { id: supplierId, address: undefined },
      parentId: sale.id,
      ref,
      rows: rows.map(({ productId, quantity }) => ({
        productId,
        quantity: new Decimal(quantity),
        taxCode: account.state.products.get(productId)?.taxCode ?? '',
        net: ZERO,
        tax: ZERO,
      })),
    },
    'PO',
  );
  purchase.delivery = { ...sale.delivery };
  return purchase;
}

function firstSupplierId(account: Account): number {
  const supplier = [...account.state.contacts.values()].find(({ isSupplier }) => isSupplier);
  if (!supplier) throw new Error('The account has no supplier: add a contact that is one');
  return supplier.id;
}

const ship = (
  account: Account,
  note: DropShipNote,
  shipping: { readonly trackingReference?: string | undefined; readonly shippingMethodId?: number | undefined },
): void => shipDropShipNote(account, note, { ...shipping, occurredOn: account.now(), ownerId: API_USER_ID });

function takeIn(account: Account, { orderId, warehouseId, quarantine, rows }: z.output<typeof goodsInBody>): number {
  const order = orderIn(account, orderId);
  const into = warehouseId ?? order.warehouseId;
  const destinationLocationId = locationOf(account, into, quarantine ? 'quarantine' : 'default').id;
  const expected = stockRows(account, order).flatMap((row) => {
    const open = row.quantity.minus(receivedQuantity(account, order, row.id)).toNumber();
    const quantity = rows ? (rows.find(({ rowId }) => rowId === row.id)?.quantity ?? 0) : open;
    return quantity > 0 ? [{ productId: row.productId, purchaseOrderRowId: row.id, quantity }] : [];
  });
  if (expected.length === 0) throw new Error(`The order ${order.id} expects no such goods`);
  const productValue = { currency: account.state.lists.baseCurrency, value: ZERO };
  const goodsMoved = expected.map((goods) => ({ ...goods, destinationLocationId, productValue }));
  return takeGoodsIn(account, order, { warehouseId: into, goodsMoved }).id;
}

function noteIn(account: Account, { params }: SimRequest): DropShipNote {
  const note = account.state.dropShipNotes.get(Number(params['id']));
  if (!note) throw new Error(`There is no drop-ship note ${params['id']}`);
  return note;
}
