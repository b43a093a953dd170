/** Stock on the storefront, as an outsider sees it: what can ship in Brightpearl is what a shopper can buy. */
import { setTimeout as pause } from 'node:timers/promises';
import { CATALOG } from '../../src/cli/demo-catalog';
import { eventually } from './support/http';
import { anOrder, mug } from './support/orders';
import { withSchedule } from './support/schedules';
import { atRest, inventoryOnce, shows } from './support/stock';
import { World } from './support/world';
import type { Inventory } from './support/world';

/** Longer than those of the simulated account. */
const INDEX_LAG_MS = 1_500;

const CANCELED = 5;
/** Of a new simulated account. */
const CANCELED_IN_BRIGHTPEARL = 5;

let world: World;

beforeAll(async () => {
  world = await World.roomy();
  // So that nothing but what a test is about brings a level.
  await withSchedule(world.where, deltaSchedule(), (schedule) => schedule.pause());
});

afterEach(async () => {
  for (const side of [world.store, world.account]) await side.webhookFaults({});
});

afterAll(() => world.end());

const deltaSchedule = (): string => `sweep/${world.storeHash}/stock`;

/** Once Brightpearl's searches show what happened. */
async function runDelta(): Promise<void> {
  await pause(INDEX_LAG_MS);
  await withSchedule(world.where, deltaSchedule(), (schedule) => schedule.trigger());
}

/** Figures that people ask for; the reporter shows them with the test. */
const tell = (text: string): void => void process.stdout.write(`      ${text.replaceAll('\n', '\n      ')}\n`);

test('after setup, every level is what Brightpearl can ship, without anybody asking', async () => {
  const counted = CATALOG.flatMap(({ sku, onHand }) => (onHand ? [[sku, onHand['2'] ?? 0] as const] : []));
  await shows(world, { ...Object.fromEntries(counted), GIFTSET: 120 });
  // A level may be set before the first compare has come to it.
  await inventoryOnce(world, 'the first compare', ({ lastCompare: first }) => first !== null);
  const { issueCounts, ...inventory } = await atRest(world);
  const lastCompare = expect.objectContaining({ compared: 8, correct: true }) as unknown;
  expect(inventory).toMatchObject({ linked: 8, linkProblems: 0, parked: 0, lastCompare });
  expect(issueCounts).toEqual({});
});

test('a count in the warehouse is on the storefront within seconds, that of bundles too', async () => {
  const counted = Date.now();
  await world.account.count('NOTE-A5', 150);
  await shows(world, { 'NOTE-A5': 150, GIFTSET: 75 });
  tell(`from the count to the storefront: ${((Date.now() - counted) / 1_000).toFixed(1)} s`);
  expect(await world.store.onHand('NOTE-A5')).toBe(150);
  expect(await world.store.onHand('GIFTSET')).toBe(75);
});

describe.each([
  ['order_placed', true],
  ['order_placed', false],
  ['order_completed_or_shipped', true],
  ['order_completed_or_shipped', false],
] as const)('a store that takes stock at %s, restocking: %s', (behavior, restocks) => {
  test('shows what can ship from the order on, through its import, and after it is canceled', async () => {
    await world.store.setInventorySettings({
      update_stock_behavior: behavior,
      edit_order_stock_adjustment: restocks,
      refund_order_stock_adjustment: restocks,
    });
    await atRest(world);
    const before = (await world.store.level('MUG-BLUE')) ?? 0;
    const orderId = await world.store.checkout('MUG-BLUE', 2);
    await shows(world, { 'MUG-BLUE': before - 2 });
    // Sold once, and never for sale again in between.
    let highest = 0;
    await eventually('the import, and a level at rest', async () => {
      highest = Math.max(highest, (await world.store.level('MUG-BLUE')) ?? Infinity);
      const { waiting, running } = await world.inventory();
      const detail = await world.detail(orderId);
      return detail?.order.state === 'SYNCED' && waiting === 0 && running === null;
    });
    expect((await world.salesOrderOf(orderId)).reservation?.rows).toEqual([expect.objectContaining({ quantity: 2 })]);
    expect(highest).toBe(before - 2);

    // The store may give the units back by itself; Brightpearl does when the sales order is cancelled with the order.
    await world.store.edit(orderId, { order: { status_id: CANCELED } });
    await world.until(orderId, 'CANCELLED');
    expect(await world.salesOrderOf(orderId)).toMatchObject({ statusId: CANCELED_IN_BRIGHTPEARL, reservation: null });
    await atRest(world);
    await shows(world, { 'MUG-BLUE': before });
  });
});

