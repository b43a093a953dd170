import { currencyOf } from '../../src/mapping/currency';
import { anOrder, type OrderInput } from './support/an-order';
import { aContext, type ContextInput } from './support/a-snapshot';
import { documentOf, rowsOf } from './support/documents';

const of = (order: OrderInput, context: ContextInput = {}) => currencyOf(anOrder(order), aContext(context));
const euros = { default_currency_code: 'EUR', store_default_to_transactional_exchange_rate: '0.9100000000' };

describe('currencyOf', () => {
  it.each<[string, OrderInput, ContextInput, object]>([
    ['the base currency needs no rate', {}, {}, { code: 'USD', fixedExchangeRate: false }],
    [
      "the store's rate, where its default is the account's base",
      euros,
      {},
      { code: 'EUR', fixedExchangeRate: true, exchangeRate: '0.91' },
    ],
    [
      "Brightpearl's own rate, where the store's default is another currency",
      { ...euros, store_default_currency_code: 'GBP' },
      {},
      { code: 'EUR', fixedExchangeRate: false },
    ],
    [
      "Brightpearl's own rate, where the store names no default",
      { ...euros, store_default_currency_code: '' },
      {},
      { code: 'EUR', fixedExchangeRate: false },
    ],
    [
      "Brightpearl's own rate, where the store gives none",
      { ...euros, store_default_to_transactional_exchange_rate: null },
      {},
      { code: 'EUR', fixedExchangeRate: false },
    ],
    [
      'the rate with the six decimals that Brightpearl keeps',
      { ...euros, store_default_to_transactional_exchange_rate: '0.9012345678' },
      {},
      { code: 'EUR', fixedExchangeRate: true, exchangeRate: '0.901235' },
    ],
    [
      'a released rate, however far off',
      { ...euros, store_default_to_transactional_exchange_rate: '1.0' },
      { amendments: { released: ['BASE_TOTAL_IMPLAUSIBLE'] } },
      { code: 'EUR', fixedExchangeRate: true, exchangeRate: '1' },
    ],
  ])('%s', (_, order, context, currency) => {
    expect(of(order, context)).toMatchObject({ ok: true, currency });
  });

  it.each<[string, OrderInput, ContextInput, string]>([
    ['a currency that the account lacks', { default_currency_code: 'CHF' }, {}, 'CURRENCY_NOT_IN_ACCOUNT'],
    ['a code that is no currency', { default_currency_code: 'ZZZ' }, {}, 'CURRENCY_NOT_IN_ACCOUNT'],
    [
      'a rate of one for another currency',
      { ...euros, store_default_to_transactional_exchange_rate: '1.0' },
      {},
      'BASE_TOTAL_IMPLAUSIBLE',
    ],
    [
      'a rate upside down',
      { ...euros, store_default_to_transactional_exchange_rate: '1.0989' },
      {},
      'BASE_TOTAL_IMPLAUSIBLE',
    ],
    [
      'a rate beyond a narrower tolerance',
      euros,
      { rules: { exchangeRateTolerancePercent: 1 } },
      'BASE_TOTAL_IMPLAUSIBLE',
    ],
  ])('stops: %s', (_, order, context, code) => {
    expect(of(order, context)).toMatchObject({ ok: false, issue: { code } });
  });
});

describe('amounts in the smallest units of the currency', () => {
  const line = { price: '1234', quantity: 3 };
  const taxes = [{ name: 'VAT', rate: '10' }];

  it('JPY has none', () => {
    const order = {
      default_currency_code: 'JPY',
      digits: 0,
      inclusive: true,
      defaultTaxes: taxes,
      lines: [line],
      shipTo: [{ cost: '500' }],
    };
    expect(rowsOf({ order })).toEqual([
      'line-11 | 1001 | 3 | T20 | 3365 | 337',
      'shipping-501 | Ground | 1 | T20 | 455 | 45 | 4040',
    ]);
  });

  it('a total with more decimals than the currency has is rounded, and that is told', () => {
    const order = { default_currency_code: 'JPY', lines: [{ price: '1234.50' }] };
    expect(rowsOf({ order })).toEqual(['line-11 | 1001 | 1 | T0 | 1235 | 0']);
    expect(documentOf({ order }).notices).toEqual(['the total 1234.5 was rounded to 1235']);
  });

  it('KWD has three', () => {
    const order = {
      default_currency_code: 'KWD',
      digits: 3,
      defaultTaxes: [{ name: 'VAT', rate: '5' }],
      lines: [{ price: '1.237' }],
    };
    expect(rowsOf({ order })).toEqual(['line-11 | 1001 | 1 | T20 | 1.237 | 0.062']);
  });

  it('EUR has two', () => {
    const order = { default_currency_code: 'EUR', inclusive: true, defaultTaxes: taxes, lines: [{ price: '9.99' }] };
    expect(rowsOf({ order })).toEqual(['line-11 | 1001 | 1 | T20 | 9.08 | 0.91']);
  });
});
