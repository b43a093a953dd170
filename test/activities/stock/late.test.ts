/** What was read is written only while it is news, and by one attempt at a time. */
import { sql } from 'kysely';
import { takeOver } from '../../../src/activities/stock/only-writer';
import { ClaimLostError } from '../../../src/store/claims';
import { stockWorlds } from './support';

const open = stockWorlds();

it('figures from before an outage are not written after it', async () => {
  const shop = await open();
  const { storeHash, account } = shop;
  await shop.count('MUG-BLUE', 90);
  const planned = await shop.run('planStock', { storeHash, account });
  const input = { storeHash, batchId: planned?.batchId ?? '' };
  shop.bigcommerce.faults.add({ mode: 'status', status: 503, count: 1 });
  await expect(shop.run('writeStock', input)).rejects.toThrow();
  await shop.staff('POST', 'stock', { sku: 'MUG-BLUE', warehouseId: 2, onHand: 4 });
  await sql`update stock_batches set started_at = started_at - interval '3 minutes'`.execute(shop.db);
  expect(await shop.run('writeStock', input)).toMatchObject({ written: 0, more: true });
  expect(shop.sellable('MUG-BLUE')).toBe(120);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(4);
});

it('an attempt that was taken for dead sends and records nothing beside the one that follows it', async () => {
  const shop = await open();
  const dead = await takeOver(shop.deps, shop.storeHash);
  await dead.assertNewest();
  await shop.count('MUG-BLUE', 90);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(90);
  await expect(dead.assertNewest()).rejects.toThrow(ClaimLostError);
  const level = { variantId: 1, locationId: 1, quantity: 5, fell: false };
  const recording = dead.record((tx) => tx.levels.written('dead', [level], new Date(), new Date()));
  await expect(recording).rejects.toThrow(ClaimLostError);
  expect(await shop.store.levels.ofVariants('dead', [1])).toEqual([]);
});

describe('a product that Brightpearl does not answer for', () => {
  it('waits with an issue, is asked for again by the delta cycle, and the issue goes with the answer', async () => {
    const shop = await open();
    const { store, storeHash, account } = shop;
    const codes = async () => (await store.stockIssues.list(storeHash, 10)).map(({ code }) => code);
    shop.brightpearl.setSwitches({ badIdFailsChunk: true });
    const product = shop.brightpearl.state().productsBySku.get('LAMP-01')!;
    shop.brightpearl.state().products.delete(product.id);
    await store.stockDirty.mark(await store.accountLinks.drawingOn(account, [product.id]), 'webhook');
    await shop.settle();
    expect(await codes()).toEqual(['AVAILABILITY_UNKNOWN']);
    expect(await store.stockDirty.counts(storeHash)).toEqual({ waiting: 0, parked: 1 });
    shop.brightpearl.state().products.set(product.id, product);
    await shop.run('sweepMovements', { account });
    expect(shop.stockSignals.at(-1)).toMatchObject({ storeHash });
    await shop.settle();
    expect(await codes()).toEqual([]);
  });

  it('and that is linked no more has no issue left', async () => {
    const shop = await open();
    const { store, storeHash } = shop;
    const [variant] = await store.productLinks.ofSku({ storeHash, account: shop.account }, 'LAMP-01');
    const issue = { storeHash, code: 'AVAILABILITY_UNKNOWN', message: 'm', details: {} };
    await store.stockIssues.raise({ ...issue, variantId: variant!.variantId });
    await store.productLinks.save([{ ...variant!, brightpearlId: null, levelTarget: null }], new Date());
    await store.stockDirty.mark([{ storeHash, variantId: variant!.variantId }], 'linked otherwise');
    await shop.settle();
    expect(await store.stockIssues.list(storeHash, 10)).toEqual([]);
  });
});

describe('a store that is fed by two accounts', () => {
  const OTHER = 'other';

  /** The second one feeds another location, and has a link for the same variant. */
  async function withOther() {
    const shop = await open();
    const { store, storeHash, account, config } = shop;
    const stock = config.stores[0]!.stock!;
    const feeds = [...stock.feeds, { ...stock.feeds[0]!, account: OTHER, locationId: 7 }];
    const [link] = await store.productLinks.ofSku({ storeHash, account }, 'MUG-BLUE');
    await store.productLinks.save([{ ...link!, account: OTHER }], new Date());
    Object.assign(config.stores[0]!, { stock: { ...stock, feeds } });
    await shop.count('MUG-BLUE', 90);
    await shop.count('LAMP-01', 33);
    const planned = await shop.run('planStock', { storeHash, account });
    return { shop, input: { storeHash, batchId: planned?.batchId ?? '' } };
  }

  it('keeps what the one that does not answer feeds, with an issue, until the account answers again', async () => {
    const { shop, input } = await withOther();
    const { store, storeHash } = shop;
    const unread = { accounts: [OTHER], stores: ['second'] };
    expect(await shop.run('writeStock', { ...input, unread })).toMatchObject({ more: false });
    expect([shop.sellable('MUG-BLUE'), shop.sellable('LAMP-01')]).toEqual([90, 33]);
    const [issue] = await store.stockIssues.list(storeHash, 10);
    expect(issue).toMatchObject({ code: 'SOURCE_UNREAD', details: unread });
    expect(await store.stockDirty.counts(storeHash)).toMatchObject({ parked: 1 });
    await shop.run('sweepMovements', { account: shop.account });
    expect(await store.stockDirty.counts(storeHash)).toMatchObject({ parked: 0 });
  });

  it('looks again at what a feed that was configured since feeds', async () => {
    const { shop, input } = await withOther();
    expect(await shop.run('writeStock', input)).toMatchObject({ more: true });
    const marked = await shop.store.stockDirty.next(shop.storeHash, 10);
    const [mug] = await shop.store.productLinks.ofSku({ ...input, account: OTHER }, 'MUG-BLUE');
    expect(marked.map(({ variantId }) => variantId)).toEqual([mug?.variantId]);
  });
});

it('an account whose credentials are refused shows as an issue of the store until it answers', async () => {
  const shop = await open();
  const { storeHash, account, store } = shop;
  await shop.count('MUG-BLUE', 90);
  shop.brightpearl.core.faults.add({ mode: 'status', status: 401, body: {}, count: 1 });
  await expect(shop.run('planStock', { storeHash, account })).rejects.toMatchObject({ type: 'ACCOUNT_PAUSED' });
  expect(await store.stockIssues.list(storeHash, 10)).toEqual([expect.objectContaining({ code: 'STOCK_STOPPED' })]);
  await shop.settle();
  expect(await store.stockIssues.list(storeHash, 10)).toEqual([]);
});

it('a store whose stock is left alone since has nothing more to do', async () => {
  const shop = await open();
  const { storeHash, account, config } = shop;
  await shop.count('MUG-BLUE', 90);
  const planned = await shop.run('planStock', { storeHash, account });
  const { stock: _gone, ...store } = config.stores[0]!;
  (config.stores as unknown[])[0] = store;
  expect(await shop.run('writeStock', { storeHash, batchId: planned?.batchId ?? '' })).toMatchObject({ more: false });
  expect(await shop.run('configuredInput', { storeHash } as never)).toBeUndefined();
});
