/** Orders of real stores, with the figures as BigCommerce printed them: the evidence the arithmetic rests on. */
import type { OrderInput } from './support/an-order';
import { documentOf, issuesOf, rowsOf, type Case } from './support/documents';

/** Header and line figures verbatim; whatever is not given is zero. `flag: undefined` is an order that lacks the field. */
function printed(header: OrderInput, line: Record<string, unknown>, flag: boolean | undefined): Case {
  return {
    order: {
      shipping_cost_ex_tax: '0.0000',
      shipping_cost_inc_tax: '0.0000',
      shipping_cost_tax: '0.0000',
      discount_amount: '0.0000',
      coupon_discount: '0.0000',
      is_tax_inclusive_pricing: flag,
      ...header,
      lines: [{ discounted_total_inc_tax: null, applied_discounts: [], sku: 'SKU-1', ...line }],
    },
    taxes: [],
  };
}

const order519 = printed(
  {
    id: 519,
    subtotal_ex_tax: '2369.6667',
    subtotal_inc_tax: '2500.0000',
    subtotal_tax: '125.1200',
    total_ex_tax: '2274.8800',
    total_inc_tax: '2400.0000',
    total_tax: '125.1200',
    discount_amount: '100.0000',
  },
  {
    id: 537,
    quantity: 10,
    base_price: '250.0000',
    price_ex_tax: '236.9667',
    price_inc_tax: '250.0000',
    price_tax: '13.0333',
    base_total: '2500.0000',
    total_ex_tax: '2369.6667',
    total_inc_tax: '2500.0000',
    total_tax: '125.1200',
    applied_discounts: [
      { id: 'manual-discount', amount: '100.0000', name: 'Manual Discount', code: null, target: 'order' },
    ],
    discounted_total_inc_tax: '2400.0000',
  },
  true,
);

const order105 = printed(
  {
    id: 105,
    default_currency_code: 'GBP',
    subtotal_ex_tax: '499.0000',
    subtotal_inc_tax: '598.8000',
    subtotal_tax: '99.8000',
    total_ex_tax: '489.0000',
    total_inc_tax: '586.8000',
    total_tax: '97.8000',
    discount_amount: '10.0000',
  },
  {
    id: 7,
    quantity: 1,
    base_price: '499.0000',
    price_ex_tax: '499.0000',
    price_inc_tax: '598.8000',
    price_tax: '99.8000',
    base_total: '499.0000',
    total_ex_tax: '499.0000',
    total_inc_tax: '598.8000',
    total_tax: '99.8000',
    applied_discounts: [{ id: 'manual-discount', amount: '10.00' }],
  },
  undefined,
);

/** 2018-19 sample without lines: one line holding the header's subtotal stands for them. */
const order218 = printed(
  {
    id: 218,
    subtotal_ex_tax: '62.6793',
    subtotal_inc_tax: '67.8400',
    subtotal_tax: '4.4000',
    base_shipping_cost: '12.0000',
    shipping_cost_ex_tax: '11.0900',
    shipping_cost_inc_tax: '12.0000',
    shipping_cost_tax: '0.9100',
    total_ex_tax: '64.5300',
    total_inc_tax: '69.8400',
    total_tax: '5.3100',
    discount_amount: '5.0000',
    coupon_discount: '5.0000',
  },
  {
    id: 1,
    quantity: 4,
    base_price: '16.9600',
    price_ex_tax: '15.6698',
    price_inc_tax: '16.9600',
    price_tax: '1.2902',
    total_ex_tax: '62.6793',
    total_inc_tax: '67.8400',
    total_tax: '4.4000',
    applied_discounts: [
      { id: 'coupon', amount: '5.0000', code: 'S2549JM0Y', target: 'order' },
      { id: 'total-coupon', amount: '5.0000', target: 'order' },
    ],
  },
  undefined,
);

