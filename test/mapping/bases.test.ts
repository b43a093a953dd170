/** Readings of what BigCommerce does not document: each is tried, proved by the totals, and named. */
import { documentOf, issuesOf, rowsOf, type Case } from './support/documents';
import type { TaxInput } from './support/pricing';

const VAT: readonly TaxInput[] = [{ name: 'VAT', rate: '20' }];
const TWO_RATES = {
  zeroRated: 'T0',
  outOfScope: 'T9',
  rules: [
    { when: { rate: '20' }, code: 'T20' },
    { when: { rate: '5' }, code: 'T5' },
  ],
};
const basisOf = (input: Case): string => documentOf(input).proven.basis.name;

describe('shipping coupons', () => {
  const coupon = { id: 1, type: 3, code: 'SHIP5', amount: '5', discount: '5.0000' };

  it('in the shipping cost: the printed cost is already net, whatever coupon_discount says', () => {
    const input: Case = {
      order: { defaultTaxes: VAT, lines: [{ price: '20' }], shipTo: [{ cost: '3' }], coupon_discount: '5.0000' },
      coupons: [coupon],
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T20 | 20.00 | 4.00',
      'shipping-501 | Ground | 1 | T20 | 3.00 | 0.60 | 4040',
    ]);
    expect(basisOf(input)).toBe('line-discounted-total');
  });

  it('in the coupon discount: the shipping row carries what was paid for it', () => {
    const input: Case = {
      order: {
        defaultTaxes: VAT,
        lines: [{ price: '20' }],
        shipTo: [{ cost: '8' }],
        shipping_cost_tax: '0.6000',
        coupon_discount: '5.0000',
        total_ex_tax: '23.0000',
        total_inc_tax: '27.6000',
        total_tax: '4.6000',
      },
      coupons: [coupon],
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T20 | 20.00 | 4.00',
      'shipping-501 | Ground | 1 | T20 | 3.00 | 0.60 | 4040',
    ]);
    expect(basisOf(input)).toBe('line-discounted-total, shipping-coupon-off-shipping');
  });

  it('in the coupon discount, with the tax on shipping printed before it', () => {
    const input: Case = {
      order: {
        inclusive: true,
        defaultTaxes: VAT,
        lines: [{ price: '24' }],
        shipTo: [{ cost: '9.60' }],
        coupon_discount: '6.0000',
        total_ex_tax: '23.0000',
        total_inc_tax: '27.6000',
        total_tax: '4.6000',
      },
      coupons: [{ ...coupon, discount: '6.0000' }],
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T20 | 20.00 | 4.00',
      'shipping-501 | Ground | 1 | T20 | 3.00 | 0.60 | 4040',
    ]);
    expect(basisOf(input)).toBe('line-discounted-total, shipping-coupon-off-shipping-and-its-tax');
  });

  it('free shipping in the coupon discount leaves a shipping row of nothing', () => {
    const input: Case = {
      order: {
        lines: [{ price: '20' }],
        shipTo: [{ cost: '8' }],
        coupon_discount: '8.0000',
        total_ex_tax: '20.0000',
        total_inc_tax: '20.0000',
      },
      coupons: [{ ...coupon, type: 4, discount: '8.0000' }],
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T0 | 20.00 | 0.00',
      'shipping-501 | Ground | 1 | T0 | 0.00 | 0.00 | 4040',
    ]);
  });

  it('free shipping in the shipping cost leaves no shipping row', () => {
    const input: Case = {
      order: { lines: [{ price: '20' }], shipTo: [{ cost: '0' }] },
      coupons: [{ ...coupon, type: 4, discount: '8.0000' }],
    };
    expect(rowsOf(input)).toEqual(['line-11 | 1001 | 1 | T0 | 20.00 | 0.00']);
  });

  it('is no reason to split the shipping row, whose tax is that of what the coupon left', () => {
    const input: Case = {
      order: {
        defaultTaxes: VAT,
        lines: [{ price: '20' }],
        shipTo: [{ cost: '8' }],
        shipping_cost_tax: '0.6000',
        shipping_cost_inc_tax: '8.6000',
        coupon_discount: '5.0000',
        total_ex_tax: '23.0000',
        total_inc_tax: '27.6000',
        total_tax: '4.6000',
      },
      taxes: [
        { id: 1, order_product_id: 11, line_item_type: 'item', name: 'VAT', rate: '20', line_amount: '4' },
        { id: 2, order_address_id: 501, line_item_type: 'shipping', name: 'VAT', rate: '20', line_amount: '0.6' },
      ],
      coupons: [coupon],
    };
    expect(rowsOf(input)[1]).toBe('shipping-501 | Ground | 1 | T20 | 3.00 | 0.60 | 4040');
  });

  it('off two addresses in proportion to what they cost', () => {
    const input: Case = {
      order: {
        lines: [{ price: '20' }],
        shipTo: [{ cost: '6' }, { cost: '4' }],
        coupon_discount: '5.0000',
        total_ex_tax: '25.0000',
        total_inc_tax: '25.0000',
      },
      coupons: [coupon],
    };
    expect(rowsOf(input).slice(1)).toEqual([
      'shipping-501 | Ground | 1 | T0 | 3.00 | 0.00 | 4040',
      'shipping-502 | Ground | 1 | T0 | 2.00 | 0.00 | 4040',
    ]);
  });
});

