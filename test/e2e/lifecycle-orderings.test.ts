/** Whatever of an order is told, in which order and how often: what becomes of it is the same on both sides. */
import { setTimeout as pause } from 'node:timers/promises';
import { Held } from './support/held';
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { anOrder, mug, notebook } from './support/orders';
import { withSchedule } from './support/schedules';
import { World } from './support/world';

const AWAITING_SHIPMENT = 9;
const SHIPPED = 2;
const IN_PRODUCTION = 20;
/** Longer than that of the simulated account: no later sweep finds what this one missed. */
const INDEX_LAG_MS = 1_500;
/** A pass waits up to a minute where Brightpearl's quota is used up. */
const LIMIT_MS = 100_000;

let world: World;

showLifecycles(() => world);

const schedules = (): readonly string[] => [
  `sweep/${world.storeHash}/orders`,
  `sweep/${world.storeHash}/refunds`,
  `sweep/${world.where.brightpearl.account}/notes`,
  `sweep/${world.where.brightpearl.account}/sales-orders`,
];

beforeAll(async () => {
  world = await World.roomy({
    brightpearlChanges: { storeStatuses: { [AWAITING_SHIPMENT]: IN_PRODUCTION } },
  });
  // What a webhook is to tell, no sweep may tell before.
  for (const id of schedules()) await withSchedule(world.where, id, (schedule) => schedule.pause());
});

afterAll(() => world.end());

/** Once Brightpearl's searches show what happened. */
async function sweepAll(): Promise<void> {
  await pause(INDEX_LAG_MS);
  for (const id of schedules()) await withSchedule(world.where, id, (schedule) => schedule.trigger());
}

type Fields = Readonly<Record<string, unknown>>;
type Act = 'edit' | 'refund' | 'status';
/** What is told of: the acts of the store's people, that the order was placed, and the note of the warehouse. */
type Told = Act | 'create' | 'note';

const inStore = (orderId: number, act: string, body: Fields) =>
  must('POST', `${world.store.url}/_sim/orders/${orderId}/${act}`, { body });

const ACTS: Readonly<Record<Act, (orderId: number) => Promise<unknown>>> = {
  edit: (orderId) => inStore(orderId, 'edit', { products: [{ sku: 'MUG-BLUE', quantity: 4 }] }),
  refund: async (orderId) =>
    inStore(orderId, 'refund', {
      items: [{ item_type: 'PRODUCT', item_id: await world.store.lineOf(orderId, 'NOTE-A5'), quantity: 1 }],
    }),
  status: (orderId) => world.store.edit(orderId, { order: { status_id: AWAITING_SHIPMENT } }),
};

/** Both sides as their people see them. */
async function seen(orderId: number) {
  const stored = (await world.store.ledger()).find(({ id }) => id === orderId)!;
  const document = await world.salesOrderOf(orderId);
  const { salesCredits } = await world.account.ledger();
  const detail = await world.detail(orderId);
  const { statusId, shipments, refunds, paymentStatus, mails } = stored;
  return {
    store: { statusId, shipments, refunds, paymentStatus, mails },
    brightpearl: {
      statusId: document.statusId,
      money: `${document.total} of which tax ${document.tax}, paid ${document.paid} ${document.paymentStatus}`,
      rows: document.rows
        .map(({ quantity, sku, name, net, tax }) => `${quantity} ${sku ?? name}: ${net} + ${tax}`)
        .sort(),
      reserved: (document.reservation?.rows ?? []).reduce((sum, { quantity }) => sum + quantity, 0),
      notes: document.goodsOutNotes.map(({ shipped, reference }) => ({ shipped, reference })),
      credits: salesCredits.filter(({ parentId }) => parentId === document.id).length,
    },
    connector: {
      state: detail?.order.state,
      issue: detail?.order.issue ?? null,
      shown: detail?.notes.map(({ shown }) => shown),
    },
  };
}

