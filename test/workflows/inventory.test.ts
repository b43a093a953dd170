import type { WorkflowHandle } from '@temporalio/client';
import type { CompareBatchInput, WriteStockInput } from '../../src/domain/stock-types';
import { inventoryWorkflowId } from '../../src/domain/ids';
import { orchestrateQueue } from '../../src/domain/queues';
import {
  compareStockSignal,
  INVENTORY_WORKFLOW_TYPE,
  inventoryStatusQuery,
  stockMovedSignal,
} from '../../src/domain/stock-messages';
import type { InventoryInput, InventoryTimings } from '../../src/domain/stock-messages';
import { setTimeout } from 'node:timers/promises';
import { startWorld } from '../support/temporal';
import { fakeStock } from './support/fake-stock';
import type { StockFakes } from './support/fake-stock';

const ACCOUNT = 'acme';

interface Shop {
  readonly handle: WorkflowHandle;
  moved(): Promise<void>;
  compare(reportId: string, correct?: boolean): Promise<void>;
}

let shops = 0;

interface ShopOptions {
  /** Besides `acme`, which comes first. */
  readonly accounts?: readonly string[];
  /** Others that draw on the same stock. */
  readonly poolStores?: readonly string[];
  readonly timings?: Partial<InventoryTimings>;
  readonly maxEvents?: number;
}

const TIMINGS: InventoryTimings = {
  debounceMs: 30,
  ceilingMs: 200,
  retryInitialMs: 50,
  retryMaxMs: 200,
  activityTimeoutMs: 10_000,
  heartbeatTimeoutMs: 10_000,
  storePatienceMs: 300,
  accountPatienceMs: 300,
  leftOutMs: 60_000,
};

async function withShop(
  fakes: StockFakes,
  test: (shop: Shop) => Promise<void>,
  { accounts = [], poolStores = [], timings = {}, maxEvents }: ShopOptions = {},
): Promise<void> {
  shops += 1;
  const storeHash = `shop${shops}`;
  const world = await startWorld(fakes.activities, storeHash, ACCOUNT);
  const input: InventoryInput = {
    storeHash,
    taskQueuePrefix: world.prefix,
    accounts: [ACCOUNT, ...accounts],
    poolStores: [storeHash, ...poolStores],
    timings: { ...TIMINGS, ...timings },
    ...(maxEvents === undefined ? {} : { maxEvents }),
  };
  const workflowId = `${world.prefix}/${inventoryWorkflowId(storeHash)}`;
  const start = { workflowId, taskQueue: orchestrateQueue(world.prefix), args: [input] as [InventoryInput] };
  try {
    await test({
      handle: world.client.workflow.getHandle(workflowId),
      moved: async () => {
        const signalArgs: [{ reason: string }] = [{ reason: 'webhook' }];
        await world.client.workflow.signalWithStart(INVENTORY_WORKFLOW_TYPE, {
          ...start,
          signal: stockMovedSignal,
          signalArgs,
        });
      },
      compare: async (reportId, correct = true) => {
        const signalArgs: [{ reportId: string; correct: boolean }] = [{ reportId, correct }];
        await world.client.workflow.signalWithStart(INVENTORY_WORKFLOW_TYPE, {
          ...start,
          signal: compareStockSignal,
          signalArgs,
        });
      },
    });
  } finally {
    await world.close();
  }
}

it('gathers changes, writes once, and closes', async () => {
  const fakes = fakeStock();
  await withShop(fakes, async (shop) => {
    await Promise.all([shop.moved(), shop.moved(), shop.moved()]);
    await shop.handle.result();
    expect(fakes.calls.filter((name) => name === 'writeStock')).toHaveLength(1);
    // The newest orders first, the stock second.
    expect(fakes.calls.slice(0, 4)).toEqual(['configuredInput', 'readNewDemand', 'planStock', 'writeStock']);
    expect(fakes.calls.at(-1)).toBe('verifyStock');
  });
});

it.each(['readNewDemand', 'planStock', 'writeStock', 'verifyStock'])(
  'does not lose a change that arrives while %s runs',
  async (activity) => {
    let poked = 0;
    let poke: () => Promise<void> = async () => undefined;
    const fakes = fakeStock({ dirty: 1 }, async (name) => {
      if (name !== activity || poked > 0) return;
      poked = fakes.calls.length;
      await poke();
    });
    await withShop(fakes, async (shop) => {
      poke = () => shop.moved();
      await shop.moved();
      await shop.handle.result();
      expect(fakes.calls.slice(poked)).toContain('planStock');
    });
  },
);

