import { remoteErrorOf } from '../http/support/remote-errors';
import { anOrder, aRow } from './support/orders';
import { aStore } from './support/store';

describe('an order', () => {
  it('is read in one request with its lines, addresses and fees', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, anOrder()));
    const order = await client.orders.get(100);
    expect([order.id, order.total_inc_tax, order.consignments.shipping]).toEqual([100, '12.0000', []]);
    expect(asked[0]?.path).toBe('/stores/abc123/v2/orders/100');
    expect(asked[0]?.headers['x-auth-token']).toBe('secret-token');
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      include: 'consignments.line_items,fees',
      consignment_structure: 'object',
    });
  });

  it('that does not exist is not found', async () => {
    const { client } = await aStore((_, answer) => answer.json(404, [{ status: 404, message: 'Not found.' }]));
    expect((await remoteErrorOf(client.orders.get(9))).kind).toBe('not-found');
  });

  it('without a field we need names the field, and the body stays in the exchange', async () => {
    const { total_inc_tax: _, ...cut } = anOrder();
    const { client, exchanges } = await aStore((__, answer) => answer.json(200, cut));
    const error = await remoteErrorOf(client.orders.get(100));
    expect(error.kind).toBe('unexpected-body');
    expect(error.fields.vendorMessage).toContain('total_inc_tax');
    expect(exchanges[0]?.responseBody).toEqual(cut);
  });

  it('is changed by one scalar alone, as anything more would destroy discounts', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, anOrder()));
    await client.orders.setStatus(100, 9);
    await client.orders.setExternalOrderId(100, '987654');
    expect(asked.map(({ method, json }) => [method, json])).toEqual([
      ['PUT', { status_id: 9 }],
      ['PUT', { external_order_id: '987654' }],
    ]);
  });
});

describe('lists of an order', () => {
  const aTax = (id: number) => ({ id, order_product_id: id, rate: '8.0000', line_amount: '1.0000' });
  const taxes = (count: number, from = 1) => Array.from({ length: count }, (_, at) => aTax(from + at));

  it('are empty when the store answers 204', async () => {
    const { client } = await aStore((_, answer) => answer.empty(204));
    expect(await client.orders.taxes(100)).toEqual([]);
    expect(await client.orders.coupons(100)).toEqual([]);
    expect(await client.orders.products(100)).toEqual([]);
    expect(await client.transactions.list(100)).toEqual([]);
  });

  it('are read in one request when short', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, taxes(3)));
    expect(await client.orders.taxes(100)).toHaveLength(3);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.query.get('details')).toBe('true');
  });

  it('are read past 50 rows, also by a store that ignores the limit', async () => {
    const { client, calls } = await aStore((asked, answer) => {
      const page = Number(asked.query.get('page'));
      if (page <= 2) answer.json(200, taxes(50, 50 * (page - 1) + 1));
      else if (page === 3) answer.json(200, taxes(20, 101));
      else answer.empty(204);
    });
    expect((await client.orders.taxes(100)).map(({ id }) => id)).toEqual(
      Array.from({ length: 120 }, (_, at) => at + 1),
    );
    expect(calls()).toHaveLength(3);
  });

  it('end when a resource ignores the page', async () => {
    const { client, calls } = await aStore((_, answer) => answer.json(200, taxes(60)));
    expect(await client.orders.taxes(100)).toHaveLength(60);
    expect(calls()).toHaveLength(2);
  });
});

describe('transactions', () => {
  it('are V3: under data, numbers as decimal strings, ids of orders as strings', async () => {
    const transaction = { id: 1, order_id: 100, amount: 12.5, date_created: '2026-01-05T10:00:00Z', currency: 'GBP' };
    const { client } = await aStore((_, answer) => answer.json(200, { data: [transaction], meta: {} }));
    expect(await client.transactions.list(100)).toEqual([
      expect.objectContaining({ id: 1, order_id: '100', amount: '12.5', currency: 'GBP' }),
    ]);
  });
});

describe('the order list', () => {
  it('takes its filters and tells the clock of the server', async () => {
    const date = 'Mon, 05 Jan 2026 10:00:00 GMT';
    const { client, asked } = await aStore((_, answer) => answer.json(200, [aRow({ id: 1, modified: 5 })], { date }));
    const page = await client.orders.list({
      minDateModified: new Date('2026-01-05T09:00:00Z'),
      minId: 7,
      statusId: 11,
      sort: 'id:asc',
      limit: 10,
    });
    expect(page.rows.map(({ id }) => id)).toEqual([1]);
    expect(page.serverDate).toEqual(new Date(date));
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      min_date_modified: '2026-01-05T09:00:00.000Z',
      min_id: '7',
      status_id: '11',
      sort: 'id:asc',
      limit: '10',
    });
  });

  it('is counted over all statuses', async () => {
    const { client } = await aStore((_, answer) =>
      answer.json(200, {
        statuses: [
          { id: 0, count: 15 },
          { id: 11, count: 31 },
        ],
      }),
    );
    expect(await client.orders.count()).toBe(46);
  });
});
