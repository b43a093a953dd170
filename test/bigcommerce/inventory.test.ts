import { isRefusedBatch, namedWrites, type StockWrite } from '../../src/bigcommerce/inventory-refusal';
import { remoteErrorOf } from '../http/support/remote-errors';
import { aStore } from './support/store';

const write = (variantId: number, quantity = 5, locationId = 1): StockWrite => ({ variantId, quantity, locationId });

const writes = (count: number): StockWrite[] => Array.from({ length: count }, (_, n) => write(n + 1));

describe('setting levels', () => {
  it('sends them grouped by location', async () => {
    const { client, asked, calls } = await aStore((_, answer) => answer.json(200, { transaction_id: 'x' }));
    await client.inventory.setAbsolute('Brightpearl', [
      write(7, 1, 2),
      { productId: 8, quantity: 2, locationId: 1 },
      write(9, 3, 2),
    ]);
    expect(calls()).toEqual(['PUT /v3/inventory/adjustments/absolute']);
    expect(asked[0]?.json).toEqual({
      reason: 'Brightpearl',
      items: [
        { location_id: 1, product_id: 8, quantity: 2 },
        { location_id: 2, variant_id: 7, quantity: 1 },
        { location_id: 2, variant_id: 9, quantity: 3 },
      ],
    });
  });

  it('sends 2000 at most, and none for none', async () => {
    const { client, asked } = await aStore((_, answer) => answer.empty(200));
    await expect(client.inventory.setAbsolute('x', writes(2_001))).rejects.toThrow(RangeError);
    await client.inventory.setAbsolute('x', []);
    expect(asked).toEqual([]);
    await client.inventory.setAbsolute('x', writes(2_000));
    expect(asked).toHaveLength(1);
  });

  it('without an answer leaves the outcome unknown', async () => {
    const { client } = await aStore((_, answer) => answer.drop());
    const error = await remoteErrorOf(client.inventory.setAbsolute('x', writes(1)));
    expect([error.kind, isRefusedBatch(error)]).toEqual(['unknown-outcome', false]);
  });

  it('stops when its caller does', async () => {
    const caller = new AbortController();
    const reason = new Error('shutting down');
    const { client } = await aStore(() => caller.abort(reason));
    await expect(client.inventory.setAbsolute('x', writes(1), { signal: caller.signal })).rejects.toBe(reason);
  });
});

describe('a refused batch', () => {
  const batch: readonly StockWrite[] = [
    write(12, 1, 2),
    write(123),
    { productId: 12, quantity: 1, locationId: 1 },
    write(5),
  ];
  const refusedWith = async (title: string, errors: object = {}) => {
    const { client } = await aStore((_, answer) =>
      answer.json(
        422,
        { status: 422, title, type: 'https://…', errors },
        { 'content-type': 'application/problem+json' },
      ),
    );
    return remoteErrorOf(client.inventory.setAbsolute('x', batch));
  };

  it.each([
    ['[Item with variant_id 123 is tracked by product, please update stock by product id]', {}, [batch[1]]],
    ['Items with identity: [product_id 12] requires absolute adjustment before relative', {}, [batch[2]]],
    ['Items with identity: [variant_id 12, product_id 12, sku 5] were not found', {}, [batch[2], batch[0]]],
    ['Payload contains invalid fields', { 'items.3.quantity': 'Expected an integer' }, [batch[0]]],
    ['Payload contains invalid fields', { 'items[0].quantity': 'Expected an integer' }, [batch[1]]],
    [`${'item '.repeat(57)}, variant_id 123`, {}, []],
    ['Something is wrong', {}, []],
  ])('with "%s" %j names its items', async (title, errors, expected) => {
    const error = await refusedWith(title, errors);
    expect(isRefusedBatch(error)).toBe(true);
    expect(namedWrites(error, batch)).toEqual(expected);
  });

  it.each([
    [401, 'unauthorized'],
    [413, 'invalid'],
    [429, 'throttled'],
    [500, 'unknown-outcome'],
  ])('is not what a %d means', async (status, kind) => {
    const { client } = await aStore((_, answer) => answer.json(status, { title: 'no' }));
    const error = await remoteErrorOf(client.inventory.setAbsolute('x', batch));
    expect([error.kind, isRefusedBatch(error)]).toEqual([kind, false]);
  });

  it('is no other error', () => {
    expect(isRefusedBatch(new Error('x'))).toBe(false);
  });
});

const anItem = (variantId: number | undefined, productId: number, more: object = {}) => ({
  identity: { sku: 'A', variant_id: variantId, product_id: productId, sku_id: null },
  locations: [
    { location_id: 1, available_to_sell: 3, total_inventory_onhand: 5, settings: { safety_stock: 2, new: 1 } },
    { location_id: 2, available_to_sell: 0, total_inventory_onhand: 0 },
  ],
  ...more,
});

