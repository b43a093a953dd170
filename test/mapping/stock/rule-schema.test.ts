import { demandRulesSchema, stockRuleSchema } from '../../../src/mapping/stock/rule-schema';

it('counts late statuses until the import, unpaid orders for 30 days, and skipped ones never', () => {
  expect(demandRulesSchema.parse({})).toEqual({
    countedWhileUnimported: [2, 3, 10, 13, 14],
    unpaidDays: 30,
    countSkipped: false,
  });
});

it.each<[string, object, string]>([
  ['both kinds of buffer', { buffer: 1, bufferPercent: 1 }, 'Keep one: `buffer` or `bufferPercent`'],
  ['both kinds of supply', { fixed: 1, unlimited: false }, 'Keep one: `fixed` or `unlimited`'],
  ['no effect', { when: { brand: 1 } }, 'Give the rule an effect'],
  ['a negative buffer', { buffer: -1 }, '"buffer"'],
  ['half a unit', { buffer: 0.5 }, '"buffer"'],
  ['more than all', { bufferPercent: 101 }, '"bufferPercent"'],
  ['more than BigCommerce saves', { cap: 2_147_483_648 }, '"cap"'],
  ['a condition that accepts nothing', { when: { sku: [] }, buffer: 1 }, '"sku"'],
  ['an unknown condition', { when: { skus: 'A' }, buffer: 1 }, '"skus"'],
  ['an unknown effect, and says only that', { bufer: 1 }, '"bufer"'],
])('refuses a rule with %s', (_, rule, words) => {
  const { error } = stockRuleSchema.safeParse(rule);
  expect(error?.issues).toHaveLength(1);
  expect(JSON.stringify(error?.issues)).toContain(words);
});

it.each([0, 4, 5, 6, 11, 15])('never lets a rule change whether status %i counts', (status) => {
  expect(demandRulesSchema.safeParse({ countedWhileUnimported: [status] }).success).toBe(false);
});
