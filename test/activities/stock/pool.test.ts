/** Stores that sell from one stock: what one of them sold lowers the levels of all, whether or not it shows levels itself. */
import { read } from '../support/steps';
import type { WorldOptions } from '../support/activity-world';
import { stockWorlds } from './support';

const open = stockWorlds();

async function pool(options: WorldOptions = {}) {
  const shop = await open({ secondStore: true, ...options });
  const other = shop.secondStore!;
  const { storeHash: otherHash } = other;
  for (const sku of ['MUG-BLUE', 'GIFTSET', 'LAMP-01']) other.control.setStock({ sku, quantity: 25 });
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
