/** Refunds of imported orders: off the sales order while nothing left, else a credit; money out once, on either. */
import { activityWorlds, type ActivityWorld } from '../support/activity-world';
import { importOrder, plan } from '../support/steps';
import type { OrderKey } from '../../../src/domain/ids';
import { addressOf, balance, credits, pass, payments, plannedRows, refund, ship, staff, units } from './support';

const open = activityWorlds();

/** Two mugs at 12.95 and shipping at 7.95, 8.25 % on all: 36.65. */
async function imported(world: ActivityWorld, order = {}): Promise<{ key: OrderKey; salesOrderId: number }> {
  const key = world.place(order);
  return { key, salesOrderId: await importOrder(world, key) };
}

describe('a refund before anything was shipped', () => {
  it('takes the units off the sales order and pays out on it', async () => {
    const world = await open();
    const { key, salesOrderId } = await imported(world);
    refund(world, key, units(world, key, 1));
    const passed = await pass(world, key);
    expect(passed.issues).toEqual([]);
    const { expected, reserve, rows } = await plannedRows(world, key, passed);
    expect(expected).toMatchObject({ gross: '22.63', tax: '1.73' });
    expect(reserve).toMatchObject([{ quantity: '1' }]);
    expect(Object.values(rows)).toEqual(['1 12.95 1.07', '1 7.95 0.66']);
    expect(credits(world)).toEqual([]);
    expect(payments(world)).toEqual([`RECEIPT 36.65 CARD on ${salesOrderId}`, `PAYMENT 14.02 CARD on ${salesOrderId}`]);
    expect((await pass(world, key)).steps).toEqual([]);
    expect(payments(world)).toHaveLength(2);
  });

  it.each([
    [
      'shipping',
      (world: ActivityWorld, key: OrderKey) => ({
        item_type: 'SHIPPING',
        item_id: addressOf(world, key),
        amount: 7.95,
      }),
      '8.61',
      '28.04',
    ],
    [
      'an amount of the order',
      (_: ActivityWorld, key: OrderKey) => ({ item_type: 'ORDER', item_id: key.orderId, amount: 5 }),
      '5.00',
      '31.65',
    ],
  ])('of %s', async (_kind, item, paid, left) => {
    const world = await open();
    const { key } = await imported(world);
    refund(world, key, { items: [{ ...item(world, key), reason: '' }] } as never);
    const passed = await pass(world, key);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe(left);
    expect(payments(world)[1]).toMatch(`PAYMENT ${paid} CARD`);
    expect(credits(world)).toEqual([]);
  });

  it('goes to store credit by the method of that name', async () => {
    const world = await open();
    const customerId = world.bigcommerce.control.addCustomer({
      email: 'a@example.com',
      first_name: 'A',
      last_name: 'B',
    });
    const { key } = await imported(world, { customerId });
    refund(world, key, { ...units(world, key, 1), to: 'storecredit' });
    await pass(world, key);
    expect(payments(world)[1]).toMatch('PAYMENT 14.02 STORECREDIT');
  });

  it('is paid by several tenders, each by its method', async () => {
    const world = await open();
    const { key } = await imported(world, { giftCertificateAmount: '10.00' });
    refund(world, key);
    const passed = await pass(world, key);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('0.00');
    expect(
      payments(world)
        .slice(2)
        .map((one) => one.replace(/ on .*/, ''))
        .sort(),
    ).toEqual(['PAYMENT 10.00 GIFTCERT', 'PAYMENT 26.65 CARD']);
    expect(balance(world)).toBe('0.00');
  });
});

describe('a refund after shipping', () => {
  it('becomes a credit with the tax code and nominal of the line, and is paid out on it', async () => {
    const world = await open();
    const { key, salesOrderId } = await imported(world);
    await ship(world, salesOrderId);
    const made = refund(world, key, units(world, key, 1));
    const passed = await pass(world, key);
    expect(passed.issues).toEqual([]);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('36.65');
    const [credit, ...more] = credits(world);
    expect(more).toEqual([]);
    const sold = world.brightpearl.state().orders.get(salesOrderId)!.rows[0]!;
    expect(credit).toMatchObject({
      externalRef: `${world.storeHash}-refund-${String(made['id'])}`,
      parentId: salesOrderId,
      total: '14.02',
      paymentStatus: 'PAID',
      rows: [
        {
          productId: sold.productId,
          taxCode: sold.taxCode,
          nominalCode: sold.nominalCode,
          net: '12.9500',
          tax: '1.07',
        },
      ],
    });
    expect(payments(world)[1]).toBe(`PAYMENT 14.02 CARD on ${credit!.id}`);
    await pass(world, key);
    expect(credits(world)).toHaveLength(1);
    expect(payments(world)).toHaveLength(2);
  });

  it('that spans what left and what did not is split', async () => {
    const world = await open();
    const { key, salesOrderId } = await imported(world);
    await ship(world, salesOrderId, [{ sku: 'MUG-BLUE', quantity: 1 }]);
    refund(world, key, units(world, key, 2));
    const passed = await pass(world, key);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('22.63');
    expect(credits(world)).toMatchObject([{ total: '14.02' }]);
    expect(payments(world).slice(1)).toEqual([
      `PAYMENT 14.02 CARD on ${credits(world)[0]!.id}`,
      `PAYMENT 14.02 CARD on ${salesOrderId}`,
    ]);
  });

  it('stays where it was decided, whatever is shipped later', async () => {
    const world = await open();
    const { key, salesOrderId } = await imported(world);
    refund(world, key, units(world, key, 1));
    await pass(world, key);
    await ship(world, salesOrderId);
    const passed = await pass(world, key);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('22.63');
    expect(credits(world)).toEqual([]);
  });
});

