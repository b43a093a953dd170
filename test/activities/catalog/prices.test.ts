/** Brightpearl's price lists in the store: only what differs, to the cent, nothing twice, nothing that falls too far. */
import { pricedWorlds } from './support';
import type { PricedWorld } from './support';

const open = pricedWorlds();

const NOTHING = { written: 0, deleted: 0, held: 0, refused: 0, isStale: false };
const TRADE = { to: { priceList: 7, currency: 'USD' }, from: 3 } as const;

/** Price list 7, shown to group 1. */
function addList(world: PricedWorld, records: Readonly<Record<string, number>> = {}): void {
  const { control } = world.bigcommerce;
  control.addPriceList({ id: 7, name: 'Trade' });
  control.assignPriceList(7, { channel_id: 1 });
  for (const [sku, price] of Object.entries(records)) control.setPriceRecord(7, { sku, currency: 'USD', price });
}

const recordsOf = async (world: PricedWorld) =>
  (await world.deps.bigcommerce(world.storeHash).priceRecords.page(7, { currency: 'USD' })).records;

const writes = (world: PricedWorld): string[] => world.requests('bigcommerce').filter((one) => !one.startsWith('GET'));

describe('the catalog', () => {
  it('asks what Brightpearl asks, field by field, and is written only where it differs', async () => {
    const world = await open([
      { from: 2, to: 'catalog' },
      { from: 3, to: 'catalog', field: 'salePrice', noPrice: 'clear' },
    ]);
    await world.price('MUG-BLUE', { 2: '12.95', 3: '9.95' });
    await world.price('MUG-RED', { 2: '13.5' });
    const first = await world.cycle();
    expect(first.refused).toBe(0);
    expect(await world.inCatalog('MUG-BLUE')).toMatchObject({ price: '12.95', salePrice: '9.95' });
    expect(Number((await world.inCatalog('MUG-RED')).price)).toBe(13.5);
    expect(await world.check()).toBe(0);

    world.forgetRequests();
    const second = await world.cycle();
    expect(second).toMatchObject(NOTHING);
    expect(writes(world)).toEqual([]);

    await world.price('MUG-BLUE', { 2: '12.95', 3: null });
    world.forgetRequests();
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(writes(world)).toHaveLength(1);
    expect(await world.inCatalog('MUG-BLUE')).toMatchObject({ price: '12.95', salePrice: undefined });
  });

  it('keeps the price of a product that Brightpearl has none for: none is not 0', async () => {
    const world = await open([{ from: 2, to: 'catalog' }]);
    const before = await world.inCatalog('LAMP-01');
    await world.price('LAMP-01', { 2: null });
    await world.cycle();
    expect(await world.inCatalog('LAMP-01')).toEqual(before);
  });
});

describe('a price list', () => {
  it('gets records, quantity breaks and all, and loses those that Brightpearl takes back', async () => {
    const world = await open([{ ...TRADE, noPrice: 'delete' }]);
    addList(world);
    await world.price('MUG-BLUE', { 3: { 1: '11.00', 10: '9.90' } });
    await world.price('MUG-RED', { 3: '12.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 2 });
    expect(await world.check()).toBe(0);
    expect(await recordsOf(world)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          variantId: world.variantOf('MUG-BLUE'),
          price: '11',
          tiers: [expect.objectContaining({ from: 10, type: 'fixed', amount: '9.9' })],
        }),
        expect.objectContaining({ variantId: world.variantOf('MUG-RED'), price: '12' }),
      ]),
    );

    await world.price('MUG-RED', { 3: null });
    await world.price('MUG-BLUE', { 3: '11.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1, deleted: 1 });
    expect(await recordsOf(world)).toEqual([expect.objectContaining({ price: '11', tiers: [] })]);
    expect(await world.cycle()).toMatchObject(NOTHING);
  });

  it('is not written while the store shows it to somebody whom the rule does not name', async () => {
    const world = await open([{ from: 3, to: { ...TRADE.to, for: { channels: [2] } } }]);
    addList(world);
    await world.price('MUG-BLUE', { 3: '11.00' });
    expect(await world.cycle()).toMatchObject(NOTHING);
    expect(await recordsOf(world)).toEqual([]);
    expect(await world.issues()).toEqual(['ASSIGNED_ELSEWHERE rules[0]']);
  });

  it('names a record that the store refuses, and sets the others', async () => {
    const world = await open([TRADE]);
    addList(world);
    await world.price('MUG-BLUE', { 3: '11.00' });
    await world.price('MUG-RED', { 3: '12.00' });
    world.bigcommerce.faults.add({
      method: 'PUT',
      path: '/v3/pricelists*',
      mode: 'status',
      status: 422,
      body: {
        batch_errors: [
          { data: { variant_id: world.variantOf('MUG-RED'), currency: 'usd' }, field_errors: { price: 'not today' } },
        ],
      },
      count: 1,
    });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1, refused: 1 });
    expect((await recordsOf(world)).map(({ variantId }) => variantId)).toEqual([world.variantOf('MUG-BLUE')]);
    expect(await world.issues()).toEqual([expect.stringMatching(/^PRICE_REFUSED variant/)]);
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(await world.issues()).toEqual([]);
  });
});

