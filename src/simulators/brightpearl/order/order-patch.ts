import { z } from 'zod';
import type { Account } from '../account';
import { badRequest, invalidPatch } from '../failure';
import type { Order } from '../records';
import { parseTime } from '../times';
import { orderChanged } from './order-changes';
import { checkOpen } from './orders';
import { notesOf } from './stock-status';

export const patchBody = z.array(
  z.object({ op: z.enum(['add', 'replace', 'remove']), path: z.string(), value: z.unknown().optional() }),
);

export type PatchOperation = z.output<typeof patchBody>[number];

/** Applies a JSON Patch to an order. Beyond the few paths that Brightpearl allows everything is CMNC-044, status 500. */
export function patchOrder(account: Account, order: Order, operations: readonly PatchOperation[]): void {
  const changes = operations.map((operation) => changeOf(account, order, operation));
  for (const apply of changes) apply();
  orderChanged(account, order);
}

/** Checks one operation; the answer carries it out. Nothing is applied before every operation was checked. */
function changeOf(account: Account, order: Order, { op, path, value }: PatchOperation): () => void {
  if (path === '/reference' && op === 'remove') return () => void (order.ref = '');
  if (op !== 'replace') throw invalidPatch(op, path);
  switch (path) {
    case '/reference':
      return replaceReference(order, value);
    case '/warehouseId':
      return replaceWarehouse(account, order, idIn(account.state.lists.warehouses, value, 'warehouse'));
    case '/delivery/shippingMethodId': {
      const id = idIn(account.state.lists.shippingMethods, value, 'shipping method');
      return () => void (order.delivery.shippingMethodId = id);
    }
    case '/delivery/deliveryDate': {
      const date = parseTime(String(value));
      if (date === undefined) throw badRequest('ORDC-931', `${String(value)} is not a date`);
      return () => void (order.delivery.date = date);
    }
    case '/parties/customer/contactId': {
      const id = contactIdFor(account, order, value);
      return () => void (order.customerId = id);
    }
    case '/parties/billing/contactId': {
      const id = contactIdFor(account, order, value);
      return () => void (order.billing.contactId = id);
    }
    default:
      throw invalidPatch(op, path);
  }
}

function replaceReference(order: Order, value: unknown): () => void {
  if (typeof value !== 'string' || value.length > 64) {
    throw badRequest('ORDC-932', 'A reference is a text of 64 characters at most');
  }
  return () => void (order.ref = value);
}

/** Throws while the order is allocated. */
export function checkWarehouseChange(account: Account, order: Order): void {
  if (account.state.reservations.has(order.id) || notesOf(account, order.id).length > 0) {
    throw badRequest('ORDC-933', `The order ${order.id} is allocated: its warehouse cannot change`);
  }
}

function replaceWarehouse(account: Account, order: Order, id: number): () => void {
  checkWarehouseChange(account, order);
  return () => void (order.warehouseId = id);
}

function idIn(list: readonly { readonly id: number }[], value: unknown, what: string): number {
  const found = list.find(({ id }) => id === Number(value));
  if (!found) throw badRequest('ORDC-934', `There is no ${what} ${String(value)}`);
  return found.id;
}

function contactIdFor(account: Account, order: Order, value: unknown): number {
  checkOpen(order);
  return idIn([...account.state.contacts.values()], value, 'contact');
}
