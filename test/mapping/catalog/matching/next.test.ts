import { component } from '../../stock/support/stock';
import { match, type Catalogs } from './support/catalogs';

const EAN = '4006381333931';
const was = (sku: string) => ({ variantId: 101, productId: 1, sku });

describe('what to do next', () => {
  const next = (catalogs: Catalogs) => match(catalogs).findings[0]?.next;
  it.each<[string, string, Catalogs]>([
    [
      'says which side was renamed',
      '"A" was renamed in the store to "X": rename the other side too (variant 101, product 1), or set the link by id.',
      { variants: [{ sku: 'X' }], stored: [was('A')] },
    ],
    [
      'or both',
      '"A" was renamed on both sides, differently: rename the other side too (variant 101, product 1), or set the link by id.',
      { variants: [{ sku: 'X' }], products: [{ sku: 'Y' }], stored: [was('A')] },
    ],
    [
      'says what a SKU is mapped to that is not there, whatever the SKU itself would find',
      'The SKU X of variant 101 is mapped to B, which no Brightpearl product has: correct the mapping, or create the product.',
      { variants: [{ sku: 'X' }], products: [{ sku: 'x' }], aliases: { X: 'B' } },
    ],
    [
      'says what a SKU is mapped to that was archived',
      'Take variant 101 off sale, or make product 1 live again in Brightpearl.',
      { variants: [{ sku: 'X' }], products: [{ status: 'ARCHIVED' }], aliases: { X: 'A' } },
    ],
    [
      'shows spaces',
      'Write the SKU of variant 101 ("A 1") as Brightpearl has it: "A1".',
      { variants: [{ sku: 'A 1' }], products: [{ sku: 'A1' }] },
    ],
    [
      'names who has the product already',
      'Variant 101 has the product already: if both are for sale, give variant 102 a SKU of its own, else take one of them away.',
      { variants: [{}, { sku: 'a' }] },
    ],
    [
      'knows the SKU that is missing',
      'Give variant 101 the SKU A of product 1, which it seems to be.',
      { variants: [{ sku: '' }], stored: [was('A')] },
    ],
    [
      'names both that contradict',
      'Variant 101 is linked with product 1, and EAN or UPC means 2. Correct whichever is wrong.',
      { variants: [{ identifiers: { ean: EAN } }], products: [{}, { sku: 'B', identifiers: { ean: EAN } }] },
    ],
    [
      'names what is broken',
      'Correct the parts of bundle 1 in Brightpearl: 8, 9 are archived or gone.',
      { products: [{ bundle: [component(8, 1), component(9, 1)] }] },
    ],
  ])('%s', (_, expected, catalogs) => {
    expect(next(catalogs)).toBe(expected);
  });
});
