/** Which product each variant is: by both whole catalogs or by what was told of, over throttles, crashes and each other. */
import { stockRecords } from '../../../src/api/stock-records';
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const open = stockWorlds();

const refresh = ({ storeHash, account, ...shop }: StockWorld, whole: boolean) =>
  shop.run('refreshLinks', { storeHash, account, whole });

const linkOf = async ({ store, storeHash, account }: StockWorld, sku: string) =>
  (await store.productLinks.ofSku({ storeHash, account }, sku))[0];

const CATALOG_READS = [
  'GET /v3/catalog/products',
  'GET /product-service/product-search',
  'GET /product-service/product/{ids}',
];
const catalogReads = (shop: StockWorld) =>
  [...shop.requests('bigcommerce'), ...shop.requests('brightpearl')].filter((request) =>
    CATALOG_READS.includes(request),
  );

describe('an attempt that was lost after it saved links', () => {
  it('is followed by one that counts the orders sold before, and has their levels looked at', async () => {
    const shop = await open();
    const { storeHash, account, store } = shop;
    const { variantId } = shop.idsOf('LAMP-01');
    await shop.staff('POST', `products/${shop.idsOf('LAMP-01').brightpearlId}`, { sku: 'OTHER' });
    await refresh(shop, true);
    const key = shop.typeIn('LAMP-01', 4);
    await shop.run('readNewDemand', { storeHash });
    await shop.settle();
    expect((await store.demand.explain(account, shop.idsOf('OTHER').brightpearlId, 10)).length).toBe(0);
    await shop.staff('POST', `products/${shop.idsOf('OTHER').brightpearlId}`, { sku: 'LAMP-01' });

    // The database goes away after the links are saved, and before anything follows of them.
    const { withVariants } = store.demand;
    store.demand.withVariants = () => Promise.reject(new Error('the worker is killed'));
    await expect(refresh(shop, true)).rejects.toThrow('the worker is killed');
    store.demand.withVariants = withVariants;
    expect((await linkOf(shop, 'LAMP-01'))?.levelTarget).toBe('product');

    // Until the order counts, no level is set by the new link, whatever else has it looked at.
    await store.stockDirty.mark([{ storeHash, variantId }], 'webhook');
    await shop.cycle();
    expect(await store.levels.ofVariants(storeHash, [variantId])).toMatchObject([{ quantity: 25 }]);

    shop.stockSignals.splice(0);
    await refresh(shop, true);
    // The order may be told of as well: whether its level is marked for another reason still is a matter of moments.
    expect(shop.stockSignals).toContainEqual({ storeHash, change: { reason: 'linked otherwise' } });
    const { brightpearlId } = shop.idsOf('LAMP-01');
    expect(await store.demand.explain(account, brightpearlId, 10)).toMatchObject([
      { orderId: key.orderId, outstanding: '4' },
    ]);
    await shop.settle();
    expect(shop.sellable('LAMP-01')).toBe(21);
  });

  it('is poked for once more, where it was lost between its marks and the telling', async () => {
    const shop = await open();
    const { storeHash } = shop;
    await shop.store.stockDirty.mark([{ storeHash, variantId: 1 }], 'linked otherwise');
    shop.stockSignals.splice(0);
    await refresh(shop, false);
    expect(shop.stockSignals).toHaveLength(1);
  });
});

