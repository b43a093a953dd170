import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { numericParam, param } from '../endpoint';
import { badRequest, notFound } from '../failure';
import type { Order, OrderType } from '../records';

/** The order that a path names, in its part `name`. */
export function orderOf(account: Account, request: SimRequest, name = 'id'): Order {
  const order = account.state.orders.get(numericParam(request, name));
  if (!order) throw notFound(`No order ${param(request, name)} found`);
  return order;
}

/** As {@link orderOf}; an order of another type is not found. */
export function orderOfType(account: Account, request: SimRequest, type: OrderType): Order {
  const order = orderOf(account, request);
  if (order.type !== type) throw notFound(`No order ${order.id} found`);
  return order;
}

/** For the control API: throws with what is wrong. */
export function orderIn(account: Account, id: string | number | undefined): Order {
  const order = account.state.orders.get(Number(id));
  if (!order) throw new Error(`There is no order ${id}`);
  return order;
}

export const isCancelled = (account: Account, order: Order): boolean =>
  order.statusId === account.state.lists.cancelledStatusId;

export function checkOpen(order: Order): void {
  if (order.closedOn !== undefined) throw badRequest('ORDC-935', `The order ${order.id} is invoiced`);
}
