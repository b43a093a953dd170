import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, postSalesOrder, stepOf } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const SEARCH = 'GET /accounting-service/customer-payment-search';

async function withSalesOrder(world: ActivityWorld, order: Partial<OrderInput> = {}) {
  const key = world.place(order);
  const { planned, salesOrderId } = await postSalesOrder(world, key);
  const step = { ...stepOf(world, key, planned), salesOrderIds: [salesOrderId] };
  world.forgetRequests();
  return {
    key,
    planned,
    salesOrderId,
    pay: (payment = 0) => world.run('recordPayment', { ...step, asOf: Date.now(), payment }),
  };
}

const payments = (world: ActivityWorld) => world.brightpearl.ledger().payments;

describe('recording a payment', () => {
  it('books what was captured, once, under the transaction', async () => {
    const world = await open();
    const { pay, key, salesOrderId } = await withSalesOrder(world);
    await pay();
    await pay();
    expect(payments(world)).toEqual([
      expect.objectContaining({
        orderId: salesOrderId,
        type: 'RECEIPT',
        amountPaid: '36.65',
        methodCode: 'CARD',
        transactionRef: expect.stringMatching(new RegExp(`^bc-${world.storeHash}-\\d+-purchase$`)),
      }),
    ]);
    expect((await world.store.orders.get(key))?.step).toBe('Payment RECEIPT recorded');
    expect(world.brightpearl.ledger().salesOrders[0]).toMatchObject({ paymentStatus: 'PAID' });
  });

  it('leaves a payment out of the next plan', async () => {
    const world = await open();
    const { pay, key, planned } = await withSalesOrder(world);
    expect(planned.payments).toEqual([0]);
    await pay();
    expect((await planImport(world, key)).payments).toEqual([]);
  });

  it('adopts a payment that was applied and not answered', async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world);
    world.brightpearl.core.faults.add({ method: 'POST', path: 'customer-payment', mode: 'apply-then-drop', count: 1 });
    await expect(pay()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await pay();
    expect(world.requests('brightpearl').at(-1)).toBe(SEARCH);
    expect(payments(world)).toHaveLength(1);
  });

  it('adopts the payment that a refusal as a duplicate points to', async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world);
    await pay();
    for (const table of ['intents', 'links'] as const) {
      await world.db.deleteFrom(table).where('kind', '=', 'payment').execute();
    }
    world.forgetRequests();
    await pay();
    expect(world.requests('brightpearl')).toEqual(['POST /accounting-service/customer-payment', SEARCH]);
    expect(payments(world)).toHaveLength(1);
    expect(await world.store.links.forOrder({ storeHash: world.storeHash, orderId: 100 })).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'payment', remoteId: String(payments(world)[0]?.id) })]),
    );
  });

  it('shows a refusal that is about something else', async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world);
    const body = { errors: [{ code: 'ACCC-900', message: 'The method is not active' }] };
    const path = 'customer-payment$';
    world.brightpearl.core.faults.add({ method: 'POST', path, mode: 'status', status: 400, body, count: 1 });
    await expect(pay()).rejects.toMatchObject({
      type: 'REJECTED_BY_BRIGHTPEARL',
      message: expect.stringContaining('The method is not active'),
    });
    await pay();
    expect(payments(world)).toHaveLength(1);
  });

  it('books an authorization as one, without an amount paid', async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world, {
      transactions: [{ event: 'authorization' }],
      paymentStatus: 'authorized',
    });
    await pay();
    expect(payments(world)).toEqual([
      expect.objectContaining({ type: 'AUTH', amountAuthorized: '36.65', amountPaid: '0.00' }),
    ]);
  });

  it('books a gift certificate beside the card', async () => {
    const world = await open();
    const { pay, planned } = await withSalesOrder(world, { giftCertificateAmount: '10.00' });
    expect(planned.payments).toHaveLength(2);
    for (const payment of planned.payments) await pay(payment);
    expect(
      payments(world)
        .map(({ methodCode, amountPaid }) => `${methodCode} ${amountPaid}`)
        .sort(),
    ).toEqual(['CARD 26.65', 'GIFTCERT 10.00']);
  });

  const rates = (world: ActivityWorld) =>
    [...world.brightpearl.state().payments.values()].map(({ exchangeRate }) => exchangeRate.toFixed());

  it("books a foreign payment at the sales order's own rate when only Brightpearl knows it", async () => {
    const world = await open();
    const { pay, salesOrderId } = await withSalesOrder(world, {
      currency: 'EUR',
      storeCurrency: 'GBP',
      exchangeRate: '1.16',
    });
    await pay();
    const { currency } = world.brightpearl.state().orders.get(salesOrderId)!;
    expect(currency.code).toBe('EUR');
    expect(currency.exchangeRate.toFixed()).not.toBe('1');
    expect(rates(world)).toEqual([currency.exchangeRate.toFixed()]);
  });

  it("books a foreign payment at the store's rate when the sales order has that", async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world, { currency: 'EUR', storeCurrency: 'USD', exchangeRate: '0.93' });
    await pay();
    expect(rates(world)).toEqual(['0.93']);
  });

  it("books a payment in the account's own currency at 1", async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world);
    await pay();
    expect(rates(world)).toEqual(['1']);
  });

  it('asks for a rate that is not known, and stops rather than guess one', async () => {
    const world = await open();
    const { pay, key, salesOrderId } = await withSalesOrder(world, {
      currency: 'EUR',
      storeCurrency: 'GBP',
      exchangeRate: '1.16',
    });
    const linkKey = { kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) } as const;
    await world.store.links.replace({ ...linkKey, remoteId: String(salesOrderId), order: key, meta: {} });
    const total = { net: '1', tax: '0', gross: '1', baseNet: '1', baseTax: '0', baseGross: '1' };
    const answer = { id: salesOrderId, customer: { id: 1 }, statusId: 1, total, currency: { code: 'EUR' }, rows: [] };
    const without = { mode: 'status', status: 200, body: { response: [answer] }, count: 1 } as const;
    world.brightpearl.core.faults.add({ method: 'GET', path: '/order-service/sales-order/', ...without });
    await expect(pay()).rejects.toMatchObject({
      type: 'UNEXPECTED_ANSWER',
      message: expect.stringContaining('no exchange rate for EUR'),
    });
    expect(payments(world)).toEqual([]);
    await pay();
    expect(rates(world)).toEqual(['0.92']);
  });

  it('stops with a plain word when the plan has no such payment', async () => {
    const world = await open();
    const { pay } = await withSalesOrder(world);
    await expect(pay(7)).rejects.toMatchObject({ type: 'VERSION_GONE', nonRetryable: true });
  });
});
