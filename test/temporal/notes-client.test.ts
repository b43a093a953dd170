/** Against a real server, with a real worker. */
import { randomUUID } from 'node:crypto';
import { notesWorkflowId } from '../../src/domain/ids';
import type { NotesInput } from '../../src/domain/note-messages';
import { createNotesClient } from '../../src/temporal/notes-client';
import { startWorld } from '../support/temporal';
import { fakeNotes } from '../workflows/support/fake-notes';

/** Of its own, as the ids of the workflows name the account and not the queue. */
const ACCOUNT = `account-${randomUUID().slice(0, 8)}`;

it('starts the workflow of an account, or pokes the one that runs', async () => {
  let reading: () => void = () => undefined;
  const isReading = new Promise<void>((resolve) => (reading = resolve));
  let goOn: () => void = () => undefined;
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  const fakes = fakeNotes(async (name) => {
    if (name !== 'readNotes') return;
    reading();
    await mayGoOn;
  });
  const world = await startWorld(fakes.activities, 'abc123', ACCOUNT);
  const timings = { gatherMs: 20, settleMs: 100, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 };
  const input: NotesInput = { account: ACCOUNT, taskQueuePrefix: world.prefix, timings };
  const notes = createNotesClient(world.client, new Map([[ACCOUNT, input]]));
  try {
    await notes.changed(ACCOUNT, { reason: 'webhook', goodsOut: [1] });
    await isReading;
    const { runId } = await world.client.workflow.getHandle(notesWorkflowId(ACCOUNT)).describe();
    await notes.changed(ACCOUNT, { reason: 'sweep', goodsOut: [2], dropShip: [3] });
    goOn();
    await world.client.workflow.getHandle(notesWorkflowId(ACCOUNT)).result();
    expect((await world.client.workflow.getHandle(notesWorkflowId(ACCOUNT)).describe()).runId).toBe(runId);
    await notes.changed(ACCOUNT, { reason: 'webhook', goodsOut: [4] });
    await world.client.workflow.getHandle(notesWorkflowId(ACCOUNT)).result();
    expect(fakes.reads.map(({ goodsOut, dropShip }) => [goodsOut, dropShip])).toEqual([
      [[1], []],
      [[2], [3]],
      [[4], []],
    ]);
    await notes.changed('stranger', { reason: 'webhook', goodsOut: [1] });
    const stranger = world.client.workflow.getHandle(notesWorkflowId('stranger'));
    await expect(stranger.describe()).rejects.toThrow('not found');
  } finally {
    await world.close();
  }
});
