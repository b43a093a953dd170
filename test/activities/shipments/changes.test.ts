/** Notes that change after they left, and goods that are not what was sold. */
import { orderOf, shippingWorlds } from './support';
import type { ShippingWorld } from './support';
import { orderOfSalesOrder } from '../../../src/activities/shipments/order-of-sales-order';

const open = shippingWorlds();

const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);
const units = (world: ShippingWorld) => world.shipments().map((one) => one.units);
const release = (world: ShippingWorld, rule: string) =>
  world.store.decisions.record({
    order: world.key,
    verb: 'release',
    arguments: { rule },
    actor: 'ann',
    commandId: rule,
    sourceHash: undefined,
  });
const rowsOf = (world: ShippingWorld, id = world.salesOrderId) => world.brightpearl.state().orders.get(id)!.rows;

async function lateTracking(world: ShippingWorld, reference: string): Promise<void> {
  const [noteId] = [...world.brightpearl.state().goodsOutNotes.keys()];
  world.brightpearl.setSwitches({ trackingAfterShipping: 'accepted' });
  await world.staff('POST', `goods-out-notes/${noteId}`, { reference });
  await world.hear(noteId!);
  await world.pass();
}

describe('tracking', () => {
  it('names the carrier by mapping, and further numbers in the comments', async () => {
    const world = await open({ shipments: { carriers: { '2': { provider: 'ups' } } } });
    await world.ship(undefined, { reference: 'A1, B2', shippingMethodId: 2 });
    await world.pass();
    expect(world.shipment()).toMatchObject({
      tracking_number: 'A1',
      shipping_provider: 'ups',
      comments: 'Tracking: B2',
      generated_tracking_link: 'https://www.ups.com/track?tracknum=A1',
    });
  });

  it('has all numbers in the link, by rule', async () => {
    const carriers = { '2': { carrier: 'dpd-uk', trackingLink: 'https://t.example/?n={tracking}' } };
    const world = await open({ shipments: { carriers, severalTrackingNumbers: 'link' } });
    await world.ship(undefined, { reference: 'A1, B2', shippingMethodId: 2 });
    await world.pass();
    expect(world.shipment()).toMatchObject({ tracking_link: 'https://t.example/?n=A1,B2', comments: '' });
  });

  it('that comes late, or is corrected, changes the shipment', async () => {
    const world = await open();
    await world.ship();
    await world.pass();
    world.forgetRequests();
    await lateTracking(world, 'A1');
    expect(world.shipments()).toMatchObject([{ tracking: 'A1' }]);
    expect(world.requests('bigcommerce').filter((one) => !one.startsWith('GET'))).toEqual([
      'PUT /v2/orders/{id}/shipments/{shipmentId}',
    ]);
    await lateTracking(world, 'A2, B2');
    expect(world.shipment()).toMatchObject({ tracking_number: 'A2', comments: 'Tracking: B2' });
    await lateTracking(world, 'A3');
    expect(world.shipment()).toMatchObject({ tracking_number: 'A3', comments: '' });
    expect(world.mails()).toEqual(['shipment']);
    const links = await world.store.links.forOrder(world.key);
    expect(links.find(({ kind }) => kind === 'shipment')?.meta).toMatchObject({ tracked: true });
  });

  it('that was taken back stays, and what is equal is not sent', async () => {
    const world = await open();
    await world.ship(undefined, { reference: 'A1' });
    await world.pass();
    world.forgetRequests();
    await lateTracking(world, '');
    await lateTracking(world, 'A1');
    expect(world.shipments()).toMatchObject([{ tracking: 'A1' }]);
    expect(world.requests('bigcommerce').filter((one) => one.startsWith('PUT'))).toEqual([]);
  });

  it.each([
    ['never', true, ''],
    ['before-mail', true, ''],
    ['before-mail', false, 'A1'],
    ['always', true, 'A1'],
  ] as const)('that comes late is passed on by rule: %s, mails on: %s', async (rule, mails, expected) => {
    const world = await open({ shipments: { lateTracking: rule }, switches: { shipmentUpdatesMail: true } });
    world.bigcommerce.state.emailSettings.change(undefined, { combined_order_status_email: mails });
    await world.ship();
    await world.pass();
    await lateTracking(world, 'A1');
    expect(world.shipments()).toMatchObject([{ tracking: expected }]);
  });

  it('of a shipment that staff deleted makes no second one', async () => {
    const world = await open();
    await world.ship();
    await world.pass();
    world.bigcommerce.state.orders.get(world.key.orderId)!.shipments = [];
    await lateTracking(world, 'A1');
    expect(world.shipments()).toEqual([]);
  });
});

