/** What shoppers, staff and the merchant do in the store: as functions, and as routes under `/_sim/`. */
import { z } from 'zod';
import { readControlBody } from '../core/control';
import type { Route, SimRequest } from '../core/http';
import { cartSchema, checkOut, type Cart } from './checkout';
import type { ApiClient } from './clients';
import type { SimContext } from './context';
import { catalogControlRoutes, createCatalogControl, type CatalogControl } from './control-catalog';
import { createOrderControl, existingOrder, orderControlRoutes, type OrderControl } from './control-orders';
import { controlPost } from './control-routes';
import { createStockControl, stockControlRoutes, type StockControl } from './control-stock';
import { createCustomerControl, customerControlRoutes, type CustomerControl } from './customers/control-customers';
import { parseDate, toSecond } from './dates';
import { announceNewOrder, archiveOrder } from './order-changes';
import { editOrder, type OrderEdit } from './order-edit';
import { ingestOrder, type OrderParts } from './order-ingest';
import { ledger } from './ledger';
import { createPriceControl, priceControlRoutes, type PriceControl } from './prices/control-prices';
import { textOf, type Mail, type StoredOrder } from './state';
import { DEFAULT_SWITCHES, type BigCommerceSwitches } from './switches';

export interface BigCommerceControl extends CatalogControl, CustomerControl, PriceControl, StockControl, OrderControl {
  /** A shopper places an order; fires what that fires. Answers its id. */
  readonly addOrder: (order: NewOrder) => number;
  /** A shopper buys what the storefront has at this moment, or learns what is left of it, by SKU. */
  readonly checkout: (cart: Cart) => { readonly id: number } | { readonly left: Readonly<Record<string, number>> };
  /** A shopper or staff changes an order. */
  readonly editOrder: (id: number, edit: OrderEdit) => void;
  readonly archiveOrder: (id: number) => void;
  readonly addClient: (client: ApiClient) => void;
  readonly revokeClient: (clientId: string) => void;
  readonly setSwitches: (switches: Partial<BigCommerceSwitches>) => void;
  readonly mails: () => readonly Mail[];
}

export interface NewOrder extends OrderParts {
  /** An old order: keeps its `date_modified`, fires nothing, and moved its stock long ago. */
  readonly historical?: boolean | undefined;
}

const fields = z.record(z.string(), z.unknown());
const list = z.array(fields).optional();
const parts = { taxes: list, coupons: list, shipments: list, transactions: list, refunds: list };
const newOrderSchema = z.strictObject({
  order: fields,
  products: list,
  ...parts,
  historical: z.boolean().optional(),
});
const editSchema = z.strictObject({ order: fields.default({}), ...parts });
const clientSchema = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  token: z.string().min(1),
  kind: z.enum(['store', 'app']).default('store'),
  scopes: z.array(z.string()).default(['*']),
});

export function createControl(context: SimContext): BigCommerceControl {
  return {
    ...createCatalogControl(context),
    ...createCustomerControl(context),
    ...createPriceControl(context),
    ...createStockControl(context),
    ...createOrderControl(context),
    addOrder: (order) => placeOrder(context, order).id,
    checkout: (cart) => {
      const result = checkOut(context, cart);
      return 'left' in result ? result : { id: placeOrder(context, result.order).id };
    },
    editOrder: (id, edit) => editOrder(context, existingOrder(context, id), edit),
    archiveOrder: (id) => archiveOrder(context, existingOrder(context, id)),
    addClient: (client) => context.clients.add(client),
    revokeClient: (clientId) => {
      if (!context.clients.revoke(clientId)) throw new Error(`There is no API account ${clientId}`);
    },
    setSwitches: (switches) => void Object.assign(context.switches, checked(switches)),
    mails: () => context.state.mails,
  };
}

export function bigCommerceControlRoutes(context: SimContext, control: BigCommerceControl): Route[] {
  const idOf = ({ params }: SimRequest): number => Number(params['id']);
  return [
    controlPost('orders', (request) => ({ id: control.addOrder(readControlBody(newOrderSchema, request)) })),
    controlPost('orders/{id}', (request) => control.editOrder(idOf(request), readControlBody(editSchema, request))),
    controlPost('orders/{id}/archive', (request) => control.archiveOrder(idOf(request))),
    { method: 'POST', path: '/_sim/checkout', handle: (request) => checkoutAnswer(control, request) },
    ...catalogControlRoutes(control),
    ...priceControlRoutes(control),
    ...stockControlRoutes(control),
    ...orderControlRoutes(control),
    ...customerControlRoutes(control),
    controlPost('clients', (request) => control.addClient(readControlBody(clientSchema, request))),
    controlPost('clients/{id}/revoke', ({ params }) => control.revokeClient(params['id'] ?? '')),
    controlPost('switches', (request) => {
      control.setSwitches(readControlBody(fields, request));
      return context.switches;
    }),
    { method: 'GET', path: '/_sim/switches', handle: () => ({ status: 200, body: context.switches }) },
    { method: 'GET', path: '/_sim/ledger', handle: () => ({ status: 200, body: ledger(context.state) }) },
    { method: 'GET', path: '/_sim/mails', handle: () => ({ status: 200, body: { mails: control.mails() } }) },
  ];
}

function checkoutAnswer(control: BigCommerceControl, request: SimRequest) {
  const result = control.checkout(readControlBody(cartSchema, request));
  if ('id' in result) return { status: 200, body: result };
  return { status: 409, body: { error: 'The storefront has too few', ...result } };
}

function placeOrder(context: SimContext, { historical, ...order }: NewOrder): StoredOrder {
  const stored = ingestOrder(context.state, order, context.clock.now());
  if (historical === true) {
    stored.modifiedAt = toSecond(parseDate(textOf(order.order['date_modified'])) ?? stored.createdAt);
    stored.stock = [];
  } else {
    announceNewOrder(context, stored, 'shopper');
    for (const refund of stored.refunds) context.events.refundCreated(stored, refund);
  }
  return stored;
}

function checked(switches: Partial<BigCommerceSwitches>): Partial<BigCommerceSwitches> {
  const unknown = Object.keys(switches).find((name) => !(name in DEFAULT_SWITCHES));
  if (unknown) throw new Error(`There is no switch ${unknown}; known are ${Object.keys(DEFAULT_SWITCHES).join(', ')}`);
  return switches;
}
