import { anAccount, searchAnswer } from './support/account';
import { remoteErrorOf } from '../http/support/remote-errors';

const level = (onHand: number | string, allocated = 0) => ({ inStock: 60, onHand, allocated, inTransit: 0 });
const refusal = { errors: [{ code: 'WHSC-931', message: 'no such product' }] };
/** The ids that a path ends in. */
const idsOf = (path: string): number[] =>
  (path.split('/').at(-1) ?? '').split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });

interface Account {
  readonly missing?: readonly number[];
  readonly untracked?: readonly number[];
  /** Refused for a reason that only asking alone shows. */
  readonly cursed?: readonly number[];
}

/** Refuses every availability request with an id that is missing, untracked or cursed. */
const aTouchyAccount = ({ missing = [], untracked = [], cursed = [] }: Account) =>
  anAccount(({ path }, answer) => {
    const ids = idsOf(path);
    if (path.includes('/product-service/')) {
      const found = ids.filter((id) => !missing.includes(id));
      return answer.json(200, {
        response: found.map((id) => ({ id, stock: { stockTracked: !untracked.includes(id) } })),
      });
    }
    if (ids.some((id) => [...missing, ...untracked, ...cursed].includes(id))) return answer.json(400, refusal);
    const entries = ids.map((id) => [id, { total: level(id), warehouses: { 2: level(id) } }] as const);
    return answer.json(200, { response: Object.fromEntries(entries) });
  });

describe('availability', () => {
  it('is by product and warehouse, in exact decimals; a warehouse that is missing has none', async () => {
    const response = {
      1532: { total: level(48, 12), warehouses: { 2: level('47.5', 12), 3: level(-1) } },
      1007: { total: level(0) },
    };
    const { client } = await anAccount((_, answer) => answer.json(200, { response }));
    const { products, unanswered } = await client.stock.availability([1007, 1532, 9]);
    expect(unanswered).toEqual([]);
    expect([...products.keys()]).toEqual([1007, 1532]);
    expect(products.get(1532)).toEqual({
      total: { inStock: '60', onHand: '48', allocated: '12' },
      warehouses: new Map([
        [2, { inStock: '60', onHand: '47.5', allocated: '12' }],
        [3, { inStock: '60', onHand: '-1', allocated: '0' }],
      ]),
    });
    expect(products.get(1007)?.warehouses).toEqual(new Map());
  });

  it('is asked for 200 ids at a time, in addresses of bounded length', async () => {
    const account = await aTouchyAccount({});
    const scattered = Array.from({ length: 401 }, (_, at) => 1_000_000_000_000 + at * 2);
    const { products } = await account.client.stock.availability(scattered);
    expect(products.size).toBe(401);
    expect(account.asked.length).toBeGreaterThan(3);
    for (const { path } of account.asked) expect(path.length).toBeLessThan(2_100);
    await account.client.stock.availability(Array.from({ length: 400 }, (_, at) => 500_000_000 + at * 2));
    expect(account.asked.slice(-2).map(({ path }) => idsOf(path).length)).toEqual([200, 200]);
  });

  it('asks nothing for nobody', async () => {
    const account = await aTouchyAccount({});
    expect(await account.client.stock.availability([])).toEqual({ products: new Map(), unanswered: [] });
    expect(account.asked).toEqual([]);
  });

  it.each<[string, Account, number[], number]>([
    ['does not exist', { missing: [77] }, [77], 3],
    ['is not stock-tracked', { untracked: [77, 78] }, [77, 78], 3],
    ['is refused for itself', { cursed: [77] }, [77], 18],
    ['is refused, of several kinds', { missing: [5], untracked: [6], cursed: [150, 151] }, [5, 6, 150, 151], 33],
  ])('answers for the others when one %s', async (_case, state, unanswered, requests) => {
    const account = await aTouchyAccount(state);
    const ids = Array.from({ length: 200 }, (_, at) => at + 1);
    const answer = await account.client.stock.availability(ids);
    expect([...answer.unanswered].sort((a, b) => a - b)).toEqual(unanswered);
    expect([...answer.products.keys()].sort((a, b) => a - b)).toEqual(ids.filter((id) => !unanswered.includes(id)));
    expect(account.asked.length).toBeLessThanOrEqual(requests);
  });

  it('of ids that are all refused is of none, after two requests', async () => {
    const account = await aTouchyAccount({ missing: [1, 2, 3] });
    expect(await account.client.stock.availability([1, 2, 3])).toEqual({ products: new Map(), unanswered: [1, 2, 3] });
    expect(account.asked).toHaveLength(2);
  });

  it('is no matter of ids when the account is down, or the answer makes no sense', async () => {
    const down = await anAccount((_, answer) => answer.json(500, { errors: [{ code: 'CMNU-003', message: 'oops' }] }));
    expect((await remoteErrorOf(down.client.stock.availability([1, 2]))).kind).toBe('unavailable');
    expect(down.asked).toHaveLength(1);
    const odd = await anAccount((_, answer) => answer.json(200, { response: { 1: { total: { onHand: 'many' } } } }));
    expect((await remoteErrorOf(odd.client.stock.availability([1]))).kind).toBe('unexpected-body');
  });
});

