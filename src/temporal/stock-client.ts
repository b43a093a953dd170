/** The only way to reach a store's `inventory` workflow from outside: everybody who changes stock pokes it the same way. */
import type { Client } from '@temporalio/client';
import { inventoryWorkflowId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import {
  compareStockSignal,
  INVENTORY_WORKFLOW_TYPE,
  inventoryStatusQuery,
  stockMovedSignal,
} from '../domain/stock-messages';
import type { CompareRequest, InventoryInput, InventoryStatus, StockMoved } from '../domain/stock-messages';
import { runStatus } from './run-status';
import { within } from './within';

/** As for orders: a webhook must be answered well within its sender's patience. */
const SIGNAL_DEADLINE_MS = 5_000;
/** Below what shoppers do, above catching up (see `order-client.ts`). */
const PRIORITY = 3;

/** Of every store whose stock is kept: the start argument of its workflow. */
export type InventoryInputs = ReadonlyMap<string, InventoryInput>;

export interface StockClient {
  /** Starts or pokes the store's workflow; nothing where its stock is left alone. @throws TemporalError */
  moved(storeHash: string, change: StockMoved): Promise<void>;
  /** Begins a full compare, unless one runs. @throws TemporalError */
  compare(storeHash: string, request: CompareRequest): Promise<void>;
  /** Undefined while nothing runs. */
  status(storeHash: string): Promise<InventoryStatus | undefined>;
}

export function createStockClient(client: Client, inputs: InventoryInputs): StockClient {
  return {
    async moved(storeHash, change) {
      const input = inputs.get(storeHash);
      if (!input) return;
      await within(client, SIGNAL_DEADLINE_MS, () =>
        client.workflow.signalWithStart(INVENTORY_WORKFLOW_TYPE, {
          ...startOptions(input),
          signal: stockMovedSignal,
          signalArgs: [change],
        }),
      );
    },
    async compare(storeHash, request) {
      const input = inputs.get(storeHash);
      if (!input) return;
      await within(client, SIGNAL_DEADLINE_MS, () =>
        client.workflow.signalWithStart(INVENTORY_WORKFLOW_TYPE, {
          ...startOptions(input),
          signal: compareStockSignal,
          signalArgs: [request],
        }),
      );
    },
    status: (storeHash) => runStatus(client, inventoryWorkflowId(storeHash), inventoryStatusQuery),
  };
}

const startOptions = (input: InventoryInput) => ({
  workflowId: inventoryWorkflowId(input.storeHash),
  taskQueue: orchestrateQueue(input.taskQueuePrefix),
  args: [input] as [InventoryInput],
  // A closed run is the normal case: the next change starts a new one.
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
  typedSearchAttributes: [{ key: StoreKey, value: input.storeHash }],
  staticSummary: `Stock of store ${input.storeHash}`,
  priority: { priorityKey: PRIORITY, fairnessKey: input.storeHash },
});
