/** Webhooks about stock over a real database; Temporal is a list of what was asked of it. */
import { sql } from 'kysely';
import { Client } from 'pg';
import type { ApiDeps } from '../../src/api/deps';
import { stockRecords } from '../../src/api/stock-records';
import type { CatalogSide } from '../../src/store/catalog-news';
import type { ProductLink } from '../../src/store/product-links';
import { TemporalError } from '../../src/temporal/errors';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { ACCOUNT_SECRET, send, startTestApi } from './support';
import type { TestApi } from './support';

const LAG_MS = 30_000;

let test: TestStore;
let api: TestApi;

const overDatabase = (deps: ApiDeps): ApiDeps => {
  const stocked = { accounts: ['acme'], visibilityLagMs: LAG_MS };
  const stores = new Map(['abc123', 'def456'].map((storeHash) => [storeHash, stocked]));
  return { ...deps, stock: { ...deps.stock, stores, records: stockRecords(test.store, stores) } };
};

const linkOf = (storeHash: string, variantId: number, more: Partial<ProductLink> = {}): ProductLink => ({
  storeHash,
  account: 'acme',
  variantId,
  productId: variantId + 100,
  sku: `SKU-${variantId}`,
  tracking: 'product',
  isBase: true,
  brandId: null,
  categoryIds: [],
  brightpearlId: variantId + 5_000,
  stockTracked: true,
  components: null,
  levelTarget: 'product',
  problem: null,
  setProductId: null,
  aliasSku: null,
  ...more,
});

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());

beforeEach(async () => {
  await sql`truncate product_links, account_products, catalog_news, stock_dirty, levels, stock_events`.execute(test.db);
  api = await startTestApi(overDatabase);
  const set = { brightpearlId: 5_090, stockTracked: false, components: [{ productId: 5_001, quantity: '2' }] };
  const shirts = { productId: 300, tracking: 'variant' as const, isBase: false, levelTarget: 'variant' as const };
  await test.store.productLinks.save([linkOf('def456', 1)], new Date());
  await test.store.productLinks.save(
    [
      linkOf('abc123', 1),
      linkOf('abc123', 2),
      linkOf('abc123', 9, set),
      linkOf('abc123', 30, shirts),
      linkOf('abc123', 31, shirts),
      linkOf('abc123', 40, { levelTarget: null, problem: 'UNTRACKED_IN_BRIGHTPEARL' }),
    ],
    new Date(),
  );
});
afterEach(() => api.close());

const dirty = async (storeHash = 'abc123') =>
  (await test.store.stockDirty.next(storeHash, 100)).map(({ variantId }) => variantId).sort((a, b) => a - b);

const told = async (side: CatalogSide) =>
  (await test.store.catalogNews.next(side, 2_000)).map(({ productId }) => productId);

describe('Brightpearl telling of products', () => {
  const post = (id: string | number, fullEvent = 'product.modified.on-hand-modified', at = api) =>
    send(`${at.url}/webhooks/brightpearl/acme?secret=${ACCOUNT_SECRET}`, {
      method: 'POST',
      body: JSON.stringify({ accountCode: 'acme', fullEvent, id }),
    });

  it('marks what draws on them in every store, bundles too, pokes each store once, and notes the time', async () => {
    const known = [5_001, 5_002].map((productId) => ({ productId, sku: '', stockTracked: true, status: 'LIVE' }));
    await test.store.catalogs.putProducts('acme', known, new Date());
    expect((await post('5001-5002')).status).toBe(200);
    expect([await dirty(), await dirty('def456')]).toEqual([[1, 2, 9], [1]]);
    expect(api.stock.moved.map(({ storeHash }) => storeHash).sort()).toEqual(['abc123', 'def456']);
    expect(api.stock.links).toEqual([]);
    const last = await test.store.stockEvents.last('acme');
    expect(Date.now() - last!.getTime()).toBeLessThan(120_000);
    expect((await api.call('GET', '/api/state')).json).toMatchObject({ webhooks: { accepted: 1 } });
  });

  it('that the account did not have when it was read has them read, and only those', async () => {
    const known = { productId: 6_000, sku: 'NOT-SOLD', stockTracked: true, status: 'LIVE' };
    const linked = [5_001, 5_002].map((productId) => ({ ...known, productId }));
    await test.store.catalogs.putProducts('acme', [known, ...linked], new Date());
    expect((await post('5002,6000')).status).toBe(200);
    expect(api.stock.links).toEqual([]);
    expect((await post('5002,7000')).status).toBe(200);
    expect(api.stock.links.toSorted()).toEqual(['soon abc123', 'soon def456']);
    expect(await told({ account: 'acme' })).toEqual([7_000]);
    expect(await dirty()).toEqual([2]);
  });

  it.each(['product.created', 'product.modified', 'product.destroyed'])('%s has them read', async (event) => {
    expect((await post('7000-7001', event)).status).toBe(200);
    expect(api.stock.links.toSorted()).toEqual(['soon abc123', 'soon def456']);
    expect(await told({ account: 'acme' })).toEqual([7_000, 7_001]);
    expect([await dirty(), api.stock.moved]).toEqual([[], []]);
  });

  it('with Temporal away is answered 503, and the marks stay', async () => {
    const away = await startTestApi((deps) => {
      const moved = () => Promise.reject(new TemporalError('unavailable', 'Temporal cannot be reached'));
      const { stock } = overDatabase(deps);
      return { ...deps, stock: { ...stock, client: { ...stock.client, moved } } };
    });
    expect((await post(5_001, undefined, away)).status).toBe(503);
    expect(await dirty()).toEqual([1, 9]);
    await away.close();
  });

  it('more than a thousand at once are taken, each with what draws on it', async () => {
    expect((await post('5001-5002,7000-12000')).status).toBe(200);
    expect([await dirty(), await dirty('def456')]).toEqual([[1, 2, 9], [1]]);
    expect(await test.store.stockEvents.last('acme')).toBeDefined();
    const apart = Array.from({ length: 3_000 }, (_, n) => 20_001 + 2 * n).join(',');
    expect((await post(apart)).status).toBe(200);
    expect(api.stock.moved).toHaveLength(2);
  });

  it('of an account that feeds no store is ignored', async () => {
    const left = await startTestApi((deps) => ({ ...deps, stock: { ...overDatabase(deps).stock, stores: new Map() } }));
    expect((await post(5_001, undefined, left)).status).toBe(200);
    expect([await dirty(), await test.store.stockEvents.last('acme')]).toEqual([[], undefined]);
    await left.close();
  });

  it('a thousand at once are answered with a few statements', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => linkOf('abc123', n + 1_000));
    await test.store.productLinks.save(many, new Date());
    const query = jest.spyOn(Client.prototype, 'query');
    expect((await post('6000-6999')).status).toBe(200);
    expect(query.mock.calls.length).toBeGreaterThan(0);
    expect(query.mock.calls.length).toBeLessThan(20);
    query.mockRestore();
    expect(await test.store.stockDirty.counts('abc123')).toEqual({ waiting: 1_000, parked: 0 });
  });
});

