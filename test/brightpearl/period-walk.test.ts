import { anAccount, anOrderRow, searchAnswer } from './support/account';

const START = Date.UTC(2026, 0, 5, 10);
const PAGE = 3;

interface Order {
  readonly id: number;
  /** Seconds after the start. */
  updated: number;
}

interface Rules {
  readonly inclusive?: boolean;
  readonly meanwhile?: (request: number) => void;
}

/** An account with small pages whose rows come in no order of time. */
async function accountOf(orders: readonly Order[], { inclusive = true, meanwhile }: Rules = {}) {
  return anAccount(({ query }, answer, number) => {
    meanwhile?.(number);
    const [from, to] = query.get('updatedOn')!.split('/');
    const slack = inclusive ? 0 : 1;
    const first = Number(query.get('firstResult') ?? 1) - 1;
    const found = orders
      .filter(({ updated }) => START + updated * 1_000 >= Date.parse(from!) + slack)
      .filter(({ updated }) => !to || START + updated * 1_000 <= Date.parse(to) - slack)
      .toSorted((a, b) => (a.id % 3) - (b.id % 3) || a.id - b.id);
    const rows = found
      .slice(first, first + PAGE)
      .map(({ id, updated }) =>
        anOrderRow({ orderId: id, updatedOn: new Date(START + updated * 1_000).toISOString() }),
      );
    const columns = Object.keys(anOrderRow());
    answer.json(200, searchAnswer(rows, { columns, more: found.length > first + PAGE, available: found.length }));
  });
}

async function walked(account: Awaited<ReturnType<typeof accountOf>>): Promise<number[]> {
  const ids: number[] = [];
  const since = new Date(START - 1_000);
  for await (const rows of account.client.orders.walk({ orderTypeId: 1, by: 'updatedOn', since })) {
    ids.push(...rows.map(({ orderId }) => orderId));
  }
  return ids.sort((a, b) => a - b);
}

const orders = (...updated: number[]): Order[] => updated.map((at, index) => ({ id: index + 1, updated: at }));
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

it('needs one request for what fits a page', async () => {
  const account = await accountOf(orders(5, 1, 3));
  expect(await walked(account)).toEqual([1, 2, 3]);
  expect(account.asked).toHaveLength(1);
});

describe.each([{ inclusive: true }, { inclusive: false }])('with bounds that are inclusive: $inclusive', (rules) => {
  it('gives every order once, over hours', async () => {
    expect(await walked(await accountOf(orders(9, 7_000, 1, 86_399, 30, 31, 3_600, 32, 500, 20_000), rules))).toEqual(
      upTo(10),
    );
  });

  it('gives every order of one second that holds more than a page', async () => {
    expect(await walked(await accountOf(orders(60, 60, 60, 60, 60, 60, 60, 61, 62), rules))).toEqual(upTo(9));
  });

  it('loses none when one is modified between two requests, and gives that one again', async () => {
    const changing = orders(10, 20, 30, 40, 50, 60, 70, 80);
    const account = await accountOf(changing, {
      ...rules,
      meanwhile: (request) => {
        if (request === 3) changing[0]!.updated = (Date.now() - START) / 1_000 + 60;
      },
    });
    expect(new Set(await walked(account))).toEqual(new Set(upTo(8)));
  });
});

it('finds what is modified to a later time than our clock shows', async () => {
  const ahead = (Date.now() - START) / 1_000 + 300;
  expect(await walked(await accountOf(orders(10, 20, 30, 40, ahead)))).toEqual(upTo(5));
});
