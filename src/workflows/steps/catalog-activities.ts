/** The activities of the catalog, as the steps of its workflow call them. */
import { proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { AccountCatalogActivities, StoreCatalogActivities } from '../../domain/catalog-types';
import { bigcommerceQueue, brightpearlQueue } from '../../domain/queues';
import type { Absences } from './absences';

/** @param isPatient false: others wait, and a step that does not end in time is given up */
export const atStore = (input: CatalogInput, summary: string, isPatient = true) =>
  proxyActivities<StoreCatalogActivities>({
    ...options(input, bigcommerceQueue(input.taskQueuePrefix, input.storeHash), isPatient),
    summary,
  });

export const atAccount = (input: CatalogInput, account: string, summary: string, isPatient = true) =>
  proxyActivities<AccountCatalogActivities>({
    ...options(input, brightpearlQueue(input.taskQueuePrefix, account), isPatient),
    summary,
  });

/** Whether anything of the catalog comes from another account, which must not wait for this one. */
const hasOthers = ({ priceAccounts, attributesFrom, productsFrom }: CatalogInput, account: string): boolean =>
  [...priceAccounts, attributesFrom, productsFrom?.account].some((other) => other !== undefined && other !== account);

/** What `read` gives; undefined: the account does not answer, and others are not to wait for it. */
export async function unlessAway<T>(
  input: CatalogInput,
  absences: Absences,
  account: string,
  read: (isPatient: boolean) => Promise<T>,
): Promise<T | undefined> {
  if (!hasOthers(input, account)) return read(true);
  const { leftOutMs } = input.timings;
  return (await absences.unlessAbsent(`account ${account}`, leftOutMs, () => read(false)))?.answer;
}

function options({ timings }: CatalogInput, taskQueue: string, isPatient: boolean): ActivityOptions {
  return {
    taskQueue,
    startToCloseTimeout: timings.activityTimeoutMs,
    heartbeatTimeout: timings.heartbeatTimeoutMs,
    ...(isPatient ? {} : { scheduleToCloseTimeout: timings.accountPatienceMs }),
    retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
  };
}
