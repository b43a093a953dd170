/** When a note becomes a shipment, and what stands against it. */
import { orderOf, shippingWorlds } from './support';
import type { ShippingWorld } from './support';

const open = shippingWorlds();

const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);
const release = (world: ShippingWorld, rule: string) =>
  world.store.decisions.record({
    order: world.key,
    verb: 'release',
    arguments: { rule },
    actor: 'ann',
    commandId: rule,
    sourceHash: undefined,
  });

describe('a trigger', () => {
  it('waits until a note is shipped, without asking the warehouse', async () => {
    const world = await open();
    const noteId = await world.ship(undefined, { ship: false });
    world.forgetRequests();
    expect(await world.pass()).toEqual([]);
    expect(world.requests('brightpearl').filter((request) => request.includes('/warehouse-service/'))).toEqual([]);
    await world.staff('POST', `goods-out-notes/${noteId}/ship`);
    await world.hear(noteId);
    await world.pass();
    expect(world.shipments()).toHaveLength(1);
  });

  it('may be that a note is packed; shipping it later changes nothing', async () => {
    const world = await open({ shipments: { trigger: 'packed' } });
    const noteId = await world.ship(undefined, { ship: false });
    expect(await world.pending()).toEqual([]);
    await world.staff('POST', `goods-out-notes/${noteId}/pack`);
    await world.hear(noteId);
    await world.pass();
    expect(world.shipments()).toHaveLength(1);
    await world.staff('POST', `goods-out-notes/${noteId}/ship`);
    await world.hear(noteId);
    await world.pass();
    expect(world.shipments()).toHaveLength(1);
    expect(world.mails()).toEqual(['shipment']);
  });

  it('may be the status of the sales order', async () => {
    const world = await open({ shipments: { trigger: { orderStatusIds: [4] } } });
    await world.ship(undefined, { ship: false });
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toEqual([]);
    await world.staff('POST', `sales-orders/${world.salesOrderId}`, { statusId: 4 });
    await world.pass();
    expect(world.shipments()).toHaveLength(1);
  });
});

describe('an old note', () => {
  const DAYS_40 = 40 * 24 * 60 * 60_000;

  it('is not shown without a yes, and then is', async () => {
    const world = await open();
    const noteId = await world.ship();
    const note = world.brightpearl.state().goodsOutNotes.get(noteId)!;
    for (const event of note.events) Object.assign(event, { occurredOn: event.occurredOn - DAYS_40 });
    await world.hear(noteId);
    expect(codes(await world.pass())).toEqual(['OLD_NOTE']);
    expect(world.shipments()).toEqual([]);
    expect(world.mails()).toEqual([]);
    await release(world, 'OLD_NOTE');
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toHaveLength(1);
  });
});

describe('a customer who is not to be mailed', () => {
  it('makes shipments wait until the mails are off', async () => {
    const world = await open({ shipments: { notification: 'never' } });
    await world.ship();
    expect(codes(await world.pass())).toEqual(['MAILS_ARE_ON']);
    expect(world.shipments()).toEqual([]);
    world.bigcommerce.state.emailSettings.change(1, { combined_order_status_email: false });
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toHaveLength(1);
    expect(world.mails()).toEqual([]);
  });

  it('is mailed all the same where somebody says so', async () => {
    const world = await open({ shipments: { notification: 'never' } });
    await world.ship();
    await release(world, 'MAILS_ARE_ON');
    expect(await world.pass()).toEqual([]);
    expect(world.mails()).toEqual(['shipment']);
  });
});

describe('whether a mail is expected', () => {
  const mailOf = async (world: ShippingWorld) => {
    await world.ship();
    await world.pass();
    const links = await world.store.links.forOrder(world.key);
    return links.find(({ kind }) => kind === 'shipment')?.meta['mail'];
  };

  it('is kept with the shipment, as the store is set', async () => {
    expect(await mailOf(await open())).toBe(true);
    const quiet = await open();
    quiet.bigcommerce.state.emailSettings.change(undefined, { combined_order_status_email: false });
    expect(await mailOf(quiet)).toBe(false);
  });

  it('is unknown where the store lets nobody read it, which keeps no shipment back', async () => {
    const world = await open();
    world.bigcommerce.faults.add({ path: 'settings/email-statuses', mode: 'status', status: 403 });
    expect(await mailOf(world)).toBeNull();
    expect(world.shipments()).toHaveLength(1);
  });
});

describe('the status of the order', () => {
  it.each([
    ['the store moves it', { shipmentsSetStatus: true }, [], ['shipment', 'shipment']],
    [
      'the store leaves it',
      { shipmentsSetStatus: false },
      [3, 2],
      ['shipment', 'status-changed', 'shipment', 'status-changed'],
    ],
    [
      'the store mails for both',
      { shipmentsSetStatus: true, shipmentStatusMailsToo: true },
      [],
      ['status-changed', 'shipment', 'status-changed', 'shipment'],
    ],
  ] as const)('settles where %s', async (_, switches, set, mails) => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 2 }), switches });
    world.forgetRequests();
    await world.ship({ 'MUG-BLUE': 1 });
    await world.pass();
    expect(world.status()).toBe(3);
    await world.ship();
    await world.pass();
    expect(world.status()).toBe(2);
    expect(world.requests('bigcommerce').filter((one) => one === 'PUT /v2/orders/{id}')).toHaveLength(set.length);
    expect(world.mails()).toEqual(mails);
  });

  it('is Completed by rule, once all is shipped', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 2 }), shipments: { completed: 10 } });
    await world.ship({ 'MUG-BLUE': 1 });
    await world.pass();
    expect(world.status()).toBe(3);
    await world.ship();
    await world.pass();
    expect(world.status()).toBe(10);
  });

  it('is left alone by rule', async () => {
    const world = await open({ shipments: { setStatus: false }, switches: { shipmentsSetStatus: false } });
    await world.ship();
    await world.pass();
    expect(world.status()).toBe(11);
    expect(world.mails()).toEqual(['shipment']);
  });

  it.each([4, 5, 6, 10, 13, 14])('%d stays', async (status) => {
    const world = await open({ switches: { shipmentsSetStatus: false } });
    await world.deps.bigcommerce(world.storeHash).orders.setStatus(world.key.orderId, status);
    await world.ship();
    await world.pass();
    expect(world.shipments()).toHaveLength(1);
    expect(world.status()).toBe(status);
  });

  it('of a cancelled order comes with a notice', async () => {
    const world = await open();
    await world.deps.bigcommerce(world.storeHash).orders.setStatus(world.key.orderId, 5);
    const noteId = await world.ship();
    await world.pass();
    expect(await world.notices()).toEqual([`Note ${noteId} left for an order that is cancelled`]);
  });

  it('tells the workflow its hash, unless something else changed as well', async () => {
    const world = await open();
    await world.ship({ 'MUG-BLUE': 1 });
    const [note] = await world.pending();
    const step = { key: world.key, note: note!, asOf: Date.now() };
    const { readingId } = await world.run('readNote', step);
    const { planId = '' } = await world.run('planShipments', { ...step, readingId });
    await world.run('createShipment', { ...step, planId, index: 0 });
    const { orderHash } = await world.run('settleNote', { ...step, planId });
    const read = await world.run('readOrder', { key: world.key, asOf: Date.now(), deep: true });
    expect(read.kind === 'changed' ? read.hash.split('.')[0] : '').toBe(orderHash);
    world.bigcommerce.control.editOrder(world.key.orderId, { order: { customer_message: 'Leave it at the door' } });
    expect(await world.run('settleNote', { ...step, planId })).toEqual({});
  });
});
