import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import { notesWorkflowId } from '../../src/domain/ids';
import { NOTES_WORKFLOW_TYPE, notesChangedSignal } from '../../src/domain/note-messages';
import type { NotesChanged, NotesInput } from '../../src/domain/note-messages';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';
import { fakeNotes } from './support/fake-notes';
import type { NoteFakes } from './support/fake-notes';

const ACCOUNT = 'acme';

interface Depot {
  readonly handle: WorkflowHandle;
  changed(change: Partial<NotesChanged>): Promise<void>;
}

const TIMINGS: NotesInput['timings'] = {
  gatherMs: 100,
  settleMs: 100,
  retryInitialMs: 50,
  retryMaxMs: 200,
  activityTimeoutMs: 10_000,
};

async function withDepot(
  fakes: NoteFakes,
  test: (depot: Depot) => Promise<void>,
  timings: Partial<NotesInput['timings']> = {},
  more: Pick<NotesInput, 'maxEvents'> = {},
): Promise<void> {
  const world = await startWorld(fakes.activities, 'abc123', ACCOUNT);
  const input: NotesInput = {
    account: ACCOUNT,
    taskQueuePrefix: world.prefix,
    timings: { ...TIMINGS, ...timings },
    ...more,
  };
  const workflowId = `${world.prefix}/${notesWorkflowId(ACCOUNT)}`;
  try {
    await test({
      handle: world.client.workflow.getHandle(workflowId),
      changed: async (change) => {
        await world.client.workflow.signalWithStart(NOTES_WORKFLOW_TYPE, {
          workflowId,
          taskQueue: orchestrateQueue(world.prefix),
          args: [input],
          signal: notesChangedSignal,
          signalArgs: [{ reason: 'test', ...change }],
        });
      },
    });
  } finally {
    await world.close();
  }
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
const readGoodsOut = ({ reads }: NoteFakes) => reads.flatMap(({ goodsOut }) => goodsOut).sort((a, b) => a - b);

it('reads a burst at once, each id once, tells the orders, and closes', async () => {
  const fakes = fakeNotes();
  await withDepot(
    fakes,
    async ({ changed, handle }) => {
      await Promise.all([1, 2, 3, 2].map((id) => changed({ goodsOut: [id] })));
      await changed({ dropShip: [1] });
      await handle.result();
      expect(fakes.reads.map(({ dropShip }) => dropShip)).toEqual([[1]]);
      expect(readGoodsOut(fakes)).toEqual([1, 2, 3]);
      expect(fakes.calls).toEqual(['readNotes', 'tellOrders']);
    },
    // A busy machine may let the parts of a burst come far apart.
    { gatherMs: 1_500 },
  );
});

it('reads as many ids at once as one request takes', async () => {
  const fakes = fakeNotes();
  await withDepot(fakes, async ({ changed, handle }) => {
    await changed({ goodsOut: numbers(1, 1_100), dropShip: numbers(1, 250) });
    await handle.result();
    expect(fakes.reads.map(({ goodsOut, dropShip }) => [goodsOut.length, dropShip.length])).toEqual([
      [500, 200],
      [500, 50],
      [100, 0],
    ]);
  });
});

it('tells orders of what was read before, also when no id comes', async () => {
  const fakes = fakeNotes();
  await withDepot(fakes, async ({ changed, handle }) => {
    await changed({});
    await handle.result();
    expect(fakes.calls).toEqual(['tellOrders']);
  });
});

it('tells the others later when many orders are on their way', async () => {
  const fakes = fakeNotes(undefined, { more: 1 });
  await withDepot(fakes, async ({ changed, handle }) => {
    await changed({ goodsOut: [1] });
    await handle.result();
    expect(fakes.calls).toEqual(['readNotes', 'tellOrders', 'tellOrders']);
  });
});

it.each(['readNotes', 'tellOrders'])('does not lose an id that arrives while %s runs', async (activity) => {
  let poke: () => Promise<void> = async () => undefined;
  const fakes = fakeNotes(async (name, n) => {
    if (name === activity && n <= 2) await poke();
  });
  await withDepot(fakes, async ({ changed, handle }) => {
    poke = () => changed({ goodsOut: [2] });
    await changed({ goodsOut: [1] });
    await handle.result();
    expect(readGoodsOut(fakes)).toEqual([1, 2]);
  });
});

it('loses none of the ids that keep coming while it closes', async () => {
  const fakes = fakeNotes();
  await withDepot(
    fakes,
    async ({ changed, handle }) => {
      for (const id of numbers(1, 60)) {
        await changed({ goodsOut: [id] });
        await new Promise((resolve) => setTimeout(resolve, id % 7));
      }
      await handle.result();
      expect([...new Set(readGoodsOut(fakes))]).toEqual(numbers(1, 60));
    },
    { gatherMs: 1, settleMs: 1 },
  );
});

it('tries a reading again until it succeeds, and keeps the ids until then', async () => {
  let failures = 3;
  const fakes = fakeNotes(async (name) => {
    if (name !== 'readNotes' || failures === 0) return;
    failures -= 1;
    throw ApplicationFailure.create({ message: '502', type: 'RemoteUnavailable' });
  });
  await withDepot(fakes, async ({ changed, handle }) => {
    await changed({ goodsOut: [1] });
    await handle.result();
    expect(fakes.reads.map(({ goodsOut }) => goodsOut)).toEqual([[1], [1], [1], [1]]);
  });
});

it('goes on in a fresh history with the ids that it had not read', async () => {
  const MAX_EVENTS = 100;
  const runs = new Set<string>();
  let fill: () => Promise<void> = async () => undefined;
  const fakes = fakeNotes(async (name) => {
    if (name === 'readNotes') await fill();
  });
  const test = async ({ changed, handle }: Depot): Promise<void> => {
    fill = async () => {
      runs.add((await handle.describe()).runId);
      if (runs.size > 1 || fakes.reads.length > 1) return;
      // More signals than a history should have events, each with an id of its own.
      await Promise.all(numbers(1_000, 2 * MAX_EVENTS).map((id) => changed({ goodsOut: [id] })));
    };
    await changed({ goodsOut: [1] });
    await handle.result();
    expect(runs.size).toBe(2);
    expect(readGoodsOut(fakes)).toEqual([1, ...numbers(1_000, 2 * MAX_EVENTS)]);
  };
  await withDepot(fakes, test, { activityTimeoutMs: 120_000 }, { maxEvents: MAX_EVENTS });
});
