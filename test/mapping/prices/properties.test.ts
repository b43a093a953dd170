/** Random rules, lists and stores: what is planned is written once, in the right currency, and is never 0 for want of a price. */
import * as fc from 'fast-check';
import { planPrices } from '../../../src/mapping/prices/plan';
import { recordKey, type AccountPrice, type PriceInput, type ShownRecord } from '../../../src/mapping/prices/types';
import { applied, aVariant, CATALOG, kept, LIST, lists, priceRules, toCatalog, toList } from './support/prices';

const price = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 30_000 }).map((amount) => (amount / 1_000).toFixed(4)) },
  { weight: 1, arbitrary: fc.constantFrom('0', '0.0000', '0.0001', 'n/a', '-1', '1e-7') },
);
const quantityPrice = fc.oneof(
  { weight: 6, arbitrary: price.map((one) => ({ 1: one })) },
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.dictionary(fc.constantFrom('1', '2', '5', '10', '2.5'), price, { maxKeys: 4 }) },
);
const shownPrice = fc.option(
  fc.integer({ min: 0, max: 3_000 }).map((amount) => String(amount / 100)),
  { freq: 3 },
);

const rule = fc.oneof(
  fc.record({
    field: fc.constant('price' as const),
    noPrice: fc.constantFrom('leave', 'delete'),
    zeroPrice: fc.constantFrom('refuse', 'write'),
  } as const),
  fc.record({
    field: fc.constantFrom('salePrice', 'retailPrice'),
    noPrice: fc.constantFrom('leave', 'clear'),
  } as const),
);
const source = fc.constantFrom(2, 3, 4, 6);
const rules = fc
  .uniqueArray(fc.record({ rule, from: source, isList: fc.boolean() }), {
    selector: ({ rule: { field }, isList }) => `${field} ${String(isList)}`,
    minLength: 1,
    maxLength: 6,
  })
  .map((all) =>
    all.map(({ rule: one, from, isList }) => {
      const conversion = { from, convertTax: 'byTaxClass' } as const;
      if (isList) return toList({ ...one, ...conversion });
      return toCatalog({ ...one, ...conversion, noPrice: one.noPrice === 'delete' ? 'leave' : one.noPrice });
    }),
  );

const variantIds = [101, 102, 103, 104, 105];
const variants = variantIds.map((variantId) =>
  aVariant({ variantId, productId: variantId - 100, taxClassId: variantId % 3 }),
);
const answers: fc.Arbitrary<AccountPrice[]> = fc
  .uniqueArray(
    fc.record({
      productId: fc.constantFrom(1, 2, 3, 4, 5),
      priceListId: source,
      currency: fc.constantFrom('own', 'own', 'own', 'own', 'GBP'),
      quantityPrice,
    }),
    { selector: ({ productId, priceListId }) => `${productId}/${priceListId}`, maxLength: 20 },
  )
  .map((all) =>
    all.map(({ currency, ...one }) => ({
      ...one,
      currency: currency === 'own' ? currencyOf(one.priceListId) : currency,
    })),
  );
const currencyOf = (priceListId: number): string => ([3, 6].includes(priceListId) ? 'EUR' : 'USD');

const shown: fc.Arbitrary<ShownRecord[]> = fc
  .uniqueArray(
    fc.record({
      isList: fc.boolean(),
      variantId: fc.constantFrom(...variantIds),
      price: shownPrice,
      salePrice: shownPrice,
      retailPrice: shownPrice,
    }),
    { selector: ({ isList, variantId }) => `${String(isList)} ${variantId}`, maxLength: 10 },
  )
  .map((all) =>
    all.map(({ isList, price: own, ...one }) => ({
      ...one,
      target: isList ? LIST : CATALOG,
      price: isList ? (own ?? '5') : own,
      tiers: [],
    })),
  );

