/** The workflows that are not about one order. All are started by Schedules or by the operations API. */
import { continueAsNew, patched, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type {
  AccountMaintenanceActivities,
  CheckInput,
  CheckResult,
  ConnectorMaintenanceActivities,
  DoctorResult,
  ReconcileInput,
  RefundSweepCounts,
  RefundSweepInput,
  ReconcileResult,
  SalesOrderSweepInput,
  SetupInput,
  SetupResult,
  StoreMaintenanceActivities,
  SweepCounts,
  SweepInput,
} from '../domain/maintenance-types';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../domain/queues';

/** A page is a few events; a fresh run long before the server suggests one keeps every history short. */
const PAGES_PER_RUN = 100;

const RETRY = { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 } as const;

/** Finds the orders that changed since the watermark and pokes each; the safety net under lost webhooks. */
export async function sweep(input: SweepInput): Promise<SweepCounts> {
  const { sweepPage } = proxyActivities<StoreMaintenanceActivities>({
    taskQueue: bigcommerceQueue(input.taskQueuePrefix, input.storeHash),
    startToCloseTimeout: '5m',
    retry: RETRY,
    summary: 'List changed orders and poke them',
  });
  let counts = input.counts ?? { listed: 0, signaled: 0 };
  let cursor = input.cursor;
  for (let page = 0; page < PAGES_PER_RUN; page += 1) {
    const result = await sweepPage({ ...input, ...(cursor ? { cursor } : {}) });
    counts = { listed: counts.listed + result.listed, signaled: counts.signaled + result.signaled };
    setCurrentDetails(`${counts.listed} orders listed, ${counts.signaled} poked`);
    if (!result.next) return counts;
    cursor = result.next;
  }
  return continueAsNew<typeof sweep>({ ...input, counts, ...(cursor ? { cursor } : {}) });
}

/** Finds refunds that no webhook told about, and pokes their orders. */
export async function refundSweep({ taskQueuePrefix, storeHash }: RefundSweepInput): Promise<RefundSweepCounts> {
  const { sweepRefunds } = proxyActivities<StoreMaintenanceActivities>({
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    startToCloseTimeout: '5m',
    retry: RETRY,
    summary: 'List new refunds and poke their orders',
  });
  const counts = await sweepRefunds({ storeHash });
  setCurrentDetails(`${counts.listed} refunds listed, ${counts.signaled} orders poked`);
  return counts;
}

/** Finds sales orders that changed in an account without a webhook, and pokes their orders. */
export async function salesOrderSweep({ taskQueuePrefix, account }: SalesOrderSweepInput): Promise<SweepCounts> {
  const { sweepSalesOrders } = proxyActivities<AccountMaintenanceActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: RETRY,
    summary: 'List changed sales orders and poke their orders',
  });
  return sweepSalesOrders({ account });
}

/** Compares the board with the running workflows and pokes whatever disagrees. */
export async function doctor(input: { readonly taskQueuePrefix: string }): Promise<DoctorResult> {
  const activities = proxyActivities<ConnectorMaintenanceActivities>({
    taskQueue: orchestrateQueue(input.taskQueuePrefix),
    startToCloseTimeout: '5m',
    retry: RETRY,
  });
  const result = await activities.examine();
  await activities.forgetOldRecords();
  return result;
}

/** Compares a route's orders, totals, taxes and payments on both sides, and stores the differences as a report. */
export async function reconcile(input: ReconcileInput): Promise<ReconcileResult> {
  const { reconcileRoute } = proxyActivities<AccountMaintenanceActivities>({
    taskQueue: brightpearlQueue(input.taskQueuePrefix, input.account),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: RETRY,
    summary: `Compare ${input.days} days of ${input.route}`,
  });
  return reconcileRoute(input);
}

/**
 * Registers webhooks and schedules; safe to run again, repairs what was switched off. It ends when all are there; a store or account
 * that does not answer keeps none of the others waiting.
 */
export async function setup(input: SetupInput): Promise<SetupResult> {
  const attributes = await connectorSetup(input, 'Search attributes').ensureSearchAttributes();
  const hooks = [
    ...input.storeHashes.map((storeHash) => () => storeHooks(input, storeHash)),
    ...input.accountCodes.map((account) => () => accountHooks(input, account)),
  ];
  const schedules = (): Promise<readonly string[]> => connectorSetup(input, 'Schedules').ensureSchedules();
  const steps = [...hooks, schedules];
  const done = patched(SIDE_BY_SIDE) ? await Promise.all(steps.map((step) => step())) : await oneByOne(steps);
  return { done: [...attributes, ...done.flat()] };
}

const SIDE_BY_SIDE = 'setup-side-by-side';

/** As runs that began before {@link SIDE_BY_SIDE} go on. */
async function oneByOne(steps: readonly (() => Promise<readonly string[]>)[]): Promise<readonly (readonly string[])[]> {
  const done: (readonly string[])[] = [];
  for (const step of steps) done.push(await step());
  return done;
}

const connectorSetup = ({ taskQueuePrefix }: SetupInput, summary: string) =>
  proxyActivities<ConnectorMaintenanceActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: '2m',
    retry: RETRY,
    summary,
  });

const storeHooks = ({ taskQueuePrefix }: SetupInput, storeHash: string): Promise<readonly string[]> =>
  proxyActivities<StoreMaintenanceActivities>({
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    startToCloseTimeout: '5m',
    retry: RETRY,
    summary: `Webhooks of store ${storeHash}`,
  }).ensureStoreHooks({ storeHash });

const accountHooks = ({ taskQueuePrefix }: SetupInput, account: string): Promise<readonly string[]> =>
  proxyActivities<AccountMaintenanceActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    startToCloseTimeout: '5m',
    retry: RETRY,
    summary: `Webhooks of account ${account}`,
  }).ensureAccountHooks({ account });

/** Maps a store's newest orders without writing anything anywhere. */
export async function check(input: CheckInput): Promise<CheckResult> {
  const { checkOrders } = proxyActivities<ConnectorMaintenanceActivities>({
    taskQueue: orchestrateQueue(input.taskQueuePrefix),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: { ...RETRY, maximumAttempts: 5 },
    summary: `Map the newest ${input.orders} orders`,
  });
  return checkOrders(input);
}
