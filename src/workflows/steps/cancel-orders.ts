/** Cancels the sales orders of an order that was cancelled in the store. */
import type { AfterSaleSteps } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import { brightpearlActivities } from './activity-proxies';
import type { AfterSaleRun } from './after-sale';

export async function cancelOrders(
  { input, account, step }: AfterSaleRun,
  { cancel = [] }: AfterSaleSteps,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const one of cancel) {
    step(`Cancelling sales order ${one.salesOrderId}`);
    const activities = brightpearlActivities(input, account, `Cancel sales order ${one.salesOrderId}`);
    const { issue } = await activities.cancelSalesOrder({ key: input.key, asOf: Date.now(), account, ...one });
    if (issue) issues.push(issue);
  }
  return issues;
}
