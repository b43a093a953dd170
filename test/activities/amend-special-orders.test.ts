/** Changes of orders that are more than a few plain rows: bundles, several addresses, refunds, links of an earlier version. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { applyEdits, issuesOf, salesOrder, staff } from './support/after-sale';
import { importOrder, plan, planImport, partStepOf, stepOf } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import type { StoredPlan } from '../../src/activities/stored-plan';
import { routeRulesSchema } from '../../src/mapping/rules';

const open = activityWorlds();

const linkKey = (world: ActivityWorld, key: OrderKey) =>
  ({ kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) }) as const;

const reservedOf = (world: ActivityWorld, id: number): number =>
  Object.values(salesOrder(world, id).reserved).reduce((sum, quantity) => sum + quantity, 0);

describe('a bundle', () => {
  it.each([1, 3])('of which %i are wanted instead of two', async (quantity) => {
    const world = await open();
    const key = world.place({
      lines: [{ sku: 'GIFTSET', name: 'Gift set', price: '30.00', quantity: 2, taxRate: '8.25' }],
    });
    const salesOrderId = await importOrder(world, key);
    expect(reservedOf(world, salesOrderId)).toBe(6);
    const before = salesOrder(world, salesOrderId).rows.map(({ id }) => id);
    world.bigcommerce.control.changeOrder(key.orderId, { products: [{ sku: 'GIFTSET', quantity }] });
    expect(await applyEdits(world, key)).toEqual([]);
    const now = salesOrder(world, salesOrderId);
    expect(new Set(now.rows.map(({ id }) => id))).toEqual(new Set(before));
    expect(now.rows.find(({ sku }) => sku === 'NOTE-A5')).toMatchObject({ quantity: String(2 * quantity) });
    expect(reservedOf(world, salesOrderId)).toBe(3 * quantity);
  });
});

describe('an order of several addresses', () => {
  const SPLIT = {
    lines: [
      { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', quantity: 2, taxRate: '8.25', address: 0 },
      { sku: 'TEE-M', name: 'Tee', price: '19.99', taxRate: '8.25', address: 1 },
      { sku: 'LAMP-01', name: 'Lamp', price: '40.00', taxRate: '8.25', address: 2 },
    ],
    addresses: [{}, { address: { street_1: '9 Other Street' } }, { address: { street_1: '7 Third Street' } }],
    statusId: 7,
    paymentMethod: 'Bank Deposit',
    transactions: [],
  };

  async function imported() {
    const ofUnpaid = routeRulesSchema.shape.import.parse({ statusIds: [7, 11] });
    const world = await open({ rules: { severalAddresses: 'split', import: ofUnpaid } });
    const key = world.place(SPLIT);
    const planned = await planImport(world, key);
    const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
    const ids: number[] = [];
    for (const { part } of planned.parts) {
      const step = partStepOf(world, key, planned, part);
      const { salesOrderId } = await world.run('createSalesOrder', { ...step, contactId });
      await world.run('reserveStock', { ...step, salesOrderId });
      ids.push(salesOrderId);
    }
    return { world, key, ids };
  }

  it('is shown with what was changed of which sales order', async () => {
    const { world, key, ids } = await imported();
    world.bigcommerce.control.changeOrder(key.orderId, { products: [{ sku: 'TEE-M', quantity: 2 }] });
    const issues = issuesOf(await plan(world, key));
    expect(issues).toMatchObject([{ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId: ids[1] } }]);
    expect(issues[0]?.message).toContain('quantity 1 to 2');
    expect(issues[0]?.message).toContain('the order is several sales orders');
  });

  it('of which one is gone is shown with the sales order that has none any more', async () => {
    const { world, key, ids } = await imported();
    const order = world.bigcommerce.state.orders.get(key.orderId)!;
    world.bigcommerce.control.changeOrder(key.orderId, { products: [{ sku: 'TEE-M', quantity: 0 }] });
    order.consignments.shipping.splice(1, 1);
    world.bigcommerce.control.editOrder(key.orderId, { order: {} });
    const [issue] = issuesOf(await plan(world, key));
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId: ids[1] } });
    expect(issue?.message).toContain('no longer ships to the address');
  });
});

describe('what was only refunded', () => {
  /** As a plan is that has refunded units taken off its rows. */
  async function refunded(world: ActivityWorld, key: OrderKey, salesOrderId: number) {
    const planned = await planImport(world, key);
    const body = (await world.store.plans.get(planned.planId))!.body as StoredPlan;
    const [mapped] = body.plan.salesOrders;
    const rows = mapped!.draft.rows.map((row) =>
      row.externalRef.startsWith('line-') ? { ...row, quantity: '1', net: '12.95', tax: '1.07' } : row,
    );
    const of = (what: 'net' | 'tax') => rows.reduce((sum, row) => sum + Number(row[what]), 0);
    const less = {
      ...mapped!,
      draft: { ...mapped!.draft, rows },
      expected: { ...mapped!.expected, gross: (of('net') + of('tax')).toFixed(2), tax: of('tax').toFixed(2) },
      reserve: mapped!.reserve.map((one) => ({ ...one, quantity: '1' })),
    };
    const planId = await world.store.plans.save({
      order: key,
      snapshotId: (await world.store.snapshots.latest(key))!.id,
      configHash: world.config.hash,
      body: {
        ...body,
        refunds: [{ refundId: 31, credits: [], payments: [] }],
        plan: { ...body.plan, salesOrders: [less] },
      },
    });
    return { ...stepOf(world, key, { ...planned, planId }), part: 0, salesOrderId };
  }

  it('is taken off the rows, also beside a note of the rest', async () => {
    const world = await open();
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    const [row] = salesOrder(world, salesOrderId).rows;
    await staff(world, 'goods-out-notes', { salesOrderId, rows: [{ rowId: row!.id, quantity: 1 }] });
    expect(reservedOf(world, salesOrderId)).toBe(1);
    const input = await refunded(world, key, salesOrderId);
    expect(await world.run('amendSalesOrder', input)).toEqual({});
    expect(salesOrder(world, salesOrderId).rows[0]).toMatchObject({ quantity: '1', net: '12.9500' });
    expect(reservedOf(world, salesOrderId)).toBe(0);
    expect((await world.store.links.get(linkKey(world, key)))?.meta).toMatchObject({
      complete: true,
      reserving: false,
    });
    expect(await world.run('amendSalesOrder', input)).toEqual({});
  });

  it('is no reason to follow rules that were changed since', async () => {
    const world = await open();
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    const input = await refunded(world, key, salesOrderId);
    const stored = (await world.store.plans.get(input.planId))!.body as StoredPlan;
    const planId = await world.store.plans.save({
      order: key,
      snapshotId: (await world.store.snapshots.latest(key))!.id,
      configHash: world.config.hash,
      body: { ...stored, refunds: [] },
    });
    expect(await world.run('amendSalesOrder', { ...input, planId })).toEqual({});
    expect(salesOrder(world, salesOrderId).rows[0]).toMatchObject({ quantity: '2' });
  });
});

