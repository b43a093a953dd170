import { randomUUID } from 'node:crypto';
import type { ProductLink } from '../../src/store/product-links';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const variants = (storeHash: string, ...ids: number[]) => ids.map((variantId) => ({ storeHash, variantId }));

const linkOf = (variantId: number, more: Partial<ProductLink> = {}): ProductLink => ({
  storeHash: 'v1',
  account: 'acme',
  variantId,
  productId: 300,
  sku: `SKU-${variantId}`,
  tracking: 'variant',
  isBase: false,
  brandId: null,
  categoryIds: [],
  brightpearlId: variantId + 5_000,
  stockTracked: true,
  components: null,
  levelTarget: 'variant',
  problem: null,
  setProductId: null,
  aliasSku: null,
  ...more,
});

describe('a written level', () => {
  const one = { variantId: 7, locationId: 1, quantity: 5, fell: false };

  it('is verified later, unless it was written again meanwhile', async () => {
    const { levels } = test.store;
    await levels.written('s1', [one], at(1), at(10));
    expect(await levels.toVerify('s1', at(9), 10)).toEqual([]);
    expect(await levels.nextVerification('s1')).toEqual(at(10));
    const due = await levels.toVerify('s1', at(10), 10);
    await levels.written('s1', [{ ...one, quantity: 4 }], at(11), at(20));
    await levels.verified('s1', due);
    expect(await levels.nextVerification('s1')).toEqual(at(20));
    await levels.verified('s1', await levels.toVerify('s1', at(20), 10));
    expect(await levels.nextVerification('s1')).toBeUndefined();
  });

  it('is not believed after something moved it, until it is written anew', async () => {
    const { levels } = test.store;
    await levels.written('s2', [one], at(1), at(10));
    await levels.moved('s2', [7], at(5));
    expect((await levels.ofVariants('s2', [7]))[0]?.movedAt).toEqual(at(5));
    await levels.written('s2', [one], at(6), at(10));
    expect((await levels.ofVariants('s2', [7]))[0]?.movedAt).toBeNull();
  });
});

describe('a level that was only read', () => {
  it('is not told of as written, and a written one is no longer ours when it is read otherwise', async () => {
    const { levels } = test.store;
    const read = { variantId: 1, locationId: 1, quantity: 5 };
    const standing = async () =>
      (await levels.ofVariants('s11', [1])).map(({ quantity, writtenAt }) => [quantity, writtenAt]);
    await levels.confirmed('s11', [read]);
    expect(await standing()).toEqual([[5, null]]);
    await levels.written('s11', [{ ...read, fell: false }], at(3), at(4));
    await levels.confirmed('s11', [{ ...read, quantity: 9 }]);
    expect(await standing()).toEqual([[5, at(3)]]);
    await levels.verified('s11', await levels.toVerify('s11', at(4), 10));
    await levels.confirmed('s11', [read]);
    expect(await standing()).toEqual([[5, at(3)]]);
    await levels.confirmed('s11', [{ ...read, quantity: 9 }]);
    expect(await standing()).toEqual([[9, null]]);
  });
});

describe('a fall to 0', () => {
  it('is remembered while the level is 0', async () => {
    const { levels } = test.store;
    const level = (variantId: number, quantity: number, fell: boolean) => ({
      variantId,
      locationId: 1,
      quantity,
      fell,
    });
    await levels.written('s7', [level(1, 5, false), level(2, 0, true), level(3, 0, false)], at(10), at(20));
    expect(await levels.standing('s7', at(10))).toEqual({ inStock: 1, fallen: 1 });
    expect(await levels.standing('s7', at(11))).toEqual({ inStock: 1, fallen: 0 });
    await levels.written('s7', [level(2, 0, false)], at(12), at(20));
    expect(await levels.standing('s7', at(10))).toEqual({ inStock: 1, fallen: 1 });
    await levels.written('s7', [level(2, 3, false)], at(13), at(20));
    expect(await levels.standing('s7', at(10))).toEqual({ inStock: 2, fallen: 0 });
  });
});

