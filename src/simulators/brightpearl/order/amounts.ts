/** What follows from an order's rows and payments. */
import type { Account } from '../account';
import { round2, sum, ZERO, type Decimal } from '../decimals';
import type { Order, Payment } from '../records';

export interface OrderTotals {
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly gross: Decimal;
  readonly baseNet: Decimal;
  readonly baseTax: Decimal;
  readonly baseGross: Decimal;
}

/** Header amounts at 2 decimals; the base amounts are the order's divided by its exchange rate. */
export function orderTotals(account: Account, order: Order): OrderTotals {
  const nets = order.rows.map((row) => row.net);
  const net = account.switches.headerRounding === 'round-of-sum' ? round2(sum(nets)) : sum(nets.map(round2));
  const tax = sum(order.rows.map((row) => row.tax));
  const { exchangeRate } = order.currency;
  const baseNet = round2(net.div(exchangeRate));
  const baseTax = round2(tax.div(exchangeRate));
  return { net, tax, gross: net.plus(tax), baseNet, baseTax, baseGross: baseNet.plus(baseTax) };
}

const paymentsOf = (account: Account, orderId: number): Payment[] =>
  [...account.state.payments.values()].filter((payment) => payment.orderId === orderId);

/** Money received less money paid out, in the order's currency. Authorizations are no money. */
export function amountPaid(account: Account, order: Order): Decimal {
  return sum(
    paymentsOf(account, order.id).map((payment) => {
      if (payment.type === 'AUTH' || payment.type === 'VOID') return ZERO;
      const amount = inOrderCurrency(payment, order);
      return payment.type === 'PAYMENT' ? amount.negated() : amount;
    }),
  );
}

/** What is authorized and neither captured nor voided. */
export function openAuthorization(account: Account, order: Order): Decimal {
  return sum(
    paymentsOf(account, order.id).map(({ type, amountAuthorized, amountPaid: captured }) => {
      if (type === 'AUTH') return amountAuthorized;
      if (type === 'VOID') return amountAuthorized.negated();
      return type === 'CAPTURE' ? captured.negated() : ZERO;
    }),
  );
}

function inOrderCurrency(payment: Payment, order: Order): Decimal {
  if (payment.currencyCode === order.currency.code) return payment.amountPaid;
  return payment.amountPaid.div(payment.exchangeRate).times(order.currency.exchangeRate);
}

export type PaymentStatus = 'UNPAID' | 'PARTIALLY_PAID' | 'PAID' | 'NOT_APPLICABLE';

/** A credit is settled by money going out, everything else by money coming in. */
export function paymentStatus(account: Account, order: Order): PaymentStatus {
  const { gross } = orderTotals(account, order);
  const paid = order.type === 'SC' ? amountPaid(account, order).negated() : amountPaid(account, order);
  if (gross.isZero()) return 'NOT_APPLICABLE';
  if (paid.lte(0)) return 'UNPAID';
  return paid.lt(gross) ? 'PARTIALLY_PAID' : 'PAID';
}
