import {
  amountOf,
  byStripe,
  ORDER,
  product,
  titleOf,
  startRefundingStore,
  type RefundingStore,
} from './refunding-store';

let store: RefundingStore;
beforeEach(async () => {
  store = await startRefundingStore();
});
afterEach(() => store.close());

describe('a refund', () => {
  it('pays back, counts units, changes the status, mails for it and fires its events', async () => {
    const id = store.order(ORDER);
    store.mailed();
    const fired = await store.firedBy(async () => {
      expect(await store.refund(id, { items: [product(1, { reason: 'Broken' })], ...byStripe(9.9) })).toMatchObject({
        status: 201,
        body: {
          data: {
            id: 1,
            order_id: id,
            total_amount: 9.9,
            total_tax: 0.9,
            uses_merchant_override_values: false,
            items: [{ item_type: 'PRODUCT', item_id: 1, quantity: 1, reason: 'Broken', requested_amount: 9 }],
            payments: [{ provider_id: 'stripe', amount: 9.9, offline: false, is_declined: false, transaction_id: '2' }],
          },
        },
      });
    });
    expect([...new Set(fired.map(([scope]) => scope))]).toEqual([
      'store/order/refund/created',
      'store/order/statusUpdated',
      'store/order/transaction/created',
      'store/order/updated',
    ]);
    expect(await store.transactionsOf(id)).toMatchObject([
      { event: 'purchase', amount: 41.8 },
      { event: 'refund', amount: 9.9, gateway: 'stripe', reference_transaction_id: 1, status: 'ok' },
    ]);
    expect(await store.lineOf(id)).toMatchObject({ quantity_refunded: 1, is_refunded: false, refund_amount: '0.0000' });
    expect(await store.orderOf(id)).toMatchObject({
      status_id: 14,
      payment_status: 'partially refunded',
      refunded_amount: '0.0000',
    });
    expect(store.mailed()).toMatchObject([{ kind: 'status-changed', statusId: 14 }]);
  });

  it('of all that was paid makes the order refunded', async () => {
    const id = store.order(ORDER);
    const items = [
      product(3),
      { item_type: 'GIFT_WRAPPING', item_id: 1, quantity: 3 },
      amountOf('SHIPPING', 5),
      amountOf('HANDLING', 2),
      amountOf('FEE', 1),
    ];
    expect((await store.refund(id, { items, ...byStripe(41.8) })).status).toBe(201);
    expect(await store.orderOf(id)).toMatchObject({ status_id: 4, payment_status: 'refunded' });
    expect(await store.lineOf(id)).toMatchObject({ quantity_refunded: 3, is_refunded: true });
    for (const item of items) expect((await store.quote(id, { items: [item] })).status).toBe(422);
  });

  it('to store credit raises the balance of the customer', async () => {
    store.simulator.control.addCustomer({ email: 'ann@example.com', store_credit_amounts: [{ amount: 5 }] });
    const id = store.order({ ...ORDER, customerId: 1 });
    await store.refund(id, { items: [product(1)], payments: [{ provider_id: 'storecredit', amount: 9.9 }] });
    expect((await store.api('GET', '/v3/customers?include=storecredit')).body).toMatchObject({
      data: [{ store_credit_amounts: [{ amount: 14.9 }] }],
    });
    expect((await store.transactionsOf(id)).at(-1)).toMatchObject({ event: 'refund', method: 'store_credit' });
  });

  it('outside of the store is offline, with or without a transaction', async () => {
    const id = store.order(ORDER);
    const body = { items: [product(1)], payments: [{ provider_id: 'custom', amount: 9.9 }] };
    expect((await store.refund(id, body)).body).toMatchObject({
      data: { payments: [{ offline: true, transaction_id: '2' }] },
    });
    await store.become({ offlineRefundsMakeTransactions: false });
    await store.refund(id, body);
    expect(await store.transactionsOf(id)).toHaveLength(2);
    expect(await store.lineOf(id)).toMatchObject({ quantity_refunded: 2 });
  });

  it('by the tenders that paid gives each its part back', async () => {
    const id = store.order({ ...ORDER, customerId: 5, storeCreditAmount: 10 });
    const payments = [
      { provider_id: 'stripe', amount: 31.8 },
      { provider_id: 'storecredit', amount: 3.2 },
    ];
    await store.refund(id, { items: [amountOf('ORDER', 35)], payments });
    expect(await store.transactionsOf(id)).toMatchObject([
      { gateway: 'storecredit', event: 'purchase', id: 1 },
      { gateway: 'stripe', event: 'purchase', id: 2 },
      { gateway: 'stripe', event: 'refund', amount: 31.8, reference_transaction_id: 2 },
      { gateway: 'storecredit', event: 'refund', amount: 3.2, reference_transaction_id: 1 },
    ]);
  });

  it('at the figures of the merchant leaves tax to adjust', async () => {
    const id = store.order(ORDER);
    const override = { merchant_calculated_override: { total_amount: 9, total_tax: 0 } };
    expect((await store.refund(id, { items: [product(1)], ...override, ...byStripe(9) })).body).toMatchObject({
      data: { total_amount: 9, total_tax: 0, uses_merchant_override_values: true },
    });
    expect((await store.quote(id, { tax_adjustment_amount: 0.5 })).title).toBe(
      'The tax overcharged is 0.90, not 0.50.',
    );
    expect((await store.refund(id, { tax_adjustment_amount: 0.9 })).body).toMatchObject({
      data: { total_amount: 0.9, total_tax: 0.9, items: [], payments: [{ provider_id: 'stripe', amount: 0.9 }] },
    });
    expect((await store.quote(id, { tax_adjustment_amount: 0.9 })).status).toBe(422);
  });

  it.each([
    [byStripe(9), 'The payments come to 9.00, the refund to 9.90.'],
    [
      { payments: [{ provider_id: 'storecredit', amount: 9.9 }] },
      'Unable to provide store credit for a guest customer.',
    ],
    [
      { payments: [{ provider_id: 'paypal', amount: 9.9 }] },
      'The payments are none of the refund methods of the quote.',
    ],
    [{ payments: [] }, 'JSON data is missing or invalid'],
    [{}, 'JSON data is missing or invalid'],
    [{ ...byStripe(9.9), merchant_calculated_override: { total_amount: 9.9 } }, 'JSON data is missing or invalid'],
  ])('refuses %j', async (body, title) => {
    const id = store.order(ORDER);
    const answer = await store.refund(id, { items: [product(1)], ...body });
    expect([answer.status, titleOf(answer.body)]).toEqual([422, title]);
    expect(await store.orderOf(id)).toMatchObject({ status_id: 11 });
  });

  it('is paid back later: until then it has no transaction, and no other is taken', async () => {
    await store.become({ gatewayLagMs: 60_000 });
    const id = store.order(ORDER);
    const { body } = await store.refund(id, { items: [product(1)], ...byStripe(9.9) });
    expect((body as { data: { payments: object[] } }).data.payments[0]).not.toHaveProperty('transaction_id');
    expect(await store.orderOf(id)).toMatchObject({ status_id: 11 });
    expect((await store.refund(id, { items: [product(1)], ...byStripe(9.9) })).status).toBe(422);
    await store.become({ refundWhilePending: 'accepted' });
    expect((await store.refund(id, { items: [product(3)], ...byStripe(29.7) })).status).toBe(422);
    await store.sim('POST', 'clock', { advanceMs: 60_000 });
    expect(await store.orderOf(id)).toMatchObject({ status_id: 14 });
    expect((await store.api('GET', `/v3/orders/${id}/payment_actions/refunds?transaction_id=2`)).body).toMatchObject({
      data: [{ id: 1 }],
    });
  });

  it('that is declined gives nothing back and counts for nothing', async () => {
    await store.become({ gatewayAnswers: 'declined' });
    const id = store.order(ORDER);
    const { body } = await store.refund(id, { items: [product(3)], ...byStripe(29.7) });
    expect(body).toMatchObject({ data: { payments: [{ is_declined: true, declined_message: expect.any(String) }] } });
    expect((await store.transactionsOf(id)).at(-1)).toMatchObject({ event: 'refund', status: 'error' });
    expect(await store.lineOf(id)).toMatchObject({ quantity_refunded: 0 });
    expect(await store.orderOf(id)).toMatchObject({ status_id: 11, payment_status: 'captured' });
    await store.become({ gatewayAnswers: 'approved' });
    expect((await store.refund(id, { items: [product(3)], ...byStripe(29.7) })).status).toBe(201);
  });
});
