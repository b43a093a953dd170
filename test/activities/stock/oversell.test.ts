/**
 * The cases in which others oversell, with both settings of when a store takes stock off by itself, and with both of whether
 * it puts it back. In each the storefront must end at what can ship.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { plan, postSalesOrder } from '../support/steps';
import type { WorldOptions } from '../support/activity-world';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

const SETTINGS = [
  ['order_placed', true],
  ['order_placed', false],
  ['order_completed_or_shipped', true],
  ['order_completed_or_shipped', false],
] as const;

describe.each(SETTINGS)('a store that takes stock at %s, restocking: %s', (behavior, restocks) => {
  async function world(options: WorldOptions = {}): Promise<StockWorld> {
    const opened = await open(options);
    opened.bigcommerce.control.setInventorySettings({
      update_stock_behavior: behavior,
      edit_order_stock_adjustment: restocks,
      refund_order_stock_adjustment: restocks,
    });
    return opened;
  }

  it('(1) shows less for an order that is not imported yet', async () => {
    const shop = await world();
    shop.buy('MUG-BLUE', 3);
    await shop.settle();
    expect([shop.sellable('MUG-BLUE'), shop.sellable('GIFTSET')]).toEqual([117, 117]);
  });

  it('(2) shows less for a sales order that is posted and not yet reserved, and the same once it is', async () => {
    const shop = await world();
    const key = shop.buy('MUG-BLUE', 3);
    await postSalesOrder(shop, key);
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(117);
    await shop.importOrder(key);
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(117);
  });

  it('(3) keeps what an order still lacks back from the next goods in', async () => {
    const shop = await world();
    const key = shop.typeIn('TEE-L', 5);
    await shop.importOrder(key);
    await shop.settle();
    expect(shop.sellable('TEE-L')).toBe(0);
    await shop.receive('TEE-L', 10);
    await shop.settle();
    expect(shop.sellable('TEE-L')).toBe(8);
  });

  it('(4) is too low for one cycle, never too high, when an order is reserved between the two reads', async () => {
    const shop = await world();
    const key = shop.buy('MUG-BLUE', 3);
    const { salesOrderId } = await postSalesOrder(shop, key);
    const { storeHash, account, brightpearl } = shop;
    await shop.run('readNewDemand', { storeHash });
    brightpearl.core.faults.add({ method: 'GET', path: 'product-availability', mode: 'delay', delayMs: 400, count: 1 });
    const planning = shop.run('planStock', { storeHash, account });
    await pause(200);
    await shop.staff('POST', `sales-orders/${salesOrderId}/reservation`, {});
    const planned = await planning;
    await shop.run('writeStock', { storeHash, batchId: planned?.batchId ?? '' });
    expect(shop.sellable('MUG-BLUE')).toBe(114);
    await shop.run('sweepMovements', { account });
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(117);
  });

  it('(5) does not sell the last unit of a pool in both of its stores', async () => {
    const shop = await world({ secondStore: true });
    const { account } = shop;
    const second = shop.secondStore!;
    const { storeHash: other } = second;
    const cycleOf = async (storeHash: string) => {
      for (const pooled of [shop.storeHash, other]) await shop.run('readNewDemand', { storeHash: pooled });
      const planned = await shop.run('planStock', { storeHash, account });
      if (planned) await shop.run('writeStock', { storeHash, batchId: planned.batchId });
    };
    await shop.run('refreshLinks', { storeHash: other, account, whole: true });
    await shop.count('LAMP-01', 1);
    await cycleOf(shop.storeHash);
    await cycleOf(other);
    expect([shop.sellable('LAMP-01'), second.control.onStorefront('LAMP-01')]).toEqual([1, 1]);
    shop.buy('LAMP-01', 1);
    await cycleOf(other);
    expect(second.control.onStorefront('LAMP-01')).toBe(0);
    await cycleOf(shop.storeHash);
    expect(shop.sellable('LAMP-01')).toBe(0);
  });

  it('(6) shows what is left after an order has shipped on both sides', async () => {
    const shop = await world();
    const key = shop.buy('MUG-BLUE', 3);
    const salesOrderId = await shop.importOrder(key);
    await shop.settle();
    await shop.staff('POST', 'goods-out-notes', { salesOrderId, ship: true });
    shop.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 2 } });
    await shop.run('sweepMovements', { account: shop.account });
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(117);
  });

  it('(7) shows again what a declined order had taken', async () => {
    const shop = await world();
    const key = shop.buy('MUG-BLUE', 3, { statusId: 11 });
    await shop.settle();
    shop.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 6 } });
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(120);
  });

  it('(8) no longer counts an order that nobody has paid for in 30 days', async () => {
    const shop = await world();
    const day = 86_400_000;
    const unpaid = { statusId: 7, paymentMethod: 'Bank Deposit', paymentStatus: '' };
    shop.typeIn('MUG-BLUE', 3, { ...unpaid, dateCreated: new Date(Date.now() - 31 * day) });
    shop.typeIn('MUG-BLUE', 4, { ...unpaid, dateCreated: new Date(Date.now() - 29 * day) });
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(116);
  });

  it('(11) counts an order that is placed after demand was read', async () => {
    const shop = await world();
    const { storeHash, account } = shop;
    await shop.count('MUG-BLUE', 100);
    await shop.run('readNewDemand', { storeHash });
    const planned = await shop.run('planStock', { storeHash, account });
    shop.buy('MUG-BLUE', 3);
    await shop.run('writeStock', { storeHash, batchId: planned?.batchId ?? '' });
    expect(shop.sellable('MUG-BLUE')).toBe(97);
  });
});

it('(9) never writes what the store does not track, nor what Brightpearl does not', async () => {
  const shop = await open();
  const { control } = shop.bigcommerce;
  control.addProduct({ sku: 'TEE-XXL', name: 'Logo tee, XXL', inventory_tracking: 'none' });
  control.addProduct({ sku: 'EBOOK-8', name: 'Field guide 2', inventory_tracking: 'product', inventory_level: 7 });
  shop.brightpearl.seedCatalog([
    { sku: 'TEE-XXL', name: 'Logo tee, XXL', onHand: { '2': 9 } },
    { sku: 'EBOOK-8', name: 'Field guide 2', stockTracked: false },
  ]);
  await shop.link();
  await shop.settle();
  expect(shop.sellable('EBOOK-8')).toBe(7);
  const problems = await shop.store.productLinks.withProblems(shop.storeHash, 10);
  expect(Object.fromEntries(problems.map(({ sku, problem }) => [sku, problem]))).toEqual({
    'EBOOK-8': 'UNTRACKED_IN_BRIGHTPEARL',
    'TEE-XXL': 'UNTRACKED_IN_STORE',
  });
});

it('(10) keeps our buffer back, and the store keeps its safety stock back on top', async () => {
  const shop = await open({ stock: { visibilityLagMs: 0, rules: [{ when: {}, buffer: 10 }] } });
  shop.bigcommerce.control.setStock({ sku: 'MUG-BLUE', safetyStock: 5 });
  await shop.count('MUG-BLUE', 100);
  await shop.settle();
  expect(shop.bigcommerce.control.levels('MUG-BLUE')).toEqual([expect.objectContaining({ onHand: 90 })]);
  expect(shop.sellable('MUG-BLUE')).toBe(85);
});

it('no longer counts an order that a person leaves alone', async () => {
  const shop = await open();
  const key = shop.buy('MUG-BLUE', 3, { paymentStatus: 'held for review' });
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
  await shop.store.decisions.record({ order: key, verb: 'skip', arguments: {}, actor: 'ann', commandId: 'c1' });
  await plan(shop, key);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(120);
});

describe.each([false, true])('where a reservation lists what is on notes: %s', (reservationListsNoted) => {
  it('still keeps back what an order lacks after a part of it is on a note', async () => {
    const shop = await open();
    shop.brightpearl.setSwitches({ reservationListsNoted, reservationModifiesOrder: true });
    const key = shop.typeIn('TEE-L', 5);
    const salesOrderId = await shop.importOrder(key);
    await shop.staff('POST', 'goods-out-notes', { salesOrderId, rows: [{ sku: 'TEE-L', quantity: 2 }], ship: true });
    await shop.run('sweepMovements', { account: shop.account });
    await shop.receive('TEE-L', 10);
    await shop.settle();
    // 10 in stock; the order still wants 2 that nothing is reserved for.
    expect(shop.sellable('TEE-L')).toBeLessThanOrEqual(8);
    await shop.staff('POST', `sales-orders/${salesOrderId}/reservation`, {});
    await shop.run('sweepMovements', { account: shop.account });
    await shop.settle();
    expect(shop.sellable('TEE-L')).toBe(8);
  });
});
