import { withTestStore, type TestStore } from '../support/database';

const SCOPE = { storeHash: 'abc123', account: 'acme' };

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
beforeEach(() => test.db.deleteFrom('newProducts').execute());

const want = (...skus: string[]) => test.store.newProducts.want(SCOPE, { skus, by: 'ann' });
const open = async () => (await test.store.newProducts.open(SCOPE, 10)).map(({ sku }) => sku);

it('asks for a SKU once while it is open, and anew once it is settled', async () => {
  const { newProducts } = test.store;
  await want('A', 'A', 'B');
  await newProducts.want(SCOPE, { skus: ['A'], by: 'bo' });
  expect(await open()).toEqual(['A', 'B']);
  expect(await newProducts.get(SCOPE, 'A')).toMatchObject({ requestedBy: 'ann', state: 'wanted' });
  await newProducts.settle(SCOPE, 'A', { state: 'refused', message: 'no such brand' });
  expect(await open()).toEqual(['B']);
  await newProducts.want(SCOPE, { skus: ['A'], by: 'bo', reason: 'corrected' });
  expect(await newProducts.get(SCOPE, 'A')).toMatchObject({
    requestedBy: 'bo',
    reason: 'corrected',
    message: '',
    settledAt: null,
  });
});

it('what is put off comes after all others', async () => {
  await want('A');
  await want('B');
  await test.store.newProducts.putOff(SCOPE, ['A']);
  expect(await open()).toEqual(['B', 'A']);
});

it('is made by us where something was sent, and found where nothing was', async () => {
  const { newProducts } = test.store;
  await want('A', 'B', 'C');
  await newProducts.markSent(SCOPE, 'A');
  await newProducts.settle(SCOPE, 'A', { state: 'made', productId: 1 });
  await newProducts.settle(SCOPE, 'B', { state: 'made', productId: 2 });
  // Sent by an attempt whose answer was lost, and linked by now.
  await newProducts.markSent(SCOPE, 'C');
  await newProducts.plan(SCOPE, [{ sku: 'C', state: 'found', variantId: 103, productId: 3 }]);
  const states = await Promise.all(['A', 'B', 'C'].map(async (sku) => (await newProducts.get(SCOPE, sku))?.state));
  expect(states).toEqual(['made', 'found', 'made']);
  expect(await newProducts.counts(SCOPE)).toEqual({ wanted: 0, planned: 0, made: 2, found: 1, refused: 0 });
});

it('is unfinished until those that wait for it were told', async () => {
  const { newProducts } = test.store;
  const later = () => new Date(Date.now() + 1_000);
  await want('A');
  expect(await newProducts.unfinished(later())).toEqual([SCOPE]);
  await newProducts.settle(SCOPE, 'A', { state: 'made', productId: 1 });
  expect((await newProducts.untold(SCOPE, 10)).map(({ sku }) => sku)).toEqual(['A']);
  expect(await newProducts.unfinished(later())).toEqual([SCOPE]);
  await newProducts.told(SCOPE, ['A']);
  expect(await newProducts.unfinished(later())).toEqual([]);
  expect((await newProducts.toldSince(SCOPE, new Date(Date.now() - 60_000))).map(({ sku }) => sku)).toEqual(['A']);
});
