/** Every kind of refund, and of which row exactly it is. */
import type { BcRefund } from '../../../src/bigcommerce/refunds';
import { aContext, aSnapshot, type ContextInput } from '../support/a-snapshot';
import type { OrderInput } from '../support/an-order';
import { amountOf, aRefund, notShipped, plannedRefunds, product, refunded } from './support/a-refund';

const VAT = [{ name: 'VAT', rate: '20' }];

const INCLUSIVE: OrderInput = {
  inclusive: true,
  defaultTaxes: VAT,
  lines: [
    { price: '12.00', quantity: 3 },
    { price: '7.00', wrapping: '2.40' },
  ],
  shipTo: [{ cost: '6.00', handling: '1.20' }],
  fees: [{ name: 'Rush', cost: '3.00' }],
};
const EXCLUSIVE: OrderInput = { ...INCLUSIVE, inclusive: false };

const portionsOf = (order: OrderInput, refund: BcRefund, context: ContextInput = {}) => {
  const snapshot = refunded(aSnapshot({ order }), refund);
  const { decisions, issues } = plannedRefunds(snapshot, aContext(context), { standing: notShipped });
  if (issues.length > 0) return issues.map(({ code }) => code);
  return decisions
    .flatMap(({ portions }) => portions)
    .map(({ rowRef, quantity, net, tax }) => [rowRef, quantity ?? '-', net, tax].join(' '));
};

describe('a refund of an order whose prices include tax', () => {
  it.each([
    ['a unit', { total_amount: 12, total_tax: 2, items: [product(11, 1)] }, ['line-11 1 10.00 2.00']],
    ['all units', { total_amount: 36, total_tax: 6, items: [product(11, 3)] }, ['line-11 3 30.00 6.00']],
    [
      'wrapping',
      { total_amount: 2.4, total_tax: 0.4, items: [amountOf('GIFT_WRAPPING', 12, 2.4)] },
      ['wrapping-12 - 2.00 0.40'],
    ],
    [
      'shipping',
      { total_amount: 3, total_tax: 0.5, items: [amountOf('SHIPPING', 501, 3)] },
      ['shipping-501 - 2.50 0.50'],
    ],
    [
      'handling',
      { total_amount: 1.2, total_tax: 0.2, items: [amountOf('HANDLING', 501, 1.2)] },
      ['handling-501 - 1.00 0.20'],
    ],
    ['a fee', { total_amount: 3, total_tax: 0.5, items: [amountOf('FEE', 901, 3)] }, ['fee-901 - 2.50 0.50']],
    [
      'an amount of the order',
      { total_amount: 5, items: [amountOf('ORDER', 100, 5)] },
      ['refund-31-order - 5.00 0.00'],
    ],
    ['tax alone', { total_amount: 1.5, total_tax: 1.5 }, ['refund-31-tax - 0.00 1.50']],
    [
      'a unit with a deduction before tax',
      { total_amount: 9, total_tax: 2, items: [product(11, 1, { adjustments: [{ amount: -3 }] })] },
      ['line-11 1 10.00 2.00', 'refund-31-deduction-11 - -3.00 0.00'],
    ],
    [
      'a unit with a deduction that lowers its tax',
      { total_amount: 9, total_tax: 1.5, items: [product(11, 1, { adjustments: [{ amount: -3 }] })] },
      ['line-11 1 10.00 2.00', 'refund-31-deduction-11 - -2.50 -0.50'],
    ],
    [
      'a cent that the store rounds otherwise',
      { total_amount: 12.01, total_tax: 2, items: [product(11, 1)] },
      ['line-11 1 10.00 2.00', 'refund-31-rounding - 0.01 0.00'],
    ],
    [
      "the merchant's own figures",
      { total_amount: 10, total_tax: 1, uses_merchant_override_values: true, items: [product(11, 1)] },
      ['line-11 1 10.00 2.00', 'refund-31-difference - -1.00 -1.00'],
    ],
    ['what its items are not', { total_amount: 14, total_tax: 2, items: [product(11, 1)] }, ['REFUND_DOES_NOT_ADD_UP']],
    [
      'a line that it does not have',
      { total_amount: 12, total_tax: 2, items: [product(99, 1)] },
      ['REFUND_DOES_NOT_ADD_UP'],
    ],
    [
      'more than shipping was',
      { total_amount: 7, total_tax: 1, items: [amountOf('SHIPPING', 501, 7)] },
      ['REFUND_DOES_NOT_ADD_UP'],
    ],
  ])('%s', (_kind, fields, expected) => {
    expect(portionsOf(INCLUSIVE, aRefund(fields))).toEqual(expected);
  });
});

