import type { PriceListAssignment } from '../../../src/mapping/prices/types';
import { inCatalog, inList, lists, plan, summary, toCatalog, toList, type PlanInput } from './support/prices';

/** All that could be written, so that nothing written is the rule's doing. */
const attempt = (input: PlanInput): string[] =>
  summary(plan({ byList: { 1: '9', 2: '9', 3: '9' }, shown: [inCatalog(), inList()], ...input }));

it.each<[string, string[], PlanInput]>([
  ['a list that is not there', ['PRICE_LIST_MISSING rules[0]'], { rules: [toCatalog({ from: 99 })] }],
  ['cost prices', ['PRICE_LIST_NOT_FOR_SALES rules[0]'], { rules: [toCatalog({ from: 1 })] }],
  ["a list in another currency than the store's", ['CURRENCY_DIFFERS rules[0]'], { rules: [toCatalog({ from: 3 })] }],
  ["a list in another currency than the price list's", ['CURRENCY_DIFFERS rules[0]'], { rules: [toList({ from: 2 })] }],
  [
    'a currency that nobody knows how to round',
    ['CURRENCY_UNKNOWN rules[0]'],
    { rules: [toCatalog()], storeCurrency: 'XQX', lists: lists({ priceListId: 2, currency: 'XQX' }) },
  ],
  [
    'a list with tax for a store without',
    ['TAX_BASIS_DIFFERS rules[0]'],
    { rules: [toCatalog()], lists: lists({ gross: true }) },
  ],
  [
    'a list without tax for a store with tax',
    ['TAX_BASIS_DIFFERS rules[0]'],
    { rules: [toCatalog()], all: { taxBasis: 'inclusive' } },
  ],
  [
    'a list without tax for a price list with tax in a store without',
    ['TAX_BASIS_DIFFERS rules[0]'],
    { rules: [toList({ to: { priceList: 7, currency: 'EUR', taxBasis: 'inclusive' } })] },
  ],
  [
    'a store with tax, by rules without,',
    ['TAX_BASIS_WRONG rules[0]'],
    { rules: [toCatalog()], storeTaxBasis: 'inclusive' },
  ],
  [
    "a price list that is entered as the store's prices, by rules of another basis,",
    ['TAX_BASIS_WRONG rules[0]'],
    { rules: [toList()], storeTaxBasis: 'inclusive' },
  ],
  [
    'a price list that the store has not',
    ['STORE_LIST_MISSING rules[0]'],
    { rules: [toList()], storeLists: [{ priceListId: 8, active: true }] },
  ],
])('%s writes nothing', (_, expected, input) => {
  expect(attempt(input)).toEqual(expected);
});

it('lets the other rules go on', () => {
  expect(attempt({ rules: [toCatalog({ from: 99 }), toList()] })).toEqual([
    'upsert variant 101 in price list 7 (EUR): price 9.00',
    'PRICE_LIST_MISSING rules[0]',
  ]);
});

it.each<[string, PlanInput]>([
  ['says the same of itself', { rules: [toList()], storeTaxBasis: 'exclusive' }],
  [
    'is not what the rule of the list goes by',
    { rules: [toList({ to: { priceList: 7, currency: 'EUR', taxBasis: 'exclusive' } })], storeTaxBasis: 'inclusive' },
  ],
])('writes where the store %s', (_, input) => {
  expect(attempt(input)).toEqual(['upsert variant 101 in price list 7 (EUR): price 9.00']);
});

it('says what is wrong, of what, and what to do', () => {
  const { issues } = plan({ rules: [toCatalog({ from: 3 })] });
  expect(issues[0]?.message).toBe(
    'rules[0]: the Brightpearl price list 3 (Europe) is in EUR, the catalog (USD) is not. Prices are never converted: name a list in USD.',
  );
});

it('takes currency codes in any case', () => {
  const found = attempt({
    rules: [toCatalog()],
    storeCurrency: 'usd',
    lists: lists({ priceListId: 2, currency: 'usd' }),
  });
  expect(found).toEqual(['upsert variant 101 in the catalog (USD): price 9.00']);
});

describe('a list that is meant for somebody', () => {
  const assigned = (
    channelId: number | null,
    customerGroupId: number | null,
    priceListId = 7,
  ): PriceListAssignment => ({
    priceListId,
    channelId,
    customerGroupId,
  });
  const written = 'upsert variant 101 in price list 7 (EUR): price 9.00';
  const attemptFor = (
    audience: { channels?: number[]; customerGroups?: number[] } | undefined,
    assignments: PriceListAssignment[],
  ) =>
    attempt({
      rules: [toList({ to: { priceList: 7, currency: 'EUR', ...(audience ? { for: audience } : {}) } })],
      assignments,
    });

  it.each<[string, { channels?: number[]; customerGroups?: number[] } | undefined, PriceListAssignment[], string[]]>([
    ['exactly them', { channels: [2], customerGroups: [5] }, [assigned(2, 5)], [written]],
    ['several of them', { channels: [2, 3] }, [assigned(2, null), assigned(3, 5)], [written]],
    ['anybody, as nobody is named', undefined, [assigned(null, null)], [written]],
    ['nobody yet', { channels: [2] }, [], [written, 'NOT_ASSIGNED rules[0]']],
    ['nobody, by another list', { channels: [2] }, [assigned(9, 9, 8)], [written, 'NOT_ASSIGNED rules[0]']],
    [
      'another channel as well',
      { channels: [2] },
      [assigned(2, null), assigned(3, null)],
      ['ASSIGNED_ELSEWHERE rules[0]'],
    ],
    ['every channel', { channels: [2] }, [assigned(null, 5)], ['ASSIGNED_ELSEWHERE rules[0]']],
    ['every group', { customerGroups: [5] }, [assigned(2, null)], ['ASSIGNED_ELSEWHERE rules[0]']],
    [
      'another group of the channel',
      { channels: [2], customerGroups: [5] },
      [assigned(2, 6)],
      ['ASSIGNED_ELSEWHERE rules[0]'],
    ],
  ])('and shown to %s', (_, audience, assignments, expected) => {
    expect(attemptFor(audience, assignments)).toEqual(expected);
  });

  it('and not active is shown to nobody', () => {
    const { issues } = plan({
      rules: [toList({ to: { priceList: 7, currency: 'EUR', for: { channels: [2] } } })],
      assignments: [assigned(2, null)],
      storeLists: [{ priceListId: 7, active: false }],
      byList: { 3: {} },
    });
    expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'NOT_ASSIGNED rules[0]: the store shows price list 7 to nobody. Activate it in BigCommerce.',
    ]);
  });

  it('names who sees it and should not', () => {
    const { issues } = plan({
      rules: [toList({ to: { priceList: 7, currency: 'EUR', for: { customerGroups: [5] } } })],
      assignments: [assigned(2, 5), assigned(2, null), assigned(null, 6)],
    });
    expect(issues[0]?.message).toContain(
      'to every group of channel 2 and group 6 of every channel, whom the rule does not name',
    );
  });
});
