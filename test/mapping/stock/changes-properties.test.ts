/** Random plans and levels: exactly what differs is written, each level once, falling first. */
import * as fc from 'fast-check';
import { ITEMS_PER_WRITE, levelKey, planChanges, type PlannedLevel } from '../../../src/mapping/stock/changes';

describe('what a cycle writes', () => {
  const level = fc.record({
    variant: fc.nat(40),
    locationId: fc.constantFrom(1, 2),
    quantity: fc.nat(5),
    current: fc.option(fc.nat(5), { nil: undefined }),
  });
  const asPlan = ({
    variant,
    ...rest
  }: { variant: number } & Omit<PlannedLevel, 'variantId' | 'target' | 'sku'>): PlannedLevel => ({
    ...rest,
    variantId: variant,
    target: { kind: 'variant', variantId: variant },
    sku: `V${variant}`,
  });
  const few = fc.array(level, { maxLength: 60 }).map((all) => all.map(asPlan));
  /** More than fit into one request, of one location. */
  const many = fc
    .nat(1_500)
    .map((extra) =>
      Array.from({ length: ITEMS_PER_WRITE + extra }, (_, variant) =>
        asPlan({ variant, locationId: 1, quantity: variant % 3, current: variant % 4 }),
      ),
    );
  const write = (levels: readonly PlannedLevel[]) => {
    const guard = { percent: 100, atLeast: 1 };
    return planChanges({ planned: levels, inStock: levels.length, fallenBefore: 0, sources: [], guard }).batches;
  };

  it.each([
    ['few', few, 100],
    ['many', many, 10],
  ] as const)(
    'is exactly what differs, each level once, falling first, in batches of one location (%s)',
    (_, plans, numRuns) => {
      fc.assert(
        fc.property(plans, (levels) => {
          const batches = write(levels);
          const written = batches.flatMap((batch) => batch.levels);
          const keys = written.map(levelKey);
          expect(new Set(keys).size).toBe(keys.length);
          const lowest = new Map<string, PlannedLevel>();
          for (const one of levels) {
            const other = lowest.get(levelKey(one));
            if (!other || one.quantity < other.quantity) lowest.set(levelKey(one), one);
          }
          const differing = [...lowest.values()].filter(({ quantity, current }) => quantity !== current);
          expect(new Set(keys)).toEqual(new Set(differing.map(levelKey)));
          expect(
            batches.every(
              ({ levels: all, locationId }) =>
                all.length > 0 && all.length <= ITEMS_PER_WRITE && all.every((one) => one.locationId === locationId),
            ),
          ).toBe(true);
          const rises = written.map(({ quantity, current }) => current !== undefined && quantity > current);
          expect(rises).toEqual([...rises].sort((one, two) => Number(one) - Number(two)));
        }),
        { numRuns },
      );
    },
  );
});