const order463 = printed(
  {
    id: 463,
    subtotal_ex_tax: '300.0000',
    subtotal_inc_tax: '316.5000',
    subtotal_tax: '16.5000',
    total_ex_tax: '300.0000',
    total_inc_tax: '316.5000',
    total_tax: '16.5000',
  },
  {
    id: 481,
    quantity: 2,
    base_price: '150.0000',
    price_ex_tax: '150.0000',
    price_inc_tax: '158.2500',
    price_tax: '8.2500',
    total_ex_tax: '300.0000',
    total_inc_tax: '316.5000',
    total_tax: '16.5000',
  },
  false,
);

const order7755 = printed(
  {
    id: 7755,
    default_currency_code: 'CAD',
    subtotal_ex_tax: '60.3000',
    subtotal_inc_tax: '60.3000',
    subtotal_tax: '0.0000',
    total_ex_tax: '54.7500',
    total_inc_tax: '54.7500',
    total_tax: '0.0000',
    discount_amount: '5.5500',
  },
  {
    id: 9211,
    quantity: 18,
    base_price: '3.3500',
    price_ex_tax: '3.3500',
    price_inc_tax: '3.3500',
    price_tax: '0.0000',
    total_ex_tax: '60.3000',
    total_inc_tax: '60.3000',
    total_tax: '0.0000',
    applied_discounts: [
      { id: 'manual-discount', amount: '5.5500', name: 'Manual Discount', code: null, target: 'order' },
    ],
  },
  undefined,
);

/**
 * Published with one of its two lines. The other line's net follows from the header (341 − 89 before, 50 − 35.90 off);
 * its tax is what is left of the subtotal's after the first line.
 */
const order120: Case = {
  order: {
    ...order463.order,
    id: 120,
    subtotal_ex_tax: '341.0000',
    subtotal_inc_tax: '363.1800',
    subtotal_tax: '22.1800',
    base_shipping_cost: '9.0000',
    shipping_cost_ex_tax: '9.0000',
    shipping_cost_inc_tax: '10.1700',
    shipping_cost_tax: '1.1700',
    total_ex_tax: '300.0000',
    total_inc_tax: '325.5200',
    total_tax: '25.5200',
    discount_amount: '50.0000',
    is_tax_inclusive_pricing: undefined,
    lines: [
      {
        id: 20,
        sku: 'SKU-1',
        base_price: '89.0000',
        price_ex_tax: '89.0000',
        price_inc_tax: '95.2350',
        price_tax: '6.2350',
        total_ex_tax: '89.0000',
        total_inc_tax: '95.2350',
        total_tax: '3.7200',
        applied_discounts: [{ id: 'manual-discount', amount: '35.9000', code: null, target: 'order' }],
        discounted_total_inc_tax: '56.8200',
      },
      {
        id: 21,
        sku: 'SKU-2',
        base_price: '252.0000',
        price_ex_tax: '252.0000',
        price_inc_tax: '271.5300',
        price_tax: '19.5300',
        total_ex_tax: '252.0000',
        total_inc_tax: '271.5300',
        total_tax: '18.4600',
        applied_discounts: [{ id: 'manual-discount', amount: '14.1000', code: null, target: 'order' }],
        discounted_total_inc_tax: '256.3600',
      },
    ],
  },
  taxes: [],
};

