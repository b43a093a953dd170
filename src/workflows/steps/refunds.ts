/** Credits, goods and money of refunds. What fails of one becomes an issue and keeps no other from being carried out. */
import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { Issue } from '../../domain/issues';
import type { CreditStep, RefundStep } from '../../domain/refund-types';
import { brightpearlActivities } from './activity-proxies';
import type { AfterSaleRun } from './after-sale';
import { issueOfFailure } from './failed-step';

export async function carryOutRefunds(run: AfterSaleRun, steps: readonly RefundStep[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const step of steps) {
    run.step(`Carrying out refund ${step.refundId}`);
    for (const credit of step.credits) issues.push(...(await orIssue(run, () => credited(run, step, credit))));
    issues.push(...(await orIssue(run, () => paidOut(run, step, step.payments))));
  }
  return issues;
}

/** Only a credit that was proved is paid, taken in and closed. */
async function credited(
  run: AfterSaleRun,
  step: RefundStep,
  { credit, ...then }: CreditStep,
): Promise<readonly Issue[]> {
  const { refundId } = step;
  const input = () => ({ ...inputOf(run, step), credit });
  const { mismatch } = await activities(run, `Post the sales credit of refund ${refundId}`).createCredit(input());
  if (mismatch) return [mismatch];
  await paidOut(run, step, then.payments);
  if (then.goodsIn) await activities(run, `Take in what refund ${refundId} brings back`).takeGoodsIn(input());
  if (then.close) await activities(run, `Invoice the sales credit of refund ${refundId}`).closeCredit(input());
  return [];
}

async function paidOut(run: AfterSaleRun, step: RefundStep, payments: readonly number[]): Promise<readonly Issue[]> {
  for (const payment of payments) {
    await activities(run, `Book what refund ${step.refundId} paid out`).payRefund({ ...inputOf(run, step), payment });
  }
  return [];
}

async function orIssue(run: AfterSaleRun, work: () => Promise<readonly Issue[]>): Promise<readonly Issue[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return [issueOfFailure(error, run.input.key)];
  }
}

/** Refunds are planned only with the order itself. */
const inputOf = ({ input, account, planId = '' }: AfterSaleRun, { refund }: RefundStep) => ({
  key: input.key,
  asOf: Date.now(),
  planId,
  account,
  refund,
});

const activities = ({ input, account }: AfterSaleRun, summary: string) =>
  brightpearlActivities(input, account, summary);
