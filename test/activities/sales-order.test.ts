import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { partStepOf, plan, planImport, postSalesOrder, stepOf } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';

const open = activityWorlds();

/** Of the simulated account. */
const ON_HOLD = 2;
const NEW_WEB_ORDER = 3;

const salesOrder = (world: ActivityWorld, id: number) =>
  world.brightpearl.ledger().salesOrders.find((one) => one.id === id);

const linkOf = (world: ActivityWorld, key: OrderKey) =>
  world.store.links.get({ kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) });

/** Brightpearl stores another tax than it was sent, as an account with a calculation of its own would. */
function miscalculate(world: ActivityWorld, by: string): void {
  world.brightpearl.core.hooks.afterApplied = async ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/sales-order')) changeTax(world, by);
    return undefined;
  };
}

function changeTax(world: ActivityWorld, by: string): void {
  for (const { rows } of world.brightpearl.state().orders.values()) {
    const [first] = rows;
    if (first) first.tax = first.tax.plus(by);
  }
}

/** As if Brightpearl had booked the order at a rate of its own. */
function doubleRates(world: ActivityWorld): void {
  for (const { currency } of world.brightpearl.state().orders.values()) {
    Object.assign(currency, { exchangeRate: currency.exchangeRate.times(2) });
  }
}

