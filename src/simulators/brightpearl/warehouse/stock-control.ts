/** The control routes of stock: what people do in the warehouse, and the whole truth about it. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimResponse } from '../../core/http';
import type { Account } from '../account';
import { orderIn } from '../order/orders';
import { openQuantity, stockRows } from '../order/stock-status';
import { productBySku } from '../product/products';
import type { Order } from '../records';
import { receiveGoods, setOnHand } from './corrections';
import { changeReservation, releaseReservation, reserve } from './reservations';
import { checkWarehouse } from './stock';
import { stockLedger } from './stock-ledger';

const shelfFields = { sku: z.string(), warehouseId: z.number().int() };

const stockChange = z.union([
  z.strictObject({ ...shelfFields, onHand: z.number().int() }),
  z.strictObject({ ...shelfFields, receive: z.number().int().positive() }),
]);

const stockBody = z.union([z.array(stockChange), stockChange.transform((change) => [change])]);

/** Default: the order's own warehouse. */
const reservationBody = z.strictObject({ warehouseId: z.number().int().optional() });

const DONE: SimResponse = { status: 204 };

export const stockControl = (account: Account): Route[] => [
  {
    method: 'GET',
    path: '/_sim/stock',
    handle: ({ query }) => ({ status: 200, body: stockLedger(account, query.get('sku') ?? undefined) }),
  },
  {
    method: 'POST',
    path: '/_sim/stock',
    handle: (request) => {
      for (const change of readControlBody(stockBody, request)) changeStock(account, change);
      return DONE;
    },
  },
  ...reservationControl(account),
];

/** Counts a shelf, or takes goods in. */
function changeStock(account: Account, change: z.output<typeof stockChange>): void {
  const { sku, warehouseId } = change;
  const shelf = { productId: productBySku(account, sku).id, warehouseId };
  checkWarehouse(account, warehouseId);
  if ('receive' in change) receiveGoods(account, shelf, change.receive);
  else setOnHand(account, shelf, change.onHand);
}

const reservationControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/sales-orders/{id}/reservation',
    handle: (request) => {
      reserveEverything(account, orderIn(account, request.params['id']), readControlBody(reservationBody, request));
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/sales-orders/{id}/reservation',
    handle: (request) => {
      releaseReservation(account, orderIn(account, request.params['id']));
      return DONE;
    },
  },
];

/** Whatever is open of the order, as far as there is stock; a reservation that is there stays in its warehouse. */
function reserveEverything(account: Account, order: Order, { warehouseId }: z.output<typeof reservationBody>): void {
  const open = stockRows(account, order)
    .map((row) => ({
      productId: row.productId,
      salesOrderRowId: row.id,
      quantity: openQuantity(account, order, row),
    }))
    .filter(({ quantity }) => quantity > 0);
  if (account.state.reservations.has(order.id)) changeReservation(account, order, open);
  else reserve(account, order, warehouseId ?? order.warehouseId, open);
}
