import { amountOf, byStripe, ORDER, product, startRefundingStore, type RefundingStore } from './refunding-store';

let store: RefundingStore;
beforeEach(async () => {
  store = await startRefundingStore();
});
afterEach(() => store.close());

describe('a refund quote', () => {
  it.each([
    ['units of a product, after discount', [product(1)], 9.9, 0.9],
    ['all its units', [product(3)], 29.7, 2.7],
    ['units less a deduction', [product(1, { adjustments: [{ amount: -2, description: 'Fee' }] })], 7.9, 0.9],
    ['gift wrapping', [{ item_type: 'GIFT_WRAPPING', item_id: 1, quantity: 3 }], 3.3, 0.3],
    ['a part of shipping', [amountOf('SHIPPING', 2)], 2.2, 0.2],
    ['handling', [amountOf('HANDLING', 2)], 2.2, 0.2],
    ['a fee', [amountOf('FEE', 1)], 1.1, 0.1],
    ['an amount of the order, untaxed', [amountOf('ORDER', 4.5)], 4.5, 0],
    ['tax alone', [amountOf('TAX', 0.7)], 0.7, 0.7],
    ['several', [product(2), amountOf('SHIPPING', 5)], 25.3, 2.3],
  ])('prices %s', async (_what, items, total, tax) => {
    const { status, data } = await store.quote(store.order(ORDER), { items });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      total_refund_amount: total,
      total_refund_tax_amount: tax,
      tax_inclusive: false,
      adjustment: 0,
      refund_methods: [
        [{ provider_id: 'custom', amount: total, offline: true, offline_provider: true }],
        [{ provider_id: 'stripe', amount: total, offline: false, offline_reason: '' }],
      ],
    });
  });

  it('takes amounts of a tax-inclusive order with their tax', async () => {
    const { data } = await store.quote(store.order({ taxMode: 'inclusive', shipping: { cost: 11, taxRate: 10 } }), {
      items: [amountOf('SHIPPING', 5.5), product(1)],
    });
    expect(data).toMatchObject({ total_refund_amount: 15.5, tax_inclusive: true });
    expect(data.total_refund_tax_amount).toBeCloseTo(1.41, 2);
  });

  it('rounds units so that all of them come to what was paid', async () => {
    const id = store.order({
      lines: [{ name: 'Mug', price: '10', quantity: 3 }],
      discount: '0.01',
      shipping: { cost: 0 },
    });
    const totals: number[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const { data } = await store.quote(id, { items: [product(1)] });
      totals.push(data.total_refund_amount);
      await store.refund(id, { items: [product(1)], ...byStripe(data.total_refund_amount) });
    }
    expect(totals).toEqual([10, 9.99, 10]);
    expect(await store.orderOf(id)).toMatchObject({ status_id: 4 });
  });

  it('offers store credit to a customer, and what paid in parts', async () => {
    const id = store.order({ ...ORDER, customerId: 5, storeCreditAmount: 10, giftCertificateAmount: 1 });
    const { data } = await store.quote(id, { items: [amountOf('ORDER', 35)] });
    expect(data.refund_methods.map((method) => method.map(({ provider_id, amount }) => [provider_id, amount]))).toEqual(
      [
        [['storecredit', 35]],
        [['custom', 35]],
        [
          ['stripe', 30.8],
          ['giftcertificate', 1],
          ['storecredit', 3.2],
        ],
      ],
    );
  });

  it('stops at what was paid, and says by how much', async () => {
    const { data } = await store.quote(store.order(ORDER), { items: [amountOf('ORDER', 50)] });
    expect(data).toMatchObject({ total_refund_amount: 41.8, adjustment: -8.2 });
  });

  it.each([
    [{ items: [product(4)] }, 'Only 3 of the order product 1 are left to refund.'],
    [{ items: [product(2), product(2)] }, 'Only 1 of the order product 1 are left to refund.'],
    [{ items: [{ ...product(1), item_id: 9 }] }, 'has no product 9'],
    [{ items: [amountOf('SHIPPING', 6)] }, 'Only 5 of SHIPPING 1 are left to refund.'],
    [{ items: [amountOf('FEE', 1, 9)] }, 'nothing to refund as FEE 9'],
    [{ items: [] }, 'JSON data is missing or invalid'],
    [{}, 'JSON data is missing or invalid'],
    [{ items: [{ ...product(1), notify: true }] }, 'JSON data is missing or invalid'],
    [{ items: [amountOf('SHIPPING', 1.234)] }, 'JSON data is missing or invalid'],
    [{ tax_adjustment_amount: 1 }, 'The tax overcharged is 0.00, not 1.00.'],
  ])('refuses %j', async (body, title) => {
    const refused = await store.quote(store.order(ORDER), body);
    expect([refused.status, refused.title]).toEqual([422, expect.stringContaining(title)]);
  });

  it('needs a payment and an order', async () => {
    const unpaid = store.order({ ...ORDER, statusId: 7 });
    expect((await store.quote(unpaid, { items: [product(1)] })).title).toContain('no payment');
    expect((await store.quote(9, { items: [product(1)] })).status).toBe(404);
  });
});
