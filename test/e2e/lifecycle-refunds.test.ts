/** Refunds over HTTP: what the store's refund becomes in Brightpearl, by when it was made. */
import { must, eventually } from './support/http';
import { anOrder } from './support/orders';
import { showLifecycles } from './support/lifecycles';
import { World } from './support/world';

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

type Fields = Readonly<Record<string, unknown>>;

const inStore = (path: string, body: Fields = {}) =>
  must<Fields>('POST', `${world.where.bigcommerce.url}/_sim/${path}`, { body });
const inAccount = (path: string, body: Fields = {}) =>
  must<Fields>('POST', `${world.where.brightpearl.url}/_sim/${path}`, { body });

/** Some units of the order's first line. */
async function unitsOf(orderId: number, quantity: number): Promise<Fields> {
  const { storeHash, url, token } = world.where.bigcommerce;
  const lines = await must<readonly { readonly id: number }[]>(
    'GET',
    `${url}/stores/${storeHash}/v2/orders/${orderId}/products`,
    {
      headers: { 'x-auth-token': token },
    },
  );
  return { items: [{ item_type: 'PRODUCT', item_id: lines[0]!.id, quantity }] };
}

async function imported(): Promise<{ readonly orderId: number; readonly salesOrderId: number }> {
  const orderId = await world.store.place(anOrder());
  await world.quiet(orderId);
  return { orderId, salesOrderId: (await world.salesOrderOf(orderId)).id };
}

/** What Brightpearl has of the order's money and credits, once all of it is there. */
async function outcome(salesOrderId: number, refunds: number) {
  return eventually(`${refunds} refund payments of ${salesOrderId}`, async () => {
    const { payments, salesCredits } = await world.account.ledger();
    const credits = salesCredits.filter(({ parentId }) => parentId === salesOrderId);
    const ids = [salesOrderId, ...credits.map(({ id }) => id)];
    const own = payments.filter(({ orderId }) => ids.includes(orderId));
    const out = own.filter(({ type }) => type === 'PAYMENT');
    if (out.length !== refunds) return false;
    const received = own.filter(({ type }) => type !== 'PAYMENT').reduce((sum, one) => sum + Number(one.amountPaid), 0);
    return {
      received: received.toFixed(2),
      out: out.map(
        ({ amountPaid, orderId }) => `${amountPaid} on the ${orderId === salesOrderId ? 'order' : 'credit'}`,
      ),
      credits: credits.map(({ total, paymentStatus }) => `${total} ${paymentStatus}`),
    };
  });
}

test('a unit before shipping is paid out on the sales order, without a credit', async () => {
  const { orderId, salesOrderId } = await imported();
  const { total_amount: amount } = await inStore(`orders/${orderId}/refund`, await unitsOf(orderId, 1));
  const { out, credits } = await outcome(salesOrderId, 1);
  expect(out).toEqual([`${Number(amount).toFixed(2)} on the order`]);
  expect(credits).toEqual([]);
});

test('a unit after shipping is a credit, and is paid out on it once', async () => {
  const { orderId, salesOrderId } = await imported();
  await inAccount('goods-out-notes', { salesOrderId, ship: true });
  const { total_amount: amount } = await inStore(`orders/${orderId}/refund`, await unitsOf(orderId, 1));
  const paid = Number(amount).toFixed(2);
  const expected = { out: [`${paid} on the credit`], credits: [`${paid} PAID`] };
  expect(await outcome(salesOrderId, 1)).toMatchObject(expected);
  await world.sweep();
  await world.quiet(orderId);
  expect(await outcome(salesOrderId, 1)).toMatchObject(expected);
});

test('all of an order after shipping leaves nothing received', async () => {
  const { orderId, salesOrderId } = await imported();
  await inAccount('goods-out-notes', { salesOrderId, ship: true });
  await inStore(`orders/${orderId}/refund`);
  const { received, out } = await outcome(salesOrderId, 1);
  expect(out).toEqual([`${received} on the credit`]);
});

test('a declined refund has no effect', async () => {
  const { orderId, salesOrderId } = await imported();
  await inStore(`orders/${orderId}/refund`, { ...(await unitsOf(orderId, 1)), declined: true });
  await world.store.flushWebhooks();
  await world.until(orderId, 'SYNCED', ({ order }) => JSON.stringify(order).includes('was declined'));
  expect(await outcome(salesOrderId, 0)).toMatchObject({ out: [], credits: [] });
});

test('a refund that no webhook told about is found by the sweep', async () => {
  const { orderId, salesOrderId } = await imported();
  await world.store.webhookFaults({ drop: 1 });
  await inStore(`orders/${orderId}/refund`, await unitsOf(orderId, 1));
  await world.store.webhookFaults({ drop: 0 });
  await world.sweep();
  expect((await outcome(salesOrderId, 1)).out).toHaveLength(1);
});

test('a refund of an order that Brightpearl does not know leaves it alone, visibly', async () => {
  await world.store.webhookFaults({ drop: 1 });
  const orderId = await world.store.place(anOrder());
  await inStore(`orders/${orderId}/refund`);
  await world.store.webhookFaults({ drop: 0 });
  await world.sweep();
  const { order } = await world.until(orderId, 'SKIPPED');
  expect(order.step).toContain('never imported');
  expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);
});
