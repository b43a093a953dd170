/** `PUT sales-order`: the whole order anew. What the message leaves out is gone, or at its default. */
import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { checkVersion, readBody } from '../endpoint';
import { badRequest } from '../failure';
import type { Order } from '../records';
import { trimReservation } from '../warehouse/reservations';
import { headerOf } from './new-order';
import { orderChanged } from './order-changes';
import { salesOrderField, type SalesOrderBody } from './order-input';
import { checkWarehouseChange } from './order-patch';
import { checkStatus, moveTo } from './order-status';
import { checkOpen, orderOfType } from './orders';
import { duplicateOf } from './post-sales-order';
import { replacedRows } from './put-rows';

/** Everything is checked first: a refused message changes nothing. */
export function putSalesOrder(account: Account, request: SimRequest): void {
  const order = orderOfType(account, request, 'SO');
  const body = readBody(salesOrderField, request, 'ORDC-900');
  checkVersion(request, order.version, `The order ${order.id}`);
  const { statusId, ...header } = keyed(account, order, headerOf(account, body, order.type));
  checkHeader(account, order, body, header);
  if (statusId !== order.statusId) checkStatus(account, order, statusId);
  const rows = replacedRows(account, order, body.rows);
  Object.assign(order, header, { rows });
  trimReservation(account, order);
  const moves = statusId !== order.statusId;
  if (moves) moveTo(account, order, statusId);
  orderChanged(account, order, moves ? ['order.modified.order-status'] : []);
}

type Header = ReturnType<typeof headerOf>;

/** Without a reference the order loses its own, or keeps it, with the instance id that makes it unique. */
const keyed = (account: Account, { externalRef, instanceId }: Order, header: Header): Header =>
  header.externalRef === undefined && account.switches.putWithoutExternalRef === 'keeps'
    ? { ...header, externalRef, instanceId }
    : header;

function checkHeader(
  account: Account,
  order: Order,
  { currency }: SalesOrderBody,
  header: Omit<Header, 'statusId'>,
): void {
  if (currency && currency.code !== order.currency.code) {
    throw badRequest('ORDC-940', `The currency of the order ${order.id} is ${order.currency.code} and stays so`);
  }
  if (header.customerId !== order.customerId || header.billing.contactId !== order.billing.contactId) checkOpen(order);
  if (header.warehouseId !== order.warehouseId) checkWarehouseChange(account, order);
  const twin = duplicateOf(account, header, order.type);
  if (twin && twin !== order) {
    throw badRequest('ORDB-941', `The order ${twin.id} has the reference ${header.externalRef} already`);
  }
}
