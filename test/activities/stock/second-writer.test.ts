/** Something else that writes stock to the store: noticed by events, by reading back and by a compare, and nothing else is. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { stockRecords } from '../../../src/api/stock-records';
import { levelNotice } from '../../../src/api/webhooks/stock-notices';
import type { BcLevelChange } from '../../../src/bigcommerce/webhook';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const MINUTE_MS = 60_000;
const SKUS = ['MUG-BLUE', 'TEE-M', 'LAMP-01'] as const;

const open = stockWorlds();

/** With levels that were written, and read back. */
async function openSettled(): Promise<StockWorld> {
  const shop = await open();
  for (const sku of SKUS) await shop.count(sku, 50);
  await shop.settle();
  await shop.waitOutLag();
  return shop;
}

/** BigCommerce's webhook of a level that became this. */
async function told(shop: StockWorld, sku: string, value: number, more: Partial<BcLevelChange> = {}): Promise<void> {
  const { storeHash, account, store, deps } = shop;
  const stores = new Map([[storeHash, { accounts: [account], visibilityLagMs: 0 }]]);
  const records = stockRecords(store, stores);
  const { productId } = shop.idsOf(sku);
  const change = { productId, method: 'absolute', value, isByOrder: false, at: undefined, ...more };
  await levelNotice({ stores, records, client: deps.stock, jobs: undefined as never }, storeHash, change);
}

async function setByAnother(shop: StockWorld, skus: readonly string[]): Promise<void> {
  for (const sku of skus) {
    shop.bigcommerce.control.setStock({ sku, quantity: 7 });
    await told(shop, sku, 7);
  }
  await shop.settle();
  expect(skus.map((sku) => shop.sellable(sku))).toEqual(skus.map(() => 50));
}

/** As if so long had passed since the levels were seen. */
const age = (shop: StockWorld, ms: number) =>
  sql`update foreign_levels set seen_at = seen_at - ${`${ms} milliseconds`}::interval`.execute(shop.db);

async function watched(shop: StockWorld, agoMs = 2 * MINUTE_MS) {
  await age(shop, agoMs);
  await shop.run('watchSecondWriter', { storeHash: shop.storeHash });
  const issues = await shop.store.stockIssues.list(shop.storeHash, 10);
  return issues.filter(({ code }) => code === 'SECOND_WRITER').map(({ message }) => message);
}

describe('levels that webhooks say were set', () => {
  it('are put right, and an issue when they are three, until none was seen for a day', async () => {
    const shop = await openSettled();
    await setByAnother(shop, SKUS);
    const [message] = await watched(shop);
    expect(message).toMatch(/^3 levels changed without us: .*LAMP-01 \(7 instead of 50\)/);
    expect(await watched(shop, 24 * 60 * MINUTE_MS)).toHaveLength(1);
    expect(await watched(shop, 2 * 60 * MINUTE_MS)).toEqual([]);
  });

  it('are no issue when they are two, nor when the third came hours later', async () => {
    const shop = await openSettled();
    await setByAnother(shop, SKUS.slice(0, 2));
    expect(await watched(shop)).toEqual([]);
    await shop.waitOutLag();
    await age(shop, 2 * 60 * MINUTE_MS);
    await setByAnother(shop, SKUS.slice(2));
    expect(await watched(shop)).toEqual([]);
  });

  it.each([
    ['what we wrote', { value: 50 }],
    ['of a write before the last one, told of late', { value: 44, at: new Date(Date.now() - MINUTE_MS) }],
    ['moved by an order', { value: 48, isByOrder: true }],
    ['moved by a figure', { value: -2, method: 'relative' }],
  ])('are no issue where they are %s', async (_what, { value, ...more }) => {
    const shop = await openSettled();
    for (const sku of SKUS) await told(shop, sku, value, more);
    expect(await watched(shop)).toEqual([]);
  });

  it('are no issue where our write is told of before it is noted', async () => {
    const shop = await openSettled();
    for (const sku of SKUS) await told(shop, sku, 31);
    for (const sku of SKUS) await shop.count(sku, 31);
    await shop.settle();
    expect(await watched(shop)).toEqual([]);
  });

  it('are no issue where an order is found that moved them, whatever the event says', async () => {
    const shop = await openSettled();
    for (const sku of SKUS) {
      shop.typeIn(sku, 2);
      await told(shop, sku, 48);
    }
    await shop.settle();
    expect(await watched(shop)).toEqual([]);
  });
});

describe('levels that read back as others', () => {
  const written = async (shop: StockWorld) => {
    for (const sku of SKUS) await shop.count(sku, 40);
    await shop.settle();
  };
  const shown = (shop: StockWorld, quantity: number) => {
    for (const sku of SKUS) shop.bigcommerce.control.setStock({ sku, quantity });
  };

  it('are an issue', async () => {
    const shop = await openSettled();
    await written(shop);
    shown(shop, 7);
    await shop.waitOutLag();
    expect(await watched(shop)).toHaveLength(1);
  });

  it('are none where the store is slow, and shows what was there before', async () => {
    const shop = await openSettled();
    await written(shop);
    shown(shop, 50);
    await shop.waitOutLag();
    expect(await watched(shop)).toEqual([]);
  });

  it('are none where a write of ours got no answer, and may have been applied late', async () => {
    const shop = await openSettled();
    shop.bigcommerce.faults.add({ method: 'PUT', path: 'adjustments/absolute', mode: 'drop-before', count: 1 });
    for (const sku of SKUS) await shop.count(sku, 40);
    await expect(shop.settle()).rejects.toThrow();
    await written(shop);
    shown(shop, 7);
    await shop.waitOutLag();
    expect(await watched(shop)).toEqual([]);
  });
});

describe('a full compare', () => {
  const drift = (sku: string, cause = 'changed by another') => ({
    sku,
    variantId: sku.length,
    locationId: 1,
    expected: 50,
    store: 7,
    cause,
    corrected: true,
  });

  async function finish(shop: StockWorld, pages: readonly (readonly unknown[])[]): Promise<readonly string[]> {
    const { storeHash, store } = shop;
    const [reportId, startedAt] = [randomUUID(), Date.now()];
    const head = {
      id: reportId,
      kind: 'stock-compare',
      scope: storeHash,
      startedAt: new Date(),
      finishedAt: new Date(),
    };
    for (const [page, rows] of pages.entries()) await store.reports.append({ ...head, rows }, page + 1);
    const different = pages.flat().length;
    await shop.run('finishCompare', { storeHash, reportId, correct: true, startedAt, compared: 90, different });
    const issues = await store.stockIssues.list(storeHash, 10);
    return issues.filter(({ code }) => code === 'SECOND_WRITER').map(({ message }) => message);
  }

  it('counts over all its pages, and one that finds none ends the issue', async () => {
    const shop = await open();
    expect(await finish(shop, [[drift('A'), drift('BB')], [drift('CCC')]])).toEqual([
      expect.stringContaining('3 levels changed without us: A (7 instead of 50)'),
    ]);
    // It stays although no webhook tells of any.
    expect(await watched(shop)).toHaveLength(1);
    expect(await finish(shop, [[drift('A', 'missed change')]])).toEqual([]);
    expect(await watched(shop)).toEqual([]);
  });

  it('that finds two is no issue', async () => {
    const shop = await open();
    expect(await finish(shop, [[drift('A')], [drift('BB')]])).toEqual([]);
  });
});
