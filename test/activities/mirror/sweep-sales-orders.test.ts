/** The sweep of sales orders: what staff changed and no webhook told about. */
import { activityWorlds, type ActivityWorld } from '../support/activity-world';
import { imported, lookAgain, staff, type Imported } from './support';

const open = activityWorlds();

const sweep = (world: ActivityWorld) => world.run('sweepSalesOrders', { account: world.account });

/** Long enough for the search to show what came before. */
async function swept({ world }: Imported) {
  world.brightpearl.clock.advance(10 * 60_000);
  world.signals.length = 0;
  await sweep(world);
  return world.signals;
}

const edit = (order: Imported, change: unknown) => staff(order, 'POST', `sales-orders/${order.salesOrderId}`, change);

it('finds nothing of an order of which only we changed something', async () => {
  const order = await imported(await open());
  expect(await swept(order)).toEqual([]);
  order.world.forgetRequests();
  expect(await swept(order)).toEqual([]);
  expect(order.world.requests('brightpearl')).not.toContain('GET /order-service/sales-order/{ids}');
});

it.each([
  ['moved', (order: Imported) => edit(order, { statusId: 20 })],
  [
    'edited',
    (order: Imported) => edit(order, { addRows: [{ productId: 1001, quantity: 1, taxCode: 'T', net: 0, tax: 0 }] }),
  ],
  ['cancelled', (order: Imported) => staff(order, 'POST', `sales-orders/${order.salesOrderId}/void`)],
  [
    'shipped',
    (order: Imported) => staff(order, 'POST', 'goods-out-notes', { salesOrderId: order.salesOrderId, ship: true }),
  ],
])('has an order looked at once whose sales order was %s', async (_what, happens) => {
  const order = await imported(await open());
  await swept(order);
  await happens(order);
  expect(await swept(order)).toEqual([{ key: order.key, change: { reason: 'brightpearl' } }]);
  expect(await swept(order)).toEqual([]);
});

it('says nothing of what a pass has seen already', async () => {
  const order = await imported(await open());
  await swept(order);
  await edit(order, { statusId: 20 });
  await lookAgain(order);
  expect(await swept(order)).toEqual([]);
});

it('looks at many changed orders with one request', async () => {
  const world = await open();
  await world.store.watermarks.advance(world.account, 'sales-orders', new Date(Date.now() - 3_600_000));
  const orders: Imported[] = [];
  for (let n = 0; n < 5; n += 1) orders.push(await imported(world));
  world.forgetRequests();
  expect(await swept(orders[0]!)).toEqual([]);
  const reads = world.requests('brightpearl').filter((request) => request === 'GET /order-service/sales-order/{ids}');
  expect(reads).toHaveLength(1);
});

it('has an order looked at that an earlier database imported', async () => {
  const order = await imported(await open());
  await order.world.db.deleteFrom('links').execute();
  expect(await swept(order)).toEqual([{ key: order.key, change: { reason: 'brightpearl' } }]);
});

it('leaves the sales orders of others alone', async () => {
  const order = await imported(await open());
  const rows = [{ productId: 1001, quantity: 1, taxCode: 'T', net: 10 }];
  const typedIn = { customerId: 304, statusId: 3, warehouseId: 2, channelId: 5, externalRef: 'other-9', rows };
  await staff(order, 'POST', 'sales-orders', typedIn);
  expect(await swept(order)).toEqual([]);
});
