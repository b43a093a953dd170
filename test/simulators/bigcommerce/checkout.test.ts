import { startStore, type Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStore();
  const { addProduct } = store.simulator.control;
  addProduct({ name: 'Mug', sku: 'MUG', price: 12.5, inventory_tracking: 'variant', inventory_level: 5 });
  addProduct({
    name: 'Shirt',
    sku: 'SHIRT',
    price: 20,
    inventory_tracking: 'product',
    inventory_level: 3,
    variants: [{ sku: 'S' }, { sku: 'M', price: 22 }],
  });
  addProduct({ name: 'Book', sku: 'BOOK', price: 9 });
});
afterEach(() => store.close());

const checkout = (lines: object[], order: object = {}) => store.sim('POST', 'checkout', { lines, order });
const buys = async (sku: string, quantity: number) => (await checkout([{ sku, quantity }])).status;
const onStorefront = (sku: string) => store.simulator.control.onStorefront(sku);
const onHand = (sku: string) => store.simulator.control.levels(sku).map((level) => level.onHand);

it('places a whole order, and takes its units', async () => {
  const { status, body } = await checkout(
    [
      { sku: 'MUG', quantity: 2, taxRate: 20 },
      { variantId: 3, quantity: 1, price: '19.00' },
    ],
    { taxMode: 'inclusive', shipping: { cost: 5 }, statusId: 7 },
  );
  expect(status).toBe(200);
  const { id } = body as { id: number };
  expect((await store.api('GET', `/v2/orders/${id}`)).body).toMatchObject({ status_id: 7, total_inc_tax: '49.0000' });
  expect((await store.api('GET', `/v2/orders/${id}/products`)).body).toMatchObject([
    { name: 'Mug', sku: 'MUG', product_id: 1, variant_id: 1, quantity: 2, price_inc_tax: '12.5000' },
    { name: 'Shirt', sku: 'M', product_id: 2, variant_id: 3, quantity: 1, price_inc_tax: '19.0000' },
  ]);
  expect([onStorefront('MUG'), ...onHand('SHIRT')]).toEqual([3, 2]);
});

it('refuses as a whole what the storefront has too little of, and says what is left', async () => {
  const answer = await checkout([
    { sku: 'MUG', quantity: 6 },
    { sku: 'S', quantity: 2 },
    { sku: 'M', quantity: 2 },
    { sku: 'BOOK', quantity: 100 },
  ]);
  expect(answer).toMatchObject({ status: 409, body: { error: 'The storefront has too few', left: { MUG: 5, M: 3 } } });
  expect((await store.api('GET', '/v2/orders')).status).toBe(204);
  expect(onStorefront('MUG')).toBe(5);
});

it('sells the last units once, however many shoppers come at once', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => buys('MUG', 1)));
  expect(answers.filter((status) => status === 200)).toHaveLength(5);
  expect(onStorefront('MUG')).toBe(0);
});

it('sells without limit what is not tracked', async () => {
  expect(await buys('BOOK', 1_000)).toBe(200);
});

it('keeps safety stock back, and what is marked as out of stock', async () => {
  store.simulator.control.setStock({ sku: 'MUG', safetyStock: 4 });
  expect([await buys('MUG', 2), await buys('MUG', 1)]).toEqual([409, 200]);
  store.simulator.control.setStock({ sku: 'MUG', quantity: 9, isInStock: false });
  expect(await buys('MUG', 1)).toBe(409);
});

it('sells on as long as the level stands when orders take stock later', async () => {
  store.simulator.control.setInventorySettings({ update_stock_behavior: 'order_completed_or_shipped' });
  expect([await buys('MUG', 4), await buys('MUG', 4)]).toEqual([200, 200]);
  expect(onStorefront('MUG')).toBe(5);
});

it('counts the default location only, or all enabled ones when the switch says so', async () => {
  store.simulator.control.setLocation({ id: 2 });
  store.simulator.control.setLocation({ id: 3, enabled: false });
  store.simulator.control.setStock({ sku: 'MUG', locationId: 2, quantity: 2 });
  store.simulator.control.setStock({ sku: 'MUG', locationId: 3, quantity: 50 });
  expect(await buys('MUG', 6)).toBe(409);
  store.simulator.control.setSwitches({ storefrontCountsAllLocations: true });
  expect(onStorefront('MUG')).toBe(7);
  const { body } = await checkout([{ sku: 'MUG', quantity: 6 }]);
  expect(onHand('MUG')).toEqual([0, 1, 50]);
  store.simulator.control.editOrder((body as { id: number }).id, { order: { status_id: 5 } });
  expect(onHand('MUG')).toEqual([5, 2, 50]);
});

it.each([
  [[{ sku: 'NONE', quantity: 1 }], 'There is no variant with the SKU NONE'],
  [[{ variantId: 99, quantity: 1 }], 'There is no variant 99'],
  [[{ sku: 'TWICE', quantity: 1 }], 'Several variants have the SKU TWICE: name the variant'],
])('cannot be of %j', async (lines, error) => {
  store.simulator.control.addProduct({ sku: 'TWICE' });
  store.simulator.control.addProduct({ sku: 'TWICE' });
  expect(await checkout(lines)).toMatchObject({ status: 400, body: { error } });
});
