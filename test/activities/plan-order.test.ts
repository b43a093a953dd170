import { randomUUID } from 'node:crypto';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { issuesOf } from './support/after-sale';
import { importOrder, plan, planImport, postSalesOrder, showStopped } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import type { OperatorCommand } from '../../src/domain/messages';
import { routeRulesSchema } from '../../src/mapping/rules';
import type { RouteRules } from '../../src/mapping/rules';
import { editRulesSchema } from '../../src/mapping/rules-edits';
import type { StoredPlan } from '../../src/activities/stored-plan';

const open = activityWorlds();

const PRODUCT_SEARCH = 'GET /product-service/product-search';

const importRules = (changes: Partial<RouteRules['import']>): Partial<RouteRules> => ({
  import: { ...routeRulesSchema.shape.import.parse(undefined), ...changes },
});

const bigOrders = { name: 'big', when: { totalAbove: '30' }, reason: 'Somebody looks at big orders' };

let commands = 0;
const rule = (
  world: ActivityWorld,
  key: OrderKey,
  verb: OperatorCommand['verb'],
  given: OperatorCommand['arguments'] = {},
  parkedWith?: Pick<NonNullable<Parameters<typeof world.run<'recordDecision'>>[1]['issue']>, 'code' | 'rule'>,
) =>
  world.run('recordDecision', {
    key,
    asOf: Date.now(),
    command: { verb, actor: 'ann', commandId: `c${(commands += 1)}`, arguments: given },
    ...(parkedWith ? { issue: { message: '', state: 'NEEDS_ATTENTION', ...parkedWith } } : {}),
  });

/** Staff correct where the order is to go. */
function redirect({ bigcommerce }: ActivityWorld, { orderId }: OrderKey, street: string): void {
  const [consignment] = bigcommerce.state.orders.get(orderId)?.consignments.shipping ?? [];
  Object.assign(consignment ?? {}, { street_1: street });
  bigcommerce.control.editOrder(orderId, { order: {} });
}

