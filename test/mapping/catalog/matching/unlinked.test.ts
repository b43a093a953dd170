import { found, type Catalogs } from './support/catalogs';

const EAN = '4006381333931';
const was = (sku: string, productId = 1, variantId = 101) => ({ variantId, productId, sku });

type Case = [string, string[], Catalogs];

describe('what is linked with nothing', () => {
  it.each<Case>([
    ['a blank SKU', ['BLANK_SKU_IN_STORE 101 /', 'NOT_IN_STORE / 1'], { variants: [{ sku: ' ' }] }],
    ['a SKU that was erased', ['BLANK_SKU_IN_STORE 101 / 1'], { variants: [{ sku: '' }], stored: [was('A')] }],
    [
      'a blank SKU whose EAN is known',
      ['BLANK_SKU_IN_STORE 101 / 1'],
      { variants: [{ sku: '', identifiers: { ean: EAN } }], products: [{ identifiers: { ean: EAN } }] },
    ],
    [
      'a blank SKU of a product that has none either',
      ['BLANK_SKU_IN_STORE 101 /', 'BLANK_SKU_IN_BRIGHTPEARL / 1'],
      { variants: [{ sku: '' }], products: [{ sku: '' }], stored: [was('A')] },
    ],
    ['a SKU that is nowhere else', ['NOT_IN_BRIGHTPEARL 101 /', 'NOT_IN_STORE / 1'], { variants: [{ sku: 'X' }] }],
    ['a product not for the store', ['NOT_IN_STORE / 2'], { products: [{}, { sku: 'B' }] }],
    ['two variants', ['DUPLICATE_IN_STORE 101 102 / 1'], { variants: [{}, {}] }],
    [
      'two variants that no product has to do with',
      ['DUPLICATE_IN_STORE 101 102 /'],
      { variants: [{}, {}], products: [] },
    ],
    ['three variants, once', ['DUPLICATE_IN_STORE 101 102 103 / 1'], { variants: [{}, {}, {}] }],
    [
      'two variants beside the one that was set',
      ['DUPLICATE_IN_STORE 101 102 103 / 1'],
      { variants: [{ sku: 'X' }, {}, {}], set: { 101: 1 } },
    ],
    ['two products', ['DUPLICATE_IN_BRIGHTPEARL 101 / 1 2'], { products: [{}, {}] }],
    [
      'two products that no variant has to do with',
      ['DUPLICATE_IN_BRIGHTPEARL / 1 2'],
      { variants: [], products: [{}, { sku: 'A ' }] },
    ],
    ['a SKU in another case', ['CASE_VARIANT 101 / 1'], { variants: [{ sku: 'a' }] }],
    ['a SKU with a space within', ['SPACE_VARIANT 101 / 1'], { variants: [{ sku: 'A 1' }], products: [{ sku: 'A1' }] }],
    ['a SKU with a space that nobody sees', ['SPACE_VARIANT 101 / 1'], { variants: [{ sku: 'A\u200b' }] }],
    [
      'a SKU with an outer space, read exactly',
      ['SPACE_VARIANT 101 / 1'],
      { variants: [{ sku: 'A ' }], rules: { skuMatch: 'exact' } },
    ],
    [
      'a SKU in another case and with a space',
      ['CASE_VARIANT 101 / 1'],
      { variants: [{ sku: 'a 1' }], products: [{ sku: 'A1' }] },
    ],
    ['a SKU in another case beside one in its own', ['CASE_VARIANT 102 101 / 1'], { variants: [{}, { sku: 'a' }] }],
    [
      "a SKU that is nobody else's, and its EAN is",
      ['FOUND_BY_IDENTIFIER 101 / 1'],
      {
        variants: [{ sku: 'X', identifiers: { upc: '036000291452' } }],
        products: [{ identifiers: { ean: '0036000291452' } }],
      },
    ],
    [
      "a SKU that is nobody else's, and its MPN is",
      ['FOUND_BY_IDENTIFIER 101 / 1'],
      { variants: [{ sku: 'X', identifiers: { mpn: 'm-1 ' } }], products: [{ identifiers: { mpn: 'M-1' } }] },
    ],
    [
      "a SKU that is nobody else's, and its id is",
      ['FOUND_BY_IDENTIFIER 101 / 1'],
      { variants: [{ sku: 'X', brightpearlId: 1 }] },
    ],
    [
      'a SKU whose EAN means a product that is linked already',
      ['NOT_IN_BRIGHTPEARL 102 /', 'DUPLICATE_IDENTIFIER_IN_STORE 101 102 /'],
      {
        variants: [{ identifiers: { ean: EAN } }, { sku: 'X', identifiers: { ean: EAN } }],
        products: [{ identifiers: { ean: EAN } }],
      },
    ],
    ['a SKU that was renamed in the store', ['RENAMED 101 / 1'], { variants: [{ sku: 'X' }], stored: [was('A')] }],
    ['a SKU that was renamed in Brightpearl', ['RENAMED 101 / 1'], { products: [{ sku: 'X' }], stored: [was('A')] }],
    ['a SKU whose product is gone', ['ORPHAN_LINK 101 / 9'], { products: [], stored: [was('A', 9)] }],
    ['a product that was set and is gone', ['ORPHAN_LINK 101 / 9', 'NOT_IN_STORE / 1'], { set: { 101: 9 } }],
    [
      'a product that was set and is archived',
      ['ORPHAN_LINK 101 / 1'],
      { products: [{ status: 'ARCHIVED' }], set: { 101: 1 } },
    ],
    ['a variant that is gone', ['ORPHAN_LINK 999 / 1'], { variants: [], stored: [was('A', 1, 999)] }],
    ['both that are gone', ['ORPHAN_LINK 999 / 9'], { variants: [], products: [], stored: [was('A', 9, 999)] }],
    ['an archived product that is sold', ['ARCHIVED_BUT_SOLD 101 / 1'], { products: [{ status: 'ARCHIVED' }] }],
    [
      'an archived product that is sold under another SKU now',
      ['ARCHIVED_BUT_SOLD 101 / 1'],
      { variants: [{ sku: 'X' }], products: [{ status: 'ARCHIVED' }], stored: [was('A')] },
    ],
    [
      'an archived product that is not for sale',
      [],
      { variants: [{ isForSale: false }], products: [{ status: 'ARCHIVED' }] },
    ],
  ])('%s', (_, expected, catalogs) => {
    expect(found(catalogs)).toEqual(expected);
  });

  it('leaves out what the store is not to have, by rule, and nothing else', () => {
    const rules = { notInStore: 'ignore' } as const;
    expect(found({ products: [{}, { sku: 'B' }, { sku: 'C' }, { sku: 'C' }, { sku: '' }], rules })).toEqual([
      'BLANK_SKU_IN_BRIGHTPEARL / 5',
      'DUPLICATE_IN_BRIGHTPEARL / 3 4',
    ]);
  });
});
