import * as fc from 'fast-check';
import { money, sum, type Money } from '../../../src/domain/money';
import { buildOrder, type BuiltOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { CouponInput, LineInput, OrderInput } from '../../../src/simulators/bigcommerce/order-input';

type Row = Record<string, unknown>;

const linesOf = ({ order }: BuiltOrder): Row[] => {
  const consignments = order['consignments'] as {
    shipping: { line_items: Row[] }[];
    pickups: { line_items: Row[] }[];
    downloads: { line_items: Row[] }[];
    email: { gift_certificates: { line_items: Row[] }[] };
  };
  const { shipping, pickups, downloads, email } = consignments;
  return [...shipping, ...pickups, ...downloads, ...email.gift_certificates].flatMap(({ line_items: lines }) => lines);
};

const amountOf = (row: Row, field: string): Money => money(row[field] as string);
const total = (rows: readonly Row[], field: string): string => sum(rows.map((row) => amountOf(row, field))).toFixed(4);
const header = (built: BuiltOrder, ...fields: string[]): string =>
  sum(fields.map((field) => amountOf(built.order, field))).toFixed(4);
const off = (built: BuiltOrder): Money =>
  amountOf(built.order, 'discount_amount').plus(amountOf(built.order, 'coupon_discount'));
const feeTotal = (built: BuiltOrder, side: string): Money => money(total(built.order['fees'] as Row[], `cost_${side}`));

describe('the builder repeats real orders', () => {
  it('519: inclusive, 10 × 250.00 at 5.5 %, 100 off by hand', () => {
    const built = buildOrder({
      taxMode: 'inclusive',
      lines: [{ name: 'Line', price: '250', quantity: 10, taxRate: '5.5' }],
      discount: '100',
    });
    expect(built.order).toMatchObject({
      is_tax_inclusive_pricing: true,
      subtotal_ex_tax: '2369.6667',
      subtotal_inc_tax: '2500.0000',
      subtotal_tax: '125.1200',
      total_ex_tax: '2274.8800',
      total_inc_tax: '2400.0000',
      total_tax: '125.1200',
      discount_amount: '100.0000',
      coupon_discount: '0.0000',
    });
    expect(linesOf(built)[0]).toMatchObject({
      base_price: '250.0000',
      price_ex_tax: '236.9667',
      price_inc_tax: '250.0000',
      price_tax: '13.0333',
      total_ex_tax: '2369.6667',
      total_inc_tax: '2500.0000',
      total_tax: '125.1200',
      applied_discounts: [
        { id: 'manual-discount', amount: '100.0000', name: 'Manual Discount', code: null, target: 'order' },
      ],
      discounted_total_inc_tax: '2400.0000',
    });
  });

  it('120: exclusive, the line of 89.00 at 7 % with 35.90 of the discount', () => {
    const built = buildOrder({
      taxMode: 'exclusive',
      lines: [{ name: 'Line', price: '89', taxRate: 7 }],
      discount: '35.90',
    });
    expect(linesOf(built)[0]).toMatchObject({
      price_ex_tax: '89.0000',
      price_inc_tax: '95.2350',
      price_tax: '6.2350',
      total_ex_tax: '89.0000',
      total_inc_tax: '95.2350',
      total_tax: '3.7200',
      discounted_total_inc_tax: '56.8200',
    });
  });

  it('the percentage coupon on a tax-exclusive store: 2 × 19.99 + 5.01, 10 %, 8.25 %, shipping 7.95 is 52.44', () => {
    const built = buildOrder({
      taxMode: 'exclusive',
      lines: [
        { name: 'Two', price: '19.99', quantity: 2, taxRate: '8.25' },
        { name: 'One', price: '5.01', taxRate: '8.25' },
      ],
      coupon: { code: 'TEN', type: 'percentage', amount: 10 },
      shipping: { cost: '7.95', taxRate: '8.25' },
    });
    expect(built.order).toMatchObject({ coupon_discount: '4.5000', total_inc_tax: '52.4400' });
    expect(built.coupons).toMatchObject([{ code: 'TEN', type: 1, amount: '10.0000', discount: 4.5 }]);
  });
});

describe('parts of an order', () => {
  const line: LineInput = { name: 'Mug', sku: 'MUG', price: '10.00', taxRate: 10 };
  const base: OrderInput = { taxMode: 'exclusive', lines: [line] };

  it('lists each tax of a line, and of shipping, as a row', () => {
    const taxes = [
      { name: 'State', rate: '6.25' },
      { name: 'County', rate: '2' },
    ];
    const { taxes: rows } = buildOrder({
      ...base,
      lines: [{ ...line, taxRate: 0, taxes }],
      shipping: { cost: 5, taxRate: 20 },
    });
    expect(rows).toMatchObject([
      { name: 'State', rate: '6.2500', line_amount: '0.6300', line_item_type: 'item', order_product_id: 1 },
      { name: 'County', rate: '2.0000', line_amount: '0.2000', line_item_type: 'item', order_product_id: 1 },
      { name: 'Tax', rate: '20.0000', line_amount: '1.0000', line_item_type: 'shipping', order_product_id: null },
    ]);
  });

  it('puts lines where they go: shipped by address, downloaded, mailed', () => {
    const built = buildOrder({
      ...base,
      lines: [
        line,
        { ...line, address: 1 },
        { ...line, type: 'digital' },
        { name: 'Gift certificate', price: 50, type: 'giftcertificate' },
      ],
      addresses: [{ address: { city: 'Austin' } }, { address: { city: 'Dallas' }, shipping: { cost: '3' } }],
      shipping: { cost: '5', taxRate: 10, method: 'Express' },
    });
    expect(built.order).toMatchObject({
      shipping_cost_ex_tax: '8.0000',
      shipping_cost_tax: '0.5000',
      consignments: {
        shipping: [
          { city: 'Austin', shipping_method: 'Express', cost_ex_tax: 5, cost_inc_tax: 5.5, line_items: [{ id: 1 }] },
          { city: 'Dallas', shipping_method: 'Flat Rate', cost_ex_tax: 3, cost_tax: 0, line_items: [{ id: 2 }] },
        ],
        downloads: [{ recipient_email: 'jane.doe@example.com', line_items: [{ id: 3, type: 'digital' }] }],
        email: { gift_certificates: [{ line_items: [{ id: 4, gift_certificate_id: 4 }] }] },
      },
    });
  });

  it('lets the shopper collect the order', () => {
    const built = buildOrder({ ...base, pickup: { name: 'Store', location: { name: 'Austin' } } });
    expect(built.order['consignments']).toMatchObject({
      shipping: [],
      pickups: [{ pickup_method_display_name: 'Store', location: { name: 'Austin' }, line_items: [{ id: 1 }] }],
    });
  });

  it.each([
    ['shipping-cost', { shipping_cost_ex_tax: '0.0000', coupon_discount: '0.0000', total_inc_tax: '11.0000' }],
    ['coupon-discount', { shipping_cost_ex_tax: '5.0000', coupon_discount: '5.0000', total_inc_tax: '11.0000' }],
  ] as const)('shows a free-shipping coupon in the %s', (shippingCoupon, expected) => {
    const coupon: CouponInput = { code: 'FREE', type: 'free_shipping', amount: 0 };
    const shipping = { cost: 5, taxRate: 10 };
    const built = buildOrder({ ...base, coupon, shipping, assumptions: { shippingCoupon } });
    expect(built.order).toMatchObject(expected);
    expect(built.coupons).toMatchObject([{ type: 4, discount: 5 }]);
  });

  it.each([
    [true, '14.3000'],
    [false, '11.0000'],
  ])('counts fees in the total: %s', (feesInTotal, expected) => {
    const built = buildOrder({
      ...base,
      fees: [{ name: 'Small order', cost: 3, taxRate: 10 }],
      assumptions: { feesInTotal },
    });
    expect(built.order).toMatchObject({ total_inc_tax: expected, fees: [{ cost_inc_tax: '3.3000' }] });
  });

  it.each([
    [false, '11.0000'],
    [true, '7.0000'],
  ])('takes gift certificates off the total: %s', (giftCertificatesReduceTotal, expected) => {
    const assumptions = { giftCertificatesReduceTotal };
    const built = buildOrder({ ...base, giftCertificateAmount: 4, storeCreditAmount: 1, assumptions });
    expect(built.order).toMatchObject({ total_inc_tax: expected, gift_certificate_amount: '4.0000' });
    expect(built.transactions.map(({ method, amount }) => [method, amount])).toEqual([
      ['gift_certificate', 4],
      ['store_credit', 1],
      ['credit_card', 6],
    ]);
  });

  it.each([
    ['an unpaid order', { statusId: 7 }, [], ''],
    ['a paid order', {}, [['purchase', 11]], 'captured'],
    [
      'an authorization',
      { transactions: [{ event: 'authorization' as const }] },
      [['authorization', 11]],
      'authorized',
    ],
    ['a declined card', { transactions: [{ status: 'error' as const }] }, [['purchase', 11]], 'declined'],
  ])('has the transactions of %s', (_what, more, expected, status) => {
    const built = buildOrder({ ...base, ...more });
    expect(built.transactions.map(({ event, amount }) => [event, amount])).toEqual(expected);
    expect(built.order['payment_status']).toBe(status);
  });

  it('ties a capture to its authorization', () => {
    const { transactions } = buildOrder({
      ...base,
      storeCreditAmount: 1,
      transactions: [{ event: 'authorization' }, { event: 'capture', actsOn: 0 }],
    });
    expect(transactions[2]).toMatchObject({ event: 'capture', reference_transaction_id: transactions[1]!['id'] });
  });

  it.each([
    ['JPY', '1234', 10, '123.0000', '1357.0000'],
    ['KWD', '1.234', 5, '0.0620', '1.2960'],
  ])('rounds tax to the smallest unit of %s', (currency, price, taxRate, tax, expected) => {
    const built = buildOrder({ taxMode: 'exclusive', currency, lines: [{ name: 'Line', price, taxRate }] });
    expect(built.order).toMatchObject({ total_tax: tax, total_inc_tax: expected, default_currency_code: currency });
  });

  it('leaves nothing of a line that is wholly discounted', () => {
    const built = buildOrder({ ...base, coupon: { code: 'ALL', type: 'percentage', amount: 100 } });
    expect(built.order).toMatchObject({ total_inc_tax: '0.0000', total_tax: '0.0000', coupon_discount: '10.0000' });
    expect(built.transactions).toEqual([]);
  });
});

const cents = (max: number) => fc.integer({ min: 0, max }).map((value) => (value / 100).toFixed(2));
const rate = fc.constantFrom('0', '5', '5.5', '8.25', '20', '22.5');
const lineInput: fc.Arbitrary<LineInput> = fc.record({
  name: fc.constant('Line'),
  price: cents(20_000),
  quantity: fc.integer({ min: 1, max: 12 }),
  taxes: fc.array(rate, { maxLength: 2 }).map((rates) => rates.map((value) => ({ name: `T${value}`, rate: value }))),
});
const orderInput: fc.Arbitrary<OrderInput> = fc
  .record({
    taxMode: fc.constantFrom('exclusive' as const, 'inclusive' as const),
    lines: fc.array(lineInput, { minLength: 1, maxLength: 6 }),
    share: fc.integer({ min: 0, max: 40 }),
    coupon: fc.constantFrom('percentage' as const, 'per_total' as const, 'shipping' as const),
    couponAmount: fc.integer({ min: 0, max: 50 }),
    shipping: fc.record({ cost: cents(3_000), taxRate: rate }),
    handling: fc.record({ cost: cents(500), taxRate: rate }),
    fee: fc.record({ name: fc.constant('Fee'), cost: cents(500), taxRate: rate }),
  })
  .map(({ share, coupon, couponAmount, fee, ...input }) => {
    const goods = sum(input.lines.map((line) => money(line.price).times(line.quantity ?? 1)));
    const discount = goods.times(share).div(100).toFixed(2);
    return { ...input, discount, coupon: { code: 'C', type: coupon, amount: couponAmount }, fees: [fee] };
  });

describe('every order', () => {
  const forAll = (check: (built: BuiltOrder, input: OrderInput) => void) =>
    fc.assert(
      fc.property(orderInput, (input) => check(buildOrder(input), input)),
      { numRuns: 150 },
    );

  it('has total_ex_tax = total_inc_tax − total_tax, and total_tax as the sum of its parts', () => {
    forAll((built) => {
      expect(header(built, 'total_ex_tax', 'total_tax')).toBe(header(built, 'total_inc_tax'));
      const parts = header(built, 'subtotal_tax', 'shipping_cost_tax', 'handling_cost_tax', 'wrapping_cost_tax');
      expect(money(parts).plus(feeTotal(built, 'tax')).toFixed(4)).toBe(header(built, 'total_tax'));
    });
  });

  it('takes its discounts off the side of its tax mode', () => {
    forAll((built, { taxMode }) => {
      const side = taxMode === 'inclusive' ? 'inc_tax' : 'ex_tax';
      const costs = ['subtotal', 'shipping_cost', 'handling_cost', 'wrapping_cost'].map((name) => `${name}_${side}`);
      const before = money(header(built, ...costs)).plus(feeTotal(built, side));
      expect(before.minus(off(built)).toFixed(4)).toBe(header(built, `total_${side}`));
    });
  });

  it('has lines that add up to the header, on the true side and in tax', () => {
    forAll((built, { taxMode }) => {
      const lines = linesOf(built);
      const side = taxMode === 'inclusive' ? 'inc_tax' : 'ex_tax';
      expect(total(lines, `total_${side}`)).toBe(header(built, `subtotal_${side}`));
      expect(total(lines, 'total_tax')).toBe(header(built, 'subtotal_tax'));
    });
  });

  it('has lines whose discounted total is what the shopper paid for them', () => {
    forAll((built, { taxMode }) => {
      const paid = money(total(linesOf(built), 'discounted_total_inc_tax'));
      const goods =
        taxMode === 'inclusive' ? header(built, 'subtotal_inc_tax') : header(built, 'subtotal_ex_tax', 'subtotal_tax');
      expect(paid.toFixed(4)).toBe(money(goods).minus(off(built)).toFixed(4));
    });
  });

  it('applies its discounts to lines without residue', () => {
    forAll((built) => {
      const applied = linesOf(built).flatMap((line) => line['applied_discounts'] as Row[]);
      expect(total(applied, 'amount')).toBe(off(built).toFixed(4));
    });
  });

  it('lists taxes that add up to its tax, fees aside', () => {
    forAll((built) => {
      const expected = amountOf(built.order, 'total_tax').minus(feeTotal(built, 'tax'));
      expect(total(built.taxes, 'line_amount')).toBe(expected.toFixed(4));
    });
  });
});
