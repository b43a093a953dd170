import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { NOTHING, readBody, response, type Envelope } from '../endpoint';
import type { Order, OrderType } from '../records';
import { createOrder } from './new-order';
import { salesOrderField, type SalesOrderBody } from './order-input';

/**
 * Creates a sales order or a sales credit with its rows at once. A pair of externalRef and instance id that is taken is
 * no error: what is stored stays as it is, whatever the body says. With either half missing there is no such check.
 */
export function postSale(account: Account, request: SimRequest, type: 'SO' | 'SC'): Envelope {
  const body = keyed(account, readBody(salesOrderField, request, 'ORDC-900'));
  const key = { externalRef: body.externalRef, instanceId: body.installedIntegrationInstanceId };
  const stored = duplicateOf(account, key, type);
  if (stored) return account.switches.duplicatePostBody === 'existing-id' ? response(stored.id) : NOTHING;
  const order = createOrder(account, body, type);
  // Nothing that can be subscribed to tells of a new credit.
  if (type === 'SO') account.raise('sales-order.created', order.id);
  return response(order.id);
}

const keyed = (account: Account, body: SalesOrderBody): SalesOrderBody =>
  account.switches.instanceIdMode === 'absent' ? { ...body, installedIntegrationInstanceId: undefined } : body;

interface Key {
  readonly externalRef: string | null | undefined;
  readonly instanceId: number | null | undefined;
}

/** The order of that type that has the key. */
export function duplicateOf(account: Account, { externalRef, instanceId }: Key, type: OrderType): Order | undefined {
  if (!externalRef || instanceId === null || instanceId === undefined) return undefined;
  return [...account.state.orders.values()].find(
    (order) => order.type === type && order.externalRef === externalRef && order.instanceId === instanceId,
  );
}
