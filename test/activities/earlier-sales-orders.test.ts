/** An order that is turned away, though Brightpearl has a sales order of it that this database does not know. */
import { ageIntents, activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, partStepOf, plan, planImport, postSalesOrder, read, showStopped, stepOf } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const SEARCH = 'GET /order-service/order-search';
const POST = { method: 'POST', path: 'sales-order$', count: 1 } as const;
const CANCELLED = 5;

const cancel = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey): void =>
  bigcommerce.control.editOrder(orderId, { order: { status_id: CANCELLED } });

const searches = (world: ActivityWorld): number =>
  world.requests('brightpearl').filter((request) => request === SEARCH).length;

const salesOrders = (world: ActivityWorld): number => world.brightpearl.ledger().salesOrders.length;

const onlySalesOrder = (world: ActivityWorld): number => {
  const [one] = world.brightpearl.ledger().salesOrders;
  return one!.id;
};

/** As if the database had been replaced by an empty one. */
async function loseDatabase({ db }: ActivityWorld): Promise<void> {
  for (const table of ['intents', 'links', 'orders', 'decisions'] as const) await db.deleteFrom(table).execute();
}

/** Nothing is imported any more, and the sales order is cancelled as well. */
const toBeCancelled = (salesOrderId: number) => ({
  kind: 'import',
  parts: [{ salesOrderId, complete: true }],
  after: { steps: { cancel: [{ salesOrderId }] }, issues: [] },
});

