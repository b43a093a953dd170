/** Orders that wait for a SKU are told when Brightpearl has it, without a mapping and without a webhook. */
import type { OrderKey } from '../../src/domain/ids';
import { activityWorlds, type ActivityWorld } from './support/activity-world';
import { staff } from './support/after-sale';
import { plan, showStopped } from './support/steps';

const open = activityWorlds();

const SOLD = { lines: [{ sku: 'NEW-1', name: 'New mug', price: '5.00' }] };

async function stopped(world: ActivityWorld): Promise<OrderKey> {
  const key = world.place(SOLD);
  await showStopped(world, key, await plan(world, key));
  return key;
}

/** Gives the orders that were told, once the search shows what came before. */
async function swept(world: ActivityWorld): Promise<OrderKey[]> {
  world.brightpearl.clock.advance(60_000);
  world.signals.length = 0;
  await world.run('sweepSalesOrders', { account: world.account });
  return world.signals.map(({ key }) => key);
}

async function staffMake(world: ActivityWorld, sku: string): Promise<number> {
  type Made = { readonly products: readonly { readonly id: number }[] };
  const { products } = await staff<Made>(world, 'products', { sku, name: 'Made by staff' });
  return products[0]!.id;
}

it('tells every order once that waits for a SKU which staff gave to a new product', async () => {
  const world = await open();
  const keys = [await stopped(world), await stopped(world)];
  expect(await swept(world)).toEqual([]);
  await staffMake(world, 'NEW-1');
  expect(await swept(world)).toEqual(keys);
});

it('tells them when the SKU of another product is corrected', async () => {
  const world = await open();
  const id = await staffMake(world, 'NEW-L');
  const key = await stopped(world);
  expect(await swept(world)).toEqual([]);
  await staff(world, `products/${id}`, { sku: 'NEW-1' });
  expect(await swept(world)).toEqual([key]);
});

it('tells them when one of two products of one SKU gets another', async () => {
  const world = await open();
  await staffMake(world, 'NEW-1');
  const id = await staffMake(world, 'NEW-1');
  world.brightpearl.clock.advance(60_000);
  const key = await stopped(world);
  world.brightpearl.clock.advance(10 * 60_000);
  await staff(world, `products/${id}`, { sku: 'NEW-2' });
  expect(await swept(world)).toEqual([key]);
});

it('tells nobody of a product that an order has been looked at with', async () => {
  const world = await open();
  const key = await stopped(world);
  await staffMake(world, 'NEW-1');
  world.brightpearl.clock.advance(60_000);
  await showAt(world, key, new Date(Date.now() + 600_000));
  expect(await swept(world)).toEqual([]);
});

it('asks for no products while no order waits for one', async () => {
  const world = await open();
  world.place({});
  world.forgetRequests();
  await swept(world);
  expect(world.requests('brightpearl')).not.toContain('GET /product-service/product-search');
});

/** As if it had been looked at then, in vain. */
async function showAt(world: ActivityWorld, key: OrderKey, at: Date): Promise<void> {
  const row = await world.store.orders.get(key);
  await world.run('saveState', {
    key,
    asOf: at.getTime(),
    state: 'NEEDS_ATTENTION',
    step: 'Stopped',
    issue: row!.issue!,
  });
}
