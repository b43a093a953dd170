import { startListener } from './support/a-listener';
import { aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([{ sku: 'CUP', prices: { 2: '4.5', 4: '4.5' } }, { sku: 'PLATE' }]);
});
afterEach(() => sim.close());

interface ProductPrices {
  readonly productId: number;
  readonly priceLists: readonly { readonly priceListId: number; readonly quantityPrice: Record<string, string> }[];
}

const pricesOf = async (productId: number, listId: number) => {
  const [product] = await sim.ok<ProductPrices[]>(
    'GET',
    `/product-service/product-price/${productId}/price-list/${listId}`,
  );
  return product?.priceLists[0]?.quantityPrice;
};
const put = (quantityPrice: Record<string, unknown>, priceListId: number | string = 2, id = 1001) =>
  sim.api('PUT', `/product-service/product-price/${id}/price-list`, { priceLists: [{ priceListId, quantityPrice }] });
const uris = (path: string) => sim.ok('OPTIONS', `/product-service/product-price${path}`);

describe('price lists', () => {
  it('have a currency, a kind, and may be meant with tax; the one with id 0 is the cost', async () => {
    expect(await sim.ok('GET', '/product-service/price-list/0,6')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 0, priceListTypeCode: 'BUY', gross: false, currencyCode: 'USD', currencyId: 1 }),
        expect.objectContaining({ id: 6, priceListTypeCode: 'SELL', gross: true, currencyCode: 'GBP', currencyId: 3 }),
      ]),
    );
  });
});

describe('prices', () => {
  it('come for every list, in its currency; no price is an empty map', async () => {
    const [cup] = await sim.ok<ProductPrices[]>('GET', '/product-service/product-price/1001');
    expect(cup?.priceLists).toHaveLength(7);
    expect(cup?.priceLists).toEqual(
      expect.arrayContaining([
        { priceListId: 2, currencyCode: 'USD', currencyId: 1, quantityPrice: { 1: '4.5000' } },
        { priceListId: 5, currencyCode: 'EUR', currencyId: 2, quantityPrice: {} },
      ]),
    );
  });

  it('come by minimum quantity, and a price of 0 is one', async () => {
    expect((await put({ 25: '3.5', 1: '4.55555', 5: 4 })).body).toEqual({});
    expect(Object.entries((await pricesOf(1001, 2)) ?? {})).toEqual([
      ['1', '4.5556'],
      ['5', '4.0000'],
      ['25', '3.5000'],
    ]);
    await put({ 1: 0 });
    expect(await pricesOf(1001, 2)).toEqual({ 1: '0.0000' });
    expect(await pricesOf(1001, 4)).toEqual({ 1: '4.5000' });
    await put({});
    expect(await pricesOf(1001, 2)).toEqual({});
  });

  it.each<[string, Parameters<typeof put>]>([
    ['400 PRDC-905', [{ 1: '1' }, 99]],
    ['400 PRDC-906', [{ 1: '-1' }]],
    ['400 PRDC-907', [{ 0: '1' }]],
    ['400 PRDC-907', [{ 1: 'cheap' }]],
    ['404 CMNC-404', [{ 1: '1' }, 2, 9]],
  ])('are refused with %s: %j', async (refusal, given) => {
    const { status, body } = await put(...given);
    const [error] = (body as { errors: { code: string }[] }).errors;
    expect(`${status} ${error?.code}`).toBe(refusal);
    expect(await pricesOf(1001, 2)).toEqual({ 1: '4.5000' });
  });

  it('are asked for 200 products at a time; OPTIONS cuts larger sets, lists included, and leaves out what is not there', async () => {
    sim.simulator.seedMany({ count: 300, prices: { 2: '1' } });
    expect(await sim.refusal('GET', '/product-service/product-price/1001-1201')).toBe('400 CMNC-902');
    expect(await uris('/999-1002,1250')).toEqual({ getUris: ['/product-price/1001-1002,1250'] });
    expect(await uris('/')).toEqual({ getUris: ['/product-price/1001-1200', '/product-price/1201-1302'] });
    expect(await uris('/*/price-list/2-3')).toEqual({
      getUris: ['/product-price/1001-1200/price-list/2-3', '/product-price/1201-1302/price-list/2-3'],
    });
    expect(await uris('/1-9')).toEqual({ getUris: [] });
  });

  it.each([
    ['left-out', 1],
    ['fails-set', '404 CMNC-404'],
  ] as const)('of a set with an unknown id: %s', async (missingPriceIds, expected) => {
    sim.simulator.setSwitches({ missingPriceIds });
    const path = '/product-service/product-price/1001,9';
    expect(
      missingPriceIds === 'left-out' ? (await sim.ok<unknown[]>('GET', path)).length : await sim.refusal('GET', path),
    ).toBe(expected);
    expect(await sim.ok('GET', '/product-service/product-price/1001-1002')).toHaveLength(2);
  });

  it.each([
    ['net', '4.5000'],
    ['gross', '4.8713'],
  ] as const)('of a list that is meant with tax are read %s', async (grossListPrices, expected) => {
    sim.simulator.setSwitches({ grossListPrices });
    expect(await pricesOf(1001, 4)).toEqual({ 1: expected });
    expect(await pricesOf(1001, 2)).toEqual({ 1: '4.5000' });
  });
});

