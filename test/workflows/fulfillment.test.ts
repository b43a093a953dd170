/** Notes on their way into the store: children of their order, one after the other. */
import { randomInt } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/client';
import { fulfillmentWorkflowId, orderWorkflowId } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import type { OrderWorkflowInput } from '../../src/domain/messages';
import { ORDER_WORKFLOW_TYPE, orderChangedSignal, orderStatusQuery } from '../../src/domain/messages';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';
import type { TestWorld } from '../support/temporal';
import { fakeActivities } from './support/fake-activities';
import type { Fakes } from './support/fake-activities';

const STORE = 'abc123';
const ACCOUNT = 'acme';
const refused = issue('REJECTED_BY_BIGCOMMERCE', 'Order 1: the shipment was refused');
const OLD = issue('OLD_NOTE', 'Order 1, goods-out note 7 was shipped 40 days ago');

const noteOf = (noteId: number, kind: 'goods-out' | 'drop-ship' = 'goods-out') => ({
  account: ACCOUNT,
  kind,
  noteId,
  version: 'v1',
});

/** An imported order with notes to show at its first look, and none after. */
function withNotes(notes: readonly ReturnType<typeof noteOf>[], overrides: Parameters<typeof fakeActivities>[0] = {}) {
  const { planOrder } = fakeActivities().activities;
  let looks = 0;
  return (onCall?: Parameters<typeof fakeActivities>[1]): Fakes =>
    fakeActivities(
      {
        planOrder: async (input) =>
          ({
            ...(await planOrder(input)),
            upToDate: true,
            after: { steps: looks++ === 0 ? { notes } : {}, issues: [] },
          }) as never,
        ...overrides,
      },
      onCall,
    );
}

interface Order {
  readonly workflowId: string;
  changed(scope?: string): Promise<void>;
}

async function play(fakes: Fakes, act: (order: Order, world: TestWorld) => Promise<void>): Promise<void> {
  const world = await startWorld(fakes.activities, STORE, ACCOUNT);
  const key = { storeHash: STORE, orderId: randomInt(1, 1e12) };
  const input: OrderWorkflowInput = {
    key,
    taskQueuePrefix: world.prefix,
    timings: { settleMs: 300, recheckMs: 20, retryInitialMs: 50, retryMaxMs: 200 },
  };
  const workflowId = orderWorkflowId(key);
  try {
    await act(
      {
        workflowId,
        async changed(scope = 'store/order/updated') {
          await world.client.workflow.signalWithStart(ORDER_WORKFLOW_TYPE, {
            workflowId,
            taskQueue: orchestrateQueue(world.prefix),
            args: [input],
            signal: orderChangedSignal,
            signalArgs: [{ reason: 'webhook', scope }],
          });
        },
      },
      world,
    );
  } finally {
    await world.close();
  }
}

const run = (fakes: Fakes) =>
  play(fakes, async (order, { client }) => {
    await order.changed();
    await client.workflow.getHandle(order.workflowId).result();
  });

const steps = (fakes: Fakes) => fakes.names().filter((name) => !/Order$|saveState/.test(name));
const ids = () => [randomInt(1, 1e9), randomInt(1, 1e9)] as const;

describe('a note', () => {
  it('is read, planned, shipped and settled', async () => {
    const [noteId] = ids();
    const fakes = withNotes([noteOf(noteId)])();
    await run(fakes);
    expect(steps(fakes)).toEqual([
      'readNote',
      'planShipments',
      'createShipment',
      'createShipment',
      'changeShipment',
      'settleNote',
    ]);
  });

  it('that is not due yet is not settled', async () => {
    const fakes = withNotes([noteOf(ids()[0])], {
      planShipments: async () => ({ create: [], change: [], issues: [] }),
    })();
    await run(fakes);
    expect(steps(fakes)).toEqual(['readNote', 'planShipments']);
  });

  it('waits for the one before it', async () => {
    const [first, second] = ids();
    let atWork = 0;
    let most = 0;
    const fakes = withNotes([noteOf(first), noteOf(second)], {
      readNote: async () => {
        atWork += 1;
        most = Math.max(most, atWork);
        return { readingId: 'r1' };
      },
      settleNote: async () => {
        atWork -= 1;
        return {};
      },
    })();
    await run(fakes);
    expect(most).toBe(1);
    expect(steps(fakes).filter((name) => name === 'settleNote')).toHaveLength(2);
  });

  it('has a workflow of its own, and one of another kind with its number another', async () => {
    const [noteId] = ids();
    const fakes = withNotes([noteOf(noteId), noteOf(noteId, 'drop-ship')])();
    await play(fakes, async (order, { client }) => {
      await order.changed();
      await client.workflow.getHandle(order.workflowId).result();
      for (const kind of ['goods-out', 'drop-ship'] as const) {
        const id = fulfillmentWorkflowId(noteOf(noteId, kind));
        expect((await client.workflow.getHandle(id).describe()).status.name).toBe('COMPLETED');
      }
      expect(fulfillmentWorkflowId(noteOf(7))).toBe('fulfillment/acme/7');
      expect(fulfillmentWorkflowId(noteOf(7, 'drop-ship'))).toBe('fulfillment/acme/drop-ship-7');
    });
  });
});

