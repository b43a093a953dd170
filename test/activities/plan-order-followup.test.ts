/** Planning an order that is in Brightpearl already, and what a person ruled about its sales order. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, partStepOf, plan, planImport, postSalesOrder, stepOf } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';

const open = activityWorlds();

/** Of the simulated account. */
const ON_HOLD = 2;
const NEW_WEB_ORDER = 3;

/** The books are closed up to a day in the future, and no payment method is active any more. */
async function closeBooks({ deps, account }: ActivityWorld): Promise<void> {
  const facts = await deps.facts.of(account);
  const paymentMethods = facts.paymentMethods.map((method) => ({ ...method, active: false }));
  const closed = { ...facts, paymentMethods, closedUntil: '2999-12-31' };
  Object.assign(deps, { facts: { of: async () => closed, forget: () => undefined } });
}

const codesOf = (result: Awaited<ReturnType<typeof plan>>): string[] =>
  result.kind === 'issues' ? result.issues.map(({ code }) => code) : [result.kind];

const noticesOf = async (world: ActivityWorld, key: OrderKey) =>
  (await world.store.orders.get(key))?.details['notices'];

describe('an order that is in Brightpearl', () => {
  it('is not stopped by what would stop its documents and payments today', async () => {
    const world = await open();
    const key = world.place({});
    await importOrder(world, key);
    await closeBooks(world);
    expect(await plan(world, key)).toMatchObject({ kind: 'import', payments: [], upToDate: true });
    expect(new Set(codesOf(await plan(world, world.place({}))))).toEqual(
      new Set(['CLOSED_PERIOD', 'NO_PAYMENT_METHOD']),
    );
  });

  it('is stopped by a further payment that cannot be booked', async () => {
    const world = await open();
    const key = world.place({ statusId: 7, paymentMethod: 'Bank Deposit', transactions: [] });
    await importOrder(world, key);
    await closeBooks(world);
    world.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 11, payment_status: 'captured' } });
    expect(codesOf(await plan(world, key))).toEqual(['NO_PAYMENT_METHOD']);
  });

  it('gets no second payment when the money booked without a transaction is listed as one later', async () => {
    const world = await open();
    const key = world.place({ paymentMethod: 'Bank Deposit', paymentStatus: 'captured', transactions: [] });
    await importOrder(world, key);
    const offline = expect.objectContaining({ transactionRef: expect.stringContaining('-offline-1') });
    expect(world.brightpearl.ledger().payments).toEqual([offline]);
    world.bigcommerce.control.editOrder(key.orderId, {
      transactions: [
        { event: 'purchase', method: 'offline', gateway: 'bankdeposit', amount: 36.65, currency: 'USD', status: 'ok' },
      ],
    });
    expect(await plan(world, key)).toMatchObject({ kind: 'import', payments: [], upToDate: true });
    expect(await noticesOf(world, key)).toContainEqual(expect.stringMatching(/^payment bc-.*-purchase was not booked/));
  });
});

describe('notices of a plan', () => {
  it('are on the board, without personal data, and stay after the import', async () => {
    const world = await open();
    const key = world.place({ billing: { first_name: 'Wolfeschlegelstein'.repeat(3) } });
    await planImport(world, key);
    const cut = [`order ${key.orderId}: the first name was cut to 32 characters`];
    expect(await noticesOf(world, key)).toEqual(expect.arrayContaining(cut));
    expect(JSON.stringify(await noticesOf(world, key))).not.toContain('Wolfe');
    await importOrder(world, key);
    await planImport(world, key);
    expect(await noticesOf(world, key)).toEqual(expect.arrayContaining(cut));
  });
});

describe('a difference in Brightpearl that a person accepts', () => {
  /** Brightpearl stores a cent more tax than it was sent. */
  async function offByACent(world: ActivityWorld) {
    world.brightpearl.core.hooks.afterApplied = async ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/sales-order')) addCent(world);
      return undefined;
    };
    const key = world.place({});
    const { salesOrderId, mismatch, contactId } = await postSalesOrder(world, key);
    expect(mismatch?.details).toMatchObject({ off: { gross: '-0.01', tax: '-0.01' } });
    const again = async () => {
      const planned = await planImport(world, key);
      return world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId });
    };
    return { key, salesOrderId, again };
  }

  function addCent(world: ActivityWorld): void {
    for (const { rows } of world.brightpearl.state().orders.values()) {
      const [first] = rows;
      if (first) first.tax = first.tax.plus('0.01');
    }
  }

  const accept = (world: ActivityWorld, key: OrderKey, difference: Record<string, unknown>) =>
    world.run('recordDecision', {
      key,
      asOf: Date.now(),
      command: {
        verb: 'amend',
        actor: 'ann',
        commandId: JSON.stringify(difference),
        arguments: { acceptedDifference: difference },
      },
    });

  const stepAgain = async (world: ActivityWorld, key: OrderKey) => stepOf(world, key, await planImport(world, key));

  const statusOf = (world: ActivityWorld, id: number) => world.brightpearl.state().orders.get(id)?.statusId;

  it('lets the sales order go on as it is', async () => {
    const world = await open();
    const { key, salesOrderId, again } = await offByACent(world);
    expect(statusOf(world, salesOrderId)).toBe(ON_HOLD);
    await accept(world, key, { gross: '-0.01', tax: '-0.01', salesOrderId });
    const rows = () => world.brightpearl.ledger().salesOrders[0]?.rows;
    const before = rows();
    expect(await again()).toEqual({ salesOrderId });
    expect(rows()).toEqual(before);
    expect(statusOf(world, salesOrderId)).toBe(NEW_WEB_ORDER);
    await world.run('recordPayment', { ...(await stepAgain(world, key)), payment: 0, salesOrderIds: [salesOrderId] });
    const { differences } = await world.run('reconcileRoute', {
      taskQueuePrefix: 'test',
      route: 'main',
      storeHash: world.storeHash,
      account: world.account,
      days: 3,
    });
    expect(differences).toEqual([]);
  });

  it('does not let another difference through', async () => {
    const world = await open();
    const { key, salesOrderId, again } = await offByACent(world);
    await accept(world, key, { gross: '-0.02', tax: '-0.01', salesOrderId });
    expect(await again()).toMatchObject({ mismatch: { code: 'BRIGHTPEARL_TOTAL_DIFFERS' } });
    expect(statusOf(world, salesOrderId)).toBe(ON_HOLD);
  });
});