describe('a discount that no line lists', () => {
  const order = {
    defaultTaxes: VAT,
    lines: [
      { price: '20', total_tax: '3.6000' },
      { price: '10', total_tax: '1.8000' },
    ].map((line) => ({
      ...line,
      discounted_total_inc_tax: null,
    })),
    discount_amount: '3.0000',
    total_ex_tax: '27.0000',
    total_inc_tax: '32.4000',
    total_tax: '5.4000',
  };

  it('is spread over the lines in proportion where all share one tax code', () => {
    expect(rowsOf({ order })).toEqual([
      'line-11 | 1001 | 1 | T20 | 18.00 | 3.60',
      'line-12 | 1002 | 1 | T20 | 9.00 | 1.80',
    ]);
    expect(documentOf({ order }).notices).toContain(
      'a discount that no line lists was spread over the lines in proportion',
    );
  });

  it('stops where the lines differ in tax code, for nobody knows its share of each', () => {
    const [first] = issuesOf({ order, amendments: { taxCodeByLine: { '12': 'T5' } } });
    expect(first?.code).toBe('TOTALS_DO_NOT_ADD_UP');
  });

  it('stops as ambiguous where it fits on lines and on shipping, which differ in tax code', () => {
    const input: Case = {
      order: {
        ...order,
        lines: [{ price: '20', total_tax: '3.6000', discounted_total_inc_tax: null, taxes: VAT }],
        defaultTaxes: [],
        shipTo: [{ cost: '10' }],
        discount_amount: '2.0000',
        total_ex_tax: '28.0000',
        total_inc_tax: '31.6000',
        total_tax: '3.6000',
      },
    };
    const [first] = issuesOf(input);
    expect(first?.code).toBe('AMBIGUOUS_BASIS');
    expect(first?.details?.['readings']).toMatchObject([
      { basis: 'line-applied-discounts, unlisted-discount-over-lines' },
      { basis: 'line-applied-discounts, unlisted-discount-off-shipping' },
    ]);
    expect(rowsOf({ ...input, amendments: { taxCodeByLine: { 'shipping-501': 'T20' } } })).toHaveLength(2);
  });
});

describe('a plain reading', () => {
  it('is not doubted because another one reaches the same total by chance', () => {
    // Read as inclusive, with the gift certificate taken off the total, the order comes to the same as well.
    const order = {
      defaultTaxes: VAT,
      lines: [{ price: '10', discounts: [{ amount: '0.10' }] }],
      gift_certificate_amount: '0.02',
    };
    expect(documentOf({ order })).toMatchObject({ taxMode: 'exclusive', proven: { basis: { plain: true } } });
  });

  it('of the declared tax mode is taken before a plain one of the other', () => {
    const lines = [{ price: '10', discounts: [{ amount: '0.02' }], discounted_total_inc_tax: null }];
    expect(documentOf({ order: { defaultTaxes: VAT, lines } }).taxMode).toBe('exclusive');
    expect(documentOf({ order: { defaultTaxes: VAT, lines, inclusive: true } }).taxMode).toBe('inclusive');
  });
});

