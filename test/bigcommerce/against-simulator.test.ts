/** The client and the simulator were written apart, from the same documents: here they meet. */
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';
import { remoteErrorOf } from '../http/support/remote-errors';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;

beforeEach(async () => {
  simulator = createBigCommerceSimulator();
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
});
afterEach(() => running.close());

const anOrder = (lines = 1): number =>
  simulator.control.addOrder(
    buildOrder({
      taxMode: 'exclusive',
      lines: Array.from({ length: lines }, (_, n) => ({
        name: `Mug ${n}`,
        sku: `MUG-${n}`,
        price: '10.00',
        quantity: 1,
        taxRate: 10,
      })),
      shipping: { cost: '5.00', taxRate: 10, method: 'Express' },
    }),
  );

it('reads an order with all its parts, 120 lines too', async () => {
  const id = anOrder(120);
  const order = await client.orders.get(id);
  expect(order.consignments.shipping.flatMap((consignment) => consignment.line_items)).toHaveLength(120);
  expect(order.total_inc_tax).toMatch(/^1325\.50/);
  expect(await client.orders.products(id)).toHaveLength(120);
  expect((await client.orders.taxes(id)).length).toBeGreaterThanOrEqual(120);
  expect(await client.orders.coupons(id)).toEqual([]);
  expect((await client.transactions.list(id)).map(({ order_id }) => order_id)).toEqual([String(id)]);
});

it('walks all orders', async () => {
  const ids = Array.from({ length: 9 }, () => anOrder());
  const walked: number[] = [];
  const since = new Date(simulator.clock.now().getTime() - 3_600_000);
  for await (const page of client.orders.walk({ since, pageSize: 4 })) walked.push(...page.rows.map(({ id }) => id));
  expect(walked.sort((a, b) => a - b)).toEqual(ids);
  expect(await client.orders.count()).toBe(9);
});

it('links an order back: metafield twice, external id, status', async () => {
  const id = anOrder();
  const metafield = { namespace: 'brightpearl', key: 'sales-order', value: '1' };
  await client.metafields.upsert(id, metafield);
  await client.metafields.upsert(id, { ...metafield, value: '2' });
  expect((await client.metafields.list(id, 'brightpearl')).map(({ value }) => value)).toEqual(['2']);
  await client.orders.setExternalOrderId(id, 'SO-1');
  await client.orders.setStatus(id, 9);
  expect(await client.orders.get(id)).toMatchObject({ external_order_id: 'SO-1', status_id: 9 });
});

it('manages hooks', async () => {
  const hook = { scope: 'store/order/*', destination: 'https://connector.example/hooks', headers: { 'x-secret': 's' } };
  const { id } = await client.hooks.create(hook);
  await client.hooks.update(id, hook);
  expect(await client.hooks.list()).toEqual([{ id, ...hook, is_active: true }]);
  await client.hooks.delete(id);
  expect(await client.hooks.list()).toEqual([]);
});

it('reads the store, its clock and currencies', async () => {
  expect((await client.store.get()).id).toBe(simulator.storeHash);
  expect((await client.store.time()).getTime()).toBeGreaterThan(0);
  expect(await client.currencies.list()).toMatchObject([{ currency_code: 'USD', is_default: true }]);
});

it('tells refusals apart', async () => {
  expect((await remoteErrorOf(client.orders.get(999_999))).kind).toBe('not-found');
  const stranger = createBigCommerceClient({
    apiUrl: running.url,
    storeHash: simulator.storeHash,
    token: 'wrong',
    observe: () => undefined,
  });
  expect((await remoteErrorOf(stranger.store.get())).kind).toBe('unauthorized');
  simulator.faults.add({ mode: 'throttle', count: 1 });
  expect((await remoteErrorOf(client.store.get())).kind).toBe('throttled');
  const id = anOrder();
  simulator.faults.add({ mode: 'apply-then-drop', method: 'PUT', count: 1 });
  expect((await remoteErrorOf(client.orders.setStatus(id, 9))).kind).toBe('unknown-outcome');
  expect((await client.orders.get(id)).status_id).toBe(9);
});
