/** What reports group an order by, and its custom fields, are set with the sales order; what staff make of them stays. */
import { sql } from 'kysely';
import type { OrderKey } from '../../src/domain/ids';
import { activityWorlds, type ActivityWorld, type WorldOptions } from './support/activity-world';
import { choose, untilDone } from './replace/support';
import { applyEdits, staff } from './support/after-sale';
import {
  BY_BRAND,
  branded,
  FIELD,
  OUTLET,
  unbranded,
  reportedOf,
  reporting,
  sold,
  SPRING,
  typed,
} from './support/reported';
import { importOrder, partStepOf, plan, planImport, postSalesOrder } from './support/steps';
import { CATALOG } from '../../src/cli/demo-catalog';
import { storeProduct } from '../../src/cli/simulated-world';

const open = activityWorlds();

const PATCH = { method: 'PATCH', path: 'custom-field$', count: 1 } as const;
const GIFT = 'PCF_GIFTMSG';

async function openBranded(options: WorldOptions = {}): Promise<ActivityWorld> {
  const world = await open({ ...options, rules: { ...reporting(BY_BRAND), ...options.rules } });
  for (const seed of CATALOG) world.bigcommerce.control.addProduct(storeProduct(seed));
  await branded(world, 'Northwind', ['MUG-BLUE', 'MUG-RED']);
  await branded(world, 'Southwind', ['LAMP-01']);
  return world;
}

const fieldWrites = (world: ActivityWorld): number =>
  world.requests('brightpearl').filter((request) => request === 'PATCH /order-service/order/{id}/custom-field').length;

/** The pass of a workflow over an order whose sales order was made: what is left of it. */
async function passAgain(world: ActivityWorld, key: OrderKey, salesOrderId: number): Promise<void> {
  const planned = await planImport(world, key);
  if (planned.notes) await world.run('writeNotes', { ...partStepOf(world, key, planned), salesOrderId });
}

