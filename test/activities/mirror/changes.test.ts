import { activityWorlds } from '../support/activity-world';
import { read } from '../support/steps';
import {
  carryOut,
  changeRules,
  documentOf,
  imported,
  lookAgain,
  setStoreStatus,
  staff,
  statusOf,
  writesOf,
} from './support';
import type { Imported } from './support';

const open = activityWorlds();

const AN_AUTHORIZATION = { transactions: [{ event: 'authorization' }], paymentStatus: 'authorized' } as never;

async function anUnpaidOrder(rules: Parameters<typeof changeRules>[0] = {}): Promise<Imported> {
  return imported(await open(changeRules(rules)), AN_AUTHORIZATION);
}

describe('a settled order', () => {
  it('is looked at with one read and one search of Brightpearl, and nothing is written', async () => {
    const order = await imported(await open(changeRules()));
    await lookAgain(order);
    order.world.forgetRequests();
    expect(await lookAgain(order)).toMatchObject({ mirror: {}, issues: [], notices: [] });
    expect(writesOf(order.world)).toEqual([]);
    // The search is for sales credits that staff made of it.
    expect(order.world.requests('brightpearl')).toEqual([
      'GET /order-service/sales-order/{ids}',
      'GET /order-service/order-search',
    ]);
  });

  it('reads nothing of Brightpearl when the store alone changed', async () => {
    const order = await imported(await open(changeRules({ statuses: { '20': 9 } })));
    order.world.forgetRequests();
    await lookAgain(order, { news: false });
    expect(order.world.requests('brightpearl')).toEqual([]);
  });
});

