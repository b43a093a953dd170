import { aPayment, aRow, aSalesOrder, CUSTOMER_ID } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const post = (order: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder(order));

describe('the ledger', () => {
  it('tells everything, however far the searches lag', async () => {
    sim.simulator.setSwitches({ indexLagMs: 60_000 });
    const orderId = await post();
    await sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId }));
    await sim.ok('POST', `/order-service/order/${orderId}/note`, { text: 'hello' });
    expect((await sim.control('GET', 'ledger')).body).toMatchObject({
      salesOrders: [
        {
          id: orderId,
          externalRef: 'abc123-10423',
          ref: '10423',
          total: '10.83',
          tax: '0.83',
          currency: 'USD',
          statusId: 3,
          paid: '10.83',
          paymentStatus: 'PAID',
          rows: [{ name: 'Shirt, red', net: '10.0000', tax: '0.83', taxCode: 'T', sku: null }],
        },
      ],
      payments: [{ orderId, transactionRef: 'bc-abc123-77-purchase', amountPaid: '10.83' }],
      contacts: expect.arrayContaining([expect.objectContaining({ id: CUSTOMER_ID, email: 'demo@example.com' })]),
      reservations: [],
      notes: [{ orderId, text: 'hello' }],
    });
    expect((await sim.control('GET', 'orders')).body).toMatchObject({
      orders: [{ id: orderId, payments: [{ methodCode: 'CARD' }], reservation: null, notes: [{ text: 'hello' }] }],
    });
  });
});

describe('what staff do', () => {
  it('changes rows, with a tax by the calculator unless one is given', async () => {
    const id = await post({ rows: [aRow(), aRow(), aRow()] });
    const rows = [
      { id: 2001, net: '100' },
      { id: 2002, net: '10', tax: '0.90' },
    ];
    await sim.control('POST', `sales-orders/${id}`, { ref: 'changed', rows, removeRowIds: [2003] });
    expect(sim.simulator.ledger().salesOrders).toMatchObject([{ ref: 'changed', tax: '9.15', total: '119.15' }]);
    expect(await sim.ok('GET', `/order-service/sales-order/${id}`)).toMatchObject([{ updatedOn: expect.any(String) }]);
  });

  it('moves a status, and is refused what Brightpearl refuses', async () => {
    const id = await post();
    await sim.control('POST', `sales-orders/${id}`, { statusId: 4, note: 'invoiced by hand' });
    expect((await sim.control('POST', `sales-orders/${id}`, { statusId: 5 })).status).toBe(400);
    expect(sim.simulator.ledger()).toMatchObject({
      salesOrders: [{ statusId: 4 }],
      notes: [{ text: 'invoiced by hand' }],
    });
  });

  it('types in orders of their own', async () => {
    const { body } = await sim.control('POST', 'sales-orders', { customerId: CUSTOMER_ID, channelId: 6 });
    expect(sim.simulator.ledger().salesOrders).toMatchObject([
      { ...(body as object), channelId: 6, externalRef: null },
    ]);
  });

  it.each([
    ['sales-orders/9', {}],
    ['sales-orders', { customerId: 999 }],
    ['stock', { sku: 'NONE', warehouseId: 2, onHand: 1 }],
    ['products', { sku: 'SET', components: [{ sku: 'NONE', quantity: 1 }] }],
    ['contacts', { firstName: 'x'.repeat(40), lastName: 'y', shoeSize: 44 }],
    ['switches', { duplicatePostBody: 'sometimes' }],
    ['switches', { noSuchSwitch: true }],
  ])('%s answers 400 with the reason to %j', async (path, body) => {
    expect(await sim.control('POST', path, body)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });
});

describe('seeding', () => {
  it('takes one product or several', async () => {
    const { body } = await sim.control('POST', 'products', [{ sku: 'A' }, { sku: 'A' }]);
    expect(body).toEqual({
      products: [
        { id: 1001, sku: 'A' },
        { id: 1002, sku: 'A' },
      ],
    });
    await sim.control('POST', 'products', { sku: 'B', name: 'Bowl', onHand: { 2: 4 } });
    expect(await sim.ok('GET', '/warehouse-service/product-availability/1003')).toMatchObject({
      1003: { total: { onHand: 4 } },
    });
  });

  it('takes contacts', async () => {
    const contact = { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', isSupplier: true };
    const { body } = await sim.control('POST', 'contacts', contact);
    const { id } = body as { id: number };
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([
      { relationshipToAccount: { isSupplier: true } },
    ]);
  });
});

describe('reset', () => {
  it('brings back the account as it was at the start', async () => {
    await post();
    await sim.control('POST', 'switches', { duplicatePostBody: 'empty' });
    expect((await sim.control('POST', 'reset')).status).toBe(204);
    expect((await sim.control('GET', 'switches')).body).toMatchObject({
      duplicatePostBody: 'existing-id',
      quotaPerMinute: 10_000,
    });
    expect(sim.simulator.ledger().salesOrders).toEqual([]);
    expect(await post()).toBe(501);
    expect(await sim.ok('GET', '/order-service/order-search?columns=orderId')).toMatchObject({ results: [[501]] });
  });
});

describe('faults', () => {
  it('that apply and then drop leave an order that a search finds', async () => {
    await sim.control('POST', 'faults', { method: 'POST', path: 'sales-order$', mode: 'apply-then-drop', count: 1 });
    await expect(post()).rejects.toThrow();
    expect(await sim.ok('GET', '/order-service/order-search?externalRef=abc123-10423')).toMatchObject({
      metaData: { resultsAvailable: 1 },
    });
    expect(await post()).toBe(501);
  });
});
