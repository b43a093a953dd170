/**
 * The race for the last units. With the demand term nothing is sold beyond what could ship, except in the moments that no
 * connector can close; without it, as others do it, every order is sold again until it is reserved.
 */
import { RateBudget } from '../../../src/http/budget';
import { Race } from './race';
import type { RaceResult } from './race';
import { Referee } from './referee';
import { stockWorlds } from './support';

const SKU = 'LAMP-01';
const UNITS = 10;
/** Others, or more of them, by `RACE_SEEDS=1,2,3`: a race takes about half a minute. */
const SEEDS = (process.env['RACE_SEEDS'] ?? '1').split(',').map(Number);

const open = stockWorlds();

async function raceOf(behavior: Behavior, seed: number, withDemand: boolean): Promise<RaceResult> {
  const shop = await open({ timings: { requestTimeoutMs: 60_000 } });
  shop.bigcommerce.control.setInventorySettings({ update_stock_behavior: behavior });
  // With the store's clock at thirty times ours, the ends of its windows mean nothing to the budget.
  jest.spyOn(RateBudget.prototype, 'acquire').mockReturnValue({ waitMs: 0, retryAfterMs: 0 });
  shop.bigcommerce.clock.setScale(30);
  await shop.count(SKU, UNITS);
  await shop.settle();
  if (!withDemand) jest.spyOn(shop.store.demand, 'ofOrders').mockResolvedValue({});
  return new Race(shop, new Referee(shop, SKU, behavior === 'order_placed'), seed).run();
}

type Behavior = 'order_placed' | 'order_completed_or_shipped';

const lines: string[] = [];

afterEach(() => jest.restoreAllMocks());

afterAll(() => {
  const head = 'store takes stock at           seed  demand   sold refused cycles | oversold: fault  window  fall';
  process.stdout.write(`\n      ${[head, ...lines].join('\n      ')}\n`);
});

function note(behavior: Behavior, seed: number, withDemand: boolean, result: RaceResult): void {
  const { sold, refused, cycles, oversold } = result;
  const cells = [
    seed,
    withDemand ? 'on' : 'off',
    sold,
    refused,
    cycles,
    '|',
    oversold.fault,
    oversold.window,
    oversold.fall,
  ];
  const widths = [5, 8, 7, 8, 7, 2, 16, 8, 6];
  lines.push(behavior.padEnd(30) + cells.map((cell, at) => String(cell).padStart(widths[at] ?? 8)).join(''));
}

describe.each<Behavior>(['order_placed', 'order_completed_or_shipped'])(
  'a store that takes stock at %s',
  (behavior) => {
    it.each(SEEDS)('sells nothing beyond what could ship but within the window: seed %i', async (seed) => {
      const result = await raceOf(behavior, seed, true);
      note(behavior, seed, true, result);
      expect(result.mostBeyond).toBe(0);
      expect(result.oversold.fault).toBe(0);
      expect(result.shown).toBe(Math.max(0, result.canShip));
    });

    it('sells units twice without the demand term', async () => {
      let fault = 0;
      for (const seed of SEEDS) {
        const result = await raceOf(behavior, seed, false);
        note(behavior, seed, false, result);
        fault += result.oversold.fault;
      }
      expect(fault).toBeGreaterThan(0);
    });
  },
);
