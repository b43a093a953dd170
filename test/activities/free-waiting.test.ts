/** One decision about an unknown SKU frees all that waits for it: each order and level is read anew from its source. */
import { mappingRecords } from '../../src/api/mapping-records';
import { linkedPairs } from '../../src/activities/free-waiting';
import type { MappingKey } from '../../src/domain/mapping-kinds';
import type { OrderKey } from '../../src/domain/ids';
import { shadowedBy } from '../../src/mapping/operator-mappings/shadowed';
import type { WorldOptions } from './support/activity-world';
import { importOrder, plan, showStopped } from './support/steps';
import { stockWorlds } from './stock/support';
import type { StockWorld } from './stock/support';

const ORDERS = 40;
const LOCATIONS = 10;
/** Price lists of the store. */
const PRICE_LISTS = [11, 12, 13, 14, 15];

const open = stockWorlds();

const recordsOf = ({ store, config }: StockWorld) =>
  mappingRecords(store, { shadowed: (key) => shadowedBy(key, config.routes), pairs: linkedPairs(config) });

/** Stores the decision as the API does, and starts nothing: as if the process had died then. */
async function decide(world: StockWorld, key: MappingKey, target: Record<string, unknown> | null) {
  const changed = await recordsOf(world).change({ key, target, actor: 'ann', reason: 'renamed' });
  if (!changed) throw new Error('There was nothing to change');
  return { ...changed, mappingId: changed.mapping.id };
}

/** The freeing, as its workflow does it. */
async function free(world: StockWorld, mappingId: number): Promise<void> {
  const { links } = await world.run('planFreeing', { mappingId });
  for (const scope of links) await world.run('refreshLinks', scope);
  await world.run('finishLevels', { mappingId });
  while ((await world.run('freeOrders', { mappingId })).next);
}

/** Its lamps are called otherwise in Brightpearl, so that nobody knows them; so many orders wait for them. */
async function openWaiting(orders: number, options: WorldOptions = {}) {
  const feeds = Array.from({ length: LOCATIONS }, (_, n) => ({
    account: '',
    locationId: n + 1,
    warehouses: [2],
    pool: 'sum' as const,
  }));
  const world = await open({ ...options, stock: { visibilityLagMs: 0, feeds } });
  for (const { locationId } of feeds) {
    world.bigcommerce.control.setLocation({ id: locationId, label: `Location ${locationId}` });
  }
  const { brightpearlId } = world.idsOf('LAMP-01');
  await world.staff('POST', `products/${brightpearlId}`, { sku: 'LAMP-NEW' });
  await world.link();
  const keys: OrderKey[] = [];
  for (let n = 0; n < orders; n += 1) {
    const key = world.typeIn('LAMP-01', 1);
    await showStopped(world, key, await plan(world, key));
    keys.push(key);
  }
  return { world, keys, brightpearlId };
}

const levelsOf = ({ bigcommerce }: StockWorld, sku: string) =>
  bigcommerce.control.levels(sku).map(({ onHand }) => onHand);

/** Trade prices, into each of the lists. */
const priceRules = PRICE_LISTS.map((priceList) => ({ from: 3, to: { priceList, currency: 'USD' } }));

function addPriceLists({ bigcommerce: { control } }: StockWorld): void {
  for (const id of PRICE_LISTS) {
    control.addPriceList({ id, name: `List ${id}` });
    control.assignPriceList(id, { customer_group_id: id });
  }
}

/** One look at the prices, as the `catalog` workflow does it. */
async function lookAtPrices(world: StockWorld) {
  const step = { storeHash: world.storeHash, account: world.account };
  await world.run('refreshCatalogLinks', step);
  const prices = await world.run('readPrices', step);
  const { readAt: shownAt } = await world.run('readRecords', step);
  return world.run('writePrices', { ...step, prices, shownAt });
}

const pricesOf = ({ bigcommerce }: StockWorld, variantId: number) =>
  PRICE_LISTS.flatMap((id) => [...(bigcommerce.state.priceLists.get(id)?.records.values() ?? [])])
    .filter((record) => record.variantId === variantId)
    .map(({ prices }) => prices.price);

