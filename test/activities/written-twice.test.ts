/** What is carried out long after everybody gave it up stands twice, and one sweep later somebody is told. */
import { sql } from 'kysely';
import { refund, units, pass as refundPass } from './refunds/support';
import { line, orderOf, shippingWorlds, type ShippingWorld } from './shipments/support';
import { ageIntents } from './support/activity-world';
import { planImport, read } from './support/steps';
import { refundRulesSchema } from '../../src/mapping/rules-refunds';
import { carryOut, lookAgain } from './mirror/support';
import { staffCredit } from './refunds/staff-credit';
import type { Issue } from '../../src/domain/issues';

const open = shippingWorlds();

const LATE_MS = 2_500;
/** Look-ups are believed once intents are aged, and no sooner. */
const TIMINGS = { requestTimeoutMs: 10_000, searchLagMs: 50 } as const;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Again and again, as activities are tried again. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { nonRetryable?: boolean }).nonRetryable) throw error;
      await wait(50);
    }
  }
  throw new Error('It was never done');
}

/** What got no answer is believed to have come to nothing, long before it is carried out after all. */
async function sentAgain(world: ShippingWorld, work: () => Promise<unknown>): Promise<void> {
  await expect(work()).rejects.toMatchObject({ nonRetryable: false });
  await ageIntents(world);
  await untilDone(work);
}

/** As staff do in the control panel. */
async function deleteInStore({ config, key }: ShippingWorld, shipmentId: number): Promise<void> {
  const store = config.stores.find(({ hash }) => hash === key.storeHash)!;
  const url = `${store.apiUrl}/stores/${key.storeHash}/v2/orders/${key.orderId}/shipments/${shipmentId}`;
  const headers = { 'x-auth-token': store.token.reveal() };
  expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(204);
}

/** One sweep, and the pass that it asks for. */
async function swept(world: ShippingWorld): Promise<readonly Issue[]> {
  const before = world.signals.length;
  await world.run('sweepSalesOrders', { account: world.account });
  expect(world.signals.slice(before)).toEqual([{ key: world.key, change: { reason: 'brightpearl' } }]);
  const { snapshotId, route } = await read(world, world.key);
  const input = { key: world.key, asOf: Date.now(), snapshotId, route, account: world.account, brightpearlNews: true };
  const planned = await world.run('planOrder', input);
  return 'after' in planned ? (planned.after?.issues ?? []) : [];
}

describe('a shipment that is made late, beside the one that was sent instead', () => {
  async function doubled(): Promise<ShippingWorld> {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), timings: TIMINGS });
    await world.ship({ 'MUG-BLUE': 1 });
    const late = {
      method: 'POST',
      path: 'shipments$',
      mode: 'drop-then-apply-later',
      delayMs: LATE_MS,
      count: 1,
    } as const;
    world.bigcommerce.faults.add(late);
    await sentAgain(world, () => world.pass());
    expect(world.shipments()).toHaveLength(1);
    while (world.shipments().length < 2) await wait(50);
    return world;
  }

  it('is named after one sweep, and forgotten once it is deleted', async () => {
    const world = await doubled();
    const [link] = (await world.store.links.forOrder(world.key)).filter(({ kind }) => kind === 'shipment');
    const twin = world.shipments().find(({ id }) => String(id) !== link?.remoteId)!;
    const [issue, ...others] = await swept(world);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'WRITTEN_TWICE', details: { kind: 'shipment', twins: [twin.id] } });
    expect(issue?.message).toContain(`shipment ${link?.remoteId} is there again as ${twin.id}`);
    await deleteInStore(world, twin.id);
    expect(await swept(world)).toEqual([]);
  });

  it('is nobody’s question once a person released it', async () => {
    const world = await doubled();
    const [issue] = await swept(world);
    const command = {
      verb: 'release',
      actor: 'ann',
      commandId: 'twice',
      arguments: { rule: issue!.subject! },
    } as const;
    await world.run('recordDecision', { key: world.key, asOf: Date.now(), command });
    expect(await swept(world)).toEqual([]);
  });

  it('is not looked for any more when it was sent long ago', async () => {
    const world = await doubled();
    await swept(world);
    await sql`update intents set sent_at = sent_at - interval '2 hours'`.execute(world.db);
    const before = world.signals.length;
    await world.run('sweepSalesOrders', { account: world.account });
    expect(world.signals.slice(before)).toEqual([]);
  });
});

it('names a sales credit that was made late, in an account that does not know copies', async () => {
  const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), timings: TIMINGS });
  await world.ship();
  await world.pass();
  world.brightpearl.setSwitches({ instanceIdMode: 'absent' });
  const { instanceId: _none, ...facts } = await world.deps.facts.of(world.account);
  jest.spyOn(world.deps.facts, 'of').mockResolvedValue(facts);
  refund(world, world.key, units(world, world.key, 1));
  const { faults } = world.brightpearl.core;
  faults.add({ method: 'POST', path: 'sales-credit$', mode: 'drop-then-apply-later', delayMs: LATE_MS, count: 1 });
  await sentAgain(world, () => refundPass(world, world.key));
  while (world.brightpearl.ledger().salesCredits.length < 2) await wait(50);
  expect(await swept(world)).toMatchObject([{ code: 'WRITTEN_TWICE', details: { kind: 'sales-credit' } }]);
});

it('names a refund in the store that was made late', async () => {
  const refunds = refundRulesSchema.parse({ brightpearlCredits: 'refund' });
  // Units whose tax is whole cents: of others the store would quote the second one at another cent, and refuse it.
  const lines = [line('MUG-BLUE', 4, { price: '20.00' })];
  const world = await open({ order: { lines }, timings: TIMINGS, rules: { refunds } });
  await world.ship();
  await world.pass();
  const order = { ...world, world };
  await staffCredit(order, [{ quantity: 1, net: 20, tax: 1.65 }]);
  const late = { method: 'POST', path: 'refunds$', mode: 'drop-then-apply-later', delayMs: LATE_MS, count: 1 } as const;
  world.bigcommerce.faults.add(late);
  const { mirror } = await lookAgain(order);
  expect(mirror.staffCredits).toHaveLength(1);
  await sentAgain(world, () => carryOut(order, mirror));
  const { refunds: made } = world.bigcommerce.state.orders.get(world.key.orderId)!;
  while (made.length < 2) await wait(50);
  expect(await swept(world)).toMatchObject([{ code: 'WRITTEN_TWICE', details: { kind: 'store-refund' } }]);
});

it('finds nothing of what was sent again and is there once', async () => {
  const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), timings: TIMINGS });
  await world.ship({ 'MUG-BLUE': 1 });
  world.bigcommerce.faults.add({ method: 'POST', path: 'shipments$', mode: 'drop-before', count: 1 });
  await untilDone(() => world.pass());
  await world.ship({ 'MUG-BLUE': 1 });
  await world.pass();
  expect(world.shipments()).toHaveLength(2);
  expect(await swept(world)).toEqual([]);
  await planImport(world, world.key);
});
