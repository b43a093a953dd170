/** Starts what is about a store's stock and does not write it: linking both catalogs anew, and explaining a level. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { explainWorkflowId, linksWorkflowId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import { linksWantedSignal } from '../domain/stock-messages';
import type { InventoryInput } from '../domain/stock-messages';
import type { ExplainResult, ExplainStockInput, StockJobInput, StockLinksInput } from '../domain/stock-types';
import { TemporalError } from './errors';
import { runJob } from './job-client';
import type { InventoryInputs } from './stock-client';
import { within } from './within';

const START_DEADLINE_MS = 5_000;
/** Every refresh goes through all links: a price import must not make that go on and on. */
const LINKS_GAP_MS = 60_000;
/** Beside catching up (see `order-client.ts`): what writes levels goes first. */
const PRIORITY = 4;

/** Every method fails with a {@link TemporalError}. */
export interface StockJobClient {
  /** Links both whole catalogs of the store anew; while that is under way, once more after it. It is not waited for. */
  links(storeHash: string): Promise<void>;
  /** Reads the products that are noted in the database, and links anew. It is not waited for. */
  linksNow(storeHash: string): Promise<void>;
  /** The same a moment later: many products change together. */
  linksSoon(storeHash: string): Promise<void>;
  /** Why a SKU has the level it has, by both sides as they are now. Writes nothing anywhere. */
  explain(storeHash: string, sku: string): Promise<ExplainResult>;
}

/** @param searchLagMs how long Brightpearl's search may not show a new product */
export function createStockJobClient(client: Client, inputs: InventoryInputs, searchLagMs: number): StockJobClient {
  const startLinks = async (storeHash: string, delayMs: number, whole: boolean): Promise<void> => {
    const input = inputs.get(storeHash);
    if (!input) return;
    const job: StockLinksInput = { ...jobInputOf(input), delayMs, gapMs: LINKS_GAP_MS };
    await within(client, START_DEADLINE_MS, () =>
      client.workflow.signalWithStart('stockLinks', {
        workflowId: linksWorkflowId(storeHash),
        taskQueue: orchestrateQueue(input.taskQueuePrefix),
        args: [job],
        signal: linksWantedSignal,
        signalArgs: [{ urgent: delayMs === 0, whole }],
        typedSearchAttributes: [{ key: StoreKey, value: storeHash }],
        priority: { priorityKey: PRIORITY, fairnessKey: storeHash },
      }),
    );
  };
  return {
    links: (storeHash) => startLinks(storeHash, 0, true),
    linksNow: (storeHash) => startLinks(storeHash, 0, false),
    linksSoon: (storeHash) => startLinks(storeHash, searchLagMs, false),
    explain: async (storeHash, sku) => {
      const input = inputs.get(storeHash);
      if (!input) throw new TemporalError('not-found', `The stock of store ${storeHash} is left alone`);
      const job: ExplainStockInput = { ...jobInputOf(input), sku };
      const workflowId = explainWorkflowId(storeHash, randomUUID());
      const taskQueue = orchestrateQueue(input.taskQueuePrefix);
      return runJob<ExplainResult>(client, 'stockExplain', { workflowId, taskQueue, args: [job] });
    },
  };
}

const jobInputOf = ({ taskQueuePrefix, storeHash, accounts }: InventoryInput): StockJobInput => ({
  taskQueuePrefix,
  storeHash,
  accounts,
});