describe('discounts as rows', () => {
  it('one per tax code, with its own negative tax, and the sums of what was paid', () => {
    const input: Case = {
      order: {
        lines: [
          { price: '100', taxes: VAT, discounts: [{ id: 'coupon', amount: '10', code: 'TEN' }] },
          { price: '40', taxes: [{ name: 'VAT', rate: '5' }], discounts: [{ id: 'coupon', amount: '4', code: 'TEN' }] },
          { price: '7', taxes: VAT },
        ],
      },
      rules: { discounts: 'rows', tax: TWO_RATES },
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T20 | 100.00 | 20.00',
      'line-12 | 1002 | 1 | T5 | 40.00 | 2.00',
      'line-13 | 1003 | 1 | T20 | 7.00 | 1.40',
      'discount-1 | Discount (TEN) | 1 | T20 | -10.00 | -2.00 | 4050',
      'discount-2 | Discount (TEN) | 1 | T5 | -4.00 | -0.20 | 4050',
    ]);
  });

  it('inclusive, with a residue of rounding between tax before and tax after', () => {
    const input: Case = {
      order: { inclusive: true, defaultTaxes: VAT, lines: [{ price: '9.99', discounts: [{ amount: '3.33' }] }] },
      rules: { discounts: 'rows', nominals: { discount: '4099' } },
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T20 | 8.32 | 1.67',
      'discount-1 | Discount | 1 | T20 | -2.77 | -0.56 | 4099',
    ]);
  });

  it('a shipping coupon is named by its code', () => {
    const input: Case = {
      order: {
        lines: [{ price: '20' }],
        shipTo: [{ cost: '8' }],
        coupon_discount: '5.0000',
        total_ex_tax: '23.0000',
        total_inc_tax: '23.0000',
      },
      coupons: [{ type: 3, code: 'SHIP5', discount: '5' }],
      rules: { discounts: 'rows' },
    };
    expect(rowsOf(input)).toEqual([
      'line-11 | 1001 | 1 | T0 | 20.00 | 0.00',
      'shipping-501 | Ground | 1 | T0 | 8.00 | 0.00 | 4040',
      'discount-1 | Discount (SHIP5) | 1 | T0 | -5.00 | 0.00 | 4050',
    ]);
  });
});

describe('shipping taxed in parts', () => {
  const shipping = (id: number, name: string, rate: string, amount: string, priority = 0) => ({
    id,
    order_address_id: 501,
    line_item_type: 'shipping',
    name,
    class: 'Shipping',
    rate,
    priority,
    line_amount: amount,
  });
  const order = (tax: string, cost = '10') => ({
    lines: [{ price: '30' }],
    shipTo: [{ cost }],
    shipping_cost_tax: tax,
    shipping_cost_inc_tax: String(Number(cost) + Number(tax)),
    total_tax: tax,
    total_ex_tax: String(30 + Number(cost)),
    total_inc_tax: String(30 + Number(cost) + Number(tax)),
  });

  it('one row per rate, which together are the whole', () => {
    const input: Case = {
      order: order('1.45'),
      taxes: [shipping(1, 'VAT', '20.0000', '1.2000'), shipping(2, 'VAT reduced', '5.0000', '0.2000')],
      rules: { tax: TWO_RATES },
    };
    expect(rowsOf({ ...input, order: order('1.40') })).toEqual([
      'line-11 | 1001 | 1 | T0 | 30.00 | 0.00',
      'shipping-501-1 | Ground | 1 | T20 | 6.00 | 1.20 | 4040',
      'shipping-501-2 | Ground | 1 | T5 | 4.00 | 0.20 | 4040',
    ]);
  });

  it('a part without tax is a row of its own', () => {
    expect(
      rowsOf({ order: order('1.20'), taxes: [shipping(1, 'VAT', '20.0000', '1.2000')], rules: { tax: TWO_RATES } }),
    ).toEqual([
      'line-11 | 1001 | 1 | T0 | 30.00 | 0.00',
      'shipping-501-1 | Ground | 1 | T20 | 6.00 | 1.20 | 4040',
      'shipping-501-untaxed | Ground | 1 | T0 | 4.00 | 0.00 | 4040',
    ]);
  });

  it('state and county tax on the whole are one row', () => {
    const taxes = [shipping(1, 'State', '6.0000', '0.6000'), shipping(2, 'County', '2.0000', '0.2000', 1)];
    expect(rowsOf({ order: order('0.80'), taxes })[1]).toBe('shipping-501 | Ground | 1 | T20 | 10.00 | 0.80 | 4040');
  });

  it('a tax on top of another tax is one row too', () => {
    const taxes = [shipping(1, 'GST', '5.0000', '5.0000'), shipping(2, 'QST', '10.0000', '10.5000', 1)];
    expect(rowsOf({ order: order('15.50', '100'), taxes })[1]).toBe(
      'shipping-501 | Ground | 1 | T20 | 100.00 | 15.50 | 4040',
    );
  });
});