describe('demand', () => {
  const facts = (variantId: number, more = {}) => ({
    statusId: 11,
    placedAt: '2026-01-01T00:00:00.000Z',
    paid: true,
    skipped: false,
    lines: [
      { lineId: 1, variantId, sku: `SKU-${variantId}`, quantity: 5, refundedBeforeShipping: 0, shippedInStore: 0 },
    ],
    ...more,
  });
  const line = (productId: number, outstanding: string) => ({
    lineId: productId,
    productId,
    ordered: '5',
    covered: '0',
    outstanding,
    reason: 'counted',
  });

  it('is summed over stores and orders, and tells of which products it changed', async () => {
    const { demand } = test.store;
    await demand.putFacts({ storeHash: 's1', orderId: 1 }, 'acme', at(1), facts(1));
    expect(await demand.replaceLines({ storeHash: 's1', orderId: 1 }, 'acme', [line(1, '5'), line(2, '1')])).toEqual([
      1, 2,
    ]);
    expect(await demand.replaceLines({ storeHash: 's2', orderId: 1 }, 'acme', [line(1, '2.5')])).toEqual([1]);
    const summed = await demand.ofProducts('acme', [1, 2, 3]);
    expect([Number(summed.get(1)), Number(summed.get(2)), summed.has(3)]).toEqual([7.5, 1, false]);
    expect(await demand.explain('acme', 1, 10)).toEqual([
      expect.objectContaining({ storeHash: 's1', outstanding: '5' }),
      expect.objectContaining({ storeHash: 's2', outstanding: '2.5' }),
    ]);
    expect(await demand.replaceLines({ storeHash: 's1', orderId: 1 }, 'acme', [line(1, '5.0'), line(2, '0')])).toEqual([
      2,
    ]);
    expect((await demand.ofProducts('acme', [2])).size).toBe(0);
  });

  it('takes facts of newer versions only', async () => {
    const { demand } = test.store;
    const order = { storeHash: 's3', orderId: 9 };
    expect(await demand.putFacts(order, 'acme', at(5), facts(1))).toMatchObject({ facts: { statusId: 11 } });
    expect(await demand.putFacts(order, 'acme', at(4), facts(1, { statusId: 5 }))).toBeUndefined();
    expect(await demand.putFacts(order, 'acme', at(5), facts(1, { statusId: 9 }))).toMatchObject({
      facts: { statusId: 9 },
    });
    expect(await demand.versions('s3', [9, 10])).toEqual(new Map([[9, at(5)]]));
  });

  it('takes later readings of Brightpearl only, and keeps them when facts change', async () => {
    const { demand } = test.store;
    const order = { storeHash: 's4', orderId: 1 };
    const three = { reserved: { 7: '3' }, onNotes: {}, shipped: false };
    expect(await demand.putFulfilled(order, three, at(1))).toBeUndefined();
    await demand.putFacts(order, 'acme', at(1), facts(1));
    expect(await demand.putFulfilled(order, three, at(9))).toMatchObject({ fulfilled: three });
    expect(await demand.putFulfilled(order, { reserved: {}, onNotes: {}, shipped: false }, at(8))).toBeUndefined();
    expect(await demand.putFacts(order, 'acme', at(2), facts(1))).toMatchObject({ fulfilled: three });
  });

  it('finds the orders of a variant that is linked otherwise, in its store and by its SKU in others', async () => {
    const { demand, productLinks } = test.store;
    const [own, other, foreign] = [
      { storeHash: 's5', orderId: 3 },
      { storeHash: 's5-pool', orderId: 3 },
      { storeHash: 's5-far', orderId: 3 },
    ] as const;
    await demand.putFacts(own, 'pool', at(1), facts(55, { paid: false }));
    await demand.putFacts(other, 'pool', at(1), facts(55));
    await demand.putFacts(foreign, 'elsewhere', at(1), facts(55));
    const keys = async (...ids: number[]) => (await demand.withVariants('s5', ids)).map(({ storeHash }) => storeHash);
    expect(await keys(54, 55)).toEqual(['s5']);
    await productLinks.save([{ ...linkOf(55), storeHash: 's5', account: 'pool', sku: ' SKU-55' }], at(1));
    expect((await keys(54, 55)).sort()).toEqual(['s5', 's5-pool']);
    expect(await keys(54)).toEqual([]);
  });

  it('of settled orders is forgotten, of those that wait or may be made to never', async () => {
    const { demand, demandReview } = test.store;
    const orders = [1, 2, 3, 4].map((orderId) => ({ storeHash: 's6', orderId }));
    const [settled, open, held, shipped] = orders;
    for (const order of orders) await demand.putFacts(order, 'acme', at(1), facts(1));
    await demand.replaceLines(settled!, 'acme', [line(71, '0')]);
    await demand.replaceLines(open!, 'acme', [line(71, '1')]);
    for (const order of [held!, shipped!]) {
      await demand.replaceLines(order, 'acme', [{ ...line(71, '0'), covered: '5' }]);
      await demand.putFulfilled(order, { reserved: { 71: '5' }, onNotes: {}, shipped: order === shipped }, at(1));
    }
    await demandReview.forgetSettled(new Date(Date.now() + 60_000));
    expect(new Set((await demand.versions('s6', [1, 2, 3, 4])).keys())).toEqual(new Set([2, 3]));
  });

  describe('that has to be looked at again', () => {
    const account = 'review';
    const none = { reserved: {}, onNotes: {}, shipped: false };
    const order = async (orderId: number, fulfilledAt: number | undefined, more: { covered?: string } = {}) => {
      const key = { storeHash: 's8', orderId };
      await test.store.demand.putFacts(key, account, at(1), facts(1, { paid: false }));
      const outstanding = more.covered ? '0' : '1';
      await test.store.demand.replaceLines(key, account, [{ ...line(91, outstanding), ...more }]);
      if (fulfilledAt !== undefined) await test.store.demand.putFulfilled(key, none, at(fulfilledAt));
      const localKey = `s8-${orderId}`;
      await test.store.links.put({ kind: 'sales-order', account, localKey, remoteId: `${orderId}0`, order: key });
      return key;
    };
    const ids = (keys: readonly { readonly orderId: number }[]) => keys.map(({ orderId }) => orderId);

    it('is found: what waits, in turns; what Brightpearl changed, once; what holds stock; what is not paid', async () => {
      const { demand, demandReview } = test.store;
      for (const [orderId, readAt] of [
        [1, 5],
        [2, undefined],
        [3, 4],
      ] as const) {
        await order(orderId, readAt);
      }
      const holding = await order(4, 6, { covered: '5' });
      expect(ids(await demandReview.waiting(account, 10))).toEqual([2, 3, 1]);
      expect(ids(await demandReview.waiting(account, 2))).toEqual([2, 3]);
      expect(new Set(ids(await demandReview.unpaid(['s8'])))).toEqual(new Set([1, 2, 3]));
      expect(ids(await demandReview.holding(account, [91, 92]))).toEqual([4]);
      expect(await demandReview.holding(account, [92])).toEqual([]);
      const changed = [30, 40, 99].map((id) => [id, at(8)] as const);
      await demandReview.outdate(account, new Map([...changed, [10, at(5)]]));
      expect(ids(await demandReview.outdated(account))).toEqual([3, 4]);
      await demand.putFulfilled(holding, { ...none, shipped: true }, at(8));
      expect(ids(await demandReview.outdated(account))).toEqual([3]);
      expect(await demandReview.holding(account, [91])).toEqual([]);
    });
  });
});

