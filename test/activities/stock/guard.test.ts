/** The guard against emptying a shop by mistake: what it keeps, what it lets go on, and how it ends. */
import { sql } from 'kysely';
import type { StockWorld } from './support';
import { stockWorlds } from './support';

const open = stockWorlds();

/** So many products more, in stock on both sides at 50. */
async function withProducts(count: number): Promise<StockWorld> {
  const shop = await open();
  shop.bigcommerce.control.addProducts({ count, skuPrefix: 'BULK-', tracking: 'product', quantity: 50 });
  shop.brightpearl.seedMany({ count, skuPrefix: 'BULK-', onHand: { '2': 50 } });
  await shop.link();
  await shop.settle();
  return shop;
}

const bulk = (n: number, of: number): string => `BULK-${String(n).padStart(String(of).length, '0')}`;

/** These shelves are counted, and Brightpearl tells of all at once. */
async function countTo(shop: StockWorld, onHand: number, skus: readonly string[]): Promise<void> {
  const { account, store, brightpearl } = shop;
  await shop.staff(
    'POST',
    'stock',
    skus.map((sku) => ({ sku, warehouseId: 2, onHand })),
  );
  const ids = skus.map((sku) => brightpearl.state().productsBySku.get(sku)?.id ?? 0);
  await store.stockDirty.mark(await store.accountLinks.drawingOn(account, ids), 'webhook');
}

const range = (from: number, to: number, of: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => bulk(from + index, of));
const emptied = (shop: StockWorld): number =>
  shop.bigcommerce.control.levels().filter(({ sku, onHand }) => sku.startsWith('BULK-') && onHand === 0).length;
const issues = async (shop: StockWorld): Promise<string[]> =>
  (await shop.store.stockIssues.list(shop.storeHash, 10)).map(({ code }) => code);

describe('a mass fall', () => {
  it('is held with its figures until somebody releases it, and nothing else is', async () => {
    const shop = await withProducts(100);
    await countTo(shop, 0, range(1, 60, 100));
    await countTo(shop, 20, range(61, 62, 100));
    await countTo(shop, 70, range(63, 64, 100));
    expect(await shop.cycle()).toMatchObject({ held: 60, written: 4 });
    expect([1, 61, 63].map((n) => shop.sellable(bulk(n, 100)))).toEqual([50, 20, 70]);
    const [issue] = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(issue).toMatchObject({ code: 'MASS_FALL', details: { toZero: 60, limitPercent: 30 } });

    await shop.count(bulk(65, 100), 0);
    expect(await shop.cycle()).toMatchObject({ held: 0, written: 1 });
    expect(await shop.store.stockDirty.release(shop.storeHash)).toBe(60);
    expect(await shop.cycle()).toMatchObject({ held: 0, written: 60 });
    expect(shop.sellable(bulk(1, 100))).toBe(0);
    expect(await issues(shop)).toEqual([]);
  });

  it('is one fall although it comes in parts', async () => {
    const shop = await withProducts(100);
    await countTo(shop, 0, range(1, 25, 100));
    expect(await shop.cycle()).toMatchObject({ held: 0, written: 25 });
    await countTo(shop, 0, range(26, 45, 100));
    expect(await shop.cycle()).toMatchObject({ held: 20, written: 0 });
  });

  it('is one fall over a compare, however long ago it began', async () => {
    const shop = await withProducts(100);
    const { storeHash, account } = shop;
    await countTo(shop, 0, range(1, 25, 100));
    await shop.settle();
    await sql`update levels set fell_at = fell_at - interval '1 hour'`.execute(shop.db);
    await countTo(shop, 0, range(26, 45, 100));
    const planned = await shop.run('planStock', { storeHash, account });
    const fallSince = Date.now() - 2 * 60 * 60_000;
    const input = { storeHash, batchId: planned?.batchId ?? '', fallSince };
    expect(await shop.run('writeStock', input)).toMatchObject({ held: 20, written: 0 });
  });

  it('stays held when it is told of again, and ends by itself when the stock is back', async () => {
    const shop = await withProducts(100);
    await countTo(shop, 0, range(1, 60, 100));
    await shop.cycle();
    await countTo(shop, 0, range(1, 1, 100));
    expect(await shop.cycle()).toMatchObject({ held: 1, written: 0 });
    await shop.store.stockDirty.markAll(shop.storeHash, 'pushed by ann');
    expect(await shop.cycle()).toMatchObject({ held: 60, written: 0 });
    expect(await issues(shop)).toEqual(['MASS_FALL']);
    await countTo(shop, 50, range(1, 60, 100));
    expect(await shop.cycle()).toMatchObject({ held: 0 });
    expect(await issues(shop)).toEqual([]);
    expect(await shop.store.stockDirty.counts(shop.storeHash)).toEqual({ waiting: 0, parked: 0 });
  });
});

describe('after a release', () => {
  it('the next cycles write what they find', async () => {
    const shop = await withProducts(100);
    await countTo(shop, 0, range(1, 60, 100));
    await shop.cycle();
    await shop.store.stockDirty.release(shop.storeHash);
    await shop.settle();
    await countTo(shop, 0, range(61, 65, 100));
    await countTo(shop, 7, range(66, 70, 100));
    expect(await shop.cycle()).toMatchObject({ held: 0, written: 10 });
  });

  it('of more than one batch all of it falls', async () => {
    const shop = await withProducts(4_000);
    await countTo(shop, 0, range(1, 3_500, 4_000));
    await shop.settle();
    const { parked } = await shop.store.stockDirty.counts(shop.storeHash);
    expect([parked, emptied(shop)]).toEqual([3_500, 0]);
    await shop.store.stockDirty.release(shop.storeHash);
    await shop.settle();
    expect(emptied(shop)).toBe(3_500);
    expect(await issues(shop)).toEqual([]);
  });
});

it('an answer without what had stock is not believed, however few levels of the store that is', async () => {
  const shop = await withProducts(1_000);
  const skus = range(1, 100, 1_000);
  await countTo(shop, 40, skus);
  shop.brightpearl.core.faults.add({
    mode: 'status',
    status: 200,
    body: { response: {} },
    path: 'product-availability',
    count: 1,
  });
  expect(await shop.cycle()).toMatchObject({ held: 100, written: 0 });
  expect(shop.sellable(bulk(1, 1_000))).toBe(50);
  const [issue] = await shop.store.stockIssues.list(shop.storeHash, 10);
  expect(issue).toMatchObject({ code: 'MASS_FALL', details: { reason: 'source-shrank', before: 100, now: 0 } });
  await countTo(shop, 41, skus);
  expect(await shop.cycle()).toMatchObject({ held: 0, written: 100 });
});
