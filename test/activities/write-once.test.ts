/** Exactly once, whatever is lost on the way: the kernel that every write without an idempotent verb goes through. */
import { sql } from 'kysely';
import { ageIntents, activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { partStepOf, planImport, postSalesOrder, stepOf } from './support/steps';
import type { ImportPlan } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';

const open = activityWorlds();

const POST = 'POST /order-service/sales-order';
const SEARCH = 'GET /order-service/order-search';

interface Ready {
  readonly world: ActivityWorld;
  readonly key: OrderKey;
  readonly planned: ImportPlan;
  readonly intentKey: string;
  /** One attempt to post the sales order. */
  attempt(): Promise<{ readonly salesOrderId: number }>;
  requests(): string[];
  salesOrders(): number;
}

/** An order whose contact exists and whose sales order is about to be posted. */
async function aboutToPost(options: Parameters<typeof open>[0] = {}): Promise<Ready> {
  const world = await open(options);
  const key = world.place({});
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  await world.deps.facts.of(world.account);
  world.forgetRequests();
  return {
    world,
    key,
    planned,
    intentKey: `sales-order:${world.account}:${salesOrderRef(key)}`,
    attempt: () => world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId }),
    requests: () => world.requests('brightpearl').filter((request) => request === POST || request === SEARCH),
    salesOrders: () => world.brightpearl.ledger().salesOrders.length,
  };
}

const waitOut = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries again as Temporal would, until it succeeds. */
async function untilDone<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { nonRetryable?: boolean }).nonRetryable) throw error;
      await waitOut(50);
    }
  }
}