describe('a batch that is refused without a word of which record is at fault', () => {
  const refusal = { method: 'PUT', path: '/v3/pricelists*', mode: 'status', status: 422 } as const;
  const body = { status: 422, title: 'JSON data is missing or invalid' };

  it('is sent in halves, until only that one is refused', async () => {
    const world = await open([TRADE]);
    addList(world);
    for (const sku of ['MUG-BLUE', 'MUG-RED', 'LAMP-01']) await world.price(sku, { 3: '11.00' });
    // Three, then the first two, then the first of them.
    world.bigcommerce.faults.add({ ...refusal, body, count: 3 });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 2, refused: 1 });
    expect(await recordsOf(world)).toHaveLength(2);
    expect(await world.issues()).toEqual([expect.stringMatching(/^PRICE_REFUSED variant/)]);
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(await world.issues()).toEqual([]);
  });

  it('keeps no price of the catalog back', async () => {
    const world = await open([TRADE, { from: 2, to: 'catalog' }]);
    addList(world);
    await world.price('MUG-BLUE', { 2: '12.95', 3: '11.00' });
    world.bigcommerce.faults.add({ ...refusal, body });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1, refused: 1 });
    expect(await world.inCatalog('MUG-BLUE')).toMatchObject({ price: '12.95' });
  });
});

