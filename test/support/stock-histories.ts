/** What is recorded of the workflows of stock (see `record-histories.ts`): each plays under its own name. */
import type { Client } from '@temporalio/client';
import { orchestrateQueue } from '../../src/domain/queues';
import { compareStockSignal, INVENTORY_WORKFLOW_TYPE } from '../../src/domain/stock-messages';
import type { CompareRequest, InventoryInput } from '../../src/domain/stock-messages';

export const STORE = 'abc123';
export const ACCOUNT = 'acme';
export const PREFIX = 'recorded';

interface StockPlay {
  /** Also the id of its workflow. */
  readonly name: string;
  readonly play: (client: Client) => Promise<void>;
}

const taskQueue = orchestrateQueue(PREFIX);
const job = { taskQueuePrefix: PREFIX, storeHash: STORE, accounts: [ACCOUNT] };

const executed = (name: string, argument: object = job): StockPlay => ({
  name,
  play: async (client) => {
    await client.workflow.execute(name, { workflowId: name, taskQueue, args: [argument] });
  },
});

/** A full compare of two pages, with a changed level served before it. */
const compared: StockPlay = {
  name: 'inventory',
  play: async (client) => {
    const timings = {
      debounceMs: 30,
      ceilingMs: 200,
      retryInitialMs: 50,
      retryMaxMs: 200,
      activityTimeoutMs: 10_000,
      heartbeatTimeoutMs: 15_000,
      storePatienceMs: 30_000,
      accountPatienceMs: 120_000,
      leftOutMs: 300_000,
    };
    const input: InventoryInput = { ...job, poolStores: [STORE], timings };
    const args: [InventoryInput] = [input];
    const signalArgs: [CompareRequest] = [{ reportId: 'report-1', correct: true }];
    const start = { workflowId: 'inventory', taskQueue, args, signal: compareStockSignal, signalArgs };
    await client.workflow.signalWithStart(INVENTORY_WORKFLOW_TYPE, start);
    await client.workflow.getHandle('inventory').result();
  },
};

export const STOCK_PLAYS: readonly StockPlay[] = [
  compared,
  ...['stockSweep', 'stockCompare'].map((name) => executed(name)),
  executed('stockLinks', { ...job, delayMs: 10, gapMs: 10 }),
  executed('stockExplain', { ...job, sku: 'MUG-BLUE' }),
];
