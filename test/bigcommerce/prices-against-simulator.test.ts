/** The price side of the client and of the simulator, which were written from the same documents. */
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import type { PriceWrite } from '../../src/bigcommerce/price-upsert';
import type { BcPriceRecord } from '../../src/bigcommerce/schemas/price-record';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';
import { remoteErrorOf } from '../http/support/remote-errors';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;
let listId: number;

beforeEach(async () => {
  const currencies = ['USD', 'JPY'].map((code) => ({ code, rate: '1', isTransactional: true }));
  simulator = createBigCommerceSimulator({ store: { currencies: [currencies[0]!, currencies[1]!] } });
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
  listId = simulator.control.addPriceList({ name: 'Trade' });
  simulator.control.addProducts({ count: 600, skuPrefix: 'P-', tracking: 'none' });
});
afterEach(() => running.close());

const write = (variantId: number, more: Partial<PriceWrite> = {}): PriceWrite => ({
  variantId,
  currency: 'USD',
  price: '10.5',
  ...more,
});

async function everything(): Promise<BcPriceRecord[]> {
  const all: BcPriceRecord[] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { records, next } = await client.priceRecords.page(listId, { after });
    all.push(...records);
    after = next;
  }
  return all;
}

it('sets records and reads them back, page by page', async () => {
  const writes = Array.from({ length: 600 }, (_, n) => write(n + 1));
  await client.priceRecords.upsert(listId, [...writes, write(1, { currency: 'JPY', price: '1500' })]);
  simulator.requests.clear();
  const records = await everything();
  expect(records).toHaveLength(601);
  expect(records[0]).toEqual({
    variantId: 1,
    productId: 1,
    currency: 'USD',
    price: '10.5',
    salePrice: undefined,
    retailPrice: undefined,
    tiers: [],
  });
  expect(simulator.requests.total).toBe(3);
  expect(await client.priceRecords.ofVariants(listId, [1, 2, 999])).toMatchObject([
    { variantId: 1, currency: 'USD' },
    { variantId: 2 },
    { variantId: 1, currency: 'JPY', price: '1500' },
  ]);
  expect((await client.priceRecords.page(listId, { currency: 'JPY' })).records).toHaveLength(1);
});

it.each(['absent', 'null', 'zero'] as const)(
  'reads what was written, unset prices shown %s',
  async (unsetRecordPrices) => {
    simulator.control.setSwitches({ unsetRecordPrices });
    const tiers = [{ from: 10, to: 2_147_483_647, type: 'fixed', amount: '9.25' }] as const;
    await client.priceRecords.upsert(listId, [write(1), write(2, { salePrice: '8', retailPrice: '12', tiers })]);
    expect(await everything()).toEqual([
      { ...write(1), productId: 1, salePrice: undefined, retailPrice: undefined, tiers: [] },
      { ...write(2), productId: 2, salePrice: '8', retailPrice: '12', tiers },
    ]);
  },
);

it.each(['partial', 'whole-batch'] as const)(
  'sets the good records of a refused batch: %s',
  async (priceRecordRejection) => {
    simulator.control.setSwitches({ priceRecordRejection });
    const good = [write(1), write(2)];
    const bad = write(9_999);
    const first = await client.priceRecords.upsert(listId, [...good, bad]);
    expect(first).toEqual({
      refused: [{ write: bad, reason: expect.stringContaining('not found') }],
      othersSet: false,
    });
    expect(await client.priceRecords.upsert(listId, good)).toEqual({ refused: [], othersSet: true });
    expect(await everything()).toHaveLength(2);
  },
);

it.each([true, false])('takes a sale price back by deleting the record first: %s', async (priceUpsertClearsUnsent) => {
  simulator.control.setSwitches({ priceUpsertClearsUnsent });
  await client.priceRecords.upsert(listId, [write(1, { salePrice: '8' }), write(2)]);
  await client.priceRecords.delete(listId, 'USD', [1]);
  expect(await everything()).toMatchObject([{ variantId: 2 }]);
  await client.priceRecords.upsert(listId, [write(1)]);
  expect(await client.priceRecords.ofVariants(listId, [1])).toMatchObject([{ price: '10.5', salePrice: undefined }]);
});

