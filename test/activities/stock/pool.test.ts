/** Stores that sell from one stock: what one of them sold lowers the levels of all, whether or not it shows levels itself. */
import { read } from '../support/steps';
import type { WorldOptions } from '../support/activity-world';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

async function pool(options: WorldOptions = {}) {
  const shop = await open({ secondStore: true, ...options });
  const other = shop.secondStore!;
  const { storeHash: otherHash } = other;
  for (const sku of ['MUG-BLUE', 'MUG-RED', 'GIFTSET', 'LAMP-01']) other.control.setStock({ sku, quantity: 25 });
  const sellThere = (sku: string, quantity: number) => {
    const bought = other.control.checkout({ lines: [{ sku, quantity }] });
    if ('left' in bought) throw new Error(`Only ${JSON.stringify(bought.left)} are left`);
    return { storeHash: otherHash, orderId: bought.id };
  };
  const planHere = async () => {
    for (const storeHash of [shop.storeHash, otherHash]) await shop.run('readNewDemand', { storeHash });
    return shop.run('planStock', { storeHash: shop.storeHash, account: shop.account });
  };
  const writeHere = async (batchId: string | undefined) =>
    shop.run('writeStock', { storeHash: shop.storeHash, batchId: batchId ?? '' });
  return { shop, other, sellThere, planHere, writeHere };
}

describe('a store without levels of its own', () => {
  it('takes stock from the pool that its orders go to', async () => {
    const { shop, sellThere, planHere, writeHere } = await pool({ secondOnlySells: true });
    sellThere('MUG-BLUE', 3);
    await writeHere((await planHere())?.batchId);
    expect([shop.sellable('MUG-BLUE'), shop.sellable('GIFTSET')]).toEqual([117, 117]);
  });

  it('does so from the moment that the order is read, and until it ends', async () => {
    const { shop, other, sellThere } = await pool({ secondOnlySells: true });
    const key = sellThere('GIFTSET', 2);
    await read(shop, key);
    expect([await shop.demand('MUG-BLUE'), await shop.demand('NOTE-A5')]).toEqual([2, 4]);
    other.control.editOrder(key.orderId, { order: { status_id: 5 } });
    await shop.run('readNewDemand', { storeHash: key.storeHash });
    expect([await shop.demand('MUG-BLUE'), await shop.demand('NOTE-A5')]).toEqual([0, 0]);
  });
});

it('does not offer what another store sold after the demand was read', async () => {
  const { shop, sellThere, planHere, writeHere } = await pool();
  await shop.count('LAMP-01', 1);
  const planned = await planHere();
  sellThere('LAMP-01', 1);
  await writeHere(planned?.batchId);
  expect(shop.sellable('LAMP-01')).toBe(0);
});

it('pauses the store whose token is refused, and not the one that waits for it', async () => {
  const { shop, other, planHere, writeHere } = await pool();
  await shop.count('LAMP-01', 1);
  const planned = await planHere();
  other.control.revokeClient(other.clientId);
  const refused = { type: 'ACCOUNT_PAUSED' };
  await expect(writeHere(planned?.batchId)).rejects.toMatchObject(refused);
  expect((await shop.store.accounts.list()).map(({ scope }) => scope)).toEqual([other.storeHash]);
});

describe('an order that cannot be read', () => {
  const unreadable = (shop: StockWorld, orderId: number) =>
    shop.bigcommerce.faults.add({
      method: 'GET',
      path: `/v2/orders/${orderId}*`,
      mode: 'status',
      status: 200,
      body: {},
    });
  const again = async (shop: StockWorld) => {
    await shop.db
      .updateTable('unreadOrders')
      .set({ triedAt: new Date(0) })
      .execute();
    await shop.settle();
  };

  it('is named, and keeps no other order and no level waiting', async () => {
    const shop = await open();
    const bad = shop.buy('MUG-RED', 2);
    const fault = unreadable(shop, bad.orderId);
    shop.buy('MUG-BLUE', 3);
    await shop.count('LAMP-01', 7);
    await shop.settle();
    expect([shop.sellable('MUG-BLUE'), shop.sellable('LAMP-01')]).toEqual([117, 7]);
    const [issue] = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(issue).toMatchObject({ code: 'ORDER_UNREADABLE', variantId: 0, details: { orders: 1 } });
    expect(issue?.message).toContain(`order ${bad.orderId} of store ${shop.storeHash}`);
    expect(issue?.message).toContain('lowers no level');
    shop.bigcommerce.faults.remove(fault.id);
    await again(shop);
    expect(await shop.store.stockIssues.list(shop.storeHash, 10)).toEqual([]);
    expect(await shop.demand('MUG-RED')).toBe(2);
  });

  it('is named where it would lower levels, also when its store has none', async () => {
    const { shop, other, sellThere } = await pool({ secondOnlySells: true });
    const { orderId, storeHash } = sellThere('MUG-RED', 2);
    other.faults.add({ method: 'GET', path: `/v2/orders/${orderId}*`, mode: 'status', status: 200, body: {} });
    await shop.run('readNewDemand', { storeHash });
    const [issue] = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(issue?.message).toContain(`order ${orderId} of store ${storeHash}`);
  });

  it('keeps what was known of it', async () => {
    const shop = await open();
    const bad = shop.buy('MUG-BLUE', 3);
    await shop.settle();
    unreadable(shop, bad.orderId);
    shop.bigcommerce.control.editOrder(bad.orderId, { order: { status_id: 9 } });
    await shop.settle();
    expect(await shop.demand('MUG-BLUE')).toBe(3);
    const [issue] = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(issue?.message).toContain('still counts');
  });

  it('stays named while it cannot be read, and is not asked for all the time', async () => {
    const shop = await open();
    const bad = shop.buy('MUG-RED', 2);
    const { id } = unreadable(shop, bad.orderId);
    const tried = () => shop.bigcommerce.faults.list().find((fault) => fault.id === id)?.struck;
    await shop.settle();
    shop.buy('MUG-BLUE', 1);
    await shop.settle();
    expect(tried()).toBe(1);
    await again(shop);
    expect(tried()).toBeGreaterThan(1);
    expect(await shop.store.stockIssues.counts(shop.storeHash)).toEqual({ ORDER_UNREADABLE: 1 });
  });
});
