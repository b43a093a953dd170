/** An order that is changed in the store after its import is brought level in Brightpearl, as long as that is safe. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { applyEdits, issuesOf, salesOrder, staff } from './support/after-sale';
import { importOrder, plan, planImport, stepOf } from './support/steps';
import { CATALOG } from '../../src/cli/demo-catalog';
import { storeProduct } from '../../src/cli/simulated-world';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import { routeRulesSchema } from '../../src/mapping/rules';
import { editRulesSchema } from '../../src/mapping/rules-edits';

const open = activityWorlds();

const PUT = { method: 'PUT', path: 'sales-order/', count: 1 } as const;
const LINES = [
  { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', quantity: 2, taxRate: '8.25' },
  { sku: 'NOTE-A5', name: 'Notebook', price: '5.01', quantity: 1, taxRate: '8.25' },
];

type Edit = Parameters<ActivityWorld['bigcommerce']['control']['changeOrder']>[1];

const edit = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey, change: Edit): void =>
  bigcommerce.control.changeOrder(orderId, change);

const linkOf = (world: ActivityWorld, key: OrderKey) =>
  world.store.links.get({ kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) });

async function imported(options: Parameters<typeof open>[0] = {}) {
  const world = await open(options);
  for (const seed of CATALOG) world.bigcommerce.control.addProduct(storeProduct(seed));
  const key = world.place({ lines: LINES });
  const salesOrderId = await importOrder(world, key);
  const before = salesOrder(world, salesOrderId);
  const row = (sku: string) => before.rows.find((one) => one.sku === sku)!;
  world.forgetRequests();
  return { world, key, salesOrderId, before, row };
}

/** Both sides are the same, to the cent, and everything there is is reserved. */
async function expectLevel(world: ActivityWorld, key: OrderKey, salesOrderId: number): Promise<void> {
  const { header } = world.bigcommerce.state.orders.get(key.orderId)!;
  const now = salesOrder(world, salesOrderId);
  expect([Number(now.total), Number(now.tax)]).toEqual([Number(header['total_inc_tax']), Number(header['total_tax'])]);
  expect(await linkOf(world, key)).toMatchObject({ meta: { complete: true, verified: true } });
  world.forgetRequests();
  expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true, after: { steps: {}, issues: [] } });
  expect(world.requests('brightpearl')).toEqual([]);
}

const written = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => !request.startsWith('GET '));

const reservedOf = (world: ActivityWorld, id: number): number =>
  Object.values(salesOrder(world, id).reserved).reduce((sum, quantity) => sum + quantity, 0);

