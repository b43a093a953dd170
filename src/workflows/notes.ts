/**
 * The `notes` workflow: reads what leaves the warehouses of one account. Whoever hears of notes signals their ids; it gathers
 * them for a moment, so that a burst is one reading, tells the orders that they belong to, lingers for more, and closes. Ids
 * are in its state only until they are read: after that, who has to be told is in the database.
 */
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { notesChangedSignal } from '../domain/note-messages';
import type { NotesInput } from '../domain/note-messages';
import type { AccountNoteActivities, ConnectorNoteActivities } from '../domain/note-types';
import { brightpearlQueue, orchestrateQueue } from '../domain/queues';
import { NoteTray } from './steps/note-tray';

/** The server suggests a fresh history later; a smaller one is easier to read. */
const MAX_EVENTS = 2_000;
/** While many orders are on their way, so long until the next are told. */
const ROOM_MS = 2_000;

export async function notes(input: NotesInput): Promise<void> {
  const tray = new NoteTray(input.unread);
  const { timings, maxEvents = MAX_EVENTS } = input;
  setHandler(notesChangedSignal, (changed) => tray.add(changed), { description: 'Look at these notes again' });
  const { readNotes } = proxyActivities<AccountNoteActivities>({
    ...options(input, brightpearlQueue(input.taskQueuePrefix, input.account)),
    summary: 'Read notes',
  });
  const { tellOrders } = proxyActivities<ConnectorNoteActivities>({
    ...options(input, orchestrateQueue(input.taskQueuePrefix)),
    summary: 'Tell the orders whose notes changed',
  });

  for (;;) {
    await tray.settle(timings.gatherMs);
    tray.beginPass();
    const ids = tray.take();
    if (ids) {
      const { read, ours, destroyed } = await readNotes({ account: input.account, ...ids });
      setCurrentDetails(`${read} notes read, ${ours} of our orders, ${destroyed} destroyed`);
    }
    const { more } = await tellOrders({ account: input.account });
    if (workflowInfo().historyLength > maxEvents || workflowInfo().continueAsNewSuggested) {
      return continueAsNew<typeof notes>({ ...input, unread: tray.unread() });
    }
    if (tray.hasNews()) continue;
    if (more) {
      await sleep(ROOM_MS, { summary: 'Until fewer orders are on their way' });
      continue;
    }
    await condition(() => tray.hasNews(), timings.settleMs, { summary: 'Wait for more notes' });
    // No await may stand between this check and the return: ids arriving there would be lost.
    if (!tray.hasNews()) return;
  }
}

const options = ({ timings }: NotesInput, taskQueue: string) => ({
  taskQueue,
  startToCloseTimeout: timings.activityTimeoutMs,
  retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
});
