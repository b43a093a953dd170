import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { numericParam, param } from '../endpoint';
import { notFound } from '../failure';
import type { Order } from '../records';

/** The order that a path names, in its part `name`. */
export function orderOf(account: Account, request: SimRequest, name = 'id'): Order {
  const order = account.state.orders.get(numericParam(request, name));
  if (!order) throw notFound(`No order ${param(request, name)} found`);
  return order;
}
