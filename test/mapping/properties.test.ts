/**
 * Random orders, computed as the store computes them: their documents add up exactly and say of every row what is true,
 * or the order stops. A document that is wrong is never made.
 */
import * as fc from 'fast-check';
import { money, sum, type Money } from '../../src/domain/money';
import { proveDocument, type DocumentResult } from '../../src/mapping/document';
import { mapOrder } from '../../src/mapping/order';
import type { OrderSnapshot } from '../../src/mapping/types';
import { aContext, aSnapshot, type ContextInput, type SnapshotInput } from './support/a-snapshot';
import type { LineInput, OrderInput } from './support/an-order';
import type { TaxInput } from './support/pricing';

const RATES: readonly (readonly TaxInput[])[] = [
  [],
  [{ name: 'VAT', rate: '20' }],
  [{ name: 'VAT reduced', rate: '5' }],
  [
    { name: 'State', rate: '6.25' },
    { name: 'County', rate: '2' },
  ],
];
const CONTEXT: ContextInput = {
  products: Array.from({ length: 12 }, (_, index) => `SKU-${index + 1}`),
  rules: {
    severalAddresses: 'split',
    nominals: { giftCertificate: '2150' },
    tax: {
      zeroRated: 'T0',
      outOfScope: 'T9',
      default: 'T20',
      rules: [{ when: { taxNames: ['VAT reduced'] }, code: 'T5' }],
    },
  },
};

const cents = (max: number) => fc.integer({ min: 0, max }).map((amount) => (amount / 100).toFixed(2));
const taxes = fc.constantFrom(...RATES);

const line: fc.Arbitrary<LineInput> = fc
  .record({
    price: cents(20_000),
    quantity: fc.integer({ min: 1, max: 12 }),
    taxes,
    part: fc.constantFrom(0, 0, 0.05, 0.1, 0.333, 1),
    coupon: fc.boolean(),
    address: fc.constantFrom(501, 502),
    type: fc.constantFrom('physical', 'physical', 'physical', 'digital', 'giftcertificate'),
  })
  .map(({ part, coupon, price, quantity, ...rest }) => {
    const amount = money(price).times(quantity).times(part).toDecimalPlaces(2).toFixed(2);
    const discounted = part > 0 && rest.type !== 'giftcertificate';
    return {
      ...rest,
      price,
      quantity,
      discounts: discounted ? [{ amount, id: coupon ? 'coupon' : 'manual-discount' }] : [],
    };
  });

const order = (inclusive: boolean): fc.Arbitrary<OrderInput> =>
  fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 10 }),
      shipTo: fc.tuple(
        fc.record({ cost: cents(3000), handling: cents(300), taxes }),
        fc.record({ cost: cents(3000), taxes }),
      ),
      fees: fc.array(fc.record({ name: fc.constant('Fee'), cost: cents(900), taxes }), { maxLength: 2 }),
    })
    .map(({ shipTo, lines, ...rest }) => {
      const ids = [501, 502].filter((id) => lines.some(({ type, address }) => type === 'physical' && address === id));
      return {
        ...rest,
        lines,
        inclusive,
        shipTo: ids.map((id) => ({ ...shipTo[id - 501], id })),
      };
    });

const modes = [
  ['exclusive', false],
  ['inclusive', true],
] as const;

function prove(
  input: SnapshotInput,
  context: ContextInput = CONTEXT,
): { snapshot: OrderSnapshot; result: DocumentResult } {
  const snapshot = aSnapshot(input);
  return { snapshot, result: proveDocument(snapshot, aContext(context), 2) };
}

type Proven = Extract<DocumentResult, { ok: true }>;

const totals = ({ rows }: Proven) => [
  sum(rows.map((row) => row.net.plus(row.tax))).toFixed(4),
  sum(rows.map((row) => row.tax)).toFixed(4),
];

const storeTotals = ({ order: { total_inc_tax, total_tax } }: OrderSnapshot) =>
  [total_inc_tax, total_tax].map((amount) => money(amount).toFixed(4));

/** What each line of the builder was sold for. */
function truth(snapshot: OrderSnapshot): Map<string, { net: Money; tax: Money }> {
  const { shipping, downloads, email } = snapshot.order.consignments;
  const lines = [...shipping, ...downloads, ...email.gift_certificates].flatMap(({ line_items }) => line_items);
  return new Map(
    lines.map((one) => {
      const tax = money(one.total_tax);
      const gross = money(one.discounted_total_inc_tax!);
      return [`line-${one.id}`, { net: gross.minus(tax), tax }];
    }),
  );
}

function expectRowsTrue(result: Proven, told: Map<string, { net: Money; tax: Money }>, within: number): void {
  for (const { row, net, tax } of result.rows) {
    const true_ = told.get(row.externalRef);
    if (!true_) continue;
    expect(net.minus(true_.net).abs().toNumber()).toBeLessThanOrEqual(within);
    expect(tax.minus(true_.tax).abs().toNumber()).toBeLessThanOrEqual(within);
  }
}