const input: fc.Arbitrary<PriceInput> = fc
  .record({
    rules,
    gross: fc.boolean(),
    prices: answers,
    shown,
    vanish: fc.constantFrom(10, 100),
    fallPercent: fc.constantFrom(0, 50, 100),
  })
  .map(({ gross, vanish, fallPercent, rules: own, ...one }) => ({
    ...one,
    rules: priceRules(own, {
      fallPercent,
      vanish: { percent: vanish, atLeast: 2 },
      taxRates: [
        { taxClass: 0, percent: '20' },
        { taxClass: 1, percent: '5.5' },
      ],
    }),
    storeCurrency: 'USD',
    storeLists: [{ priceListId: 7, active: true }],
    lists: lists({ gross }),
    assignments: [],
    variants,
  }));

const check = (property: (one: PriceInput) => void): void => {
  fc.assert(fc.property(input, property), { numRuns: 300 });
};

it('planned again after being carried out, nothing is left to write, and what was held is held', () => {
  check((one) => {
    const first = planPrices(one);
    const again = planPrices({ ...one, shown: applied(one.shown, first), rulings: kept(first) });
    expect([again.upserts, again.deletes]).toEqual([[], []]);
    const keys = (plan: typeof first) => plan.held.map(({ change }) => recordKey(change));
    expect(keys(again)).toEqual(keys(first));
  });
});

it('once released, what was held is written and then nothing is left', () => {
  check((one) => {
    const rulings = kept(planPrices(one), 'released');
    const first = planPrices({ ...one, rulings });
    expect(first.held).toEqual([]);
    const again = planPrices({ ...one, rulings, shown: applied(one.shown, first) });
    expect([again.upserts, again.deletes, again.held]).toEqual([[], [], []]);
  });
});

it('a record is written or held, once, or neither', () => {
  check((one) => {
    const { upserts, deletes, held, unchanged } = planPrices(one);
    const keys = [...upserts, ...deletes, ...held.map(({ change }) => change)].map(recordKey);
    expect(new Set(keys).size).toBe(keys.length);
    const targets = new Set(one.rules.rules.map(({ to }) => (to === 'catalog' ? 'catalog' : 'list')));
    expect(keys.length + unchanged).toBeLessThanOrEqual(targets.size * variants.length);
  });
});

it('0 is written only where Brightpearl says 0 and the rule lets it', () => {
  check((one) => {
    for (const { target, variantId, record, changed } of planPrices(one).upserts) {
      const zeros = changed.filter(
        (field) => field !== 'tiers' && Number(record[field]) === 0 && record[field] !== null,
      );
      for (const field of zeros) {
        const isTarget = ({ to }: PriceInput['rules']['rules'][number]) =>
          (to === 'catalog') === (target.kind === 'catalog');
        const own = one.rules.rules.find((any) => any.field === field && isTarget(any));
        const answer = one.prices.find(
          ({ productId, priceListId }) => productId === variantId - 100 && priceListId === own?.from,
        );
        expect(own?.zeroPrice).toBe('write');
        expect(Number(answer?.quantityPrice[1])).toBe(0);
      }
    }
  });
});

it('no price comes of a list or an answer in another currency', () => {
  check((one) => {
    for (const { target, variantId, changed } of planPrices(one).upserts) {
      const own = one.rules.rules.filter(({ to }) => (to === 'catalog') === (target.kind === 'catalog'));
      for (const field of changed.map((name) => (name === 'tiers' ? 'price' : name))) {
        const fed = own.find((any) => any.field === field);
        const answer = one.prices.find(
          ({ productId, priceListId }) => productId === variantId - 100 && priceListId === fed?.from,
        );
        expect([fed && currencyOf(fed.from), answer?.currency]).toEqual([target.currency, target.currency]);
      }
    }
  });
});

it('no price that is written falls further than the limit', () => {
  check((one) => {
    const byKey = new Map(one.shown.map((record) => [recordKey(record), record]));
    for (const { record, ...id } of planPrices(one).upserts) {
      const before = byKey.get(recordKey(id));
      const [from, to] = [before?.salePrice ?? before?.price, record.salePrice ?? record.price];
      if (from === undefined || from === null || to === null) continue;
      expect(Number(to) * 100).toBeGreaterThanOrEqual(Number(from) * (100 - one.rules.fallPercent) - 1e-6);
    }
  });
});