describe('what is outside the printed total', () => {
  it('is told: a fee left out, a tender added again', () => {
    const order = {
      lines: [{ price: '10' }],
      fees: [{ name: 'Eco', cost: '3' }],
      gift_certificate_amount: '4.00',
      total_ex_tax: '6.0000',
      total_inc_tax: '6.0000',
    };
    expect(documentOf({ order }).notices).toEqual([
      "fee 901 is not in the store's total and was left out",
      "4 taken off the store's total was added again",
    ]);
  });
});

describe('tax details', () => {
  it('that name no line are not taken for one of it', () => {
    const taxes = [
      {
        id: 1,
        order_address_id: 501,
        line_item_type: 'item',
        name: 'VAT reduced',
        class: '',
        rate: '5',
        line_amount: '2',
      },
    ];
    const rules = { tax: { ...TWO_RATES, default: 'T9' } };
    expect(rowsOf({ order: { defaultTaxes: VAT, lines: [{ price: '10' }] }, taxes, rules })).toEqual([
      'line-11 | 1001 | 1 | T20 | 10.00 | 2.00',
    ]);
  });

  it('of a tax class and a kind of row', () => {
    const tax = {
      zeroRated: 'T0',
      outOfScope: 'T9',
      default: 'T20',
      rules: [
        { when: { kinds: ['shipping' as const], taxClass: { matches: '^ship' } }, code: 'T5' },
        { when: { kinds: ['line' as const], customerGroups: [3] }, code: 'T9' },
      ],
    };
    const shippingTax = [{ name: 'VAT', rate: '20', class: 'Shipping' }];
    const order = {
      customer_id: 4,
      defaultTaxes: VAT,
      lines: [{ price: '10' }],
      shipTo: [{ cost: '5', taxes: shippingTax }],
    };
    expect(rowsOf({ order, customer: { groupId: 3 }, rules: { tax } })).toEqual([
      'line-11 | 1001 | 1 | T9 | 10.00 | 2.00',
      'shipping-501 | Ground | 1 | T5 | 5.00 | 1.00 | 4040',
    ]);
  });
});

describe('tax codes that cannot be found', () => {
  it.each<[string, Case]>([
    ['no rule and no default', { order: { defaultTaxes: VAT }, rules: { tax: { zeroRated: 'T0', outOfScope: 'T9' } } }],
    [
      'a code that the account does not have',
      { order: { defaultTaxes: VAT }, rules: { tax: { default: 'T21', zeroRated: 'T0', outOfScope: 'T9' } } },
    ],
    [
      'amounts so small that two rates agree with them',
      { order: { defaultTaxes: VAT, lines: [{ price: '0.03' }] }, taxes: [], rules: { tax: TWO_RATES } },
    ],
    ['an amended code that does not exist', { amendments: { taxCodeByLine: { '11': 'X' } } }],
  ])('%s: stops and names the row', (_, input) => {
    expect(issuesOf(input)).toMatchObject([{ code: 'NO_TAX_CODE', subject: 'line-11' }]);
  });
});
