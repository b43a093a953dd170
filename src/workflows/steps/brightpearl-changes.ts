/** Carries on to the store, and to money, what staff changed in Brightpearl. What fails of it keeps nothing else. */
import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { BrightpearlChangeSteps, MirrorResult } from '../../domain/brightpearl-change-types';
import type { Issue } from '../../domain/issues';
import { bigcommerceActivities, brightpearlActivities } from './activity-proxies';
import type { AfterSaleRun } from './after-sale';
import { issueOfFailure } from './failed-step';

type Work = () => Promise<MirrorResult | void>;

export async function mirrorChanges(run: AfterSaleRun, steps: BrightpearlChangeSteps): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  if (steps.cancelInStore || steps.statuses?.toStore !== undefined || steps.staffCredits) run.expectEchoes();
  for (const [text, work] of worksOf(run, steps)) {
    run.step(text);
    issues.push(...(await orIssue(run, work)));
  }
  return issues;
}

function worksOf(run: AfterSaleRun, steps: BrightpearlChangeSteps): (readonly [string, Work])[] {
  const { cancelInStore, statuses, invoices = [], payment, staffCredits = [] } = steps;
  const { input, account } = run;
  const step = () => ({ key: input.key, asOf: Date.now(), account });
  const works: (readonly [string, Work])[] = [];
  if (cancelInStore) {
    const text = 'Cancel the order in the store, as its sales order is';
    works.push([text, () => bigcommerceActivities(input, text).cancelInStore({ ...step(), ...cancelInStore })]);
  }
  if (statuses?.toStore !== undefined) {
    const text = `Status ${statuses.toStore} in the store, as Brightpearl has it`;
    works.push([text, () => bigcommerceActivities(input, text).moveInStore({ ...step(), statuses })]);
  } else if (statuses?.toBrightpearl) {
    const text = `Status in Brightpearl, as the store has ${statuses.bc}`;
    works.push([text, () => brightpearlActivities(input, account, text).moveInBrightpearl({ ...step(), statuses })]);
  }
  for (const salesOrder of invoices) {
    const text = `Invoice sales order ${salesOrder.salesOrderId}`;
    works.push([text, () => brightpearlActivities(input, account, text).closeSalesOrder({ ...step(), salesOrder })]);
  }
  if (payment) {
    const text = `Ask for the ${payment.action} of authorization ${payment.authorization}`;
    works.push([
      text,
      () => bigcommerceActivities(input, text).actOnPayment({ key: input.key, asOf: Date.now(), ...payment }),
    ]);
  }
  for (const credit of staffCredits) {
    const text = `Refund sales credit ${credit.creditId} of staff in the store`;
    works.push([text, () => bigcommerceActivities(input, text).refundStaffCredit({ ...step(), ...credit })]);
  }
  return works;
}

async function orIssue(run: AfterSaleRun, work: Work): Promise<readonly Issue[]> {
  try {
    const issue = (await work())?.issue;
    return issue ? [issue] : [];
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return [issueOfFailure(error, run.input.key)];
  }
}
