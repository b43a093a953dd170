/** Shipments: the client against the simulator, which were written from the same documents. */
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;
let orderId: number;

beforeEach(async () => {
  simulator = createBigCommerceSimulator();
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
  orderId = simulator.control.addOrder(
    buildOrder({
      taxMode: 'exclusive',
      lines: [
        { sku: 'LAMP', name: 'Lamp', price: '20.00', quantity: 3, taxRate: '10' },
        { sku: 'SHADE', name: 'Shade', price: '5.00', quantity: 1, taxRate: '10' },
      ],
      shipping: { cost: '5.00', method: 'Ground', taxRate: '10' },
    }),
  );
});
afterEach(() => running.close());

async function shippable() {
  const { consignments } = await client.orders.get(orderId);
  const [shipping] = consignments.shipping;
  const [lamp, shade] = shipping?.line_items.map(({ id }) => id) ?? [];
  return { orderAddressId: shipping?.id ?? 0, lamp: lamp ?? 0, shade: shade ?? 0 };
}

it('makes a shipment of some of an order, and reads it back as it was made', async () => {
  expect(await client.shipments.list(orderId)).toEqual([]);
  const { orderAddressId, lamp } = await shippable();
  const items = [{ lineId: lamp, quantity: 2 }];
  const made = await client.shipments.create(orderId, {
    orderAddressId,
    items,
    trackingNumber: '1Z999',
    provider: 'ups',
    method: 'Ground',
    comments: 'Tracking: 1Z998',
  });
  expect(made).toMatchObject({ orderId, orderAddressId, items, trackingNumber: '1Z999', comments: 'Tracking: 1Z998' });
  expect(await client.shipments.list(orderId)).toEqual([made]);
  const line = (await client.orders.products(orderId)).find(({ id }) => id === lamp);
  expect(line?.quantity_shipped).toBe(2);
});

it('leaves out what it is not given', async () => {
  const { orderAddressId, shade } = await shippable();
  let sent: unknown;
  simulator.hooks.beforeRequest = ({ body }) => {
    sent = body;
    return undefined;
  };
  await client.shipments.create(orderId, { orderAddressId, items: [{ lineId: shade, quantity: 1 }] });
  expect(sent).toEqual({ order_address_id: orderAddressId, items: [{ order_product_id: shade, quantity: 1 }] });
});

it('sets the tracking of one that is there, and nothing else', async () => {
  const { orderAddressId, shade } = await shippable();
  const items = [{ lineId: shade, quantity: 1 }];
  const { id } = await client.shipments.create(orderId, { orderAddressId, items, comments: 'Left at the door' });
  const trackingLink = 'https://track.example/A1';
  const updated = await client.shipments.update(orderId, id, { trackingNumber: 'A1', trackingLink });
  expect(updated).toMatchObject({ id, items, trackingNumber: 'A1', trackingLink, comments: 'Left at the door' });
});

it('is not sent when what has to come before it fails', async () => {
  const { orderAddressId, shade } = await shippable();
  const input = { orderAddressId, items: [{ lineId: shade, quantity: 1 }] };
  const beforeSend = () => Promise.reject(new Error('not stored'));
  await expect(client.shipments.create(orderId, input, { beforeSend })).rejects.toThrow('not stored');
  expect(await client.shipments.list(orderId)).toEqual([]);
});

it('names what the store refuses', async () => {
  const { orderAddressId, shade } = await shippable();
  const tooMany = { orderAddressId, items: [{ lineId: shade, quantity: 5 }] };
  await expect(client.shipments.create(orderId, tooMany)).rejects.toMatchObject({ kind: 'invalid' });
});
