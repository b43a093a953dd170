/** Every night, or asked for: both catalogs are read whole, linked anew, and what does not match is reported. */
import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type {
  AccountCatalogActivities,
  CatalogAuditInput,
  ConnectorCatalogActivities,
  StoreCatalogActivities,
} from '../domain/catalog-types';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../domain/queues';
import type { StoreStockActivities } from '../domain/stock-types';

const PATIENCE = {
  startToCloseTimeout: '2h',
  heartbeatTimeout: '2m',
  retry: { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 },
} as const;

export async function catalogAudit(input: CatalogAuditInput): Promise<void> {
  const { storeHash } = input;
  // The catalogs themselves, then what they say beside SKUs: both have to be of the same products.
  for (const account of input.accounts) {
    await links(input, `Read both catalogs, ${account}`).refreshLinks({ storeHash, account, whole: true });
  }
  await atStore(input, 'Identifiers of the store').readStoreDetails({ storeHash });
  // One account that does not answer keeps the reports of the others from nobody.
  await Promise.all(input.accounts.map((account) => auditAccount(input, account)));
}

async function auditAccount(input: CatalogAuditInput, account: string): Promise<void> {
  const { storeHash, taskQueuePrefix } = input;
  const { readAccountDetails } = proxyActivities<AccountCatalogActivities>({
    ...PATIENCE,
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    summary: `Identifiers of ${account}`,
  });
  await readAccountDetails({ storeHash, account });
  // By what was read just now.
  await links(input, `Link ${account} by it`).refreshLinks({ storeHash, account, whole: false });
  const { reportMatches } = proxyActivities<ConnectorCatalogActivities>({
    ...PATIENCE,
    taskQueue: orchestrateQueue(taskQueuePrefix),
    summary: `What does not match in ${account}`,
  });
  const { findings, blocks } = await reportMatches({ storeHash, account });
  setCurrentDetails(`${account}: ${findings} findings, of which ${blocks} keep records apart`);
}

const atStore = ({ taskQueuePrefix, storeHash }: CatalogAuditInput, summary: string) =>
  proxyActivities<StoreCatalogActivities>({
    ...PATIENCE,
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    summary,
  });

const links = ({ taskQueuePrefix, storeHash }: CatalogAuditInput, summary: string) =>
  proxyActivities<StoreStockActivities>({
    ...PATIENCE,
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    summary,
  });