describe('a stock issue', () => {
  it('keeps the moment it was first raised, and goes when it is cleared', async () => {
    const { stockIssues } = test.store;
    const issue = { storeHash: 's1', variantId: 3, code: 'TRACKED_BY_PRODUCT', message: 'one', details: {} };
    await stockIssues.raise(issue);
    const [first] = await stockIssues.list('s1', 10);
    await stockIssues.raise({ ...issue, message: 'two' });
    expect(await stockIssues.list('s1', 10)).toEqual([
      expect.objectContaining({ message: 'two', since: first?.since }),
    ]);
    await stockIssues.clear('s1', [3], 'TRACKED_BY_PRODUCT');
    expect(await stockIssues.list('s1', 10)).toEqual([]);
  });
});

describe('what people see of stock', () => {
  beforeAll(async () => {
    const set = linkOf(3, { brightpearlId: null, components: [{ productId: 9_001, quantity: '2' }] });
    const own = linkOf(4, { productId: 400, tracking: 'product', isBase: true, levelTarget: 'product' });
    const none = linkOf(5, { productId: 500, levelTarget: null, problem: 'UNTRACKED_IN_STORE' });
    await test.store.productLinks.save([linkOf(1), linkOf(2), set, own, none], at(1));
    await test.store.productLinks.save([linkOf(1, { account: 'other' })], at(1));
  });

  it('marks every level at once, those that an issue kept back too', async () => {
    const { stockDirty } = test.store;
    await stockDirty.mark(variants('v1', 1), 'delta');
    await stockDirty.park('v1', await stockDirty.next('v1', 10), 'LEVEL_REJECTED');
    expect(await stockDirty.markAll('v1', 'pushed by ann')).toBe(4);
    const marked = await stockDirty.next('v1', 10);
    expect(marked.map(({ variantId, reason }) => `${variantId} ${reason}`).sort()).toEqual(
      [1, 2, 3, 4].map((variantId) => `${variantId} pushed by ann`),
    );
  });

  it('forgets levels and issues of variants that are gone, and those only', async () => {
    const { levels, stockIssues } = test.store;
    const level = { locationId: 1, quantity: 5, fell: false };
    const issue = { storeHash: 'v2', code: 'LEVEL_REJECTED', message: 'm', details: {} };
    await test.store.productLinks.save([linkOf(1, { storeHash: 'v2' })], at(1));
    await levels.written(
      'v2',
      [
        { ...level, variantId: 1 },
        { ...level, variantId: 9 },
      ],
      at(1),
      at(9),
    );
    for (const variantId of [0, 1, 9]) await stockIssues.raise({ ...issue, variantId });
    await levels.forgetGone('v2');
    await stockIssues.forgetGone('v2');
    expect((await levels.ofVariants('v2', [1, 9])).map(({ variantId }) => variantId)).toEqual([1]);
    expect((await stockIssues.list('v2', 9)).map(({ variantId }) => variantId)).toEqual([0, 1]);
  });

  it('finds what an event is about, with what was last written to it', async () => {
    const { levels } = test.store;
    await levels.written('v1', [{ variantId: 1, locationId: 1, quantity: 5, fell: false }], at(1), at(9));
    const written = { quantity: 5, writtenAt: at(1), knownAt: at(1), isSettled: false };
    const never = { quantity: null, writtenAt: null, knownAt: null, isSettled: false };
    expect(await levels.meantBy('v1', { productId: 300, variantId: 1 })).toEqual([
      { variantId: 1, isLeveled: true, ...written },
    ]);
    const asWhole = await levels.meantBy('v1', { productId: 300 });
    expect(asWhole.map(({ isLeveled }) => isLeveled)).toEqual([false, false, false]);
    expect(await levels.meantBy('v1', { productId: 400 })).toEqual([{ variantId: 4, isLeveled: true, ...never }]);
    expect(await levels.meantBy('v1', { productId: 500 })).toEqual([{ variantId: 5, isLeveled: false, ...never }]);
    expect(await levels.meantBy('v1', { productId: 999 })).toEqual([]);
  });

  it('tells which products the account did not have when it was read', async () => {
    const { catalogs } = test.store;
    const product = { productId: 5_001, sku: 'SKU-1', stockTracked: true, status: 'LIVE' };
    await catalogs.putProducts('acme', [product], at(1));
    expect(await catalogs.strangers('acme', [5_001, 9_002])).toEqual([9_002]);
    expect(await catalogs.strangers('third', [5_001])).toEqual([5_001]);
    expect(await catalogs.strangers('acme', [])).toEqual([]);
  });

  it('lists problems of one kind', async () => {
    const { productLinks } = test.store;
    expect(await productLinks.withProblems('v1', 10, 'BLANK_SKU')).toEqual([]);
    expect(await productLinks.withProblems('v1', 10, 'UNTRACKED_IN_STORE')).toHaveLength(1);
  });

  it('lists issues of the store as a whole first, and counts them by code', async () => {
    const { stockIssues } = test.store;
    const issue = { storeHash: 'v1', message: 'm', details: {} };
    await stockIssues.raise({ ...issue, variantId: 0, code: 'STALE_FEED' });
    for (const variantId of [1, 2]) await stockIssues.raise({ ...issue, variantId, code: 'LEVEL_REJECTED' });
    expect((await stockIssues.list('v1', 2)).map(({ code }) => code)).toEqual(['STALE_FEED', 'LEVEL_REJECTED']);
    expect(await stockIssues.counts('v1')).toEqual({ LEVEL_REJECTED: 2, STALE_FEED: 1 });
  });

  it('finds the newest report that is complete, made page by page or at once', async () => {
    const { reports } = test.store;
    const report = { kind: 'stock-compare', scope: 'v1', startedAt: at(1), finishedAt: at(2) };
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await reports.newest('stock-compare', 'v1')).toBeUndefined();
    await reports.append({ ...report, id: first, rows: [{ sku: 'A' }] }, 1);
    await reports.append({ ...report, id: first, rows: [{ sku: 'A' }] }, 1);
    await reports.append({ ...report, id: first, rows: [{ sku: 'B' }] }, 2);
    await reports.finish(first, at(3), { compared: 2 });
    await reports.append({ ...report, id: second, finishedAt: at(9), rows: [{ sku: 'C' }] }, 1);
    expect(await reports.newest('stock-compare', 'v1')).toEqual({
      ...report,
      id: first,
      finishedAt: at(3),
      summary: { isComplete: true, compared: 2 },
    });
    expect((await reports.get(first))?.rows).toEqual([{ sku: 'A' }, { sku: 'B' }]);
    const id = await reports.save({ ...report, kind: 'product-links', summary: {}, rows: [] });
    expect(await reports.newest('product-links', 'v1')).toMatchObject({ id });
  });

  it('finds what was done under an Idempotency-Key', async () => {
    const { operatorActions } = test.store;
    const action = { actor: 'ann', action: 'release', subject: 'v1', details: { idempotencyKey: 'k' } };
    await operatorActions.record({ ...action, outcome: 'failed (503)' });
    expect(await operatorActions.detailsOfKey('release', 'v1', 'k')).toBeUndefined();
    await operatorActions.record({ ...action, outcome: 'accepted' });
    expect(await operatorActions.detailsOfKey('release', 'v1', 'k')).toEqual(action.details);
    expect(await operatorActions.detailsOfKey('release', 'v2', 'k')).toBeUndefined();
  });
});
