/** An order that is cancelled or declined in the store after its import, or put away. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { applyEdits, followCancellation, issuesOf, salesOrder, staff } from './support/after-sale';
import { importOrder, plan, planImport, postSalesOrder, read } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import { routeRulesSchema } from '../../src/mapping/rules';
import { cancellationRulesSchema } from '../../src/mapping/rules-cancellations';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const CANCELLED = 5;
const DECLINED = 6;
const UNPAID = { statusId: 7, paymentMethod: 'Bank Deposit', transactions: [] };
const unpaidToo = { import: routeRulesSchema.shape.import.parse({ statusIds: [7, 11] }) };

const setStatus = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey, status_id: number, more = {}): void =>
  bigcommerce.control.editOrder(orderId, { order: { status_id, ...more } });

const linkOf = (world: ActivityWorld, key: OrderKey) =>
  world.store.links.get({ kind: 'sales-order', account: world.account, localKey: salesOrderRef(key) });

async function imported(
  order: Partial<OrderInput> = UNPAID,
  rules: Parameters<typeof cancellationRulesSchema.parse>[0] = {},
) {
  const world = await open({ rules: { ...unpaidToo, cancellations: cancellationRulesSchema.parse(rules) } });
  const key = world.place(order);
  const salesOrderId = await importOrder(world, key);
  const cancelledStatus = world.brightpearl.state().lists.cancelledStatusId;
  world.forgetRequests();
  return { world, key, salesOrderId, cancelledStatus };
}

const showStopped = async (world: ActivityWorld, key: OrderKey): Promise<void> => {
  const [issue] = issuesOf(await plan(world, key));
  await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
};

let commands = 0;
const rule = (world: ActivityWorld, key: OrderKey, verb: 'release' | 'amend', given = {}) =>
  world.run('recordDecision', {
    key,
    asOf: Date.now(),
    command: { verb, actor: 'ann', commandId: `c${(commands += 1)}`, arguments: given },
  });

describe('a cancelled order', () => {
  it.each([CANCELLED, DECLINED])(
    '(status %i) has its sales order cancelled, and its stock given back',
    async (status) => {
      const { world, key, salesOrderId, cancelledStatus } = await imported();
      expect(salesOrder(world, salesOrderId).reserved).not.toEqual({});
      setStatus(world, key, status);
      expect(await followCancellation(world, key)).toEqual([]);
      expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus, reserved: {} });
      expect(await world.store.orders.get(key)).toMatchObject({ state: 'CANCELLED', issue: null });
      expect(await linkOf(world, key)).toMatchObject({ meta: { cancelled: true } });

      world.forgetRequests();
      expect(await plan(world, key)).toMatchObject({ kind: 'cancelled', after: { steps: {}, issues: [] } });
      expect(world.requests('brightpearl')).toEqual([]);
      expect(await world.store.orders.get(key)).toMatchObject({ state: 'CANCELLED' });
    },
  );

  it('is not reserved any more when it was cancelled before it was', async () => {
    const world = await open({ rules: unpaidToo });
    const key = world.place(UNPAID);
    const { salesOrderId } = await postSalesOrder(world, key);
    setStatus(world, key, CANCELLED);
    expect(await planImport(world, key)).toMatchObject({ parts: [{ complete: true }] });
    expect(await followCancellation(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId)).toMatchObject({ reserved: {} });
    expect(await plan(world, key)).toMatchObject({ kind: 'cancelled' });
  });

  it('is skipped when it was cancelled before it was imported', async () => {
    const world = await open();
    const key = world.place({});
    setStatus(world, key, CANCELLED);
    expect(await plan(world, key)).toMatchObject({ kind: 'skip' });
    expect(world.brightpearl.ledger().salesOrders).toEqual([]);
  });

  it('is not edited any more', async () => {
    const { world, key } = await imported();
    world.bigcommerce.control.changeOrder(key.orderId, { billing_address: { phone: '512 555 0188' } });
    setStatus(world, key, CANCELLED);
    expect(await planImport(world, key)).toMatchObject({ after: { steps: { cancel: [{}] } } });
    expect(await applyEdits(world, key)).toEqual([]);
    expect(world.requests('brightpearl').filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  it('keeps its sales order while money is on it, and goes on by itself once it is returned', async () => {
    const { world, key, salesOrderId, cancelledStatus } = await imported({});
    const { paid } = salesOrder(world, salesOrderId);
    setStatus(world, key, CANCELLED);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CANCELLED_WITH_PAYMENT', details: { salesOrderId, amount: paid } });
    expect(issue?.message).toContain('Refund it in BigCommerce');
    await world.deps.brightpearl(world.account).payments.create({
      transactionRef: 'returned',
      transactionCode: 'returned',
      paymentMethodCode: world.brightpearl.ledger().payments[0]!.methodCode,
      paymentType: 'PAYMENT',
      orderId: salesOrderId,
      currencyIsoCode: 'USD',
      exchangeRate: '1',
      amountPaid: paid,
      paymentDate: new Date().toISOString(),
    });
    expect(await followCancellation(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus });
  });

  it.each(['accepted', 'refused'] as const)('with a voided authorization, where an open one is %s', async (mode) => {
    const { world, key, salesOrderId, cancelledStatus } = await imported({
      transactions: [{ event: 'authorization' }],
    });
    world.brightpearl.setSwitches({ cancelWithAuthorization: mode });
    const [authorization] = (await read(world, key), world.bigcommerce.state.orders.get(key.orderId)!.transactions);
    world.bigcommerce.control.editOrder(key.orderId, {
      order: { status_id: CANCELLED, payment_status: 'void' },
      transactions: [
        { ...authorization, id: undefined, event: 'void', reference_transaction_id: authorization!['id'] },
      ],
    });
    expect(await followCancellation(world, key)).toEqual([]);
    expect(
      world.brightpearl
        .ledger()
        .payments.map(({ type }) => type)
        .sort(),
    ).toEqual(['AUTH', 'VOID']);
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus });
  });

  it('with an open authorization that Brightpearl does not let pass', async () => {
    const { world, key, salesOrderId } = await imported({ transactions: [{ event: 'authorization' }] });
    world.brightpearl.setSwitches({ cancelWithAuthorization: 'refused' });
    setStatus(world, key, CANCELLED);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CANCELLED_WITH_PAYMENT', details: { salesOrderId } });
    expect(issue?.message).toContain('Void the authorization');
  });

  it('after a goods-out note, which staff may delete', async () => {
    const { world, key, salesOrderId, cancelledStatus } = await imported();
    const { id } = await staff<{ id: number }>(world, 'goods-out-notes', { salesOrderId });
    setStatus(world, key, CANCELLED);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CANCELLED_AFTER_NOTE', details: { salesOrderId } });
    expect(issue?.message).toContain(`goods-out note ${id}`);
    expect(salesOrder(world, salesOrderId).statusId).not.toBe(cancelledStatus);
    // Nothing told of the note before it was gone: the order that waits for that hears of it all the same.
    world.brightpearl.state().goodsOutNotes.delete(id);
    const { account } = world;
    expect(await world.run('readNotes', { account, goodsOut: [id], dropShip: [] })).toMatchObject({ destroyed: 1 });
    expect(await world.store.notes.untold(account, 9)).toMatchObject([{ noteId: id, orderId: key.orderId }]);
    expect(await followCancellation(world, key)).toEqual([]);
  });

  it('after an invoice', async () => {
    const { world, key, salesOrderId } = await imported();
    await staff(world, `sales-orders/${salesOrderId}/invoice`);
    setStatus(world, key, CANCELLED);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CANCELLED_AFTER_NOTE' });
    expect(issue?.message).toContain('invoiced');
  });

  it('that Brightpearl refuses for a reason of its own', async () => {
    const { world, key } = await imported();
    const body = { errors: [{ code: 'ORDB-925', message: 'The order has drop-ship notes' }] };
    world.brightpearl.core.faults.add({ method: 'PUT', path: '/status', mode: 'status', status: 400, body, count: 1 });
    setStatus(world, key, CANCELLED);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CANCELLED_AFTER_NOTE' });
    expect(issue?.message).toContain('ORDB-925');
  });

  it('in an account without a status for it, unless the route names one', async () => {
    const { world, key, salesOrderId, cancelledStatus } = await imported();
    const { cancelledStatusId: _none, ...facts } = await world.deps.facts.of(world.account);
    Object.assign(world.deps, { facts: { of: async () => facts, forget: () => undefined } });
    setStatus(world, key, CANCELLED);
    expect(await followCancellation(world, key)).toMatchObject([{ code: 'NO_CANCELLED_STATUS' }]);
    const cancellations = cancellationRulesSchema.parse({ cancelledStatusId: cancelledStatus });
    Object.assign(world.deps.config.routes[0]!.rules, { cancellations });
    expect(await followCancellation(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus });
  });

  it('is only recorded where staff cancelled it in Brightpearl already', async () => {
    const { world, key, salesOrderId } = await imported();
    await staff(world, `sales-orders/${salesOrderId}/cancel`);
    setStatus(world, key, CANCELLED);
    expect(await followCancellation(world, key)).toEqual([]);
    expect(world.requests('brightpearl').filter((request) => request.startsWith('PUT'))).toEqual([]);
    expect(await plan(world, key)).toMatchObject({ kind: 'cancelled' });
  });

  it.each([
    [CANCELLED, { storeCancelled: 'ask' }],
    [DECLINED, { declined: 'ask' }],
  ] as const)('(status %i) waits for a person where the route says so', async (status, rules) => {
    const { world, key, salesOrderId, cancelledStatus } = await imported(UNPAID, rules);
    setStatus(world, key, status);
    const [issue] = await followCancellation(world, key);
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } });
    await showStopped(world, key);
    await rule(world, key, 'amend', { applyEdit: 'possible' });
    expect(await followCancellation(world, key)).toEqual([]);
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus });
  });

  it('stays as it is in Brightpearl where a person accepts that', async () => {
    const { world, key, salesOrderId, cancelledStatus } = await imported(UNPAID, { storeCancelled: 'ask' });
    setStatus(world, key, CANCELLED);
    await showStopped(world, key);
    await rule(world, key, 'release');
    expect(await plan(world, key)).toMatchObject({ after: { steps: {}, issues: [] } });
    expect(salesOrder(world, salesOrderId).statusId).not.toBe(cancelledStatus);
  });

  it('is not taken for accepted because an edit of it was', async () => {
    const { world, key } = await imported(UNPAID, {});
    Object.assign(world.deps.config.routes[0]!.rules, {
      edits: routeRulesSchema.shape.edits.parse({ apply: 'ask' }),
    });
    world.bigcommerce.control.changeOrder(key.orderId, { billing_address: { phone: '512 555 0188' } });
    await showStopped(world, key);
    await rule(world, key, 'release');
    expect(issuesOf(await plan(world, key))).toEqual([]);
    setStatus(world, key, CANCELLED);
    expect(await plan(world, key)).toMatchObject({ after: { steps: { cancel: [{}] } } });
  });

  it('opened again is shown, as its sales order stays cancelled', async () => {
    const { world, key, salesOrderId } = await imported();
    setStatus(world, key, CANCELLED);
    await followCancellation(world, key);
    setStatus(world, key, 11);
    const planned = await plan(world, key);
    expect(planned).toMatchObject({ kind: 'cancelled', after: { issues: [{ code: 'CHANGED_AFTER_IMPORT' }] } });
    expect(issuesOf(planned)[0]?.message).toContain(`sales order ${salesOrderId} was cancelled`);
    await showStopped(world, key);
    await rule(world, key, 'release');
    expect(issuesOf(await plan(world, key))).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  it.each(['drop-before', 'apply-then-drop', 'drop-then-apply-later'] as const)('%s', async (mode) => {
    const { world, key, salesOrderId, cancelledStatus } = await imported();
    const later = mode === 'drop-then-apply-later' ? { delayMs: 100 } : {};
    world.brightpearl.core.faults.add({ method: 'PUT', path: '/status', mode, count: 1, ...later });
    setStatus(world, key, CANCELLED);
    await expect(followCancellation(world, key)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await followCancellation(world, key)).toEqual([]);
    await new Promise((resolve) => void setTimeout(resolve, 150));
    expect(salesOrder(world, salesOrderId)).toMatchObject({ statusId: cancelledStatus, reserved: {} });
    expect(await plan(world, key)).toMatchObject({ kind: 'cancelled' });
  });
});

describe('an archived order', () => {
  const archive = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey, status_id: number): void =>
    bigcommerce.control.editOrder(orderId, { order: { status_id, is_deleted: true } });

  it.each([2, 10])('that was done (status %i) is no news', async (status) => {
    const { world, key } = await imported();
    archive(world, key, status);
    expect(await plan(world, key)).toMatchObject({ after: { steps: {}, issues: [] } });
  });

  it('that was still open is shown and not cancelled, until a person accepts it', async () => {
    const { world, key, salesOrderId } = await imported();
    archive(world, key, 11);
    const planned = await plan(world, key);
    expect(planned).toMatchObject({
      after: { steps: {}, issues: [{ code: 'CHANGED_AFTER_IMPORT', details: { salesOrderId } }] },
    });
    expect(issuesOf(planned)[0]?.message).toContain('was archived');
    await showStopped(world, key);
    await rule(world, key, 'release');
    expect(issuesOf(await plan(world, key))).toEqual([]);
  });
});
