/** What left the warehouse is shown in the store: what, when, and what the order comes to. */
import { refund } from '../refunds/support';
import { planImport } from '../support/steps';
import { line, orderOf, shippingWorlds } from './support';

const open = shippingWorlds();

const units = (world: { shipments(): { units: unknown }[] }) => world.shipments().map((one) => one.units);

describe('notes that left', () => {
  it('are shipments of what was on them, and the order follows', async () => {
    const world = await open();
    await world.ship({ 'MUG-BLUE': 2 }, { reference: 'A1' });
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toMatchObject([{ units: { 'MUG-BLUE': 2 }, tracking: 'A1' }]);
    expect(world.status()).toBe(3);
    await world.ship(undefined, { reference: 'A2' });
    expect(await world.pass()).toEqual([]);
    expect(units(world)).toEqual([{ 'MUG-BLUE': 2 }, { 'MUG-BLUE': 1, 'MUG-RED': 2 }]);
    expect(world.status()).toBe(2);
    expect(world.mails()).toEqual(['shipment', 'shipment']);
  });

  it('cost the warehouse no request once they are shown', async () => {
    const world = await open();
    await world.ship();
    await world.pass();
    world.forgetRequests();
    expect(await world.pass()).toEqual([]);
    expect(world.requests('brightpearl').filter((request) => request.includes('/warehouse-service/'))).toEqual([]);
    expect(world.requests('bigcommerce').filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('may be two at once', async () => {
    const world = await open();
    await world.ship({ 'MUG-BLUE': 1 }, { reference: 'A1' });
    await world.ship({ 'MUG-BLUE': 2, 'MUG-RED': 2 }, { reference: 'A2' });
    await world.pass();
    expect(world.shipments()).toMatchObject([{ tracking: 'A1' }, { tracking: 'A2' }]);
    expect(world.status()).toBe(2);
  });

  it('may be two alike without tracking: two shipments', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 2 }) });
    await world.ship({ 'MUG-BLUE': 1 });
    await world.ship({ 'MUG-BLUE': 1 });
    await world.pass();
    expect(units(world)).toEqual([{ 'MUG-BLUE': 1 }, { 'MUG-BLUE': 1 }]);
    expect(world.status()).toBe(2);
  });

  it('are all of an order of which a unit was refunded before the others left', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 4 }), switches: { refundsSetStatus: false } });
    const [mugs] = world.lines();
    refund(world, world.key, { items: [{ item_type: 'PRODUCT', item_id: Number(mugs?.['id']), quantity: 1 }] });
    await planImport(world, world.key);
    await world.ship({ 'MUG-BLUE': 3 });
    await world.pass();
    expect(units(world)).toEqual([{ 'MUG-BLUE': 3 }]);
    expect(world.status()).toBe(2);
  });

  it('go to the address that they are for', async () => {
    const world = await open({
      rules: { severalAddresses: 'split' },
      order: {
        lines: [line('MUG-BLUE', 2, { address: 0 }), line('MUG-RED', 1, { address: 1 })],
        shipping: { cost: '0.00', method: 'Ground' },
        addresses: [{}, { address: { street_1: '2 Other Road' }, shipping: { cost: '0.00', method: 'Ground' } }],
      },
    });
    for (const salesOrderId of world.salesOrderIds) await world.ship(undefined, { salesOrderId });
    await world.pass();
    const [first, second] = world.shipments();
    expect([first?.units, second?.units]).toEqual([{ 'MUG-BLUE': 2 }, { 'MUG-RED': 1 }]);
    expect(first?.address).not.toBe(second?.address);
    expect(world.status()).toBe(2);
  });

  it('of what is digital show nothing, and keep no order back', async () => {
    const world = await open({ order: { lines: [line('MUG-BLUE', 1), line('EBOOK-7', 1, { type: 'digital' })] } });
    await world.ship();
    await world.pass();
    expect(units(world)).toEqual([{ 'MUG-BLUE': 1 }]);
    expect(world.status()).toBe(2);
  });

  it('of a bundle show it once all its parts have left', async () => {
    const world = await open({ order: orderOf({ GIFTSET: 2 }) });
    await world.ship({ 'MUG-BLUE': 2, 'NOTE-A5': 2 });
    await world.pass();
    expect(units(world)).toEqual([{ GIFTSET: 1 }]);
    await world.ship();
    await world.pass();
    expect(units(world)).toEqual([{ GIFTSET: 1 }, { GIFTSET: 1 }]);
    expect(world.status()).toBe(2);
  });

  it('are capped by what staff shipped in the store, with a notice', async () => {
    const world = await open({ order: orderOf({ 'MUG-BLUE': 3 }) });
    const [mugs] = world.lines();
    const { orders, shipments } = world.deps.bigcommerce(world.storeHash);
    const { consignments } = await orders.get(world.key.orderId);
    const orderAddressId = consignments.shipping[0]!.id;
    await shipments.create(world.key.orderId, {
      orderAddressId,
      items: [{ lineId: Number(mugs!['id']), quantity: 2 }],
    });
    await world.ship({ 'MUG-BLUE': 2 });
    await world.pass();
    expect(units(world)).toEqual([{ 'MUG-BLUE': 2 }, { 'MUG-BLUE': 1 }]);
    await world.ship({ 'MUG-BLUE': 1 });
    expect(await world.pass()).toEqual([]);
    expect(world.shipments()).toHaveLength(2);
    expect(await world.notices()).toEqual([
      expect.stringMatching(/2 of line \d+ left the warehouse, and 1 of it can still be shipped/),
      expect.stringMatching(/1 of line \d+ left the warehouse, and 0 of it can still be shipped/),
    ]);
    expect(await world.pending()).toEqual([]);
  });
});