describe('levels', () => {
  it('come one for each location', async () => {
    const { client, asked } = await aStore(({ query }, answer) =>
      answer.json(200, { data: query.has('variant_id:in') ? [anItem(7, 70)] : [anItem(undefined, 80)] }),
    );
    const found = await client.inventory.items({ variantIds: [7], productIds: [80], locationIds: [1, 2] });
    expect(found).toEqual([
      { variantId: 7, productId: 70, sku: 'A', locationId: 1, onHand: 5, availableToSell: 3, safetyStock: 2 },
      { variantId: 7, productId: 70, sku: 'A', locationId: 2, onHand: 0, availableToSell: 0, safetyStock: 0 },
      { variantId: undefined, productId: 80, sku: 'A', locationId: 1, onHand: 5, availableToSell: 3, safetyStock: 2 },
      { variantId: undefined, productId: 80, sku: 'A', locationId: 2, onHand: 0, availableToSell: 0, safetyStock: 0 },
    ]);
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([
      { 'variant_id:in': '7', 'location_id:in': '1,2', limit: '1000' },
      { 'product_id:in': '80', 'location_id:in': '1,2', limit: '1000' },
    ]);
  });

  it('are asked in chunks of 500 ids, in URLs below 8 KB, and not at all of none', async () => {
    const { client, asked, exchanges } = await aStore((_, answer) => answer.json(200, { data: [] }));
    const variantIds = Array.from({ length: 1_001 }, (_, n) => 1_000_000_000 + n);
    await client.inventory.items({ variantIds });
    expect(asked.map(({ query }) => query.get('variant_id:in')?.split(',').length)).toEqual([500, 500, 1]);
    expect(Math.max(...exchanges.map(({ path }) => path.length))).toBeLessThan(8_000);
    expect(await client.inventory.items({})).toEqual([]);
    expect(asked).toHaveLength(3);
  });

  it('are walked page by page', async () => {
    const { client, asked } = await aStore(({ query }, answer) => {
      const page = Number(query.get('page') ?? 1);
      answer.json(200, { data: [anItem(page, page)], meta: { pagination: { current_page: page, total_pages: 3 } } });
    });
    const seen: (number | undefined)[] = [];
    for await (const levels of client.inventory.walk({ locationIds: [1] })) seen.push(levels[0]?.variantId);
    expect(seen).toEqual([1, 2, 3]);
    expect(asked.map(({ query }) => query.get('location_id:in'))).toEqual(['1', '1', '1']);
  });

  it('are read page by page, whoever counts', async () => {
    const { client, asked } = await aStore((_, answer) =>
      answer.json(200, { data: [anItem(7, 70)], meta: { pagination: { current_page: 2, total_pages: 3 } } }),
    );
    expect(await client.inventory.page(2)).toMatchObject({
      levels: [{ variantId: 7, locationId: 1 }, { locationId: 2 }],
      isLast: false,
    });
    expect(Object.fromEntries(asked[0]!.query)).toEqual({ limit: '1000', page: '2' });
  });

  it('are at an end on a page that is empty', async () => {
    const { client } = await aStore((_, answer) => answer.json(200, { data: [], meta: {} }));
    expect(await client.inventory.page(4, { locationIds: [1] })).toEqual({ levels: [], isLast: true });
  });

  it('are walked to the end without page numbers too', async () => {
    const { client } = await aStore(({ query }, answer) => {
      const rows = query.get('page') === '2' ? 10 : 1_000;
      answer.json(200, { data: Array.from({ length: rows }, (_, n) => anItem(n, n)) });
    });
    let items = 0;
    for await (const levels of client.inventory.walk()) items += levels.length;
    expect(items).toBe(2 * 1_010);
  });

  it.each([
    ['no level', { locations: [{ location_id: 1, available_to_sell: 3 }] }],
    ['no product', { identity: { sku: 'A' } }],
  ])('with %s are not believed', async (_what, more) => {
    const { client } = await aStore((_, answer) => answer.json(200, { data: [anItem(7, 70, more)] }));
    expect((await remoteErrorOf(client.inventory.items({ variantIds: [7] }))).kind).toBe('unexpected-body');
  });
});

it('lists locations', async () => {
  const location = { id: 1, code: 'BC-1', label: 'Default', enabled: true };
  const { client, asked } = await aStore((_, answer) =>
    answer.json(200, { data: [{ ...location, type_id: 'PHYSICAL' }] }),
  );
  expect(await client.inventory.locations()).toEqual([location]);
  expect(asked[0]?.query.get('limit')).toBe('1000');
});

describe('settings', () => {
  const global = {
    update_stock_behavior: 'order_placed',
    edit_order_stock_adjustment: true,
    refund_order_stock_adjustment: false,
    stock_level_display: 'show',
  };
  const own = { update_stock_behavior: 'order_completed_or_shipped', edit_order_stock_adjustment: null };
  const settings = () =>
    aStore(({ query }, answer) => answer.json(200, { data: query.has('channel_id') ? own : global, meta: {} }));

  it('are those of the store', async () => {
    const { client, asked } = await settings();
    expect(await client.inventory.settings()).toEqual({
      updateStockBehavior: 'order_placed',
      editAdjustsStock: true,
      refundAdjustsStock: false,
    });
    expect(asked).toHaveLength(1);
  });

  it('of a channel are its own, else those of the store', async () => {
    const { client, asked } = await settings();
    expect(await client.inventory.settings(2)).toEqual({
      updateStockBehavior: 'order_completed_or_shipped',
      editAdjustsStock: true,
      refundAdjustsStock: false,
    });
    expect(asked.at(-1)?.query.get('channel_id')).toBe('2');
  });
});
