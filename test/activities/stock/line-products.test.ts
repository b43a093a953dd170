/** A line counts for the product that it is, or will be, reserved as: by the SKU that the import looks it up by. */
import { importOrder, read } from '../support/steps';
import { recomputeDemand } from '../../../src/activities/stock/record-demand';
import { recordOrder } from '../../../src/activities/stock/record-order';
import type { OrderKey } from '../../../src/domain/ids';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

async function lineOf(shop: StockWorld, { orderId }: OrderKey): Promise<number> {
  const { consignments } = await shop.deps.bigcommerce(shop.storeHash).orders.get(orderId);
  return consignments.shipping[0]?.line_items[0]?.id ?? 0;
}

const amend = async (shop: StockWorld, key: OrderKey, sku: string): Promise<void> => {
  const args = { line: `line-${await lineOf(shop, key)}`, sku };
  await shop.store.decisions.record({ order: key, verb: 'amend', arguments: args, actor: 'ann', commandId: sku });
};

it('counts for the SKU that an alias gives, before it is imported and after', async () => {
  const shop = await open({ rules: { skuAliases: { 'MUG-B': 'MUG-BLUE' } } });
  const key = shop.typeIn('MUG-B', 3);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
  await importOrder(shop, key);
  await shop.settle();
  expect([shop.sellable('MUG-BLUE'), await shop.demand('MUG-BLUE')]).toEqual([117, 0]);
});

it('counts for the SKU that a person gave, and no longer for the one that was ordered', async () => {
  const shop = await open();
  const key = shop.typeIn('MUG-RED', 3);
  await shop.settle();
  expect([await shop.demand('MUG-RED'), await shop.demand('MUG-BLUE')]).toEqual([3, 0]);
  await amend(shop, key, 'MUG-BLUE');
  await read(shop, key);
  expect([await shop.demand('MUG-RED'), await shop.demand('MUG-BLUE')]).toEqual([0, 3]);
  await importOrder(shop, key);
  await shop.settle();
  expect([shop.sellable('MUG-RED'), shop.sellable('MUG-BLUE')]).toEqual([80, 117]);
  expect(await shop.demand('MUG-BLUE')).toBe(0);
});

it('counts for the variant that was sold while nobody knows the SKU that a person gave', async () => {
  const shop = await open();
  const key = shop.typeIn('MUG-RED', 3);
  await amend(shop, key, 'MUG-GREEN');
  await read(shop, key);
  expect(await shop.demand('MUG-RED')).toBe(3);
});

it('counts on when the variant is deleted in the store', async () => {
  const shop = await open();
  shop.buy('MUG-BLUE', 3);
  await shop.settle();
  const { control, state } = shop.bigcommerce;
  control.deleteProduct(state.catalog.productsBySku('MUG-BLUE')[0]?.id ?? 0);
  await shop.link();
  expect(await shop.demand('MUG-BLUE')).toBe(3);
});

it('counts the parts of a bundle that no variant is linked with', async () => {
  const shop = await open();
  const { control, state } = shop.bigcommerce;
  control.deleteProduct(state.catalog.productsBySku('GIFTSET')[0]?.id ?? 0);
  await shop.link();
  shop.typeIn('GIFTSET', 2);
  await shop.settle();
  expect([shop.sellable('MUG-BLUE'), shop.sellable('NOTE-A5')]).toEqual([118, 396]);
});

it('asks Brightpearl once for a SKU that no variant has', async () => {
  const shop = await open({ rules: { skuAliases: { 'MUG-B': 'MUG-BLUE' } } });
  shop.brightpearl.seedCatalog([{ sku: 'PART-1', name: 'Spare part', onHand: { '2': 9 } }]);
  shop.forgetRequests();
  for (let n = 0; n < 2; n += 1) {
    shop.typeIn('PART-1', 1);
    await shop.settle();
  }
  expect(shop.requests('brightpearl').filter((request) => request.includes('product-search'))).toHaveLength(1);
  expect(await shop.demand('PART-1')).toBe(2);
});

it('counts in the account that the order goes to, and moves the level of the store that sold it', async () => {
  const shop = await open();
  const key = shop.typeIn('MUG-BLUE', 3);
  const [own] = await shop.store.productLinks.ofSku(shop, 'MUG-BLUE');
  await shop.store.productLinks.save(
    [{ ...own!, storeHash: 'elsewhere', account: 'other', brightpearlId: 77 }],
    new Date(),
  );
  const order = await shop.deps.bigcommerce(shop.storeHash).orders.get(key.orderId);
  await recordOrder(shop.deps, key, { account: 'other', rules: { skuAliases: {} } }, order);
  expect([...(await shop.store.demand.ofProducts('other', [77]))]).toEqual([[77, '3']]);
  expect(await shop.demand('MUG-BLUE')).toBe(0);
  expect(await shop.store.stockDirty.among(shop.storeHash, [own!.variantId])).toEqual([own!.variantId]);
});

it('is worked out from what is known by then, not from what was known when it was asked for', async () => {
  const shop = await open();
  const key = shop.typeIn('MUG-BLUE', 3);
  await shop.settle();
  const stale = await shop.store.demand.getMany([key]);
  shop.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 5 } });
  await shop.settle();
  await recomputeDemand(shop.deps, stale);
  expect(await shop.demand('MUG-BLUE')).toBe(0);
});