describe('BigCommerce telling of a level', () => {
  const level = (inventory: object, scope = 'store/product/inventory/updated') =>
    api.webhook({ scope, store_id: '1', data: { inventory }, hash: 'h', created_at: 1, producer: 'stores/abc123' });
  const written = (variantId: number, quantity: number, agoMs = 0, locationId = 1) => {
    const at = new Date(Date.now() - agoMs);
    return test.store.levels.written('abc123', [{ variantId, locationId, quantity, fell: false }], at, at);
  };
  const movedAt = async (variantId: number) =>
    (await test.store.levels.ofVariants('abc123', [variantId])).map((one) => one.movedAt);

  it('that we just wrote is ignored', async () => {
    await written(1, 5);
    expect((await level({ product_id: 101, method: 'absolute', value: 5 })).status).toBe(200);
    expect([await dirty(), await movedAt(1), api.stock.moved]).toEqual([[], [null], []]);
    expect((await api.call('GET', '/api/state')).json).toMatchObject({ webhooks: { ignored: 1 } });
  });

  it('that we just wrote is ignored for a variant, and as the sum of two locations', async () => {
    await written(30, 5);
    await written(30, 3, 0, 2);
    for (const value of [5, 3, 8]) {
      await level({ product_id: 300, variant_id: 30, method: 'absolute', value }, 'store/sku/inventory/updated');
    }
    expect(await dirty()).toEqual([]);
  });

  it.each([
    ['another value', { method: 'absolute', value: 7 }, 0],
    ['an order', { method: 'relative', value: -1 }, 0],
    ['the same value long after', { method: 'absolute', value: 5 }, LAG_MS + 1],
  ])('with %s, is looked at again, and no longer taken for what we wrote', async (_what, change, agoMs) => {
    await written(1, 5, agoMs);
    await level({ product_id: 101, ...change });
    expect(await dirty()).toEqual([1]);
    expect(await movedAt(1)).toEqual([expect.any(Date)]);
    expect(api.stock.moved).toEqual([{ storeHash: 'abc123', reason: 'webhook' }]);
  });

  it('of a variant, by an order, is looked at for that variant only', async () => {
    const change = { product_id: 300, variant_id: 31, method: 'relative', value: -2 };
    await level(change, 'store/sku/inventory/order/updated');
    expect(await dirty()).toEqual([31]);
  });

  it('as a whole, of a product with a level for each variant, is left to the events of the variants', async () => {
    await level({ product_id: 300, method: 'absolute', value: 40 });
    await level({ product_id: 140, method: 'absolute', value: 40 });
    expect([await dirty(), api.stock.links]).toEqual([[], []]);
  });

  it('of something that no link knows has it read', async () => {
    await level({ product_id: 999, method: 'absolute', value: 40 });
    expect(api.stock.links).toEqual(['soon abc123']);
    expect(await told({ storeHash: 'abc123' })).toEqual([999]);
  });

  it('in a shape that is not known is ignored', async () => {
    expect((await level({ product_id: 'x' })).status).toBe(200);
    expect(api.stock.links).toEqual([]);
  });
});