describe('a price list that was deleted in the store', () => {
  const RULES = [{ from: 2, to: 'catalog' }, TRADE] as const;

  it('stops its own rule, and no other price', async () => {
    const world = await open([...RULES]);
    await world.price('MUG-BLUE', { 2: '12.95', 3: '11.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(await world.inCatalog('MUG-BLUE')).toMatchObject({ price: '12.95' });
    expect(await world.issues()).toEqual(['STORE_LIST_MISSING rules[1]']);
    addList(world);
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(await world.issues()).toEqual([]);
  });

  it('after it was written is no price that another app took back', async () => {
    const world = await open([...RULES]);
    addList(world);
    await world.price('MUG-BLUE', { 3: '11.00' });
    await world.cycle();
    world.bigcommerce.control.deletePriceList(7);
    expect(await world.check()).toBe(1);
    await world.cycle();
    expect(await world.issues()).toEqual(['STORE_LIST_MISSING rules[1]']);
  });

  it('is not taken for gone because one answer says so', async () => {
    const world = await open([...RULES]);
    addList(world);
    await world.price('MUG-BLUE', { 3: '11.00' });
    world.bigcommerce.faults.add({ method: 'GET', path: '/v3/pricelists/7*', mode: 'status', status: 404, count: 1 });
    await expect(world.cycle()).rejects.toMatchObject({ type: 'CATALOG_STOPPED' });
  });
});

it('writes nothing where the store has its prices entered in another way than the rules say', async () => {
  const world = await open([{ from: 2, to: 'catalog' }], { taxBasis: 'inclusive' });
  await world.price('MUG-BLUE', { 2: '12.95' });
  expect(await world.cycle()).toMatchObject(NOTHING);
  expect(await world.issues()).toEqual(['TAX_BASIS_WRONG rules[0]']);
});

describe('a price that is converted', () => {
  const convertTax = 'byTaxClass';
  const taxRates = [
    { taxClass: 0, percent: '20' },
    { taxClass: 2, percent: '5' },
  ];

  it.each(['first', 'last'])("has its product's rate in a price list, whose records are read %s", async (place) => {
    const to = { ...TRADE.to, taxBasis: 'inclusive' } as const;
    const world = await open([{ ...TRADE, to, convertTax }], { taxRates });
    addList(world, { 'MUG-BLUE': 80 });
    const { control, state } = world.bigcommerce;
    control.changeProduct(state.catalog.variantsBySku('MUG-BLUE')[0]?.product.id ?? 0, { tax_class_id: 2 });
    await world.price('MUG-BLUE', { 3: '100.00' });
    const { shownPrices } = world.store;
    const read = shownPrices.read.bind(shownPrices);
    const isOfList = ({ target }: { target: string }): number => Number(target.startsWith('price list'));
    jest.spyOn(shownPrices, 'read').mockImplementation(async (...of) => {
      const rows = [...(await read(...of))].sort((one, other) => isOfList(one) - isOfList(other));
      return place === 'last' ? rows : rows.reverse();
    });
    await world.cycle();
    expect(await recordsOf(world)).toEqual([expect.objectContaining({ price: '105' })]);
  });
});

describe('a fall', () => {
  const RULES = [{ from: 2, to: 'catalog' }] as const;

  it('of 60 % is held until a person lets it through, and no other price waits for it', async () => {
    const world = await open([...RULES]);
    await world.price('MUG-BLUE', { 2: '10.00' });
    await world.price('MUG-RED', { 2: '10.00' });
    await world.cycle();

    await world.price('MUG-BLUE', { 2: '4.00' });
    await world.price('MUG-RED', { 2: '11.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1, held: 1 });
    expect(Number((await world.inCatalog('MUG-BLUE')).price)).toBe(10);
    expect(await world.issues()).toEqual([`PRICE_HELD variant ${world.variantOf('MUG-BLUE')} in the catalog (USD)`]);
    expect(await world.cycle()).toMatchObject({ ...NOTHING, held: 1 });

    expect(await world.store.priceRulings.release(world.storeHash, 'ann', 'MUG-BLUE')).toHaveLength(1);
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(Number((await world.inCatalog('MUG-BLUE')).price)).toBe(4);
    expect(await world.cycle()).toMatchObject(NOTHING);
    expect(await world.issues()).toEqual([]);
    expect(await world.store.priceRulings.all(world.storeHash)).toEqual([]);
  });

  it('that was let through is held again when Brightpearl says something else', async () => {
    const world = await open([...RULES]);
    await world.price('MUG-BLUE', { 2: '10.00' });
    await world.cycle();
    await world.price('MUG-BLUE', { 2: '4.00' });
    await world.cycle();
    await world.store.priceRulings.release(world.storeHash, 'ann');
    await world.price('MUG-BLUE', { 2: '1.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, held: 1 });
    expect(Number((await world.inCatalog('MUG-BLUE')).price)).toBe(10);
  });

  it('waits no longer once Brightpearl says a price that may be written', async () => {
    const world = await open([...RULES]);
    await world.price('MUG-BLUE', { 2: '10.00' });
    await world.cycle();
    await world.price('MUG-BLUE', { 2: '4.00' });
    await world.cycle();
    await world.price('MUG-BLUE', { 2: '9.00' });
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(await world.store.priceRulings.all(world.storeHash)).toEqual([]);
  });

  it('that was let through stays so while the request for it is lost', async () => {
    const world = await open([...RULES]);
    await world.price('MUG-BLUE', { 2: '10.00' });
    await world.cycle();
    await world.price('MUG-BLUE', { 2: '4.00' });
    await world.cycle();
    await world.store.priceRulings.release(world.storeHash, 'ann');
    world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/catalog/*', mode: 'drop-before', count: 1 });
    await expect(world.cycle()).rejects.toThrow();
    expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
    expect(Number((await world.inCatalog('MUG-BLUE')).price)).toBe(4);
  });
});

describe('a request that is lost', () => {
  it.each(['drop-before', 'apply-then-drop'] as const)(
    '%s: the next try sends what the store does not show',
    async (mode) => {
      const world = await open([TRADE]);
      addList(world);
      await world.price('MUG-BLUE', { 3: '11.00' });
      world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/pricelists*', mode, count: 1 });
      await expect(world.cycle()).rejects.toThrow();
      await world.cycle();
      expect(await recordsOf(world)).toEqual([expect.objectContaining({ price: '11' })]);
      expect(await world.cycle()).toMatchObject(NOTHING);
    },
  );

  it('is followed by a reading that goes on where it was', async () => {
    const world = await open([TRADE]);
    addList(world);
    await world.price('MUG-BLUE', { 3: '11.00' });
    const step = { storeHash: world.storeHash, account: world.account };
    await world.run('refreshCatalogLinks', step);
    const told: unknown[] = [];
    await world.attempt({ onHeartbeat: (details) => told.push(details) }, 'readPrices', step);
    world.forgetRequests();
    await world.attempt({ heartbeatDetails: told.at(-1) }, 'readPrices', step);
    expect(world.requests('brightpearl')).toEqual(['GET /product-service/price-list']);
  });
});

it.each<[string, string, string[]]>([
  ['goes on with what it has not read', 'the catalog (USD)', ['price list 7 (USD)']],
  [
    'reads all where a restart changed what there is',
    'price list 8 (USD)',
    ['price list 7 (USD)', 'the catalog (USD)'],
  ],
])('a reading of the store that was ended %s', async (_, done, expected) => {
  const world = await open([TRADE, { from: 2, to: 'catalog' }]);
  addList(world, { 'MUG-BLUE': 11 });
  const { storeHash, account } = world;
  const heartbeatDetails = { readAt: Date.now(), done: [done], records: 3 };
  await world.attempt({ heartbeatDetails }, 'readRecords', { storeHash, account });
  const rows = await world.store.shownPrices.ofVariant(storeHash, world.variantOf('MUG-BLUE'));
  expect(rows.map(({ target }) => target).sort()).toEqual(expected);
});

it('names a price that another app keeps changing back', async () => {
  const world = await open([TRADE]);
  addList(world);
  await world.price('MUG-BLUE', { 3: '11.00' });
  await world.cycle();
  world.bigcommerce.control.setPriceRecord(7, { sku: 'MUG-BLUE', currency: 'USD', price: 12 });
  expect(await world.check()).toBe(1);
  expect(await world.cycle()).toMatchObject({ ...NOTHING, written: 1 });
  world.bigcommerce.control.setPriceRecord(7, { sku: 'MUG-BLUE', currency: 'USD', price: 12 });
  expect(await world.check(true)).toBe(1);
  expect(await world.issues()).toEqual([expect.stringMatching(/^PRICE_NOT_KEPT variant/)]);
  await world.cycle();
  expect(await world.check()).toBe(0);
  expect(await world.issues()).toEqual([]);
});

it('tells no longer of a price that was not kept once Brightpearl asks the same', async () => {
  const world = await open([TRADE]);
  addList(world);
  await world.price('MUG-BLUE', { 3: '11.00' });
  await world.cycle();
  world.bigcommerce.control.setPriceRecord(7, { sku: 'MUG-BLUE', currency: 'USD', price: 12 });
  expect(await world.check(true)).toBe(1);
  expect(await world.issues()).toEqual([expect.stringMatching(/^PRICE_NOT_KEPT variant/)]);
  await world.price('MUG-BLUE', { 3: '12.00' });
  expect(await world.cycle()).toMatchObject({ ...NOTHING, toCheck: 0 });
  expect(await world.issues()).toEqual([]);
});

it('writes nothing that was read too long ago', async () => {
  const world = await open([TRADE]);
  addList(world);
  await world.price('MUG-BLUE', { 3: '11.00' });
  const step = { storeHash: world.storeHash, account: world.account };
  await world.run('refreshCatalogLinks', step);
  const prices = await world.run('readPrices', step);
  const { readAt: shownAt } = await world.run('readRecords', step);
  const old = { ...prices, readAt: prices.readAt - 31 * 60_000 };
  expect(await world.run('writePrices', { ...step, prices: old, shownAt })).toMatchObject({
    ...NOTHING,
    isStale: true,
  });
  expect(await recordsOf(world)).toEqual([]);
});

it('says once that it may not write, and goes on when it may', async () => {
  const world = await open([TRADE]);
  addList(world);
  await world.price('MUG-BLUE', { 3: '11.00' });
  world.bigcommerce.faults.add({ method: 'PUT', path: '/v3/pricelists*', mode: 'status', status: 403, count: 1 });
  await expect(world.cycle()).rejects.toMatchObject({ type: 'CATALOG_STOPPED' });
  expect(await world.issues()).toEqual([`CATALOG_STOPPED writePrices/${world.account}`]);
  await world.cycle();
  expect(await world.issues()).toEqual([]);
});
