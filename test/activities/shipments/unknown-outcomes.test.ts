/** One note, one shipment, one mail: whatever is lost on the way. */
import { sql } from 'kysely';
import { ageIntents } from '../support/activity-world';
import { orderOf, shippingWorlds } from './support';
import type { ShippingWorld } from './support';

const open = shippingWorlds();

const SHIPMENT = { method: 'POST', path: 'shipments$', count: 1 } as const;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Passes again and again, as the workflow and its activities would be tried again, each time from the beginning. */
async function untilSettled(world: ShippingWorld): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await world.pass();
      return;
    } catch (error) {
      if ((error as { nonRetryable?: boolean }).nonRetryable) throw error;
      await wait(50);
    }
  }
  throw new Error('It never settled');
}

const made = (world: ShippingWorld) => world.shipments().map(({ units, tracking }) => ({ units, tracking }));

describe('a shipment whose answer is lost', () => {
  it.each([
    ['was not made', 'drop-before'],
    ['was made', 'apply-then-drop'],
    ['is made later', 'drop-then-apply-later'],
  ] as const)('and that %s is there once', async (_, mode) => {
    const world = await open({ timings: { requestTimeoutMs: 2_000, searchLagMs: 400 } });
    await world.ship({ 'MUG-BLUE': 2 }, { reference: 'A1' });
    world.bigcommerce.faults.add({ ...SHIPMENT, mode, delayMs: 300 });
    await untilSettled(world);
    expect(made(world)).toEqual([{ units: { 'MUG-BLUE': 2 }, tracking: 'A1' }]);
    expect(world.mails()).toEqual(['shipment']);
    expect(world.status()).toBe(3);
    expect(await world.pending()).toEqual([]);
    const links = (await world.store.links.forOrder(world.key)).filter(({ kind }) => kind === 'shipment');
    expect(links).toMatchObject([{ remoteId: String(world.shipments()[0]?.id) }]);
  });

  it.each(['drop-before', 'apply-then-drop', 'drop-then-apply-later'] as const)(
    'is not taken for that of a parcel alike (%s)',
    async (mode) => {
      const world = await open({
        order: orderOf({ 'MUG-BLUE': 2 }),
        timings: { requestTimeoutMs: 2_000, searchLagMs: 400 },
      });
      await world.ship({ 'MUG-BLUE': 1 });
      await world.ship({ 'MUG-BLUE': 1 });
      world.bigcommerce.faults.add({ ...SHIPMENT, mode, delayMs: 300, after: 1 });
      await untilSettled(world);
      expect(made(world)).toEqual([
        { units: { 'MUG-BLUE': 1 }, tracking: '' },
        { units: { 'MUG-BLUE': 1 }, tracking: '' },
      ]);
      expect(world.mails()).toEqual(['shipment', 'shipment']);
      expect(world.status()).toBe(2);
    },
  );

  it('is not taken for one that staff made before', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 2 }), timings: { searchLagMs: 50 } });
    const client = world.deps.bigcommerce(world.storeHash);
    const { consignments } = await client.orders.get(world.key.orderId);
    const [{ id: orderAddressId, line_items: lines } = { id: 0, line_items: [] }] = consignments.shipping;
    await client.shipments.create(world.key.orderId, {
      orderAddressId,
      items: [{ lineId: lines[0]!.id, quantity: 1 }],
    });
    await world.ship({ 'MUG-BLUE': 1 });
    const [note] = await world.pending();
    world.bigcommerce.faults.add({ ...SHIPMENT, mode: 'drop-before' });
    await expect(world.fulfil(note!)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    await untilSettled(world);
    expect(made(world)).toHaveLength(2);
  });

  it('is looked for before anything is planned anew', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 1 }) });
    await world.ship();
    world.bigcommerce.faults.add({ ...SHIPMENT, mode: 'apply-then-drop' });
    await expect(world.pass()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await world.pass()).toEqual([]);
    expect(made(world)).toHaveLength(1);
    expect(await world.notices()).toEqual([]);
    expect((await world.store.links.forOrder(world.key)).filter(({ kind }) => kind === 'shipment')).toHaveLength(1);
  });
});

describe('a status whose answer is lost', () => {
  it('is set, and mailed once', async () => {
    const world = await open({ switches: { shipmentsSetStatus: false } });
    await world.ship();
    world.bigcommerce.faults.add({ method: 'PUT', path: 'orders/\\d+$', mode: 'apply-then-drop', count: 1 });
    await untilSettled(world);
    expect(world.status()).toBe(2);
    expect(world.mails()).toEqual(['shipment', 'status-changed']);
  });
});

describe('a database that is lost', () => {
  /** As a new one, which knows of notes again, and of no shipment. */
  async function lose(world: ShippingWorld): Promise<void> {
    await sql`delete from links where kind = 'shipment' or (kind = 'metafield' and local_key like '%/gon-%')`.execute(
      world.db,
    );
    await sql`delete from intents where kind = 'shipment'`.execute(world.db);
    await sql`update notes set settled_version = null`.execute(world.db);
  }

  it('makes no shipment twice', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), newDatabase: true });
    await world.ship({ 'MUG-BLUE': 1 });
    await world.ship({ 'MUG-BLUE': 1 });
    await world.pass();
    await lose(world);
    expect(await world.pass()).toEqual([]);
    expect(made(world)).toHaveLength(2);
    const links = (await world.store.links.forOrder(world.key)).filter(({ kind }) => kind === 'shipment');
    expect(links.map(({ remoteId }) => Number(remoteId))).toEqual(world.shipments().map(({ id }) => id));
    await world.ship({ 'MUG-BLUE': 1 });
    await world.pass();
    expect(made(world)).toHaveLength(3);
  });

  it('finds the one that was made and not marked', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), newDatabase: true });
    await world.ship({ 'MUG-BLUE': 1 });
    world.bigcommerce.faults.add({ method: 'POST', path: 'metafields$', mode: 'status', status: 503, count: 1 });
    await expect(world.pass()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await lose(world);
    expect(await world.pass()).toEqual([]);
    expect(made(world)).toHaveLength(1);
  });
});
