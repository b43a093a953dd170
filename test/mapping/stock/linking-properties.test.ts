/** Random catalogs: every variant is linked, or says why not, and nothing is linked twice by chance. */
import * as fc from 'fast-check';
import type { AccountProduct, StoreVariant } from '../../../src/mapping/stock/link-types';
import { linkProducts } from '../../../src/mapping/stock/linking';

describe('links', () => {
  const skus = fc.constantFrom('A', 'a', ' A', 'B', 'C', '', ' ');
  const variants: fc.Arbitrary<StoreVariant[]> = fc
    .array(
      fc.record({
        productId: fc.constantFrom(201, 202, 203, 204),
        sku: skus,
        tracking: fc.constantFrom('none', 'product', 'variant'),
        isBase: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    .map((all) => all.map((one, index) => ({ ...one, variantId: 101 + index, categoryIds: [] })));
  const catalog: fc.Arbitrary<AccountProduct[]> = fc
    .array(
      fc.record({ sku: skus, stockTracked: fc.boolean(), status: fc.constantFrom('LIVE', 'DISCONTINUED', 'ARCHIVED') }),
      { maxLength: 8 },
    )
    .map((all) => all.map((one, index) => ({ ...one, productId: 1 + index })));
  const input = fc.record({
    variants,
    products: catalog,
    skuMatch: fc.constantFrom('exact', 'trim', 'caseInsensitive'),
    byId: fc
      .array(fc.tuple(fc.integer({ min: 101, max: 108 }), fc.nat(9)), { maxLength: 3 })
      .map((all) => new Map(all)),
  });

  it('put every variant into exactly one bucket, and every product for sale is linked, named or listed', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { variants: links, withoutVariant } = linkProducts(one);
        expect(links.map(({ variant }) => variant.variantId)).toEqual(one.variants.map(({ variantId }) => variantId));
        const named = links.flatMap((link) => (link.kind === 'unlinked' ? link.productIds : [link.product.productId]));
        const listed = withoutVariant.map(({ product }) => product.productId);
        expect(listed.some((productId) => named.includes(productId))).toBe(false);
        const live = one.products.filter(({ status }) => status === 'LIVE').map(({ productId }) => productId);
        expect(live.every((productId) => named.includes(productId) || listed.includes(productId))).toBe(true);
      }),
    );
  });

  it('by SKU give no product to two variants, and no level to two links', () => {
    fc.assert(
      fc.property(input, (one) => {
        const links = linkProducts(one).variants;
        const bySku = links.flatMap((link) =>
          link.kind !== 'unlinked' && link.by === 'sku' ? [link.product.productId] : [],
        );
        expect(new Set(bySku).size).toBe(bySku.length);
        const targets = links.flatMap((link) => (link.kind === 'linked' ? [JSON.stringify(link.target)] : []));
        expect(new Set(targets).size).toBe(targets.length);
      }),
    );
  });

  it('do not depend on the order of the catalogs', () => {
    fc.assert(
      fc.property(input, (one) => {
        const code = ({ variants: links }: ReturnType<typeof linkProducts>) =>
          Object.fromEntries(
            links.map((link) => [link.variant.variantId, 'code' in link ? link.code : link.product.productId]),
          );
        const reversed = { ...one, variants: [...one.variants].reverse(), products: [...one.products].reverse() };
        expect(code(linkProducts(reversed))).toEqual(code(linkProducts(one)));
      }),
    );
  });
});
