/** Sales orders and sales credits in their newer form: header and rows in one message. */
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, NOTHING, param, readBody, response } from '../endpoint';
import { getUris, readIdSet } from '../id-set';
import type { Order } from '../records';
import { closeBody, closeOrder } from './closing';
import { orderOfType } from './orders';
import { postSale } from './post-sales-order';
import { putSalesOrder } from './put-sales-order';
import { salesOrderView } from './sales-order-view';

export const saleRoutes = (account: Account): Route[] => [
  ...routesOf(account, 'sales-order', 'SO'),
  ...routesOf(account, 'sales-credit', 'SC'),
  endpoint('PUT', '/order-service/sales-order/{id}', (request) => {
    putSalesOrder(account, request);
    return NOTHING;
  }),
];

const routesOf = (account: Account, resource: string, type: 'SO' | 'SC'): Route[] => [
  endpoint('POST', `/order-service/${resource}`, (request) => postSale(account, request, type)),
  endpoint('GET', `/order-service/${resource}/{ids}`, (request) => {
    const ids = readIdSet(param(request, 'ids'));
    const found = ofType(account, type).filter(({ id }) => ids.has(id));
    return response(account.shuffled(found).map((order) => salesOrderView(account, order)));
  }),
  endpoint('OPTIONS', `/order-service/${resource}/{ids}`, (request) => {
    const ids = ofType(account, type).map(({ id }) => id);
    return response({ getUris: getUris(resource, param(request, 'ids'), ids) });
  }),
  endpoint('POST', `/order-service/${resource}/{id}/close`, (request) => {
    close(account, request, type);
    return NOTHING;
  }),
];

const ofType = (account: Account, type: 'SO' | 'SC'): Order[] =>
  [...account.state.orders.values()].filter((order) => order.type === type);

function close(account: Account, request: SimRequest, type: 'SO' | 'SC'): void {
  const order = orderOfType(account, request, type);
  const { taxDate } = readBody(closeBody, request, 'ORDC-946');
  closeOrder(account, order, taxDate ?? undefined);
}
