import { z } from 'zod';
import type { Account } from '../account';
import { Decimal, ZERO } from '../decimals';
import { decimalField, idField, timeField } from '../endpoint';
import { badRequest } from '../failure';
import { orderChanged } from '../order/order-changes';
import type { Order, Payment } from '../records';
import { indexPayment } from './payment-search';

const notNegative = decimalField.refine((amount) => amount.gte(0), 'must not be negative').nullish();

export const paymentBody = z.object({
  transactionRef: z.string().max(64, 'must have 64 characters at most').nullish(),
  transactionCode: z.string().max(64, 'must have 64 characters at most').nullish(),
  paymentMethodCode: z.string().min(1).max(36, 'must have 36 characters at most'),
  paymentType: z.enum(['AUTH', 'CAPTURE', 'RECEIPT', 'PAYMENT', 'VOID']),
  orderId: idField,
  currencyIsoCode: z.string().length(3),
  exchangeRate: decimalField.refine((rate) => rate.gt(0), 'must be greater than 0').nullish(),
  amountAuthorized: notNegative,
  amountPaid: decimalField.nullish(),
  authorizationExpiry: timeField.nullish(),
  paymentDate: timeField,
  journalId: idField.nullish(),
  journalRef: z.string().nullish(),
});

type PaymentBody = z.output<typeof paymentBody>;

/** Types that move money: only these have an amount paid, and a journal. */
const MONEY_TYPES: ReadonlySet<string> = new Set(['CAPTURE', 'RECEIPT', 'PAYMENT']);

/** Stores a payment and its journal. The pair (transactionRef, method code) is refused a second time, with status 400. */
export function createPayment(account: Account, body: PaymentBody): Payment {
  const order = account.state.orders.get(body.orderId);
  if (!order) throw badRequest('ACCC-901', `There is no order ${body.orderId}`);
  const movesMoney = MONEY_TYPES.has(body.paymentType);
  if (body.paymentType === 'AUTH' && !body.authorizationExpiry) {
    throw badRequest('ACCC-902', 'authorizationExpiry is required for a payment of type AUTH');
  }
  if (body.amountPaid?.isNegative() && account.switches.negativePayments === 'refused') {
    throw badRequest('ACCC-905', 'amountPaid must not be negative');
  }
  checkUnique(account, body);
  const exchangeRate = rateOf(account, body, order);
  const payment: Payment = {
    id: account.state.nextId('payment'),
    transactionRef: body.transactionRef ?? '',
    transactionCode: body.transactionCode ?? '',
    methodCode: body.paymentMethodCode,
    type: body.paymentType,
    orderId: order.id,
    currencyCode: body.currencyIsoCode,
    exchangeRate,
    amountAuthorized: movesMoney ? ZERO : (body.amountAuthorized ?? ZERO),
    amountPaid: movesMoney ? (body.amountPaid ?? ZERO) : ZERO,
    expires: body.paymentType === 'AUTH' ? (body.authorizationExpiry ?? undefined) : undefined,
    paymentDate: body.paymentDate,
    createdOn: account.now(),
    journalId: body.journalId ?? (movesMoney ? journalFor(account, body.paymentMethodCode) : undefined),
  };
  account.state.payments.set(payment.id, payment);
  indexPayment(account, payment);
  orderChanged(account, order);
  return payment;
}

/** Deletes a payment; the order's payment status follows. */
export function deletePayment(account: Account, payment: Payment): void {
  account.state.payments.delete(payment.id);
  account.index('customer-payment-search', payment.id, undefined);
  const order = account.state.orders.get(payment.orderId);
  if (order) orderChanged(account, order);
}

function checkUnique(account: Account, { transactionRef, paymentMethodCode }: PaymentBody): void {
  const twin = [...account.state.payments.values()].some(
    (payment) => payment.transactionRef === transactionRef && payment.methodCode === paymentMethodCode,
  );
  if (transactionRef && twin) {
    throw badRequest('ACCC-903', `A payment ${transactionRef} with the method ${paymentMethodCode} exists already`);
  }
}

/** Rounded to 6 decimals; when none is given, the order's rate for its own currency, else the table's. */
function rateOf(account: Account, { currencyIsoCode, exchangeRate }: PaymentBody, order: Order): Decimal {
  const listed = account.state.lists.currencies.find(({ code }) => code === currencyIsoCode);
  if (!listed) throw badRequest('ACCC-904', `The currency ${currencyIsoCode} is not set up in this account`);
  if (exchangeRate) return exchangeRate.toDecimalPlaces(6);
  return order.currency.code === currencyIsoCode ? order.currency.exchangeRate : new Decimal(listed.exchangeRate);
}

/** A method that the account does not know makes no journal, and nobody is told. */
const journalFor = (account: Account, methodCode: string): number | undefined =>
  account.state.lists.paymentMethods.some(({ code }) => code === methodCode)
    ? account.state.nextId('journal')
    : undefined;
