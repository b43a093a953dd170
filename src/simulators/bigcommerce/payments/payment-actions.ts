/** `payment_actions/capture` and `/void`: accepted at once, done by the gateway, in whole. */
import type { Money } from '../../../domain/money';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Error, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { changeOrder } from '../order-changes';
import { statusIdOf, textOf, type Fields, type StoredOrder } from '../state';
import { askGateway } from './gateway';
import { addTransaction, openAuthorization, type Authorization } from './ledger';

type Action = 'capture' | 'void';

const CANCELLED = 5;
const AWAITING_PAYMENT = 7;
const AWAITING_FULFILLMENT = 11;

export const paymentActionRoutes = (context: SimContext): BigCommerceRoute[] =>
  (['capture', 'void'] as const).map((action) => ({
    method: 'POST',
    path: `/v3/orders/{id}/payment_actions/${action}`,
    scopes: SCOPES.paymentActions,
    takesNoBody: true,
    handle: (request) => act(context, request, action),
  }));

function act(context: SimContext, { params }: SimRequest, action: Action): SimResponse {
  const order = context.state.orders.get(Number(params['id']));
  if (!order) return v3NotFound();
  const pending = textOf(order.header['payment_status']).endsWith('pending');
  const authorization = openAuthorization(order);
  if (!authorization || pending) {
    const state = pending ? textOf(order.header['payment_status']) : 'not authorized';
    return v3Error(422, `Cannot ${action} the payment of order ${order.id}: it is ${state}.`);
  }
  changeOrder(context, order, { payment_status: `${action} pending` });
  askGateway(context, order, (approved) => settleAction(context, order, { action, authorization, approved }));
  return { status: 201, body: {} };
}

interface Outcome {
  readonly action: Action;
  readonly authorization: Authorization;
  readonly approved: boolean;
}

function settleAction(context: SimContext, order: StoredOrder, { action, authorization, approved }: Outcome): void {
  addTransaction(context, order, {
    ...actingOn(authorization.transaction),
    event: action,
    amount: authorization.left.toNumber(),
    status: approved ? 'ok' : 'error',
  });
  if (approved) afterAction(context, order, action);
  else changeOrder(context, order, { payment_status: 'authorized' });
}

function afterAction(context: SimContext, order: StoredOrder, action: Action): void {
  const { captureMovesStatus, voidCancelsOrder } = context.switches;
  const paid = action === 'capture' && captureMovesStatus && statusIdOf(order) === AWAITING_PAYMENT;
  const cancelled = action === 'void' && voidCancelsOrder;
  changeOrder(context, order, {
    payment_status: action === 'capture' ? 'captured' : 'void',
    ...(paid ? { status_id: AWAITING_FULFILLMENT } : {}),
    ...(cancelled ? { status_id: CANCELLED } : {}),
  });
}

/** A part of an authorization is captured in the gateway's own panel; the store learns of it. */
export function captureAtGateway(context: SimContext, order: StoredOrder, amount?: Money): Fields {
  const authorization = openAuthorization(order);
  if (!authorization) throw new Error(`Order ${order.id} has no authorization with anything left to capture`);
  const captured = amount ?? authorization.left;
  if (captured.gt(authorization.left)) {
    throw new Error(
      `Only ${authorization.left.toFixed()} of the authorization of order ${order.id} are left to capture`,
    );
  }
  const transaction = addTransaction(context, order, {
    ...actingOn(authorization.transaction),
    event: 'capture',
    amount: captured.toNumber(),
  });
  if (captured.eq(authorization.left)) afterAction(context, order, 'capture');
  else changeOrder(context, order, {});
  return transaction;
}

/** What a transaction has of the one it acts on. */
export const actingOn = ({ id, method, gateway, currency, test }: Fields): Fields => ({
  method,
  gateway,
  currency,
  test,
  gateway_transaction_id: `${textOf(gateway)}-on-${Number(id)}`,
  reference_transaction_id: id,
});
