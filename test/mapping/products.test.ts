import { skusOf } from '../../src/mapping/products';
import { aSnapshot, someRules } from './support/a-snapshot';
import { documentOf, issuesOf, type Case } from './support/documents';

describe('skusOf', () => {
  it('names each SKU once, with rulings, aliases and the placeholder, and without gift certificates', () => {
    const snapshot = aSnapshot({
      order: {
        lines: [
          { sku: ' A ' },
          { sku: 'A' },
          { sku: 'OLD' },
          { id: 99, sku: 'B' },
          { sku: '' },
          { type: 'digital', sku: 'D' },
          { type: 'giftcertificate', sku: 'G' },
        ],
      },
    });
    const rules = someRules({ skuAliases: { OLD: 'NEW' }, placeholderSku: 'PLACE' });
    expect(skusOf(snapshot, { skuByLine: { '99': 'C' } }, rules)).toEqual(['A', 'NEW', 'D', 'C', 'PLACE']);
  });
});

describe('an unknown SKU', () => {
  it.each<[string, Case, string]>([
    [
      'holds by default',
      { order: { lines: [{ sku: 'NOPE' }] } },
      'the SKU NOPE of line 11 is not in Brightpearl. Create',
    ],
    ['holds for a catalog line without any', { order: { lines: [{ sku: '' }] } }, 'line 11 has no SKU'],
    [
      'holds when the placeholder is unknown too',
      { order: { lines: [{ sku: 'NOPE' }] }, rules: { unknownSku: 'placeholder', placeholderSku: 'P' } },
      'nor is the placeholder P',
    ],
    [
      'holds a custom line by rule',
      { order: { lines: [{ sku: '', product_id: 0 }] }, rules: { customLines: 'hold' } },
      'line 11 has no SKU',
    ],
  ])('%s', (_, input, words) => {
    const [first] = issuesOf(input);
    expect(first).toMatchObject({ code: 'UNKNOWN_SKU', subject: 'line-11' });
    expect(first?.message).toContain(words);
  });

  it('tells of all unknown lines at once, beside what else is wrong', () => {
    const lines = [{ sku: 'X' }, { sku: 'Y', price: '50', type: 'giftcertificate' as const }, { sku: 'Z' }];
    expect(issuesOf({ order: { lines } }).map(({ code, subject }) => [code, subject])).toEqual([
      ['UNKNOWN_SKU', 'line-11'],
      ['NO_NOMINAL_CODE', 'line 12 (SKU Y) × 1'],
      ['UNKNOWN_SKU', 'line-13'],
    ]);
  });

  it('is told of where a rule books it elsewhere', () => {
    const input: Case = { order: { lines: [{ sku: 'NOPE' }] }, rules: { unknownSku: 'text' } };
    expect(documentOf(input).notices).toEqual([
      'the SKU NOPE of line 11 is not in Brightpearl: booked as a free-text row',
    ]);
  });
});

describe('a SKU of several products', () => {
  it('is never guessed between', () => {
    const twins = [1, 2].map((productId) => ({ productId, sku: 'SKU-1', stockTracked: true, bundle: false }));
    expect(issuesOf({ products: twins })).toMatchObject([
      { code: 'DUPLICATE_SKU', subject: 'line-11', details: { count: 2 } },
    ]);
  });
});
