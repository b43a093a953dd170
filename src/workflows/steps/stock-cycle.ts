/**
 * The steps of the `inventory` workflow. Their order is what keeps the store from overselling: the newest orders of every
 * store on the pool are read before the stock is, so that a reservation in between can only make the level too low.
 */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import { bigcommerceQueue, brightpearlQueue } from '../../domain/queues';
import type { CompareProgress, InventoryInput } from '../../domain/stock-messages';
import type {
  AccountStockActivities,
  LocalStockActivities,
  StoreStockActivities,
  VerifyStockResult,
} from '../../domain/stock-types';
import type { Absences } from './absences';

export interface CycleResult {
  readonly written: number;
  /** Something is left to do at once. */
  readonly more: boolean;
  /** None of the accounts answers. */
  readonly isStalled: boolean;
}

const { configuredInput } = proxyLocalActivities<LocalStockActivities>({ startToCloseTimeout: '10s' });

/** What the workflow would be started with now; undefined: the store's stock is left alone since. */
export const inputOfNow = (input: InventoryInput): Promise<InventoryInput | undefined> => configuredInput(input);

/** @param fallSince since when levels that fell to 0 count together, workflow time */
export async function runCycle(
  input: InventoryInput,
  absences: Absences,
  fallSince: number | undefined,
): Promise<CycleResult> {
  const { storeHash } = input;
  const stores = await readDemand(input, absences);
  const { batchId, accounts } = await readAvailability(input, absences);
  const isStalled = accounts.length === input.accounts.length;
  if (batchId === undefined) return { written: 0, more: isStalled, isStalled };
  const { written, more } = await storeActivities(input, storeHash, 'Write the levels that differ').writeStock({
    storeHash,
    batchId,
    unread: { accounts, stores },
    ...(fallSince === undefined ? {} : { fallSince }),
  });
  return { written, more, isStalled };
}

/** One page; gives how far the compare has come, or undefined when it is done. */
export async function comparePage(
  input: InventoryInput,
  absences: Absences,
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
    await readDemand(input, absences);
    await readAvailability(input, absences, batchId);
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

/** Gives the stores that are gone on without. The store's own orders are waited for. */
async function readDemand(input: InventoryInput, absences: Absences): Promise<string[]> {
  const { storeHash, poolStores, timings } = input;
  const others = poolStores.filter((other) => other !== storeHash);
  const summary = (of: string): string => `Newest orders of ${of}`;
  const [, ...found] = await Promise.all([
    storeActivities(input, storeHash, summary(storeHash)).readNewDemand({ storeHash }),
    ...others.map((other) =>
      absences.unlessAbsent(`store ${other}`, timings.leftOutMs, () =>
        storeActivities(input, other, summary(other), timings.storePatienceMs).readNewDemand({ storeHash: other }),
      ),
    ),
  ]);
  return others.filter((_, index) => found[index] === undefined);
}

interface ReadAvailability {
  /** Undefined: nothing has changed, or no account answers. */
  readonly batchId: string | undefined;
  /** Those that are gone on without. */
  readonly accounts: readonly string[];
}

/** One account after the other into one batch. A store's only account is waited for. */
async function readAvailability(input: InventoryInput, absences: Absences, given?: string): Promise<ReadAvailability> {
  const { storeHash, timings } = input;
  const absent: string[] = [];
  let batchId = given;
  for (const account of input.accounts) {
    const plan = () =>
      accountActivities(input, account).planStock({
        storeHash,
        account,
        ...(batchId === undefined ? {} : { batchId }),
      });
    const found =
      input.accounts.length === 1
        ? { answer: await plan() }
        : await absences.unlessAbsent(`account ${account}`, timings.leftOutMs, plan);
    if (!found) absent.push(account);
    else if (!found.answer) return { batchId: undefined, accounts: absent };
    else batchId = found.answer.batchId;
  }
  return { batchId, accounts: absent };
}

const storeActivities = (input: InventoryInput, storeHash: string, summary: string, patienceMs?: number) =>
  proxyActivities<StoreStockActivities>({
    ...options(input, bigcommerceQueue(input.taskQueuePrefix, storeHash)),
    ...(patienceMs === undefined ? {} : { scheduleToCloseTimeout: patienceMs }),
    summary,
  });

const accountActivities = (input: InventoryInput, account: string) =>
  proxyActivities<AccountStockActivities>({
    ...options(input, brightpearlQueue(input.taskQueuePrefix, account)),
    ...(input.accounts.length === 1 ? {} : { scheduleToCloseTimeout: input.timings.accountPatienceMs }),
    summary: `Availability in ${account}`,
  });

const options = ({ timings }: InventoryInput, taskQueue: string): ActivityOptions => ({
  taskQueue,
  startToCloseTimeout: timings.activityTimeoutMs,
  heartbeatTimeout: timings.heartbeatTimeoutMs,
  retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
});
