import { onHand, startStockedStore } from './stocked-store';
import type { Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStockedStore();
});
afterEach(() => store.close());

describe('reads', () => {
  interface Item {
    readonly identity: { readonly sku: string };
    readonly locations: readonly object[];
  }
  const items = async (query: string) =>
    ((await store.api('GET', `/v3/inventory/items?${query}`)).body as { data: Item[] }).data;
  const skus = async (query: string) => (await items(query)).map(({ identity }) => identity.sku);

  it('show items with levels and settings at their locations', async () => {
    store.simulator.control.setLocation({ id: 2, code: 'SHOP', label: 'Shop', enabled: false });
    store.simulator.control.setStock({ sku: 'S', quantity: 9, safetyStock: 2, warningLevel: 3 });
    const settings = { safety_stock: 2, is_in_stock: true, warning_level: 3, bin_picking_number: '' };
    expect(await items('variant_id:in=31')).toEqual([
      {
        identity: { sku: 'S', variant_id: 31, product_id: 3, sku_id: 2 },
        locations: [
          {
            location_id: 1,
            location_code: 'BC-LOCATION-1',
            location_name: 'Default location',
            location_enabled: true,
            available_to_sell: 7,
            total_inventory_onhand: 9,
            settings,
          },
          expect.objectContaining({ location_id: 2, location_code: 'SHOP', location_enabled: false }),
        ],
      },
    ]);
    expect((await store.api('GET', '/v3/inventory/locations/1/items?variant_id:in=31')).body).toMatchObject({
      data: [
        {
          identity: { sku: 'S', variant_id: 31, product_id: 3 },
          available_to_sell: 7,
          total_inventory_onhand: 9,
          settings,
        },
      ],
    });
    expect((await store.api('GET', '/v3/inventory/locations/9/items')).status).toBe(404);
  });

  it.each([
    ['', ['WHOLE', 'PLAIN', 'S', 'M']],
    ['sku:in=S,PLAIN,NONE', ['PLAIN', 'S']],
    ['variant_id:in=32,999', ['M']],
    ['product_id:in=1,3,4', ['WHOLE', 'S', 'M']],
    ['limit=2&page=2', ['S', 'M']],
  ])('are filtered by %s', async (query, expected) => {
    expect(await skus(query)).toEqual(expected);
  });

  it('list untracked items when the switch says so', async () => {
    store.simulator.control.setSwitches({ inventoryListsUntracked: true });
    expect(await skus('')).toContain('FREE');
  });

  it('name locations, and only those asked for', async () => {
    store.simulator.control.setLocation({ id: 2, code: 'SHOP', enabled: false });
    expect((await items('variant_id:in=31&location_id:in=2'))[0]!.locations).toMatchObject([{ location_id: 2 }]);
    expect((await items('variant_id:in=31&location_code:in=SHOP'))[0]!.locations).toHaveLength(1);
    const locations = async (query: string) =>
      ((await store.api('GET', `/v3/inventory/locations?${query}`)).body as { data: { id: number }[] }).data;
    expect(await locations('')).toMatchObject([
      { id: 1, enabled: true },
      { id: 2, code: 'SHOP', enabled: false },
    ]);
    expect(await locations('is_active=true')).toMatchObject([{ id: 1 }]);
    expect(await locations('location_id:in=2')).toMatchObject([{ id: 2 }]);
  });

  it('take 1000 a page and no more', async () => {
    store.simulator.control.addProducts({ count: 1_000, skuPrefix: 'N-', tracking: 'product' });
    expect(await skus('limit=1000')).toHaveLength(1_000);
    expect((await store.api('GET', '/v3/inventory/items?limit=1001')).status).toBe(413);
  });
});

describe('settings of items', () => {
  const put = (settings: object[], locationId = 1) =>
    store.api('PUT', `/v3/inventory/locations/${locationId}/items`, { settings });

  it('are changed, those given', async () => {
    store.simulator.control.setStock({ sku: 'S', quantity: 9, warningLevel: 4 });
    const { status } = await put([{ identity: { variant_id: 31 }, safety_stock: 3, bin_picking_number: 'A1' }]);
    expect(status).toBe(200);
    expect((await store.api('GET', '/v3/inventory/items?variant_id:in=31')).body).toMatchObject({
      data: [{ locations: [{ settings: { safety_stock: 3, warning_level: 4, bin_picking_number: 'A1' } }] }],
    });
    await put([{ identity: { variant_id: 31 }, is_in_stock: false }]);
    expect(store.simulator.control.onStorefront('S')).toBe(0);
  });

  it('must be some, of an item that is there', async () => {
    expect(await put([{ identity: { variant_id: 31 } }])).toMatchObject({
      status: 422,
      body: {
        title: 'Payload contains invalid fields',
        errors: {
          'settings.0': 'At least one setting must be specified: warning_level, is_in_stock or safety_stock',
        },
      },
    });
    expect((await put([{ identity: { variant_id: 9 }, safety_stock: 1 }])).status).toBe(422);
    expect((await put([{ identity: { variant_id: 31 }, safety_stock: 1 }], 9)).status).toBe(422);
  });
});

describe('access', () => {
  it('needs the scopes of inventory, locations and information', async () => {
    const scopes = ['store_inventory_read_only', 'store_locations_read_only', 'store_v2_information_read_only'];
    store.simulator.control.addClient({ clientId: 'r', clientSecret: 's', token: 'r', kind: 'store', scopes });
    const as = (method: string, path: string, body?: unknown) =>
      store.api(method, path, body, { 'X-Auth-Token': 'r' }).then(({ status }) => status);
    expect(await as('GET', '/v3/inventory/items')).toBe(200);
    expect(await as('GET', '/v3/inventory/locations')).toBe(200);
    expect(await as('GET', '/v3/settings/inventory')).toBe(200);
    expect(await as('PUT', '/v3/inventory/adjustments/absolute', { items: [] })).toBe(403);
    expect(await as('PUT', '/v3/settings/inventory', {})).toBe(403);
  });
});

describe('the merchant’s hands', () => {
  it('set levels and locations, and the ledger shows them', async () => {
    await store.sim('POST', 'locations', { id: 2, label: 'Shop' });
    await store.sim('POST', 'inventory', { sku: 'S', quantity: 4, safetyStock: 1 });
    await store.sim('POST', 'inventory', { productId: 1, locationId: 2, quantity: 3 });
    expect((await store.sim('GET', 'levels?sku=S')).body).toEqual({
      levels: [
        { sku: 'S', variantId: 31, productId: 3, locationId: 1, onHand: 4, safetyStock: 1, availableToSell: 3 },
        { sku: 'S', variantId: 31, productId: 3, locationId: 2, onHand: null, safetyStock: 0, availableToSell: 0 },
      ],
    });
    expect(((await store.sim('GET', 'levels')).body as { levels: object[] }).levels).toHaveLength(8);
    expect(onHand(store, 'WHOLE')).toEqual([null, 3]);
  });

  it.each([
    [{ sku: 'NONE', quantity: 1 }, 'unknown'],
    [{ sku: 'FREE', quantity: 1 }, 'untracked'],
    [{ sku: 'S', locationId: 9, quantity: 1 }, 'There is no location 9'],
  ])('cannot set %j', async (change, error) => {
    const answer = await store.sim('POST', 'inventory', change);
    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(error) }]);
  });
});
