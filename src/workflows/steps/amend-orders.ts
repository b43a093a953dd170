/** Brings sales orders level with an order that was changed in the store after its import. */
import type { AfterSaleSteps } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import { brightpearlActivities } from './activity-proxies';
import type { AfterSaleRun } from './after-sale';

export async function amendOrders(
  { input, planId, account, step }: AfterSaleRun,
  { amend = [] }: AfterSaleSteps,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  if (planId === undefined) return issues;
  for (const { part, salesOrderId } of amend) {
    step(`Applying the change to sales order ${salesOrderId}`);
    const activities = brightpearlActivities(input, account, `Apply the change to sales order ${salesOrderId}`);
    const asOf = Date.now();
    const { issue } = await activities.amendSalesOrder({ key: input.key, asOf, planId, account, part, salesOrderId });
    if (issue) issues.push(issue);
  }
  return issues;
}
