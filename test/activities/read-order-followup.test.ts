/** Orders whose consignments may be cut at 50 lines. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, read } from './support/steps';
import type { OrderSnapshot } from '../../src/mapping/types';

const open = activityWorlds();

const PRODUCTS = 'GET /v2/orders/{id}/products';

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    sku: 'MUG-BLUE',
    name: `Mug ${index + 1}`,
    price: '1.00',
    taxRate: '8.25',
  }));

const cutAt50 = (world: ActivityWorld, consignmentLinesCutAt50: boolean) =>
  fetch(`${world.config.stores[0]?.apiUrl}/_sim/switches`, {
    method: 'POST',
    body: JSON.stringify({ consignmentLinesCutAt50 }),
  });

/** How many different lines the version has that was read. */
async function linesRead(world: ActivityWorld, count: number): Promise<number> {
  const key = world.place({ lines: linesOf(count) });
  world.forgetRequests();
  const { snapshotId } = await read(world, key);
  const snapshot = (await world.store.snapshots.get(snapshotId))?.body as OrderSnapshot;
  return new Set(snapshot.order.consignments.shipping.flatMap((one) => one.line_items.map(({ id }) => id))).size;
}

it.each([
  [false, 49, false],
  [false, 50, true],
  [false, 120, false],
  [true, 49, false],
  [true, 50, true],
  [true, 51, true],
  [true, 120, true],
])(
  'consignments cut at 50: %s, an order of %i lines is read whole; its list of lines is read: %s',
  async (cut, count, reads) => {
    const world = await open();
    await cutAt50(world, cut);
    expect(await linesRead(world, count)).toBe(count);
    expect(world.requests('bigcommerce').includes(PRODUCTS)).toBe(reads);
  },
);

it('an order cut at 50 lines is mapped whole', async () => {
  const world = await open();
  await cutAt50(world, true);
  const { parts } = await planImport(world, world.place({ lines: linesOf(60) }));
  expect(parts).toHaveLength(1);
});
