/** Refunds: made at once, paid back by the gateway, and what they then do to their order. */
import { money, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import { changeOrder, touchOrder } from '../order-changes';
import { ingestRefunds } from '../order-ingest-parts';
import { restockLine } from '../order-stock';
import { linesOf, textOf, type Fields, type StoredOrder } from '../state';
import { askGateway, DECLINED } from './gateway';
import { addTransaction, isDeclined, refundableOf, tendersOf } from './ledger';
import { actingOn } from './payment-actions';
import type { QuantityItem, QuoteInput, RefundItemInput, RefundPaymentInput } from './refund-input';
import type { PricedItem } from './refund-items';
import { isOffline, taxOf, type Quote } from './refund-quote';

const REFUNDED = 4;
const PARTIALLY_REFUNDED = 14;

export interface RefundRules {
  /** Of the API user or the person. */
  readonly userId: number;
  readonly reason?: string | undefined;
  /** What goes back on the shelf: the refunded units, nothing, or all when the order becomes Refunded, by the settings. */
  readonly restock: 'units' | 'nothing' | 'by-settings';
  /** Whether the gateway declines; by the switch when undefined. */
  readonly declines?: boolean | undefined;
}

/** A refund that was found possible, with the payments it is made by. */
export interface AgreedRefund {
  readonly quote: Quote;
  readonly input: QuoteInput;
  readonly payments: readonly RefundPaymentInput[];
  readonly rules: RefundRules;
}

/** Makes the refund and sends its payments to the gateway. */
export function makeRefund(context: SimContext, order: StoredOrder, agreed: AgreedRefund): Fields {
  const given = [fieldsOf(context, agreed)];
  const [refund = {}] = ingestRefunds(context.state, order.id, given, context.clock.now());
  order.refunds.push(refund);
  context.events.refundCreated(order, refund);
  touchOrder(context, order);
  order.pendingRefunds += 1;
  const settle = (approved: boolean): void => settleRefund(context, order, { ...agreed, refund }, approved);
  askGateway(context, order, settle, agreed.rules.declines);
  return refund;
}

const fieldsOf = (context: SimContext, { quote, input, payments, rules }: AgreedRefund): Fields => ({
  user_id: rules.userId,
  reason: rules.reason ?? '',
  total_amount: quote.total.toNumber(),
  total_tax: quote.tax.toNumber(),
  uses_merchant_override_values: input.merchant_calculated_override !== undefined,
  items: quote.items.map((item) => itemView(context, item)),
  payments: payments.map((payment) => paymentView(context, payment)),
});

const itemView = ({ switches }: SimContext, { input, requested }: PricedItem): Fields => ({
  item_type: input.item_type,
  item_id: input.item_id,
  reason: input.reason,
  ...(isProduct(input) ? { quantity: input.quantity, adjustments: input.adjustments } : {}),
  requested_amount: isProduct(input) && !switches.quantityRefundsShowAmount ? null : requested.toNumber(),
});

const isProduct = (item: RefundItemInput): item is QuantityItem => item.item_type === 'PRODUCT';

const paymentView = ({ state }: SimContext, payment: RefundPaymentInput): Fields => ({
  id: state.claimId('refundPayment'),
  provider_id: payment.provider_id,
  amount: payment.amount,
  offline: payment.offline || isOffline(payment.provider_id),
  is_declined: false,
  declined_message: '',
});

/** The payments of a refund are on their way. */
export const hasPendingRefund = (order: StoredOrder): boolean => order.pendingRefunds > 0;

interface Settling extends AgreedRefund {
  readonly refund: Fields;
}

function settleRefund(context: SimContext, order: StoredOrder, settling: Settling, approved: boolean): void {
  const payments = settling.refund['payments'] as Fields[];
  order.pendingRefunds -= 1;
  for (const payment of payments) settlePayment(context, order, payment, approved || payment['offline'] === true);
  if (isDeclined(settling.refund)) touchOrder(context, order);
  else applyRefund(context, order, settling);
}

function settlePayment(context: SimContext, order: StoredOrder, payment: Fields, approved: boolean): void {
  if (!approved) Object.assign(payment, { is_declined: true, declined_message: DECLINED });
  if (payment['offline'] === true && !context.switches.offlineRefundsMakeTransactions) return;
  const transaction = addTransaction(context, order, {
    ...meansOf(context, order, textOf(payment['provider_id'])),
    event: 'refund',
    amount: payment['amount'],
    status: approved ? 'ok' : 'error',
  });
  payment['transaction_id'] = String(transaction['id']);
  if (approved && payment['provider_id'] === 'storecredit')
    giveStoreCredit(context, order, money(Number(payment['amount'])));
}

/** The payment that is refunded; to store credit or outside of the store there may be none. */
function meansOf(context: SimContext, order: StoredOrder, providerId: string): Fields {
  const tender = tendersOf(context, order).find((candidate) => candidate.providerId === providerId);
  const taken = order.transactions.find(({ id }) => id === tender?.transactionId);
  if (taken) return actingOn(taken);
  return { gateway: providerId, method: providerId === 'storecredit' ? 'store_credit' : 'custom' };
}

function giveStoreCredit({ state }: SimContext, { header }: StoredOrder, amount: Money): void {
  const customer = state.customers.get(Number(header['customer_id']));
  if (!customer) return;
  const [{ amount: before = 0 } = {}] = customer['store_credit_amounts'] as { amount?: number }[];
  customer['store_credit_amounts'] = [{ amount: money(before).plus(amount).toNumber() }];
}

function applyRefund(context: SimContext, order: StoredOrder, { quote, input, rules }: Settling): void {
  for (const { input: item } of quote.items) {
    if (isProduct(item)) refundUnits(context, order, item, rules.restock === 'units');
  }
  order.overchargedTax = order.overchargedTax.plus(keptBackBy(quote, input));
  const whole = refundableOf(context, order).isZero();
  const status = context.switches.refundsSetStatus ? { status_id: whole ? REFUNDED : PARTIALLY_REFUNDED } : {};
  const payment_status = whole ? 'refunded' : 'partially refunded';
  const restock = rules.restock === 'by-settings' ? undefined : false;
  changeOrder(context, order, { ...status, payment_status }, { restock });
}

/** What the merchant's own figures are short of the items' tax; an adjustment gives back of it. */
const keptBackBy = (quote: Quote, input: QuoteInput): Money =>
  input.merchant_calculated_override
    ? taxOf(quote.items).minus(quote.tax)
    : money(input.tax_adjustment_amount ?? 0).negated();

function refundUnits(context: SimContext, order: StoredOrder, item: QuantityItem, restock: boolean): void {
  const line = linesOf(order).find(({ id }) => id === item.item_id);
  if (!line) return;
  line['quantity_refunded'] = Number(line['quantity_refunded']) + item.quantity;
  line['is_refunded'] = line['quantity_refunded'] === line['quantity'];
  if (restock) restockLine(context, order, line, item.quantity);
}
