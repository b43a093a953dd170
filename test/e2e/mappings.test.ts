/** One decision on the command line frees every order and level that waits for an unknown SKU. */
import { setTimeout as pause } from 'node:timers/promises';
import { anOrder, mug } from './support/orders';
import { must } from './support/http';
import { inventoryOnce, shows } from './support/stock';
import { World } from './support/world';

/** As many as the store's quota bears at once. */
const ORDERS = 12;
/** Longer than that of the simulated account. */
const INDEX_LAG_MS = 1_500;

let world: World;

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

test('orders that wait for a SKU are told by one command, read anew, and imported once; its level follows', async () => {
  const ids = await world.store.variant('LAMP-01');
  const productId = await world.account.productId('LAMP-01');
  await shows(world, { 'LAMP-01': 25 });
  await must('POST', `${world.account.url}/_sim/products/${productId}`, { body: { sku: 'LAMP-NEW' } });
  // Until Brightpearl's search shows it.
  await pause(INDEX_LAG_MS);
  expect((await world.cli('inventory', 'links')).code).toBe(0);
  await inventoryOnce(world, 'the lamp is linked no more', ({ linkProblems }) => linkProblems === 1);

  const line = { sku: 'LAMP-01', name: 'Lamp', quantity: 1, ...ids };
  const orders: number[] = [];
  for (let n = 0; n < ORDERS; n += 1) orders.push(await world.store.place(anOrder({ lines: [mug(line)] })));
  for (const id of orders) {
    const { order } = await world.waits(id);
    expect(order.issue).toMatchObject({ code: 'UNKNOWN_SKU' });
    expect(order.issue?.message).toContain('connector mappings set product LAMP-01 --to <Brightpearl SKU>');
  }

  await world.account.count('LAMP-NEW', 100);
  await world.store.forgetRequests();
  const set = await world.cli('mappings', 'set', 'product', 'LAMP-01', '--to', 'LAMP-NEW', '--actor', 'ann', '--wait');
  process.stdout.write(`      ${set.out.replaceAll('\n', '\n      ')}\n`);
  expect([set.code, set.err]).toEqual([0, '']);
  expect(set.out).toContain(`Waiting for it: ${ORDERS} orders, 1 levels`);
  expect(set.out).toContain(`${ORDERS} of ${ORDERS} orders told`);

  for (const id of orders) {
    const { order } = await world.synced(id);
    expect(order.salesOrderTotal).toBe(order.total);
    await world.salesOrderOf(id);
  }
  const { requests } = await world.store.requests();
  for (const id of orders) {
    expect(
      requests.some(({ method, path }) => method === 'GET' && new RegExp(`/v2/orders/${id}(\\?|$)`).test(path)),
    ).toBe(true);
  }
  await shows(world, { 'LAMP-01': 100 - ORDERS });
});
