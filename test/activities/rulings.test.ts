import { foldRulings } from '../../src/activities/rulings';
import type { OperatorVerb } from '../../src/domain/messages';
import type { Decision } from '../../src/store/decisions';

type Given = readonly [OperatorVerb, Record<string, unknown>?];

const fold = (...given: Given[]) =>
  foldRulings(
    given.map(
      ([verb, args = {}], n) => ({ id: String(n), verb, arguments: args, actor: 'ann' }) as unknown as Decision,
    ),
  );

describe('what people ruled, folded', () => {
  it.each<[string, Given[], object]>([
    ['nothing', [], { amendments: {} }],
    ['a skip with its reason', [['skip', { reason: 'by hand' }]], { skipped: 'by hand' }],
    ['a skip without a reason', [['skip']], { skipped: 'skipped by a person' }],
    [
      'a line to another SKU',
      [['amend', { line: 'line-5', sku: 'A' }]],
      { amendments: { skuByLine: { 'line-5': 'A' } } },
    ],
    [
      'two lines, the newer ruling about one winning',
      [
        ['amend', { line: 'line-5', sku: 'A' }],
        ['amend', { line: 'line-6', sku: 'B' }],
        ['amend', { line: 'line-5', sku: 'C' }],
      ],
      { amendments: { skuByLine: { 'line-5': 'C', 'line-6': 'B' } } },
    ],
    [
      'a tax code beside a SKU',
      [
        ['amend', { line: 'line-5', sku: 'A' }],
        ['amend', { line: 'line-5', taxCode: 'T0' }],
      ],
      { amendments: { skuByLine: { 'line-5': 'A' }, taxCodeByLine: { 'line-5': 'T0' } } },
    ],
    [
      'the newest contact and method',
      [
        ['amend', { contactId: 1, paymentMethodCode: 'CARD' }],
        ['amend', { contactId: 2 }],
      ],
      { amendments: { contactId: 2, paymentMethodCode: 'CARD' } },
    ],
    [
      'releases of a named rule and of what held at the time',
      [
        ['release', { rule: 'big' }],
        ['release', { heldBy: 'young' }],
      ],
      { amendments: { released: ['big', 'young'] } },
    ],
  ])('%s', (_what, given, folded) => {
    expect(fold(...given)).toMatchObject(folded);
  });

  it.each<OperatorVerb>(['retry', 'release'])('a %s takes a skip back', (verb) => {
    expect(fold(['skip'], [verb])).not.toHaveProperty('skipped');
    expect(fold(['skip'], [verb], ['skip'])).toHaveProperty('skipped');
  });
});