describe('orders of real stores', () => {
  it('519: inclusive, manual discount of 100 on 2500: tax stays 125.12, net is 2274.88', () => {
    expect(rowsOf(order519)).toEqual(['line-537 | 1001 | 10 | T20 | 2274.88 | 125.12']);
    expect(documentOf(order519)).toMatchObject({
      taxMode: 'inclusive',
      proven: { basis: { name: 'line-discounted-total' } },
    });
  });

  it('519 in rows: the discount is a row of its own with its share of the tax', () => {
    expect(rowsOf({ ...order519, rules: { discounts: 'rows' } })).toEqual([
      'line-537 | 1001 | 10 | T20 | 2369.67 | 130.33',
      'discount-1 | Discount (Manual Discount) | 1 | T20 | -94.79 | -5.21 | 4050',
    ]);
  });

  it('218: inclusive, a discount and a coupon of 5 each, and taxed shipping', () => {
    expect(rowsOf(order218)).toEqual([
      'line-1 | 1001 | 4 | T20 | 53.44 | 4.40',
      'shipping-501 | Ground | 1 | T20 | 11.09 | 0.91 | 4040',
    ]);
    expect(documentOf(order218)).toMatchObject({
      taxMode: 'inclusive',
      proven: { basis: { name: 'line-applied-discounts' } },
    });
  });

  it('105: exclusive, from before the flag, tax of the line printed before the discount', () => {
    expect(rowsOf(order105)).toEqual(['line-7 | 1001 | 1 | T20 | 489.00 | 97.80']);
    expect(documentOf(order105)).toMatchObject({
      taxMode: 'exclusive',
      proven: { basis: { name: 'line-tax-before-discounts' } },
    });
  });

  it('463: exclusive without a discount', () => {
    expect(rowsOf(order463)).toEqual(['line-481 | 1001 | 2 | T20 | 300.00 | 16.50']);
  });

  it('7755: untaxed, 18 pieces, manual discount of 5.55', () => {
    expect(rowsOf(order7755)).toEqual(['line-9211 | 1001 | 18 | T0 | 54.75 | 0.00']);
    expect(documentOf(order7755).taxMode).toBe('untaxed');
  });

  it('120 as published stops, because its edited total tax cannot be rebuilt', () => {
    const [first] = issuesOf(order120);
    expect(first).toMatchObject({
      code: 'TOTALS_DO_NOT_ADD_UP',
      details: { total: { gross: '325.52', tax: '25.52' }, off: { gross: '2.17', tax: '2.17' }, mode: 'exclusive' },
    });
  });

  it('120 with the tax its rows carry: each line keeps its own discounted net and tax', () => {
    const healed = { ...order120, order: { ...order120.order, total_tax: '23.3500', total_inc_tax: '323.3500' } };
    expect(rowsOf(healed)).toEqual([
      'line-20 | 1001 | 1 | T20 | 53.10 | 3.72',
      'line-21 | 1002 | 1 | T20 | 237.90 | 18.46',
      'shipping-501 | Ground | 1 | T20 | 9.00 | 1.17 | 4040',
    ]);
  });

  it('an override whose total says no tax while its lines are taxed stops, with the table', () => {
    const override = printed(
      {
        id: 100,
        subtotal_ex_tax: '336.3200',
        subtotal_inc_tax: '361.9500',
        subtotal_tax: '25.6300',
        total_ex_tax: '361.9500',
        total_inc_tax: '361.9500',
        total_tax: '0.0000',
      },
      {
        id: 5,
        quantity: 17,
        price_ex_tax: '19.7835',
        price_inc_tax: '21.2912',
        price_tax: '1.5076',
        total_ex_tax: '336.3200',
        total_inc_tax: '361.9500',
        total_tax: '25.6300',
      },
      false,
    );
    const [first] = issuesOf(override);
    expect(first).toMatchObject({
      code: 'TOTALS_DO_NOT_ADD_UP',
      details: {
        off: { gross: '0', tax: '-25.63' },
        table: [{ row: 'line 5 (SKU SKU-1) × 17', net: '336.3200', tax: '25.6300', gross: '361.9500' }],
      },
    });
    expect(first?.message).toContain('total 361.95');
  });

  it('totals kept as an API client sent them, beside a discount that was never taken off, add up without it', () => {
    const sent = printed(
      {
        id: 110,
        subtotal_ex_tax: '1705.0000',
        subtotal_inc_tax: '1915.0000',
        subtotal_tax: '210.0000',
        total_ex_tax: '1705.0000',
        total_inc_tax: '1915.0000',
        total_tax: '210.0000',
        discount_amount: '10.0000',
      },
      {
        id: 8,
        quantity: 1,
        price_ex_tax: '1705.0000',
        price_inc_tax: '1915.0000',
        price_tax: '210.0000',
        total_ex_tax: '1705.0000',
        total_inc_tax: '1915.0000',
        total_tax: '210.0000',
      },
      false,
    );
    expect(rowsOf(sent)).toEqual(['line-8 | 1001 | 1 | T20 | 1705.00 | 210.00']);
  });
});