describe('40 orders, 10 levels and 5 prices that wait for one unknown SKU', () => {
  it('are freed by one decision, each read anew, and each order is imported once with equal totals', async () => {
    const { world, keys } = await openWaiting(ORDERS, { prices: { taxBasis: 'exclusive', rules: priceRules } });
    addPriceLists(world);
    await world.staff('POST', 'prices', { sku: 'LAMP-NEW', prices: { 3: '44.50' } });
    const { variantId } = world.idsOf('LAMP-01');
    await lookAtPrices(world);
    expect(pricesOf(world, variantId)).toEqual([]);
    await world.staff('POST', 'stock', { sku: 'LAMP-NEW', warehouseId: 2, onHand: 100 });
    const [first] = keys;
    expect((await world.store.orders.get(first!))?.issue).toMatchObject({
      code: 'UNKNOWN_SKU',
      message: expect.stringContaining('connector mappings set product LAMP-01 --to <Brightpearl SKU>') as unknown,
    });

    const { mappingId, freeing } = await decide(world, { kind: 'product', source: 'LAMP-01' }, { sku: 'LAMP-NEW' });
    expect(freeing.waiting).toEqual({ orders: ORDERS, levels: LOCATIONS });
    world.forgetRequests();
    world.signals.splice(0);
    world.priceLooks.splice(0);
    await free(world, mappingId);
    expect(world.signals.map(({ key }) => key.orderId).sort((a, b) => a - b)).toEqual(keys.map((key) => key.orderId));
    expect(await world.store.freeings.get(mappingId)).toMatchObject({
      ordersFreed: ORDERS,
      levelsFreed: LOCATIONS,
      finishedAt: expect.any(Date) as unknown,
    });

    expect(world.priceLooks).toEqual([`${world.storeHash} 1 links changed`, `${world.storeHash} mapping ${mappingId}`]);
    await lookAtPrices(world);
    expect(pricesOf(world, variantId)).toEqual(PRICE_LISTS.map(() => 44.5));

    for (const { key } of world.signals) await importOrder(world, key);
    await world.settle();
    const { orders } = world.brightpearl.state();
    const totals = [...orders.values()].filter(({ externalRef }) => externalRef?.startsWith(world.storeHash));
    expect(totals).toHaveLength(ORDERS);
    for (const key of keys) {
      const row = await world.store.orders.get(key);
      expect(row?.orderTotal).not.toBeNull();
      expect(row?.salesOrderTotal).toBe(row?.orderTotal);
    }
    const reads = world.bigcommerce.requests
      .entries()
      .map(({ path }) => /\/v2\/orders\/(\d+)(?:\?|$)/.exec(path)?.[1])
      .filter((id) => id !== undefined);
    expect(new Set(reads)).toEqual(new Set(keys.map(({ orderId }) => String(orderId))));
    expect(world.requests('brightpearl')).toContain('GET /warehouse-service/product-availability/{ids}');
    // 100 on the shelf, 40 of them sold and reserved.
    expect(levelsOf(world, 'LAMP-01')).toEqual(Array.from({ length: LOCATIONS }, () => 60));
  });
});

describe('a process that dies', () => {
  it('after the mapping was stored leaves it to the doctor to begin', async () => {
    const { world } = await openWaiting(1);
    const { mappingId } = await decide(world, { kind: 'product', source: 'LAMP-01' }, { sku: 'LAMP-NEW' });
    expect(await world.store.freeings.unfinished(new Date(Date.now() + 1_000))).toEqual([mappingId]);
    await free(world, mappingId);
    expect(await world.store.freeings.unfinished(new Date(Date.now() + 1_000))).toEqual([]);
  });

  it('while it tells the orders leaves none out', async () => {
    const { world, keys } = await openWaiting(30);
    const { mappingId } = await decide(world, { kind: 'product', source: 'LAMP-01' }, { sku: 'LAMP-NEW' });
    const { changed } = world.deps.orders;
    let told = 0;
    Object.assign(world.deps.orders, {
      changed: async (...args: Parameters<typeof changed>) => {
        if (told === 7) throw new Error('the worker is killed');
        told += 1;
        await changed(...args);
      },
    });
    world.signals.splice(0);
    await expect(world.run('freeOrders', { mappingId })).rejects.toThrow('the worker is killed');
    Object.assign(world.deps.orders, { changed });
    await free(world, mappingId);
    expect(new Set(world.signals.map(({ key }) => key.orderId))).toEqual(new Set(keys.map(({ orderId }) => orderId)));
  });
});

it('an order that came to wait after it was passed by is told by the second look', async () => {
  const { world } = await openWaiting(0);
  const { mappingId } = await decide(world, { kind: 'product', source: 'LAMP-01' }, { sku: 'WRONG' });
  await free(world, mappingId);
  const key = world.typeIn('LAMP-01', 1);
  await showStopped(world, key, await plan(world, key));
  // What waits over an alias names the SKU that it led to, and so does the decision that comes next.
  world.signals.splice(0);
  const next = await decide(world, { kind: 'product', source: 'LAMP-01' }, { sku: 'LAMP-NEW' });
  expect(next.freeing.waiting.orders).toBe(1);
  const since = { mappingId: next.mappingId, secondLookAfter: { storeHash: '', orderId: 0 } };
  expect(await world.run('freeOrders', since)).toEqual({ told: 0 });
  await showStopped(world, key, { kind: 'issues', issues: [(await world.store.orders.get(key))!.issue!] });
  expect(await world.run('freeOrders', since)).toEqual({ told: 1 });
});

it('a mapping that is removed has the SKU decide again, for orders and levels', async () => {
  const { world, keys, brightpearlId } = await openWaiting(1);
  const key: MappingKey = { kind: 'product', source: 'LAMP-01', store: world.storeHash };
  await free(world, (await decide(world, key, { sku: 'LAMP-NEW' })).mappingId);
  const scope = { storeHash: world.storeHash, account: world.account };
  expect(await world.store.productLinks.ofSku(scope, 'LAMP-01')).toMatchObject([
    { brightpearlId, aliasSku: 'LAMP-NEW', problem: null },
  ]);
  expect(await plan(world, keys[0]!)).toMatchObject({ kind: 'import' });
  await free(world, (await decide(world, key, null)).mappingId);
  expect(await world.store.productLinks.ofSku(scope, 'LAMP-01')).toMatchObject([
    { brightpearlId: null, aliasSku: null, problem: 'NOT_IN_BRIGHTPEARL' },
  ]);
  expect(await plan(world, world.typeIn('LAMP-01', 1))).toMatchObject({
    kind: 'issues',
    issues: [{ code: 'UNKNOWN_SKU' }],
  });
});
