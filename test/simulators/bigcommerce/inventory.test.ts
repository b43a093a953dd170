import { onHand, startStockedStore } from './stocked-store';
import { startReceiver, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver | undefined;

beforeEach(async () => {
  store = await startStockedStore();
});
afterEach(async () => {
  await store.close();
  await receiver?.close();
});

const baseVariant = async (productId: number): Promise<number> => {
  const { body } = await store.api('GET', `/v3/catalog/products/${productId}`);
  return (body as { data: { base_variant_id: number } }).data.base_variant_id;
};

const absolute = (...items: object[]) => store.api('PUT', '/v3/inventory/adjustments/absolute', { reason: 't', items });
const relative = (...items: object[]) => store.api('POST', '/v3/inventory/adjustments/relative', { items });
const at1 = (identity: object, quantity: number) => ({ location_id: 1, ...identity, quantity });

const refusal = (title: string) => ({
  status: 422,
  body: { status: 422, title, type: expect.stringContaining('https://'), errors: {} },
});

describe('an absolute adjustment', () => {
  it('sets what is on hand, by variant, product or SKU', async () => {
    const { status, body } = await absolute(
      at1({ variant_id: 31 }, 5),
      at1({ sku: 'M' }, 6),
      at1({ product_id: 2 }, 7),
      at1({ product_id: 1 }, 8),
    );
    expect([status, body]).toEqual([200, { transaction_id: expect.stringMatching(/./) }]);
    expect(['S', 'M', 'PLAIN', 'WHOLE'].flatMap((sku) => onHand(store, sku))).toEqual([5, 6, 7, 8]);
    await absolute(at1({ variant_id: await baseVariant(2) }, 1), at1({ sku: 'WHOLE' }, 2));
    expect(['PLAIN', 'WHOLE'].flatMap((sku) => onHand(store, sku))).toEqual([1, 2]);
  });

  it.each([
    [{ variant_id: 11 }, '[Item with variant_id 11 is tracked by product, please update stock by product id]'],
    [{ product_id: 3 }, '[Item with product_id 3 is tracked by variant, please update stock by variant id]'],
    [{ product_id: 4 }, '[Item with product_id 4 has no inventory tracking]'],
    [{ variant_id: 999 }, 'Items with identity: [variant_id 999] were not found'],
    [{ sku: 'TWICE' }, 'Items with identity: [sku TWICE] are not unique'],
  ])('of %j is refused', async (identity, title) => {
    store.simulator.control.addProduct({ sku: 'TWICE', inventory_tracking: 'product' });
    store.simulator.control.addProduct({ sku: 'TWICE', inventory_tracking: 'product' });
    const answer = await absolute(at1(identity, 1));
    expect(answer).toMatchObject(refusal(title));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each([
    [{ location_id: 1, variant_id: 31, quantity: 1.5 }, 'items.0.quantity'],
    [{ location_id: 1, variant_id: 31, quantity: 2_147_483_648 }, 'items.0.quantity'],
    [{ location_id: 1, variant_id: 31, product_id: 3, quantity: 1 }, 'items.0'],
    [{ location_id: 1, quantity: 1 }, 'items.0'],
    [{ variant_id: 31, quantity: 1 }, 'items.0.location_id'],
  ])('of %j is refused with the field', async (item, field) => {
    expect(await absolute(item)).toMatchObject({
      status: 422,
      body: { title: 'Payload contains invalid fields', errors: { [field]: expect.any(String) } },
    });
    expect(onHand(store, 'S')).toEqual([null]);
  });

  it('takes 2000 items and no more', async () => {
    store.simulator.control.addProducts({ count: 2_001, skuPrefix: 'N-', tracking: 'product' });
    const items = Array.from({ length: 2_001 }, (_, n) => at1({ sku: `N-${String(n + 1).padStart(4, '0')}` }, n));
    expect((await absolute(...items)).status).toBe(413);
    expect((await absolute(...items.slice(1))).status).toBe(200);
    expect(onHand(store, 'N-2001')).toEqual([2000]);
  });

  it('needs a location that is there and enabled', async () => {
    store.simulator.control.setLocation({ id: 2, enabled: false });
    const at = (locationId: number) => absolute({ location_id: locationId, variant_id: 31, quantity: 1 });
    expect(await at(2)).toMatchObject(
      refusal('Items with identity: [variant_id 31] refer to a location that is disabled'),
    );
    expect(await at(3)).toMatchObject(
      refusal('Items with identity: [variant_id 31] refer to a location that does not exist'),
    );
    store.simulator.control.setLocation({ id: 2, enabled: true });
    expect((await at(2)).status).toBe(200);
    expect(onHand(store, 'S')).toEqual([null, 1]);
  });

  it('below 0 is refused, or set when the switch says so', async () => {
    expect((await absolute(at1({ variant_id: 31 }, -1))).status).toBe(422);
    store.simulator.control.setSwitches({ negativeAbsolute: 'set' });
    expect((await absolute(at1({ variant_id: 31 }, -1))).status).toBe(200);
    expect(onHand(store, 'S')).toEqual([-1]);
  });
});

describe('a bad item in a batch', () => {
  const batch = () => absolute(at1({ variant_id: 31 }, 5), at1({ variant_id: 11 }, 1), at1({ variant_id: 998 }, 1));

  it.each([
    ['whole-batch', [null]],
    ['partial', [5]],
  ] as const)('with the switch %s', async (inventoryRejection, expected) => {
    store.simulator.control.setSwitches({ inventoryRejection });
    expect((await batch()).status).toBe(422);
    expect(onHand(store, 'S')).toEqual(expected);
  });

  it.each([
    ['all', 'Items with identity: [variant_id 998, sku NONE] were not found'],
    ['first', 'Items with identity: [variant_id 998] were not found'],
    ['none', 'Items are not valid'],
  ] as const)('is named as the switch says: %s', async (inventoryRefusalNames, title) => {
    store.simulator.control.setSwitches({ inventoryRefusalNames });
    const answer = await absolute(at1({ variant_id: 998 }, 1), at1({ sku: 'NONE' }, 1), at1({ variant_id: 11 }, 1));
    expect(answer).toMatchObject(refusal(title));
  });
});

describe('a relative adjustment', () => {
  it('needs an absolute one first, at each location', async () => {
    expect(await relative(at1({ product_id: 1 }, 1))).toMatchObject(
      refusal('Items with identity: [product_id 1] requires absolute adjustment before relative'),
    );
    await absolute(at1({ product_id: 1 }, 0));
    expect((await relative(at1({ product_id: 1 }, 3))).status).toBe(200);
    expect(onHand(store, 'WHOLE')).toEqual([3]);
    store.simulator.control.setLocation({ id: 2 });
    expect((await relative({ location_id: 2, product_id: 1, quantity: 3 })).status).toBe(422);
  });

  it('does not go below the safety stock', async () => {
    store.simulator.control.setStock({ sku: 'S', quantity: 50, safetyStock: 10 });
    expect(await relative(at1({ variant_id: 31 }, -41))).toMatchObject(
      refusal('Items with identity: [variant_id 31] have insufficient stock'),
    );
    expect((await relative(at1({ variant_id: 31 }, -20))).status).toBe(200);
    expect(store.simulator.control.levels('S')).toMatchObject([{ onHand: 30, availableToSell: 20 }]);
    store.simulator.control.setStock({ sku: 'S', quantity: 5, isInStock: false });
    expect((await relative(at1({ variant_id: 31 }, 1))).status).toBe(200);
  });
});

describe('with a lag', () => {
  it('reads and storefront show an adjustment later', async () => {
    store.simulator.control.setSwitches({ inventoryLagMs: 5_000 });
    store.simulator.control.setStock({ sku: 'S', quantity: 1 });
    await absolute(at1({ variant_id: 31 }, 9));
    expect([...onHand(store, 'S'), store.simulator.control.onStorefront('S')]).toEqual([1, 1]);
    store.simulator.clock.advance(5_000);
    expect([...onHand(store, 'S'), store.simulator.control.onStorefront('S')]).toEqual([9, 9]);
  });

  it('an adjustment overwrites what was sold meanwhile, and a reset or deletion calls it off', async () => {
    store.simulator.control.setSwitches({ inventoryLagMs: 5_000 });
    store.simulator.control.setStock({ sku: 'S', quantity: 5 });
    await absolute(at1({ variant_id: 31 }, 5), at1({ variant_id: 32 }, 5));
    store.simulator.control.checkout({ lines: [{ sku: 'S', quantity: 2 }] });
    store.simulator.control.deleteVariant(32);
    store.simulator.clock.advance(5_000);
    expect(onHand(store, 'S')).toEqual([5]);
    await absolute(at1({ variant_id: 31 }, 7));
    await store.sim('POST', 'reset');
    store.simulator.clock.advance(5_000);
    expect(store.simulator.control.levels()).toEqual([]);
  });
});

describe('events', () => {
  const fired = async () => {
    await store.simulator.webhooks.flush();
    return receiver!.callbacks.splice(0).map(({ body }) => ({ scope: body.scope, data: body.data }));
  };
  beforeEach(async () => {
    receiver = await startReceiver();
    for (const scope of [
      'store/product/*',
      'store/sku/*',
      'store/channel/*/inventory/product/stock_changed',
      'store/channel/*/inventory/product/settings_changed',
    ]) {
      expect((await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true })).status).toBe(
        200,
      );
    }
  });

  it('tell variants from products, and the number of a SKU from its variant', async () => {
    await absolute(at1({ variant_id: 32 }, 5), at1({ product_id: 1 }, 6), at1({ product_id: 2 }, 7));
    const plain = await baseVariant(2);
    const events = await fired();
    expect(events).toHaveLength(6);
    expect(events).toEqual(
      expect.arrayContaining([
        {
          scope: 'store/sku/inventory/updated',
          data: {
            type: 'sku',
            id: 3,
            inventory: { product_id: 3, method: 'absolute', value: 5, variant_id: 32 },
          },
        },
        {
          scope: 'store/product/inventory/updated',
          data: { type: 'product', id: 1, inventory: { product_id: 1, method: 'absolute', value: 6 } },
        },
        {
          scope: 'store/product/inventory/updated',
          data: { type: 'product', id: 2, inventory: { product_id: 2, method: 'absolute', value: 7 } },
        },
        {
          scope: 'store/channel/*/inventory/product/stock_changed',
          data: { variant_id: 32, product_id: 3, location_id: 1 },
        },
        { scope: 'store/channel/*/inventory/product/stock_changed', data: { product_id: 1, location_id: 1 } },
        {
          scope: 'store/channel/*/inventory/product/stock_changed',
          data: { variant_id: plain, product_id: 2, location_id: 1 },
        },
      ]),
    );
  });

  it('carry the difference of a relative adjustment, and are none when nothing changes', async () => {
    await absolute(at1({ product_id: 1 }, 6));
    await fired();
    await absolute(at1({ product_id: 1 }, 6));
    await relative(at1({ product_id: 1 }, -2));
    await store.api('PUT', '/v3/inventory/locations/1/items', {
      settings: [{ identity: { product_id: 1 }, safety_stock: 1 }],
    });
    const events = await fired();
    expect(events.map(({ scope }) => scope).toSorted()).toEqual([
      'store/channel/*/inventory/product/settings_changed',
      'store/channel/*/inventory/product/stock_changed',
      'store/product/inventory/updated',
    ]);
    expect(events.find(({ scope }) => scope === 'store/product/inventory/updated')!.data).toMatchObject({
      inventory: { method: 'relative', value: -2 },
    });
  });
});