describe('two refreshes of one store', () => {
  it('that read at once leave every link there', async () => {
    const shop = await open();
    const before = await shop.store.productLinks.counts(shop.storeHash);
    await Promise.all([refresh(shop, true), refresh(shop, true), refresh(shop, false)]);
    expect(await shop.store.productLinks.counts(shop.storeHash)).toEqual(before);
    expect(before.leveled).toBe(8);
  });

  it('of which the older one ends last leave what the newer one read', async () => {
    const shop = await open();
    const { bigcommerce, storeHash, account } = shop;
    const { productId } = shop.idsOf('LAMP-01');
    // The older one has read the store's catalog, and waits for Brightpearl's.
    shop.brightpearl.core.faults.add({ path: 'product-search', mode: 'delay', delayMs: 600, count: 1 });
    const older = refresh(shop, true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    bigcommerce.control.changeProduct(productId, { sku: 'LAMP-02' });
    const added = bigcommerce.control.addProduct({
      name: 'Vase',
      sku: 'VASE',
      inventory_tracking: 'product',
      price: 5,
    });
    await shop.store.catalogNews.add({ storeHash }, [productId, added]);
    await refresh(shop, false);
    await older;
    expect(await linkOf(shop, 'LAMP-01')).toBeUndefined();
    expect(await linkOf(shop, 'LAMP-02')).toMatchObject({ account, problem: 'NOT_IN_BRIGHTPEARL' });
    expect(await linkOf(shop, 'VASE')).toMatchObject({ problem: 'NOT_IN_BRIGHTPEARL' });
  });
});

describe('products that were told of', () => {
  it('are read by their ids, and nothing else is', async () => {
    const shop = await open();
    const { storeHash, account, store } = shop;
    const lamp = shop.idsOf('LAMP-01');
    await shop.staff('POST', `products/${lamp.brightpearlId}`, { sku: 'LAMP-NEW' });
    shop.bigcommerce.control.changeProduct(lamp.productId, { sku: 'LAMP-NEW' });
    await store.catalogNews.add({ account }, [lamp.brightpearlId]);
    await store.catalogNews.add({ storeHash }, [lamp.productId]);
    shop.forgetRequests();
    expect(await refresh(shop, false)).toMatchObject({ changed: 1 });
    expect(catalogReads(shop)).toEqual(['GET /v3/catalog/products', 'GET /product-service/product/{ids}']);
    expect(await linkOf(shop, 'LAMP-NEW')).toMatchObject({ brightpearlId: lamp.brightpearlId, levelTarget: 'product' });

    shop.forgetRequests();
    expect(await refresh(shop, false)).toMatchObject({ changed: 0 });
    expect(catalogReads(shop)).toEqual([]);
  });

  it('and are gone, or are a bundle now, change what depends on them', async () => {
    const shop = await open();
    const { storeHash, account, store } = shop;
    const [lamp, mug] = [shop.idsOf('LAMP-01'), shop.idsOf('MUG-BLUE')];
    await shop.staff('DELETE', `products/${lamp.brightpearlId}`);
    await shop.staff('POST', `products/${mug.brightpearlId}`, { stockTracked: false });
    shop.bigcommerce.control.deleteProduct(shop.idsOf('PEN-GOLD').productId);
    await store.catalogNews.add({ account }, [lamp.brightpearlId, mug.brightpearlId]);
    const pen = (await linkOf(shop, 'PEN-GOLD'))?.productId ?? 0;
    await store.catalogNews.add({ storeHash }, [pen]);
    await refresh(shop, false);
    expect(await linkOf(shop, 'LAMP-01')).toMatchObject({ problem: 'NOT_IN_BRIGHTPEARL' });
    expect(await linkOf(shop, 'PEN-GOLD')).toBeUndefined();
    // The mug limits the set no more: it has no stock.
    expect((await linkOf(shop, 'GIFTSET'))?.components).toHaveLength(1);
  });
});

describe('a product that was set by id', () => {
  it('wins over the SKU, counts the orders and sets the level, is explained, and can be taken back', async () => {
    const shop = await open();
    const { storeHash, account, store } = shop;
    const scope = { storeHash, account };
    const [lamp, notebook] = [shop.idsOf('LAMP-01'), shop.idsOf('NOTE-A5')];
    shop.typeIn('LAMP-01', 4);
    await shop.run('readNewDemand', { storeHash });
    await shop.settle();
    expect(shop.sellable('LAMP-01')).toBe(21);

    const variant = { variantId: lamp.variantId, productId: lamp.productId };
    const records = stockRecords(store, new Map());
    expect(await records.setLink(scope, variant, notebook.brightpearlId, 'ann')).toBe(true);
    shop.forgetRequests();
    await refresh(shop, false);
    expect(catalogReads(shop)).toEqual(['GET /v3/catalog/products', 'GET /product-service/product/{ids}']);
    await shop.settle();
    expect(shop.sellable('LAMP-01')).toBe(396);
    const explained = await shop.run('explainStock', { storeHash, sku: 'LAMP-01' });
    expect(explained.variants).toMatchObject([
      { brightpearlId: notebook.brightpearlId, setLink: { productId: notebook.brightpearlId, actor: 'ann' } },
    ]);
    expect(await linkOf(shop, 'NOTE-A5')).toMatchObject({ problem: 'DUPLICATE_IN_STORE' });

    await records.setLink(scope, variant, 999_999, 'bob');
    await refresh(shop, false);
    expect(await linkOf(shop, 'LAMP-01')).toMatchObject({ problem: 'SET_PRODUCT_MISSING', setProductId: 999_999 });

    await records.setLink(scope, variant, null, 'ann');
    await refresh(shop, false);
    await shop.settle();
    expect(shop.sellable('LAMP-01')).toBe(21);
    expect(await linkOf(shop, 'NOTE-A5')).toMatchObject({ problem: null });
  });
});

it('a whole reading leaves one report', async () => {
  const shop = await open();
  await refresh(shop, true);
  const reports = await shop.store.reports.list({ kind: 'product-links' }, 10);
  expect(reports).toHaveLength(1);
});

describe('an attempt that ends in the middle of the catalogs', () => {
  it('costs no more than the page that it did not get', async () => {
    const shop = await open();
    const { storeHash, account } = shop;
    await shop.staff('POST', 'products/bulk', { count: 1_200 });
    const { faults } = shop.brightpearl.core;
    faults.add({ path: 'product-search', mode: 'drop-before', after: 1, count: 1 });
    let told: unknown;
    const onHeartbeat = (details: unknown) => (told = details);
    shop.forgetRequests();
    const input = { storeHash, account, whole: true };
    await expect(shop.attempt({ onHeartbeat }, 'refreshLinks', input)).rejects.toThrow();
    const first = catalogReads(shop);
    expect(first).toEqual([
      'GET /v3/catalog/products',
      'GET /product-service/product-search',
      'GET /product-service/product-search',
    ]);
    shop.forgetRequests();
    await shop.attempt({ number: 2, heartbeatDetails: told }, 'refreshLinks', input);
    // The store's catalog and the first page are not read again: two pages and the bundles are left.
    expect(catalogReads(shop)).toEqual([
      'GET /product-service/product-search',
      'GET /product-service/product-search',
      'GET /product-service/product/{ids}',
    ]);
    expect(await shop.store.catalogs.products(account)).toHaveLength(1_209);
  });
});
