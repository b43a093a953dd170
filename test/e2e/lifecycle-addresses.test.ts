/** An order to two addresses is two sales orders, and each parcel shows at the address that it went to. */
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { anOrder, mug } from './support/orders';
import { World } from './support/world';

const [PARTIALLY_SHIPPED, SHIPPED] = [3, 2];
const TAX = '8.25';

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy({ severalAddresses: 'split' });
});

afterAll(() => world.end());

const stored = async (orderId: number) => (await world.store.ledger()).find(({ id }) => id === orderId)!;

/** Two mugs to each of two addresses, alike but for where they go; the ids of the addresses and their sales orders. */
async function imported() {
  const addresses = ['1 First Street', '2 Second Street'].map((street_1) => ({
    address: { street_1 },
    shipping: { cost: '4.00', method: 'Ground', taxRate: TAX },
  }));
  const lines = [mug({ address: 0 }), mug({ address: 1 })];
  const orderId = await world.store.place(anOrder({ lines, addresses }));
  await world.quiet(orderId);
  const documents = await world.account.salesOrdersOf(world.storeHash, orderId);
  const to = (street: string) => documents.find(({ deliveryAddress }) => deliveryAddress.addressLine1 === street)!;
  return { orderId, documents, first: to('1 First Street'), second: to('2 Second Street') };
}

/** The addresses of its shipments, by the sales order that is for each. */
async function shipmentsTo(orderId: number): Promise<readonly string[]> {
  const { storeHash, url, token } = world.where.bigcommerce;
  const path = `${url}/stores/${storeHash}/v2/orders/${orderId}/shipments`;
  type Shipment = { readonly shipping_address: { readonly street_1: string } };
  const shipments = await must<readonly Shipment[]>('GET', path, { headers: { 'x-auth-token': token } });
  return shipments.map(({ shipping_address: { street_1 } }) => street_1);
}

test('one address after the other', async () => {
  const { orderId, documents, first, second } = await imported();
  expect(documents.map(({ paymentStatus }) => paymentStatus)).toEqual(['PAID', 'PAID']);
  await world.account.note(second.id, { ship: true, reference: '1Z-2' });
  await eventually('a part', async () => (await stored(orderId)).statusId === PARTIALLY_SHIPPED);
  expect(await shipmentsTo(orderId)).toEqual(['2 Second Street']);
  await world.account.note(first.id, { ship: true, reference: '1Z-1' });
  await eventually('all', async () => (await stored(orderId)).statusId === SHIPPED);
  await world.quiet(orderId);
  expect(await shipmentsTo(orderId)).toEqual(['2 Second Street', '1 First Street']);
  const { shipments, mails } = await stored(orderId);
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['1Z-2', '1Z-1']);
  expect(mails).toEqual(['order-confirmation', 'shipment', 'shipment']);
});

test('two parcels alike at once, without tracking', async () => {
  const { orderId, first, second } = await imported();
  await Promise.all([first, second].map(({ id }) => world.account.note(id, { ship: true })));
  await eventually('all', async () => (await stored(orderId)).statusId === SHIPPED);
  await world.quiet(orderId);
  expect([...(await shipmentsTo(orderId))].sort()).toEqual(['1 First Street', '2 Second Street']);
  expect((await stored(orderId)).mails).toEqual(['order-confirmation', 'shipment', 'shipment']);
});

test('a refund of what went to one address, before the other left', async () => {
  const { orderId, first, second } = await imported();
  await world.account.note(first.id, { ship: true });
  await eventually('a part', async () => (await stored(orderId)).statusId === PARTIALLY_SHIPPED);
  const { storeHash, url, token } = world.where.bigcommerce;
  const lines = await must<{ id: number; order_address_id: number }[]>(
    'GET',
    `${url}/stores/${storeHash}/v2/orders/${orderId}/products`,
    { headers: { 'x-auth-token': token } },
  );
  const items = lines.map(({ id }) => ({ item_type: 'PRODUCT', item_id: id, quantity: 1 }));
  const refund = { body: { items } };
  await must('POST', `${world.store.url}/_sim/orders/${orderId}/refund`, refund);
  const outcome = async () => {
    const { salesCredits, salesOrders } = await world.account.ledger();
    const total = (of: number) => salesOrders.find(({ id }) => id === of)?.total;
    const credits = salesCredits.filter(({ parentId }) => parentId === first.id || parentId === second.id);
    return {
      shipped: total(first.id) === first.total,
      open: total(second.id) === (Number(second.total) - 14.02).toFixed(2),
      credits: credits.map(
        (one) => `${one.parentId === first.id ? 'shipped' : 'open'} ${one.total} ${one.paymentStatus}`,
      ),
    };
  };
  const expected = { shipped: true, open: true, credits: ['shipped 14.02 PAID'] };
  let seen: unknown;
  await eventually('the credit', async () => JSON.stringify((seen = await outcome())) === JSON.stringify(expected), {
    last: () => seen,
  });
  await world.quiet(orderId);
  const [one, other] = await world.account.salesOrdersOf(world.storeHash, orderId);
  expect([one?.paymentStatus, other?.paymentStatus]).toEqual(['PAID', 'PAID']);
});
