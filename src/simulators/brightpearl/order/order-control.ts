/** The control routes of orders: what staff do in Brightpearl's own screens. */
import { readControlBody } from '../../core/control';
import type { Route, SimRequest, SimResponse } from '../../core/http';
import type { Account } from '../account';
import type { Order } from '../records';
import { closeOrder, uninvoice } from './closing';
import { setStatus } from './order-status';
import { orderIn } from './orders';
import { deleteOrder, mergeBody, mergeOrders, splitBody, splitOrder, voidOrder } from './staff-documents';
import { editOrder, staffEditBody, staffOrderBody, typeInOrder } from './staff-edits';

const ACTIONS: readonly (readonly [string, (account: Account, order: Order) => void])[] = [
  ['cancel', (account, order) => setStatus(account, order, { orderStatusId: account.state.lists.cancelledStatusId })],
  ['invoice', (account, order) => closeOrder(account, order, undefined)],
  ['uninvoice', uninvoice],
  ['void', voidOrder],
];

const DONE: SimResponse = { status: 204 };

const answerWith = ({ id }: Order): SimResponse => ({ status: 200, body: { id } });

export const orderControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/sales-orders',
    handle: (request) => answerWith(typeInOrder(account, readControlBody(staffOrderBody, request), 'SO')),
  },
  {
    method: 'POST',
    path: '/_sim/sales-credits',
    handle: (request) => answerWith(typeInOrder(account, readControlBody(staffOrderBody, request), 'SC')),
  },
  {
    method: 'POST',
    path: '/_sim/sales-orders/merge',
    handle: (request) => {
      const { into, from, leaves } = readControlBody(mergeBody, request);
      mergeOrders(
        account,
        orderIn(account, into),
        from.map((id) => orderIn(account, id)),
        leaves,
      );
      return DONE;
    },
  },
  {
    method: 'POST',
    path: '/_sim/sales-orders/{id}',
    handle: (request) => {
      const edit = readControlBody(staffEditBody, request);
      return answerWith(editOrder(account, Number(request.params['id']), edit));
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/sales-orders/{id}',
    handle: (request) => {
      deleteOrder(account, named(account, request));
      return DONE;
    },
  },
  {
    method: 'POST',
    path: '/_sim/sales-orders/{id}/split',
    handle: (request) => answerWith(splitOrder(account, named(account, request), readControlBody(splitBody, request))),
  },
  ...ACTIONS.map(([action, act]): Route => ({
    method: 'POST',
    path: `/_sim/sales-orders/{id}/${action}`,
    handle: (request) => {
      act(account, named(account, request));
      return DONE;
    },
  })),
];

const named = (account: Account, { params }: SimRequest): Order => orderIn(account, params['id']);