describe('a change of rows', () => {
  it.each<[string, Edit, number]>([
    ['more of a line', { products: [{ sku: 'MUG-BLUE', quantity: 3 }] }, 4],
    ['less of a line', { products: [{ sku: 'MUG-BLUE', quantity: 1 }] }, 2],
    ['a line more', { products: [{ sku: 'TEE-M', quantity: 2 }] }, 5],
    ['a line less', { products: [{ sku: 'NOTE-A5', quantity: 0 }] }, 2],
    ['another price', { products: [{ sku: 'MUG-BLUE', price_ex_tax: 10, price_inc_tax: 10.83 }] }, 3],
    ['a discount', { discount_amount: 3 }, 3],
    ['other shipping costs', { shipping_cost_ex_tax: 5, shipping_cost_inc_tax: 5.41 }, 3],
  ])('%s', async (_case, change, reserved) => {
    const { world, key, salesOrderId, before } = await imported();
    edit(world, key, change);
    expect(await applyEdits(world, key)).toEqual([]);
    expect(reservedOf(world, salesOrderId)).toBe(reserved);
    await expectLevel(world, key, salesOrderId);
    const kept = salesOrder(world, salesOrderId);
    expect(kept).toMatchObject({
      externalRef: before.externalRef,
      instanceId: before.instanceId,
      ref: before.ref,
      statusId: before.statusId,
      channelId: before.channelId,
      taxDate: before.taxDate,
    });
    const ids = new Set(before.rows.map(({ id }) => id));
    const shared = kept.rows.filter(({ externalRef }) => before.rows.some((one) => one.externalRef === externalRef));
    expect(shared.every(({ id }) => ids.has(id))).toBe(true);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });

  it('leaves the reservation alone where only amounts change', async () => {
    const { world, key } = await imported();
    edit(world, key, { products: [{ sku: 'MUG-BLUE', price_ex_tax: 10, price_inc_tax: 10.83 }] });
    await applyEdits(world, key);
    expect(written(world)).toEqual(['PUT /order-service/sales-order/{id}']);
  });

  it('updates what the order still takes of the stock', async () => {
    const { world, key } = await imported({ stock: {} });
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
    await applyEdits(world, key);
    const lines = await world.db.selectFrom('demand').selectAll().execute();
    expect(lines.map(({ outstanding }) => Number(outstanding))).toEqual(lines.map(() => 0));
    expect(lines.reduce((sum, { ordered }) => sum + Number(ordered), 0)).toBe(4);
  });

  it.each(['refused', 'release'] as const)('works where falling below the reservation is %s', async (mode) => {
    const { world, key, salesOrderId } = await imported();
    world.brightpearl.setSwitches({ editsBelowReserved: mode, putWithoutExternalRef: 'removes' });
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 1 }] });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(reservedOf(world, salesOrderId)).toBe(2);
    await expectLevel(world, key, salesOrderId);
  });

  it('follows a second and a third change', async () => {
    const { world, key, salesOrderId } = await imported();
    for (const quantity of [3, 1, 2]) {
      edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity }] });
      expect(await applyEdits(world, key)).toEqual([]);
      expect(reservedOf(world, salesOrderId)).toBe(quantity + 1);
      await expectLevel(world, key, salesOrderId);
    }
  });
});

describe('a change of the header', () => {
  const firstAddress = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey) =>
    bigcommerce.state.orders.get(orderId)!.consignments.shipping[0]!;

  it('a delivery address', async () => {
    const { world, key, salesOrderId, before } = await imported();
    edit(world, key, { shipping_addresses: [{ id: firstAddress(world, key).id, street_1: '1 New Street' }] });
    expect(await applyEdits(world, key)).toEqual([]);
    const now = salesOrder(world, salesOrderId);
    expect(now.deliveryAddress).toMatchObject({ addressLine1: '1 New Street' });
    expect(now.billingAddress).toEqual(before.billingAddress);
    expect(written(world)).toEqual(['PUT /order-service/sales-order/{id}']);
    await expectLevel(world, key, salesOrderId);
  });

  it('a billing address', async () => {
    const { world, key, salesOrderId } = await imported();
    edit(world, key, { billing_address: { phone: '512 555 0188' } });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId).billingAddress).toMatchObject({ telephone: '512 555 0188' });
    await expectLevel(world, key, salesOrderId);
  });

  it('a shipping method', async () => {
    const map = [
      { when: 'Express', id: 3 },
      { when: 'Ground', id: 2 },
    ];
    const shippingMethods = routeRulesSchema.shape.shippingMethods.parse({ map });
    const { world, key, salesOrderId, before } = await imported({ rules: { shippingMethods } });
    Object.assign(firstAddress(world, key), { shipping_method: 'Express' });
    edit(world, key, {});
    expect(await applyEdits(world, key)).toEqual([]);
    expect(before.shippingMethodId).not.toBe(3);
    expect(salesOrder(world, salesOrderId).shippingMethodId).toBe(3);
    await expectLevel(world, key, salesOrderId);
  });

  it('an engraving', async () => {
    const world = await open();
    const options = [{ name: 'Engraving', value: 'For A.' }];
    const key = world.place({ lines: [{ sku: 'MUG-BLUE', name: 'Mug', price: '12.95', options }] });
    const salesOrderId = await importOrder(world, key);
    const line = firstAddress(world, key).line_items[0] as unknown as { product_options: object[] };
    Object.assign(line.product_options[0]!, { display_value: 'For B.', value: 'For B.' });
    edit(world, key, {});
    expect(await applyEdits(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId).rows.some(({ name }) => name.includes('For B.'))).toBe(true);
    await expectLevel(world, key, salesOrderId);
  });
});

