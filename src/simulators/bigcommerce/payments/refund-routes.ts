/** `payment_actions/refund_quotes` and `/refunds`: one after the other, never two of an order at once. */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Error, v3Invalid, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import type { StoredOrder } from '../state';
import { quoteSchema, refundSchema } from './refund-input';
import { paymentsOf, quoteRefund, quoteView, refusePayments } from './refund-quote';
import { hasPendingRefund, makeRefund } from './refunds';

export function refundRoutes(context: SimContext): BigCommerceRoute[] {
  const post = (name: string, handle: (order: StoredOrder, request: SimRequest) => SimResponse): BigCommerceRoute => ({
    method: 'POST',
    path: `/v3/orders/{id}/payment_actions/${name}`,
    scopes: SCOPES.paymentActions,
    handle: (request) => {
      const order = context.state.orders.get(Number(request.params['id']));
      return order ? handle(order, request) : v3NotFound();
    },
  });
  return [
    post('refund_quotes', (order, request) => quote(context, order, request)),
    post('refunds', (order, request) => refund(context, order, request)),
  ];
}

function quote(context: SimContext, order: StoredOrder, { body }: SimRequest): SimResponse {
  const parsed = quoteSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const quoted = quoteRefund(context, order, parsed.data);
  return 'refusal' in quoted ? v3Error(422, quoted.refusal) : created(quoteView(order, quoted));
}

function refund(context: SimContext, order: StoredOrder, { body }: SimRequest): SimResponse {
  const parsed = refundSchema.safeParse(body);
  if (!parsed.success) return refusal(context, v3Invalid(parsed.error));
  const refuse = (title: string): SimResponse => refusal(context, v3Error(422, title));
  if (hasPendingRefund(order) && context.switches.refundWhilePending === 'refused') {
    return refuse(`Another refund of order ${order.id} is in progress.`);
  }
  const quoted = quoteRefund(context, order, parsed.data);
  if ('refusal' in quoted) return refuse(quoted.refusal);
  const payments = parsed.data.payments ?? paymentsOf(quoted) ?? [];
  const refused = refusePayments(context, order, quoted, payments);
  if (refused) return refuse(refused);
  const restock = context.switches.apiRefundsRestock ? 'by-settings' : 'nothing';
  const rules = { userId: 0, restock } as const;
  return created(makeRefund(context, order, { quote: quoted, input: parsed.data, payments, rules }));
}

/** Of refunds, unlike of quotes, the description has the error in a list under `data`. */
const refusal = ({ switches }: SimContext, { status, body }: SimResponse): SimResponse => ({
  status,
  body: switches.refundRefusalsInList ? { data: [body] } : body,
});

const created = (data: unknown): SimResponse => ({ status: 201, body: { data, meta: {} } });
