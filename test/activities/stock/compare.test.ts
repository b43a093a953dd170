/** A full compare, page by page as the workflow does it: of what the store lists, and of what it does not. */
import { randomUUID } from 'node:crypto';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

interface Compared {
  readonly pages: number;
  readonly rows: readonly unknown[];
}

interface CompareOptions {
  /** Of each page, in turn; the last holds for those after it. */
  readonly correct?: readonly boolean[];
  /** After the page has been read. */
  readonly meanwhile?: (page: number) => void;
}

async function compare(shop: StockWorld, { correct = [true], meanwhile }: CompareOptions = {}): Promise<Compared> {
  const { storeHash, account } = shop;
  const reportId = randomUUID();
  const startedAt = Date.now();
  const isCorrecting = (page: number) => correct[page - 1] ?? correct.at(-1) ?? true;
  let different = 0;
  let after: number | undefined;
  for (let page = 1; ; page += 1) {
    const from = after === undefined ? {} : { after };
    const read = await shop.run('readComparePage', { storeHash, reportId, page, ...from });
    meanwhile?.(page);
    const { batchId } = read;
    if (batchId !== undefined) {
      await shop.run('planStock', { storeHash, account, batchId });
      const input = { storeHash, batchId, page, startedAt, reportId, correct: isCorrecting(page) };
      different += (await shop.run('compareBatch', input)).different;
    }
    after = read.after ?? after;
    if (!read.isLast) continue;
    const end = { storeHash, reportId, correct: isCorrecting(page + 1), startedAt, compared: 0, different };
    await shop.run('finishCompare', end);
    return { pages: page, rows: (await shop.store.reports.get(reportId))?.rows ?? [] };
  }
}

async function withProducts(shop: StockWorld, count: number): Promise<string[]> {
  shop.bigcommerce.control.addProducts({ count, skuPrefix: 'SKU-', tracking: 'product', quantity: 50 });
  await shop.staff('POST', 'products/bulk', { count, onHand: { '2': 50 } });
  await shop.link();
  await shop.settle();
  await shop.waitOutLag();
  const digits = String(count).length;
  return Array.from({ length: count }, (_, n) => `SKU-${String(n + 1).padStart(digits, '0')}`);
}

/** The store lists nothing of a SKU, or nothing at a location. */
function unlist(shop: StockWorld, sku: string): void {
  const { productId } = shop.idsOf(sku);
  const hide = { path: 'inventory/items$', mode: 'status', status: 200 } as const;
  const rows = shop.bigcommerce.control
    .levels()
    .filter((level) => level.productId !== productId)
    .map((level) => ({
      identity: { sku: level.sku, product_id: level.productId, variant_id: level.variantId ?? null },
      locations: [
        {
          location_id: level.locationId,
          available_to_sell: level.availableToSell,
          total_inventory_onhand: level.onHand ?? 0,
        },
      ],
    }));
  const meta = { pagination: { current_page: 1, total_pages: 1 } };
  shop.bigcommerce.faults.add({ ...hide, count: 1, body: { data: rows, meta } });
}

it('ends with the list where that has every level', async () => {
  const shop = await open();
  expect(await compare(shop)).toEqual({ pages: 1, rows: [] });
});

it('asks by id for what the list does not have, and compares it as any other', async () => {
  const shop = await open();
  await shop.waitOutLag();
  shop.bigcommerce.control.setStock({ sku: 'LAMP-01', quantity: 99 });
  unlist(shop, 'LAMP-01');
  const { pages, rows } = await compare(shop);
  expect(pages).toBe(2);
  expect(rows).toMatchObject([{ sku: 'LAMP-01', expected: 25, store: 99, cause: 'changed by another' }]);
  await shop.settle();
  expect(shop.sellable('LAMP-01')).toBe(25);
});

it('reports and sets a level that the store has not at all', async () => {
  const shop = await open();
  await shop.waitOutLag();
  unlist(shop, 'LAMP-01');
  // Nor when it is asked for by its id.
  const nothing = { data: [], meta: { pagination: { current_page: 1, total_pages: 1 } } };
  shop.bigcommerce.faults.add({
    path: 'inventory/items',
    mode: 'status',
    status: 200,
    count: 1,
    body: nothing,
  });
  const { rows } = await compare(shop);
  expect(rows).toMatchObject([{ sku: 'LAMP-01', expected: 25, store: null, cause: 'not listed', corrected: true }]);
  const waiting = await shop.store.stockDirty.next(shop.storeHash, 10);
  expect(waiting).toMatchObject([{ variantId: shop.idsOf('LAMP-01').variantId, reason: 'full compare' }]);
});

it('compares what moved to a page that was read, as items before it were deleted', async () => {
  const shop = await open();
  const skus = await withProducts(shop, 1_100);
  const { control } = shop.bigcommerce;
  const listed = control.levels().map(({ sku }) => sku);
  // The first of the second page move up when some of the first page go.
  const moved = listed.slice(1_000, 1_003);
  expect(skus).toEqual(expect.arrayContaining(moved));
  for (const sku of moved) control.setStock({ sku, quantity: 7 });
  const { rows } = await compare(shop, {
    meanwhile: (page) => {
      if (page !== 1) return;
      for (const sku of listed.slice(500, 503)) control.deleteProduct(shop.idsOf(sku).productId);
    },
  });
  expect(rows.map((row) => (row as { sku: string }).sku).sort()).toEqual(moved.toSorted());
});

it('corrects what it only reported at first, where somebody asks for that on the way', async () => {
  const shop = await open();
  await shop.waitOutLag();
  shop.bigcommerce.control.setStock({ sku: 'LAMP-01', quantity: 99 });
  const left = await compare(shop, { correct: [false] });
  expect(left.rows).toMatchObject([{ sku: 'LAMP-01', corrected: false }]);
  expect(await shop.cycle()).toBeUndefined();
  const { rows } = await compare(shop, { correct: [false, true] });
  expect(rows).toMatchObject([{ sku: 'LAMP-01', corrected: true }]);
  await shop.settle();
  expect(shop.sellable('LAMP-01')).toBe(25);
});
