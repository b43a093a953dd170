/** An account whose webhooks have fallen silent: by its own habits, or by what the configuration says. */
import { stockWorlds } from './support';
import type { StockWorld } from './support';

const MINUTE_MS = 60_000;
const GAP_MS = 10 * MINUTE_MS;
/** Four gaps as they usually are. */
const LIMIT_MS = 4 * GAP_MS;
/** A Wednesday, in the account's zone, which is Chicago's. */
const onWednesday = (time: string): number => Date.parse(`2026-03-04T${time}:00-06:00`);
const THURSDAY_8_10 = Date.parse('2026-03-05T08:10:00-06:00');

const open = stockWorlds();

async function stale(shop: StockWorld, now: number) {
  // What is read of the clock only; timers go on as they are.
  jest.useFakeTimers({
    now,
    doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'],
  });
  try {
    await shop.run('watchStockFeed', { storeHash: shop.storeHash });
  } finally {
    jest.useRealTimers();
  }
  const issues = await shop.store.stockIssues.list(shop.storeHash, 10);
  return issues.filter(({ code }) => code === 'STALE_FEED');
}

/** So many events, ten minutes apart, up to and with the last one. */
async function tell(shop: StockWorld, last: number, events = 30): Promise<void> {
  for (let n = 0; n < events; n += 1) {
    await shop.store.stockEvents.note(shop.account, new Date(last - n * GAP_MS));
  }
}

describe('an account that tells of stock every ten minutes', () => {
  it('is an issue when it has been silent for longer than four such gaps, until it tells again', async () => {
    const shop = await open();
    await tell(shop, onWednesday('15:00'));
    expect(await stale(shop, onWednesday('15:40'))).toEqual([]);

    const [issue, ...others] = await stale(shop, onWednesday('15:41'));
    expect(others).toEqual([]);
    const silentMs = 41 * MINUTE_MS;
    expect(issue).toMatchObject({ variantId: 0, details: { account: shop.account, silentMs, limitMs: LIMIT_MS } });
    expect(issue?.message).toContain('has told of no stock for 41 minutes; 40 are usual at most');
    expect(issue?.message).toContain('Run connector setup');

    await shop.store.stockEvents.note(shop.account, new Date(onWednesday('15:42')));
    expect(await stale(shop, onWednesday('15:43'))).toEqual([]);
  });

  it('may be silent over a night', async () => {
    const shop = await open();
    await tell(shop, onWednesday('17:40'));
    expect(await stale(shop, onWednesday('23:00'))).toEqual([]);
    expect(await stale(shop, THURSDAY_8_10)).toEqual([]);
    expect(await stale(shop, THURSDAY_8_10 + 15 * MINUTE_MS)).toHaveLength(1);
  });

  it('is no sign that another one tells', async () => {
    const shop = await open();
    await tell(shop, onWednesday('15:00'));
    const other = {
      storeHash: shop.storeHash,
      variantId: 0,
      code: 'STALE_FEED',
      message: '',
      details: { account: 'b' },
    };
    await shop.store.stockIssues.raise(other);
    expect(await stale(shop, onWednesday('15:05'))).toEqual([expect.objectContaining({ details: other.details })]);
  });
});

describe('an account of which too little is known', () => {
  it('is not judged before it has told twenty times', async () => {
    const shop = await open();
    await tell(shop, onWednesday('15:00'), 20);
    expect(await stale(shop, onWednesday('17:59'))).toEqual([]);
  });

  it('is not judged by its habits when it never told of anything', async () => {
    const shop = await open();
    expect(await stale(shop, Date.now() + 30 * 24 * 60 * MINUTE_MS)).toEqual([]);
  });
});

describe('an account that never told of anything', () => {
  const stock = { visibilityLagMs: 0, staleAfterMs: 60 * MINUTE_MS };

  it('is silent since its catalog was first linked, not since it was linked again', async () => {
    const shop = await open({ stock });
    expect(await stale(shop, Date.now() + 59 * MINUTE_MS)).toEqual([]);
    await shop.db
      .updateTable('watermarks')
      .set({ position: new Date(Date.now() - 61 * MINUTE_MS) })
      .execute();
    await shop.link();
    expect(await stale(shop, Date.now())).toHaveLength(1);
  });

  it('is silent since its webhooks were set up', async () => {
    const shop = await open({ stock });
    await shop.db
      .updateTable('watermarks')
      .set({ position: new Date(Date.now() - 61 * MINUTE_MS) })
      .execute();
    await shop.run('ensureAccountHooks', { account: shop.account });
    expect(await stale(shop, Date.now())).toEqual([]);
    expect(await stale(shop, Date.now() + 61 * MINUTE_MS)).toHaveLength(1);
  });
});

it('stays an issue however long the silence is', async () => {
  const shop = await open();
  await tell(shop, onWednesday('15:00'));
  const weeks = (n: number) => onWednesday('15:41') + n * 7 * 24 * 60 * MINUTE_MS;
  expect(await stale(shop, weeks(0))).toHaveLength(1);
  expect(await stale(shop, weeks(6))).toHaveLength(1);
  expect(await stale(shop, weeks(7))).toHaveLength(1);
});

it('is judged by the thirty days before the newest event', async () => {
  const shop = await open();
  const { stockEvents } = shop.store;
  const newest = onWednesday('15:00');
  for (const days of [0, 29, 31]) await stockEvents.note(shop.account, new Date(newest - days * 24 * 60 * MINUTE_MS));
  await stockEvents.forgetOld();
  expect(await shop.db.selectFrom('stockEvents').select('at').execute()).toHaveLength(2);
});

it('is half an hour at least that an account may be silent', async () => {
  const shop = await open();
  for (let n = 0; n < 30; n += 1) {
    await shop.store.stockEvents.note(shop.account, new Date(onWednesday('15:00') - n * MINUTE_MS));
  }
  expect(await stale(shop, onWednesday('15:30'))).toEqual([]);
  expect(await stale(shop, onWednesday('15:31'))).toHaveLength(1);
});

it('counts every hour where the configuration says how long is too long', async () => {
  const shop = await open({ stock: { visibilityLagMs: 0, staleAfterMs: 60 * MINUTE_MS } });
  await tell(shop, onWednesday('22:00'), 1);
  expect(await stale(shop, onWednesday('23:00'))).toEqual([]);
  expect(await stale(shop, onWednesday('23:01'))).toHaveLength(1);
});
