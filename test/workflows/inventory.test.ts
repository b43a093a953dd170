import type { WorkflowHandle } from '@temporalio/client';
import { inventoryWorkflowId } from '../../src/domain/ids';
import { orchestrateQueue } from '../../src/domain/queues';
import {
  compareStockSignal,
  INVENTORY_WORKFLOW_TYPE,
  inventoryStatusQuery,
  stockMovedSignal,
} from '../../src/domain/stock-messages';
import type { InventoryInput } from '../../src/domain/stock-messages';
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

async function withShop(fakes: StockFakes, test: (shop: Shop) => Promise<void>): Promise<void> {
  shops += 1;
  const storeHash = `shop${shops}`;
  const world = await startWorld(fakes.activities, storeHash, ACCOUNT);
  const input: InventoryInput = {
    storeHash,
    taskQueuePrefix: world.prefix,
    accounts: [ACCOUNT],
    poolStores: [storeHash],
    timings: { debounceMs: 30, ceilingMs: 200, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 },
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
    expect(fakes.calls.slice(0, 3)).toEqual(['readNewDemand', 'planStock', 'writeStock']);
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
