import { randomInt } from 'node:crypto';
import { ApplicationFailure, WithStartWorkflowOperation } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import type { OrderChanged, OrderWorkflowInput } from '../../src/domain/messages';
import {
  operatorCommandUpdate,
  ORDER_WORKFLOW_TYPE,
  orderChangedSignal,
  orderStatusQuery,
} from '../../src/domain/messages';
import type { PlanOrderInput } from '../../src/domain/activity-types';
import { orderWorkflowId } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import { orchestrateQueue } from '../../src/domain/queues';
import { fakeActivities } from './support/fake-activities';
import type { Fakes } from './support/fake-activities';
import { startWorld } from '../support/temporal';
import type { TestWorld } from '../support/temporal';

const STORE = 'abc123';
const ACCOUNT = 'acme';
const SEARCH_LAG_MS = 800;
const unknownSku = issue('UNKNOWN_SKU', 'Order 1, line 5: SKU "X" is not in Brightpearl', { subject: 'line-5' });
const HAPPY = [
  'readOrder',
  'planOrder',
  'ensureContact',
  'createSalesOrder',
  'reserveStock',
  'recordPayment',
  'linkBack',
];

interface Order {
  readonly input: OrderWorkflowInput;
  readonly workflowId: string;
  changed(eventId?: string, start?: OrderWorkflowInput, scope?: string, reason?: OrderChanged['reason']): Promise<void>;
  handle(): WorkflowHandle;
  command(verb: 'retry' | 'skip' | 'release' | 'amend'): Promise<unknown>;
}

async function withOrder(fakes: Fakes, test: (order: Order, world: TestWorld) => Promise<void>): Promise<void> {
  const world = await startWorld(fakes.activities, STORE, ACCOUNT);
  try {
    await test(orderOf(world), world);
  } finally {
    await world.close();
  }
}

