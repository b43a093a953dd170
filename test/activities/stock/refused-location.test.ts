/** A store that refuses everything: what that costs, and that it keeps nothing else. */
import { STOCK_ISSUES } from '../../../src/domain/stock-issues';
import type { StockWorld } from './support';
import { stockWorlds } from './support';

const open = stockWorlds();
const OTHER = 7;

const writes = (shop: StockWorld): number =>
  shop.requests('bigcommerce').filter((request) => request.includes('adjustments/absolute')).length;

/** A second location of the store, fed from the same warehouse. */
async function withLocation(): Promise<StockWorld> {
  const shop = await open();
  const [feed] = shop.config.stores[0]?.stock?.feeds ?? [];
  const feeds = [feed!, { ...feed!, locationId: OTHER }];
  shop.bigcommerce.control.setLocation({ id: OTHER, enabled: true });
  const stock = { ...shop.config.stores[0]!.stock!, feeds };
  Object.assign(shop.config.stores[0]!, { stock });
  return shop;
}

const levelAt = (shop: StockWorld, sku: string, locationId: number): number | null | undefined =>
  shop.bigcommerce.control.levels().find((level) => level.sku === sku && level.locationId === locationId)?.onHand;

it.each(['all', 'first', 'none'] as const)(
  'a location that is disabled is named once, and the others go on (a refusal names %s)',
  async (inventoryRefusalNames) => {
    const shop = await withLocation();
    shop.bigcommerce.control.setSwitches({ inventoryRefusalNames });
    shop.bigcommerce.control.setLocation({ id: OTHER, enabled: false });
    await shop.store.stockDirty.markAll(shop.storeHash, 'pushed by ann');
    await shop.count('MUG-BLUE', 11);
    shop.forgetRequests();
    expect(await shop.cycle()).toMatchObject({ parked: 0, more: false });
    expect(writes(shop)).toBeLessThanOrEqual(3);
    expect(levelAt(shop, 'MUG-BLUE', 1)).toBe(11);
    const [issue, ...others] = await shop.store.stockIssues.list(shop.storeHash, 10);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'LOCATION_UNUSABLE', details: { locationId: OTHER } });
    expect(issue?.message).toContain(`Location ${OTHER}`);
    expect(issue?.message).toContain('is disabled');
    expect(issue?.message).toContain(STOCK_ISSUES.LOCATION_UNUSABLE.fix);

    shop.bigcommerce.control.setLocation({ id: OTHER, enabled: true });
    await shop.store.stockDirty.markAll(shop.storeHash, 'pushed by ann');
    await shop.settle();
    expect(levelAt(shop, 'MUG-BLUE', OTHER)).toBe(11);
    expect(await shop.store.stockIssues.list(shop.storeHash, 10)).toEqual([]);
  },
);

it('setup and check name a location that is fed and not there', async () => {
  const shop = await open();
  const { storeHash, config } = shop;
  const stock = config.stores[0]!.stock!;
  Object.assign(config.stores[0]!, { stock: { ...stock, feeds: [{ ...stock.feeds[0]!, locationId: 12 }] } });
  const words = expect.stringMatching(
    /^Location 12 of store .* does not exist; it has 1 \(Default location\)\. Enable/,
  );
  expect(await shop.run('ensureStoreHooks', { storeHash })).toContainEqual(words);
  expect((await shop.run('checkOrders', { storeHash, orders: 1 } as never)).notes).toContainEqual(words);
});

describe('where every item is refused by itself', () => {
  /** As many SKUs on both sides, all but the last no longer in the store. */
  async function withoutProducts(count: number, names: 'all' | 'first' | 'none'): Promise<StockWorld> {
    const shop = await open();
    shop.bigcommerce.control.addProducts({ count, skuPrefix: 'BULK-', tracking: 'product', quantity: 50 });
    shop.brightpearl.seedMany({ count, skuPrefix: 'BULK-', onHand: { '2': 50 } });
    await shop.link();
    await shop.settle();
    shop.bigcommerce.control.setSwitches({ inventoryRefusalNames: names });
    const products = [...shop.brightpearl.state().products.values()].filter(({ sku }) => sku.startsWith('BULK-'));
    for (const { sku } of products) {
      shop.bigcommerce.control.deleteProduct(shop.bigcommerce.state.catalog.productsBySku(sku)[0]!.id);
    }
    await shop.store.stockDirty.mark(
      await shop.store.accountLinks.drawingOn(
        shop.account,
        products.map(({ id }) => id),
      ),
      'webhook',
    );
    shop.forgetRequests();
    return shop;
  }

  /** Twenty items alone, half of them from all over, and the halves on the way to the first ones. */
  it.each(['all', 'first', 'none'] as const)('a few dozen requests find that out (named: %s)', async (names) => {
    const shop = await withoutProducts(500, names);
    expect(await shop.cycle()).toMatchObject({ written: 0, parked: 500, more: false });
    expect(writes(shop)).toBeLessThanOrEqual(45);
  });

  it('an attempt that was cut short has not worked for nothing', async () => {
    const shop = await withoutProducts(8, 'none');
    const { storeHash, account } = shop;
    const planned = await shop.run('planStock', { storeHash, account });
    const input = { storeHash, batchId: planned?.batchId ?? '' };
    shop.bigcommerce.faults.add({ mode: 'status', status: 503, path: 'adjustments/absolute', after: 6 });
    await expect(shop.run('writeStock', input)).rejects.toThrow();
    const { parked } = await shop.store.stockDirty.counts(storeHash);
    expect(parked).toBeGreaterThan(0);
    shop.bigcommerce.faults.clear();
    shop.forgetRequests();
    expect(await shop.run('writeStock', input)).toMatchObject({ parked: 8 - parked });
  });
});
