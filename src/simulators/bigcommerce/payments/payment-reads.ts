/** Transactions and refunds of orders: what is read of them (V3). */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3List, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { parseDate } from '../dates';
import type { Fields } from '../state';

export const paymentReadRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, scopes: readonly string[], handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path: `/v3/orders${path}`,
    scopes,
    handle,
  });
  return [
    read('/payment_actions/refunds', SCOPES.refundsRead, (request) => allRefunds(context, request)),
    read('/payment_actions/refunds/{refundId}', SCOPES.refundsRead, (request) => oneRefund(context, request)),
    read('/{id}/payment_actions/refunds', SCOPES.refundsRead, (request) => orderRefunds(context, request)),
    read('/{id}/transactions', SCOPES.transactionsRead, (request) => transactions(context, request)),
  ];
};

/** 204 without a body when the order has none. */
function transactions(context: SimContext, request: SimRequest): SimResponse {
  const order = context.state.orders.get(Number(request.params['id']));
  if (!order) return v3NotFound();
  return order.transactions.length === 0 ? { status: 204 } : v3List(order.transactions, request, context.switches);
}

function orderRefunds(context: SimContext, { params, query }: SimRequest): SimResponse {
  const order = context.state.orders.get(Number(params['id']));
  return order ? v3Answer(byTransaction(order.refunds, query)) : v3NotFound();
}

function oneRefund(context: SimContext, { params }: SimRequest): SimResponse {
  const refund = refundsOf(context).find(({ id }) => String(id) === params['refundId']);
  return refund ? v3Answer(refund) : v3NotFound();
}

function allRefunds(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const [min, max] = [dateOf(query.get('created:min')), dateOf(query.get('created:max'))];
  if (min === 'bad' || max === 'bad') return v3Error(422, 'The filter created is not an RFC 3339 date.');
  const orderIds = query.get('order_id:in')?.split(',');
  const ids = query.get('id:in')?.split(',');
  const wanted = (refund: Fields): boolean => {
    const created = new Date(String(refund['created']));
    return (
      (orderIds?.includes(String(refund['order_id'])) ?? true) &&
      (ids?.includes(String(refund['id'])) ?? true) &&
      (min === undefined || created >= min) &&
      (max === undefined || created <= max)
    );
  };
  return v3List(byTransaction(refundsOf(context), query).filter(wanted), request, context.switches);
}

const refundsOf = ({ state }: SimContext): Fields[] =>
  [...state.orders.values()].flatMap((order) => order.refunds).sort((a, b) => Number(a['id']) - Number(b['id']));

function byTransaction(refunds: readonly Fields[], query: URLSearchParams): Fields[] {
  const wanted = query.get('transaction_id');
  const paidWith = (refund: Fields): boolean =>
    (refund['payments'] as Fields[]).some((payment) => String(payment['transaction_id']) === wanted);
  return wanted === null ? [...refunds] : refunds.filter(paidWith);
}

const dateOf = (text: string | null): Date | 'bad' | undefined =>
  text === null ? undefined : (parseDate(text) ?? 'bad');
