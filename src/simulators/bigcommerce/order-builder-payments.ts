import { money, type Money } from '../../domain/money';
import type { MoneyAssumptions, OrderInput, TransactionInput } from './order-input';
import type { Fields } from './state';

/** Incomplete, pending, awaiting payment. */
const UNPAID_STATUSES = [0, 1, 7];

/** The tenders of the order: gift certificate and store credit first, then what the shopper paid. */
export function paymentsOf(
  input: OrderInput,
  total: Money,
  { giftCertificatesReduceTotal }: MoneyAssumptions,
): { readonly fields: Fields; readonly transactions: Fields[] } {
  const certificate = money(input.giftCertificateAmount ?? 0);
  const credit = money(input.storeCreditAmount ?? 0);
  const due = total.minus(giftCertificatesReduceTotal ? 0 : certificate).minus(credit);
  const given = input.transactions ?? defaultTransactions(input, due);
  const own: TransactionInput[] = [
    ...tender('gift_certificate', 'giftcertificate', certificate),
    ...tender('store_credit', 'storecredit', credit),
  ];
  return {
    fields: {
      payment_method: input.paymentMethod ?? 'Credit Card',
      payment_status: input.paymentStatus ?? paymentStatusOf(given),
      store_credit_amount: credit.toFixed(4),
      gift_certificate_amount: certificate.toFixed(4),
    },
    transactions: [
      ...own.map((transaction, index) => transactionFields(input, transaction, index, due, 0)),
      ...given.map((transaction, index) => transactionFields(input, transaction, own.length + index, due, own.length)),
    ],
  };
}

const tender = (method: string, gateway: string, amount: Money): TransactionInput[] =>
  amount.isZero() ? [] : [{ event: 'purchase', method, gateway, amount: amount.toFixed() }];

const defaultTransactions = (input: OrderInput, due: Money): TransactionInput[] =>
  UNPAID_STATUSES.includes(input.statusId ?? 11) || due.isZero() ? [] : [{}];

function paymentStatusOf(transactions: readonly TransactionInput[]): string {
  const succeeded = transactions.filter(({ status }) => status !== 'error').map(({ event }) => event ?? 'purchase');
  if (succeeded.some((event) => event === 'purchase' || event === 'capture')) return 'captured';
  if (succeeded.includes('authorization')) return 'authorized';
  return transactions.length > 0 && succeeded.length === 0 ? 'declined' : '';
}

/** @param offset of the order's given transactions among all, for `actsOn`. */
function transactionFields(
  input: OrderInput,
  transaction: TransactionInput,
  index: number,
  due: Money,
  offset: number,
): Fields {
  const { event = 'purchase', method = 'credit_card', gateway = 'stripe', status = 'ok', test = false } = transaction;
  return {
    id: index + 1,
    event,
    method,
    gateway,
    gateway_transaction_id: `gateway-${index + 1}`,
    amount: money(transaction.amount ?? due).toNumber(),
    currency: input.currency ?? 'USD',
    status,
    test,
    fraud_review: false,
    ...(transaction.actsOn === undefined ? {} : { reference_transaction_id: offset + transaction.actsOn + 1 }),
    ...(transaction.at === undefined ? {} : { date_created: transaction.at }),
    ...transaction.fields,
  };
}
