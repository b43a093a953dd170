/** Attempts that take longer than they may: the next one can be on its way already, and only one of them may send. */
import { ageIntents, activityWorlds } from './support/activity-world';
import { hold } from './support/hold';
import { partStepOf, planImport, stepOf } from './support/steps';
import { salesOrderRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';

const open = activityWorlds();

const POST = 'POST /order-service/sales-order';
const SEARCH = { method: 'GET', path: 'order-search' } as const;
const SENDING = { method: 'POST', path: 'sales-order$' } as const;

/** An order of a time before this database, so that it is looked for before it is sent. */
async function aboutToPost(requestTimeoutMs = 3_000) {
  const world = await open({ newDatabase: true, timings: { searchLagMs: 200, requestTimeoutMs } });
  world.brightpearl.setSwitches({ instanceIdMode: 'absent' });
  const key = world.place({});
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  world.forgetRequests();
  const step = { ...partStepOf(world, key, planned), contactId };
  return {
    world,
    intentKey: `sales-order:${world.account}:${salesOrderRef(key)}`,
    attempt: (end?: AbortSignal) => world.attempt(end ? { end } : {}, 'createSalesOrder', step),
    posts: () => world.requests('brightpearl').filter((request) => request === POST).length,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('how long the outcome of a write is unknown', () => {
  it('counts from its sending, however long the look-up before it took', async () => {
    const { world, attempt, intentKey } = await aboutToPost();
    world.brightpearl.core.faults.add({ ...SEARCH, mode: 'delay', delayMs: 600, count: 1 });
    world.brightpearl.core.faults.add({ ...SENDING, mode: 'drop-before', count: 1 });
    const begun = Date.now();
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const intent = await world.store.intents.get(intentKey);
    expect(intent?.sentAt.getTime()).toBeGreaterThanOrEqual(begun + 550);
  });

  it('counts from the sending of the contact, after its address was made', async () => {
    const { world, key, ensure } = await newShopper();
    world.brightpearl.core.faults.add({ path: 'postal-address$', mode: 'delay', delayMs: 600, count: 1 });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'contact$', mode: 'drop-before', count: 1 });
    const begun = Date.now();
    await expect(ensure()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const [intent] = await world.store.intents.forOrder(key);
    expect(intent?.sentAt.getTime()).toBeGreaterThanOrEqual(begun + 550);
  });

  it('is no time at all when the address of the contact could not be made', async () => {
    const { world, key, ensure } = await newShopper();
    world.brightpearl.core.faults.add({ path: 'postal-address$', mode: 'apply-then-drop', count: 1 });
    await expect(ensure()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await world.store.intents.forOrder(key)).toEqual([]);
    await ensure();
  });

  async function newShopper() {
    const world = await open();
    const key: OrderKey = world.place({ billing: { email: 'new.shopper@example.com' } });
    const planned = await planImport(world, key);
    return { world, key, ensure: () => world.run('ensureContact', stepOf(world, key, planned)) };
  }
});

describe('two attempts at once', () => {
  it('send once when the first is still looking while the second has taken over', async () => {
    const { world, attempt, posts } = await aboutToPost();
    world.brightpearl.setSwitches({ indexLagMs: 60_000 });
    const look = hold(world.brightpearl.core, SEARCH);
    const first = attempt().then(
      () => 'sent',
      (error: { type?: string }) => error.type,
    );
    await look.arrived;
    await ageIntents(world);
    await attempt();
    look.release();
    expect(await first).toBe('OutcomeUnknown');
    expect(posts()).toBe(1);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });

  it('send once when the second believed its look-up before the first had sent', async () => {
    const { world, attempt, posts } = await aboutToPost();
    const firstLook = hold(world.brightpearl.core, SEARCH);
    const first = attempt();
    await firstLook.arrived;
    await ageIntents(world);
    const secondLook = hold(world.brightpearl.core, SEARCH);
    const second = attempt().then(
      () => 'sent',
      (error: { type?: string }) => error.type,
    );
    await secondLook.arrived;
    const sending = hold(world.brightpearl.core, SENDING);
    firstLook.release();
    await sending.arrived;
    secondLook.release();
    expect(await second).toBe('OutcomeUnknown');
    sending.release();
    await first;
    expect(posts()).toBe(1);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });
});

describe('an attempt that ends while its request runs', () => {
  it('aborts it, and the next one looks before it sends', async () => {
    const { world, attempt, intentKey, posts } = await aboutToPost(60_000);
    const sending = hold(world.brightpearl.core, SENDING);
    const end = new AbortController();
    const begun = Date.now();
    const ended = expect(attempt(end.signal)).rejects.toMatchObject({
      type: 'RemoteUnavailable',
      message: expect.stringContaining('unknown-outcome'),
    });
    await sending.arrived;
    end.abort();
    await ended;
    // Not because the request was waited for as long as it may take.
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect(await world.store.intents.get(intentKey)).toMatchObject({ settledAt: null });
    expect(world.brightpearl.ledger().salesOrders).toEqual([]);
    sending.release();
    while (world.brightpearl.ledger().salesOrders.length === 0) await pause(10);
    await attempt();
    expect(posts()).toBe(1);
    expect(world.brightpearl.ledger().salesOrders).toHaveLength(1);
  });

  it("does not abort what others wait for as well: the reading of the account's lists", async () => {
    const { world, attempt } = await aboutToPost();
    world.deps.facts.forget(world.account);
    world.brightpearl.core.faults.add({ path: 'tax-code', mode: 'delay', delayMs: 600, count: 1 });
    const ended = attempt(AbortSignal.timeout(200)).catch((error: { type?: string }) => error.type);
    await expect(world.deps.facts.of(world.account)).resolves.toMatchObject({ code: world.account });
    expect(await ended).toBe('RemoteUnavailable');
  });
});