describe('with every webhook lost', () => {
  beforeEach(async () => {
    await atRest(world);
    for (const side of [world.store, world.account]) await side.webhookFaults({ drop: 1 });
  });

  test('the delta cycle finds a count and a delivery', async () => {
    await world.account.count('LAMP-01', 11);
    await world.account.count('TEE-M', 70);
    expect(await world.store.level('LAMP-01')).toBe(25);
    await runDelta();
    await shows(world, { 'LAMP-01': 11, 'TEE-M': 70 });
  });

  test('the delta cycle finds what was reserved for the orders of other channels, which moves nothing', async () => {
    await world.account.sellElsewhere(await world.account.productId('LAMP-01'), 4);
    await runDelta();
    await shows(world, { 'LAMP-01': 7 });
  });

  test("the next sweep finds a shopper's order, and a bundle of it sells its parts", async () => {
    const [mugs = 0, notebooks = 0] = [await world.store.level('MUG-BLUE'), await world.store.level('NOTE-A5')];
    await world.store.checkout('GIFTSET', 1);
    await world.sweep();
    await shows(world, { 'MUG-BLUE': mugs - 1, 'NOTE-A5': notebooks - 2 });
  });

  test('a compare by the API finds what somebody else wrote, tells of exactly that, and puts it right', async () => {
    const before = await world.store.levels();
    for (const sku of ['TEE-M', 'LAMP-01', 'PEN-GOLD']) await world.store.setLevel(sku, 999);
    const { status, body } = await world.ask<{ reportId: string; started: boolean }>(
      'POST',
      `/inventory/${world.storeHash}/compare`,
      { headers: { 'x-actor': 'ann' } },
    );
    expect({ status, started: body.started }).toEqual({ status: 200, started: true });
    const isDone = ({ lastCompare }: Inventory): boolean => lastCompare?.id === body.reportId;
    const { lastCompare } = await inventoryOnce(world, 'the report', isDone);
    expect(lastCompare).toMatchObject({ compared: 8, different: 3, correct: true });
    const report = await world.ask<{ rows: { sku: string }[] }>('GET', `/reports/${body.reportId}`);
    expect(report.body.rows.map(({ sku }) => sku).sort()).toEqual(['LAMP-01', 'PEN-GOLD', 'TEE-M']);
    for (const row of report.body.rows) {
      expect(row).toMatchObject({ store: 999, cause: 'changed by another', corrected: true });
    }
    await shows(world, before);
    expect((await world.inventory()).issueCounts).toEqual({ SECOND_WRITER: 1 });
    const shown = await world.cli('inventory', 'report', body.reportId);
    tell(shown.out);
    expect(shown.code).toBe(0);
  });
});

describe('a level that the store refuses', () => {
  test('keeps only itself back, and says so by the API and the command line', async () => {
    const { productId } = await world.store.variant('PEN-GOLD');
    const gone = await world.store.variant('MUG-RED');
    await world.store.changeProduct(productId, { inventory_tracking: 'none' });
    await world.store.deleteProduct(gone.productId);
    for (const sku of ['PEN-GOLD', 'MUG-RED', 'TEE-M']) await world.account.count(sku, 33);
    await shows(world, { 'TEE-M': 33 });
    const { issues } = await inventoryOnce(world, 'both refusals', ({ parked }) => parked === 2);
    const refused = issues.filter(({ code }) => code === 'LEVEL_REJECTED').map(({ message }) => message);
    expect(refused.some((message) => /PEN-GOLD.*no inventory tracking.*Correct the product/.test(message))).toBe(true);
    expect(refused.some((message) => /MUG-RED.*not found.*Correct the product/.test(message))).toBe(true);

    const status = await world.cli('inventory', 'status');
    tell(status.out);
    expect(status.code).toBe(4);
    expect(status.out).toContain('PEN-GOLD');
    expect(status.out).toMatch(/2 kept back by an issue/);
  });

  test('goes on when it was corrected and somebody pushes it', async () => {
    const { productId } = await world.store.variant('PEN-GOLD');
    await world.store.changeProduct(productId, { inventory_tracking: 'product' });
    expect((await world.cli('inventory', 'push', '--sku', 'PEN-GOLD', '--actor', 'bo')).code).toBe(0);
    await shows(world, { 'PEN-GOLD': 33 });
    const isOne = ({ issueCounts, parked }: Inventory): boolean => issueCounts['LEVEL_REJECTED'] === 1 && parked === 1;
    await inventoryOnce(world, 'one refusal', isOne);
  });
});

describe('inventory explain', () => {
  test('shows where the level of a bundle comes from', async () => {
    await atRest(world);
    const explained = await world.cli('inventory', 'explain', '--sku', 'GIFTSET');
    tell(explained.out);
    expect(explained.code).toBe(0);
    expect(explained.out).toMatch(/Bundle of +1 x product \d+, 2 x product \d+/);
    const level = await world.store.level('GIFTSET');
    expect(explained.out).toMatch(new RegExp(`EXPECTED, decided by stock[^\\d]+${level} `));
  });

  test('names the orders that wait for stock', async () => {
    const line = { sku: 'TEE-L', name: 'Logo tee, large', quantity: 5, ...(await world.store.variant('TEE-L')) };
    const orderId = await world.store.place(anOrder({ lines: [mug(line)] }));
    await world.quiet(orderId);
    await shows(world, { 'TEE-L': 0 });
    const explained = await world.cli('inventory', 'explain', '--sku', 'TEE-L');
    tell(explained.out);
    // Three were there and are reserved; two are still to come.
    expect(explained.out).toMatch(new RegExp(`${world.storeHash}/${orderId} +│ +\\d+ +│ +5 +│ +3 +│ +2 +│ +counted`));
    expect(explained.code).toBe(0);
  });
});
