/** Random orders: what must hold of their demand whatever Brightpearl has done about them. */
import * as fc from 'fast-check';
import { orderDemand } from '../../../src/mapping/stock/demand';
import type { DemandOrder } from '../../../src/mapping/stock/demand-types';
import { NONE, total } from '../../../src/mapping/stock/quantity';
import { anyAmount, component, demandRules } from './support/stock';

const line = fc.record({
  product: fc.option(
    fc.oneof(
      fc.record({ productId: fc.constantFrom(1, 11, 12), stockTracked: fc.boolean() }),
      fc.constant({ productId: 20, stockTracked: false, bundle: [component(11, '1.5'), component(12, 2)] }),
    ),
    { nil: undefined },
  ),
  quantity: fc.nat(9),
  refundedBeforeShipping: fc.nat(4),
  shippedInStore: fc.nat(9),
  parentLineId: fc.option(fc.constantFrom(501, 502), { nil: undefined }),
});

const covering = fc
  .array(fc.tuple(fc.constantFrom(1, 11, 12), anyAmount(-2, 20)), { maxLength: 3 })
  .map((all) => new Map(all));

const order: fc.Arbitrary<DemandOrder> = fc
  .record({
    statusId: fc.nat(15),
    paid: fc.boolean(),
    skipped: fc.boolean(),
    imported: fc.boolean(),
    placedAt: fc.constantFrom('2026-11-29T00:00:00Z', '2026-01-01T00:00:00Z', ''),
    lines: fc.array(line, { maxLength: 6 }),
    reserved: covering,
    onNotes: covering,
  })
  .map(({ lines, ...rest }) => ({
    ...rest,
    lines: lines.map(({ product, parentLineId, ...one }, index) => ({
      ...one,
      lineId: 501 + index,
      ...(product ? { product } : {}),
      ...(parentLineId === undefined ? {} : { parentLineId }),
    })),
  }));

describe('demand', () => {
  const NOW = '2026-11-30T00:00:00Z';

  it('is never negative, nor more than ordered, in any row', () => {
    fc.assert(
      fc.property(order, (input) => {
        const { lines, byProduct } = orderDemand(input, demandRules(), NOW);
        for (const { ordered, covered, outstanding } of lines.flatMap(({ products: all }) => all)) {
          expect(outstanding.gte(0) && outstanding.lte(ordered) && covered.gte(0) && covered.lte(ordered)).toBe(true);
        }
        expect([...byProduct.values()].every((outstanding) => outstanding.gt(0))).toBe(true);
      }),
    );
  });

  it('hands out no more than is reserved and on notes, and all of it where it is owed', () => {
    fc.assert(
      fc.property(order, (input) => {
        const { standing, lines } = orderDemand(input, demandRules(), NOW);
        const rows = lines.flatMap(({ products: all }) => all);
        for (const productId of [1, 11, 12]) {
          const own = rows.filter((row) => row.productId === productId);
          const given = (input.reserved.get(productId) ?? NONE).plus(input.onNotes.get(productId) ?? NONE);
          const covered = total(own.map((row) => row.covered));
          expect(covered.lte(given) || covered.isZero()).toBe(true);
          if (standing !== 'open') continue;
          const ordered = total(own.map((row) => row.ordered));
          const owed = ordered.minus(given.gt(0) ? given : NONE);
          expect(total(own.map((row) => row.outstanding)).eq(owed.gt(0) ? owed : NONE)).toBe(true);
        }
      }),
    );
  });

  it('does not rise with what is reserved', () => {
    fc.assert(
      fc.property(order, anyAmount(0, 9), (input, units) => {
        const reserved = new Map(input.reserved).set(11, units.plus(input.reserved.get(11) ?? NONE));
        const [before, after] = [input, { ...input, reserved }].map(
          (one) => orderDemand(one, demandRules(), NOW).byProduct.get(11) ?? NONE,
        );
        expect(after!.lte(before!)).toBe(true);
      }),
    );
  });
});