describe('a refund of an order whose prices are before tax', () => {
  it.each([
    [
      'two units',
      { total_amount: 28.8, total_tax: 4.8, items: [product(11, 2, { requested_amount: 24 })] },
      ['line-11 2 24.00 4.80'],
    ],
    [
      'wrapping',
      { total_amount: 2.88, total_tax: 0.48, items: [amountOf('GIFT_WRAPPING', 12, 2.4)] },
      ['wrapping-12 - 2.40 0.48'],
    ],
    [
      'shipping, as an amount before tax',
      { total_amount: 3.6, total_tax: 0.6, items: [amountOf('SHIPPING', 501, 3)] },
      ['shipping-501 - 3.00 0.60'],
    ],
    [
      'shipping, as an amount with tax',
      { total_amount: 3.6, total_tax: 0.6, items: [amountOf('SHIPPING', 501, 3.6)] },
      ['shipping-501 - 3.00 0.60'],
    ],
    [
      'a unit and shipping and an amount of the order',
      {
        total_amount: 14.4 + 7.2 + 2,
        total_tax: 3.6,
        items: [product(11, 1), amountOf('SHIPPING', 501, 6), amountOf('ORDER', 100, 2)],
      },
      ['line-11 1 12.00 2.40', 'shipping-501 - 6.00 1.20', 'refund-31-order - 2.00 0.00'],
    ],
    [
      'a unit less a deduction before tax',
      { total_amount: 10.8, total_tax: 1.8, items: [product(11, 1, { adjustments: [{ amount: -3 }] })] },
      ['line-11 1 12.00 2.40', 'refund-31-deduction-11 - -3.00 -0.60'],
    ],
  ])('%s', (_kind, fields, expected) => {
    expect(portionsOf(EXCLUSIVE, aRefund(fields))).toEqual(expected);
  });

  it('that was discounted takes what was paid', () => {
    const order: OrderInput = { ...EXCLUSIVE, lines: [{ price: '10', quantity: 3, discounts: [{ amount: '3' }] }] };
    const refund = aRefund({ total_amount: 10.8, total_tax: 1.8, items: [product(11, 1)] });
    expect(portionsOf(order, refund)).toEqual(['line-11 1 9.00 1.80']);
  });

  it('that shows discounts as rows takes the row as it stands, and gives the discount back', () => {
    const order: OrderInput = { ...EXCLUSIVE, lines: [{ price: '10', quantity: 3, discounts: [{ amount: '3' }] }] };
    const refund = aRefund({
      total_amount: 10.8,
      total_tax: 1.8,
      items: [product(11, 1)],
    });
    expect(portionsOf(order, refund, { rules: { discounts: 'rows' } })).toEqual([
      'line-11 1 10.00 2.00',
      'refund-31-discount - -1.00 -0.20',
    ]);
  });

  it('two taxes on a line go back together', () => {
    const taxes = [
      { name: 'State', rate: '6.25' },
      { name: 'County', rate: '2' },
    ];
    const order: OrderInput = { defaultTaxes: taxes, lines: [{ price: '19.99', quantity: 2 }] };
    const refund = aRefund({ total_amount: 21.64, total_tax: 1.65, items: [product(11, 1)] });
    expect(portionsOf(order, refund)).toEqual(['line-11 1 19.99 1.65']);
  });
});

it('takes whole yen', () => {
  const order: OrderInput = {
    digits: 0,
    default_currency_code: 'JPY',
    store_default_currency_code: 'JPY',
    currency_code: 'JPY',
    inclusive: true,
    defaultTaxes: [{ name: 'JCT', rate: '10' }],
    lines: [{ price: '1000', quantity: 3 }],
  };
  const refund = aRefund({ total_amount: 1000, total_tax: 91, items: [product(11, 1)] });
  expect(portionsOf(order, refund)).toEqual(['line-11 1 909 91']);
});

it('leaves nothing of a row whose units go back one by one', () => {
  const order: OrderInput = { inclusive: true, defaultTaxes: VAT, lines: [{ price: '3.3333', quantity: 3 }] };
  const one = (id: number, total: number, tax: number) =>
    aRefund({ id, total_amount: total, total_tax: tax, items: [product(11, 1)] });
  const snapshot = refunded(aSnapshot({ order }), one(31, 3.33, 0.56), one(32, 3.34, 0.55), one(33, 3.33, 0.56));
  const { plan, issues } = plannedRefunds(snapshot, aContext(), { standing: notShipped });
  expect(issues).toEqual([]);
  expect(plan.salesOrders[0]).toMatchObject({
    draft: { rows: [] },
    expected: { gross: '0.00', tax: '0.00' },
    reserve: [],
  });
});

it('is booked with a row for the difference once a person released it', () => {
  const refund = aRefund({ total_amount: 14, total_tax: 2, items: [product(11, 1)] });
  expect(portionsOf(INCLUSIVE, refund, { amendments: { released: ['refund-31'] } })).toEqual([
    'line-11 1 10.00 2.00',
    'refund-31-difference - 2.00 0.00',
  ]);
});