describe('a write that happens once', () => {
  it('sends a first try without looking, and a later attempt sends nothing', async () => {
    const { attempt, requests, salesOrders, world, intentKey } = await aboutToPost();
    const { salesOrderId } = await attempt();
    expect(requests()).toEqual([POST]);
    expect(await world.store.intents.get(intentKey)).toMatchObject({ remoteId: String(salesOrderId), attempt: 1 });
    world.forgetRequests();
    expect(await attempt()).toEqual({ salesOrderId });
    expect(requests()).toEqual([]);
    expect(salesOrders()).toBe(1);
  });

  it('looks for what was applied and not answered, and adopts it', async () => {
    const { attempt, requests, salesOrders, world } = await aboutToPost();
    world.brightpearl.core.faults.add({ method: 'POST', path: 'sales-order$', mode: 'apply-then-drop', count: 1 });
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable', nonRetryable: false });
    world.forgetRequests();
    await attempt();
    expect(requests()).toEqual([SEARCH]);
    expect(salesOrders()).toBe(1);
  });

  it('waits out the lag of the search before it sends again, and then sends once', async () => {
    const { attempt, requests, salesOrders, world, intentKey } = await aboutToPost({ timings: { searchLagMs: 500 } });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'sales-order$', mode: 'drop-before', count: 1 });
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    world.forgetRequests();
    await expect(attempt()).rejects.toMatchObject({ type: 'OutcomeUnknown', category: 'BENIGN' });
    expect(requests()).toEqual([SEARCH]);
    await untilDone(attempt);
    expect(requests().filter((request) => request === POST)).toHaveLength(1);
    expect(salesOrders()).toBe(1);
    expect(await world.store.intents.get(intentKey)).toMatchObject({ attempt: 2 });
  });

  it('finds a request that was applied only after it was given up', async () => {
    const { attempt, salesOrders, world } = await aboutToPost({ timings: { searchLagMs: 600 } });
    const late = {
      method: 'POST',
      path: 'sales-order$',
      mode: 'drop-then-apply-later',
      delayMs: 200,
      count: 1,
    } as const;
    world.brightpearl.core.faults.add(late);
    await untilDone(attempt);
    expect(salesOrders()).toBe(1);
    expect(world.requests('brightpearl').filter((request) => request === POST)).toHaveLength(1);
  });

  it('does not believe a search that lags', async () => {
    const { attempt, salesOrders, world } = await aboutToPost({ timings: { searchLagMs: 700 } });
    world.brightpearl.setSwitches({ instanceIdMode: 'absent', indexLagMs: 300 });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'sales-order$', mode: 'apply-then-drop', count: 1 });
    await untilDone(attempt);
    expect(salesOrders()).toBe(1);
  });

  it('lets only one of two attempts at once send again', async () => {
    const { attempt, requests, salesOrders, world } = await aboutToPost({ timings: { searchLagMs: 1 } });
    world.brightpearl.setSwitches({ instanceIdMode: 'absent' });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'sales-order$', mode: 'drop-before', count: 1 });
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    world.forgetRequests();
    world.brightpearl.core.faults.add({ method: 'GET', path: 'order-search', mode: 'delay', delayMs: 150 });
    const outcomes = await Promise.allSettled([attempt(), attempt()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { type: 'OutcomeUnknown' } });
    expect(requests().filter((request) => request === POST)).toHaveLength(1);
    expect(salesOrders()).toBe(1);
  });

  it('withdraws the intent of a refused request, so that a corrected one is a first try', async () => {
    const { attempt, requests, world, intentKey } = await aboutToPost();
    const refusal = { errors: [{ code: 'ORDC-999', message: 'Refused' }] };
    world.brightpearl.core.faults.add({
      method: 'POST',
      path: 'sales-order$',
      mode: 'status',
      status: 400,
      body: refusal,
      count: 1,
    });
    await expect(attempt()).rejects.toMatchObject({ type: 'REJECTED_BY_BRIGHTPEARL', nonRetryable: true });
    expect(await world.store.intents.get(intentKey)).toBeUndefined();
    world.forgetRequests();
    await attempt();
    expect(requests()).toEqual([POST]);
  });

  it('withdraws the intent of a throttled request and says when to come back', async () => {
    const { attempt, world, intentKey } = await aboutToPost();
    world.brightpearl.core.faults.add({ method: 'POST', path: 'sales-order$', mode: 'throttle', count: 1 });
    const error = await attempt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ type: 'Throttled', category: 'BENIGN', nonRetryable: false });
    expect((error as { nextRetryDelay: number }).nextRetryDelay).toBeGreaterThan(0);
    expect(await world.store.intents.get(intentKey)).toBeUndefined();
  });

  it('keeps an intent open when the second sending is refused: the first may still be applied', async () => {
    const { attempt, world, intentKey } = await aboutToPost({ timings: { searchLagMs: 1 } });
    const fault = { method: 'POST', path: 'sales-order$', count: 1 } as const;
    world.brightpearl.core.faults.add({ ...fault, mode: 'drop-before' });
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    world.brightpearl.core.faults.add({ ...fault, mode: 'status', status: 400, body: {} });
    await expect(attempt()).rejects.toMatchObject({ type: 'REJECTED_BY_BRIGHTPEARL' });
    expect(await world.store.intents.get(intentKey)).toMatchObject({ attempt: 2, settledAt: null });
  });

  it('shows a second record for the same key instead of choosing one', async () => {
    const { attempt, world, intentKey, key } = await aboutToPost();
    const linking = {
      kind: 'sales-order',
      account: world.account,
      localKey: salesOrderRef(key),
      remoteId: '99',
    } as const;
    // Somebody else links the order to another document while ours is being answered.
    world.brightpearl.core.hooks.afterApplied = async ({ path }) => {
      if (path.includes('/order-service/sales-order')) await world.store.links.put(linking);
      return undefined;
    };
    await expect(attempt()).rejects.toMatchObject({ type: 'ALREADY_IN_BRIGHTPEARL', nonRetryable: true });
    expect(await world.store.intents.get(intentKey)).toMatchObject({ settledAt: null, remoteId: null });
  });

  it('sends nothing when the intent cannot be stored', async () => {
    const { attempt, requests, salesOrders, world } = await aboutToPost();
    await sql`alter table intents rename to intents_away`.execute(world.db);
    await expect(attempt()).rejects.toThrow();
    expect(requests()).toEqual([]);
    await sql`alter table intents_away rename to intents`.execute(world.db);
    await attempt();
    expect(salesOrders()).toBe(1);
  });

  it('finds its own record again when the answer could not be stored', async () => {
    const { attempt, requests, salesOrders, world } = await aboutToPost();
    world.brightpearl.core.hooks.afterApplied = async ({ method }) => {
      if (method === 'POST') await sql`alter table links rename to links_away`.execute(world.db);
      return undefined;
    };
    await expect(attempt()).rejects.toThrow();
    delete world.brightpearl.core.hooks.afterApplied;
    await sql`alter table links_away rename to links`.execute(world.db);
    world.forgetRequests();
    await attempt();
    expect(requests()).toEqual([SEARCH]);
    expect(salesOrders()).toBe(1);
  });

  it('looks first when an earlier database may have imported the order', async () => {
    const { world, key } = await aboutToPost({ newDatabase: true });
    await postSalesOrder(world, key);
    for (const table of ['intents', 'links', 'orders'] as const) await world.db.deleteFrom(table).execute();
    const again = await postSalesOrder(world, key);
    expect(world.brightpearl.ledger().salesOrders.map(({ id }) => id)).toEqual([again.salesOrderId]);
    expect(world.brightpearl.ledger().contacts.filter(({ id }) => id === again.contactId)).toHaveLength(1);
  });

  it('waits for nothing when a look-up failed before anything was sent', async () => {
    const { attempt, requests, world, intentKey } = await aboutToPost({ newDatabase: true });
    world.brightpearl.core.faults.add({ path: 'order-search', mode: 'status', status: 502, count: 1 });
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await world.store.intents.get(intentKey)).toBeUndefined();
    await attempt();
    expect(requests()).toEqual([SEARCH, SEARCH, POST]);
  });
});
