/** The stock side of the client and of the simulator, which were written from the same documents. */
import type { BcVariant } from '../../src/bigcommerce/catalog';
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import { isRefusedBatch, namedWrites, type StockWrite } from '../../src/bigcommerce/inventory-refusal';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;

beforeEach(async () => {
  simulator = createBigCommerceSimulator();
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
});
afterEach(() => running.close());

const collect = async <T>(pages: AsyncIterable<T[]>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

const at1 = (variantId: number, quantity: number): StockWrite => ({ locationId: 1, variantId, quantity });

it('walks the catalog with what it needs, in one request for 250 products', async () => {
  simulator.control.addProducts({ count: 600, skuPrefix: 'P-', tracking: 'product', fields: { brand_id: 3 } });
  simulator.control.addProduct({
    inventory_tracking: 'variant',
    categories: [4],
    variants: [{ sku: 'S' }, { sku: '' }],
  });
  const variants = await collect(client.catalog.walkVariants());
  expect(variants).toHaveLength(602);
  expect(variants[0]).toEqual<BcVariant>({
    variantId: 1,
    productId: 1,
    sku: 'P-001',
    tracking: 'product',
    isBase: true,
    brandId: 3,
    categoryIds: [],
  });
  expect(variants.at(-1)).toMatchObject({ tracking: 'variant', isBase: false, sku: '', categoryIds: [4] });
  expect(simulator.requests.total).toBe(3);
});

it('finds all variants of a product, cut or not', async () => {
  simulator.control.addProduct({ variants: Array.from({ length: 130 }, (_, n) => ({ sku: `S-${n}` })) });
  for (const includedVariantsCutAt50 of [false, true]) {
    simulator.control.setSwitches({ includedVariantsCutAt50 });
    expect(await collect(client.catalog.walkVariants())).toHaveLength(130);
  }
});

it.each([true, false])('finds variants by SKU, base variants found by it: %s', async (variantSkuFindsBaseVariants) => {
  simulator.control.setSwitches({ variantSkuFindsBaseVariants, deletedProductsLeaveOrphans: true });
  const { addProduct } = simulator.control;
  const gone = addProduct({ variants: [{ sku: 'A' }] });
  addProduct({ sku: 'A', inventory_tracking: 'product' });
  addProduct({ sku: 'MAIN', variants: [{ sku: 'A' }, { sku: 'B' }] });
  simulator.control.deleteProduct(gone);
  expect(await client.catalog.variantsBySku('A')).toMatchObject([
    { productId: 2, isBase: true, tracking: 'product' },
    { productId: 3, isBase: false, tracking: 'none' },
  ]);
  expect(await client.catalog.variantsBySku('MAIN')).toEqual([]);
  expect(await client.catalog.variantsBySku('NONE')).toEqual([]);
});

it('sets levels and reads them back, after the lag', async () => {
  simulator.control.addProducts({ count: 1_200, skuPrefix: 'P-', tracking: 'variant', quantity: 1 });
  simulator.control.setLocation({ id: 2 });
  simulator.control.setStock({ sku: 'P-0007', safetyStock: 2 });
  simulator.control.setSwitches({ inventoryLagMs: 3_000 });
  await client.inventory.setAbsolute('test', [at1(7, 9), at1(8, 0)]);
  const levels = () => client.inventory.items({ variantIds: [7, 8, 9_999], locationIds: [1] });
  expect((await levels()).map(({ onHand }) => onHand)).toEqual([1, 1]);
  simulator.clock.advance(3_000);
  expect(await levels()).toMatchObject([
    { variantId: 7, sku: 'P-0007', locationId: 1, onHand: 9, availableToSell: 7, safetyStock: 2 },
    { variantId: 8, onHand: 0 },
  ]);
  simulator.requests.clear();
  expect(await collect(client.inventory.walk({ locationIds: [1] }))).toHaveLength(1_200);
  expect(simulator.requests.total).toBe(2);
  expect(await client.inventory.locations()).toMatchObject([{ id: 1, enabled: true }, { id: 2 }]);
});

it('reads what is kept of products as a whole', async () => {
  const productId = simulator.control.addProduct({
    sku: 'MAIN',
    inventory_tracking: 'product',
    variants: [{ sku: 'S' }, { sku: 'M' }],
  });
  await client.inventory.setAbsolute('test', [{ locationId: 1, productId, quantity: 6 }]);
  expect(await client.inventory.items({ productIds: [productId] })).toMatchObject([
    { variantId: undefined, productId, sku: 'MAIN', onHand: 6 },
  ]);
});

describe('a batch with bad items', () => {
  /** Sends what is left of a batch until it is accepted; answers the writes that were left out. */
  async function sendWithoutBad(writes: readonly StockWrite[]): Promise<StockWrite[]> {
    try {
      await client.inventory.setAbsolute('test', writes);
      return [];
    } catch (error) {
      if (!isRefusedBatch(error)) throw error;
      const named = namedWrites(error, writes);
      if (named.length > 0) {
        return [...named, ...(await sendWithoutBad(writes.filter((write) => !named.includes(write))))];
      }
      if (writes.length === 1) return [...writes];
      const half = writes.length / 2;
      return [...(await sendWithoutBad(writes.slice(0, half))), ...(await sendWithoutBad(writes.slice(half)))];
    }
  }

  it.each([
    ['all', 'whole-batch'],
    ['first', 'whole-batch'],
    ['none', 'whole-batch'],
    ['none', 'partial'],
  ] as const)(
    'can be told from the good, named: %s, rejected: %s',
    async (inventoryRefusalNames, inventoryRejection) => {
      simulator.control.setSwitches({ inventoryRefusalNames, inventoryRejection });
      simulator.control.addProducts({ count: 297, skuPrefix: 'P-', tracking: 'variant' });
      simulator.control.addProduct({ sku: 'WHOLE', inventory_tracking: 'product' });
      simulator.control.addProduct({ sku: 'FREE' });
      const writes = Array.from({ length: 300 }, (_, n) => at1(n + 1, 5));
      const bad = await sendWithoutBad(writes);
      expect(new Set(bad)).toEqual(new Set(writes.slice(297)));
      expect(simulator.control.levels().filter(({ onHand }) => onHand === 5)).toHaveLength(297);
    },
  );
});

it('reads what orders do to stock', async () => {
  simulator.control.setInventorySettings({ refund_order_stock_adjustment: false });
  simulator.control.setInventorySettings({ update_stock_behavior: 'order_completed_or_shipped' }, 2);
  expect(await client.inventory.settings()).toEqual({
    updateStockBehavior: 'order_placed',
    editAdjustsStock: true,
    refundAdjustsStock: false,
  });
  expect((await client.inventory.settings(2)).updateStockBehavior).toBe('order_completed_or_shipped');
});
