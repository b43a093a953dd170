/** What happens to an order in the store before the connector has read it, or while it is being imported. */
import { setTimeout as pause } from 'node:timers/promises';
import type { BuiltOrder } from '../../src/simulators/bigcommerce/order-builder';
import { Held } from './support/held';
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { anOrder, mug, notebook } from './support/orders';
import { withSchedule } from './support/schedules';
import { World } from './support/world';

const [AWAITING_PAYMENT, CANCELLED, DECLINED, AWAITING_FULFILLMENT] = [7, 5, 6, 11];
/** Of the simulated account. */
const CANCELLED_STATUS = 5;
const GIFT = { customer_message: 'GIFT' };

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  const hold = [{ name: 'gifts', when: { noteMatches: 'GIFT' }, reason: 'Somebody writes the card' }];
  world = await World.roomy({ import: { statusIds: [2, 3, 7, 8, 9, 10, 11, 14], hold } });
  // An order that is not told of yet must not be found, and imported, before what is done to it next.
  for (const what of ['orders', 'refunds']) {
    await withSchedule(world.where, `sweep/${world.storeHash}/${what}`, (schedule) => schedule.pause());
  }
});

afterAll(() => world.end());

type Fields = Readonly<Record<string, unknown>>;

const inStore = (orderId: number, act: string, body: Fields = {}) =>
  must<Fields>('POST', `${world.store.url}/_sim/orders/${orderId}/${act}`, { body });

const unpaid = { paymentMethod: 'Bank Deposit', paymentStatus: '', statusId: AWAITING_PAYMENT } as const;

const oneMug = async (orderId: number): Promise<Fields> => ({
  items: [{ item_type: 'PRODUCT', item_id: await world.store.lineOf(orderId, 'MUG-BLUE'), quantity: 1 }],
});

const documents = (orderId: number) => world.account.salesOrdersOf(world.storeHash, orderId);

/** One that the store has, and tells nothing of yet. */
async function untold(order: BuiltOrder, act: (orderId: number) => Promise<unknown>) {
  const held = await Held.hold(world.store);
  const orderId = await held.causing('create', () => world.store.place(order));
  await held.causing('act', () => act(orderId));
  return { held, orderId };
}

/** What Brightpearl has of an order that was refunded for so much before its import: nothing of that, and no credit. */
async function postedWithout(orderId: number, refunded: unknown): Promise<void> {
  await world.quiet(orderId);
  const [order, document] = [await world.store.order(orderId), await world.salesOrderOf(orderId)];
  const left = (Number(order['total_inc_tax']) - Number(refunded)).toFixed(2);
  expect(document).toMatchObject({ total: left, paid: left, paymentStatus: 'PAID' });
  expect(document.rows.filter(({ sku }) => sku).map(({ sku, quantity }) => `${quantity} ${sku}`)).toEqual([
    '1 MUG-BLUE',
    '1 NOTE-A5',
  ]);
  expect(document.reservation?.rows.map(({ quantity }) => quantity)).toEqual([1, 1]);
  const { salesCredits } = await world.account.ledger();
  expect(salesCredits.filter(({ parentId }) => parentId === document.id)).toEqual([]);
}

