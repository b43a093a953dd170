import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import { CUSTOMERS_WORKFLOW_TYPE, customersChangedSignal } from '../../src/domain/customer-messages';
import type { CustomersInput } from '../../src/domain/customer-messages';
import type { FollowCustomersInput, FollowCustomersResult } from '../../src/domain/customer-types';
import type { ExplainCustomerInput } from '../../src/domain/customer-explain-types';
import { customersWorkflowId } from '../../src/domain/ids';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';

const STORE = 'abc123';
const ACCOUNT = 'acme';
const NOTHING: FollowCustomersResult = { updated: 0, left: 0, created: 0, parked: 0 };

interface Shop {
  readonly handle: WorkflowHandle;
  changed(): Promise<void>;
}

async function withShop(
  follow: (input: FollowCustomersInput, call: number) => Promise<FollowCustomersResult>,
  test: (shop: Shop) => Promise<void>,
  more: Partial<CustomersInput> = {},
): Promise<void> {
  let calls = 0;
  const followCustomers = (input: FollowCustomersInput) => follow(input, (calls += 1));
  const world = await startWorld({ followCustomers }, STORE, ACCOUNT);
  const input: CustomersInput = {
    storeHash: STORE,
    taskQueuePrefix: world.prefix,
    accounts: [ACCOUNT],
    timings: { gatherMs: 100, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 },
    ...more,
  };
  const workflowId = `${world.prefix}/${customersWorkflowId(STORE)}`;
  try {
    await test({
      handle: world.client.workflow.getHandle(workflowId),
      changed: async () => {
        await world.client.workflow.signalWithStart(CUSTOMERS_WORKFLOW_TYPE, {
          workflowId,
          taskQueue: orchestrateQueue(world.prefix),
          args: [input],
          signal: customersChangedSignal,
          signalArgs: [{ reason: 'test' }],
        });
      },
    });
  } finally {
    await world.close();
  }
}

it('looks at a burst at once, goes on while more wait, and closes', async () => {
  const afters: (number | undefined)[] = [];
  const follow = async ({ after }: FollowCustomersInput): Promise<FollowCustomersResult> => {
    afters.push(after);
    return afters.length < 3 ? { ...NOTHING, updated: 25, after: afters.length * 25 } : NOTHING;
  };
  // A burst is what comes before the first look: a busy machine may let its parts come far apart.
  const test = async ({ changed, handle }: Shop): Promise<void> => {
    await Promise.all([changed(), changed(), changed()]);
    await handle.result();
    expect(afters).toEqual([undefined, 25, 50]);
  };
  await withShop(follow, test, {
    timings: { gatherMs: 1_500, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 },
  });
});

it('keeps apart how far it came with those that have time', async () => {
  const inputs: unknown[] = [];
  const follow = async ({ after, afterLate }: FollowCustomersInput, call: number): Promise<FollowCustomersResult> => {
    inputs.push({ after, afterLate });
    return (
      [
        { ...NOTHING, created: 5, afterLate: 9 },
        { ...NOTHING, after: 12, afterLate: 9 },
      ][call - 1] ?? NOTHING
    );
  };
  await withShop(follow, async ({ changed, handle }) => {
    await changed();
    await handle.result();
    expect(inputs).toEqual([{}, { afterLate: 9 }, { after: 12, afterLate: 9 }]);
  });
});

it('does not lose a change that comes while it works', async () => {
  let poke: () => Promise<void> = async () => undefined;
  let calls = 0;
  const follow = async (_input: FollowCustomersInput, call: number): Promise<FollowCustomersResult> => {
    calls = call;
    if (call === 1) await poke();
    return NOTHING;
  };
  await withShop(follow, async ({ changed, handle }) => {
    poke = changed;
    await changed();
    await handle.result();
    expect(calls).toBe(2);
  });
});

it('looks again once the answer that was lost can be believed', async () => {
  const times: number[] = [];
  const follow = async (_input: FollowCustomersInput, call: number): Promise<FollowCustomersResult> => {
    times.push(Date.now());
    return call === 1 ? { ...NOTHING, waitMs: 700 } : NOTHING;
  };
  await withShop(follow, async ({ changed, handle }) => {
    await changed();
    await handle.result();
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(700);
  });
});

it('tries again what failed, and goes on in a fresh history', async () => {
  let calls = 0;
  const follow = async (_input: FollowCustomersInput, call: number): Promise<FollowCustomersResult> => {
    calls = call;
    if (call === 1) throw ApplicationFailure.create({ message: 'away', type: 'RemoteUnavailable' });
    return call < 12 ? { ...NOTHING, updated: 1, after: call } : NOTHING;
  };
  await withShop(
    follow,
    async ({ changed, handle }) => {
      await changed();
      await handle.result();
      expect(calls).toBe(12);
    },
    { maxEvents: 30 },
  );
});

it('explains a customer in the accounts that answer, and names the failure of the one that does not', async () => {
  const explainCustomer = async ({ account }: ExplainCustomerInput) => {
    if (account === ACCOUNT) throw ApplicationFailure.create({ message: 'away', type: 'RemoteUnavailable' });
    throw new Error('Nobody asks for another');
  };
  const world = await startWorld({ explainCustomer }, STORE, ACCOUNT);
  const args = [{ taskQueuePrefix: world.prefix, storeHash: STORE, customerId: 42, accounts: [ACCOUNT] }];
  const workflowId = `${world.prefix}/explain`;
  const taskQueue = orchestrateQueue(world.prefix);
  try {
    expect(await world.client.workflow.execute('customerExplain', { workflowId, taskQueue, args })).toEqual({
      accounts: [{ account: ACCOUNT, contact: null, failure: 'RemoteUnavailable' }],
    });
  } finally {
    await world.close();
  }
});

async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(50);
}

it('serves an account while another one does not answer', async () => {
  const served: number[] = [];
  let poke: () => Promise<void> = async () => undefined;
  const follow = async ({ account }: FollowCustomersInput): Promise<FollowCustomersResult> => {
    if (account === ACCOUNT) {
      served.push(Date.now());
      return NOTHING;
    }
    throw new Error('Nobody works for the other account');
  };
  await withShop(
    follow,
    async ({ changed, handle }) => {
      poke = changed;
      await changed();
      await eventually(() => served.length === 1);
      await poke();
      await eventually(() => served.length === 2);
      await handle.terminate('the other account never answers');
    },
    { accounts: ['other', ACCOUNT] },
  );
});
