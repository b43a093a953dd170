import type { PriceWrite } from '../../src/bigcommerce/price-upsert';
import { remoteErrorOf } from '../http/support/remote-errors';
import { aStore } from './support/store';

const write = (variantId: number, more: Partial<PriceWrite> = {}): PriceWrite => ({
  variantId,
  currency: 'USD',
  price: '10',
  ...more,
});

const writes = (count: number): PriceWrite[] => Array.from({ length: count }, (_, n) => write(n + 1));

describe('setting prices', () => {
  it('sends them as the exact numbers they are', async () => {
    const { client, asked, calls } = await aStore((_, answer) => answer.json(200, { data: {}, meta: {} }));
    const result = await client.priceRecords.upsert(3, [
      write(1, { price: '19.99', salePrice: '0.1000' }),
      write(2, {
        currency: 'eur',
        price: '0',
        retailPrice: '12.3456',
        tiers: [{ from: 5, to: 2_147_483_647, type: 'percent', amount: '7.5' }],
      }),
    ]);
    expect(result).toEqual({ refused: [], othersSet: true });
    expect(calls()).toEqual(['PUT /v3/pricelists/3/records']);
    expect(asked[0]?.text).toContain('"price":19.99,"sale_price":0.1}');
    expect(asked[0]?.json).toEqual([
      { variant_id: 1, currency: 'usd', price: 19.99, sale_price: 0.1 },
      {
        variant_id: 2,
        currency: 'eur',
        price: 0,
        retail_price: 12.3456,
        bulk_pricing_tiers: [{ quantity_min: 5, quantity_max: 2_147_483_647, type: 'percent', amount: 7.5 }],
      },
    ]);
  });

  it('sends no amount that a number would change', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, {}));
    const upsert = client.priceRecords.upsert(3, [write(1, { price: '12345678901234567.89' })]);
    await expect(upsert).rejects.toThrow('12345678901234567.89 has more digits than a number can carry');
    expect(asked).toEqual([]);
  });

  it('sends 1000 at most, and none for none', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, {}));
    await expect(client.priceRecords.upsert(3, writes(1_001))).rejects.toThrow(RangeError);
    expect(await client.priceRecords.upsert(3, [])).toEqual({ refused: [], othersSet: true });
    expect(asked).toEqual([]);
    await client.priceRecords.upsert(3, writes(1_000));
    expect(asked).toHaveLength(1);
  });

  const refusing = (...errors: object[]) => aStore((_, answer) => answer.json(422, { batch_errors: errors }));

  it('tells which were refused, and that it is not known of the others', async () => {
    const { client } = await refusing(
      { data: { variant_id: 2, currency: 'USD' }, field_errors: { sku: 'The variant was not found' } },
      { data: { variant_id: '3', currency: 'usd' } },
    );
    const [one, two, three] = [write(1), write(2), write(3)];
    expect(await client.priceRecords.upsert(3, [one, two, three])).toEqual({
      refused: [
        { write: two, reason: 'sku: The variant was not found' },
        { write: three, reason: 'refused without a reason' },
      ],
      othersSet: false,
    });
  });

  it('fails when none that was sent is named, or when it is refused otherwise', async () => {
    const { client } = await refusing({ data: { variant_id: 9, currency: 'usd' } });
    expect((await remoteErrorOf(client.priceRecords.upsert(3, writes(2)))).fields).toMatchObject({
      kind: 'invalid',
      status: 422,
      path: '/v3/pricelists/3/records',
      vendorMessage: '1 errors, none about a record that was sent',
    });
    const other = await aStore((_, answer) => answer.json(422, { status: 422, title: 'Invalid' }));
    expect((await remoteErrorOf(other.client.priceRecords.upsert(3, writes(2)))).kind).toBe('invalid');
  });

  it('is throttled by the limit of concurrency, which says nothing of the quota', async () => {
    const body = { status: 429, title: 'Too many requests', type: '/api-docs', errors: {} };
    const { client } = await aStore((_, answer) => answer.json(429, body));
    const { kind, fields } = await remoteErrorOf(client.priceRecords.upsert(3, writes(1)));
    expect([kind, fields.retryAfterMs]).toEqual(['throttled', undefined]);
  });
});

it('deletes nothing without ids', async () => {
  const { client, asked, calls } = await aStore((_, answer) => answer.empty(204));
  await client.priceRecords.delete(3, 'USD', []);
  expect(asked).toEqual([]);
  await client.priceRecords.delete(
    3,
    'USD',
    writes(251).map(({ variantId }) => variantId),
  );
  expect(calls()).toHaveLength(2);
  expect(asked[1]?.query.get('variant_id:in')).toBe('251');
  expect(asked[1]?.query.get('currency')).toBe('usd');
});

it('waits as long as the gateway says before it deletes again', async () => {
  const error = { code: 'SERVICE_DEGRADED', message: 'Service temporarily unavailable', retry_after_seconds: 30 };
  const { client } = await aStore((_, answer) => answer.json(503, { error }));
  const { fields } = await remoteErrorOf(client.priceRecords.delete(3, 'USD', [1]));
  expect(fields).toMatchObject({ kind: 'unknown-outcome', retryAfterMs: 30_000 });
});

it.each([
  [{ sale_price: 8, calculated_price: 8 }, '8'],
  [{ sale_price: null, calculated_price: 10 }, undefined],
  [{ calculated_price: 10 }, undefined],
  [{ sale_price: 0, calculated_price: 10 }, undefined],
  [{ sale_price: 0, calculated_price: 0 }, '0'],
])('reads %j as sale price %s', async (more, salePrice) => {
  const row = { variant_id: 1, product_id: 1, currency: 'usd', price: 10, retail_price: 0, ...more };
  const { client } = await aStore((_, answer) =>
    answer.json(200, { data: [row], meta: { cursor_pagination: { count: 1, per_page: 250, end_cursor: 'MQ==' } } }),
  );
  expect(await client.priceRecords.page(3)).toEqual({
    records: [
      { variantId: 1, productId: 1, currency: 'USD', price: '10', salePrice, retailPrice: undefined, tiers: [] },
    ],
    next: undefined,
  });
});
