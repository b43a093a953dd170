import { matchingRulesSchema } from '../../../../src/mapping/catalog/matching/rule-schema';
import { found, linked, type Catalogs } from './support/catalogs';

const EAN = '4006381333931';

describe('links by other identifiers', () => {
  const byId = { matchBy: ['productId', 'sku'] } as const;
  const byBarcode = { matchBy: ['sku', 'barcode', 'mpn'] } as const;
  const ean = { identifiers: { ean: EAN } };
  const both = [{}, { sku: 'B' }];
  it.each<[string, string[], string[], Catalogs]>([
    [
      'an id before the SKU',
      ['101=1'],
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1'],
      { variants: [{ sku: 'X', brightpearlId: 1 }], rules: { matchBy: [...byId.matchBy] } },
    ],
    [
      'an id against the SKU of another product',
      ['101=1', '102=2'],
      ['IDENTIFIER_CONFLICT 101 / 1 2', 'IDENTIFIER_CONFLICT 102 / 2 1'],
      {
        variants: [
          { sku: 'B', brightpearlId: 1 },
          { sku: 'A', brightpearlId: 2 },
        ],
        products: both,
        rules: { matchBy: [...byId.matchBy] },
      },
    ],
    [
      'an id without a SKU',
      ['101=1'],
      ['BLANK_SKU_IN_STORE 101 / 1'],
      { variants: [{ sku: '', brightpearlId: 1 }], rules: { matchBy: [...byId.matchBy] } },
    ],
    [
      'no id that two variants have',
      ['101=1'],
      ['NOT_IN_BRIGHTPEARL 102 /', 'DUPLICATE_IDENTIFIER_IN_STORE 101 102 /'],
      { variants: [{ brightpearlId: 1 }, { sku: 'X', brightpearlId: 1 }], rules: { matchBy: [...byId.matchBy] } },
    ],
    [
      'no id against what a person set',
      ['101=2'],
      ['NOT_IN_STORE / 1'],
      {
        variants: [{ sku: 'B', brightpearlId: 1 }],
        products: both,
        set: { 101: 2 },
        rules: { matchBy: [...byId.matchBy] },
      },
    ],
    [
      'an EAN after the SKU',
      ['101=1'],
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1'],
      { variants: [{ sku: 'X', ...ean }], products: [ean], rules: { matchBy: [...byBarcode.matchBy] } },
    ],
    [
      'an MPN after that',
      ['101=1'],
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1'],
      {
        variants: [{ sku: 'X', identifiers: { mpn: 'm' } }],
        products: [{ identifiers: { mpn: 'M' } }],
        rules: { matchBy: [...byBarcode.matchBy] },
      },
    ],
    [
      'no EAN before the SKU',
      ['101=1', '102=2'],
      ['IDENTIFIER_CONFLICT 101 / 1 2'],
      {
        variants: [{ ...ean }, { sku: 'B' }],
        products: [{}, { sku: 'B', ...ean }],
        rules: { matchBy: [...byBarcode.matchBy] },
      },
    ],
    [
      'no EAN of a product that is linked',
      ['101=1'],
      ['NOT_IN_BRIGHTPEARL 102 /'],
      { variants: [{}, { sku: 'X', ...ean }], products: [ean], rules: { matchBy: [...byBarcode.matchBy] } },
    ],
    [
      'no EAN of two products',
      [],
      ['NOT_IN_BRIGHTPEARL 101 /', 'NOT_IN_STORE / 1', 'NOT_IN_STORE / 2', 'DUPLICATE_IDENTIFIER_IN_BRIGHTPEARL / 1 2'],
      {
        variants: [{ sku: 'X', ...ean }],
        products: [ean, { sku: 'B', ...ean }],
        rules: { matchBy: [...byBarcode.matchBy] },
      },
    ],
    [
      'no product twice',
      ['101=1'],
      ['SKU_WRITTEN_DIFFERENTLY 101 / 1', 'NOT_IN_BRIGHTPEARL 102 /'],
      {
        variants: [
          { sku: 'X', ...ean },
          { sku: 'Y', identifiers: { mpn: 'M' } },
        ],
        products: [{ identifiers: { ean: EAN, mpn: 'M' } }],
        rules: { matchBy: [...byBarcode.matchBy] },
      },
    ],
    ['none without a rule', [], ['FOUND_BY_IDENTIFIER 101 / 1'], { variants: [{ sku: 'X', ...ean }], products: [ean] }],
  ])('%s', (_, links, findings, catalogs) => {
    expect([linked(catalogs), found(catalogs)]).toEqual([links, findings]);
  });

  it.each<[string[]]>([[['productId']], [['sku', 'sku']], [['sku', 'ean']]])('%j is refused', (matchBy) => {
    expect(matchingRulesSchema.safeParse({ matchBy }).success).toBe(false);
  });
});