describe('what staff did in Brightpearl', () => {
  const service = { name: 'Gift card by hand', quantity: 1, taxCode: 'T', net: 4, tax: 0 };

  it('a row of theirs is kept, and reported', async () => {
    const { world, key, salesOrderId } = await imported();
    await staff(world, `sales-orders/${salesOrderId}`, { addRows: [service] });
    for (const quantity of [3, 1]) {
      edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity }] });
      expect(await applyEdits(world, key)).toEqual([]);
      const now = salesOrder(world, salesOrderId);
      expect(now.rows).toContainEqual(expect.objectContaining({ name: service.name, net: '4.0000' }));
      expect(now.rows.find(({ sku }) => sku === 'MUG-BLUE')).toMatchObject({ quantity: String(quantity) });
    }
    const { details } = (await world.store.orders.get(key))!;
    expect(JSON.stringify(details['notices'])).toContain('added: quantity 1, total 4.00');
    expect(await plan(world, key)).toMatchObject({ after: { steps: {}, issues: [] } });
  });

  it('a row that they changed stays so when another one is changed in the store', async () => {
    const { world, key, salesOrderId, row } = await imported();
    await staff(world, `sales-orders/${salesOrderId}`, { rows: [{ id: row('NOTE-A5').id, net: '4.00', tax: '0.33' }] });
    for (const quantity of [3, 1]) {
      edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity }] });
      expect(await applyEdits(world, key)).toEqual([]);
      expect(salesOrder(world, salesOrderId).rows.find(({ sku }) => sku === 'NOTE-A5')).toMatchObject({
        net: '4.0000',
      });
    }
  });

  it('entered by hand already, the change is only noticed', async () => {
    const { world, key, salesOrderId, row } = await imported();
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 3 }] });
    const line = world.bigcommerce.state.orders.get(key.orderId)!.consignments.shipping[0]!.line_items[0]!;
    const [net, tax] = [line['total_ex_tax'], line['total_tax']].map((value) => Number(value).toFixed(2));
    await staff(world, `sales-orders/${salesOrderId}`, { rows: [{ id: row('MUG-BLUE').id, quantity: 3, net, tax }] });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(written(world)).toEqual([]);
    await expectLevel(world, key, salesOrderId);
  });

  it('the same row changed on both sides needs a person, who may have the rest applied', async () => {
    const { world, key, salesOrderId, row } = await imported();
    await staff(world, `sales-orders/${salesOrderId}`, { rows: [{ id: row('NOTE-A5').id, net: '4.00', tax: '0.33' }] });
    edit(world, key, {
      products: [
        { sku: 'NOTE-A5', quantity: 2 },
        { sku: 'MUG-BLUE', quantity: 3 },
      ],
    });
    const [issue] = await applyEdits(world, key);
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', details: { conflicts: [expect.any(String)] } });
    expect(issue?.message).toContain('quantity 2 to 3');
    expect(issue?.message).toContain('was changed in Brightpearl as well');
    expect(written(world)).toEqual([]);

    await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
    const command = { verb: 'amend', actor: 'ann', commandId: 'a', arguments: { applyEdit: 'possible' } } as const;
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    expect(await applyEdits(world, key)).toEqual([]);
    const { rows } = salesOrder(world, salesOrderId);
    expect(rows.find(({ sku }) => sku === 'MUG-BLUE')).toMatchObject({ quantity: '3' });
    expect(rows.find(({ sku }) => sku === 'NOTE-A5')).toMatchObject({ quantity: '1', net: '4.0000' });
    expect(await plan(world, key)).toMatchObject({ after: { steps: {}, issues: [] } });

    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 2 }] });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId).rows.find(({ sku }) => sku === 'NOTE-A5')).toMatchObject({ net: '4.0000' });
  });
});

