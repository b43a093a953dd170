/** One bad SKU among 2,000: the other 1,999 are written, and one issue says what is wrong with it and what to do. */
import { linkProblem } from '../../../src/domain/link-problems';
import { STOCK_ISSUES } from '../../../src/domain/stock-issues';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const COUNT = 2_000;
const BAD = 'BULK-0777';
/** Halving 2,000 down to one takes eleven steps, each with a part that is refused and one that is not. */
const MOST_REQUESTS = 23;

const open = stockWorlds();

/** As many SKUs on both sides at 50 as one request takes, this one of them included. */
async function withSkus(shop: StockWorld): Promise<void> {
  shop.bigcommerce.control.addProducts({ count: COUNT, skuPrefix: 'BULK-', tracking: 'variant', quantity: 50 });
  shop.brightpearl.seedMany({ count: COUNT, skuPrefix: 'BULK-', onHand: { '2': 50 } });
  await shop.link();
  await shop.settle();
}

/** Every shelf is counted again, and Brightpearl tells of all. */
async function countAll(shop: StockWorld, onHand: number): Promise<void> {
  const { account, store, brightpearl } = shop;
  const products = [...brightpearl.state().products.values()].filter(({ sku }) => sku.startsWith('BULK-'));
  const changes = products.map(({ sku }) => ({ sku, warehouseId: 2, onHand }));
  await shop.staff('POST', 'stock', changes);
  const ids = products.map(({ id }) => id);
  await store.stockDirty.mark(await store.accountLinks.drawingOn(account, ids), 'webhook');
}

const theBad = ({ bigcommerce }: StockWorld) => bigcommerce.state.catalog.productsBySku(BAD)[0]!;
const levelsAt = ({ bigcommerce }: StockWorld, onHand: number): number =>
  bigcommerce.control.levels().filter((level) => level.sku.startsWith('BULK-') && level.onHand === onHand).length;
const writes = (shop: StockWorld): string[] =>
  shop.requests('bigcommerce').filter((request) => request.includes('adjustments/absolute'));

describe.each([
  ['whole-batch', 'all'],
  ['partial', 'none'],
] as const)('a store that rejects the %s, naming %s', (inventoryRejection, inventoryRefusalNames) => {
  it.each([
    ['is tracked as a whole', 'tracked by product', (shop: StockWorld) => track(shop, 'product')],
    ['is no longer tracked', 'has no inventory tracking', (shop: StockWorld) => track(shop, 'none')],
    ['was deleted', 'were not found', deleted],
  ])('writes 1,999 levels when one %s', async (_cause, words, spoil) => {
    const shop = await open();
    shop.bigcommerce.control.setSwitches({ inventoryRejection, inventoryRefusalNames });
    await withSkus(shop);
    spoil(shop);
    await countAll(shop, 40);
    shop.forgetRequests();
    expect(await shop.cycle()).toMatchObject({ written: COUNT - 1, parked: 1 });
    expect(writes(shop).length).toBeLessThanOrEqual(inventoryRefusalNames === 'none' ? MOST_REQUESTS : 3);
    expect(levelsAt(shop, 40)).toBe(COUNT - 1);

    const issues = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(issues).toEqual([expect.objectContaining({ code: 'LEVEL_REJECTED' })]);
    // The cause in the store's own words, where it has any.
    for (const part of [BAD, inventoryRefusalNames === 'none' ? 'not valid' : words, STOCK_ISSUES.LEVEL_REJECTED.fix]) {
      expect(issues[0]?.message).toContain(part);
    }
    expect(await shop.store.stockDirty.counts(shop.storeHash)).toEqual({ waiting: 0, parked: 1 });
  });
});

function track(shop: StockWorld, tracking: 'product' | 'none'): void {
  shop.bigcommerce.control.changeProduct(theBad(shop).id, { inventory_tracking: tracking });
}

function deleted(shop: StockWorld): void {
  shop.bigcommerce.control.deleteProduct(theBad(shop).id);
}

describe('a SKU that two have', () => {
  it('in Brightpearl keeps its level, and only its own', async () => {
    const shop = await open();
    await withSkus(shop);
    shop.brightpearl.seedCatalog([{ sku: BAD, onHand: { '2': 9 } }]);
    await shop.link();
    await shop.settle();
    await countAll(shop, 40);
    expect(await shop.cycle()).toMatchObject({ written: COUNT - 1, parked: 0 });
    expect(levelsAt(shop, 40)).toBe(COUNT - 1);
    const problems = await shop.store.productLinks.withProblems(shop.storeHash, 10);
    expect(problems.map(({ sku, problem }) => [sku, problem])).toEqual([[BAD, 'DUPLICATE_IN_BRIGHTPEARL']]);
    expect(linkProblem(problems[0]?.problem ?? '').fix).toContain('Make the SKU unique in Brightpearl');
  });

  it('in the store keeps both levels, and only theirs', async () => {
    const shop = await open();
    await withSkus(shop);
    shop.bigcommerce.control.addProduct({ sku: BAD, name: 'Its double', inventory_tracking: 'variant' });
    await shop.link();
    await shop.settle();
    await countAll(shop, 40);
    expect(await shop.cycle()).toMatchObject({ written: COUNT - 1, parked: 0 });
    expect(levelsAt(shop, 40)).toBe(COUNT - 1);
    const problems = await shop.store.productLinks.withProblems(shop.storeHash, 10);
    expect(problems.map(({ sku, problem }) => [sku, problem])).toEqual([
      [BAD, 'DUPLICATE_IN_STORE'],
      [BAD, 'DUPLICATE_IN_STORE'],
    ]);
    expect(linkProblem(problems[0]?.problem ?? '').fix).toContain('Make the SKU unique in BigCommerce');
  });
});