describe('a price that changes', () => {
  it.each([
    [false, ['1001 product.modified']],
    [true, ['1001 product.modified', '1001 product.modified', '1002 product.modified']],
  ])('changes its product, or not: %s', async (pricesModifyProduct, events) => {
    sim.simulator.setSwitches({ pricesModifyProduct });
    const listener = await startListener();
    const webhook = aWebhook({ subscribeTo: 'product.modified', uriTemplate: listener.url });
    await sim.ok('POST', '/integration-service/webhook', webhook);
    const updatedOn = () => sim.simulator.state().products.get(1002)?.updatedOn;
    const before = updatedOn();
    sim.simulator.clock.advance(60_000);
    await put({ 1: '5' });
    await sim.control('POST', 'prices', { sku: 'PLATE', prices: { 2: '9' } });
    await sim.control('POST', 'products/1001', { name: 'Cup' });
    await listener.arrived(events.length);
    const told = listener.received.map(({ body }) => JSON.parse(body) as { id: string; event: string });
    expect(told.map(({ id, event }) => `${id} ${event}`).toSorted()).toEqual(events);
    expect(updatedOn() !== before).toBe(pricesModifyProduct);
    await listener.close();
  });
});

describe('what staff do', () => {
  it('sets many prices at once, by SKU or id, with quantity breaks, or takes them away', async () => {
    const changes = [
      { sku: 'CUP', prices: { 2: null, 5: '4' } },
      { productId: 1002, prices: { 2: { 1: '9', 10: '8.5' } } },
    ];
    expect((await sim.control('POST', 'prices', changes)).status).toBe(204);
    expect([await pricesOf(1001, 2), await pricesOf(1001, 4), await pricesOf(1001, 5)]).toEqual([
      {},
      { 1: '4.5000' },
      { 1: '4.0000' },
    ]);
    expect(await pricesOf(1002, 2)).toEqual({ 1: '9.0000', 10: '8.5000' });
  });

  it.each([
    [{ prices: { 2: '1' } }],
    [{ sku: 'CUP', productId: 1001, prices: { 2: '1' } }],
    [{ sku: 'NONE', prices: { 2: '1' } }],
    [{ productId: 9, prices: { 2: '1' } }],
    [{ sku: 'CUP', prices: { 99: '1' } }],
  ])('is answered 400 where it makes no sense: %j', async (change) => {
    expect((await sim.control('POST', 'prices', [change])).status).toBe(400);
  });

  it('seeds 20,000 priced products in a moment, no two at one price', async () => {
    const started = Date.now();
    const seed = { count: 20_000, prices: { 2: '10', 3: { 1: '9', 10: '8' } }, priceStep: '0.01' };
    expect((await sim.control('POST', 'products/bulk', seed)).body).toEqual({ firstId: 1003, lastId: 21_002 });
    expect(await pricesOf(1003, 2)).toEqual({ 1: '10.0000' });
    expect(await pricesOf(21_002, 2)).toEqual({ 1: '209.9900' });
    expect(await pricesOf(21_002, 3)).toEqual({ 1: '208.9900', 10: '207.9900' });
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});
