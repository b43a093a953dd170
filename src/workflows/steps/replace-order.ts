/** Has a sales order credited as a whole and taken out of the way: the next pass makes the order another one. */
import type { ReplaceStep } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import type { OrderWorkflowInput } from '../../domain/messages';
import { brightpearlActivities } from './activity-proxies';

/** Gives what a person has to look at; undefined when it is out of the way. */
export async function replaceOrder(
  input: OrderWorkflowInput,
  account: string,
  replace: ReplaceStep,
  step: (text: string) => void,
): Promise<Issue | undefined> {
  const { salesOrderId } = replace;
  const given = () => ({ key: input.key, asOf: Date.now(), account, ...replace });
  step(`Crediting sales order ${salesOrderId}`);
  const credit = brightpearlActivities(input, account, `Credit sales order ${salesOrderId} as a whole`);
  const { issue } = await credit.creditSalesOrder(given());
  if (issue) return issue;
  step(`Taking sales order ${salesOrderId} out of the way`);
  const retire = brightpearlActivities(input, account, `Free stock and money of sales order ${salesOrderId}`);
  await retire.retireSalesOrder(given());
  return undefined;
}