describe('bundle availability', () => {
  it('is in all and by warehouse', async () => {
    const response = { 1013: { total: { onHand: 5 }, warehouses: { 2: { onHand: 0 }, 3: { onHand: 5 } } } };
    const { client, calls } = await anAccount((_, answer) => answer.json(200, { response }));
    const warehouses = new Map([
      [2, '0'],
      [3, '5'],
    ]);
    expect(await client.stock.bundleAvailability(1013)).toEqual({ total: '5', warehouses });
    expect(calls()).toEqual(['GET /warehouse-service/bundle-availability/1013']);
  });

  it.each([
    [404, { errors: [{ code: 'CMNC-404', message: 'No bundle' }] }],
    [400, refusal],
    [200, { response: {} }],
  ])('of what is no bundle is none: %s', async (status, body) => {
    const { client } = await anAccount((_, answer) => answer.json(status, body));
    expect(await client.stock.bundleAvailability(7)).toBeUndefined();
  });
});

describe('movements', () => {
  it('since a moment are walked by their one date, and read by the names of columns', async () => {
    const row = {
      goodsMovementId: 50001,
      productId: 1007,
      salesOrderRowId: null,
      quantity: -2,
      warehouseId: 2,
      orderId: null,
      goodsNoteTypeCode: 'GO',
      updatedOn: '2026-01-05T10:00:00.000-06:00',
    };
    const { client, asked } = await anAccount((_, answer) => answer.json(200, searchAnswer([row])));
    const movements: unknown[] = [];
    for await (const page of client.stock.movementsSince(new Date(0))) movements.push(...page);
    expect(movements).toEqual([
      {
        id: 50001,
        productId: 1007,
        quantity: '-2',
        warehouseId: 2,
        orderId: null,
        type: 'GO',
        updatedOn: row.updatedOn,
      },
    ]);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({ updatedOn: '1970-01-01T00:00:00.000Z/' });
  });
});

describe('notes of orders', () => {
  const note = (orderId: number, more: Record<string, unknown> = {}) => ({
    orderId,
    warehouseId: 2,
    transfer: false,
    status: { shipped: false },
    shipping: { reference: '', shippingMethodId: 49 },
    orderRows: {
      2001: [
        { productId: 1007, quantity: 2, locationId: 2 },
        { productId: 1007, quantity: 1, locationId: 7 },
      ],
    },
    ...more,
  });

  it('have their rows, part by part, and only those asked for', async () => {
    const shipped = note(502, {
      status: { shipped: true, shippedOn: '2025-11-04T10:41:38.000-06:00', packed: true },
      shipping: { reference: '1Z999' },
      orderRows: {},
    });
    const response = { 12001: note(501), 12002: shipped, 12003: note(0), 12004: note(999) };
    const { client, calls } = await anAccount((_, answer) => answer.json(200, { response }));
    expect(await client.stock.notesOfOrders([502, 501])).toEqual([
      {
        id: 12001,
        orderId: 501,
        warehouseId: 2,
        shipped: false,
        packed: false,
        shippedOn: undefined,
        reference: '',
        shippingMethodId: 49,
        rows: [
          { salesOrderRowId: 2001, productId: 1007, quantity: '2' },
          { salesOrderRowId: 2001, productId: 1007, quantity: '1' },
        ],
      },
      {
        id: 12002,
        orderId: 502,
        warehouseId: 2,
        shipped: true,
        packed: true,
        shippedOn: '2025-11-04T10:41:38.000-06:00',
        reference: '1Z999',
        shippingMethodId: undefined,
        rows: [],
      },
    ]);
    expect(calls()).toEqual(['GET /warehouse-service/order/501-502/goods-note/goods-out/']);
  });

  it.each([
    [200, { response: {} }],
    [404, { errors: [{ code: 'CMNC-404', message: 'No notes' }] }],
  ])('of orders that have none are none: %s', async (status, body) => {
    const { client } = await anAccount((_, answer) => answer.json(status, body));
    expect(await client.stock.notesOfOrders([501])).toEqual([]);
  });
});