describe('a cancellation', () => {
  test.each([
    ['cancelled, unpaid', unpaid, CANCELLED],
    ['declined', unpaid, DECLINED],
    ['cancelled, paid', {}, CANCELLED],
  ] as const)('that is told before the order was, %s: left alone, visibly', async (_case, input, status_id) => {
    const { held, orderId } = await untold(anOrder(input), (id) => world.store.edit(id, { order: { status_id } }));
    await held.tell('act');
    const { order } = await world.until(orderId, 'SKIPPED');
    expect(order.step).toContain('never imported');
    await held.tell('create', 'act', 'create');
    await held.loseTheRest();
    await world.sweep();
    await pause(1_000);
    await world.until(orderId, 'SKIPPED', ({ workflow }) => workflow?.status === 'COMPLETED');
    expect(await documents(orderId)).toEqual([]);
  });

  test('that was taken back before the order was told of: imported once', async () => {
    const { held, orderId } = await untold(anOrder(), (id) => inStore(id, 'cancel'));
    await held.tell('act');
    await world.until(orderId, 'SKIPPED');
    await world.store.edit(orderId, { order: { status_id: AWAITING_FULFILLMENT } });
    await held.tell('create');
    await world.quiet(orderId);
    await held.loseTheRest();
    expect(await world.salesOrderOf(orderId)).toMatchObject({ paymentStatus: 'PAID' });
  });

  test('between the sales order and its reservation: cancelled, and nothing stays reserved', async () => {
    await world.account.fault({ method: 'POST', path: '/reservation', mode: 'delay', delayMs: 3_000, count: 1 });
    const orderId = await world.store.place(anOrder(unpaid));
    await eventually('its sales order', async () => (await documents(orderId)).length > 0, { everyMs: 50 });
    expect((await world.salesOrderOf(orderId)).reservation).toBeNull();
    await inStore(orderId, 'cancel');
    const { order } = await world.until(orderId, 'CANCELLED');
    expect(order.issue).toBeNull();
    expect(await world.salesOrderOf(orderId)).toMatchObject({ statusId: CANCELLED_STATUS, reservation: null });
  });

  test.each([
    ['which leaves the order cancelled', false],
    ['which makes the order Refunded', true],
  ])(
    'of a paid order, and then all of it is refunded, %s: its sales order is cancelled, too',
    async (_case, refundsSetStatus) => {
      await must('POST', `${world.store.url}/_sim/switches`, { body: { refundsSetStatus } });
      const orderId = await world.store.place(anOrder());
      await world.quiet(orderId);
      await inStore(orderId, 'cancel');
      await world.until(orderId, 'NEEDS_ATTENTION', ({ order }) => order.issue?.code === 'CANCELLED_WITH_PAYMENT');
      await inStore(orderId, 'refund');
      const { order } = await world.until(orderId, 'CANCELLED', ({ workflow }) => workflow?.status === 'COMPLETED');
      expect(order.issue).toBeNull();
      const document = await world.salesOrderOf(orderId);
      expect(document).toMatchObject({
        statusId: CANCELLED_STATUS,
        reservation: null,
        total: '42.07',
        paid: '0.00',
      });
    },
  );

  test('after a goods-out note: cancelled once the note is gone', async () => {
    const orderId = await world.store.place(anOrder(unpaid));
    await world.quiet(orderId);
    const noteId = await world.account.note((await world.salesOrderOf(orderId)).id);
    await inStore(orderId, 'cancel');
    await world.until(orderId, 'NEEDS_ATTENTION', ({ order }) => order.issue?.code === 'CANCELLED_AFTER_NOTE');
    await world.account.destroyNote(noteId);
    await world.until(orderId, 'CANCELLED');
    expect(await world.salesOrderOf(orderId)).toMatchObject({ statusId: CANCELLED_STATUS, reservation: null });
  });
});

describe('a refund of an order that Brightpearl does not know', () => {
  test('told before the order was: imported without what went back', async () => {
    const refunds: Fields[] = [];
    const { held, orderId } = await untold(anOrder({ lines: [mug(), notebook()] }), async (id) =>
      refunds.push(await inStore(id, 'refund', await oneMug(id))),
    );
    await held.tell('act');
    await postedWithout(orderId, refunds[0]?.['total_amount']);
    await held.tell('create');
    await held.loseTheRest();
    await postedWithout(orderId, refunds[0]?.['total_amount']);
  });

  test('refunded as a whole, and told before the order was: left alone, visibly', async () => {
    const { held, orderId } = await untold(anOrder(), (id) => inStore(id, 'refund'));
    await held.tell('act', 'create');
    await held.loseTheRest();
    expect((await world.until(orderId, 'SKIPPED')).order.step).toContain('never imported');
    expect(await documents(orderId)).toEqual([]);
  });

  test('held by a rule: waits on, and is imported without what went back once it is released', async () => {
    const orderId = await world.store.place(anOrder({ lines: [mug(), notebook()], fields: GIFT }));
    await world.until(orderId, 'HELD');
    const { total_amount: refunded } = await inStore(orderId, 'refund', await oneMug(orderId));
    await world.store.flushWebhooks();
    await pause(1_500);
    expect((await world.until(orderId, 'HELD')).order.step).toContain('gifts');
    expect(await documents(orderId)).toEqual([]);
    expect((await world.rule(orderId, 'release', { rule: 'gifts' })).status).toBe(200);
    await postedWithout(orderId, refunded);
  });

  test('placed before the connector was there, and first heard of by its refund: imported without what went back', async () => {
    const date = new Date(Date.now() - 3 * 3_600_000).toUTCString();
    const order = anOrder({ lines: [mug(), notebook()], fields: { date_created: date, date_modified: date } });
    const orderId = await world.store.place({ ...order, historical: true });
    const { total_amount: refunded } = await inStore(orderId, 'refund', await oneMug(orderId));
    await postedWithout(orderId, refunded);
  });

  test('placed before the cutover: left alone, visibly', async () => {
    const date = new Date('2019-05-01T10:00:00Z').toUTCString();
    const order = anOrder({ fields: { date_created: date, date_modified: date } });
    const orderId = await world.store.place({ ...order, historical: true });
    await inStore(orderId, 'refund', await oneMug(orderId));
    expect((await world.until(orderId, 'SKIPPED')).order.step).toContain('before the cutover');
    await inStore(orderId, 'refund');
    await world.store.flushWebhooks();
    await world.until(orderId, 'SKIPPED', ({ workflow }) => workflow?.status === 'COMPLETED');
    expect(await documents(orderId)).toEqual([]);
    expect((await world.account.ledger()).salesCredits).toEqual([]);
  });
});
