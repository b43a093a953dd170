/** Short ways to write down prices: one product, one list, one variant, unless told otherwise. */
import { planPrices } from '../../../../src/mapping/prices/plan';
import type { AccountPriceList } from '../../../../src/domain/catalog-types';
import { priceRulesSchema } from '../../../../src/mapping/prices/rule-schema';
import {
  recordKey,
  type AccountPrice,
  type PricedVariant,
  type PriceInput,
  type PricePlan,
  type PriceRuling,
  type PriceTarget,
  type ShownRecord,
} from '../../../../src/mapping/prices/types';
import type { z } from 'zod';

export type RulesInput = z.input<typeof priceRulesSchema>;
type RuleInput = RulesInput['rules'][number];

export const CATALOG: PriceTarget = { kind: 'catalog', currency: 'USD' };
export const LIST: PriceTarget = { kind: 'list', priceListId: 7, currency: 'EUR' };

/** Into the catalog, and into price list 7 in EUR. */
export const toCatalog = (more: Partial<RuleInput> = {}): RuleInput => ({ from: 2, to: 'catalog', ...more });
export const toList = (more: Partial<RuleInput> = {}): RuleInput => ({
  from: 3,
  to: { priceList: 7, currency: 'EUR' },
  ...more,
});

export const priceRules = (rules: readonly RuleInput[], more: Partial<RulesInput> = {}) =>
  priceRulesSchema.parse({ taxBasis: 'exclusive', ...more, rules });

/** 2 in USD and 3 in EUR, both without tax; 4 to 6 for sale prices and the like. */
const LISTS: readonly AccountPriceList[] = [
  [1, 'Cost', 'USD', 'BUY'],
  [2, 'Retail', 'USD', 'SELL'],
  [3, 'Europe', 'EUR', 'SELL'],
  [4, 'Sale', 'USD', 'SELL'],
  [5, 'MSRP', 'USD', 'SELL'],
  [6, 'Europe sale', 'EUR', 'SELL'],
].map(
  ([priceListId, name, currency, type]) => ({ priceListId, name, currency, type, gross: false }) as AccountPriceList,
);

export const lists = (more: Partial<AccountPriceList> & { priceListId?: number } = {}): AccountPriceList[] =>
  LISTS.map((list) =>
    more.priceListId === undefined || more.priceListId === list.priceListId
      ? { ...list, ...more, priceListId: list.priceListId }
      : list,
  );

export const aVariant = (more: Partial<PricedVariant> = {}): PricedVariant => ({
  variantId: 101,
  productId: 1001,
  sku: 'A',
  taxClassId: 0,
  ...more,
});

/** `{ 2: '10.0000', 3: { 1: '9', 5: '8' }, 4: {} }`: by price list, one price, breaks, or none. */
export type PricesByList = Readonly<Record<number, string | Readonly<Record<string, string>>>>;

export const pricesOf = (byList: PricesByList, productId = 1001): AccountPrice[] =>
  Object.entries(byList).map(([list, price]) => ({
    productId,
    priceListId: Number(list),
    currency: LISTS.find(({ priceListId }) => priceListId === Number(list))?.currency ?? 'USD',
    quantityPrice: typeof price === 'string' ? { 1: price } : price,
  }));

export const inCatalog = (more: Partial<ShownRecord> = {}): ShownRecord => ({
  target: CATALOG,
  variantId: 101,
  price: null,
  salePrice: null,
  retailPrice: null,
  tiers: [],
  ...more,
});

export const inList = (more: Partial<ShownRecord> = {}): ShownRecord => inCatalog({ target: LIST, ...more });

export interface PlanInput extends Partial<Omit<PriceInput, 'rules' | 'prices'>> {
  readonly rules: readonly RuleInput[];
  readonly all?: Partial<RulesInput>;
  readonly prices?: readonly AccountPrice[];
  readonly byList?: PricesByList;
}

export const priceInput = ({ rules, all, byList, prices, ...more }: PlanInput): PriceInput => ({
  rules: priceRules(rules, all),
  storeCurrency: 'USD',
  storeLists: [{ priceListId: 7, active: true }],
  lists: LISTS,
  assignments: [],
  variants: [aVariant()],
  prices: prices ?? pricesOf(byList ?? {}),
  shown: [],
  ...more,
});

export const plan = (input: PlanInput): PricePlan => planPrices(priceInput(input));

/** The plan in short texts: `upsert variant 101 in the catalog (USD): price 10.00`. */
export function summary({ upserts, deletes, held, unchanged, issues }: PricePlan): string[] {
  const words = upserts.map(({ record, changed, ...id }) => {
    const values = changed.map((field) =>
      field === 'tiers'
        ? `tiers ${record.tiers.map(({ from, to, amount }) => `${from}-${to ?? ''} ${amount}`).join(', ')}`
        : `${field} ${record[field]}`,
    );
    return `upsert ${recordKey(id)}: ${values.join('; ')}`;
  });
  return [
    ...words,
    ...deletes.map((id) => `delete ${recordKey(id)}`),
    ...held.map(({ change, reason }) => `held ${change.kind} ${recordKey(change)}: ${reason.kind}`),
    ...issues.map(({ code, subject }) => `${code} ${subject}`),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
  ];
}

/** What the store shows once the plan is carried out. */
export function applied(shown: readonly ShownRecord[], { upserts, deletes }: PricePlan): ShownRecord[] {
  const records = new Map(shown.map((record) => [recordKey(record), record]));
  for (const record of deletes) records.delete(recordKey(record));
  for (const { target, variantId, record } of upserts) {
    records.set(recordKey({ target, variantId }), { target, variantId, ...record });
  }
  return [...records.values()];
}

/** What the holds of a plan are kept as. */
export const kept = ({ held }: PricePlan, ruling: PriceRuling['ruling'] = 'held'): Map<string, PriceRuling> =>
  new Map(held.map(({ change }) => [recordKey(change), { ruling, source: change.source }]));
