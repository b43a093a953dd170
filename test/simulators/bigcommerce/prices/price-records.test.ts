import type { ObservedStore } from '../observed-store';
import { startPricedStore } from './priced-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startPricedStore();
});
afterEach(() => store.close());

const RECORDS = '/v3/pricelists/1/records';

const upsert = (...records: object[]) => store.api('PUT', RECORDS, records);

const shown = async (query = '') => {
  const { body } = await store.api('GET', `${RECORDS}${query}`);
  return (body as { data: Record<string, unknown>[] }).data;
};

const usd = (variant_id: number, price: number, more: object = {}) => ({ variant_id, currency: 'usd', price, ...more });

const TIERS = [
  { quantity_min: 5, quantity_max: 9, type: 'percent', amount: 5 },
  { quantity_min: 10, quantity_max: 2_147_483_647, type: 'fixed', amount: 7.5 },
];

describe('an upsert', () => {
  it('creates and sets records, by variant or SKU, in any case of the currency', async () => {
    expect(await upsert(usd(1, 10), { sku: 'S', currency: 'EUR', price: 12.5, sale_price: 11 })).toMatchObject({
      status: 200,
      body: { data: {} },
    });
    await upsert(usd(1, 9, { bulk_pricing_tiers: TIERS, retail_price: 12 }));
    expect(await shown('?include=bulk_pricing_tiers,sku')).toMatchObject([
      {
        price_list_id: 1,
        variant_id: 1,
        product_id: 1,
        sku: 'MUG',
        currency: 'usd',
        price: 9,
        retail_price: 12,
        calculated_price: 9,
        bulk_pricing_tiers: TIERS,
      },
      { variant_id: 2, product_id: 2, currency: 'eur', price: 12.5, sale_price: 11, calculated_price: 11 },
    ]);
  });

  it('tells a price of 0 from none', async () => {
    await upsert(usd(1, 0));
    expect(await shown()).toMatchObject([{ price: 0, calculated_price: 0 }]);
    expect(await upsert({ variant_id: 1, currency: 'usd', price: null })).toMatchObject({ status: 422 });
    expect((await store.api('DELETE', `${RECORDS}?variant_id:in=1`)).status).toBe(204);
    expect(await shown()).toEqual([]);
  });

  it.each([
    [{ variant_id: 9, currency: 'usd', price: 1 }, { variant_id: 'The variant was not found' }],
    [{ sku: 'SHIRT', currency: 'usd', price: 1 }, { sku: 'The SKU is of a product with variants' }],
    [{ sku: 'NONE', currency: 'usd', price: 1 }, { sku: 'The SKU was not found' }],
    [{ currency: 'usd', price: 1 }, { sku: 'One of variant_id and sku is required' }],
    [{ variant_id: 1, currency: 'gbp', price: 1 }, { currency: 'The currency is not one of the store' }],
    [{ variant_id: 1, price: 1 }, { currency: expect.any(String) }],
    [usd(1, -1), { price: expect.any(String) }],
    [usd(1, 1, { sale_price: null }), { sale_price: expect.any(String) }],
    [usd(1, 1, { bulk_pricing_tiers: [...TIERS].reverse() }), { bulk_pricing_tiers: expect.any(String) }],
    [
      usd(1, 1, { bulk_pricing_tiers: [{ ...TIERS[0], quantity_max: 4 }] }),
      { 'bulk_pricing_tiers.0': expect.any(String) },
    ],
  ])('of %j says what is wrong with it', async (record, fieldErrors) => {
    const { price: _price, ...data } = record as Record<string, unknown>;
    const { status, body } = await upsert(record);
    expect(status).toBe(422);
    const { sale_price: _sale, bulk_pricing_tiers: _tiers, ...identifiers } = data;
    expect(body).toEqual({ batch_errors: [{ data: { price_list_id: 1, ...identifiers }, field_errors: fieldErrors }] });
  });

  it.each([
    ['partial', [{ variant_id: 1 }, { variant_id: 3 }]],
    ['whole-batch', []],
  ] as const)('with a bad record sets the others when the switch says %s', async (priceRecordRejection, expected) => {
    store.simulator.control.setSwitches({ priceRecordRejection });
    const { status, body } = await upsert(usd(1, 10), usd(9, 10), usd(3, 10));
    expect(status).toBe(422);
    expect((body as { batch_errors: unknown[] }).batch_errors).toHaveLength(1);
    expect(await shown()).toMatchObject(expected);
    expect(await shown()).toHaveLength(expected.length);
  });

  it.each([
    [true, undefined],
    [false, 8],
  ])('clears what it leaves out when the switch says %s', async (priceUpsertClearsUnsent, salePrice) => {
    store.simulator.control.setSwitches({ priceUpsertClearsUnsent });
    await upsert(usd(1, 10, { sale_price: 8 }));
    await upsert(usd(1, 9));
    expect((await shown())[0]?.['sale_price']).toBe(salePrice);
  });

  it('takes 1000 records and no more, and not none', async () => {
    store.simulator.control.addProducts({ count: 1_000, skuPrefix: 'P-', tracking: 'none' });
    const many = Array.from({ length: 1_000 }, (_, n) => usd(n + 4, 1));
    expect((await upsert(...many)).status).toBe(200);
    expect((await upsert(...many, usd(1, 1))).status).toBe(413);
    expect((await upsert()).status).toBe(422);
    expect((await store.api('PUT', '/v3/pricelists/9/records', [usd(1, 1)])).status).toBe(404);
  });

  it('runs two at a time; a third is refused without a word of the quota', async () => {
    store.simulator.control.setSwitches({ concurrentRequestMs: 50 });
    const answers = await Promise.all([upsert(usd(1, 1)), upsert(usd(2, 1)), upsert(usd(3, 1))]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ status: 429, title: 'Too many requests' });
    expect(refused?.headers.get('x-rate-limit-requests-left')).toBeNull();
    expect((await upsert(usd(3, 1))).status).toBe(200);
  });
});

