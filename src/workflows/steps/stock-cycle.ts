/**
 * The steps of the `inventory` workflow. Their order is what keeps the store from overselling: the newest orders of every
 * store on the pool are read before the stock is, so that a reservation in between can only make the level too low.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import { bigcommerceQueue, brightpearlQueue } from '../../domain/queues';
import type { CompareProgress, InventoryInput } from '../../domain/stock-messages';
import type {
  AccountStockActivities,
  StoreStockActivities,
  VerifyStockResult,
  WriteStockResult,
} from '../../domain/stock-types';

const NOTHING: Pick<WriteStockResult, 'written' | 'more'> = { written: 0, more: false };

export async function runCycle(input: InventoryInput): Promise<Pick<WriteStockResult, 'written' | 'more'>> {
  await readDemand(input);
  const batchId = await readAvailability(input);
  if (batchId === undefined) return NOTHING;
  return storeActivities(input, input.storeHash, 'Write the levels that differ').writeStock({
    storeHash: input.storeHash,
    batchId,
  });
}

/** One page; gives how far the compare has come, or undefined when it is done. */
export async function comparePage(
  input: InventoryInput,
  progress: CompareProgress,
): Promise<CompareProgress | undefined> {
  const { storeHash } = input;
  const { page, reportId, correct } = progress;
  const { batchId, isLast, after } = await storeActivities(
    input,
    storeHash,
    `Read page ${page} of the store's levels`,
  ).readComparePage({
    storeHash,
    reportId,
    page,
    ...(progress.after === undefined ? {} : { after: progress.after }),
  });
  let { compared, different, toZero } = progress;
  if (batchId !== undefined) {
    await readDemand(input);
    await readAvailability(input, batchId);
    const found = await storeActivities(input, storeHash, `Compare page ${page}`).compareBatch({
      storeHash,
      batchId,
      page,
      reportId,
      correct,
      startedAt: progress.startedAt,
    });
    compared += found.compared;
    different += found.different;
    toZero += found.toZero;
  }
  if (!isLast) {
    const next = { ...progress, page: page + 1, compared, different, toZero };
    return after === undefined ? next : { ...next, after };
  }
  await storeActivities(input, storeHash, 'Close the report').finishCompare({
    storeHash,
    reportId,
    correct,
    startedAt: progress.startedAt,
    compared,
    different,
  });
  return undefined;
}

export const verify = (input: InventoryInput): Promise<VerifyStockResult> =>
  storeActivities(input, input.storeHash, 'Check what the store shows').verifyStock({ storeHash: input.storeHash });

async function readDemand(input: InventoryInput): Promise<void> {
  await Promise.all(
    input.poolStores.map((storeHash) =>
      storeActivities(input, storeHash, `Newest orders of ${storeHash}`).readNewDemand({ storeHash }),
    ),
  );
}

/** One account after the other into one batch. Undefined: nothing has changed. */
async function readAvailability(input: InventoryInput, given?: string): Promise<string | undefined> {
  let batchId = given;
  for (const account of input.accounts) {
    const planned = await accountActivities(input, account).planStock({
      storeHash: input.storeHash,
      account,
      ...(batchId === undefined ? {} : { batchId }),
    });
    if (!planned) return undefined;
    batchId = planned.batchId;
  }
  return batchId;
}

const storeActivities = (input: InventoryInput, storeHash: string, summary: string) =>
  proxyActivities<StoreStockActivities>({
    ...options(input, bigcommerceQueue(input.taskQueuePrefix, storeHash)),
    summary,
  });

const accountActivities = (input: InventoryInput, account: string) =>
  proxyActivities<AccountStockActivities>({
    ...options(input, brightpearlQueue(input.taskQueuePrefix, account)),
    summary: `Availability in ${account}`,
  });

const options = ({ timings }: InventoryInput, taskQueue: string): ActivityOptions => ({
  taskQueue,
  startToCloseTimeout: timings.activityTimeoutMs,
  retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
});
