/** Whatever happens to a note in Brightpearl, its order looks at it: told by webhooks, or with all of them lost. */
import { eventually } from './support/http';
import { anOrder } from './support/orders';
import { isOpen, withSchedule } from './support/schedules';
import { showLifecycles } from './support/lifecycles';
import { World } from './support/world';

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

const sweepOfNotes = <T>(act: Parameters<typeof withSchedule<T>>[2]) =>
  withSchedule(world.where, `sweep/${world.where.brightpearl.account}/notes`, act);

/** Sales orders change with their notes, and orders with what is shown of them: what finds those is not what is tried here. */
beforeAll(async () => {
  const { storeHash, where } = world;
  for (const what of [`${where.brightpearl.account}/sales-orders`, `${storeHash}/orders`, `${storeHash}/refunds`]) {
    await withSchedule(where, `sweep/${what}`, (schedule) => schedule.pause());
  }
});

interface Sold {
  readonly orderId: number;
  readonly salesOrderId: number;
  /** Its note, where the scenario begins with one. */
  readonly noteId: number;
}

/** An imported order whose workflow has closed; with a note, if wanted, that it knows of. */
async function sold(withNote: boolean): Promise<Sold> {
  const orderId = await world.store.place(anOrder());
  await world.quiet(orderId);
  const salesOrderId = (await world.salesOrderOf(orderId)).id;
  if (!withNote) return { orderId, salesOrderId, noteId: 0 };
  const noteId = await lookedAt(orderId, () => world.account.note(salesOrderId));
  await kept(orderId, noteId);
  return { orderId, salesOrderId, noteId };
}

/** Its sales order was told of, too: a look may have come of that alone, and nobody misses a note that was never read. */
async function kept(orderId: number, noteId: number): Promise<void> {
  const isKept = async () => (await world.detail(orderId))?.notes.some((note) => note.noteId === noteId) ?? false;
  await eventually(`Note ${noteId} of order ${orderId}`, isKept, { limitMs: 120_000 });
  await allTold();
  await world.quiet(orderId);
}

/** Notes are kept first, and their orders told then: until nobody is about to tell any. */
const allTold = (): Promise<unknown> =>
  eventually(
    'The orders of all notes told',
    async () => !(await isOpen(world.where, `notes/${world.where.brightpearl.account}`)),
    { limitMs: 120_000, everyMs: 500 },
  );

/** Waits until the order's workflow has run once more after what was done. */
async function lookedAt<T>(orderId: number, act: () => Promise<T>): Promise<T> {
  const before = (await world.quiet(orderId)).workflow?.runId;
  const result = await act();
  const isAnother = async () => (await world.detail(orderId))?.workflow?.runId !== before;
  await eventually(`Another look at order ${orderId}`, isAnother, { limitMs: 120_000 });
  await world.quiet(orderId);
  return result;
}

type Act = (sold: Sold) => Promise<unknown>;

/** What happens, whether to a note that is known before, and how. */
const SCENARIOS: readonly (readonly [string, boolean, Act])[] = [
  ['a note is made', false, ({ salesOrderId }) => world.account.note(salesOrderId)],
  ['a note gets its tracking number', true, ({ noteId }) => world.account.changeNote(noteId, '', { reference: '1Z' })],
  ['a note is shipped', true, ({ noteId }) => world.account.changeNote(noteId, 'ship')],
  ['a note is destroyed', true, ({ noteId }) => world.account.destroyNote(noteId)],
  ['a supplier ships', false, ({ salesOrderId }) => world.account.dropShipNote(salesOrderId, { ship: true })],
];

/** At the same time, each with an order of its own; names those that went wrong. */
async function ofAll(play: (withNote: boolean, act: Act) => Promise<void>): Promise<void> {
  const played = await Promise.allSettled(SCENARIOS.map(([, withNote, act]) => play(withNote, act)));
  const wrong = played.map((one, at) => (one.status === 'rejected' ? `${SCENARIOS[at]?.[0]}: ${one.reason}` : ''));
  expect(wrong.filter((text) => text !== '')).toEqual([]);
}

describe('told by webhooks, without any sweep', () => {
  beforeAll(() => sweepOfNotes((schedule) => schedule.pause()));
  afterAll(() => sweepOfNotes((schedule) => schedule.unpause()));

  test('the order is looked at when …', () =>
    ofAll(async (withNote, act) => {
      const known = await sold(withNote);
      await lookedAt(known.orderId, () => act(known));
    }));

  test('printing a note is nothing to look at', async () => {
    const { orderId, noteId } = await sold(true);
    const before = (await world.quiet(orderId)).workflow?.runId;
    await world.account.changeNote(noteId, 'print');
    await world.account.flushWebhooks();
    // A later note of another order was looked at: this one was not.
    await sold(true);
    expect((await world.quiet(orderId)).workflow?.runId).toBe(before);
  });
});

describe('with every webhook of the account lost', () => {
  beforeAll(() => world.account.webhookFaults({ drop: 1 }));
  afterAll(() => world.account.webhookFaults({}));

  test('the order is looked at when …', () =>
    ofAll(async (withNote, act) => {
      const known = withNote ? await toldBySweep() : await sold(false);
      await lookedAt(known.orderId, async () => {
        await act(known);
        await sweepOfNotes((schedule) => schedule.trigger());
      });
    }));

  async function toldBySweep(): Promise<Sold> {
    const { orderId, salesOrderId } = await sold(false);
    const noteId = await lookedAt(orderId, async () => {
      const id = await world.account.note(salesOrderId);
      await sweepOfNotes((schedule) => schedule.trigger());
      return id;
    });
    await kept(orderId, noteId);
    return { orderId, salesOrderId, noteId };
  }
});
