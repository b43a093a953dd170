import { component } from '../../stock/support/stock';
import { found, type Catalogs } from './support/catalogs';

const EAN = '4006381333931';
const was = (sku: string, productId = 1, variantId = 101) => ({ variantId, productId, sku });

type Case = [string, string[], Catalogs];

it('finds nothing where both sides agree', () => {
  const identifiers = { ean: EAN, mpn: 'M-1' };
  expect(
    found({
      variants: [
        { identifiers, brightpearlId: 1 },
        { sku: 'B', tracking: 'none' },
      ],
      products: [{ identifiers }, { sku: 'B', stockTracked: false }],
      stored: [was('A'), was('B', 2, 102)],
    }),
  ).toEqual([]);
});

describe('what is linked and doubtful', () => {
  const bundle = (...parts: number[]) => ({
    sku: 'A',
    stockTracked: false,
    bundle: parts.map((id) => component(id, 1)),
  });
  it.each<Case>([
    ['an outer space', ['SKU_WRITTEN_DIFFERENTLY 101 / 1'], { variants: [{ sku: 'A ' }] }],
    [
      'another case',
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1'],
      { variants: [{ sku: 'a' }], rules: { skuMatch: 'caseInsensitive' } },
    ],
    [
      'a SKU that was given to another product',
      ['MOVED 101 / 2 1'],
      { products: [{ sku: 'B' }, {}], stored: [was('A')] },
    ],
    ['no product that was made anew', [], { products: [{}], stored: [was('A', 9)] }],
    [
      'no product that replaced an archived one',
      [],
      { products: [{ sku: 'B', status: 'ARCHIVED' }, {}], stored: [was('A')] },
    ],
    [
      'no SKU that was renamed on both sides',
      [],
      { variants: [{ sku: 'X' }], products: [{ sku: 'X' }], stored: [was('A')] },
    ],
    [
      'an EAN of another product',
      ['IDENTIFIER_CONFLICT 101 / 1 2'],
      {
        variants: [{ identifiers: { ean: EAN } }, { sku: 'B' }],
        products: [{}, { sku: 'B', identifiers: { ean: EAN } }],
      },
    ],
    [
      'an EAN of another product, which the other variant has as well',
      ['IDENTIFIER_CONFLICT 101 / 1 2'],
      {
        variants: [{ identifiers: { ean: EAN } }, { sku: 'B', identifiers: { ean: EAN } }],
        products: [{}, { sku: 'B', identifiers: { ean: EAN } }],
      },
    ],
    [
      'another EAN',
      ['IDENTIFIER_CONFLICT 101 / 1'],
      { variants: [{ identifiers: { ean: EAN } }], products: [{ identifiers: { ean: '4006381333948' } }] },
    ],
    ['no EAN that one side lacks', [], { variants: [{ identifiers: { ean: EAN } }] }],
    [
      'no EAN that is a UPC',
      [],
      { variants: [{ identifiers: { upc: '036000291452' } }], products: [{ identifiers: { ean: '0036000291452' } }] },
    ],
    [
      'no EAN that is none',
      [],
      { variants: [{ identifiers: { ean: 'n/a', upc: '00000000' } }], products: [{ identifiers: { ean: EAN } }] },
    ],
    ['no other MPN', [], { variants: [{ identifiers: { mpn: 'M1' } }], products: [{ identifiers: { mpn: 'M-1' } }] }],
    [
      'an MPN of another product',
      ['IDENTIFIER_CONFLICT 101 / 1 2'],
      {
        variants: [{ identifiers: { mpn: 'M1' } }, { sku: 'B' }],
        products: [{ identifiers: { mpn: 'M2' } }, { sku: 'B', identifiers: { mpn: 'M1' } }],
      },
    ],
    [
      'an id of another product',
      ['IDENTIFIER_CONFLICT 101 / 1 2'],
      { variants: [{ brightpearlId: 2 }, { sku: 'B' }], products: [{}, { sku: 'B' }] },
    ],
    ['an id of no product', ['IDENTIFIER_CONFLICT 101 / 1'], { variants: [{ brightpearlId: 99 }] }],
    [
      'an id that came along with a copy',
      ['IDENTIFIER_CONFLICT 102 / 2 1'],
      { variants: [{ brightpearlId: 1 }, { sku: 'B', brightpearlId: 1 }], products: [{}, { sku: 'B' }] },
    ],
    [
      'an EAN that two products have',
      ['DUPLICATE_IDENTIFIER_IN_BRIGHTPEARL / 1 2'],
      {
        variants: [{}, { sku: 'B' }],
        products: [{ identifiers: { ean: EAN } }, { sku: 'B', identifiers: { ean: EAN } }],
      },
    ],
    [
      'an EAN that two variants have',
      ['DUPLICATE_IDENTIFIER_IN_STORE 101 102 /'],
      {
        variants: [{ identifiers: { ean: EAN } }, { sku: 'B', identifiers: { ean: EAN } }],
        products: [{}, { sku: 'B' }],
      },
    ],
    [
      'no MPN that two have',
      [],
      {
        variants: [{ identifiers: { mpn: 'M' } }, { sku: 'B', identifiers: { mpn: 'M' } }],
        products: [{}, { sku: 'B' }],
      },
    ],
    [
      'no EAN of an archived product',
      [],
      {
        variants: [{ identifiers: { ean: EAN } }],
        products: [{}, { sku: 'B', status: 'ARCHIVED', identifiers: { ean: EAN } }],
      },
    ],
    [
      'a bundle that is single in the store',
      ['BUNDLE_VS_SIMPLE 101 / 1'],
      { variants: [{ isBundle: false }], products: [bundle(2), { sku: 'B' }], rules: { notInStore: 'ignore' } },
    ],
    [
      'a single product that is a bundle in the store',
      ['BUNDLE_VS_SIMPLE 101 / 1'],
      { variants: [{ isBundle: true }] },
    ],
    [
      'no bundle of which the store says nothing',
      [],
      { products: [bundle(2), { sku: 'B' }], rules: { notInStore: 'ignore' } },
    ],
    ['a bundle without parts', ['BUNDLE_BROKEN 101 / 1'], { products: [bundle()] }],
    [
      'a bundle with parts that are gone or archived',
      ['BUNDLE_BROKEN 101 / 1 2 9'],
      { products: [bundle(2, 9), { sku: 'B', status: 'ARCHIVED' }] },
    ],
    ['no broken bundle that nobody sells', ['NOT_IN_STORE / 1'], { variants: [], products: [bundle(9)] }],
    ['stock that the store does not track', ['UNTRACKED_IN_STORE 101 / 1'], { variants: [{ tracking: 'none' }] }],
    [
      'stock that Brightpearl does not track',
      ['UNTRACKED_IN_BRIGHTPEARL 101 / 1'],
      { products: [{ stockTracked: false }] },
    ],
    [
      'stock that is tracked for all variants at once',
      ['TRACKED_BY_PRODUCT 101 / 1'],
      { variants: [{ tracking: 'product', isBase: false }] },
    ],
    [
      'a discontinued product that is sold',
      ['DISCONTINUED_BUT_SOLD 101 / 1'],
      { products: [{ status: 'DISCONTINUED' }] },
    ],
    [
      'no discontinued product that is not',
      [],
      { variants: [{ isForSale: false }], products: [{ status: 'DISCONTINUED' }] },
    ],
    [
      'two things at once',
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1', 'UNTRACKED_IN_STORE 101 / 1'],
      { variants: [{ sku: ' A', tracking: 'none' }] },
    ],
  ])('%s', (_, expected, catalogs) => {
    expect(found(catalogs)).toEqual(expected);
  });

  it('does not doubt the product that a SKU is mapped to, but for its stock', () => {
    const catalogs = {
      variants: [{ sku: 'X', brightpearlId: 7, identifiers: { ean: EAN }, tracking: 'none' as const }],
      products: [{ identifiers: { ean: '4006381333948' } }, { sku: 'X' }],
      rules: { notInStore: 'ignore' as const },
      aliases: { X: 'A' },
      stored: [was('X', 2)],
    };
    expect(found(catalogs)).toEqual(['UNTRACKED_IN_STORE 101 / 1']);
  });

  it('doubts a link by id where the SKU is mapped to another product', () => {
    const catalogs = {
      variants: [{ sku: 'X', brightpearlId: 1 }],
      products: [{ sku: 'X' }, {}],
      rules: { matchBy: ['productId' as const, 'sku' as const] },
      aliases: { X: 'A' },
    };
    expect(found(catalogs)).toEqual(['IDENTIFIER_CONFLICT 101 / 1 2']);
  });

  it('does not doubt what a person set, but for its stock', () => {
    const catalogs = {
      variants: [{ sku: 'X', brightpearlId: 7, identifiers: { ean: EAN }, tracking: 'none' as const }],
      products: [{ identifiers: { ean: '4006381333948' } }],
      set: { 101: 1 },
      stored: [was('A')],
    };
    expect(found(catalogs)).toEqual(['UNTRACKED_IN_STORE 101 / 1']);
  });
});
