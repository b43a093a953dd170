import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { twoDigits } from '../decimals';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { notFound } from '../failure';
import { listing } from '../listing';
import { amountPaid, orderTotals } from '../order/amounts';
import { search } from '../search/search';
import { column, type SearchSource } from '../search/columns';
import { PAYMENT_SEARCH } from './payment-search';
import { createPayment, deletePayment, paymentBody } from './payments';

/** Exchange rates are in force since then. */
const RATES_ACTIVE_FROM = Date.UTC(2020, 0, 1);

const CURRENCY_SEARCH: SearchSource = {
  name: 'currency-search',
  columns: [
    column('id', 'IDSET'),
    column('title', 'STRING'),
    column('code', 'STRING'),
    column('symbol', 'STRING'),
    column('exchangeRate', 'STRING'),
    column('isDefault', 'BOOLEAN'),
    column('exchangeRateVarianceNominalCode', 'STRING'),
  ],
  filters: [],
  references: () => ({}),
};

const NOMINAL_SEARCH: SearchSource = {
  name: 'nominal-code-search',
  columns: [
    column('code', 'STRING'),
    column('name', 'SEARCH_STRING'),
    column('type', 'INTEGER'),
    column('bank', 'BOOLEAN'),
    column('currencyId', 'INTEGER'),
    column('active', 'BOOLEAN'),
  ],
  filters: [],
  references: () => ({}),
};

/** Puts the merchant's currencies and nominal codes into their searches, without a lag: they were there before. */
export function indexBooks(account: Account): void {
  const { currencies, nominals } = account.state.lists;
  for (const currency of currencies) {
    account.index(CURRENCY_SEARCH.name, currency.id, { ...currency, exchangeRateVarianceNominalCode: '7905' });
  }
  for (const nominal of nominals) {
    account.index(NOMINAL_SEARCH.name, Number(nominal.code), { ...nominal, currencyId: 0, active: true });
  }
}

export function accountingRoutes(account: Account): Route[] {
  return [...paymentMessages(account), ...currencyRoutes(account), ...listRoutes(account)];
}

const paymentMessages = (account: Account): Route[] => [
  endpoint('GET', '/accounting-service/customer-payment-search', ({ query }) => search(account, PAYMENT_SEARCH, query)),
  endpoint('POST', '/accounting-service/customer-payment', (request) =>
    response(createPayment(account, readBody(paymentBody, request, 'ACCC-900')).id),
  ),
  endpoint('DELETE', '/accounting-service/customer-payment/{id}', (request) => {
    const payment = account.state.payments.get(numericParam(request, 'id'));
    if (!payment) throw notFound(`Cannot find customer payment: ${param(request, 'id')}`);
    deletePayment(account, payment);
    return NOTHING;
  }),
  endpoint('GET', '/accounting-service/sale-payment-total/{id}', (request) => salePaymentTotal(account, request)),
];

function salePaymentTotal(account: Account, request: SimRequest) {
  const order = account.state.orders.get(numericParam(request, 'id'));
  if (!order) throw notFound(`No order ${param(request, 'id')} found`);
  const paid = amountPaid(account, order);
  return response({
    orderId: order.id,
    currencyCode: order.currency.code,
    totalPaid: twoDigits(paid),
    totalOutstanding: twoDigits(orderTotals(account, order).gross.minus(paid)),
  });
}

const currencyRoutes = (account: Account): Route[] => [
  endpoint('GET', '/accounting-service/currency-search', ({ query }) => search(account, CURRENCY_SEARCH, query)),
  endpoint('GET', '/accounting-service/nominal-code-search', ({ query }) => search(account, NOMINAL_SEARCH, query)),
  ...listing(account, {
    path: '/accounting-service/exchange-rate',
    title: 'Exchange Rates',
    items: () => account.state.lists.currencies.filter(({ isDefault }) => !isDefault),
    idOf: ({ id }) => id,
    view: ({ id, exchangeRate }) => ({
      currencyId: id,
      rateActiveFrom: account.time(RATES_ACTIVE_FROM),
      rate: Number(exchangeRate),
      addedById: 4,
    }),
  }),
];

const listRoutes = (account: Account): Route[] => [
  ...listing(account, {
    path: '/accounting-service/tax-code',
    title: 'Tax Codes',
    items: () => account.state.lists.taxCodes,
    idOf: ({ id }) => id,
    view: ({ rate, ...taxCode }) => ({ ...taxCode, ...(rate > 0 && { rate }) }),
  }),
  ...listing(account, {
    path: '/accounting-service/payment-method',
    title: 'Payment Methods',
    items: () => account.state.lists.paymentMethods,
    idOf: ({ id }) => id,
    view: ({ bankNominal, ...method }) => ({
      ...method,
      bankAccounts: account.state.lists.currencies.map(({ code }) => ({
        paymentMethodId: method.id,
        currencyIsoCode: code,
        bankAccountNominalCode: bankNominal,
      })),
      installedIntegrationId: 0,
    }),
  }),
  ...listing(account, {
    path: '/accounting-service/nominal-code',
    title: 'Nominal Codes',
    items: () => account.state.lists.nominals,
    idOf: ({ code }) => Number(code),
    view: ({ code, name, type, bank }) => ({ id: Number(code), code, name, typeId: type, bank, active: true }),
  }),
];