describe('a sales order that was linked before its rows were kept', () => {
  async function linkedBefore() {
    const world = await open();
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    const { remoteId, meta } = (await world.store.links.get(linkKey(world, key)))!;
    const { rows: _rows, header: _header, ...before } = meta;
    await world.store.links.replace({ ...linkKey(world, key), remoteId, order: key, meta: before });
    world.bigcommerce.control.changeOrder(key.orderId, { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
    return { world, key, salesOrderId };
  }

  it('is changed where Brightpearl still has the total that was proved', async () => {
    const { world, key, salesOrderId } = await linkedBefore();
    expect(await applyEdits(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId).rows[0]).toMatchObject({ quantity: '3' });
    expect(await plan(world, key)).toMatchObject({ after: { steps: {}, issues: [] } });
  });

  it('is shown where it has not', async () => {
    const { world, key, salesOrderId } = await linkedBefore();
    const [row] = salesOrder(world, salesOrderId).rows;
    await staff(world, `sales-orders/${salesOrderId}`, { rows: [{ id: row!.id, net: '20.00', tax: '1.65' }] });
    const [issue] = await applyEdits(world, key);
    expect(issue?.message).toContain('not known what was written');
    expect(salesOrder(world, salesOrderId).rows[0]).toMatchObject({ quantity: '2' });
  });
});