describe('a change that must not be applied', () => {
  const more: Edit = { products: [{ sku: 'MUG-BLUE', quantity: 3 }] };

  it('with a goods-out note', async () => {
    const { world, key, salesOrderId } = await imported();
    await staff(world, 'goods-out-notes', { salesOrderId });
    edit(world, key, more);
    const [issue] = await applyEdits(world, key);
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } });
    expect(issue?.message).toContain('goods-out note');
    expect(written(world)).toEqual([]);
  });

  it.each([0, 60_000])('once it is invoiced (%i ms to make one)', async (closeLagMs) => {
    const { world, key, salesOrderId } = await imported();
    world.brightpearl.setSwitches({ closeLagMs });
    await staff(world, `sales-orders/${salesOrderId}/invoice`);
    edit(world, key, more);
    const [issue] = await applyEdits(world, key);
    expect(issue?.message).toContain('book a sales credit and a new order');
    expect(written(world)).toEqual([]);
  });

  it('that is cancelled in Brightpearl', async () => {
    const world = await open({ rules: { import: routeRulesSchema.shape.import.parse({ statusIds: [7, 11] }) } });
    const key = world.place({ lines: LINES, statusId: 7, paymentMethod: 'Bank Deposit', transactions: [] });
    const salesOrderId = await importOrder(world, key);
    await staff(world, `sales-orders/${salesOrderId}/cancel`);
    edit(world, key, more);
    expect((await applyEdits(world, key))[0]?.message).toContain('cancelled in Brightpearl');
  });

  it.each<[string, Partial<ReturnType<typeof editRulesSchema.parse>>, string]>([
    ['by the route', { apply: 'ask' }, 'asks'],
    ['because of its kind', { rows: false }, 'rows'],
  ])('%s, until a person wants it', async (_case, rule, words) => {
    const { world, key, salesOrderId } = await imported({ rules: { edits: editRulesSchema.parse(rule) } });
    edit(world, key, more);
    const [issue] = await applyEdits(world, key);
    expect(issue?.message).toContain(words);
    await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
    const command = { verb: 'amend', actor: 'ann', commandId: 'a', arguments: { applyEdit: 'possible' } } as const;
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    expect(await applyEdits(world, key)).toEqual([]);
    await expectLevel(world, key, salesOrderId);
  });

  it('that Brightpearl refuses, and what was given back is reserved again', async () => {
    const { world, key, salesOrderId } = await imported();
    const body = { errors: [{ code: 'ORDB-999', message: 'Not today' }] };
    world.brightpearl.core.faults.add({ ...PUT, mode: 'status', status: 400, body });
    edit(world, key, more);
    const [issue] = await applyEdits(world, key);
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT' });
    expect(issue?.message).toContain('ORDB-999');
    expect(reservedOf(world, salesOrderId)).toBe(3);
    expect(await linkOf(world, key)).toMatchObject({ meta: { complete: true, reserving: false } });
    expect(await applyEdits(world, key)).toEqual([]);
    await expectLevel(world, key, salesOrderId);
  });

  it('of another version than a person accepted', async () => {
    const { world, key } = await imported({ rules: { edits: editRulesSchema.parse({ apply: 'ask' }) } });
    edit(world, key, more);
    const [issue] = issuesOf(await plan(world, key));
    await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
    const command = { verb: 'release', actor: 'ann', commandId: 'r', arguments: {} } as const;
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    expect(issuesOf(await plan(world, key))).toEqual([]);
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 4 }] });
    expect(issuesOf(await plan(world, key))).toHaveLength(1);
  });
});

