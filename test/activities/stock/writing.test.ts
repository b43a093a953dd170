/** What is written, in how many requests, and what keeps a level from being written. */
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

/** So many products more, in stock on both sides at 50. */
async function withProducts(shop: StockWorld, count: number): Promise<void> {
  shop.bigcommerce.control.addProducts({ count, skuPrefix: 'BULK-', tracking: 'product', quantity: 50 });
  shop.brightpearl.seedMany({ count, skuPrefix: 'BULK-', onHand: { '2': 50 } });
  await shop.link();
  await shop.settle();
}

const bulk = (n: number, of: number): string => `BULK-${String(n).padStart(String(of).length, '0')}`;
const paths = (shop: StockWorld, system: 'bigcommerce' | 'brightpearl', word: string): string[] =>
  shop.requests(system).filter((request) => request.includes(word));

it('writes only levels that differ, in as few requests as both sides allow', async () => {
  const shop = await open();
  await withProducts(shop, 1_000);
  for (let n = 1; n <= 300; n += 1) await shop.count(bulk(n, 1_000), 60);
  await shop.count(bulk(999, 1_000), 50);
  shop.forgetRequests();
  expect(await shop.cycle()).toMatchObject({ written: 300, equal: 1 });
  expect(paths(shop, 'brightpearl', 'availability')).toHaveLength(2);
  expect(paths(shop, 'bigcommerce', 'adjustments/absolute')).toHaveLength(1);
  expect(paths(shop, 'bigcommerce', 'inventory/items')).toHaveLength(1);
  expect(shop.sellable(bulk(300, 1_000))).toBe(60);
});

describe.each(['whole-batch', 'partial'] as const)(
  'a store that rejects the %s over one item',
  (inventoryRejection) => {
    it.each(['all', 'none'] as const)(
      'takes the others, whether the refusal names %s of them, and says what is wrong',
      async (names) => {
        const shop = await open();
        await withProducts(shop, 200);
        const { control, state } = shop.bigcommerce;
        control.setSwitches({ inventoryRejection, inventoryRefusalNames: names });
        const gone = state.catalog.productsBySku(bulk(77, 200))[0]!;
        control.deleteProduct(gone.id);
        for (let n = 1; n <= 200; n += 1) await shop.count(bulk(n, 200), 40);
        expect(await shop.cycle()).toMatchObject({ written: 199, parked: 1 });
        expect(await shop.store.stockIssues.list(shop.storeHash, 10)).toEqual([
          expect.objectContaining({ code: 'LEVEL_REJECTED', message: expect.stringContaining(bulk(77, 200)) }),
        ]);
        // What is parked is not tried again with the next change.
        await shop.count(bulk(77, 200), 30);
        expect(await shop.cycle()).toBeUndefined();
      },
    );
  },
);

it('parks a product that is no longer tracked, and goes on with it when the links tell otherwise', async () => {
  const shop = await open();
  const { control, state } = shop.bigcommerce;
  const mug = state.catalog.productsBySku('MUG-RED')[0]!;
  control.changeProduct(mug.id, { inventory_tracking: 'none' });
  await shop.count('MUG-RED', 33);
  expect(await shop.cycle()).toMatchObject({ written: 0, parked: 1 });
  await shop.link();
  await shop.settle();
  expect(await shop.store.stockIssues.list(shop.storeHash, 10)).toEqual([]);
  control.changeProduct(mug.id, { inventory_tracking: 'product' });
  await shop.link();
  await shop.settle();
  expect(shop.sellable('MUG-RED')).toBe(33);
});

it('keeps nothing of a product that is gone from the store', async () => {
  const shop = await open();
  const { store, storeHash, account } = shop;
  const [mug] = await store.productLinks.ofSku({ storeHash, account }, 'MUG-RED');
  const { variantId, productId } = mug!;
  await store.stockIssues.raise({ storeHash, variantId, code: 'LEVEL_REJECTED', message: 'm', details: {} });
  const { inStock } = await store.levels.standing(storeHash, new Date(0));
  shop.bigcommerce.control.deleteProduct(productId);
  await shop.link();
  await shop.settle();
  expect(await store.levels.ofVariants(storeHash, [variantId])).toEqual([]);
  expect(await store.levels.standing(storeHash, new Date(0))).toMatchObject({ inStock: inStock - 1 });
  expect(await store.stockIssues.list(storeHash, 10)).toEqual([]);
});

describe('what was written', () => {
  it('is looked at once the store must show it, and written again where somebody else changed it', async () => {
    const shop = await open();
    shop.bigcommerce.control.setStock({ sku: 'MUG-BLUE', quantity: 5 });
    await shop.waitOutLag();
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(120);
  });

  it('is not taken for wrong while the store still shows the level before', async () => {
    const lag = 60_000;
    const shop = await open({ stock: { visibilityLagMs: lag } });
    shop.bigcommerce.control.setSwitches({ inventoryLagMs: lag });
    await shop.count('MUG-BLUE', 90);
    expect(await shop.cycle()).toMatchObject({ written: 2 });
    const { nextInMs } = await shop.run('verifyStock', { storeHash: shop.storeHash });
    expect(nextInMs).toBeGreaterThan(0);
    await shop.count('MUG-BLUE', 90);
    expect(await shop.cycle()).toMatchObject({ written: 0, equal: 2 });
  });
});

it('compares every level, reports exactly those that were changed by hand, and puts them right', async () => {
  const shop = await open();
  await withProducts(shop, 300);
  await shop.waitOutLag();
  const changed = [7, 150, 299].map((n) => bulk(n, 300));
  for (const sku of changed) shop.bigcommerce.control.setStock({ sku, quantity: 49 });
  shop.forgetRequests();
  const { storeHash, account } = shop;
  const report = { reportId: '0190a000-0000-7000-8000-000000000001', correct: true };
  const page = await shop.run('readComparePage', { storeHash, reportId: report.reportId, page: 1 });
  expect(page.isLast).toBe(true);
  const batchId = page.batchId ?? '';
  await shop.run('planStock', { storeHash, account, batchId });
  const startedAt = Date.now();
  const found = await shop.run('compareBatch', { storeHash, batchId, page: 1, startedAt, ...report });
  expect(found).toEqual({ compared: 308, different: 3, toZero: 0 });
  await shop.run('finishCompare', { storeHash, ...report, startedAt, compared: 308, different: 3 });
  expect(paths(shop, 'bigcommerce', 'inventory')).toHaveLength(1);
  expect(paths(shop, 'brightpearl', 'availability')).toHaveLength(2);

  const saved = await shop.store.reports.get(report.reportId);
  expect(saved).toMatchObject({ kind: 'stock-compare', summary: { isComplete: true, compared: 308, different: 3 } });
  expect(saved?.rows).toEqual(
    changed.map((sku) =>
      expect.objectContaining({ sku, store: 49, expected: 50, cause: 'changed by another', corrected: true }),
    ),
  );
  expect(await shop.store.stockIssues.list(storeHash, 10)).toEqual([
    expect.objectContaining({ code: 'SECOND_WRITER' }),
  ]);
  await shop.settle();
  expect(changed.map((sku) => shop.sellable(sku))).toEqual([50, 50, 50]);
});

it('finds without webhooks what moved in Brightpearl, and what others reserved there', async () => {
  const shop = await open();
  const { account } = shop;
  await shop.staff('POST', 'stock', { sku: 'LAMP-01', warehouseId: 2, onHand: 20 });
  await shop.run('sweepMovements', { account });
  await shop.settle();
  expect(shop.sellable('LAMP-01')).toBe(20);
});
