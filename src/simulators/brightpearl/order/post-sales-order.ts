import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { NOTHING, readBody, response, type Envelope } from '../endpoint';
import type { Order } from '../records';
import { createOrder } from './new-order';
import { salesOrderField, type SalesOrderBody } from './order-input';

/**
 * Creates a sales order with its rows at once. A pair of externalRef and instance id that is taken is no error: the
 * stored order stays as it is, whatever the body says. With either half missing there is no such check.
 */
export function postSalesOrder(account: Account, request: SimRequest): Envelope {
  const body = keyed(account, readBody(salesOrderField, request, 'ORDC-900'));
  const stored = duplicateOf(account, body);
  if (stored) return account.switches.duplicatePostBody === 'existing-id' ? response(stored.id) : NOTHING;
  const order = createOrder(account, body);
  account.raise('sales-order.created', order.id);
  return response(order.id);
}

const keyed = (account: Account, body: SalesOrderBody): SalesOrderBody =>
  account.switches.instanceIdMode === 'absent' ? { ...body, installedIntegrationInstanceId: undefined } : body;

function duplicateOf(account: Account, body: SalesOrderBody): Order | undefined {
  const { externalRef, installedIntegrationInstanceId: instanceId } = body;
  if (!externalRef || instanceId === null || instanceId === undefined) return undefined;
  return [...account.state.orders.values()].find(
    (order) => order.type === 'SO' && order.externalRef === externalRef && order.instanceId === instanceId,
  );
}