describe('a drop-ship note', () => {
  it.each([
    ['the note', {}, { trackingReference: 'A1' }, 'A1'],
    ['the purchase order', { dropShipTracking: 'purchase-order' }, { reference: 'A2' }, 'A2'],
  ] as const)('is a shipment with the tracking of %s', async (_, shipments, more, tracking) => {
    const world = await open({ shipments });
    world.brightpearl.setSwitches({ dropShipTracking: 'shipping' });
    await world.dropShip({ 'MUG-RED': 2 }, more);
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toMatchObject([{ units: { 'MUG-RED': 2 }, tracking }]);
    await world.ship();
    await world.pass();
    expect(units(world)).toEqual([{ 'MUG-RED': 2 }, { 'MUG-BLUE': 3 }]);
    expect(world.status()).toBe(2);
  });

  it.each([
    ['the purchase order', { purchaseOrderField: 'PCF_TRACKING' }],
    ['the sales order', { salesOrderField: 'PCF_WEBORDER' }],
  ] as const)('has its tracking in a custom field of %s', async (_, dropShipTracking) => {
    const world = await open({ shipments: { dropShipTracking } });
    const noteId = await world.dropShip({ 'MUG-RED': 2 });
    const note = world.brightpearl.state().dropShipNotes.get(noteId)!;
    const [field] = Object.values(dropShipTracking);
    const { orders } = world.deps.brightpearl(world.account);
    const of = 'salesOrderField' in dropShipTracking ? world.salesOrderId : note.purchaseOrderId;
    // Digits alone come back as a number.
    await orders.setCustomFields(of, { [String(field)]: '12345' });
    await world.pass();
    expect(world.shipments()).toMatchObject([{ units: { 'MUG-RED': 2 }, tracking: '12345' }]);
  });

  it('is another than the goods-out note of its number', async () => {
    const world = await open();
    const noteId = await world.dropShip({ 'MUG-RED': 1 });
    await world.pass();
    expect((await world.store.links.forOrder(world.key)).map(({ localKey }) => localKey)).toContainEqual(
      expect.stringMatching(`^dsn-${noteId}-a\\d+$`),
    );
  });
});

describe('a note that is destroyed', () => {
  async function packedAndDestroyed(shipments: object = {}) {
    const world = await open({ shipments: { trigger: 'packed', ...shipments } });
    const noteId = await world.ship(undefined, { ship: false });
    await world.staff('POST', `goods-out-notes/${noteId}/pack`);
    await world.hear(noteId);
    await world.pass();
    await world.staff('DELETE', `goods-out-notes/${noteId}`);
    await world.hear(noteId);
    return { world, noteId };
  }

  it('after its shipment was made needs a person, and the shipment stays', async () => {
    const { world } = await packedAndDestroyed();
    expect(codes(await world.pass())).toEqual(['NOTE_DESTROYED']);
    expect(world.shipments()).toHaveLength(1);
    await release(world, 'NOTE_DESTROYED');
    expect(await world.pass()).toEqual([]);
    expect(await world.pending()).toEqual([]);
  });

  it('is settled once staff have deleted the shipment', async () => {
    const { world } = await packedAndDestroyed();
    world.bigcommerce.state.orders.get(world.key.orderId)!.shipments = [];
    expect(await world.pass()).toEqual([]);
    expect(await world.pending()).toEqual([]);
  });

  it('is a notice, by rule', async () => {
    const { world, noteId } = await packedAndDestroyed({ destroyed: 'notice' });
    const [{ id } = { id: 0 }] = world.shipments();
    expect(await world.pass()).toEqual([]);
    expect(await world.notices()).toEqual([`Note ${noteId} was destroyed; its shipment ${id} stays`]);
  });

  it('before anything was made is forgotten in silence', async () => {
    const world = await open();
    const noteId = await world.ship(undefined, { ship: false });
    await world.staff('DELETE', `goods-out-notes/${noteId}`);
    await world.hear(noteId);
    expect(await world.pass()).toEqual([]);
    expect(await world.notices()).toEqual([]);
    expect(await world.pending()).toEqual([]);
  });
});