it.each([
  ['absent', undefined],
  ['null', null],
  ['zero', 0],
] as const)('shows a price that is not set as %s', async (unsetRecordPrices, expected) => {
  store.simulator.control.setSwitches({ unsetRecordPrices });
  await upsert(usd(1, 10));
  const [record] = await shown();
  expect([record?.['sale_price'], record?.['calculated_price']]).toEqual([expected, 10]);
});

describe('the list of records', () => {
  beforeEach(() => upsert(usd(1, 10), usd(2, 20), { ...usd(1, 9), currency: 'eur' }, usd(3, 30, { sale_price: 25 })));

  it.each([
    ['variant_id:in=1', 2],
    ['variant_id:in=1,3&currency=usd', 2],
    ['product_id:in=2', 2],
    ['sku:in=S,m', 2],
    ['currency:in=EUR', 1],
    ['price:min=20', 2],
    ['price=10', 1],
    ['sale_price:max=25', 1],
    ['date_modified:min=2000-01-01T00:00:00Z', 4],
    ['date_modified:max=2000-01-01T00:00:00Z', 0],
  ])('is filtered by %s', async (query, count) => expect(await shown(`?${query}`)).toHaveLength(count));

  it('is paged by cursor, whatever goes meanwhile', async () => {
    const page = async (query: string) => (await store.api('GET', `${RECORDS}?limit=2${query}`)).body as PageBody;
    const first = await page('');
    expect(first.meta).toMatchObject({ pagination: { total: 4 }, cursor_pagination: { count: 2, per_page: 2 } });
    store.simulator.control.deletePriceRecord(1, 2, 'usd');
    const second = await page(`&after=${encodeURIComponent(first.meta.cursor_pagination!.end_cursor)}`);
    expect(second.data.map(({ variant_id, currency }) => [variant_id, currency])).toEqual([
      [1, 'eur'],
      [3, 'usd'],
    ]);
    expect(second.meta).not.toHaveProperty('pagination');
    expect(second.meta.cursor_pagination).toMatchObject({ count: 2, links: {} });
    const back = await page(`&before=${second.meta.cursor_pagination!.start_cursor}`);
    expect(back.data).toMatchObject([{ variant_id: 1, currency: 'usd' }]);
    expect((await page('&page=2')).meta).not.toHaveProperty('cursor_pagination');
    expect((await store.api('GET', `${RECORDS}?after=!`)).status).toBe(422);
  });

  it('shows one variant, and one record', async () => {
    expect(await shown('/1')).toHaveLength(2);
    expect((await store.api('GET', `${RECORDS}/3/USD`)).body).toMatchObject({ data: { price: 30, sale_price: 25 } });
    expect((await store.api('GET', `${RECORDS}/3/eur`)).status).toBe(404);
  });

  it('loses the prices of a variant that is deleted', async () => {
    store.simulator.control.deleteVariant(2);
    store.simulator.control.deleteProduct(1);
    expect(await shown()).toMatchObject([{ variant_id: 3 }]);
  });
});

interface PageBody {
  readonly data: { readonly variant_id: number; readonly currency: string }[];
  readonly meta: { readonly cursor_pagination?: { readonly start_cursor: string; readonly end_cursor: string } };
}

describe('events', () => {
  const ofVariant = (variant_id: number) => ({ price_list_id: 1, variant_id, currency_code: 'usd' });

  it('of a batch are one per kind, with a list, and none of products', async () => {
    await upsert(usd(1, 10));
    expect(await store.firedBy(() => upsert(usd(1, 11), usd(2, 20), usd(3, 30)))).toEqual([
      ['store/priceList/records/created', [ofVariant(2), ofVariant(3)]],
      ['store/priceList/records/updated', [ofVariant(1)]],
    ]);
    expect(await store.firedBy(() => store.api('DELETE', `${RECORDS}?sku:in=S&currency=USD`))).toEqual([
      ['store/priceList/records/deleted', [ofVariant(2)]],
    ]);
    expect(await store.firedBy(() => store.api('DELETE', `${RECORDS}?sku:in=S`))).toEqual([]);
  });

  it('of a request about one record, and of staff, are in the singular', async () => {
    const one = `${RECORDS}/1/usd`;
    expect(await store.firedBy(() => store.api('PUT', one, { price: 5 }))).toEqual([
      ['store/priceList/record/created', ofVariant(1)],
    ]);
    const byHand = () => store.sim('POST', 'price-lists/1/records', { sku: 'MUG', currency: 'usd', price: 6 });
    expect(await store.firedBy(byHand)).toEqual([['store/priceList/record/updated', ofVariant(1)]]);
    const removal = () => store.sim('POST', 'price-lists/1/records/delete', { variant_id: 1, currency: 'usd' });
    expect(await store.firedBy(removal)).toEqual([['store/priceList/record/deleted', ofVariant(1)]]);
    expect(await store.firedBy(() => store.api('DELETE', one))).toEqual([]);
  });
});
