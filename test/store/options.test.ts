import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(() => test.close());

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const SCOPE = { storeHash: 'abc123', account: 'acme' };

describe('the options of an account', () => {
  it('are those that were read last, others are gone; those of other accounts stay', async () => {
    const { accountOptions } = test.store;
    const values = [{ id: 11, name: 'S', place: null }];
    await accountOptions.replace('acme', [{ optionId: 1, name: 'Size', place: 0, optionValues: values }], at(1));
    await accountOptions.replace('other', [{ optionId: 1, name: 'Taille', place: 0, optionValues: [] }], at(1));
    await accountOptions.replace('acme', [{ optionId: 2, name: 'Color', place: null, optionValues: values }], at(2));
    expect(await accountOptions.all('acme')).toEqual([
      { optionId: 2, name: 'Color', place: null, optionValues: values },
    ]);
    expect(await accountOptions.all('other')).toHaveLength(1);
  });

  it('by which products vary are those of the later reading, and only of products that vary', async () => {
    const { accountOptions } = test.store;
    const small = [{ optionId: 1, valueId: 11 }];
    await accountOptions.putVariations(
      'acme',
      new Map([
        [7, small],
        [8, small],
        [9, []],
      ]),
      at(5),
    );
    await accountOptions.putVariations('acme', new Map([[8, []]]), at(6));
    await accountOptions.putVariations('acme', new Map([[7, []]]), at(4));
    expect(await accountOptions.variations('acme', at(5))).toEqual(new Map([[7, small]]));
    expect(await accountOptions.variations('acme', at(6))).toEqual(new Map());
  });
});

it('twins are kept by product of the store, and forgotten one by one', async () => {
  const { followedOptions } = test.store;
  const twins = [{ account: { optionId: 1, valueId: 11 }, store: { optionId: 3, valueId: 31 }, name: 'S' }];
  await followedOptions.put(SCOPE, { productId: 101, seen: 'a', twins: [], sent: [], followedAt: at(1) });
  await followedOptions.put(SCOPE, { productId: 101, seen: 'b', twins, sent: [], followedAt: at(2) });
  await followedOptions.put(SCOPE, { productId: 102, seen: 'c', twins, sent: [], followedAt: at(2) });
  expect(await followedOptions.ofProduct(SCOPE, 101)).toEqual({
    productId: 101,
    seen: 'b',
    twins,
    sent: [],
    followedAt: at(2),
  });
  await followedOptions.forget(SCOPE, [101]);
  expect((await followedOptions.all(SCOPE)).map(({ productId }) => productId)).toEqual([102]);
  expect(await followedOptions.all({ ...SCOPE, account: 'other' })).toEqual([]);
});
