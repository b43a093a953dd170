/** The activities of customers, made of their dependencies. What cannot go on is tried again seldom, and ends no workflow. */
import type { AccountCustomerActivities, StoreCustomerActivities } from '../../domain/customer-types';
import type { ActivityDeps } from '../deps';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { untilTaken } from '../until-taken';
import { explainCustomer } from './explain-customer';
import { followCustomers } from './follow-customers';
import { reportDuplicates } from './report-duplicates';
import { sweepCustomers } from './sweep-customers';

export type CustomerActivities = AccountCustomerActivities & StoreCustomerActivities;

export function createCustomerActivities(deps: ActivityDeps): CustomerActivities {
  const own = inLane(deps, 'backfill');
  const atStore =
    <Result>(run: (deps: ActivityDeps, input: { readonly storeHash: string }) => Promise<Result>) =>
    (input: { readonly storeHash: string }): Promise<Result> =>
      unlessPaused(deps.store, { system: 'bigcommerce', scope: input.storeHash }, () =>
        untilTaken('CUSTOMERS_STOPPED', () => run(own, input)),
      );
  return {
    followCustomers: (input) =>
      unlessPaused(deps.store, { system: 'brightpearl', scope: input.account }, () =>
        untilTaken('CUSTOMERS_STOPPED', () => followCustomers(deps, input)),
      ),
    // Somebody waits for it: before all that catches up, and told at once where it cannot be read.
    explainCustomer: (input) => explainCustomer(inLane(deps, 'operator'), input),
    sweepCustomers: atStore(sweepCustomers),
    reportDuplicates: atStore(reportDuplicates),
  };
}