describe('a field is set once', () => {
  it('and not again with a later payment, over what staff typed', async () => {
    const world = await openBranded();
    const key = world.place(sold('MUG-BLUE'));
    const salesOrderId = await importOrder(world, key);
    await typed(world, salesOrderId, 'By hand');
    world.forgetRequests();
    await passAgain(world, key, salesOrderId);
    expect(fieldWrites(world)).toBe(0);
    expect(await reportedOf(world, key, salesOrderId)).toMatchObject({ field: 'By hand', projectId: SPRING });
  });

  it('nor later where the order had none when it was made', async () => {
    const world = await openBranded({
      rules: { notes: { customerMessage: true, staffNotes: false, couponCodes: false } },
    });
    const key = world.place({ ...sold('PEN-GOLD'), fields: { customer_message: 'Please ring' } });
    unbranded(world, 'PEN-GOLD');
    const salesOrderId = await importOrder(world, key);
    await branded(world, 'Northwind', ['PEN-GOLD']);
    const command = { verb: 'retry', actor: 'ann', commandId: 'a', arguments: {} } as const;
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    await passAgain(world, key, salesOrderId);
    expect(await reportedOf(world, key, salesOrderId)).toMatchObject({ field: undefined, projectId: 0 });
  });

  it.each(['apply-then-drop', 'drop-before'] as const)('whatever becomes of the answer: %s', async (mode) => {
    const world = await openBranded();
    const key = world.place(sold('MUG-BLUE'));
    world.brightpearl.core.faults.add({ ...PATCH, mode });
    await expect(importOrder(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const [{ id } = { id: 0 }] = world.brightpearl.ledger().salesOrders;
    world.forgetRequests();
    await passAgain(world, key, id);
    await passAgain(world, key, id);
    expect(fieldWrites(world)).toBe(mode === 'drop-before' ? 1 : 0);
    expect(await reportedOf(world, key, id)).toMatchObject({ field: 'Northwind' });
  });

  it('after an answer that was lost, only where nobody typed anything since', async () => {
    const world = await openBranded({ rules: { customFields: [{ code: GIFT, from: 'orderId' }] } });
    const key = world.place(sold('MUG-BLUE'));
    world.brightpearl.core.faults.add({ ...PATCH, mode: 'drop-before' });
    await expect(importOrder(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const [{ id } = { id: 0 }] = world.brightpearl.ledger().salesOrders;
    await typed(world, id, 'By hand');
    await passAgain(world, key, id);
    const { customFields } = world.brightpearl.state().orders.get(id)!;
    expect(Object.fromEntries(customFields)).toEqual({ [FIELD]: 'By hand', [GIFT]: key.orderId });
  });

  it('by whoever goes on after a process that died with the sales order made, however long ago', async () => {
    const world = await openBranded();
    const key = world.place(sold('MUG-BLUE'));
    const { salesOrderId } = await postSalesOrder(world, key);
    await sql`update links set created_at = created_at - interval '1 hour'`.execute(world.db);
    world.forgetRequests();
    await passAgain(world, key, salesOrderId);
    expect(world.requests('brightpearl')).toEqual([
      'GET /order-service/order/{id}/custom-field',
      'PATCH /order-service/order/{id}/custom-field',
    ]);
    expect(await reportedOf(world, key, salesOrderId)).toMatchObject({ field: 'Northwind' });
  });

  it('on each sales order of an order that goes to several addresses', async () => {
    const world = await openBranded({
      rules: { severalAddresses: 'split', customFields: [{ code: GIFT, from: 'orderId' }] },
    });
    const key = world.place({
      lines: [0, 1].map((address) => ({ sku: 'MUG-BLUE', name: 'Mug', price: '20.00', address })),
      shipping: { cost: '0.00', method: 'Ground' },
      addresses: [{}, { address: { street_1: '2 Other Road' }, shipping: { cost: '0.00', method: 'Ground' } }],
    });
    const { planned, contactId, salesOrderId } = await postSalesOrder(world, key);
    await world.run('createSalesOrder', { ...partStepOf(world, key, planned, 1), contactId });
    await world.run('writeNotes', { ...partStepOf(world, key, planned), salesOrderId });
    const orders = [...world.brightpearl.state().orders.values()];
    expect(orders.map(({ projectId, customFields }) => [projectId, Object.fromEntries(customFields)])).toEqual([
      [SPRING, { [FIELD]: 'Northwind', [GIFT]: key.orderId }],
      [SPRING, { [FIELD]: 'Northwind' }],
    ]);
  });
});

describe('an edit of the store that is carried out', () => {
  const TO_A_LAMP = {
    products: [
      { sku: 'MUG-BLUE', quantity: 0 },
      { sku: 'LAMP-01', quantity: 1 },
    ],
  };

  it('to a product of another brand leaves project, lead source and field as they were made, and says so', async () => {
    const world = await openBranded();
    const key = world.place(sold('MUG-BLUE'));
    const salesOrderId = await importOrder(world, key);
    world.bigcommerce.control.changeOrder(key.orderId, TO_A_LAMP);
    expect(await applyEdits(world, key)).toEqual([]);
    const after = await reportedOf(world, key, salesOrderId);
    expect(after).toMatchObject({ projectId: SPRING, leadSourceId: 5, field: 'Northwind' });
    expect(after.notices).toContainEqual(
      expect.stringMatching(/keeps what reports group it by.*would be project 1, PCF_WEBORDER "Southwind"/),
    );
    expect(await plan(world, key)).toMatchObject({ upToDate: true, after: { steps: {}, issues: [] } });
  });

  it('by a credit and a new sales order: the new one has what is sold then, the old one what it had', async () => {
    const world = await openBranded();
    const key = world.place(sold('MUG-BLUE'));
    const oldId = await importOrder(world, key);
    await staff(world, `sales-orders/${oldId}/invoice`);
    world.bigcommerce.control.changeOrder(key.orderId, TO_A_LAMP);
    await choose(world, key);
    await untilDone(world, key);
    const newId = world.brightpearl.ledger().salesOrders.at(-1)!.id;
    await passAgain(world, key, newId);
    expect(await reportedOf(world, key, oldId)).toMatchObject({ projectId: SPRING, field: 'Northwind' });
    expect(await reportedOf(world, key, newId)).toMatchObject({ projectId: OUTLET, field: 'Southwind' });
  });

  const shipsBy = (world: ActivityWorld, key: OrderKey, shipping_method: string): void => {
    Object.assign(world.bigcommerce.state.orders.get(key.orderId)!.consignments.shipping[0]!, { shipping_method });
  };
  const FIELDS = {
    customFields: [{ code: GIFT, from: 'shippingMethod' as const }],
    shippingMethods: { map: [], unmapped: 1 },
  };
  const gift = (world: ActivityWorld, id: number) => world.brightpearl.state().orders.get(id)!.customFields.get(GIFT);

  it('takes its texts along', async () => {
    const world = await openBranded({ rules: FIELDS });
    const key = world.place(sold('MUG-BLUE'));
    const salesOrderId = await importOrder(world, key);
    expect(gift(world, salesOrderId)).toBe('Ground');
    shipsBy(world, key, 'Express');
    world.brightpearl.core.faults.add({ ...PATCH, mode: 'apply-then-drop' });
    await expect(applyEdits(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(gift(world, salesOrderId)).toBe('Express');
    expect((await reportedOf(world, key, salesOrderId)).notices.join()).not.toContain('keeps');
  });

  it('but not over what staff typed, and says so', async () => {
    const world = await openBranded({ rules: FIELDS });
    const key = world.place(sold('MUG-BLUE'));
    const salesOrderId = await importOrder(world, key);
    await typed(world, salesOrderId, 'By hand', GIFT);
    shipsBy(world, key, 'Express');
    expect(await applyEdits(world, key)).toEqual([]);
    expect(gift(world, salesOrderId)).toBe('By hand');
    expect((await reportedOf(world, key, salesOrderId)).notices).toContain(
      `Sales order ${salesOrderId} keeps what was typed into its custom field ${GIFT} in Brightpearl`,
    );
  });
});