describe('goods that are not what was sold', () => {
  it('are shown for the line whose row they are on, with a notice', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 1 }) });
    const { id: productId } = world.brightpearl.state().productsBySku.get('MUG-RED')!;
    const noteId = await world.ship();
    const [noted] = world.brightpearl.state().goodsOutNotes.get(noteId)!.rows;
    for (const row of [rowsOf(world)[0], noted]) Object.assign(row!, { productId });
    expect(await world.pass()).toEqual([]);
    expect(units(world)).toEqual([{ 'MUG-BLUE': 1 }]);
    expect(await world.notices()).toEqual([
      expect.stringMatching(/^staff changed .* is another/),
      expect.stringContaining(`Note ${noteId}: line-`),
    ]);
  });

  async function withStaffRow(world: ShippingWorld): Promise<void> {
    const red = world.brightpearl.state().productsBySku.get('MUG-RED')!;
    const row = { productId: red.id, name: 'Gift', quantity: '1', taxCode: 'T', net: '0', tax: '0' };
    await world.staff('POST', `sales-orders/${world.salesOrderId}`, { addRows: [row] });
  }

  it('may be a gift, which is a notice', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 1 }) });
    await withStaffRow(world);
    await world.ship();
    expect(await world.pass()).toEqual([]);
    expect(units(world)).toEqual([{ 'MUG-BLUE': 1 }]);
    expect(await world.notices()).toEqual([
      expect.stringMatching(/^staff changed .* was added/),
      expect.stringContaining('is of no line of the order'),
    ]);
  });

  it('where a line has lost its row need a person', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 1 }) });
    await withStaffRow(world);
    const [row] = rowsOf(world);
    await world.staff('POST', `sales-orders/${world.salesOrderId}`, { removeRowIds: [row!.id] });
    await world.ship();
    expect(codes(await world.pass())).toEqual(['GOODS_OF_NO_LINE']);
    expect(world.shipments()).toEqual([]);
    await release(world, 'GOODS_OF_NO_LINE');
    expect(await world.pass()).toEqual([]);
    expect(await world.pending()).toEqual([]);
  });
});

describe('a back order that staff split off', () => {
  async function split(keepsRefs: boolean) {
    const world = await open();
    const rows = rowsOf(world).filter(({ sku }) => sku === 'MUG-BLUE' || sku === 'MUG-RED');
    const blue = rows.find(({ sku }) => sku === 'MUG-BLUE')!;
    const red = rows.find(({ sku }) => sku === 'MUG-RED')!;
    const chosen = [
      { rowId: blue.id, quantity: 2 },
      { rowId: red.id, quantity: 2 },
    ];
    const { id } = await world.staff('POST', `sales-orders/${world.salesOrderId}/split`, { rows: chosen });
    if (!keepsRefs) for (const row of rowsOf(world, id)) Object.assign(row, { externalRef: undefined });
    return { world, backOrderId: id };
  }

  it.each([true, false])('is shown for the lines that its rows come from (references kept: %s)', async (keepsRefs) => {
    const { world, backOrderId } = await split(keepsRefs);
    await world.ship(undefined);
    await world.pass();
    expect(world.status()).toBe(3);
    await world.ship(undefined, { salesOrderId: backOrderId });
    expect(await world.pass()).toEqual([]);
    expect(units(world)).toEqual([{ 'MUG-BLUE': 1 }, { 'MUG-BLUE': 2, 'MUG-RED': 2 }]);
    expect(world.status()).toBe(2);
  });

  it('is followed to its order, through three of them and no further', async () => {
    const { world, backOrderId } = await split(true);
    const of = (id: number) => orderOfSalesOrder(world.deps, world.account, id);
    expect(await of(backOrderId)).toEqual(world.key);
    let id = backOrderId;
    for (const level of [2, 3, 4]) {
      const [row] = rowsOf(world, id);
      const body = { rows: [{ rowId: row!.id, quantity: Number(row!.quantity) / 2 }] };
      id = (await world.staff('POST', `sales-orders/${id}/split`, body)).id;
      expect(await of(id)).toEqual(level < 4 ? world.key : undefined);
    }
  });
});