it('serves changes while changes keep coming, at the ceiling at the latest', async () => {
  const fakes = fakeStock({ dirty: 1 });
  await withShop(fakes, async (shop) => {
    while (!fakes.calls.includes('writeStock')) await shop.moved();
    await shop.handle.result();
  });
});

it('looks at what it wrote when the store must show it, and closes only then', async () => {
  const fakes = fakeStock({ dirty: 1, verifyInMs: 100 });
  await withShop(fakes, async (shop) => {
    await shop.moved();
    await shop.handle.result();
    expect(fakes.calls.filter((name) => name === 'verifyStock')).toHaveLength(2);
  });
});

it('serves changed levels between the pages of a full compare, and tells how far it is', async () => {
  let seen: unknown;
  let look: () => Promise<void> = async () => undefined;
  const fakes = fakeStock({ dirty: 2, pages: 3 }, async (name) => {
    if (name === 'compareBatch') await look();
  });
  await withShop(fakes, async (shop) => {
    look = async () => {
      seen ??= await shop.handle.query(inventoryStatusQuery);
    };
    await shop.compare('report-1');
    await shop.handle.result();
    const order = fakes.calls.filter((name) => ['writeStock', 'compareBatch', 'finishCompare'].includes(name));
    expect(order).toEqual([
      'writeStock',
      'compareBatch',
      'writeStock',
      'compareBatch',
      'compareBatch',
      'finishCompare',
    ]);
    expect(seen).toMatchObject({ compare: { reportId: 'report-1', page: 1 } });
  });
});

it('corrects from then on when corrections are asked for during a compare that only reports', async () => {
  const corrected: string[] = [];
  const fakes = fakeStock({ pages: 2 });
  const { compareBatch, finishCompare } = fakes.activities;
  let ask: () => Promise<void> = async () => undefined;
  fakes.activities.compareBatch = async (input) => {
    corrected.push(`${input.reportId} page ${input.page} ${input.correct}`);
    if (input.page === 1) await ask();
    return compareBatch(input);
  };
  fakes.activities.finishCompare = async (input) => {
    corrected.push(`${input.reportId} end ${input.correct}`);
    return finishCompare(input);
  };
  await withShop(fakes, async (shop) => {
    ask = () => shop.compare('nightly');
    await shop.compare('report', false);
    await shop.handle.result();
  });
  expect(corrected).toEqual(['report page 1 false', 'report page 2 true', 'report end true']);
});

it('compares once more when corrections are asked for after the last page', async () => {
  const ended: string[] = [];
  const fakes = fakeStock();
  const { finishCompare } = fakes.activities;
  let ask: () => Promise<void> = async () => undefined;
  fakes.activities.finishCompare = async (input) => {
    ended.push(`${input.reportId} ${input.correct}`);
    if (ended.length === 1) await ask();
    return finishCompare(input);
  };
  await withShop(fakes, async (shop) => {
    ask = () => shop.compare('nightly');
    await shop.compare('report', false);
    await shop.handle.result();
  });
  expect(ended).toEqual(['report false', 'nightly true']);
});

it('goes on in a fresh history with nothing lost: not the compare, not its marks, not a change in between', async () => {
  // More than one cycle has, or no run would come to an end.
  const MAX_EVENTS = 400;
  const pages = 3;
  const since: (number | undefined)[] = [];
  const compared: number[] = [];
  let fill: () => Promise<void> = async () => undefined;
  const fakes = fakeStock({ dirty: pages, pages }, async (name, _n, input) => {
    if (name === 'writeStock') since.push((input as WriteStockInput).fallSince);
    if (name !== 'compareBatch') return;
    compared.push((input as CompareBatchInput).page);
    await fill();
  });
  const play = async (shop: Shop): Promise<void> => {
    const runs = new Set<string>();
    let isFull = false;
    fill = async () => {
      runs.add((await shop.handle.describe()).runId);
      if (isFull) return;
      isFull = true;
      // More signals than a history should have events.
      await Promise.all(Array.from({ length: 2 * MAX_EVENTS }, () => shop.moved()));
    };
    await shop.compare('report-1');
    await shop.handle.result();
    expect(runs.size).toBe(2);
    // A busy machine loses attempts, which are made again: what counts is each page, and what follows it.
    expect([...new Set(compared)]).toEqual([1, 2, 3]);
    expect(fakes.calls.filter((call) => call === 'writeStock').length).toBeGreaterThanOrEqual(pages);
    expect(fakes.calls).toContain('finishCompare');
    // One compare, one fall, over both runs.
    expect([since.includes(undefined), new Set(since).size]).toEqual([false, 1]);
  };
  await withShop(fakes, play, { maxEvents: MAX_EVENTS });
});