/** The four mugs are in Brightpearl and reserved, and nothing of the notebook, which was refunded. */
const isLevel = async (orderId: number): Promise<boolean> => {
  const [document] = await world.account.salesOrdersOf(world.storeHash, orderId);
  const reserved = (document?.reservation?.rows ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
  return reserved === 4 && document?.statusId === IN_PRODUCTION && document.rows.every(({ sku }) => sku !== 'NOTE-A5');
};

async function ends(orderId: number): Promise<Awaited<ReturnType<typeof seen>>> {
  await eventually(`order ${orderId} shipped`, async () => (await stored(orderId)).shipments.length > 0, {
    limitMs: LIMIT_MS,
  });
  for (const side of [world.store, world.account]) await side.flushWebhooks();
  await pause(1_000);
  await world.quiet(orderId);
  return seen(orderId);
}

const stored = async (orderId: number) => (await world.store.ledger()).find(({ id }) => id === orderId)!;

interface Telling {
  readonly name: string;
  /** Told before the warehouse packs, and after it. What is in neither is lost. */
  readonly before: readonly Told[];
  readonly after: readonly Told[];
  /** The order of what people do in the store. */
  readonly acts?: readonly Act[];
  /** The order is placed, and imported, before anything is held back. */
  readonly placedBefore?: true;
  /** What was lost is swept. */
  readonly swept?: true;
}

const DONE: readonly Act[] = ['edit', 'refund', 'status'];

async function told({ before, after, acts = DONE, placedBefore, swept }: Telling): Promise<number> {
  const order = anOrder({ lines: [mug(), notebook()] });
  const early = placedBefore ? await world.store.place(order) : undefined;
  if (early !== undefined) await world.quiet(early);
  const [store, account] = [await Held.hold(world.store), await Held.hold(world.account)];
  const orderId = early ?? (await store.causing('create', () => world.store.place(order)));
  for (const act of acts) await store.causing(act, () => ACTS[act](orderId));
  await store.tell(...before);
  if (swept) await sweepAll();
  await eventually(`order ${orderId} level`, () => isLevel(orderId), { limitMs: LIMIT_MS });
  await world.quiet(orderId);
  const { id: salesOrderId } = await world.salesOrderOf(orderId);
  await account.causing('note', () => world.account.note(salesOrderId, { ship: true, reference: '1Z-A' }));
  for (const one of after) await (one === 'note' ? account : store).tell(one);
  for (const side of [store, account]) await side.loseTheRest();
  if (swept) await sweepAll();
  return orderId;
}

/** Everything is told at once, and the next thing happens when the last one is over. */
async function toldAsItHappens(): Promise<number> {
  const orderId = await world.store.place(anOrder({ lines: [mug(), notebook()] }));
  await world.quiet(orderId);
  for (const act of DONE) {
    await ACTS[act](orderId);
    await world.store.flushWebhooks();
    await pause(500);
    await world.quiet(orderId);
  }
  await eventually(`order ${orderId} level`, () => isLevel(orderId), { limitMs: LIMIT_MS });
  await world.quiet(orderId);
  await world.account.note((await world.salesOrderOf(orderId)).id, { ship: true, reference: '1Z-A' });
  return orderId;
}

const TELLINGS: readonly Telling[] = [
  {
    name: 'late, in order, everything twice',
    before: ['create', 'create', 'edit', 'edit', 'refund', 'refund', 'status', 'status'],
    after: ['note', 'note'],
  },
  { name: 'backwards', before: ['status', 'refund', 'edit', 'create'], after: ['note'] },
  {
    name: 'the refund first, the note before the rest',
    before: ['refund'],
    after: ['note', 'status', 'edit', 'create'],
  },
  {
    name: 'the edit first, everything twice, mixed up',
    before: ['edit', 'status', 'edit'],
    after: ['create', 'note', 'refund', 'note', 'create', 'status', 'refund'],
  },
  { name: 'the status first, its creation last', before: ['status'], after: ['note', 'refund', 'edit', 'create'] },
  {
    name: 'refunded before it was edited',
    acts: ['refund', 'edit', 'status'],
    before: ['create', 'edit'],
    after: ['note', 'refund'],
  },
  {
    name: 'imported at once, then backwards',
    placedBefore: true,
    before: ['status', 'refund'],
    after: ['note', 'edit', 'edit'],
  },
  { name: 'imported at once, and the rest lost and swept', placedBefore: true, before: [], after: [], swept: true },
  { name: 'nothing, but swept', before: [], after: [], swept: true },
];

describe('a life of creation, edit, refund, change of status and shipment ends the same, told …', () => {
  let expected: Awaited<ReturnType<typeof seen>>;

  beforeAll(async () => {
    expected = await ends(await toldAsItHappens());
  });

  test('as it happens', () => {
    expect(expected).toMatchObject({
      store: { statusId: SHIPPED, shipments: [{ trackingNumber: '1Z-A', units: [4] }], refunds: 1 },
      brightpearl: { statusId: IN_PRODUCTION, reserved: 0, notes: [{ shipped: true, reference: '1Z-A' }], credits: 0 },
      connector: { state: 'SYNCED', issue: null, shown: [true] },
    });
    expect(expected.store.mails).toEqual(['order-confirmation', 'status-changed', 'shipment', 'status-changed']);
  });

  test.each(TELLINGS)('$name', async (telling) => {
    expect(await ends(await told(telling))).toEqual(expected);
  });
});
