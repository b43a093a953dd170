/** The steps of refunds in the order's workflow: a credit, then what depends on it; what fails keeps nothing else. */
import { randomInt } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/client';
import { orderWorkflowId } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import { ORDER_WORKFLOW_TYPE, orderStatusQuery } from '../../src/domain/messages';
import type { OrderStatus } from '../../src/domain/messages';
import { orchestrateQueue } from '../../src/domain/queues';
import type { RefundStep } from '../../src/domain/refund-types';
import { startWorld } from '../support/temporal';
import { fakeActivities } from './support/fake-activities';

const FIRST: RefundStep = {
  refundId: 31,
  refund: 0,
  credits: [{ credit: 0, payments: [1], goodsIn: true, close: true }],
  payments: [0],
};
const SECOND: RefundStep = { refundId: 32, refund: 1, credits: [], payments: [0] };

/** One pass over an imported order with both refunds to carry out. */
async function passOf(
  overrides: Parameters<typeof fakeActivities>[0],
): Promise<{ names: string[]; status: OrderStatus }> {
  const fakes = fakeActivities({
    planOrder: async () => ({
      kind: 'import',
      planId: 'p1',
      parts: [{ part: 0, externalRef: 'abc123-1', salesOrderId: 5001, complete: true, reserves: false }],
      payments: [],
      notes: false,
      upToDate: true,
      after: { steps: { refunds: [FIRST, SECOND] }, issues: [] },
    }),
    ...overrides,
  });
  const world = await startWorld(fakes.activities, 'abc123', 'acme');
  try {
    const key = { storeHash: 'abc123', orderId: randomInt(1, 1e12) };
    const timings = { settleMs: 50, recheckMs: 20, retryInitialMs: 50, retryMaxMs: 200 };
    const handle = await world.client.workflow.start(ORDER_WORKFLOW_TYPE, {
      workflowId: orderWorkflowId(key),
      taskQueue: orchestrateQueue(world.prefix),
      args: [{ key, taskQueuePrefix: world.prefix, timings }],
    });
    let status = await handle.query(orderStatusQuery);
    while (status.state !== 'SYNCED' && !status.issue) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = await handle.query(orderStatusQuery);
    }
    return { names: fakes.names(), status };
  } finally {
    await world.close();
  }
}

const ofRefunds = (names: readonly string[]): string[] =>
  names.filter((name) => ['createCredit', 'payRefund', 'takeGoodsIn', 'closeCredit'].includes(name));

it('carries out a credit, its money, its goods and its invoice, then the money on the sales order, then the next', async () => {
  const { names, status } = await passOf({});
  expect(ofRefunds(names)).toEqual([
    'createCredit',
    'payRefund',
    'takeGoodsIn',
    'closeCredit',
    'payRefund',
    'payRefund',
  ]);
  expect(status.state).toBe('SYNCED');
});

it('leaves alone what depends on a credit whose figures differ, and nothing else', async () => {
  const mismatch = issue('CREDIT_TOTAL_DIFFERS', 'Order 1: sales credit 5101 differs');
  const { names, status } = await passOf({ createCredit: async () => ({ creditId: 5101, mismatch }) });
  expect(ofRefunds(names).slice(0, 3)).toEqual(['createCredit', 'payRefund', 'payRefund']);
  expect(status).toMatchObject({ state: 'NEEDS_ATTENTION', issue: { code: 'CREDIT_TOTAL_DIFFERS' } });
});

it('goes on with the next refund when a step fails for good', async () => {
  const { names, status } = await passOf({
    createCredit: async () => {
      throw ApplicationFailure.nonRetryable('Refused', 'REJECTED_BY_BRIGHTPEARL');
    },
  });
  expect(ofRefunds(names).slice(0, 3)).toEqual(['createCredit', 'payRefund', 'payRefund']);
  expect(status).toMatchObject({ state: 'NEEDS_ATTENTION', issue: { code: 'REJECTED_BY_BRIGHTPEARL' } });
});