it('takes a worker that says nothing for dead, long before the attempt may end', async () => {
  let attempts = 0;
  let end: () => void = () => undefined;
  const fakes = fakeStock({}, async (name) => {
    if (name !== 'writeStock') return;
    attempts += 1;
    if (attempts === 1) await new Promise<void>((resolve) => (end = resolve));
  });
  const timings = { heartbeatTimeoutMs: 500, activityTimeoutMs: 3_600_000 };
  await withShop(
    fakes,
    async (shop) => {
      await shop.moved();
      await shop.handle.result();
      end();
      // A busy machine may lose a healthy attempt as well.
      expect(attempts).toBeGreaterThanOrEqual(2);
    },
    { timings },
  );
});

describe('a source that does not answer', () => {
  const unreadIn = (writes: WriteStockInput[]) => writes.map(({ unread }) => unread);

  it('is gone on without, and said so, whether it is an account or a store; nobody waits for it twice', async () => {
    const writes: WriteStockInput[] = [];
    const fakes = fakeStock({ dirty: 3 }, async (name, _n, input) => {
      if (name === 'writeStock') writes.push(input as WriteStockInput);
    });
    // No worker serves their queues. The one that answers must not be taken for away on a busy machine.
    const sources = { accounts: ['away'], poolStores: ['closed'], timings: { accountPatienceMs: 2_500 } };
    await withShop(
      fakes,
      async (shop) => {
        for (let n = 1; n <= 2; n += 1) {
          await shop.moved();
          await shop.handle.result();
        }
        expect(unreadIn(writes)).toContainEqual({ accounts: ['away'], stores: ['closed'] });
        expect(unreadIn(writes)).not.toContainEqual({ accounts: [], stores: [] });
      },
      sources,
    );
  });

  it('is waited for where nothing else answers', async () => {
    let refusals = 5;
    const fakes = fakeStock({}, async (name) => {
      if (name === 'planStock' && refusals-- > 0) throw new Error('away');
    });
    await withShop(fakes, async (shop) => {
      await shop.moved();
      await shop.handle.result();
      expect(fakes.calls).toContain('planStock');
      expect(refusals).toBeLessThan(0);
    });
  });

  it('is asked again after a while where none of several accounts answers', async () => {
    let isAway = true;
    const fakes = fakeStock({ dirty: 100 }, async (name) => {
      if (name === 'planStock' && isAway) throw new Error('away');
    });
    await withShop(
      fakes,
      async (shop) => {
        await shop.moved();
        while (fakes.calls.filter((name) => name === 'planStock').length < 3) await setTimeout(50);
        expect(fakes.calls).not.toContain('writeStock');
        isAway = false;
        await shop.handle.result();
        expect(fakes.calls).toContain('writeStock');
      },
      { accounts: ['away'], timings: { leftOutMs: 400 } },
    );
  });
});

it('takes the configuration as it is now, and ends where the stock is left alone since', async () => {
  const fakes = fakeStock({ dirty: 50 });
  let cycles = 0;
  const configuredInput = async (input: InventoryInput) => {
    cycles += 1;
    return cycles > 3 ? undefined : { ...input, accounts: [ACCOUNT], poolStores: [] };
  };
  const writeStock = async () => ({ written: 1, equal: 0, parked: 0, held: 0, more: true });
  const activities = { ...fakes.activities, configuredInput, writeStock };
  await withShop(
    { ...fakes, activities },
    async (shop) => {
      await shop.moved();
      await shop.handle.result();
      expect(fakes.calls.filter((name) => name === 'planStock')).toHaveLength(3);
    },
    // As it was started, before a feed was removed.
    { accounts: ['removed'] },
  );
});