it('of an invoiced order becomes a credit', async () => {
  const world = await open();
  const { key, salesOrderId } = await imported(world);
  await staff(world, 'POST', `sales-orders/${salesOrderId}/invoice`, {});
  refund(world, key, units(world, key, 2));
  await pass(world, key);
  expect(credits(world)).toMatchObject([{ parentId: salesOrderId, total: '28.04', paymentStatus: 'PAID' }]);
});

it("is credited and paid out at the sales order's rate", async () => {
  const world = await open();
  const { key, salesOrderId } = await imported(world, { currency: 'EUR', storeCurrency: 'USD', exchangeRate: '0.93' });
  await ship(world, salesOrderId);
  refund(world, key, units(world, key, 1));
  await pass(world, key);
  const credit = world.brightpearl.state().orders.get(credits(world)[0]!.id)!;
  expect(credit.currency).toMatchObject({ code: 'EUR', fixedExchangeRate: true });
  expect(credit.currency.exchangeRate.toFixed()).toBe('0.93');
  const rates = [...world.brightpearl.state().payments.values()].map(({ exchangeRate }) => exchangeRate.toFixed());
  expect(rates).toEqual(['0.93', '0.93']);
});

describe('what does not count', () => {
  it('a declined refund has no effect and is shown', async () => {
    const world = await open();
    const { key } = await imported(world);
    refund(world, key, { ...units(world, key, 1), declined: true });
    const passed = await pass(world, key);
    expect(passed).toMatchObject({ issues: [], steps: [] });
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('36.65');
    expect(payments(world)).toHaveLength(1);
    expect((await world.store.orders.get(key))?.details['notices']).toContainEqual(
      expect.stringMatching(/^refund \d+ was declined/),
    );
  });

  it('a refund on its way waits until the gateway has answered', async () => {
    const world = await open();
    const { key } = await imported(world);
    refund(world, key, units(world, key, 1));
    world.bigcommerce.control.setSwitches({ gatewayLagMs: 60_000, refundWhilePending: 'accepted' });
    refund(world, key, units(world, key, 1));
    await pass(world, key);
    expect(balance(world)).toBe('22.63');
    world.bigcommerce.clock.advance(61_000);
    await pass(world, key);
    expect(balance(world)).toBe('8.61');
  });
});

describe('an order that was refunded before it is imported', () => {
  const rules = {
    import: { statusIds: [4, 11, 14], stuckIncomplete: 'hold', hold: [], skip: [], testOrders: 'hold' },
  } as never;

  it('is posted without what went back, and nothing is paid out', async () => {
    const world = await open({ rules });
    const key = world.place({});
    refund(world, key, units(world, key, 1));
    const salesOrderId = await importOrder(world, key);
    expect(world.brightpearl.ledger().salesOrders).toMatchObject([{ id: salesOrderId, total: '22.63' }]);
    expect(payments(world)).toEqual([`RECEIPT 22.63 CARD on ${salesOrderId}`]);
    expect(await pass(world, key)).toMatchObject({ issues: [], steps: [], planned: { upToDate: true } });
    expect(balance(world)).toBe('22.63');
  });

  it('is left alone when its status is not imported', async () => {
    const world = await open();
    const key = world.place({});
    refund(world, key);
    expect(await plan(world, key)).toMatchObject({ kind: 'skip' });
    expect(await world.store.refunds.ofOrder(key)).toEqual([]);
  });
});

it('holds a refund by rule until somebody releases it', async () => {
  const world = await open({
    rules: {
      refunds: { mode: 'hold', restock: 'none', closeCredits: false, orderLevel: {}, brightpearlCredits: 'report' },
    },
  });
  const { key } = await imported(world);
  const made = refund(world, key, units(world, key, 1));
  expect(await pass(world, key)).toMatchObject({ issues: [{ code: 'REFUND_HELD' }], steps: [] });
  await world.run('recordDecision', {
    key,
    asOf: Date.now(),
    command: { verb: 'release', actor: 'ann', commandId: '1', arguments: { rule: `refund-${String(made['id'])}` } },
  });
  expect((await pass(world, key)).issues).toEqual([]);
  expect(balance(world)).toBe('22.63');
  expect(await world.store.refunds.ofOrder(key)).toMatchObject([{ decidedBy: 'rules, released by a person' }]);
});

it('reports money that a gateway gave back and the store has no refund of', async () => {
  const world = await open();
  const { key } = await imported(world);
  world.bigcommerce.control.editOrder(key.orderId, {
    transactions: [
      { event: 'refund', method: 'credit_card', gateway: 'stripe', amount: 10, currency: 'USD', status: 'ok' },
    ],
  });
  const passed = await pass(world, key);
  expect(passed.issues).toMatchObject([
    {
      code: 'GATEWAY_REFUND_UNSEEN',
      details: { captured: '36.65', refundedByGateway: '10.00', refundedInStore: '0.00' },
    },
  ]);
  expect(payments(world)).toHaveLength(1);
});

it('is no difference between both sides, once the rows are off', async () => {
  const world = await open();
  const { key, salesOrderId } = await imported(world);
  refund(world, key, units(world, key, 1));
  await pass(world, key);
  const { rows } = world.brightpearl.state().orders.get(salesOrderId)!;
  Object.assign(rows[0]!, { quantity: rows[0]!.quantity.div(2), net: rows[0]!.net.div(2), tax: rows[0]!.tax.div(2) });
  const { storeHash, account } = world;
  const { differences } = await world.run('reconcileRoute', {
    taskQueuePrefix: 'test',
    route: 'main',
    storeHash,
    account,
    days: 3,
  });
  expect(differences).toEqual([]);
});