describe('with faults on the way', () => {
  const less: Edit = { products: [{ sku: 'MUG-BLUE', quantity: 1 }] };

  /** As Temporal does, until it works. */
  async function untilApplied(world: ActivityWorld, key: OrderKey): Promise<number> {
    for (let attempts = 1; attempts < 20; attempts += 1) {
      try {
        expect(await applyEdits(world, key)).toEqual([]);
        return attempts;
      } catch (error) {
        expect(error).toMatchObject({ nonRetryable: false });
        await new Promise((resolve) => void setTimeout(resolve, 300));
      }
    }
    throw new Error('It was not applied');
  }

  it.each([
    ['PUT', 'sales-order/', 'drop-before'],
    ['PUT', 'sales-order/', 'apply-then-drop'],
    ['PUT', 'sales-order/', 'drop-then-apply-later'],
    ['PUT', 'sales-order/', 'status'],
    ['DELETE', 'reservation', 'drop-before'],
    ['DELETE', 'reservation', 'apply-then-drop'],
    ['DELETE', 'reservation', 'drop-then-apply-later'],
    ['POST', 'reservation', 'drop-before'],
    ['POST', 'reservation', 'apply-then-drop'],
    ['POST', 'reservation', 'drop-then-apply-later'],
    ['GET', 'sales-order/', 'drop-before'],
  ] as const)('%s %s, %s', async (method, path, mode) => {
    const { world, key, salesOrderId } = await imported({ timings: { requestTimeoutMs: 1_500, searchLagMs: 200 } });
    const more = mode === 'status' ? { status: 502 } : mode === 'drop-then-apply-later' ? { delayMs: 250 } : {};
    world.brightpearl.core.faults.add({ method, path, mode, count: 1, ...more });
    edit(world, key, less);
    expect(await untilApplied(world, key)).toBeGreaterThan(1);
    await new Promise((resolve) => void setTimeout(resolve, 300));
    expect(reservedOf(world, salesOrderId)).toBe(2);
    expect(salesOrder(world, salesOrderId).rows.filter(({ sku }) => sku === 'MUG-BLUE')).toHaveLength(1);
    await expectLevel(world, key, salesOrderId);
  });

  it('staff are faster: it is read anew and applied to what they made of it', async () => {
    const { world, key, salesOrderId } = await imported();
    world.brightpearl.core.faults.add({ ...PUT, mode: 'status', status: 412, body: { errors: [] } });
    edit(world, key, less);
    const planned = await planImport(world, key);
    const input = { ...stepOf(world, key, planned), part: 0, salesOrderId };
    await expect(world.run('amendSalesOrder', input)).rejects.toMatchObject({ type: 'Conflict' });
    await staff(world, `sales-orders/${salesOrderId}`, {
      addRows: [{ name: 'Card', quantity: 1, taxCode: 'T', net: 1, tax: 0 }],
    });
    expect(await world.run('amendSalesOrder', input)).toEqual({});
    const { rows } = salesOrder(world, salesOrderId);
    expect(rows.map(({ name }) => name)).toContain('Card');
    expect(rows.find(({ sku }) => sku === 'MUG-BLUE')).toMatchObject({ quantity: '1' });
    expect(reservedOf(world, salesOrderId)).toBe(2);
  });

  it('a process that dies between giving back and reserving: the next pass reserves, whatever became of the edit', async () => {
    const { world, key, salesOrderId } = await imported();
    world.brightpearl.core.faults.add({ ...PUT, mode: 'drop-before' });
    edit(world, key, less);
    await expect(applyEdits(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(reservedOf(world, salesOrderId)).toBe(0);
    expect(await linkOf(world, key)).toMatchObject({ meta: { complete: false, reserving: true } });
    await staff(world, `sales-orders/${salesOrderId}/invoice`);
    await staff(world, `sales-orders/${salesOrderId}/uninvoice`);
    await staff(world, 'goods-out-notes', {
      salesOrderId,
      rows: [{ rowId: salesOrder(world, salesOrderId).rows[0]!.id, quantity: 1 }],
    });
    const [issue] = await applyEdits(world, key);
    expect(issue?.message).toContain('goods-out note');
    expect(reservedOf(world, salesOrderId)).toBe(2);
    expect(await linkOf(world, key)).toMatchObject({ meta: { complete: true, reserving: false } });
  });

  it('an edit that is taken back after its reservation was given back', async () => {
    const { world, key, salesOrderId } = await imported();
    world.brightpearl.core.faults.add({ ...PUT, mode: 'drop-before' });
    edit(world, key, less);
    await expect(applyEdits(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 2 }] });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(reservedOf(world, salesOrderId)).toBe(3);
    await expectLevel(world, key, salesOrderId);
  });
});
