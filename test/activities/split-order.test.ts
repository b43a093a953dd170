import { activityWorlds, ageIntents } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, partStepOf, plan, planImport, stepOf } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';

const open = activityWorlds();

/** 43.30 to the first address, 21.65 to the second. */
const TWO_ADDRESSES = {
  lines: [
    { sku: 'MUG-BLUE', name: 'Mug', price: '20.00', quantity: 2, taxRate: '8.25', address: 0 },
    { sku: 'MUG-BLUE', name: 'Mug', price: '20.00', taxRate: '8.25', address: 1 },
  ],
  shipping: { cost: '0.00', method: 'Ground' },
  addresses: [{}, { address: { street_1: '2 Other Road' }, shipping: { cost: '0.00', method: 'Ground' } }],
};

const PAYMENT = { method: 'POST', path: 'customer-payment$', mode: 'apply-then-drop', count: 1 } as const;

async function splitOrder(order: object = {}) {
  const world = await open({ rules: { severalAddresses: 'split' } });
  const key = world.place({ ...TWO_ADDRESSES, ...order });
  return { world, key };
}

/** What the workflow does up to the proved sales orders. */
async function post(world: ActivityWorld, key: OrderKey) {
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  const salesOrderIds: number[] = [];
  for (const { part } of planned.parts) {
    const step = { ...partStepOf(world, key, planned, part), contactId };
    salesOrderIds.push((await world.run('createSalesOrder', step)).salesOrderId);
  }
  return { planned, salesOrderIds };
}

async function finish(
  world: ActivityWorld,
  key: OrderKey,
  { planned, salesOrderIds }: Awaited<ReturnType<typeof post>>,
) {
  for (const [part, salesOrderId] of salesOrderIds.entries()) {
    await world.run('reserveStock', { ...partStepOf(world, key, planned, part), salesOrderId });
  }
  for (const payment of planned.payments) {
    await world.run('recordPayment', { ...stepOf(world, key, planned), payment, salesOrderIds });
  }
  await world.run('linkBack', { ...stepOf(world, key, planned), salesOrderIds });
}

const paid = (world: ActivityWorld) =>
  world.brightpearl.ledger().payments.map(({ orderId, amountPaid }) => [orderId, amountPaid]);

const reconcile = (world: ActivityWorld) =>
  world.run('reconcileRoute', {
    taskQueuePrefix: 'test',
    route: 'main',
    storeHash: world.storeHash,
    account: world.account,
    days: 3,
  });

it('is not posted a second time in parts when it was imported whole and edited to two addresses', async () => {
  const { world, key } = await splitOrder({ lines: TWO_ADDRESSES.lines.slice(0, 1), addresses: [{}] });
  const salesOrderId = await importOrder(world, key);
  const edited = buildOrder({ taxMode: 'exclusive', ...TWO_ADDRESSES });
  world.bigcommerce.control.editOrder(key.orderId, { order: edited.order, taxes: edited.taxes });
  const planned = await plan(world, key);
  expect(planned).toMatchObject({ kind: 'issues', issues: [{ code: 'ALREADY_IN_BRIGHTPEARL' }] });
  expect(JSON.stringify(planned)).toContain(String(salesOrderId));
});

describe('an order that is two sales orders', () => {
  it('is paid in full on each, and shows what both come to', async () => {
    const { world, key } = await splitOrder();
    const posted = await post(world, key);
    await finish(world, key, posted);
    const [first, second] = posted.salesOrderIds;
    expect(paid(world)).toEqual([
      [first, '43.30'],
      [second, '21.65'],
    ]);
    expect(world.brightpearl.ledger().salesOrders.map(({ paymentStatus }) => paymentStatus)).toEqual(['PAID', 'PAID']);
    expect(await world.store.orders.get(key)).toMatchObject({ orderTotal: '64.95', salesOrderTotal: '64.95' });
    expect(await planImport(world, key)).toMatchObject({ payments: [], upToDate: true });
    expect((await reconcile(world)).differences).toEqual([]);
  });

  it('gets the other share, and no other, after an answer that was lost', async () => {
    const { world, key } = await splitOrder();
    const { planned, salesOrderIds } = await post(world, key);
    world.brightpearl.core.faults.add(PAYMENT);
    const pay = (payment: number) =>
      world.run('recordPayment', { ...stepOf(world, key, planned), payment, salesOrderIds });
    await expect(pay(0)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    const again = await planImport(world, key);
    expect(again.payments).toHaveLength(2);
    await finish(world, key, { planned: again, salesOrderIds });
    expect(paid(world).map(([, amount]) => amount)).toEqual(['43.30', '21.65']);
  });

  it('that is paid in part is so on each, and not reported', async () => {
    const { world, key } = await splitOrder({ transactions: [{ amount: '30.00' }] });
    await finish(world, key, await post(world, key));
    expect(paid(world).map(([, amount]) => amount)).toEqual(['20.00', '10.00']);
    expect((await reconcile(world)).differences).toEqual([]);
  });

  it('that lost the payment of the second is reported', async () => {
    const { world, key } = await splitOrder();
    await finish(world, key, await post(world, key));
    const { payments } = world.brightpearl.state();
    payments.delete([...payments.keys()].at(-1)!);
    expect((await reconcile(world)).differences).toEqual([
      expect.objectContaining({ what: 'payment', store: 'PAID', brightpearl: 'PARTIALLY_PAID' }),
    ]);
  });
});
