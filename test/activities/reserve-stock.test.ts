import { ageIntents, activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, partStepOf, planImport, postSalesOrder } from './support/steps';
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

  it('shows on the board of the synced order what is short, and what to do', async () => {
    const world = await open();
    const key = world.place({ lines: [{ sku: 'TEE-L', name: 'Tee', price: '10.00', quantity: 5 }] });
    const salesOrderId = await importOrder(world, key);
    const start = `Reserved 3 of 5 of SKU TEE-L in warehouse 2; reserve the rest for sales order ${salesOrderId} `;
    const board = async () => {
      const row = await world.store.orders.get(key);
      return { state: row?.state, notices: row?.details['notices'] };
    };
    const short = { state: 'SYNCED', notices: expect.arrayContaining([expect.stringContaining(start)]) };
    expect(await board()).toEqual(short);
    expect(await planImport(world, key)).toMatchObject({ upToDate: true });
    expect(await board()).toEqual(short);
  });

  it.each<[string, (world: ActivityWorld, salesOrderId: number) => void]>([
    [
      'a sales order that staff cancelled',
      (world, id) => {
        world.brightpearl.state().orders.get(id)!.statusId = world.brightpearl.state().lists.cancelledStatusId;
      },
    ],
    [
      'a row that staff deleted',
      (world, id) => {
        world.brightpearl.state().orders.get(id)!.rows.splice(0, 1);
      },
    ],
  ])('does not take the refusal of %s for a lack of stock', async (_what, change) => {
    const world = await open();
    const order = await posted(world, { sku: 'MUG-BLUE', quantity: 2 });
    change(world, order.step.salesOrderId);
    await expect(order.reserve()).rejects.toMatchObject({
      type: 'REJECTED_BY_BRIGHTPEARL',
      message: expect.stringMatching(/WHS[BC]-9\d\d/),
      nonRetryable: true,
    });
    expect(await order.meta()).toMatchObject({ complete: false });
  });

  it('does not take a warehouse that Brightpearl does not have for an empty one', async () => {
    const world = await open();
    const order = await posted(world, { sku: 'MUG-BLUE' });
    Object.assign(world.brightpearl.state().lists, { warehouses: [{ id: 9, name: 'Another' }] });
    world.deps.facts.forget(world.account);
    await expect(order.reserve()).rejects.toMatchObject({ type: 'REJECTED_BY_BRIGHTPEARL' });
  });

  it('reserves the rest of a bundle with a service in it, and misses no stock of the service', async () => {
    const world = await open();
    world.brightpearl.seedCatalog([
      { sku: 'ENGRAVING', stockTracked: false },
      {
        sku: 'GIFT',
        components: [
          { sku: 'MUG-BLUE', quantity: 1 },
          { sku: 'ENGRAVING', quantity: 1 },
        ],
      },
    ]);
    const order = await posted(world, { sku: 'GIFT', quantity: 2 });
    await order.reserve();
    expect(order.reserved()).toEqual([2]);
    expect((await world.store.orders.get(order.key))?.details['notices']).not.toContainEqual(
      expect.stringMatching(/^Reserved /),
    );
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