it('is throttled by a third upsert at a time', async () => {
  simulator.control.setSwitches({ concurrentRequestMs: 50 });
  const results = await Promise.allSettled([1, 2, 3].map((id) => client.priceRecords.upsert(listId, [write(id)])));
  const failed = results.filter((result) => result.status === 'rejected');
  expect(failed).toHaveLength(1);
  expect((await remoteErrorOf(Promise.reject(failed[0]?.reason))).kind).toBe('throttled');
});

it('lists price lists and whom they are for', async () => {
  const other = simulator.control.addPriceList({ name: 'Old', active: false });
  simulator.control.assignPriceList(listId, { customer_group_id: 4, channel_id: 1 });
  simulator.control.assignPriceList(other, { channel_id: 2 });
  expect(await client.priceLists.list()).toEqual([
    { id: listId, name: 'Trade', active: true },
    { id: other, name: 'Old', active: false },
  ]);
  expect(await client.priceLists.assignments()).toEqual([
    { priceListId: listId, customerGroupId: 4, channelId: 1 },
    { priceListId: other, customerGroupId: undefined, channelId: 2 },
  ]);
});

describe('prices of the catalog', () => {
  let mugId: number;
  let shirtId: number;
  /** Variants 601 (the mug's base), 602 and 603. */
  beforeEach(() => {
    const { addProduct } = simulator.control;
    mugId = addProduct({ sku: 'MUG', price: 10, retail_price: 12 });
    shirtId = addProduct({
      price: 20,
      sale_price: 18,
      tax_class_id: 2,
      variants: [{ sku: 'S' }, { sku: 'M', price: 22.5 }],
    });
  });

  const none = { salePrice: undefined, retailPrice: undefined };

  it.each([true, false])('are read with those of variants, base variants showing theirs: %s', async (shown) => {
    simulator.control.setSwitches({ baseVariantShowsPrices: shown });
    const mug = { price: '10', salePrice: undefined, retailPrice: '12' };
    expect(await client.catalogPrices.ofProducts([mugId, shirtId, 9_999])).toEqual([
      { productId: mugId, taxClassId: 0, ...mug, variants: [{ variantId: 601, sku: 'MUG', isBase: true, ...mug }] },
      {
        productId: shirtId,
        taxClassId: 2,
        price: '20',
        salePrice: '18',
        retailPrice: undefined,
        variants: [
          { variantId: 602, sku: 'S', isBase: false, price: undefined, ...none },
          { variantId: 603, sku: 'M', isBase: false, price: '22.5', ...none },
        ],
      },
    ]);
    let count = 0;
    for await (const page of client.catalogPrices.walk({ after: 100 })) count += page.length;
    expect(count).toBe(502);
  });

  it('are set and taken away', async () => {
    expect(
      await client.catalogPrices.setOfVariants([
        { variantId: 601, price: '11.11' },
        { variantId: 602, price: '21', salePrice: '19' },
        { variantId: 603, price: null },
      ]),
    ).toEqual([]);
    expect(await client.catalogPrices.setOfProducts([{ productId: shirtId, salePrice: null }])).toEqual([]);
    expect(await client.catalogPrices.ofProducts([mugId, shirtId])).toMatchObject([
      { price: '11.11', variants: [{ price: '11.11' }] },
      { price: '20', salePrice: undefined, variants: [{ price: '21', salePrice: '19' }, { price: undefined }] },
    ]);
  });

  it.each(['whole-batch', 'partial'] as const)('are refused one by one: %s', async (catalogBatchRejection) => {
    simulator.control.setSwitches({ catalogBatchRejection });
    const variants = Array.from({ length: 20 }, (_, n) => ({ variantId: n === 7 ? 9_999 : n + 1, price: '3' }));
    const refused = { reason: expect.stringContaining('not found'), isSavedInPart: false };
    expect(await client.catalogPrices.setOfVariants(variants)).toEqual([{ write: variants[7], ...refused }]);
    const products = Array.from({ length: 10 }, (_, n) => ({ productId: n === 3 ? 9_999 : n + 1, retailPrice: '4' }));
    expect(await client.catalogPrices.setOfProducts(products)).toEqual([{ write: products[3], ...refused }]);
    const [first, , , fourth, last] = await client.catalogPrices.ofProducts([1, 2, 3, 4, 10]);
    expect([first, fourth, last].map((product) => product?.retailPrice)).toEqual(['4', undefined, '4']);
    expect(last?.price).toBe('3');
  });
});
