/** Random refunds of random orders, computed as the store computes them: they add up to the cent on all documents, or stop. */
import * as fc from 'fast-check';
import type { BcRefund } from '../../../src/bigcommerce/refunds';
import { money, sum, ZERO, type Money } from '../../../src/domain/money';
import type { Standing } from '../../../src/mapping/refunds/decide';
import type { OrderPlan } from '../../../src/mapping/types';
import { aContext, aSnapshot } from '../support/a-snapshot';
import type { LineInput, OrderInput } from '../support/an-order';
import { amountOf, aRefund, plannedRefunds, product, refunded, unitsOf } from './support/a-refund';

const TAXES = [
  [],
  [{ name: 'VAT', rate: '20' }],
  [
    { name: 'State', rate: '6.25' },
    { name: 'County', rate: '2' },
  ],
];

const line: fc.Arbitrary<LineInput> = fc
  .record({
    price: fc.integer({ min: 1, max: 9_999 }).map((cents) => (cents / 100).toFixed(2)),
    quantity: fc.integer({ min: 1, max: 7 }),
    taxes: fc.constantFrom(...TAXES),
    part: fc.constantFrom(0, 0, 0.1, 0.333),
  })
  .map(({ part, ...rest }) => ({
    ...rest,
    discounts: [{ amount: money(rest.price).times(rest.quantity).times(part).toDecimalPlaces(2).toFixed(2) }],
  }));

const order: fc.Arbitrary<OrderInput> = fc.record({
  inclusive: fc.boolean(),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  shipTo: fc.tuple(fc.record({ cost: fc.constantFrom('0', '7.95', '12.5'), taxes: fc.constantFrom(...TAXES) })),
});

/** For each refund: units of each line (as far as there are any), and whether an amount goes with it. */
const asked = fc.array(
  fc.record({ units: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }), amount: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);

const standing: fc.Arbitrary<Standing | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    invoiced: fc.constantFrom(false, false, true),
    shipped: fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 })
      .map((all) => new Map(all.map((units, index) => [`line-${11 + index}`, units]))),
  }),
);

function refundsOf(given: OrderInput, wanted: readonly { units: number[]; amount: boolean }[]): BcRefund[] {
  const snapshot = aSnapshot({ order: given });
  const done = new Map<number, number>();
  return wanted.flatMap(({ units, amount }, index) => {
    const parts = (given.lines ?? []).flatMap(({ quantity = 1 }, position) => {
      const id = 11 + position;
      const before = done.get(id) ?? 0;
      const taken = Math.min(units[position] ?? 0, Number(quantity) - before);
      done.set(id, before + taken);
      return taken > 0 ? [{ item: product(id, taken), ...unitsOf(snapshot, id, before, taken) }] : [];
    });
    const more = amount ? [{ item: amountOf('ORDER', 100, 1.5), gross: money('1.5'), tax: ZERO }] : [];
    const all = [...parts, ...more];
    if (all.length === 0) return [];
    return [
      aRefund({
        id: 31 + index,
        total_amount: sum(all.map(({ gross }) => gross)).toNumber(),
        total_tax: sum(all.map(({ tax }) => tax)).toNumber(),
        items: all.map(({ item }) => item),
      }),
    ];
  });
}

const grossOf = ({ salesOrders }: OrderPlan): Money =>
  sum(salesOrders.flatMap(({ draft }) => draft.rows).map(({ net, tax }) => money(net).plus(tax)));
const taxOf = ({ salesOrders }: OrderPlan): Money =>
  sum(salesOrders.flatMap(({ draft }) => draft.rows).map(({ tax }) => money(tax)));

/** Amounts may come to more than was paid, which is another matter. */
const CONTEXT = aContext({ amendments: { released: ['PAYMENT_CONFLICT'] } });

it('what is left on the sales order, with the credits taken off, is what was sold less what was refunded', () => {
  let refundsSeen = 0;
  fc.assert(
    fc.property(order, asked, standing, (given, wanted, stands) => {
      const refunds = refundsOf(given, wanted);
      fc.pre(refunds.length > 0);
      const snapshot = refunded(aSnapshot({ order: given }), ...refunds);
      const {
        plan,
        sold,
        refunds: planned,
        issues,
      } = plannedRefunds(snapshot, CONTEXT, stands ? { standing: stands } : {});
      expect(issues).toEqual([]);
      refundsSeen += refunds.length;
      const credits = planned.flatMap((one) => one.credits);
      const left = (of: 'gross' | 'tax', onOrder: Money): string =>
        onOrder.minus(sum(credits.map(({ expected }) => money(expected[of])))).toFixed(2);
      const back = (of: 'total_amount' | 'total_tax'): Money => sum(refunds.map((refund) => money(refund[of])));
      expect(left('gross', grossOf(plan))).toBe(grossOf(sold).minus(back('total_amount')).toFixed(2));
      expect(left('tax', taxOf(plan))).toBe(taxOf(sold).minus(back('total_tax')).toFixed(2));
      const [salesOrder] = plan.salesOrders;
      expect(salesOrder!.expected).toMatchObject({ gross: grossOf(plan).toFixed(2), tax: taxOf(plan).toFixed(2) });
      for (const { rows, expected } of credits) {
        expect(sum(rows.map(({ net, tax }) => money(net).plus(tax))).toFixed(2)).toBe(expected.gross);
      }
      expect(salesOrder!.draft.rows.every(({ quantity }) => Number(quantity) > 0)).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(refundsSeen).toBeGreaterThan(100);
});

it('a refund that is off by more than rounding stops, and takes nothing', () => {
  fc.assert(
    fc.property(order, fc.constantFrom(-3, -0.5, 0.5, 3), (given, off) => {
      const [right] = refundsOf(given, [{ units: [1, 1, 1, 1, 1], amount: false }]);
      const wrong = { ...right!, total_amount: money(right!.total_amount).plus(off).toFixed(2) };
      const result = plannedRefunds(refunded(aSnapshot({ order: given }), wrong), aContext());
      expect(result.issues).toMatchObject([{ code: 'REFUND_DOES_NOT_ADD_UP' }]);
      expect(result.plan.salesOrders).toEqual(result.sold.salesOrders);
      expect(result.refunds).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
