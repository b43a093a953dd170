/** The only way to reach a store's `catalog` workflow from outside. */
import type { Client } from '@temporalio/client';
import { CATALOG_WORKFLOW_TYPE, catalogStatusQuery, catalogWantedSignal } from '../domain/catalog-messages';
import type { CatalogInput, CatalogStatus, CatalogWanted } from '../domain/catalog-messages';
import type { CatalogAuditInput } from '../domain/catalog-types';
import { auditWorkflowId, catalogWorkflowId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import { runStatus } from './run-status';
import { within } from './within';

const SIGNAL_DEADLINE_MS = 5_000;
/** Below orders and stock (see `order-client.ts`). */
const PRIORITY = 4;

/** Of every store whose products, options or prices are kept: the start argument of its workflow. */
export type CatalogInputs = ReadonlyMap<string, CatalogInput>;

export interface CatalogClient {
  /** Starts or pokes the store's workflow; nothing where its catalog is left alone. @throws TemporalError */
  wanted(storeHash: string, request: CatalogWanted): Promise<void>;
  /** Begins to compare both catalogs, unless that is under way. It is not waited for. @throws TemporalError */
  audit(input: CatalogAuditInput): Promise<void>;
  /** Undefined while nothing runs. */
  status(storeHash: string): Promise<CatalogStatus | undefined>;
}

export function createCatalogClient(client: Client, inputs: CatalogInputs): CatalogClient {
  return {
    async wanted(storeHash, request) {
      const input = inputs.get(storeHash);
      if (!input) return;
      await within(client, SIGNAL_DEADLINE_MS, () =>
        client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, {
          ...startOptions(input),
          signal: catalogWantedSignal,
          signalArgs: [request],
        }),
      );
    },
    async audit(input) {
      await within(client, SIGNAL_DEADLINE_MS, () =>
        client.workflow.start('catalogAudit', {
          workflowId: auditWorkflowId(input.storeHash),
          taskQueue: orchestrateQueue(input.taskQueuePrefix),
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: [{ key: StoreKey, value: input.storeHash }],
          priority: { priorityKey: PRIORITY, fairnessKey: input.storeHash },
        }),
      );
    },
    status: (storeHash) => runStatus(client, catalogWorkflowId(storeHash), catalogStatusQuery),
  };
}

const startOptions = (input: CatalogInput) => ({
  workflowId: catalogWorkflowId(input.storeHash),
  taskQueue: orchestrateQueue(input.taskQueuePrefix),
  args: [input] as [CatalogInput],
  // A closed run is the normal case: the next look starts a new one.
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
  typedSearchAttributes: [{ key: StoreKey, value: input.storeHash }],
  staticSummary: `Catalog of store ${input.storeHash}`,
  priority: { priorityKey: PRIORITY, fairnessKey: input.storeHash },
});
