/** What a pass does after the sale, and where it leaves the order. */
import { randomInt } from 'node:crypto';
import { orderWorkflowId } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import type { OrderWorkflowInput } from '../../src/domain/messages';
import type { PlanOrderResult } from '../../src/domain/activity-types';
import { ORDER_WORKFLOW_TYPE, orderStatusQuery } from '../../src/domain/messages';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';
import { fakeActivities } from './support/fake-activities';
import type { Fakes } from './support/fake-activities';

const STORE = 'abc123';
const ACCOUNT = 'acme';
const EXTERNAL_REF = 'abc123-1';
const changed = issue('CHANGED_AFTER_IMPORT', 'Order 1 was changed in the store');
const paid = issue('CANCELLED_WITH_PAYMENT', 'Order 1 was cancelled in the store');

const imported = (after: Extract<PlanOrderResult, { kind: 'import' }>['after']): PlanOrderResult => ({
  kind: 'import',
  planId: 'p1',
  parts: [{ part: 0, externalRef: EXTERNAL_REF, complete: true, reserves: true, salesOrderId: 5001 }],
  payments: [],
  notes: false,
  upToDate: true,
  ...(after ? { after } : {}),
});

const AMEND = { amend: [{ part: 0, salesOrderId: 5001 }] };
const CANCEL = { cancel: [{ externalRef: EXTERNAL_REF, salesOrderId: 5001, route: 'main', ending: 'cancelled' }] };

/** Runs an order until its run closes or parks, and gives the state that it shows then. */
async function stateAfter(fakes: Fakes): Promise<string> {
  const world = await startWorld(fakes.activities, STORE, ACCOUNT);
  try {
    const key = { storeHash: STORE, orderId: randomInt(1, 1e12) };
    const timings = { settleMs: 50, recheckMs: 20, retryInitialMs: 50, retryMaxMs: 200 };
    const input: OrderWorkflowInput = { key, taskQueuePrefix: world.prefix, timings };
    const workflowId = orderWorkflowId(key);
    const start = { workflowId, taskQueue: orchestrateQueue(world.prefix), args: [input] };
    const handle = await world.client.workflow.start(ORDER_WORKFLOW_TYPE, start);
    // The time limit of the tests ends what never settles; how long it takes is the machine's business.
    for (;;) {
      const { state, issue: parkedOver } = await handle.query(orderStatusQuery);
      if (['SYNCED', 'CANCELLED'].includes(state) || parkedOver) return state;
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
  } finally {
    await world.close();
  }
}

it('applies what was changed, by ids alone', async () => {
  const fakes = fakeActivities({ planOrder: async () => imported({ steps: AMEND, issues: [] }) });
  expect(await stateAfter(fakes)).toBe('SYNCED');
  expect(fakes.names()).toEqual(expect.arrayContaining(['planOrder', 'amendSalesOrder']));
  expect(fakes.calls.find(({ name }) => name === 'amendSalesOrder')?.input).toMatchObject({
    planId: 'p1',
    account: ACCOUNT,
    part: 0,
    salesOrderId: 5001,
  });
});

it('waits for a person over what could not be applied', async () => {
  const fakes = fakeActivities({
    planOrder: async () => imported({ steps: AMEND, issues: [] }),
    amendSalesOrder: async () => ({ issue: changed }),
  });
  expect(await stateAfter(fakes)).toBe('NEEDS_ATTENTION');
  expect(fakes.calls.find(({ name }) => name === 'saveState')?.input).toMatchObject({ issue: changed });
});

it('is cancelled when its sales orders are', async () => {
  const fakes = fakeActivities({ planOrder: async () => imported({ steps: CANCEL, issues: [] }) });
  expect(await stateAfter(fakes)).toBe('CANCELLED');
  expect(fakes.names()).toContain('cancelSalesOrder');
});

it('waits over a sales order that cannot be cancelled', async () => {
  const fakes = fakeActivities({
    planOrder: async () => imported({ steps: CANCEL, issues: [] }),
    cancelSalesOrder: async () => ({ issue: paid }),
  });
  expect(await stateAfter(fakes)).toBe('NEEDS_ATTENTION');
  expect(fakes.calls.find(({ name }) => name === 'saveState')?.input).toMatchObject({ issue: paid });
});

it('stays cancelled, and writes nothing', async () => {
  const after = { steps: {}, issues: [] };
  const fakes = fakeActivities({ planOrder: async () => ({ kind: 'cancelled', salesOrderIds: [5001], after }) });
  expect(await stateAfter(fakes)).toBe('CANCELLED');
  expect(fakes.names()).toEqual(['readOrder', 'planOrder']);
});

it('waits over one that is open again', async () => {
  const after = { steps: {}, issues: [changed] };
  const fakes = fakeActivities({ planOrder: async () => ({ kind: 'cancelled', salesOrderIds: [5001], after }) });
  expect(await stateAfter(fakes)).toBe('NEEDS_ATTENTION');
});

describe('a sales order that is replaced', () => {
  const replace = { externalRef: EXTERNAL_REF, salesOrderId: 5001, route: 'main', sourceHash: 'h1', decision: 'd1' };
  const anew: PlanOrderResult = {
    kind: 'import',
    planId: 'p2',
    parts: [{ part: 0, externalRef: 'abc123-1-r2', complete: false, reserves: true }],
    payments: [0],
    notes: false,
    upToDate: false,
  };

  it.each<[string, PlanOrderResult]>([
    ['when it was chosen', imported({ steps: { replace }, issues: [] })],
    ['after a crash', { kind: 'replacing', after: { steps: { replace }, issues: [] } }],
  ])('is credited and taken away %s, and the order is planned anew', async (_case, first) => {
    const plans = [first, anew];
    const fakes = fakeActivities({ planOrder: async () => plans.shift() ?? imported(undefined) });
    expect(await stateAfter(fakes)).toBe('SYNCED');
    const writes = [
      'planOrder',
      'creditSalesOrder',
      'retireSalesOrder',
      'createSalesOrder',
      'recordPayment',
      'linkBack',
    ];
    expect(fakes.names().filter((name) => writes.includes(name))).toEqual([
      'planOrder',
      'creditSalesOrder',
      'retireSalesOrder',
      'planOrder',
      'createSalesOrder',
      'recordPayment',
      'linkBack',
    ]);
    expect(fakes.calls.find(({ name }) => name === 'creditSalesOrder')?.input).toMatchObject({
      account: ACCOUNT,
      ...replace,
    });
  });

  it('waits for a person where it may not be begun, and nothing else is done', async () => {
    const fakes = fakeActivities({
      planOrder: async () => imported({ steps: { replace }, issues: [] }),
      creditSalesOrder: async () => ({ issue: changed }),
    });
    expect(await stateAfter(fakes)).toBe('NEEDS_ATTENTION');
    expect(fakes.names()).not.toContain('retireSalesOrder');
    expect(fakes.names()).not.toContain('createSalesOrder');
  });
});