/** Without what newer orders say of themselves: discounted totals, the flag, the entered prices. */
const stripped = (input: OrderInput): OrderInput => ({
  ...input,
  is_tax_inclusive_pricing: null,
  lines: (input.lines ?? []).map((one) => ({ ...one, discounted_total_inc_tax: null, base_price: null })),
});

describe.each(modes)('random %s orders', (_, inclusive) => {
  it('always map, add up exactly, and every row is what the line was sold for', () => {
    fc.assert(
      fc.property(order(inclusive), (input) => {
        const { snapshot, result } = prove({ order: input });
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        expect(totals(result)).toEqual(storeTotals(snapshot));
        expectRowsTrue(result, truth(snapshot), 0);
        expect(result.proven.residue.gross.isZero()).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('of the old form add up exactly, with every row right to the cent, or stop', () => {
    fc.assert(
      fc.property(order(inclusive), (input) => {
        const told = truth(aSnapshot({ order: input }));
        const { snapshot, result } = prove({ order: stripped(input) });
        if (!result.ok) return;
        expect(totals(result)).toEqual(storeTotals(snapshot));
        expectRowsTrue(result, told, 0.01);
      }),
      { numRuns: 100 },
    );
  });

  it('with a wrong total are never made to fit by more than the rounding cap', () => {
    const cent = fc.integer({ min: -7, max: 7 }).map((amount) => amount / 100);
    fc.assert(
      fc.property(order(inclusive), cent, cent, (input, gross, tax) => {
        const { order: sound } = aSnapshot({ order: input });
        const total_inc_tax = money(sound.total_inc_tax).plus(gross).toFixed(4);
        const total_tax = money(sound.total_tax).plus(tax).toFixed(4);
        const { snapshot, result } = prove({ order: { ...input, total_inc_tax, total_tax } });
        if (!result.ok) return;
        expect(totals(result)).toEqual(storeTotals(snapshot));
        const cap = Math.min(result.proven.basis.amounts.length, 5) / 100;
        expect(result.proven.residue.gross.abs().toNumber()).toBeLessThanOrEqual(cap);
        expect(result.proven.residue.tax.abs().toNumber()).toBeLessThanOrEqual(cap);
      }),
      { numRuns: 100 },
    );
  });

  it('come to the same net and tax per tax code whether discounts are spread or rows', () => {
    const rows = { ...CONTEXT, rules: { ...CONTEXT.rules, discounts: 'rows' as const } };
    fc.assert(
      fc.property(order(inclusive), (input) => {
        const [spread, asRows] = [prove({ order: input }).result, prove({ order: input }, rows).result];
        if (!spread.ok || !asRows.ok) throw new Error('both must map');
        expect(totals(asRows)).toEqual(totals(spread));
        for (const code of ['T20', 'T5', 'T0', 'T9']) {
          const of = ({ rows: all }: Proven) => all.filter(({ row }) => row.taxCode === code);
          const slack = 0.01 * (of(asRows).length + 1);
          const off = sum(of(asRows).map(({ net }) => net)).minus(sum(of(spread).map(({ net }) => net)));
          expect(off.abs().toNumber()).toBeLessThanOrEqual(slack);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('split by address, add up to the total of the store', () => {
    fc.assert(
      fc.property(order(inclusive), (input) => {
        const snapshot = aSnapshot({ order: input, transactions: [{}] });
        const result = mapOrder(snapshot, aContext(CONTEXT));
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const expected = result.plan.salesOrders.map((one) => one.expected);
        const rows = result.plan.salesOrders.flatMap(({ draft }) => draft.rows);
        const gross = sum(expected.map((one) => money(one.gross)));
        expect([gross.toFixed(4), sum(expected.map((one) => money(one.tax))).toFixed(4)]).toEqual([
          snapshot.order.total_inc_tax,
          snapshot.order.total_tax,
        ]);
        expect(sum(rows.map((row) => money(row.net).plus(row.tax))).eq(gross)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('whose tax is printed before discounts add up exactly, or stop', () => {
    fc.assert(
      fc.property(order(inclusive), (input) => {
        const before = aSnapshot({
          order: { ...input, lines: (input.lines ?? []).map((one) => ({ ...one, discounts: [] })) },
        });
        const printed = new Map([...truth(before)].map(([key, { tax }]) => [key, tax.toFixed(4)]));
        const lines = (input.lines ?? []).map((one, index) => ({
          ...one,
          total_tax: printed.get(`line-${11 + index}`)!,
          discounted_total_inc_tax: null,
        }));
        const { snapshot, result } = prove({ order: { ...input, lines } });
        if (!result.ok) return;
        expect(totals(result)).toEqual(storeTotals(snapshot));
        expectRowsTrue(result, truth(aSnapshot({ order: input })), 0.06);
      }),
      { numRuns: 100 },
    );
  });
});
