/** Several locations of one store, each with its feed; pools and rules, through to the levels that the store holds. */
import type { StockConfig } from '../../../src/config/config';
import { stockRuleSchema } from '../../../src/mapping/stock/rule-schema';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const [NEAR, FAR] = [2, 3];
/** Brightpearl lists nothing in it. */
const BACK = 99;

const open = stockWorlds();

type Feed = StockConfig['feeds'][number];

const rulesOf = (rules: readonly object[]): StockConfig['rules'] => rules.map((rule) => stockRuleSchema.parse(rule));

/** A store whose locations are fed so; 40 lamps are near, and 10 are far. */
async function openFed(feeds: readonly Partial<Feed>[], rules: StockConfig['rules'] = []): Promise<StockWorld> {
  const shop = await open({
    stock: {
      visibilityLagMs: 0,
      rules,
      feeds: feeds.map((feed, n) => ({
        account: '',
        locationId: n + 1,
        warehouses: [NEAR],
        pool: 'sum',
        ...feed,
      })),
    },
  });
  for (const [n] of feeds.entries()) shop.bigcommerce.control.setLocation({ id: n + 1, label: `Location ${n + 1}` });
  // Written before the locations were there, and refused.
  await shop.store.stockDirty.markAll(shop.storeHash, 'new locations');
  await count(shop, { [NEAR]: 40, [FAR]: 10 });
  return shop;
}

async function count(shop: StockWorld, onHand: Readonly<Record<number, number>>): Promise<void> {
  for (const [warehouseId, units] of Object.entries(onHand)) {
    await shop.staff('POST', 'stock', { sku: 'LAMP-01', warehouseId: Number(warehouseId), onHand: units });
  }
  const variantIds = [shop.idsOf('LAMP-01').variantId];
  await shop.store.stockDirty.mark(
    variantIds.map((variantId) => ({ storeHash: shop.storeHash, variantId })),
    'webhook',
  );
  await shop.settle();
}

/** On hand by location, as the store holds it. */
const levels = (shop: StockWorld) =>
  Object.fromEntries(shop.bigcommerce.control.levels('LAMP-01').map(({ locationId, onHand }) => [locationId, onHand]));

it('each location has the level of its own feed, and only what changed is written', async () => {
  const shop = await openFed([{ warehouses: [NEAR] }, { warehouses: [FAR] }]);
  expect(levels(shop)).toEqual({ 1: 40, 2: 10 });
  shop.forgetRequests();
  await count(shop, { [FAR]: 6 });
  expect(levels(shop)).toEqual({ 1: 40, 2: 6 });
  const writes = shop.requests('bigcommerce').filter((request) => request.includes('adjustments/absolute'));
  expect(writes).toHaveLength(1);
  const { variantId } = shop.idsOf('LAMP-01');
  expect(
    (await shop.store.levels.ofVariants(shop.storeHash, [variantId]))
      .map(({ quantity }) => quantity)
      .sort((a, b) => a - b),
  ).toEqual([6, 40]);
});

it.each([
  ['sum', 50],
  ['max', 40],
  ['primary', 10],
] as const)('a pool by %s of a far and a near warehouse shows %i', async (pool, expected) => {
  const shop = await openFed([{ warehouses: [FAR, NEAR, BACK], pool }]);
  expect(levels(shop)).toEqual({ 1: expected });
});

it.each([
  ['max', 12, 12],
  ['primary', 12, 0],
] as const)('a pool by %s follows when the near warehouse is emptied', async (pool, far, expected) => {
  const shop = await openFed([{ warehouses: [NEAR, FAR], pool }]);
  await count(shop, { [NEAR]: 0, [FAR]: far });
  expect(levels(shop)).toEqual({ 1: expected });
});

it('what is sold lowers every location that draws on the warehouse, once it is known', async () => {
  const shop = await openFed([{ warehouses: [NEAR] }, { warehouses: [NEAR, FAR] }, { warehouses: [FAR] }]);
  expect(levels(shop)).toEqual({ 1: 40, 2: 50, 3: 10 });
  shop.typeIn('LAMP-01', 4);
  await shop.run('readNewDemand', { storeHash: shop.storeHash });
  await shop.settle();
  expect(levels(shop)).toEqual({ 1: 36, 2: 46, 3: 6 });
});

describe('rules that stand in for the warehouses', () => {
  const when = { sku: ['LAMP-01'] };

  it('fixed shows its level, whatever is held or sold', async () => {
    const shop = await openFed([{}], rulesOf([{ when, fixed: 5 }]));
    expect(levels(shop)).toEqual({ 1: 5 });
    await count(shop, { [NEAR]: 0 });
    shop.typeIn('LAMP-01', 4);
    await shop.run('readNewDemand', { storeHash: shop.storeHash });
    await shop.settle();
    expect(levels(shop)).toEqual({ 1: 5 });
  });

  it('unlimited shows a million, up to the cap, and may hold for one location only', async () => {
    const rules = rulesOf([
      { when: { location: 2 }, unlimited: true },
      { when: { location: 3 }, unlimited: true, cap: 99 },
    ]);
    const shop = await openFed([{}, {}, {}], rules);
    expect(levels(shop)).toEqual({ 1: 40, 2: 1_000_000, 3: 99 });
  });
});