function orderOf(world: TestWorld): Order {
  const key = { storeHash: STORE, orderId: randomInt(1, 1e12) };
  const input: OrderWorkflowInput = {
    key,
    taskQueuePrefix: world.prefix,
    timings: { settleMs: 300, recheckMs: 20, searchLagMs: SEARCH_LAG_MS, retryInitialMs: 50, retryMaxMs: 200 },
  };
  const workflowId = orderWorkflowId(key);
  const start = { workflowId, taskQueue: orchestrateQueue(world.prefix), args: [input] as [OrderWorkflowInput] };
  return {
    input,
    workflowId,
    handle: () => world.client.workflow.getHandle(workflowId),
    async changed(eventId, started = input, scope = 'store/order/updated', reason = 'webhook') {
      await world.client.workflow.signalWithStart(ORDER_WORKFLOW_TYPE, {
        ...start,
        args: [started],
        signal: orderChangedSignal,
        signalArgs: [{ reason, scope, ...(eventId ? { eventId } : {}) }],
      });
    },
    command: (verb) =>
      world.client.workflow.executeUpdateWithStart(operatorCommandUpdate, {
        args: [{ verb, actor: 'ann', commandId: `${verb}-${randomInt(1e9)}`, arguments: {} }],
        startWorkflowOperation: new WithStartWorkflowOperation(ORDER_WORKFLOW_TYPE, {
          ...start,
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      }),
  };
}

const eventsOf = async (handle: WorkflowHandle) => (await handle.fetchHistory()).events ?? [];

describe('the order workflow', () => {
  it('imports an order step by step and closes', async () => {
    const fakes = fakeActivities();
    await withOrder(fakes, async (order) => {
      await order.changed();
      await order.handle().result();
      expect(fakes.names().sort()).toEqual([...HAPPY].sort());
      expect(fakes.names().at(-1)).toBe('linkBack');
      expect((await order.handle().describe()).typedSearchAttributes.getAll()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ value: 'SYNCED' }),
          expect.objectContaining({ value: '5001' }),
        ]),
      );
    });
  });

  it('lets the echoes of its own writes join it at the price of one read, within 65 events or so', async () => {
    let poke: () => Promise<void> = async () => undefined;
    const fakes = fakeActivities({}, async (name) => {
      if (name === 'linkBack') await poke();
    });
    await withOrder(fakes, async (order) => {
      poke = async () => {
        await order.changed('echo-1');
        await order.changed('echo-2');
      };
      await order.changed('created');
      await order.handle().result();
      expect(fakes.names().sort()).toEqual([...HAPPY, 'readOrder'].sort());
      // 65, and a workflow task more where a busy machine lets the two come apart.
      expect((await eventsOf(order.handle())).length).toBeLessThanOrEqual(68);
    });
  });

  it.each(HAPPY)('does not lose a change that arrives while %s runs', async (activity) => {
    let poked = 0;
    let poke: () => Promise<void> = async () => undefined;
    const fakes = fakeActivities({}, async (name) => {
      if (name !== activity || poked > 0) return;
      poked = fakes.calls.length;
      await poke();
    });
    await withOrder(fakes, async (order) => {
      poke = () => order.changed('later');
      await order.changed('first');
      await order.handle().result();
      expect(fakes.names().slice(poked)).toContain('readOrder');
    });
  });

  it.each(['saveState', 'recordDecision'])('does not lose a change that arrives while %s runs', async (activity) => {
    let poked = 0;
    let poke: () => Promise<void> = async () => undefined;
    let fits = false;
    const importing = await fakeActivities().activities.planOrder({} as never);
    const fakes = fakeActivities(
      { planOrder: async () => (fits ? importing : { kind: 'issues', issues: [unknownSku] }) },
      async (name) => {
        if (name !== activity || poked > 0) return;
        poked = fakes.calls.length;
        fits = true;
        await poke();
      },
    );
    await withOrder(fakes, async (order) => {
      poke = () => order.changed('later');
      await order.changed('first');
      if (activity === 'recordDecision') {
        await waitFor(async () => (await order.handle().query(orderStatusQuery)).issue);
        await order.command('retry');
      }
      await order.handle().result();
      expect(fakes.names().slice(poked)).toContain('readOrder');
      expect(fakes.names().at(-1)).toBe('linkBack');
    });
  });

  describe('asks Brightpearl for its news', () => {
    const asked = (fakes: Fakes): boolean[] =>
      fakes.calls
        .filter(({ name }) => name === 'planOrder')
        .map(({ input }) => (input as PlanOrderInput).brightpearlNews === true);

    it.each([
      ['webhook', false],
      ['sweep', false],
      ['backfill', false],
      ['brightpearl', true],
      ['doctor', true],
      ['operator', true],
    ] as const)('when it was started by %s: %s', async (reason, expected) => {
      const fakes = fakeActivities();
      await withOrder(fakes, async (order) => {
        await order.changed(undefined, order.input, undefined, reason);
        await order.handle().result();
        expect(asked(fakes)).toEqual([expected]);
      });
    });

    it('when nothing tells why it was started', async () => {
      const fakes = fakeActivities();
      await withOrder(fakes, async ({ workflowId, input }, world) => {
        const options = { workflowId, taskQueue: orchestrateQueue(world.prefix), args: [input] };
        await world.client.workflow.execute(ORDER_WORKFLOW_TYPE, options);
        expect(asked(fakes)).toEqual([true]);
      });
    });

    it('not for what a sweep of the store finds while it waits for echoes', async () => {
      let poke: () => Promise<void> = async () => undefined;
      const fakes = fakeActivities({}, async (name) => {
        if (name === 'linkBack') await poke();
      });
      await withOrder(fakes, async (order) => {
        poke = () => order.changed(undefined, order.input, undefined, 'sweep');
        await order.changed();
        await order.handle().result();
        expect(fakes.names().sort()).toEqual([...HAPPY, 'readOrder'].sort());
      });
    });
  });

  it('reads once for repeats that arrive before it has read', async () => {
    let poke: () => Promise<void> = async () => undefined;
    const fakes = fakeActivities({}, async (name) => {
      if (name === 'planOrder') await poke();
    });
    await withOrder(fakes, async (order) => {
      poke = async () => {
        for (let n = 0; n < 5; n += 1) await order.changed('same');
      };
      await order.changed('first');
      await order.handle().result();
      expect(fakes.names().filter((name) => name === 'readOrder')).toHaveLength(2);
    });
  });

  it('reads again for an event that is the same as one before its last reading: two changes can look alike', async () => {
    const fakes = fakeActivities();
    const reads = () => fakes.names().filter((name) => name === 'readOrder').length;
    await withOrder(fakes, async (order) => {
      await order.changed('same');
      await waitFor(async () => (fakes.names().includes('linkBack') ? true : undefined));
      await order.changed('same');
      await order.handle().result();
      expect(reads()).toBe(2);
    });
  });

  it('reads again for such an event while it waits for a person', async () => {
    let fits = false;
    const importing = await fakeActivities().activities.planOrder({} as never);
    const fakes = fakeActivities({
      planOrder: async () => (fits ? importing : { kind: 'issues', issues: [unknownSku] }),
    });
    await withOrder(fakes, async (order) => {
      await order.changed('same');
      await waitFor(async () => (await order.handle().query(orderStatusQuery)).issue);
      fits = true;
      await order.changed('same');
      await order.handle().result();
      expect(fakes.names().at(-1)).toBe('linkBack');
    });
  });

  it('does not take an order that came to need a person for handled when it becomes again what it was', async () => {
    let poke: () => Promise<void> = async () => undefined;
    let version = 'v1';
    const importing = await fakeActivities().activities.planOrder({} as never);
    const fakes = fakeActivities(
      {
        readOrder: async ({ knownHash }) =>
          knownHash === version
            ? { kind: 'unchanged' }
            : { kind: 'changed', snapshotId: version, hash: version, route: 'main', account: 'acme' },
        planOrder: async ({ snapshotId }) =>
          snapshotId === 'v1' ? importing : { kind: 'issues', issues: [unknownSku] },
      },
      async (name) => {
        if (name !== 'linkBack' && name !== 'saveState') return;
        version = name === 'linkBack' && version === 'v1' && !fakes.names().includes('saveState') ? 'v2' : 'v1';
        await poke();
        if (name === 'saveState') poke = async () => undefined;
      },
    );
    await withOrder(fakes, async (order) => {
      poke = () => order.changed();
      await order.changed();
      await order.handle().result();
      expect(fakes.names().slice(fakes.names().indexOf('saveState'))).toContain('planOrder');
    });
  });

  it('waits for a person when a step fails in a way that nobody foresaw', async () => {
    let broken = true;
    const fakes = fakeActivities({
      ensureContact: async () => {
        if (!broken) return { contactId: 7 };
        throw ApplicationFailure.create({ message: 'a bug', type: 'TypeError', nonRetryable: true });
      },
    });
    await withOrder(fakes, async (order) => {
      await order.changed();
      const { issue: shown } = await waitFor(async () => {
        const answer = await order.handle().query(orderStatusQuery);
        return answer.issue ? answer : undefined;
      });
      expect(shown).toMatchObject({
        code: 'UNEXPECTED_FAILURE',
        message: expect.stringMatching(/ensureContact .*TypeError/),
      });
      broken = false;
      await order.command('retry');
      await order.handle().result();
      expect(fakes.names().at(-1)).toBe('linkBack');
    });
  });

  it('ends when it is cancelled', async () => {
    let started = false;
    const fakes = fakeActivities({
      ensureContact: async () => {
        started = true;
        await new Promise((resolve) => setTimeout(resolve, 500));
        return { contactId: 7 };
      },
    });
    await withOrder(fakes, async (order) => {
      await order.changed();
      await waitFor(async () => started || undefined);
      await order.handle().cancel();
      await expect(order.handle().result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    });
  });

  it('goes on in a fresh run when its history has grown long, and knows there what it knew', async () => {
    // The server suggests a fresh run from 4 MB on; nothing else makes a history long so quickly.
    const long = `store/order/${'x'.repeat(1_500_000)}`;
    const scopes = [long, long, long, undefined, undefined, undefined];
    let poke: (scope: string | undefined) => Promise<void> = async () => undefined;
    const fakes = fakeActivities({}, async (name) => {
      const isWritten = fakes.names().includes('linkBack');
      // The suggestion can come one step late, when the run would be over: some more changes keep it going.
      const due = name === 'linkBack' ? 3 : isWritten && name === 'readOrder' ? 1 : 0;
      for (const scope of scopes.splice(0, due)) await poke(scope);
    });
    await withOrder(fakes, async (order) => {
      poke = (scope) => order.changed(undefined, order.input, scope);
      await order.changed();
      await order.handle().result();
      const [started] = await eventsOf(order.handle());
      expect(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).not.toBe('');
      expect(fakes.calls.at(-1)).toMatchObject({ name: 'readOrder', input: { knownHash: 'v1' } });
      expect(fakes.names().filter((name) => name === 'planOrder')).toHaveLength(1);
    });
  });

  it('waits for a person in a run of at most ten events, and a retry starts over', async () => {
    let known = false;
    const fakes = fakeActivities({
      ensureContact: async () => {
        if (known) return { contactId: 7 };
        throw ApplicationFailure.create({
          message: unknownSku.message,
          type: 'UNKNOWN_SKU',
          nonRetryable: true,
          details: [unknownSku],
        });
      },
    });
    await withOrder(fakes, async (order) => {
      await order.changed();
      const status = await waitFor(async () => {
        const answer = await order.handle().query(orderStatusQuery);
        return answer.issue ? answer : undefined;
      });
      expect(status).toMatchObject({ state: 'NEEDS_ATTENTION', issue: { code: 'UNKNOWN_SKU' } });
      expect((await eventsOf(order.handle())).length).toBeLessThanOrEqual(10);
      known = true;
      await expect(order.command('retry')).resolves.toMatchObject({ accepted: true });
      await order.handle().result();
      expect(fakes.names()).toContain('recordDecision');
      expect(fakes.names().at(-1)).toBe('linkBack');
    });
  });

  it('finds what was corrected before a retry once the search shows it, whatever else arrives meanwhile', async () => {
    const importing = await fakeActivities().activities.planOrder({} as never);
    let shownAt = Number.POSITIVE_INFINITY;
    let retried = false;
    let poke: () => Promise<void> = async () => undefined;
    const fakes = fakeActivities(
      { planOrder: async () => (Date.now() < shownAt ? { kind: 'issues', issues: [unknownSku] } : importing) },
      async (name) => {
        if (name === 'planOrder' && retried) await poke();
      },
    );
    await withOrder(fakes, async (order) => {
      await order.changed();
      await waitFor(async () => (await order.handle().query(orderStatusQuery)).issue);
      poke = () => order.changed('sweep');
      shownAt = Date.now() + SEARCH_LAG_MS / 2;
      retried = true;
      await order.command('retry');
      await order.handle().result();
      expect(fakes.names()).toContain('linkBack');
    });
  });

  it('acts at once on a ruling that arrives while it waits to read an order again', async () => {
    const importing = await fakeActivities().activities.planOrder({} as never);
    let amended = false;
    const fakes = fakeActivities({
      planOrder: async () => (amended ? importing : { kind: 'issues', issues: [unknownSku] }),
    });
    await withOrder(fakes, async (order) => {
      const patient: OrderWorkflowInput = {
        ...order.input,
        timings: { ...order.input.timings, recheckMs: 3_600_000 },
      };
      await order.changed(undefined, patient);
      await waitFor(async () => (fakes.names().includes('planOrder') ? true : undefined));
      amended = true;
      await order.command('amend');
      await order.handle().result();
      expect(fakes.names().at(-1)).toBe('linkBack');
    });
  });

  it('goes on by itself when a hold ends', async () => {
    let holds = 1;
    const importing = await fakeActivities().activities.planOrder({} as never);
    const fakes = fakeActivities({
      planOrder: async () =>
        holds-- > 0
          ? { kind: 'hold', rule: 'young', reason: 'too young', until: new Date(Date.now() + 500).toISOString() }
          : importing,
    });
    await withOrder(fakes, async (order) => {
      await order.changed();
      await order.handle().result();
      expect(fakes.names().sort()).toEqual(['readOrder', 'planOrder', 'saveState', ...HAPPY].sort());
    });
  });

  it('takes a command for an order that has no running workflow', async () => {
    const fakes = fakeActivities();
    await withOrder(fakes, async (order) => {
      await expect(order.command('retry')).resolves.toMatchObject({ accepted: true });
      await order.handle().result();
      expect(fakes.names()).toContain('linkBack');
    });
  });

  it('stops before reservation and payment when Brightpearl answers other figures', async () => {
    const mismatch = issue('BRIGHTPEARL_TOTAL_DIFFERS', 'Sales order 5001: 10.01 instead of 10.00');
    const fakes = fakeActivities({ createSalesOrder: async () => ({ salesOrderId: 5001, mismatch }) });
    await withOrder(fakes, async (order) => {
      await order.changed();
      await waitFor(async () => (await order.handle().query(orderStatusQuery)).issue);
      const pass = ['readOrder', 'planOrder', 'ensureContact', 'createSalesOrder'];
      expect(fakes.names()).toEqual([...pass, ...pass, 'saveState']);
      await order.handle().terminate();
    });
  });
});

/** Asks until the answer is there; each order settles in well under the jest timeout. */
async function waitFor<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