describe('a sales order that staff changed', () => {
  it('shows what is another while its total is', async () => {
    const order = await imported(await open(changeRules()));
    const [row] = documentOf(order).rows;
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}`, { rows: [{ id: row!.id, net: '20.00' }] });
    const { issues, notices } = await lookAgain(order);
    expect(issues).toEqual([]);
    expect(notices).toEqual([`staff changed sales order ${order.salesOrderId}: row ${row!.id} is another`]);
    const board = await order.world.store.orders.get(order.key);
    expect(board).toMatchObject({ state: 'SYNCED', issue: { code: 'CHANGED_IN_BRIGHTPEARL' } });

    const { net, tax } = { net: '25.90', tax: '2.14' };
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}`, { rows: [{ id: row!.id, net, tax }] });
    await lookAgain(order);
    expect(await order.world.store.orders.get(order.key)).toMatchObject({ state: 'SYNCED', issue: null });
    expect(writesOf(order.world).filter((request) => request.includes('PUT'))).not.toContain(
      'PUT /order-service/order',
    );
  });

  it('is a notice where total and tax are the same', async () => {
    const order = await imported(await open(changeRules()));
    const rows = [{ productId: 1001, quantity: 1, taxCode: 'T', net: 0, tax: 0 }];
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}`, { addRows: rows });
    const added = documentOf(order).rows.at(-1)!.id;
    const { issues, notices } = await lookAgain(order);
    expect(issues).toEqual([]);
    expect(notices).toEqual([
      `staff changed sales order ${order.salesOrderId}: row ${added} was added; its total is the same`,
    ]);
    expect(await order.world.store.orders.get(order.key)).toMatchObject({ state: 'SYNCED', issue: null });
  });

  it('that was split is told with the other part, and both together are the order', async () => {
    const order = await imported(await open(changeRules()));
    const [row] = documentOf(order).rows.filter(({ productId }) => (productId ?? 0) > 1000);
    const split = await staff<{ id: number }>(order, 'POST', `sales-orders/${order.salesOrderId}/split`, {
      rows: [{ rowId: row!.id, quantity: 1 }],
    });
    const { issues, notices } = await lookAgain(order);
    expect({ issues, notices }).toEqual({
      issues: [],
      notices: [`sales order ${order.salesOrderId} was split by staff: ${split.id} has the rest`],
    });
    expect(await order.world.store.orders.get(order.key)).toMatchObject({ state: 'SYNCED', issue: null });
    const { world } = order;
    const { differences } = await world.run('reconcileRoute', {
      taskQueuePrefix: 'test',
      route: 'main',
      storeHash: world.storeHash,
      account: world.account,
      days: 3,
    });
    expect(differences.filter(({ what }) => what === 'total' || what === 'tax')).toEqual([]);
  });

  it('that was merged into another is told, and its order is not cancelled', async () => {
    const order = await anUnpaidOrder({ cancelled: 'cancel' });
    const target = await imported(order.world, AN_AUTHORIZATION);
    documentOf(target).customerId = documentOf(order).customerId;
    await staff(order, 'POST', 'sales-orders/merge', { into: target.salesOrderId, from: [order.salesOrderId] });
    const { mirror, issues, notices } = await lookAgain(order);
    expect({ mirror, issues }).toEqual({ mirror: {}, issues: [] });
    expect(notices).toEqual([`sales order ${order.salesOrderId} was merged by staff into ${target.salesOrderId}`]);
  });

  it('that was deleted stops the order until somebody releases it, and is not made again', async () => {
    const order = await anUnpaidOrder();
    await staff(order, 'DELETE', `sales-orders/${order.salesOrderId}`);
    expect((await lookAgain(order)).codes).toEqual(['SALES_ORDER_GONE']);
    await release(order, 'SALES_ORDER_GONE');
    expect((await lookAgain(order)).codes).toEqual([]);
    expect(writesOf(order.world).filter((request) => request === 'POST /order-service/sales-order')).toHaveLength(1);
  });
});

async function release({ world, key }: Imported, rule: string): Promise<void> {
  const command = { verb: 'release', actor: 'ann', commandId: rule, arguments: { rule } } as const;
  await world.run('recordDecision', { key, asOf: Date.now(), command });
}

describe('a sales order that staff cancelled', () => {
  it('is reported by default, until it is moved back', async () => {
    const order = await anUnpaidOrder();
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}/cancel`);
    const { mirror, codes } = await lookAgain(order);
    expect({ mirror, codes }).toEqual({ mirror: {}, codes: ['CANCELLED_IN_BRIGHTPEARL'] });
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}`, { statusId: 3 });
    expect((await lookAgain(order)).codes).toEqual([]);
  });

  it('is nobody’s news where the store cancelled the order, or we the sales order', async () => {
    const order = await anUnpaidOrder({ cancelled: 'cancel' });
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}/void`);
    await setStoreStatus(order, 5);
    const { mirror, codes } = await lookAgain(order);
    expect(mirror).toEqual({});
    expect(codes).not.toContain('CANCELLED_IN_BRIGHTPEARL');
  });

  it('cancels the order by rule, once, with one mail', async () => {
    const order = await anUnpaidOrder({ cancelled: 'cancel' });
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}/cancel`);
    const { mirror, codes } = await lookAgain(order);
    expect(codes).toEqual([]);
    expect(mirror).toMatchObject({ cancelInStore: { salesOrders: [{ salesOrderId: order.salesOrderId }] } });
    expect(await carryOut(order, mirror)).toBeUndefined();
    expect(statusOf(order)).toBe(5);

    order.world.forgetRequests();
    await carryOut(order, mirror);
    expect((await lookAgain(order)).mirror).toEqual({});
    expect(writesOf(order.world)).toEqual([]);
  });

  it.each([
    [
      'money that was captured',
      async ({ world, key }: Imported) => void world.bigcommerce.control.captureOrder(key.orderId),
      /captured: refund them first/,
    ],
    ['a shipment', shipAUnit, /shipped|shipments/],
  ])('does not cancel an order with %s', async (_what, happens, why) => {
    const order = await anUnpaidOrder({ cancelled: 'cancel' });
    await staff(order, 'POST', `sales-orders/${order.salesOrderId}/cancel`);
    await happens(order);
    const { mirror } = await lookAgain(order);
    const issue = await carryOut(order, mirror);
    expect(issue).toMatchObject({ code: 'CANCELLED_IN_BRIGHTPEARL', message: expect.stringMatching(why) });
    expect(statusOf(order)).not.toBe(5);
    await release(order, 'CANCELLED_IN_BRIGHTPEARL');
    expect((await lookAgain(order)).mirror).toEqual({});
  });
});

async function shipAUnit({ world, key }: Imported): Promise<void> {
  const { orders, shipments } = world.deps.bigcommerce(world.storeHash);
  const [to] = (await orders.get(key.orderId)).consignments.shipping;
  const [line] = to!.line_items;
  await shipments.create(key.orderId, { orderAddressId: to!.id, items: [{ lineId: line!.id, quantity: 1 }] });
}

describe('a disputed payment', () => {
  it('is shown as long as the order is disputed', async () => {
    const order = await imported(await open(changeRules()));
    await setStoreStatus(order, 13);
    expect((await lookAgain(order, { news: false })).codes).toEqual(['PAYMENT_DISPUTED']);
    await setStoreStatus(order, 11);
    expect((await lookAgain(order, { news: false })).codes).toEqual([]);
    await read(order.world, order.key);
  });
});
