import { aRow, second, type ListedOrder } from './support/orders';
import { aStore } from './support/store';

interface Rules {
  /** Whether bounds of dates include their own second: not documented. */
  readonly inclusive?: boolean;
  /** Called before each answer, to change orders while they are read. */
  readonly meanwhile?: (request: number) => void;
}

/** A store that lists orders as V2 does: filtered and sorted at the moment of each request. */
async function storeOf(orders: ListedOrder[], { inclusive = true, meanwhile }: Rules = {}) {
  return aStore(({ query }, answer, number) => {
    meanwhile?.(number);
    const slack = inclusive ? 0 : 1;
    const bound = (name: string, otherwise: number) =>
      query.has(name) ? (Date.parse(query.get(name)!) - second(0).getTime()) / 1_000 : otherwise;
    const min = bound('min_date_modified', -Infinity) + slack;
    const max = bound('max_date_modified', Infinity) - slack;
    const key = query.get('sort') === 'id:asc' ? ('id' as const) : ('modified' as const);
    const rows = orders
      .filter(({ id, modified }) => modified >= min && modified <= max && id >= Number(query.get('min_id') ?? 0))
      .sort((a, b) => a[key] - b[key] || a.id - b.id)
      .slice(0, Number(query.get('limit')));
    if (rows.length === 0) answer.empty(204);
    else answer.json(200, rows.map(aRow));
  });
}

const orders = (...modified: number[]): ListedOrder[] => modified.map((at, index) => ({ id: index + 1, modified: at }));

async function walked(store: Awaited<ReturnType<typeof storeOf>>, pageSize = 3): Promise<number[]> {
  const ids: number[] = [];
  for await (const { rows } of store.client.orders.walk({ since: second(0), pageSize }))
    ids.push(...rows.map(({ id }) => id));
  return ids;
}

const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

describe.each([{ inclusive: true }, { inclusive: false }])(
  'a walk over bounds that are inclusive: $inclusive',
  (rules) => {
    it('gives every order once', async () => {
      const store = await storeOf(orders(1, 2, 3, 5, 8, 13, 21, 34), rules);
      expect(sorted(await walked(store))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('needs one request for what fits a page', async () => {
      const store = await storeOf(orders(4, 9), rules);
      expect(await walked(store)).toEqual([1, 2]);
      expect(store.asked).toHaveLength(1);
    });

    it('gives every order of one second that holds more than a page', async () => {
      const store = await storeOf(orders(4, 7, 7, 7, 7, 7, 7, 7, 7, 8, 9), rules);
      expect(sorted(await walked(store))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('gives every order of several such seconds in a row', async () => {
      const store = await storeOf(orders(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3), rules);
      expect(sorted(await walked(store))).toHaveLength(13);
    });

    it('loses none when one is modified between two pages, and gives that one again', async () => {
      const changing = orders(1, 3, 5, 7, 9, 11, 13, 15);
      const store = await storeOf(changing, {
        ...rules,
        // By page number the order behind it would slip onto the page that was read.
        meanwhile: (request) => {
          if (request === 2) changing[0]!.modified = 60;
        },
      });
      expect(sorted(await walked(store))).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('loses none when all that was read moves away', async () => {
      const changing = orders(1, 2, 3, 4, 5, 6, 7);
      const store = await storeOf(changing, {
        ...rules,
        meanwhile: (request) => {
          if (request === 2) for (const order of changing.slice(0, 3)) order.modified = 50 + order.id;
        },
      });
      expect(new Set(await walked(store))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    });
  },
);

it('can go on later from where a page left off', async () => {
  const store = await storeOf(orders(1, 4, 7, 10, 13, 16));
  const first = (await store.client.orders.walk({ since: second(0), pageSize: 3 }).next()).value;
  if (!first) throw new Error('No page');
  const rest: number[] = [];
  for await (const { rows } of store.client.orders.walk({ since: first.resumeFrom, pageSize: 3 })) {
    rest.push(...rows.map(({ id }) => id));
  }
  expect(new Set([...first.rows.map(({ id }) => id), ...rest])).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

it('stops when the caller aborts', async () => {
  const abort = new AbortController();
  const store = await storeOf(orders(1, 2, 3, 4, 5, 6), { meanwhile: () => abort.abort(new Error('cancelled')) });
  await expect(
    store.client.orders.walk({ since: second(0), pageSize: 3, signal: abort.signal }).next(),
  ).rejects.toThrow('cancelled');
});

it('refuses rows without a date, which it could not walk by', async () => {
  const { client } = await aStore((_, answer) =>
    answer.json(200, [{ ...aRow({ id: 1, modified: 1 }), date_modified: '' }]),
  );
  await expect(client.orders.walk({ since: second(0) }).next()).rejects.toMatchObject({ kind: 'unexpected-body' });
});
