/** What becomes of orders that are changed, cancelled or put away in the store after their import, on both sides. */
import { anOrder, mug, notebook } from './support/orders';
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { World, type OrderDetail } from './support/world';

const CANCELLED = 5;
const DECLINED = 6;

/** Of the simulated account. */
const CANCELLED_STATUS = 5;

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

type Fields = Readonly<Record<string, unknown>>;

/** What people do in the store's control panel, and in Brightpearl's own screens. */
const inStore = (orderId: number, act: string, body: Fields = {}) =>
  must('POST', `${world.store.url}/_sim/orders/${orderId}/${act}`, { body });
const inBrightpearl = (path: string, body: Fields = {}) => must('POST', `${world.account.url}/_sim/${path}`, { body });

const mails = async (): Promise<number> =>
  (await must<{ mails: unknown[] }>('GET', `${world.store.url}/_sim/mails`)).mails.length;

const unpaid = { paymentMethod: 'Bank Deposit', paymentStatus: '', statusId: 7 } as const;

async function imported(order = anOrder({ lines: [mug(), notebook()] })): Promise<number> {
  const orderId = await world.store.place(order);
  await world.quiet(orderId);
  return orderId;
}

/** Once Brightpearl has what the store has, to the cent, and all that it has is reserved. */
async function level(orderId: number): Promise<void> {
  // Nobody changes it in the store meanwhile. Asked again and again, it would use up the quota that the connector needs.
  const order = await world.store.order(orderId);
  await eventually(`order ${orderId} level on both sides`, async () => {
    const document = await world.salesOrderOf(orderId);
    const isEqual =
      Number(document.total) === Number(order['total_inc_tax']) && Number(document.tax) === Number(order['total_tax']);
    const wanted = document.rows.filter(({ sku }) => sku).reduce((sum, { quantity }) => sum + Number(quantity), 0);
    const reserved = (document.reservation?.rows ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
    return isEqual && wanted === reserved;
  });
  await world.quiet(orderId);
}

const attention = (orderId: number, code: string): Promise<OrderDetail> =>
  world.until(orderId, 'NEEDS_ATTENTION', ({ order }) => order.issue?.code === code);

const quantityOf = async (orderId: number, sku: string): Promise<number> => {
  const { rows } = await world.salesOrderOf(orderId);
  return rows.filter((row) => row.sku === sku).reduce((sum, { quantity }) => sum + Number(quantity), 0);
};

describe('an order that is changed before anything is on a note', () => {
  test.each<[string, Fields, Readonly<Record<string, number>>]>([
    ['more of a line', { products: [{ sku: 'MUG-BLUE', quantity: 5 }] }, { 'MUG-BLUE': 5, 'NOTE-A5': 1 }],
    ['less of a line', { products: [{ sku: 'MUG-BLUE', quantity: 1 }] }, { 'MUG-BLUE': 1, 'NOTE-A5': 1 }],
    ['a line less', { products: [{ sku: 'NOTE-A5', quantity: 0 }] }, { 'MUG-BLUE': 2, 'NOTE-A5': 0 }],
    ['a discount', { discount_amount: 4 }, { 'MUG-BLUE': 2, 'NOTE-A5': 1 }],
    ['another price', { products: [{ sku: 'MUG-BLUE', price_ex_tax: 9, price_inc_tax: 9.74 }] }, { 'MUG-BLUE': 2 }],
    ['other shipping costs', { shipping_cost_ex_tax: 3, shipping_cost_inc_tax: 3.25 }, { 'MUG-BLUE': 2 }],
  ])('%s', async (_case, change, quantities) => {
    const orderId = await imported();
    const before = await mails();
    await inStore(orderId, 'edit', change);
    await level(orderId);
    for (const [sku, quantity] of Object.entries(quantities)) expect(await quantityOf(orderId, sku)).toBe(quantity);
    expect(await mails()).toBe(before);
  });

  test('another delivery address', async () => {
    const orderId = await imported();
    const [address] = await must<{ id: number }[]>(
      'GET',
      `${world.store.url}/stores/${world.storeHash}/v2/orders/${orderId}/shipping_addresses`,
      { headers: { 'x-auth-token': world.where.bigcommerce.token } },
    );
    await inStore(orderId, 'edit', { shipping_addresses: [{ id: address?.id, street_1: '1 New Street' }] });
    await eventually('the new address', async () => {
      const { deliveryAddress } = await world.salesOrderOf(orderId);
      return deliveryAddress.addressLine1 === '1 New Street';
    });
    await level(orderId);
  });

  test('changed again and again, and then nothing is written any more', async () => {
    const orderId = await imported();
    for (const quantity of [3, 1, 4]) await inStore(orderId, 'edit', { products: [{ sku: 'MUG-BLUE', quantity }] });
    await level(orderId);
    expect(await quantityOf(orderId, 'MUG-BLUE')).toBe(4);
    await world.store.flushWebhooks();
    await world.account.flushWebhooks();
    await world.quiet(orderId);
    for (const side of [world.store, world.account]) await side.forgetRequests();
    await inStore(orderId, 'edit', { staff_notes: 'Called back' });
    await world.store.flushWebhooks();
    await world.quiet(orderId);
    const { requests } = await world.account.requests();
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('a row of the staff is kept', async () => {
    const orderId = await imported();
    const { id } = await world.salesOrderOf(orderId);
    await world.account.staffEdit(id, {
      addRows: [{ name: 'Greeting card', quantity: 1, taxCode: 'T', net: 2, tax: 0 }],
    });
    await inStore(orderId, 'edit', { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
    await eventually('three mugs', async () => (await quantityOf(orderId, 'MUG-BLUE')) === 3);
    const { rows } = await world.salesOrderOf(orderId);
    expect(rows.map(({ name }) => name)).toContain('Greeting card');
    await world.quiet(orderId);
  });
});

describe('an order that is changed when that is not safe any more', () => {
  test('on a goods-out note: shown, with what was changed, until it is accepted', async () => {
    const orderId = await imported();
    const { id: salesOrderId } = await world.salesOrderOf(orderId);
    await inBrightpearl('goods-out-notes', { salesOrderId });
    await inStore(orderId, 'edit', { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
    const { order } = await attention(orderId, 'CHANGED_AFTER_IMPORT');
    expect(order.issue?.message).toContain('quantity 2 to 3');
    expect(await quantityOf(orderId, 'MUG-BLUE')).toBe(2);
    await world.rule(orderId, 'release', { rule: 'CHANGED_AFTER_IMPORT' });
    await world.quiet(orderId);
  });

  test('changed in Brightpearl as well: what does not conflict is applied by command', async () => {
    const orderId = await imported();
    const { id, rows } = await world.salesOrderOf(orderId);
    const row = rows.find(({ sku }) => sku === 'NOTE-A5');
    await world.account.staffEdit(id, { rows: [{ id: row?.id, net: '4.00', tax: '0.33' }] });
    const products = [
      { sku: 'MUG-BLUE', quantity: 3 },
      { sku: 'NOTE-A5', quantity: 2 },
    ];
    await inStore(orderId, 'edit', { products });
    await attention(orderId, 'CHANGED_AFTER_IMPORT');
    const { code } = await world.cli('orders', 'amend', String(orderId), '--apply-edit', 'possible');
    expect(code).toBe(0);
    await world.quiet(orderId);
    expect(await quantityOf(orderId, 'MUG-BLUE')).toBe(3);
    expect(await quantityOf(orderId, 'NOTE-A5')).toBe(1);
  });
});

test('an order that is changed after its invoice: credited as a whole and made anew by command', async () => {
  const orderId = await imported();
  const { id: oldId, ...before } = await world.salesOrderOf(orderId);
  await inBrightpearl(`sales-orders/${oldId}/invoice`);
  await inStore(orderId, 'edit', { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
  const { order } = await attention(orderId, 'CHANGED_AFTER_IMPORT');
  expect(order.issue?.message).toContain(`connector orders amend ${orderId} --apply-edit replace`);
  expect((await world.cli('orders', 'amend', String(orderId), '--apply-edit', 'replace')).code).toBe(0);
  await world.quiet(orderId);
  const documents = await world.account.salesOrdersOf(world.storeHash, orderId);
  const [old, now, ...others] = documents.filter(({ type }) => type === 'SO');
  const store = await world.store.order(orderId);
  expect(others).toEqual([]);
  expect(old).toMatchObject({ total: before.total, paid: before.total, paymentStatus: 'PAID', reservation: null });
  expect([Number(now?.total), Number(now?.tax)]).toEqual([Number(store['total_inc_tax']), Number(store['total_tax'])]);
  expect(now).toMatchObject({ paid: before.total, paymentStatus: 'PARTIALLY_PAID' });
  expect(now?.reservation?.rows.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(4);
  const { salesCredits } = await world.account.ledger();
  const credits = salesCredits.filter(({ parentId }) => parentId === oldId);
  expect(credits).toMatchObject([{ total: before.total, tax: before.tax, paymentStatus: 'PAID' }]);
  expect(store['external_order_id']).toBe(String(now?.id));
  await world.store.flushWebhooks();
  await world.account.flushWebhooks();
  await world.quiet(orderId);
  await world.account.forgetRequests();
  await inStore(orderId, 'edit', { staff_notes: 'Called back' });
  await world.store.flushWebhooks();
  await world.quiet(orderId);
  const { requests } = await world.account.requests();
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

describe('an order that is called off', () => {
  test.each([CANCELLED, DECLINED])('unpaid (status %i): its sales order is cancelled', async (status_id) => {
    const orderId = await imported(anOrder(unpaid));
    await world.store.edit(orderId, { order: { status_id } });
    await world.until(orderId, 'CANCELLED');
    expect(await world.salesOrderOf(orderId)).toMatchObject({ statusId: CANCELLED_STATUS, reservation: null });
    const done = await world.until(orderId, 'CANCELLED', ({ workflow }) => workflow?.status === 'COMPLETED');
    expect(done.order.issue).toBeNull();
  });

  test('with an authorization that the store voids', async () => {
    const orderId = await imported(anOrder({ transactions: [{ event: 'authorization' }] }));
    await must('POST', `${world.store.url}/stores/${world.storeHash}/v3/orders/${orderId}/payment_actions/void`, {
      headers: { 'x-auth-token': world.where.bigcommerce.token },
    });
    await inStore(orderId, 'cancel');
    await world.until(orderId, 'CANCELLED');
    const { payments, statusId } = await world.salesOrderOf(orderId);
    expect(payments.map(({ type }) => type).sort()).toEqual(['AUTH', 'VOID']);
    expect(statusId).toBe(CANCELLED_STATUS);
  });

  test('paid: waits for its money to be returned, and is cancelled then', async () => {
    const orderId = await imported();
    await inStore(orderId, 'cancel');
    const { order } = await attention(orderId, 'CANCELLED_WITH_PAYMENT');
    const { paid, reservation, statusId } = await world.salesOrderOf(orderId);
    expect(order.issue?.message).toContain(paid);
    expect(reservation).not.toBeNull();
    expect(statusId).not.toBe(CANCELLED_STATUS);
  });

  test('on a goods-out note: shown', async () => {
    const orderId = await imported(anOrder(unpaid));
    const { id: salesOrderId, statusId } = await world.salesOrderOf(orderId);
    await inBrightpearl('goods-out-notes', { salesOrderId });
    await inStore(orderId, 'cancel');
    await attention(orderId, 'CANCELLED_AFTER_NOTE');
    expect(await world.salesOrderOf(orderId)).toMatchObject({ statusId });
  });

  test('before it was imported: left alone', async () => {
    const orderId = await world.store.place(anOrder({ statusId: CANCELLED }));
    await world.until(orderId, 'SKIPPED');
    expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);
  });

  test('and opened again: shown, as Brightpearl does not take it back', async () => {
    const orderId = await imported(anOrder(unpaid));
    await inStore(orderId, 'cancel');
    await world.until(orderId, 'CANCELLED');
    await world.store.edit(orderId, { order: { status_id: 11 } });
    const { order } = await attention(orderId, 'CHANGED_AFTER_IMPORT');
    expect(order.issue?.message).toContain('open again');
  });
});

test('an order that is archived while it is open is shown, and not cancelled', async () => {
  const orderId = await imported();
  const { statusId } = await world.salesOrderOf(orderId);
  await world.store.edit(orderId, { order: { is_deleted: true } });
  const { order } = await attention(orderId, 'CHANGED_AFTER_IMPORT');
  expect(order.issue?.message).toContain('archived');
  expect((await world.salesOrderOf(orderId)).statusId).toBe(statusId);
});
