import { amountOf, byStripe, ORDER, product, startRefundingStore, type RefundingStore } from './refunding-store';

let store: RefundingStore;
beforeEach(async () => {
  store = await startRefundingStore();
});
afterEach(() => store.close());

describe('where the documentation is silent, a refund', () => {
  it('may leave the status alone', async () => {
    await store.become({ refundsSetStatus: false });
    const id = store.order(ORDER);
    await store.refund(id, { items: [product(1)], ...byStripe(9.9) });
    expect(await store.orderOf(id)).toMatchObject({ status_id: 11, payment_status: 'partially refunded' });
  });

  it('may be refused like anything else', async () => {
    await store.become({ refundRefusalsInList: false });
    const answer = await store.refund(store.order(ORDER), { items: [product(9)], ...byStripe(1) });
    expect(answer).toMatchObject({ status: 422, body: { status: 422, title: expect.stringContaining('Only 3') } });
  });

  it.each([
    [true, 201],
    [false, 422],
  ])('may be of a payment that no transaction tells of: %s', async (unrecordedPaymentsRefund, status) => {
    await store.become({ unrecordedPaymentsRefund });
    const id = store.order({ ...ORDER, transactions: [] });
    const payments = [{ provider_id: 'custom', amount: 9.9 }];
    expect((await store.refund(id, { items: [product(1)], payments })).status).toBe(status);
    expect(
      (await store.quote(store.order({ ...ORDER, transactions: [], statusId: 7 }), { items: [product(1)] })).status,
    ).toBe(422);
  });

  it('may be paid in any split', async () => {
    await store.become({ refundPayments: 'any-split' });
    const id = store.order(ORDER);
    const split = (provider_id: string) => [
      { provider_id, amount: 4.9 },
      { provider_id: 'custom', amount: 5 },
    ];
    expect((await store.refund(id, { items: [product(1)], payments: split('paypal') })).status).toBe(422);
    expect((await store.refund(id, { items: [product(1)], payments: split('stripe') })).status).toBe(201);
  });

  it('may take amounts with their tax, deduct tax too, and show no amount of units', async () => {
    await store.become({
      refundAmountsAddTax: false,
      refundDeductionsLowerTax: true,
      quantityRefundsShowAmount: false,
    });
    const id = store.order(ORDER);
    const items = [amountOf('SHIPPING', 5.5), product(1, { adjustments: [{ amount: -4.95 }] })];
    const { data } = await store.quote(id, { items });
    expect(data).toMatchObject({ total_refund_amount: 10.45, total_refund_tax_amount: 0.95 });
    expect((await store.refund(id, { items, ...byStripe(10.45) })).body).toMatchObject({
      data: { items: [{ requested_amount: 5.5 }, { requested_amount: null, quantity: 1 }] },
    });
  });
});
