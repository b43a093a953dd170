import { RateBudget, type Lane } from '../../src/http/budget';

const WINDOW = 60_000;

/** A budget of 100 requests a minute with a clock to be moved, told by a first answer what is left. */
function aBudget({ left = 100, resetsInMs = WINDOW, reserve = 0 } = {}) {
  const clock = { now: 1_000_000 };
  const budget = new RateBudget({ windowMs: WINDOW, quota: 100, reserve, now: () => clock.now, random: () => 0.5 });
  budget.acquire('operator', 1);
  budget.answered({ left, resetsInMs });
  /** How many single requests a lane gets in a row. */
  const drain = (lane: Lane): number => {
    let granted = 0;
    while (granted < 1_000 && budget.acquire(lane, 1).waitMs === 0) granted += 1;
    return granted;
  };
  return { budget, clock, drain };
}

it('lets everybody go until an answer tells what is left', () => {
  const budget = new RateBudget({ windowMs: WINDOW, quota: 100 });
  expect(budget.acquire('backfill', 1_000).waitMs).toBe(0);
});

it('grants what the last answer says is left, and then asks to wait for the next window', () => {
  const { budget, drain } = aBudget({ left: 7, resetsInMs: 30_000 });
  expect(drain('operator')).toBe(7);
  expect(budget.acquire('operator', 1).waitMs).toBe(30_050);
});

it('spreads those who come back over the whole next window', () => {
  const { budget } = aBudget({ left: 0, resetsInMs: 30_000 });
  expect(budget.acquire('operator', 1).retryAfterMs).toBe(30_050 + WINDOW / 2);
});

it('grants all requests of a piece of work, or none', () => {
  const { budget } = aBudget({ left: 7 });
  expect(budget.acquire('operator', 8).waitMs).toBeGreaterThan(0);
  expect(budget.acquire('operator', 7).waitMs).toBe(0);
});

it('starts anew when the window is over', () => {
  const { budget, clock, drain } = aBudget({ left: 0, resetsInMs: 30_000 });
  clock.now += 30_000;
  expect(drain('operator')).toBe(100);
  clock.now += 3 * WINDOW;
  expect(budget.acquire('operator', 100).waitMs).toBe(0);
});

it('does not count requests on their way twice', () => {
  const { budget, drain } = aBudget({ left: 10 });
  budget.acquire('operator', 4);
  expect(drain('operator')).toBe(6);
  // The first of ten answers: nine are still on their way, and the vendor has counted some of them.
  budget.answered({ left: 9, resetsInMs: WINDOW });
  expect(drain('operator')).toBe(0);
});

it('takes a quota that was raised in mid-window for what it is, and does not measure by it what was left of the smaller one', () => {
  const { budget, drain } = aBudget({ left: 60 });
  budget.acquire('operator', 1);
  budget.answered({ left: 990, resetsInMs: WINDOW });
  expect(drain('backfill')).toBe(990 - 0.4 * 990);
});

it('believes the lowest figure of a window, as answers overtake each other', () => {
  const { budget, drain } = aBudget({ left: 50 });
  budget.acquire('operator', 2);
  budget.answered({ left: 20, resetsInMs: WINDOW - 10 });
  budget.answered({ left: 21, resetsInMs: WINDOW - 10 });
  expect(drain('operator')).toBe(20);
});

it('sees what other applications take', () => {
  const { budget, drain } = aBudget({ left: 90 });
  budget.acquire('operator', 1);
  budget.answered({ left: 12, resetsInMs: 50_000 });
  expect(drain('operator')).toBe(12);
});

it('counts a request that got no answer as spent', () => {
  const { budget, drain } = aBudget({ left: 5 });
  budget.acquire('operator', 2);
  budget.answered();
  budget.answered();
  expect(drain('operator')).toBe(3);
});

it('takes over a larger quota that answers tell', () => {
  const { budget, clock, drain } = aBudget();
  budget.acquire('operator', 1);
  budget.answered({ left: 449, resetsInMs: 10_000, quota: 450 });
  clock.now += 10_000;
  expect(drain('operator')).toBe(450);
});

describe('lanes', () => {
  it.each([
    ['operator', 100],
    ['orders', 97],
    ['shipments', 94],
    ['stock', 85],
    ['prices', 75],
    ['customers', 68],
    ['backfill', 60],
  ] as const)('%s alone gets %i of 100 at the start of a window', (lane, expected) => {
    expect(aBudget().drain(lane)).toBe(expected);
  });

  it('hold back less as the window runs out, so that nothing is wasted', () => {
    const { drain } = aBudget({ left: 100, resetsInMs: WINDOW / 10 });
    expect(drain('backfill')).toBe(96);
  });

  it('leave room above: orders go on when backfill has had its share', () => {
    const { drain } = aBudget();
    drain('backfill');
    expect(drain('orders')).toBe(37);
  });

  it('keep a trickle for one that was turned away, whatever the others take', () => {
    const { budget, clock, drain } = aBudget({ left: 0, resetsInMs: 1_000 });
    expect(budget.acquire('backfill', 1).waitMs).toBeGreaterThan(0);
    clock.now += 1_000;
    expect(drain('orders')).toBe(93);
    expect(drain('backfill')).toBe(4);
  });

  it('keep as much as the one turned away asked for at once', () => {
    const { budget, clock, drain } = aBudget({ left: 0, resetsInMs: 1_000 });
    budget.acquire('stock', 9);
    clock.now += 1_000;
    drain('operator');
    expect(budget.acquire('stock', 9).waitMs).toBe(0);
  });

  it('forget one that does not come back', () => {
    const { budget, clock, drain } = aBudget({ left: 0, resetsInMs: 1_000 });
    budget.acquire('backfill', 1);
    clock.now += 1_000 + 2 * WINDOW;
    expect(drain('operator')).toBe(100);
  });

  it('never wait for each other when something is left', () => {
    const { budget, clock } = aBudget({ left: 0, resetsInMs: 1_000 });
    budget.acquire('stock', 3);
    budget.acquire('backfill', 3);
    clock.now += 1_000;
    budget.acquire('operator', 1);
    budget.answered({ left: 5, resetsInMs: WINDOW });
    expect(budget.acquire('stock', 3).waitMs).toBe(0);
  });
});

it('takes back places that were granted and not used', () => {
  const { budget, drain } = aBudget({ left: 10 });
  budget.acquire('operator', 6);
  budget.giveBack('operator', 4);
  expect(drain('operator')).toBe(8);
});

describe('a reserve for other apps', () => {
  it('is never touched, whatever the lane', () => {
    const { drain } = aBudget({ left: 50, reserve: 30 });
    expect([drain('backfill'), drain('operator')].reduce((sum, one) => sum + one)).toBe(20);
  });

  it('is left in every window', () => {
    const { clock, drain } = aBudget({ left: 0, resetsInMs: 1_000, reserve: 30 });
    expect(drain('operator')).toBe(0);
    clock.now += 1_000;
    expect(drain('operator')).toBe(70);
  });

  it('does not stop work that needs more than it leaves', () => {
    const { budget, clock } = aBudget({ left: 0, resetsInMs: 1_000, reserve: 95 });
    clock.now += 1_000;
    expect(budget.acquire('operator', 8).waitMs).toBe(0);
  });

  it('of the whole quota still leaves one request', () => {
    const { clock, drain } = aBudget({ left: 0, resetsInMs: 1_000, reserve: 500 });
    clock.now += 1_000;
    expect(drain('operator')).toBe(1);
  });
});
