import { ageIntents, activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { partStepOf, postSalesOrder } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { LineInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const POST = 'POST /warehouse-service/order/{id}/reservation/warehouse/{warehouseId}';

async function posted(world: ActivityWorld, ...lines: Partial<LineInput>[]) {
  const key = world.place({ lines: lines.map((line) => ({ name: 'Line', price: '10.00', ...line })) });
  const { planned, salesOrderId } = await postSalesOrder(world, key);
  const step = { ...partStepOf(world, key, planned), salesOrderId };
  world.forgetRequests();
  return {
    key,
    step,
    reserve: () => world.run('reserveStock', { ...step, asOf: Date.now() }),
    board: async () => (await world.store.orders.get(key))?.step,
    reserved: () => {
      const found = world.brightpearl.ledger().reservations.find(({ orderId }) => orderId === salesOrderId);
      return found?.rows.map(({ quantity }) => quantity) ?? [];
    },
    meta: async () =>
      (await world.store.links.get({ kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) }))
        ?.meta,
  };
}

const posts = (world: ActivityWorld) => world.requests('brightpearl').filter((request) => request.startsWith('POST'));

describe('reserving the stock of a sales order', () => {
  it('reserves every stock-tracked row and nothing else', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'MUG-BLUE', quantity: 2 }, { sku: 'EBOOK-7', type: 'digital' });
    await order.reserve();
    expect(order.reserved()).toEqual([2]);
    expect(await order.board()).toBe('Stock reserved');
    expect(await order.meta()).toMatchObject({ complete: true, wanted: 2, reserved: 2 });
  });

  it('says so when only a part of it is there', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'TEE-L', quantity: 5 });
    await order.reserve();
    expect(order.reserved()).toEqual([3]);
    expect(await order.board()).toBe('Reserved 3 of 5');
  });

  it('goes on when nothing is there, and says so', async () => {
    const world = await open();
    world.brightpearl.seedCatalog([{ sku: 'GONE', onHand: { '2': 0 } }]);
    const order = await posted(world, { sku: 'GONE' });
    await order.reserve();
    expect(order.reserved()).toEqual([]);
    expect(await order.board()).toBe('Reserved 0 of 1');
    expect(await order.meta()).toMatchObject({ complete: true, wanted: 1, reserved: 0 });
  });

  it('reserves a bundle by its components', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'GIFTSET', quantity: 2 });
    await order.reserve();
    expect(order.reserved().sort((a, b) => a - b)).toEqual([2, 4]);
  });

  it('does not reserve again what was reserved and not answered', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'MUG-BLUE', quantity: 2 });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'reservation', mode: 'apply-then-drop', count: 1 });
    await expect(order.reserve()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await order.reserve();
    await order.reserve();
    expect(posts(world)).toHaveLength(1);
    expect(order.reserved()).toEqual([2]);
  });

  it('sends a reservation again that surely was not made', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'MUG-BLUE', quantity: 2 });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'reservation', mode: 'drop-before', count: 1 });
    await expect(order.reserve()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    await order.reserve();
    expect(posts(world)).toEqual([POST, POST]);
    expect(order.reserved()).toEqual([2]);
  });
});