describe('an order that was imported under a database that is lost', () => {
  async function imported(order: Partial<OrderInput> = {}) {
    const world = await open({ newDatabase: true });
    const key = world.place(order);
    const salesOrderId = await importOrder(world, key);
    await loseDatabase(world);
    world.forgetRequests();
    return { world, key, salesOrderId };
  }

  it('is not skipped when it was cancelled, and its sales order is cancelled too', async () => {
    const { world, key, salesOrderId } = await imported();
    cancel(world, key);
    expect(await plan(world, key)).toMatchObject(toBeCancelled(salesOrderId));
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SYNCING', salesOrderIds: [salesOrderId] });
    expect(await plan(world, key)).toMatchObject(toBeCancelled(salesOrderId));
    // For a sales order, and for the credit that would say that it was replaced.
    expect(searches(world)).toBe(2);
  });

  it('is not held by a rule for new orders', async () => {
    const { world, key, salesOrderId } = await imported();
    const { rules } = world.deps.config.routes[0]!;
    const hold = [{ name: 'big', when: { totalAbove: '30' }, reason: 'Somebody looks at big orders' }];
    Object.assign(rules, { import: { ...rules.import, hold } });
    expect(await planImport(world, key)).toMatchObject({ parts: [{ salesOrderId }] });
  });

  it('is not stopped by what its document would be stopped by today', async () => {
    const unpaid = { statusId: 7, paymentMethod: 'Bank Deposit', transactions: [] };
    const { world, key, salesOrderId } = await imported(unpaid);
    const facts = { ...(await world.deps.facts.of(world.account)), closedUntil: '2999-12-31' };
    Object.assign(world.deps, { facts: { of: async () => facts, forget: () => undefined } });
    expect(await planImport(world, key)).toMatchObject({ parts: [{ salesOrderId }] });
  });

  it('is found part by part where it was split', async () => {
    const world = await open({ newDatabase: true, rules: { severalAddresses: 'split' } });
    const key = world.place({
      lines: [
        { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', taxRate: '8.25', address: 0 },
        { sku: 'TEE-M', name: 'Tee', price: '19.99', taxRate: '8.25', address: 1 },
      ],
      addresses: [{}, { address: { street_1: '9 Other Street' } }],
    });
    const planned = await planImport(world, key);
    const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
    for (const { part } of planned.parts) {
      await world.run('createSalesOrder', { ...partStepOf(world, key, planned, part), contactId });
    }
    await loseDatabase(world);
    cancel(world, key);
    expect(await plan(world, key)).toMatchObject({ after: { steps: { cancel: [{}, {}] }, issues: [] } });
    expect((await world.store.orders.get(key))?.salesOrderIds).toHaveLength(2);
  });

  it('that never was, is skipped after one look', async () => {
    const world = await open({ newDatabase: true });
    const key = world.place({ statusId: CANCELLED });
    expect(await plan(world, key)).toMatchObject({ kind: 'skip' });
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SKIPPED' });
    expect(searches(world)).toBe(1);
  });
});

describe('an order that was cancelled before its sales order was answered', () => {
  async function sent(mode: 'apply-then-drop' | 'drop-before') {
    const world = await open({ timings: { searchLagMs: 200 } });
    const key = world.place({});
    world.brightpearl.core.faults.add({ ...POST, mode });
    await expect(postSalesOrder(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    cancel(world, key);
    return { world, key };
  }

  it('has it cancelled, when it was made', async () => {
    const { world, key } = await sent('apply-then-drop');
    expect(await plan(world, key)).toMatchObject(toBeCancelled(onlySalesOrder(world)));
  });

  it('is skipped, when it was not, as soon as that can be believed', async () => {
    const { world, key } = await sent('drop-before');
    await expect(plan(world, key)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
    expect((await world.store.orders.get(key))?.state).not.toBe('SKIPPED');
    await ageIntents(world);
    expect(await plan(world, key)).toMatchObject({ kind: 'skip' });
    expect(salesOrders(world)).toBe(0);
  });

  it('has it cancelled, when it could not be read back', async () => {
    const world = await open();
    const key = world.place({});
    const path = '/order-service/sales-order/';
    world.brightpearl.core.faults.add({ method: 'GET', path, mode: 'status', status: 502, count: 1 });
    await expect(postSalesOrder(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    cancel(world, key);
    expect(await plan(world, key)).toMatchObject(toBeCancelled(onlySalesOrder(world)));
    expect(searches(world)).toBe(0);
  });
});

describe('what the board shows', () => {
  it('neither makes an order imported nor unmakes it', async () => {
    const world = await open();
    const [imported, skipped] = [world.place({}), world.place({ statusId: CANCELLED })];
    const salesOrderId = await importOrder(world, imported);
    const asOf = new Date();
    await world.store.orders.upsert({ order: imported, asOf, salesOrderIds: [] });
    await world.store.orders.upsert({ order: skipped, asOf, salesOrderIds: [salesOrderId] });
    cancel(world, imported);
    expect(await plan(world, imported)).toMatchObject(toBeCancelled(salesOrderId));
    expect(await plan(world, skipped)).toMatchObject({ kind: 'skip' });
  });

  it('does not choose the route of an imported order', async () => {
    const world = await open();
    const key = world.place({});
    await importOrder(world, key);
    const [main] = world.deps.config.routes;
    const other = { ...main!, name: 'other' };
    Object.assign(main!, { default: false, match: { channels: [99] } });
    Object.assign(world.deps.config, { routes: [other, main!] });
    await world.store.orders.upsert({ order: key, asOf: new Date(), route: 'other', salesOrderIds: [] });
    expect((await read(world, key)).route).toBe('main');
    expect((await read(world, world.place({}))).route).toBe('other');
  });
});

describe('a sales order that was sent of an earlier version and found later', () => {
  it('stops the order as changed, until somebody accepts the change', async () => {
    const world = await open();
    const key = world.place({});
    world.brightpearl.core.faults.add({ ...POST, mode: 'apply-then-drop' });
    await expect(postSalesOrder(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const [consignment] = world.bigcommerce.state.orders.get(key.orderId)?.consignments.shipping ?? [];
    Object.assign(consignment ?? {}, { street_1: '1 New Street' });
    world.bigcommerce.control.editOrder(key.orderId, { order: {} });

    const { salesOrderId, mismatch, contactId } = await postSalesOrder(world, key);
    expect(mismatch).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } });
    const stopped = await plan(world, key);
    expect(stopped).toMatchObject({
      after: { steps: {}, issues: [{ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } }] },
    });
    expect(salesOrders(world)).toBe(1);

    await showStopped(world, key, stopped);
    const command = { verb: 'release', actor: 'ann', commandId: 'accept', arguments: {} } as const;
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    const planned = await planImport(world, key);
    const again = await world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId });
    expect(again).toEqual({ salesOrderId });
    const link = { kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) } as const;
    expect((await world.store.links.get(link))?.meta).toMatchObject({ verified: true });
  });
});