describe('posting a sales order', () => {
  it("lets it go on when Brightpearl's figures are the store's", async () => {
    const world = await open();
    const key = world.place({});
    const { salesOrderId, mismatch, contactId } = await postSalesOrder(world, key);
    expect(mismatch).toBeUndefined();
    expect(salesOrder(world, salesOrderId)).toMatchObject({
      externalRef: salesOrderRef(key),
      contactId,
      statusId: NEW_WEB_ORDER,
      total: '36.65',
      tax: '2.80',
    });
    expect(await world.store.orders.get(key)).toMatchObject({
      salesOrderIds: [salesOrderId],
      step: 'Sales order verified',
      salesOrderTotal: '36.65',
    });
    expect((await linkOf(world, key))?.meta).toMatchObject({ verified: true, complete: false });
  });

  it('moves a document with other figures to the hold status and answers the issue', async () => {
    const world = await open();
    const key = world.place({});
    miscalculate(world, '0.01');
    const { salesOrderId, mismatch } = await postSalesOrder(world, key);
    expect(mismatch).toMatchObject({ code: 'BRIGHTPEARL_TOTAL_DIFFERS' });
    expect(mismatch?.message).toContain('36.66');
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: ON_HOLD });
    expect((await linkOf(world, key))?.meta).not.toHaveProperty('verified');
    expect(await world.store.orders.get(key)).toMatchObject({ step: 'Figures differ in Brightpearl' });
  });

  it('moves it back once somebody corrected it, and posts nothing again', async () => {
    const world = await open();
    const key = world.place({});
    miscalculate(world, '0.01');
    const { salesOrderId, contactId } = await postSalesOrder(world, key);
    delete world.brightpearl.core.hooks.afterApplied;
    changeTax(world, '-0.01');
    world.forgetRequests();
    const again = await planImport(world, key);
    const result = await world.run('createSalesOrder', { ...partStepOf(world, key, again), contactId });
    expect(result).toEqual({ salesOrderId });
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: NEW_WEB_ORDER });
    expect(world.requests('brightpearl')).not.toContain('POST /order-service/sales-order');
    expect((await linkOf(world, key))?.meta).toMatchObject({ verified: true });
  });

  it('leaves the status alone that staff gave a right document', async () => {
    const world = await open();
    const key = world.place({});
    const { salesOrderId, planned, contactId } = await postSalesOrder(world, key);
    const order = world.brightpearl.state().orders.get(salesOrderId);
    if (order) order.statusId = 20;
    await world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId });
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: 20 });
  });

  it('adopts the document that Brightpearl answers for a known reference, without its id', async () => {
    const world = await open();
    const key = world.place({});
    world.brightpearl.setSwitches({ duplicatePostBody: 'empty', instanceIdMode: 'always' });
    const { salesOrderId } = await postSalesOrder(world, key);
    for (const table of ['intents', 'links'] as const) await world.db.deleteFrom(table).execute();
    const again = await postSalesOrder(world, key);
    expect(again.salesOrderId).toBe(salesOrderId);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });

  it('waits when the new document cannot be read yet', async () => {
    const world = await open();
    const key = world.place({});
    const planned = await planImport(world, key);
    const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
    const empty = { response: [] };
    const path = '/order-service/sales-order/';
    world.brightpearl.core.faults.add({ method: 'GET', path, mode: 'status', status: 200, body: empty, count: 1 });
    const step = { ...partStepOf(world, key, planned), contactId };
    await expect(world.run('createSalesOrder', step)).rejects.toMatchObject({ type: 'NotYetReadable' });
    await world.run('createSalesOrder', step);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });

  it('stops with a plain word when the stored plan is gone', async () => {
    const world = await open();
    const key = world.place({});
    const planned = await planImport(world, key);
    await world.db.deleteFrom('plans').execute();
    await expect(
      world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId: 1 }),
    ).rejects.toMatchObject({ type: 'VERSION_GONE', message: expect.stringContaining('retry the order') });
  });

  it('stops an order in a foreign currency whose base total is implausible, until a person releases it', async () => {
    const world = await open();
    const key = world.place({ currency: 'EUR', storeCurrency: 'USD', exchangeRate: '0.92' });
    world.brightpearl.core.hooks.afterApplied = async ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/sales-order')) doubleRates(world);
      return undefined;
    };
    const { mismatch, salesOrderId, contactId } = await postSalesOrder(world, key);
    expect(mismatch).toMatchObject({ code: 'BASE_TOTAL_IMPLAUSIBLE' });
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: ON_HOLD });
    await world.run('recordDecision', {
      key,
      asOf: Date.now(),
      command: { verb: 'release', actor: 'ann', commandId: 'r1', arguments: {} },
      issue: { code: 'BASE_TOTAL_IMPLAUSIBLE', message: '', state: 'NEEDS_ATTENTION' },
    });
    const again = await planImport(world, key);
    expect(await world.run('createSalesOrder', { ...partStepOf(world, key, again), contactId })).toEqual({
      salesOrderId,
    });
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: NEW_WEB_ORDER });
  });

  it('splits an order over its shipping addresses where the route says so', async () => {
    const world = await open({ rules: { severalAddresses: 'split' } });
    const key = world.place({
      lines: [
        { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', taxRate: '8.25', address: 0 },
        { sku: 'TEE-M', name: 'Tee', price: '19.99', taxRate: '8.25', address: 1 },
      ],
      addresses: [
        { shipping: { cost: '5.00', method: 'Ground', taxRate: '8.25' } },
        { address: { street_1: '9 Other Street' }, shipping: { cost: '6.00', method: 'Ground', taxRate: '8.25' } },
      ],
    });
    const planned = await plan(world, key);
    if (planned.kind !== 'import') throw new Error(JSON.stringify(planned));
    expect(planned.parts).toHaveLength(2);
    const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
    for (const { part } of planned.parts) {
      const posted = await world.run('createSalesOrder', { ...partStepOf(world, key, planned, part), contactId });
      expect(posted.mismatch).toBeUndefined();
    }
    const totals = world.brightpearl.ledger().salesOrders.map(({ total }) => Number(total));
    expect(totals).toHaveLength(2);
    expect((totals[0] ?? 0) + (totals[1] ?? 0)).toBeCloseTo(Number((await world.store.orders.get(key))?.orderTotal), 2);
    expect((await world.store.orders.get(key))?.salesOrderIds).toHaveLength(2);
  });
});
