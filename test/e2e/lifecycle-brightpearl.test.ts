/** What staff do in Brightpearl after the import, and what follows in the store by rule. */
import { eventually, must } from './support/http';
import { anOrder } from './support/orders';
import { showLifecycles } from './support/lifecycles';
import { World, type OrderDetail } from './support/world';

const IN_PRODUCTION = 20;
const AWAITING_SHIPMENT = 9;
const AWAITING_FULFILLMENT = 11;
const ON_HOLD_IN_STORE = 12;
const READY = 21;
const CANCELLED = 5;
const RULES = {
  brightpearlChanges: {
    cancelled: 'cancel',
    statuses: { [IN_PRODUCTION]: AWAITING_SHIPMENT },
    storeStatuses: { [ON_HOLD_IN_STORE]: READY },
    invoiceOnShip: true,
    capture: 'onShip',
    void: 'onCancel',
  },
};

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy(RULES);
});

afterAll(() => world.end());

const AUTHORIZED = { transactions: [{ event: 'authorization' }], paymentStatus: 'authorized' } as never;

const inAccount = (method: string, path: string) =>
  must<unknown>(method, `${world.where.brightpearl.url}/_sim/${path}`);

async function imported(order = anOrder()): Promise<{ readonly orderId: number; readonly salesOrderId: number }> {
  const orderId = await world.store.place(order);
  await world.quiet(orderId);
  return { orderId, salesOrderId: (await world.salesOrderOf(orderId)).id };
}

const statusOf = async (orderId: number): Promise<number> => Number((await world.store.order(orderId))['status_id']);

/** Asked no more often than the store's quota bears. */
const comesTo = (what: string, is: () => Promise<boolean>): Promise<unknown> => eventually(what, is, { everyMs: 900 });

const mailsOf = async (orderId: number): Promise<readonly string[]> => {
  type Mails = { readonly mails: readonly { readonly orderId: number; readonly kind: string }[] };
  const { mails } = await must<Mails>('GET', `${world.where.bigcommerce.url}/_sim/mails`);
  return mails.filter((mail) => mail.orderId === orderId).map(({ kind }) => kind);
};

test('a status that staff give follows in the store, and its echo moves nothing back', async () => {
  const { orderId, salesOrderId } = await imported();
  await world.account.staffEdit(salesOrderId, { statusId: IN_PRODUCTION });
  await comesTo('the status of the store', async () => (await statusOf(orderId)) === AWAITING_SHIPMENT);
  await world.quiet(orderId);
  expect((await world.salesOrderOf(orderId)).statusId).toBe(IN_PRODUCTION);
});

test('a status that the store gives follows in Brightpearl', async () => {
  const { orderId } = await imported();
  await world.store.edit(orderId, { order: { status_id: ON_HOLD_IN_STORE } });
  await comesTo('the status of Brightpearl', async () => (await world.salesOrderOf(orderId)).statusId === READY);
  await world.quiet(orderId);
  expect(await statusOf(orderId)).toBe(ON_HOLD_IN_STORE);
});

test('rows that staff change are noticed without a webhook, and told', async () => {
  const { orderId, salesOrderId } = await imported();
  const [row] = (await world.salesOrderOf(orderId)).rows;
  await world.account.staffEdit(salesOrderId, { rows: [{ id: row!.id, net: '1.00' }] });
  const notice = `staff changed sales order ${salesOrderId}: row ${row!.id} is another`;
  // The issue comes first, and the notice when the pass is over.
  const isTold = (detail: OrderDetail): boolean => JSON.stringify(detail.order).includes(notice);
  const { order } = await world.until(orderId, 'SYNCED', isTold);
  expect(order.issue).toMatchObject({ code: 'CHANGED_IN_BRIGHTPEARL' });
});

test('an unpaid order that staff cancel is cancelled in the store, and its authorization voided', async () => {
  const { orderId, salesOrderId } = await imported(anOrder(AUTHORIZED));
  await inAccount('POST', `sales-orders/${salesOrderId}/cancel`);
  await comesTo('the cancelled order', async () => (await statusOf(orderId)) === CANCELLED);
  await world.until(orderId, 'CANCELLED');
  await comesTo('the void', async () =>
    (await world.store.transactions(orderId)).some(({ event }) => event === 'void'),
  );
  expect(await mailsOf(orderId)).toEqual(['order-confirmation', 'status-changed']);
});

test('a paid order that staff void stays in the store, and a person is told why', async () => {
  const { orderId, salesOrderId } = await imported();
  await inAccount('POST', `sales-orders/${salesOrderId}/void`);
  const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
  expect(order.issue).toMatchObject({ code: 'CANCELLED_IN_BRIGHTPEARL' });
  expect(order.issue?.message).toMatch(/captured: refund them first/);
  expect(await statusOf(orderId)).toBe(AWAITING_FULFILLMENT);
});

test('a sales order that staff delete is told, and never made again', async () => {
  const { orderId, salesOrderId } = await imported(anOrder(AUTHORIZED));
  await inAccount('DELETE', `sales-orders/${salesOrderId}`);
  await world.rule(orderId, 'retry');
  const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
  expect(order.issue).toMatchObject({ code: 'SALES_ORDER_GONE' });
  await world.rule(orderId, 'release', { rule: 'SALES_ORDER_GONE' });
  await world.quiet(orderId);
  expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);
});

test('what ships is captured once and invoiced', async () => {
  const { orderId, salesOrderId } = await imported(anOrder(AUTHORIZED));
  await world.account.note(salesOrderId, { ship: true });
  const captures = async () => (await world.store.transactions(orderId)).filter(({ event }) => event === 'capture');
  await comesTo('the capture', async () => (await captures()).length === 1);
  await eventually('the invoice', async () => (await world.salesOrderOf(orderId)).invoiceReference !== '');
  await eventually('the payment', async () =>
    (await world.salesOrderOf(orderId)).payments.some(({ type }) => type === 'CAPTURE'),
  );
  await world.quiet(orderId);
  await world.rule(orderId, 'retry');
  await world.quiet(orderId);
  expect(await captures()).toHaveLength(1);
  expect((await world.detail(orderId))?.order.issue).toBeNull();
});