describe('a note that cannot be shown', () => {
  const failing: readonly [string, Parameters<typeof fakeActivities>[0], string][] = [
    ['is refused', { createShipment: () => Promise.reject(failure(refused)) }, 'REJECTED_BY_BIGCOMMERCE'],
    ['needs a yes', { planShipments: async () => ({ create: [], change: [], issues: [OLD] }) }, 'OLD_NOTE'],
  ];
  const failure = (of: typeof refused) =>
    ApplicationFailure.create({ message: of.message, type: of.code, nonRetryable: true, details: [of] });

  it.each(failing)('because it %s makes its order wait, and keeps no other note back', async (_, overrides, code) => {
    const [first, second] = ids();
    const { planOrder } = fakeActivities().activities;
    const settled: number[] = [];
    const fakes = fakeActivities({
      ...overrides,
      ...only(first, overrides),
      planOrder: async (input) =>
        ({
          ...(await planOrder(input)),
          upToDate: true,
          after: { steps: { notes: [noteOf(first), noteOf(second)] }, issues: [] },
        }) as never,
      settleNote: async ({ note }) => {
        settled.push(note.noteId);
        return {};
      },
    });
    await play(fakes, async (order, { client }) => {
      await order.changed();
      const handle = client.workflow.getHandle(order.workflowId);
      while (!(await handle.query(orderStatusQuery)).issue) await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await handle.query(orderStatusQuery)).issue?.code).toBe(code);
      expect(new Set(settled)).toEqual(new Set([second]));
      await handle.terminate();
    });
  });

  /** The overrides for one note only. */
  function only(noteId: number, overrides: Parameters<typeof fakeActivities>[0] = {}) {
    const { activities } = fakeActivities();
    return Object.fromEntries(
      (['createShipment', 'planShipments'] as const).map((name) => [
        name,
        (input: { readonly note: { readonly noteId: number } }) =>
          ((input.note.noteId === noteId && overrides[name]) || activities[name])(input as never),
      ]),
    );
  }

  it('because somebody stopped its workflow is an issue of its order', async () => {
    const [noteId] = ids();
    let stop: () => Promise<void> = async () => undefined;
    const fakes = withNotes([noteOf(noteId)])(async (name) => {
      if (name === 'readNote') await stop();
    });
    await play(fakes, async (order, { client }) => {
      stop = async () => void (await client.workflow.getHandle(fulfillmentWorkflowId(noteOf(noteId))).terminate());
      await order.changed();
      await client.workflow.getHandle(order.workflowId).result();
      expect(fakes.calls.filter(({ name }) => name === 'saveState')).toEqual([]);
      // It is read once more before a person is asked, and by then the note was not to be shown any more.
      expect(fakes.names().filter((name) => name === 'planOrder')).toHaveLength(2);
    });
  });
});

describe('echoes of shipments', () => {
  it('cost one read together, the change of the status among them', async () => {
    const [noteId] = ids();
    let version = 'v1.rest';
    let echo: () => Promise<void> = async () => undefined;
    const fakes = withNotes([noteOf(noteId)], {
      readOrder: async ({ knownHash }) =>
        knownHash === version
          ? { kind: 'unchanged' }
          : { kind: 'changed', snapshotId: 's1', hash: version, route: 'main', account: ACCOUNT },
      settleNote: async () => {
        version = 'v2.rest';
        return { orderHash: 'v2' };
      },
    })(async (name) => {
      if (name === 'settleNote') await echo();
    });
    await play(fakes, async (order, { client }) => {
      echo = async () => {
        await order.changed('store/order/updated');
        await order.changed('store/order/statusUpdated');
      };
      await order.changed();
      await client.workflow.getHandle(order.workflowId).result();
      expect(fakes.names().filter((name) => name === 'readOrder')).toHaveLength(2);
      expect(fakes.names().filter((name) => name === 'planOrder')).toHaveLength(1);
    });
  });
});
