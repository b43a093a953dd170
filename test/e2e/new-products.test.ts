/** A product is launched in the store first: its orders stop, one command makes it in Brightpearl, and all that waits goes on. */
import { anOrder, mug } from './support/orders';
import { shows } from './support/stock';
import { World } from './support/world';

const ORDERS = 6;
const SKU = 'VASE-01';

let world: World;

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

async function productsMade(): Promise<number> {
  const { requests } = await world.account.requests();
  return requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/product-service/product')).length;
}

test('an order names the command, which makes one product, frees its orders, and has its level kept', async () => {
  const product = { sku: SKU, name: 'Vase', weight: 900, gtin: '4006381333931', inventory_tracking: 'product' };
  const hidden = { sku: 'VASE-OLD', name: 'Old vase', is_visible: false };
  for (const one of [product, hidden]) await world.store.addProduct(one);
  const ids = await world.store.variant(SKU);
  const lines = [mug({ sku: SKU, name: 'Vase', quantity: 1, ...ids })];
  const orders: number[] = [];
  for (let n = 0; n < ORDERS; n += 1) orders.push(await world.store.place(anOrder({ lines })));
  const command = `connector products create --store ${world.storeHash} --account ${world.where.brightpearl.account} --sku ${SKU}`;
  for (const id of orders) {
    const { order } = await world.waits(id);
    expect(order.issue?.message).toContain(command);
  }

  const dry = await world.cli('products', 'unknown');
  process.stdout.write(`      ${dry.out.replaceAll('\n', '\n      ')}\n`);
  expect(dry.out).toMatch(/VASE-01 +│ would make +│ Vase/);
  expect(dry.out).toMatch(/VASE-OLD +│ cannot[^]*hidden in the store/);
  expect(await productsMade()).toBe(0);

  const made = await world.cli('products', 'create', '--sku', SKU, '--actor', 'ann', '--wait');
  process.stdout.write(`      ${made.out.replaceAll('\n', '\n      ')}\n`);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(made.out).toMatch(/VASE-01 +│ made/);
  for (const id of orders) {
    const { order } = await world.synced(id);
    expect(order.salesOrderTotal).toBe(order.total);
    await world.salesOrderOf(id);
  }
  expect(await productsMade()).toBe(1);
  await world.account.count(SKU, 40);
  await shows(world, { [SKU]: 40 - ORDERS });

  const again = await world.cli('products', 'create', '--all', '--wait');
  expect(again.out).not.toContain('refused');
  expect(await productsMade()).toBe(1);
});
