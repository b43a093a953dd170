/** Every order arrives once: however often, in whatever order, or not at all the store tells about it. */
import { eventually } from './support/http';
import { anOrder } from './support/orders';
import { World } from './support/world';

/** Rows that the sweep asks for at once. */
const SWEEP_PAGE = 100;
const CANCELLED = 5;
const AWAITING_FULFILLMENT = 11;
/** For more orders at once than a sweep lets be on their way, on a busy machine. */
const HUNDRED_ORDERS_MS = 240_000;

let world: World;

beforeAll(async () => {
  // Orders older than the database are looked for in Brightpearl before they are left alone: more than a minute allows.
  world = await World.roomy();
});

afterEach(async () => {
  await world.store.webhookFaults({});
  await world.store.clearFaults();
});

afterAll(() => world.end());

test('told twice of everything, and swept as well, an order is one of each in Brightpearl', async () => {
  await world.store.webhookFaults({ duplicate: 1 });
  const order = anOrder();
  const orderId = await world.store.place(order);
  await world.sweep();
  await world.store.flushWebhooks();
  await world.quiet(orderId);
  const told = (await world.store.deliveries()).filter(({ body }) => body.includes(`"id":${orderId}`));
  expect(told.length).toBeGreaterThanOrEqual(8);
  await world.sweep();
  await world.quiet(orderId);

  const document = await world.salesOrderOf(orderId);
  expect(document.payments).toHaveLength(1);
  expect(document.reservation).not.toBeNull();
  const { contacts } = await world.account.ledger();
  const { email } = order.order['billing_address'] as { email: string };
  expect(contacts.filter((contact) => contact.email === email)).toHaveLength(1);
  expect(await world.store.metafields(orderId)).toHaveLength(1);
});

test('with every webhook lost, every order still arrives by the scheduled sweep', async () => {
  await world.store.webhookFaults({ drop: 1 });
  const orderIds: number[] = [];
  for (let n = 0; n < 5; n += 1) orderIds.push(await world.store.place(anOrder()));
  for (const orderId of orderIds) await world.synced(orderId);
  const deliveries = await world.store.deliveries();
  const states = new Set(
    deliveries.filter(({ body }) => orderIds.some((id) => body.includes(`"id":${id}`))).map(({ state }) => state),
  );
  expect([...states]).toEqual(['dropped']);
  for (const orderId of orderIds) expect((await world.salesOrderOf(orderId)).paymentStatus).toBe('PAID');
});

test('with every webhook lost, a payment that comes later arrives by the sweep', async () => {
  await world.store.webhookFaults({ drop: 1 });
  const orderId = await world.store.place(anOrder({ statusId: 7, paymentMethod: 'Bank Deposit', paymentStatus: '' }));
  await world.sweep();
  await world.quiet(orderId);
  expect((await world.salesOrderOf(orderId)).payments).toEqual([]);

  await world.store.edit(orderId, { order: { status_id: AWAITING_FULFILLMENT, payment_status: 'captured' } });
  await world.sweep();
  await eventually('the payment', async () => (await world.salesOrderOf(orderId)).payments.length === 1);
});

test(
  'an order that is modified between two pages of a sweep is not lost, nor is the one that takes its place',
  async () => {
    await world.store.webhookFaults({ drop: 1 });
    const start = Math.floor(Date.now() / 1_000) * 1_000 - 300_000;
    const orderIds: number[] = [];
    for (let n = 0; n < SWEEP_PAGE + 10; n += 1) {
      // Cancelled before they were ever imported: read and left alone.
      const date = new Date(start + n * 1_000).toUTCString();
      const order = anOrder({
        statusId: CANCELLED,
        transactions: [],
        fields: { date_created: date, date_modified: date },
      });
      orderIds.push(await world.store.place({ ...order, historical: true }));
    }
    const [first = 0] = orderIds;
    await world.store.forgetRequests();
    await world.store.fault({ method: 'GET', path: '/v2/orders\\?', mode: 'delay', delayMs: 1_500 });
    await world.sweep();
    const pages = async () => {
      const { requests } = await world.store.requests();
      return requests.filter(({ template }) => template.endsWith('/v2/orders'));
    };
    // The first page has been answered, and the request for the next is on its way: the first order moves to the end.
    await eventually('the first page', async () => (await pages()).some(({ status }) => status === 200));
    await world.store.edit(first, { order: { status_id: AWAITING_FULFILLMENT } });
    await world.store.clearFaults();

    await world.synced(first, HUNDRED_ORDERS_MS);
    await eventually(
      'every order on the board',
      async () => {
        const states = (await world.state()).orders;
        return states['SKIPPED'] === orderIds.length - 1;
      },
      { limitMs: HUNDRED_ORDERS_MS },
    );
    expect(await world.account.salesOrdersOf(world.storeHash, first)).toHaveLength(1);
  },
  2 * HUNDRED_ORDERS_MS,
);
