/** What a refund would come to, and how it can be paid back. */
import { money, sum, ZERO, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import type { Fields, StoredOrder } from '../state';
import { refundableOf, tendersOf, type Tender } from './ledger';
import type { QuoteInput, RefundPaymentInput } from './refund-input';
import { isInclusive, priceItems, type PricedItem } from './refund-items';

/** Providers whose money never passes a gateway. */
const OFFLINE = ['bankdeposit', 'cheque', 'cod', 'custom', 'instore', 'moneyorder'];

export interface Quote {
  readonly items: readonly PricedItem[];
  /** With tax; never more than can be refunded of the order. */
  readonly total: Money;
  readonly tax: Money;
  /** What the items come to, less than nothing if that exceeds what can be refunded. */
  readonly adjustment: Money;
  readonly methods: readonly (readonly PaymentOption[])[];
}

export interface PaymentOption {
  readonly providerId: string;
  readonly amount: Money;
  readonly offline: boolean;
}

/** The quote, or in `refusal` why there is none. With the merchant's own figures these are taken as they are. */
export function quoteRefund(
  context: SimContext,
  order: StoredOrder,
  { items = [], tax_adjustment_amount: taxOnly, merchant_calculated_override: override }: QuoteInput,
): Quote | { readonly refusal: string } {
  if (tendersOf(context, order).length === 0)
    return { refusal: `Order ${order.id} has no payment that could be refunded.` };
  const result = priceItems(context, order, items);
  if ('refusal' in result) return result;
  const adjusted = money(taxOnly ?? 0);
  if (!override && !adjusted.isZero() && !adjusted.eq(order.overchargedTax)) {
    return { refusal: `The tax overcharged is ${order.overchargedTax.toFixed(2)}, not ${adjusted.toFixed(2)}.` };
  }
  const wanted = override
    ? { total: money(override.total_amount), tax: money(override.total_tax) }
    : { total: totalOf(result.priced).plus(adjusted), tax: taxOf(result.priced).plus(adjusted) };
  const refundable = refundableOf(context, order);
  const total = wanted.total.gt(refundable) ? refundable : wanted.total;
  if (total.lte(0)) return { refusal: `Nothing of order ${order.id} is left to refund.` };
  const adjustment = total.minus(wanted.total);
  return { items: result.priced, total, tax: wanted.tax, adjustment, methods: methodsOf(context, order, total) };
}

const totalOf = (items: readonly PricedItem[]): Money => sum(items.map(({ total }) => total));
export const taxOf = (items: readonly PricedItem[]): Money => sum(items.map(({ tax }) => tax));

/** To store credit, outside of the store, or the way it was paid. */
function methodsOf(context: SimContext, order: StoredOrder, total: Money): PaymentOption[][] {
  const toCustomer = Number(order.header['customer_id']) > 0 ? [[option('storecredit', total)]] : [];
  const asPaid = spread(tendersOf(context, order), total);
  const methods = [...toCustomer, [option('custom', total)], ...(asPaid ? [asPaid] : [])];
  return methods.filter((method, index) => methods.findIndex((other) => sameMethod(method, other)) === index);
}

/** Over the tenders, each up to what is left of it; undefined when refunds elsewhere left too little of them. */
function spread(tenders: readonly Tender[], total: Money): PaymentOption[] | undefined {
  let open = total;
  const options = tenders.flatMap(({ providerId, left }) => {
    const amount = left.lt(open) ? left : open;
    open = open.minus(amount);
    return amount.isZero() ? [] : [option(providerId, amount)];
  });
  return open.isZero() ? options : undefined;
}

export const isOffline = (providerId: string): boolean => OFFLINE.includes(providerId);

const option = (providerId: string, amount: Money): PaymentOption => ({
  providerId,
  amount,
  offline: isOffline(providerId),
});

/** The payments of a method: the way it was paid, or all to one provider. Undefined when the quote has no such method. */
export function paymentsOf({ methods }: Quote, to?: string): RefundPaymentInput[] | undefined {
  const method =
    to === undefined ? methods.at(-1) : methods.find(([one, ...more]) => one?.providerId === to && more.length === 0);
  return method?.map(({ providerId, amount, offline: isSo }) => ({
    provider_id: providerId,
    amount: amount.toNumber(),
    offline: isSo,
  }));
}

const sameMethod = (a: readonly PaymentOption[], b: readonly PaymentOption[]): boolean =>
  a.length === b.length &&
  a.every((one) => b.some((other) => one.providerId === other.providerId && one.amount.eq(other.amount)));

/** Why these payments cannot pay the quote; undefined when they can. */
export function refusePayments(
  context: SimContext,
  order: StoredOrder,
  quote: Quote,
  payments: readonly RefundPaymentInput[],
): string | undefined {
  const paid = payments.map(({ provider_id: id, amount }) => option(id, money(amount)));
  if (paid.some(({ providerId }) => providerId === 'storecredit') && !(Number(order.header['customer_id']) > 0)) {
    return 'Unable to provide store credit for a guest customer.';
  }
  const total = sum(paid.map(({ amount }) => amount));
  if (!total.eq(quote.total))
    return `The payments come to ${total.toFixed(2)}, the refund to ${quote.total.toFixed(2)}.`;
  if (context.switches.refundPayments === 'as-quoted') {
    const quoted = quote.methods.some((method) => sameMethod(method, paid));
    return quoted ? undefined : 'The payments are none of the refund methods of the quote.';
  }
  const tooMuch = paid.find(({ providerId, amount }) => amount.gt(limitOf(context, order, providerId, quote.total)));
  return tooMuch && `No ${tooMuch.amount.toFixed(2)} can be refunded with ${tooMuch.providerId}.`;
}

function limitOf(context: SimContext, order: StoredOrder, providerId: string, total: Money): Money {
  if (providerId === 'storecredit' || providerId === 'custom') return total;
  return tendersOf(context, order).find((tender) => tender.providerId === providerId)?.left ?? ZERO;
}

/** As the API answers it. */
export const quoteView = (order: StoredOrder, quote: Quote): Fields => ({
  order_id: order.id,
  total_refund_amount: quote.total.toNumber(),
  total_refund_tax_amount: quote.tax.toNumber(),
  order_level_refund_amount: totalOf(quote.items.filter(({ input }) => input.item_type === 'ORDER')).toNumber(),
  rounding: 0,
  adjustment: quote.adjustment.toNumber(),
  tax_inclusive: isInclusive(order),
  refund_methods: quote.methods.map((method) => method.map(optionView)),
});

const optionView = ({ providerId, amount, offline }: PaymentOption): Fields => ({
  provider_id: providerId,
  provider_description: DESCRIPTIONS[providerId] ?? providerId,
  amount: amount.toNumber(),
  offline,
  offline_provider: offline,
  offline_reason: offline ? 'This is an offline payment provider.' : '',
});

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  bankdeposit: 'Bank Deposit',
  cheque: 'Check',
  cod: 'Cash on Delivery',
  custom: 'Custom',
  giftcertificate: 'Gift Certificate',
  instore: 'Pay in Store',
  moneyorder: 'Money Order',
  storecredit: 'Store Credit',
};
