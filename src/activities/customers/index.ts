/** The activities of customers, made of their dependencies. What cannot go on is tried again seldom, and ends no workflow. */
import { ApplicationFailure } from '@temporalio/common';
import type { AccountCustomerActivities, StoreCustomerActivities } from '../../domain/customer-types';
import { RemoteError } from '../../domain/remote-error';
import type { ActivityDeps } from '../deps';
import type { RetriedFailure } from '../failures';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { followCustomers } from './follow-customers';
import { reportDuplicates } from './report-duplicates';
import { sweepCustomers } from './sweep-customers';

export type CustomerActivities = AccountCustomerActivities & StoreCustomerActivities;

/** A refusal that no retry changes: somebody has to do something about it. */
const STOPPED_RETRY_MS = 5 * 60_000;

export function createCustomerActivities(deps: ActivityDeps): CustomerActivities {
  const own = inLane(deps, 'backfill');
  const atStore =
    <Result>(run: (deps: ActivityDeps, input: { readonly storeHash: string }) => Promise<Result>) =>
    (input: { readonly storeHash: string }): Promise<Result> =>
      unlessPaused(deps.store, { system: 'bigcommerce', scope: input.storeHash }, () =>
        untilTaken(() => run(own, input)),
      );
  return {
    followCustomers: (input) =>
      unlessPaused(deps.store, { system: 'brightpearl', scope: input.account }, () =>
        untilTaken(() => followCustomers(own, input)),
      ),
    sweepCustomers: atStore(sweepCustomers),
    reportDuplicates: atStore(reportDuplicates),
  };
}

const STOPS: readonly RemoteError['kind'][] = ['forbidden', 'unexpected-body', 'not-found', 'invalid'];

async function untilTaken<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteError) || !STOPS.includes(error.kind)) throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: 'CUSTOMERS_STOPPED' satisfies RetriedFailure,
      nextRetryDelay: STOPPED_RETRY_MS,
      cause: error,
    });
  }
}
