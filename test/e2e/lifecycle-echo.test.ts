/** Once all is said of an order, nothing is written any more: what the connector does itself must not set it going again. */
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { anOrder, mug } from './support/orders';
import { withSchedule } from './support/schedules';
import { atRest } from './support/stock';
import { World } from './support/world';

/** Simulated time per real time, and how long is listened in real time: a minute of the vendors. */
const SCALE = 4;
const QUIET_MS = 15_000;

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy({
    brightpearlChanges: { statuses: { 20: 9 }, storeStatuses: { 12: 21 }, invoiceOnShip: true, capture: 'onShip' },
  });
});

afterAll(() => world.end());

const inStore = (orderId: number, act: string, body: unknown) =>
  must('POST', `${world.store.url}/_sim/orders/${orderId}/${act}`, { body });

async function firstLine(orderId: number): Promise<number> {
  const { storeHash, url, token } = world.where.bigcommerce;
  const path = `${url}/stores/${storeHash}/v2/orders/${orderId}/products`;
  return (await must<readonly { readonly id: number }[]>('GET', path, { headers: { 'x-auth-token': token } }))[0]!.id;
}

/** Bought, moved, edited, refunded in part, shipped in two parcels, invoiced, and refunded again. */
async function aWholeLife(): Promise<number> {
  const orderId = await world.store.place(anOrder({ lines: [mug({ quantity: 4 })] }));
  await world.quiet(orderId);
  const { id: salesOrderId, rows } = await world.salesOrderOf(orderId);
  const unit = { items: [{ item_type: 'PRODUCT', item_id: await firstLine(orderId), quantity: 1 }] };
  await world.account.staffEdit(salesOrderId, { statusId: 20 });
  await eventually('the status', async () => (await stored(orderId)).statusId === 9);
  await inStore(orderId, 'refund', unit);
  await eventually('the refund', async () => (await payments(salesOrderId)) === 1);
  const row = rows.find(({ sku }) => sku === 'MUG-BLUE')!;
  await world.account.note(salesOrderId, { rows: [{ rowId: row.id, quantity: 1 }], ship: true, reference: '1Z-A' });
  await eventually('the first parcel', async () => (await stored(orderId)).shipments.length === 1);
  await world.account.note(salesOrderId, { ship: true, reference: '1Z-B' });
  await eventually('the second parcel', async () => (await stored(orderId)).shipments.length === 2);
  await eventually('the invoice', async () => (await world.salesOrderOf(orderId)).invoiceReference !== '');
  await inStore(orderId, 'refund', unit);
  await eventually('the credit', async () => (await payments(salesOrderId)) === 2);
  await world.quiet(orderId);
  return orderId;
}

const stored = async (orderId: number) => (await world.store.ledger()).find(({ id }) => id === orderId)!;

/** How many go out to the customer, on the sales order and its credits. */
async function payments(salesOrderId: number): Promise<number> {
  const { payments: all, salesCredits } = await world.account.ledger();
  const ids = [salesOrderId, ...salesCredits.filter(({ parentId }) => parentId === salesOrderId).map(({ id }) => id)];
  return all.filter(({ type, orderId }) => type === 'PAYMENT' && ids.includes(orderId)).length;
}

test('a whole life that is settled causes no write, however often it is looked at', async () => {
  const orderId = await aWholeLife();
  await sweepAll();
  await world.quiet(orderId);
  // The last of its levels may still be on its way to the store.
  await atRest(world);
  const sides = [world.store, world.account];
  for (const side of sides) {
    await side.clockScale(SCALE);
    await side.forgetRequests();
  }
  await sweepAll();
  await pause(QUIET_MS);
  await world.quiet(orderId);
  const [ofStore, ofAccount] = await Promise.all(sides.map((side) => side.requests()));
  const writes = [...ofStore!.requests, ...ofAccount!.requests].filter(
    ({ method, path }) => !['GET', 'OPTIONS'].includes(method) && !path.startsWith('/_sim'),
  );
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  const reads = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([route, count]) => `${count} × ${route}`);
  process.stderr.write(
    `\nA quiet minute, with every sweep in it:\n${[...reads(ofStore!.counts), ...reads(ofAccount!.counts)].join('\n')}\n`,
  );
});

async function sweepAll(): Promise<void> {
  const { storeHash } = world;
  const { account } = world.where.brightpearl;
  const ids = [
    `sweep/${storeHash}/orders`,
    `sweep/${storeHash}/refunds`,
    `sweep/${account}/notes`,
    `sweep/${account}/sales-orders`,
    'doctor',
    'reconcile/main',
  ];
  for (const id of ids) await withSchedule(world.where, id, (schedule) => schedule.trigger());
  await pause(3_000);
}
