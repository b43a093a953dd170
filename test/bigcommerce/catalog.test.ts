import type { BcVariant } from '../../src/bigcommerce/catalog';
import type { Asked, Answering } from '../http/support/http-server';
import { remoteErrorOf } from '../http/support/remote-errors';
import { aStore } from './support/store';

const aVariant = (id: number, productId: number, sku = `SKU-${id}`) => ({ id, product_id: productId, sku });

/** A product with variants of these ids; without a second one a plain product with its base variant. */
const aProduct = (id: number, variantIds: readonly number[], more: object = {}) => ({
  id,
  inventory_tracking: 'variant',
  base_variant_id: variantIds.length === 1 ? variantIds[0] : null,
  brand_id: 0,
  categories: [],
  variants: variantIds.map((variantId) => aVariant(variantId, id)),
  ...more,
});

const walked = async (pages: AsyncIterable<BcVariant[]>): Promise<BcVariant[]> => {
  const all: BcVariant[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

describe('a walk over all variants', () => {
  it('reads products with their variants, by key until none are left', async () => {
    const products = [aProduct(3, [30]), aProduct(5, [50, 51], { inventory_tracking: 'product', brand_id: 7 })];
    const { client, asked } = await aStore(({ query }, answer) => {
      const after = Number(query.get('id:greater'));
      answer.json(200, { data: products.filter(({ id }) => id > after).slice(0, 1) });
    });
    const of5 = { productId: 5, tracking: 'product', isBase: false, brandId: 7, categoryIds: [] };
    expect(await walked(client.catalog.walkVariants())).toEqual([
      {
        variantId: 30,
        productId: 3,
        sku: 'SKU-30',
        tracking: 'variant',
        isBase: true,
        brandId: 0,
        categoryIds: [],
      },
      { variantId: 50, sku: 'SKU-50', ...of5 },
      { variantId: 51, sku: 'SKU-51', ...of5 },
    ]);
    expect(asked.map(({ query }) => query.get('id:greater'))).toEqual(['0', '3', '5']);
    expect(Object.fromEntries(asked[0]!.query)).toMatchObject({ include: 'variants', sort: 'id', limit: '250' });
  });

  it('asks no further when the answer says that it is the last page', async () => {
    const meta = { pagination: { total_pages: 1 } };
    const { client, asked } = await aStore((_, answer) => answer.json(200, { data: [aProduct(3, [30])], meta }));
    expect(await walked(client.catalog.walkVariants())).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it('fails rather than go round in circles', async () => {
    const { client } = await aStore((_, answer) => answer.json(200, { data: [aProduct(3, [30])] }));
    await expect(walked(client.catalog.walkVariants())).rejects.toThrow('The list of products after 3 ends with');
  });

  it('reads the variants of a product itself when they may be cut', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => n + 1);
    const { client, calls } = await aStore(({ path }, answer) =>
      path.endsWith('/variants')
        ? answer.json(200, { data: ids.map((id) => aVariant(id, 3)) })
        : answer.json(200, { data: [aProduct(3, ids.slice(0, 50))], meta: { pagination: { total_pages: 1 } } }),
    );
    expect(await walked(client.catalog.walkVariants())).toHaveLength(120);
    expect(calls()).toEqual(['GET /v3/catalog/products', 'GET /v3/catalog/products/3/variants']);
  });

  it('does without what is not needed, and not without the tracking', async () => {
    const { inventory_tracking: _tracking, ...untold } = aProduct(4, [40]);
    const bare = { id: 3, inventory_tracking: 'none', variants: [{ id: 30, product_id: 3, sku: null }], new: 1 };
    const { client } = await aStore(({ query }, answer) =>
      answer.json(200, { data: query.get('id:greater') === '0' ? [bare] : [untold] }),
    );
    const pages = client.catalog.walkVariants();
    expect((await pages.next()).value).toMatchObject([{ sku: '', isBase: false, brandId: 0, categoryIds: [] }]);
    expect((await remoteErrorOf(pages.next())).kind).toBe('unexpected-body');
  });
});

describe('the variants of products', () => {
  it('are asked in chunks of 250, and none are asked of none', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, { data: [] }));
    await client.catalog.variantsOfProducts(Array.from({ length: 251 }, (_, n) => n + 1));
    expect(asked.map(({ query }) => query.get('id:in')?.split(',').length)).toEqual([250, 1]);
    expect(await client.catalog.variantsOfProducts([])).toEqual([]);
  });
});

describe('the variants of a SKU', () => {
  /** Variant 2 of product 9 and an orphan by the list of variants; product 8 by its main SKU. */
  const catalog = ({ path, query }: Asked, answer: Answering): void => {
    if (path.endsWith('/v3/catalog/variants')) {
      answer.json(200, { data: [aVariant(1, 0, 'A&B'), aVariant(2, 9, 'A&B')] });
    } else if (query.has('sku')) {
      answer.json(200, { data: [aProduct(8, [80], { variants: [aVariant(80, 8, 'a&b')] })] });
    } else {
      answer.json(200, { data: [aProduct(9, [], { variants: [aVariant(2, 9, 'A&B'), aVariant(3, 9, 'OTHER')] })] });
    }
  };

  it('are found among base variants and others, without orphans', async () => {
    const { client, asked } = await aStore(catalog);
    const found = await client.catalog.variantsBySku('A&B');
    expect(found.map(({ variantId, productId }) => [variantId, productId])).toEqual([
      [80, 8],
      [2, 9],
    ]);
    expect(asked.map(({ query }) => query.get('sku') ?? query.get('id:in'))).toEqual(['A&B', 'A&B', '9']);
  });

  it('are none when it is blank', async () => {
    const { client, asked } = await aStore(catalog);
    expect(await client.catalog.variantsBySku(' ')).toEqual([]);
    expect(asked).toEqual([]);
  });
});
