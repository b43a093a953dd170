/** What webhooks tell of what happens after the sale, and what they do not. */
import { aPayment, aRow, aSalesOrder } from './support/bodies';
import { startListener, type Listener } from './support/a-listener';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const RESOURCES = ['order', 'sales-order', 'goods-out-note', 'drop-ship-note', 'goods-in-note', 'quarantine-release'];
const STATUS = 'order.modified.order-status';

let sim: StartedSimulator;
let listener: Listener;
let id: number;
let other: number;
beforeEach(async () => {
  sim = await startSimulator();
  listener = await startListener();
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 20 } }]);
  const rows = [aRow({ productId: 1001, quantity: '4' })];
  id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
  other = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows, externalRef: 'other' }));
  for (const subscribeTo of RESOURCES) {
    await sim.ok('POST', '/integration-service/webhook', {
      subscribeTo,
      httpMethod: 'GET',
      uriTemplate: `${listener.url}/\${full-event}/\${resource-id}`,
    });
  }
});
afterEach(async () => {
  await sim.close();
  await listener.close();
});

const sent = () =>
  sim.simulator.core.webhooks.deliveries().map(({ url }) => new URL(url).pathname.slice(1).split('/', 1).join(''));
const staff = (path: string, body?: object) => sim.control('POST', path, body);
const returned = async () => {
  const credit = aSalesOrder({ statusId: 10, rows: [aRow({ productId: 1001 })] });
  return staff('goods-in-notes', {
    orderId: await sim.ok('POST', '/order-service/sales-credit', credit),
    quarantine: true,
  });
};

it.each<[string, () => Promise<unknown>, readonly string[]]>([
  [
    'PUT of a sales order',
    () => sim.ok('PUT', `/order-service/sales-order/${id}`, aSalesOrder({ statusId: 3 })),
    ['order.modified'],
  ],
  [
    'PUT with another status',
    () => sim.ok('PUT', `/order-service/sales-order/${id}`, aSalesOrder({ statusId: 20 })),
    ['order.modified', STATUS],
  ],
  [
    'closing',
    () => sim.ok('POST', `/order-service/sales-order/${id}/close`, {}),
    ['order.modified', 'order.modified', STATUS],
  ],
  ['a new sales credit', () => sim.ok('POST', '/order-service/sales-credit', aSalesOrder({ statusId: 10 })), []],
  [
    'a payment to the customer',
    () => sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: id, paymentType: 'PAYMENT' })),
    ['order.modified'],
  ],
  [
    'a goods-out note that ships in one go',
    () => staff('goods-out-notes', { salesOrderId: id, ship: true }),
    [
      ...['created', 'modified.printed', 'modified.picked', 'modified.packed', 'modified.shipped'].map(
        (event) => `goods-out-note.${event}`,
      ),
      ...Array.from({ length: 5 }, () => 'order.modified'),
      'order.modified.fully-shipped',
    ],
  ],
  [
    'late tracking, which ships nothing again',
    async () => {
      sim.simulator.setSwitches({ trackingAfterShipping: 'accepted', goodsNotesModifyOrder: false });
      const { body } = await staff('goods-out-notes', { salesOrderId: id, ship: true });
      await staff(`goods-out-notes/${(body as { id: number }).id}`, { reference: '1Z999' });
    },
    [
      ...['created', 'modified.printed', 'modified.picked', 'modified.packed', 'modified.shipped', 'modified'].map(
        (event) => `goods-out-note.${event}`,
      ),
      'order.modified.fully-shipped',
    ],
  ],
  [
    'a transfer',
    () => staff('transfers', { warehouseId: 2, targetWarehouseId: 3, rows: [{ sku: 'CUP', quantity: 1 }] }),
    ['goods-out-note.created'],
  ],
  [
    'a drop-ship note, for the sale and for the purchase',
    () => staff('drop-ship-notes', { salesOrderId: id }),
    ['drop-ship-note.created', 'order.modified', 'order.modified'],
  ],
  ['goods in for a sales credit', returned, ['goods-in-note.created', 'order.modified']],
  [
    'a release from quarantine',
    async () => {
      await returned();
      await staff('quarantine-releases', { sku: 'CUP', warehouseId: 2, quantity: 1 });
    },
    ['goods-in-note.created', 'order.modified', 'quarantine-release.created'],
  ],
  [
    'a split, for the order that is left',
    () => staff(`sales-orders/${id}/split`, { rows: [{ rowId: 2001, quantity: 1 }] }),
    ['order.modified'],
  ],
  [
    'a merge, for both orders',
    () => staff('sales-orders/merge', { into: id, from: [other] }),
    ['order.modified', 'order.modified', STATUS],
  ],
  ['a deletion', () => sim.control('DELETE', `sales-orders/${id}`), []],
])('%s', async (_case, act, expected) => {
  await act();
  expect(sent().toSorted((a, b) => a.localeCompare(b))).toEqual(expected.toSorted((a, b) => a.localeCompare(b)));
});
