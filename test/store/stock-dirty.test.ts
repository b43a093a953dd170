import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const variants = (storeHash: string, ...ids: number[]) => ids.map((variantId) => ({ storeHash, variantId }));

describe('a variant whose level may have changed', () => {
  it('waits once however often it is marked, and goes only if it was not marked again since it was read', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('s1', 1, 2), 'movement');
    const read = await stockDirty.next('s1', 10);
    expect(read.map(({ variantId }) => variantId)).toEqual([1, 2]);
    await stockDirty.mark(variants('s1', 2), 'order 100');
    await stockDirty.settle('s1', read);
    expect(await stockDirty.next('s1', 10)).toEqual([expect.objectContaining({ variantId: 2, reason: 'order 100' })]);
  });

  it('keeps its place when it is marked again, a bounded number at a time', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('s2', 5), 'one');
    await stockDirty.mark(variants('s2', 4), 'two');
    await stockDirty.mark(variants('s2', 5), 'three');
    expect((await stockDirty.next('s2', 1)).map(({ variantId }) => variantId)).toEqual([5]);
  });

  it('goes before what is looked at by the thousand, also when it was one of those', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('s8', 1, 2, 3), 'full compare', 'later');
    await stockDirty.mark(variants('s8', 4), 'order 100');
    await stockDirty.mark(variants('s8', 3), 'webhook');
    await stockDirty.mark(variants('s8', 4), 'full compare', 'later');
    expect((await stockDirty.next('s8', 10)).map(({ variantId }) => variantId)).toEqual([3, 4, 1, 2]);
  });

  it('stays parked over a wrong SKU when it is marked again, until it is put back', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('s3', 1, 2), 'movement');
    const [one] = await stockDirty.next('s3', 1);
    await stockDirty.park('s3', [one!], 'LEVEL_REJECTED');
    await stockDirty.mark(variants('s3', 1), 'movement');
    expect((await stockDirty.next('s3', 10)).map(({ variantId }) => variantId)).toEqual([2]);
    expect(await stockDirty.parkedAmong('s3', [1, 2], 'LEVEL_REJECTED')).toEqual([1]);
    expect(await stockDirty.counts('s3')).toEqual({ waiting: 1, parked: 1 });
    expect(await stockDirty.unpark('s3', { code: 'LEVEL_REJECTED' })).toBe(1);
    expect(await stockDirty.counts('s3')).toEqual({ waiting: 2, parked: 0 });
  });

  it('comes back with news where only an answer was missing, and is not parked over what was read before them', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('s9', 1, 2), 'movement');
    const read = await stockDirty.next('s9', 10);
    await stockDirty.park('s9', read.slice(0, 1), 'AVAILABILITY_UNKNOWN');
    await stockDirty.mark(variants('s9', 1, 2), 'webhook');
    await stockDirty.park('s9', read, 'AVAILABILITY_UNKNOWN');
    expect(await stockDirty.counts('s9')).toEqual({ waiting: 2, parked: 0 });
  });

  it('stays held when it is marked again, and a release lets it through once', async () => {
    const { stockDirty } = test.store;
    const guards = async () => (await stockDirty.next('s10', 10)).map(({ guard }) => guard);
    await stockDirty.mark(variants('s10', 1), 'movement');
    await stockDirty.hold('s10', await stockDirty.next('s10', 10), 'MASS_FALL');
    expect([await guards(), await stockDirty.hasHeld('s10')]).toEqual([[], true]);
    await stockDirty.mark(variants('s10', 1), 'webhook');
    expect(await guards()).toEqual(['held']);
    expect(await stockDirty.release('s10')).toBe(1);
    const read = await stockDirty.next('s10', 10);
    await stockDirty.mark(variants('s10', 1), 'webhook');
    expect(await guards()).toEqual(['released']);
    await stockDirty.settle('s10', read);
    expect(await guards()).toEqual([null]);
  });
});
