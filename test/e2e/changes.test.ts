/** What happens to an order after it was placed: it is finished, paid, edited; and Brightpearl disagrees. */
import { anOrder, mug, notebook } from './support/orders';
import { eventually, must } from './support/http';
import { World } from './support/world';

/** Of the simulated account: where the route puts a sales order that must not be shipped from. */
const HOLD_STATUS = 2;

let world: World;

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

/** Events of the sale as they reach the order, with the amount the shopper owes. */
const purchase = (amount: unknown) => ({
  event: 'purchase',
  method: 'credit_card',
  gateway: 'stripe',
  gateway_transaction_id: 'late-1',
  amount: Number(amount),
  currency: 'USD',
  status: 'ok',
  test: false,
});

/** The payments of an order in Brightpearl once there are so many. */
const payments = (orderId: number, count: number) =>
  eventually(`${count} payments of order ${orderId}`, async () => {
    const [document] = await world.account.salesOrdersOf(world.storeHash, orderId);
    return document && document.payments.length >= count && document.payments;
  });

test('an incomplete order waits, and arrives once its shopper has finished it', async () => {
  const order = anOrder({ statusId: 0 });
  const orderId = await world.store.place(order);
  const held = await world.until(orderId, 'HELD');
  expect(held.order.step).toContain('Incomplete');
  expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);

  await world.store.edit(orderId, {
    order: { status_id: 11, payment_status: 'captured' },
    transactions: [purchase(order.order['total_inc_tax'])],
  });
  await world.synced(orderId);
  const document = await world.salesOrderOf(orderId);
  expect(Number(document.total)).toBe(Number(order.order['total_inc_tax']));
  expect(document.paymentStatus).toBe('PAID');
});

test('an authorized payment is booked as such, and its capture is added when it comes', async () => {
  const order = anOrder({ transactions: [{ event: 'authorization' }] });
  const total = Number(order.order['total_inc_tax']);
  const orderId = await world.store.place(order);
  await world.synced(orderId);
  const [authorized] = await payments(orderId, 1);
  expect(authorized).toMatchObject({ type: 'AUTH' });
  expect(Number(authorized?.amountAuthorized)).toBe(total);

  const [authorization] = await world.store.transactions(orderId);
  await world.store.edit(orderId, {
    order: { payment_status: 'captured' },
    transactions: [{ ...purchase(total), event: 'capture', reference_transaction_id: authorization?.id }],
  });
  const both = await payments(orderId, 2);
  expect(both.map(({ type }) => type).sort()).toEqual(['AUTH', 'CAPTURE']);
  expect(Number(both.find(({ type }) => type === 'CAPTURE')?.amountPaid)).toBe(total);
  await world.quiet(orderId);
  expect((await world.salesOrderOf(orderId)).payments).toHaveLength(2);
});

test('an order to be paid by bank transfer arrives unpaid, and its payment is added when it is marked as paid', async () => {
  const order = anOrder({ statusId: 7, paymentMethod: 'Bank Deposit', paymentStatus: '' });
  const orderId = await world.store.place(order);
  await world.quiet(orderId);
  expect((await world.salesOrderOf(orderId)).payments).toEqual([]);

  await world.store.edit(orderId, { order: { status_id: 11, payment_status: 'captured' } });
  const [paid] = await payments(orderId, 1);
  expect(paid).toMatchObject({ type: 'RECEIPT', methodCode: 'BANK' });
  expect(Number(paid?.amountPaid)).toBe(Number(order.order['total_inc_tax']));
});

describe('an order edited after its import', () => {
  const original = anOrder({ lines: [mug({ quantity: 1 })] });
  let orderId: number;

  /** As staff add goods: new lines, new totals, new taxes. */
  const addNotebooks = (quantity: number) => {
    const { billing_address: billing } = original.order;
    const { order, taxes } = anOrder({
      lines: [mug({ quantity: 1 }), notebook({ quantity })],
      billing: billing as Record<string, unknown>,
    });
    const { consignments, total_inc_tax, total_ex_tax, total_tax, subtotal_ex_tax, subtotal_inc_tax } = order;
    const totals = { total_inc_tax, total_ex_tax, total_tax, subtotal_ex_tax, subtotal_inc_tax };
    return world.store.edit(orderId, { order: { consignments, ...totals }, taxes });
  };

  test('needs attention once it is on a goods-out note, and its sales order stays as it was', async () => {
    orderId = await world.store.place(original);
    await world.quiet(orderId);
    const { id: salesOrderId } = await world.salesOrderOf(orderId);
    await must('POST', `${world.account.url}/_sim/goods-out-notes`, { body: { salesOrderId } });
    const before = await world.salesOrderOf(orderId);

    await addNotebooks(1);
    const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
    expect(order.issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT' });
    expect(order.issue?.message).toContain(String(before.id));
    expect(order.issue?.message).toContain('goods-out note');
    expect(order.issue?.fix).not.toBe('');
    expect(await world.salesOrderOf(orderId)).toEqual(before);
  });

  test('is settled once somebody has accepted the change', async () => {
    expect((await world.rule(orderId, 'release', { rule: 'CHANGED_AFTER_IMPORT' })).status).toBe(200);
    await world.quiet(orderId);
  });

  test('needs attention again when it is edited once more', async () => {
    await addNotebooks(2);
    const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
    expect(order.issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT' });
  });
});

test('a sales order that Brightpearl gives another total goes to the hold status, and back when it is right', async () => {
  // It is not read back before a member of staff has touched it.
  await world.account.fault({ method: 'GET', path: '/order-service/sales-order/', mode: 'status', status: 500 });
  const orderId = await world.store.place(anOrder());
  const created = await eventually('the sales order', async () => {
    const [document] = await world.account.salesOrdersOf(world.storeHash, orderId);
    return document;
  });
  const row = created.rows.find(({ sku }) => sku === 'NOTE-A5');
  await world.account.staffEdit(created.id, { rows: [{ id: row?.id, net: '6.01' }] });
  await world.account.clearFaults();

  const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
  expect(order.issue).toMatchObject({ code: 'BRIGHTPEARL_TOTAL_DIFFERS' });
  expect(order.issue?.message).toContain(created.total);
  expect(order.salesOrderIds).toEqual([created.id]);
  const held = await world.salesOrderOf(orderId);
  expect(held.statusId).toBe(HOLD_STATUS);
  expect({ payments: held.payments, reservation: held.reservation }).toEqual({ payments: [], reservation: null });

  await world.account.staffEdit(created.id, { rows: [{ id: row?.id, net: row?.net, tax: row?.tax }] });
  expect((await world.rule(orderId, 'retry')).status).toBe(200);
  await world.synced(orderId);
  const right = await world.salesOrderOf(orderId);
  expect(right.statusId).toBe(created.statusId);
  expect(right.paymentStatus).toBe('PAID');
});
