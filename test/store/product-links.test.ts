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

const linkOf = (variantId: number, more: Partial<ProductLink> = {}): ProductLink => ({
  storeHash: 'abc123',
  account: 'acme',
  variantId,
  productId: variantId + 1_000,
  sku: `SKU-${variantId}`,
  tracking: 'product',
  isBase: true,
  brandId: null,
  categoryIds: [23],
  brightpearlId: variantId + 5_000,
  stockTracked: true,
  components: null,
  levelTarget: 'product',
  problem: null,
  setProductId: null,
  aliasSku: null,
  ...more,
});

describe('a product link', () => {
  it('is reported when it is new or means something else than before, and only then', async () => {
    expect(await test.store.productLinks.save([linkOf(1), linkOf(2)], at(1))).toHaveLength(2);
    const changed = await test.store.productLinks.save([linkOf(1), linkOf(2, { brightpearlId: 9 })], at(2));
    expect(changed.map(({ variantId }) => variantId)).toEqual([2]);
    expect(await test.store.productLinks.save([linkOf(2, { brightpearlId: 9 })], at(3))).toEqual([]);
  });

  it('goes when the links are replaced by those without it, and is told of as changed', async () => {
    const own = { storeHash: 'replaced', account: 'acme' };
    const links = [linkOf(11, own), linkOf(12, own), linkOf(13, own)];
    expect(await test.store.productLinks.replace(own, links, at(10))).toEqual([11, 12, 13]);
    const next = [linkOf(11, own), linkOf(13, { ...own, sku: 'OTHER' })];
    expect(await test.store.productLinks.replace(own, next, at(20))).toEqual([13, 12]);
    expect(await test.store.productLinks.ofVariants(own, [11, 12, 13])).toHaveLength(2);
  });

  it('of a bundle means the same as before when nothing of it changed', async () => {
    const own = { storeHash: 'bundles', account: 'acme' };
    const bundle = linkOf(14, { ...own, components: [{ productId: 77, quantity: '2' }] });
    await test.store.productLinks.replace(own, [bundle], at(10));
    expect(await test.store.productLinks.replace(own, [bundle], at(20))).toEqual([]);
  });

  it('is found by its product and by the parts of a bundle, in every store that draws on them', async () => {
    const own = { account: 'drawn' };
    await test.store.productLinks.save([linkOf(21, own), linkOf(22, { ...own, brightpearlId: 77 })], at(30));
    await test.store.productLinks.save([linkOf(23, { ...own, storeHash: 'def456', brightpearlId: 77 })], at(30));
    const bundle = { brightpearlId: 80, stockTracked: false, components: [{ productId: 77, quantity: '2' }] };
    await test.store.productLinks.save([linkOf(24, { ...own, ...bundle })], at(30));
    const drawing = await test.store.accountLinks.drawingOn('drawn', [77]);
    expect(drawing.map(({ storeHash, variantId }) => `${storeHash}/${variantId}`).sort()).toEqual([
      'abc123/22',
      'abc123/24',
      'def456/23',
    ]);
    expect(await test.store.accountLinks.drawingOn('drawn', [])).toEqual([]);
  });

  it('answers for its SKU where all stores agree on the product', async () => {
    const own = { account: 'skus' };
    await test.store.productLinks.save([linkOf(31, own), linkOf(32, own)], at(50));
    await test.store.productLinks.save(
      [linkOf(41, { ...own, storeHash: 'def456', sku: 'SKU-31', brightpearlId: 9 })],
      at(50),
    );
    const found = await test.store.accountLinks.productsOf('skus', ['SKU-31', 'SKU-32', 'SKU-33'], at(49));
    expect([...found]).toEqual([['SKU-32', { productId: 5_032, sku: 'SKU-32', stockTracked: true, bundle: false }]]);
    expect((await test.store.accountLinks.productsOf('skus', ['SKU-32'], at(51))).size).toBe(0);
  });

  it('is walked by key, only where it has a level, and a compare has not seen it', async () => {
    const links = [1, 2, 3, 4].map((n) => linkOf(n, { account: 'walked' }));
    links[2] = linkOf(3, { account: 'walked', brightpearlId: null, levelTarget: null, problem: 'NOT_IN_BRIGHTPEARL' });
    await test.store.productLinks.save(links, at(40));
    const [report, other] = [randomUUID(), randomUUID()];
    const walk = async (reportId: string, after: number) =>
      (await test.store.productLinks.uncompared('abc123', ['walked'], reportId, { after, limit: 2 })).map(
        ({ variantId }) => variantId,
      );
    expect([await walk(report, 0), await walk(report, 2)]).toEqual([[1, 2], [4]]);
    await test.store.productLinks.noteCompared('abc123', [1, 4], report);
    expect([await walk(report, 0), await walk(other, 0)]).toEqual([[2], [1, 2]]);
    const problems = await test.store.productLinks.withProblems('abc123', 10);
    expect(problems).toEqual([expect.objectContaining({ variantId: 3, problem: 'NOT_IN_BRIGHTPEARL' })]);
  });
});
