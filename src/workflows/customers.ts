/**
 * The `customers` workflow: the only one that changes the contacts of a store's customers. Who changed is in the database; a
 * signal says that somebody did. It gathers changes for a moment, lets the contacts of each account follow, and closes. The
 * accounts are served side by side: one that does not answer keeps no other waiting.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { customersChangedSignal } from '../domain/customer-messages';
import type { CustomersInput } from '../domain/customer-messages';
import type { ExplainCustomerJob, ExplainedAccount, ExplainedCustomer } from '../domain/customer-explain-types';
import type {
  AccountCustomerActivities,
  CustomersCursor,
  FollowCustomersResult,
  CustomerDuplicatesJob,
  CustomerDuplicatesResult,
  CustomersSweepInput,
  StoreCustomerActivities,
  SweepCustomersResult,
} from '../domain/customer-types';
import { bigcommerceQueue, brightpearlQueue } from '../domain/queues';

/** The server suggests a fresh history later; a smaller one is easier to read. */
const MAX_EVENTS = 2_000;

export async function customers(input: CustomersInput): Promise<void> {
  const { accounts, timings, maxEvents = MAX_EVENTS } = input;
  /** Counts the changes told of. A run begins with something to do, whoever started it. */
  let told = 1;
  /** By account: the changes that it has been looked at for. */
  const served = new Map<string, number>();
  let busy = 0;
  let updated = 0;
  let created = 0;
  const hasNews = (account: string): boolean => served.get(account) !== told;
  const isLong = (): boolean => workflowInfo().historyLength > maxEvents || workflowInfo().continueAsNewSuggested;
  setHandler(customersChangedSignal, () => void (told += 1), { description: 'Look at the customers that changed' });

  const followAll = async (account: string): Promise<void> => {
    const { followCustomers } = accountActivities(input, account);
    let cursor: CustomersCursor | undefined;
    let waitMs: number | undefined;
    served.set(account, told);
    do {
      const done = await followCustomers({ storeHash: input.storeHash, account, ...cursor });
      updated += done.updated;
      created += done.created;
      setCurrentDetails(`${updated} contacts changed, ${created} made`);
      if (done.waitMs !== undefined) waitMs = Math.max(waitMs ?? 0, done.waitMs);
      cursor = cursorOf(done);
    } while (cursor && !isLong());
    if (cursor) served.delete(account);
    if (waitMs === undefined || isLong()) return;
    await condition(() => hasNews(account), waitMs, {
      summary: 'Until what was sent without an answer can be looked at',
    });
    served.delete(account);
  };

  /** Goes on while any other account is busy: what is told meanwhile must not wait for that one. */
  const serve = async (account: string): Promise<void> => {
    while (!isLong()) {
      if (hasNews(account)) {
        busy += 1;
        await sleep(timings.gatherMs, { summary: 'Gather changes' });
        await followAll(account);
        busy -= 1;
      }
      await condition(() => hasNews(account) || busy === 0);
      if (!hasNews(account)) return;
    }
  };

  for (;;) {
    await Promise.all(accounts.map(serve));
    if (isLong()) return continueAsNew<typeof customers>(input);
    // No await may stand between this check and the return: a change arriving there would be lost.
    if (!accounts.some(hasNews)) return;
  }
}

/** Undefined: none of those that wait is left to look at. */
function cursorOf({ after, afterLate }: FollowCustomersResult): CustomersCursor | undefined {
  if (after === undefined && afterLate === undefined) return undefined;
  return { ...(after === undefined ? {} : { after }), ...(afterLate === undefined ? {} : { afterLate }) };
}

/**
 * Finds the customers that no webhook told about, or when somebody asks for that all there are, and leaves them to the
 * `customers` workflow of their store.
 */
export async function customersSweep({ all, ...input }: CustomersSweepInput): Promise<SweepCustomersResult> {
  const { storeHash } = input;
  const which = all === undefined ? 'the changed' : 'all';
  const wanted = { storeHash, ...(all === undefined ? {} : { all }) };
  return storeActivities(input, `Find ${which} customers of ${storeHash}`).sweepCustomers(wanted);
}

/** Every night, and when somebody asks: who is in the store or in its accounts more than once. */
export async function customerDuplicates(input: CustomerDuplicatesJob): Promise<CustomerDuplicatesResult> {
  const { storeHash } = input;
  return storeActivities(input, `Compare all customers of ${storeHash}`).reportDuplicates({ storeHash });
}

/** Why a customer has the contacts it has. An account that does not answer keeps nothing back of what the others say. */
export async function customerExplain(input: ExplainCustomerJob): Promise<ExplainedCustomer> {
  const { storeHash, customerId, accounts } = input;
  const explained = accounts.map(async (account): Promise<ExplainedAccount> => {
    try {
      const contact = await explaining(input, account).explainCustomer({ storeHash, account, customerId });
      return { account, contact, failure: null };
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const { cause } = error;
      return { account, contact: null, failure: (cause instanceof ApplicationFailure && cause.type) || 'NO_ANSWER' };
    }
  });
  return { accounts: await Promise.all(explained) };
}

/** Somebody waits for it. */
const explaining = ({ taskQueuePrefix, customerId }: ExplainCustomerJob, account: string) =>
  proxyActivities<AccountCustomerActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    scheduleToCloseTimeout: '2m',
    startToCloseTimeout: '1m',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
    summary: `Explain the contact of customer ${customerId} in ${account}`,
  });

const storeActivities = ({ taskQueuePrefix, storeHash }: CustomersSweepInput, summary: string) =>
  proxyActivities<StoreCustomerActivities>({
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 },
    summary,
  });

const accountActivities = ({ taskQueuePrefix, timings }: CustomersInput, account: string) =>
  proxyActivities<AccountCustomerActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    startToCloseTimeout: timings.activityTimeoutMs,
    retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
    summary: `Let the contacts of ${account} follow`,
  });
