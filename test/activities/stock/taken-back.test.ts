/** Staff take back in Brightpearl what an order had reserved: its units are free there, and still sold. */
import { randomUUID } from 'node:crypto';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

/** An order of blue mugs that has all of them. */
async function reserved(shop: StockWorld, quantity = 3) {
  const before = shop.sellable('MUG-BLUE');
  const key = shop.buy('MUG-BLUE', quantity);
  const salesOrderId = await shop.importOrder(key);
  await shop.settle();
  expect([shop.sellable('MUG-BLUE'), await shop.demand('MUG-BLUE')]).toEqual([before - quantity, 0]);
  return { key, salesOrderId, release: () => shop.staff('DELETE', `sales-orders/${salesOrderId}/reservation`) };
}

describe.each(['accepted', 'refused'] as const)('where sets of ids of reservations are %s', (reservationIdSets) => {
  it('offers nothing more when the event of the units comes before anybody looked at the order', async () => {
    const shop = await open();
    shop.brightpearl.setSwitches({ reservationIdSets });
    const { release } = await reserved(shop);
    await release();
    await shop.told('MUG-BLUE');
    await shop.cycle();
    expect(shop.sellable('MUG-BLUE')).toBe(117);
    await shop.settle();
    expect([shop.sellable('MUG-BLUE'), await shop.demand('MUG-BLUE')]).toEqual([117, 3]);
  });
});

it('offers nothing more when it happens while the stock is read', async () => {
  const shop = await open();
  const { release } = await reserved(shop);
  await shop.told('MUG-BLUE');
  const { hooks } = shop.brightpearl.core;
  hooks.beforeRequest = async ({ template }) => {
    if (!template.includes('product-availability')) return;
    delete hooks.beforeRequest;
    await release();
  };
  await shop.cycle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
});

it('passes for no drift in the full compare', async () => {
  const shop = await open();
  const { release } = await reserved(shop);
  await release();
  const { storeHash, account } = shop;
  const reportId = randomUUID();
  const { batchId = '' } = await shop.run('readComparePage', { storeHash, reportId, page: 1 });
  await shop.run('planStock', { storeHash, account, batchId });
  const page = { storeHash, batchId, page: 1, reportId, correct: true, startedAt: Date.now() };
  expect(await shop.run('compareBatch', page)).toMatchObject({ compared: 8, different: 0 });
});

it('offers nothing more when the sales order is cancelled, by the delta cycle alone', async () => {
  const shop = await open();
  const { salesOrderId } = await reserved(shop);
  await shop.staff('POST', `sales-orders/${salesOrderId}/cancel`);
  await shop.run('sweepMovements', { account: shop.account });
  expect(await shop.demand('MUG-BLUE')).toBe(3);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
});

it('offers the units again once the order ends in the store', async () => {
  const shop = await open();
  const { key, release } = await reserved(shop);
  await release();
  await shop.told('MUG-BLUE');
  await shop.settle();
  shop.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 5 } });
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(120);
});

it('counts what is taken back from one order, and not what another one still holds', async () => {
  const shop = await open();
  const { release } = await reserved(shop);
  await reserved(shop, 2);
  await release();
  await shop.told('MUG-BLUE');
  await shop.settle();
  expect([shop.sellable('MUG-BLUE'), await shop.demand('MUG-BLUE')]).toEqual([115, 3]);
});

it('does not look again at what has left the warehouse', async () => {
  const shop = await open();
  const { salesOrderId } = await reserved(shop);
  await shop.staff('POST', 'goods-out-notes', { salesOrderId, ship: true });
  await shop.run('sweepMovements', { account: shop.account });
  await shop.settle();
  await shop.told('MUG-BLUE');
  shop.forgetRequests();
  await shop.settle();
  expect(shop.requests('brightpearl').filter((request) => !request.includes('availability'))).toEqual([]);
});
