import type { Account } from '../account';
import { twoDigits } from '../decimals';
import type { Payment } from '../records';
import { column, type SearchSource } from '../search/columns';

const unsorted = { sortable: false };

export const PAYMENT_SEARCH: SearchSource = {
  name: 'customer-payment-search',
  columns: [
    column('paymentId', 'IDSET'),
    column('transactionRef', 'STRING', unsorted),
    column('transactionCode', 'STRING', unsorted),
    column('paymentMethodCode', 'STRING', unsorted),
    column('paymentType', 'STRING', unsorted),
    column('orderId', 'IDSET', unsorted),
    column('currencyId', 'IDSET', unsorted),
    column('currencyCode', 'STRING', unsorted),
    column('amountAuthorized', 'STRING', unsorted),
    column('amountPaid', 'STRING', unsorted),
    column('expires', 'PERIOD', unsorted),
    column('paymentDate', 'PERIOD'),
    column('createdOn', 'PERIOD'),
    column('journalId', 'IDSET'),
  ],
  filters: [],
  references: () => ({}),
};

export function indexPayment(account: Account, payment: Payment): void {
  account.index('customer-payment-search', payment.id, {
    paymentId: payment.id,
    transactionRef: payment.transactionRef,
    transactionCode: payment.transactionCode,
    paymentMethodCode: payment.methodCode,
    paymentType: payment.type,
    orderId: payment.orderId,
    currencyId: account.state.lists.currencies.find(({ code }) => code === payment.currencyCode)?.id ?? null,
    currencyCode: payment.currencyCode,
    amountAuthorized: twoDigits(payment.amountAuthorized),
    amountPaid: twoDigits(payment.amountPaid),
    expires: payment.expires ?? null,
    paymentDate: payment.paymentDate,
    createdOn: payment.createdOn,
    journalId: payment.journalId ?? null,
  });
}
