/** The client's prices, read from a simulated account. */
import { anAccount } from './support/account';
import { aClientOf, type ClientOfSimulator } from './support/simulated-account';

let account: ClientOfSimulator;
beforeEach(async () => {
  account = await aClientOf();
});
afterEach(() => account.close());

const plain = (prices: ReadonlyMap<number, ReadonlyMap<number, string>> | undefined) =>
  prices && Object.fromEntries([...prices].map(([list, breaks]) => [list, Object.fromEntries(breaks)]));

describe('prices', () => {
  it('come by product, list and quantity; what has none is there without, what does not exist is not', async () => {
    account.simulator.seedCatalog([{ sku: 'CUP', prices: { 2: { 10: '4', 1: '4.5' }, 3: '0' } }, { sku: 'PLATE' }]);
    const prices = await account.client.prices.readMany([1002, 1001, 9]);
    expect(new Set(prices.keys())).toEqual(new Set([1001, 1002]));
    expect(plain(prices.get(1001))).toEqual({ 2: { 1: '4.5000', 10: '4.0000' }, 3: { 1: '0.0000' } });
    expect([...(prices.get(1001)?.get(2)?.keys() ?? [])]).toEqual([1, 10]);
    expect(prices.get(1002)?.size).toBe(0);
    expect(account.requests()).toBe(1);
  });

  it('come of the lists asked for alone', async () => {
    account.simulator.seedCatalog([{ sku: 'CUP', prices: { 0: '2', 2: '4.5', 4: '5' } }]);
    expect(plain((await account.client.prices.readMany([1001], [0, 4])).get(1001))).toEqual({
      0: { 1: '2.0000' },
      4: { 1: '5.0000' },
    });
  });

  it('of 1,000 products take five requests, and each product has its own', async () => {
    const { firstId } = account.simulator.seedMany({ count: 1_000, prices: { 2: '1' }, priceStep: '1' });
    const ids = Array.from({ length: 1_000 }, (_, at) => firstId + at);
    const prices = await account.client.prices.readMany(ids, [2]);
    expect(ids.map((id) => prices.get(id)?.get(2)?.get(1))).toEqual(ids.map((_, at) => `${at + 1}.0000`));
    expect(account.requests()).toBe(5);
  });

  it('are read all the same where one unknown id fails a whole set', async () => {
    account.simulator.seedCatalog([{ sku: 'CUP', prices: { 2: '4.5' } }, { sku: 'PLATE' }]);
    account.simulator.setSwitches({ missingPriceIds: 'fails-set' });
    const prices = await account.client.prices.readMany([9, 1001, 1002]);
    expect([prices.size, prices.get(1001)?.size, prices.get(1002)?.size]).toEqual([2, 1, 0]);
    expect((await account.client.prices.readMany([9, 10])).size).toBe(0);
  });

  it('that are not found for products that exist are none', async () => {
    const { client } = await anAccount(({ method }, answer) =>
      method === 'OPTIONS'
        ? answer.json(200, { response: { getUris: ['/product-price/7'] } })
        : answer.json(404, { errors: [{ code: 'CMNC-404', message: 'No Product Prices Found' }] }),
    );
    expect([...(await client.prices.readMany([7]))]).toEqual([[7, new Map()]]);
  });

  it('may be numbers, and an unasked product is left out', async () => {
    const priced = (productId: number) => ({
      productId,
      priceLists: [{ priceListId: 2, quantityPrice: { 1: 12.5 } }, { priceListId: 3 }],
    });
    const { client } = await anAccount((_, answer) => answer.json(200, { response: [priced(8), priced(7)] }));
    const prices = await client.prices.readMany([7]);
    expect([...prices].map(([id, lists]) => [id, plain(lists)])).toEqual([[7, { 2: { 1: '12.5' } }]]);
  });
});

it('price lists say their currency, and whether they are meant with tax', async () => {
  const lists = await account.client.referenceData.priceLists();
  expect(lists.find(({ id }) => id === 6)).toEqual({
    id: 6,
    name: 'Retail, sterling',
    code: 'RETAIL-GBP',
    currencyCode: 'GBP',
    gross: true,
    priceListTypeCode: 'SELL',
  });
  expect(new Set(lists.map(({ id }) => id))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
});