describe('planning an order', () => {
  it('writes nothing to either system', async () => {
    const world = await open();
    await planImport(world, world.place({}));
    for (const system of ['bigcommerce', 'brightpearl'] as const) {
      expect(world.requests(system).filter((request) => !request.startsWith('GET '))).toEqual([]);
    }
  });

  it('plans the sales order, its payments and its notes, and shows it on the board', async () => {
    const world = await open();
    const key = world.place({ fields: { customer_message: 'Please ring twice' } });
    expect(await planImport(world, key)).toMatchObject({
      parts: [{ part: 0, complete: false, reserves: true, externalRef: `${key.storeHash}-${key.orderId}` }],
      payments: [0],
      notes: true,
      upToDate: false,
    });
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SYNCING', step: 'Planned' });
  });

  it('keeps what was planned encrypted', async () => {
    const world = await open();
    await planImport(world, world.place({ billing: { email: 'planted@example.com', first_name: 'Plantina' } }));
    const rows = await world.db.selectFrom('plans').selectAll().execute();
    expect(rows.map(({ body }) => Buffer.from(body).toString('latin1')).join()).not.toMatch(/plant/i);
  });

  it('answers hold with the rule and the reason, until somebody releases it', async () => {
    const world = await open({ rules: importRules({ hold: [bigOrders] }) });
    const key = world.place({});
    expect(await plan(world, key)).toMatchObject({ kind: 'hold', rule: 'big', reason: expect.stringContaining('big') });
    await rule(world, key, 'release', {}, { code: 'HELD_BY_RULE', rule: 'big' });
    expect(await plan(world, key)).toMatchObject({ kind: 'import' });
  });

  it('names the time at which a hold ends by itself', async () => {
    const world = await open({ rules: importRules({ hold: [{ ...bigOrders, forMinutes: 30 }] }) });
    const result = await plan(world, world.place({}));
    if (result.kind !== 'hold') throw new Error(JSON.stringify(result));
    expect(Date.parse(result.until ?? '') - Date.now()).toBeGreaterThan(29 * 60_000 - 2_000);
  });

  it('skips by rule, and says so on the board', async () => {
    const world = await open({ rules: importRules({ skip: [{ ...bigOrders, name: 'not ours' }] }) });
    const key = world.place({});
    expect(await plan(world, key)).toMatchObject({ kind: 'skip', rule: 'not ours' });
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SKIPPED' });
  });

  it('leaves orders from before the cutover alone', async () => {
    const world = await open({ cutover: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await plan(world, world.place({}))).toMatchObject({ kind: 'skip' });
  });

  it('keeps a skip by a person until the order is retried', async () => {
    const world = await open();
    const key = world.place({});
    await rule(world, key, 'skip', { reason: 'typed in by hand' });
    expect(await plan(world, key)).toMatchObject({ kind: 'skip', reason: 'typed in by hand' });
    expect(await plan(world, key)).toMatchObject({ kind: 'skip' });
    await rule(world, key, 'retry');
    expect(await plan(world, key)).toMatchObject({ kind: 'import' });
  });

  it('names every unknown SKU, and follows an amendment', async () => {
    const world = await open();
    const key = world.place({ lines: [{ sku: 'NOPE-1', name: 'Poster', price: '5.00' }] });
    const result = await plan(world, key);
    expect(result).toMatchObject({ kind: 'issues', issues: [{ code: 'UNKNOWN_SKU', details: { sku: 'NOPE-1' } }] });
    const { subject } = result.kind === 'issues' ? (result.issues[0] ?? {}) : {};
    await rule(world, key, 'amend', { line: subject, sku: 'MUG-RED' });
    expect(await plan(world, key)).toMatchObject({ kind: 'import' });
  });

  it('asks Brightpearl once for a product, and every time for one it does not have', async () => {
    const world = await open();
    const lines = [{ sku: 'MUG-BLUE', name: 'Mug', price: '5.00' }];
    await plan(world, world.place({ lines }));
    await plan(world, world.place({ lines }));
    const searches = () => world.requests('brightpearl').filter((request) => request === PRODUCT_SEARCH).length;
    expect(searches()).toBe(1);
    const key = world.place({ lines: [{ sku: 'LATER', name: 'Later', price: '5.00' }] });
    expect(await plan(world, key)).toMatchObject({ kind: 'issues' });
    world.brightpearl.seedCatalog([{ sku: 'LATER' }]);
    expect(await plan(world, key)).toMatchObject({ kind: 'import' });
    expect(searches()).toBe(3);
  });

  it('asks again for a product that it saw a day ago', async () => {
    const world = await open();
    const lines = [{ sku: 'MUG-BLUE', name: 'Mug', price: '5.00' }];
    await plan(world, world.place({ lines }));
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    await world.db.updateTable('links').set({ updatedAt: longAgo }).where('kind', '=', 'product').execute();
    await plan(world, world.place({ lines }));
    expect(world.requests('brightpearl').filter((request) => request === PRODUCT_SEARCH)).toHaveLength(2);
  });

  it("reads the account's lists once for many orders, and anew after somebody ruled", async () => {
    const world = await open();
    const key = world.place({});
    const reads = () => world.requests('brightpearl').filter((request) => request.includes('tax-code')).length;
    await plan(world, key);
    await plan(world, world.place({}));
    expect(reads()).toBe(1);
    await rule(world, key, 'retry');
    await plan(world, key);
    expect(reads()).toBe(2);
  });

  it('is up to date once everything is in Brightpearl and linked back', async () => {
    const world = await open();
    const key = world.place({});
    const { planned } = await postSalesOrder(world, key);
    expect(planned.upToDate).toBe(false);
    expect((await planImport(world, key)).upToDate).toBe(false);
    const salesOrderId = await importOrder(world, key);
    expect(await planImport(world, key)).toMatchObject({
      upToDate: true,
      payments: [],
      parts: [{ complete: true, salesOrderId }],
    });
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SYNCED', salesOrderIds: [salesOrderId] });
  });

  it('never holds or skips what is imported already', async () => {
    const world = await open();
    const key = world.place({});
    await importOrder(world, key);
    Object.assign(world.deps.config.routes[0]!.rules, importRules({ skip: [bigOrders], hold: [bigOrders] }));
    expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true });
  });

  it('stops at an edit after the import, until a person accepts that very version', async () => {
    const world = await open({ rules: { edits: editRulesSchema.parse({ apply: 'ask' }) } });
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    redirect(world, key, '1 New Street');
    const stopped = await plan(world, key);
    expect(stopped).toMatchObject({
      kind: 'import',
      after: { steps: {}, issues: [{ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } }] },
    });
    await showStopped(world, key, stopped);
    await rule(world, key, 'release', {}, { code: 'CHANGED_AFTER_IMPORT' });
    expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true, after: { steps: {}, issues: [] } });
    redirect(world, key, '2 Newer Street');
    expect(await plan(world, key)).toMatchObject({ after: { issues: [{ code: 'CHANGED_AFTER_IMPORT' }] } });
  });

  it('accepts the version that the person saw, and not one that was read since', async () => {
    const world = await open({ rules: { edits: editRulesSchema.parse({ apply: 'ask' }) } });
    const key = world.place({});
    await importOrder(world, key);
    redirect(world, key, '1 New Street');
    await showStopped(world, key, await plan(world, key));
    redirect(world, key, '2 Newer Street');
    const newer = await plan(world, key);
    await rule(world, key, 'release', { rule: 'CHANGED_AFTER_IMPORT' });
    expect(issuesOf(await plan(world, key))).toEqual(issuesOf(newer));
    await showStopped(world, key, newer);
    await rule(world, key, 'release', { rule: 'CHANGED_AFTER_IMPORT' });
    expect(await plan(world, key)).toMatchObject({ kind: 'import', after: { issues: [] } });
  });

  it('plans a payment that came after the import', async () => {
    const world = await open();
    const key = world.place({ statusId: 7, paymentMethod: 'Bank Deposit', transactions: [] });
    await importOrder(world, key);
    expect((await planImport(world, key)).payments).toEqual([]);
    world.bigcommerce.control.editOrder(key.orderId, {
      order: { status_id: 11, payment_status: 'captured' },
      transactions: [
        { event: 'purchase', method: 'credit_card', gateway: 'stripe', amount: 36.65, currency: 'USD', status: 'ok' },
      ],
    });
    expect(await planImport(world, key)).toMatchObject({ payments: [0], upToDate: false });
  });

  it('remembers the contact a person ruled for the steps after it', async () => {
    const world = await open();
    const key = world.place({});
    await rule(world, key, 'amend', { contactId: 321 });
    const { planId } = await planImport(world, key);
    expect((await world.store.plans.get(planId))?.body as StoredPlan).toMatchObject({ contactId: 321 });
  });

  it('stops when the version it was given is gone', async () => {
    const world = await open();
    const key = world.place({});
    const input = { key, asOf: Date.now(), snapshotId: randomUUID(), route: 'main', account: world.account };
    await expect(world.run('planOrder', input)).rejects.toMatchObject({
      type: 'VERSION_GONE',
      nonRetryable: true,
    });
  });

  it('stops when its route is no longer configured', async () => {
    const world = await open();
    const key = world.place({});
    const read = await world.run('readOrder', { key, asOf: Date.now(), deep: true });
    const snapshotId = read.kind === 'changed' ? read.snapshotId : '';
    const input = { key, asOf: Date.now(), snapshotId, route: 'gone', account: world.account };
    await expect(world.run('planOrder', input)).rejects.toMatchObject({ type: 'NO_ROUTE', nonRetryable: true });
  });
});
