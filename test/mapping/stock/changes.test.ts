import { levelKey, planChanges, type ChangesInput, type PlannedLevel } from '../../../src/mapping/stock/changes';

const aLevel = (
  variantId: number,
  quantity: number,
  current: number | undefined,
  more: Partial<PlannedLevel> = {},
): PlannedLevel => ({
  variantId,
  target: { kind: 'variant', variantId },
  locationId: 1,
  sku: `V${variantId}`,
  quantity,
  current,
  ...more,
});

const changes = (planned: readonly PlannedLevel[], more: Partial<ChangesInput> = {}) =>
  planChanges({
    planned,
    inStock: 1_000,
    fallenBefore: 0,
    sources: [],
    guard: { percent: 30, atLeast: 20 },
    ...more,
  });

/** `V1 5>3 at 1` per write, batch by batch. */
function written(...input: Parameters<typeof changes>): string[][] {
  const found = changes(...input);
  if (found.fall) throw new Error(found.fall.reason);
  return found.batches.map(({ locationId, direction, levels }) => [
    `${direction} at ${locationId}`,
    ...levels.map(({ sku, current, quantity }) => `${sku} ${current ?? '?'}>${quantity}`),
  ]);
}

describe('a cycle', () => {
  it('writes only what differs, falling levels first, the lowest of them first', () => {
    expect(written([aLevel(1, 5, 5), aLevel(2, 9, 4), aLevel(3, 3, 8), aLevel(4, 0, 2), aLevel(5, 0, 0)])).toEqual([
      ['falling at 1', 'V4 2>0', 'V3 8>3'],
      ['rising at 1', 'V2 4>9'],
    ]);
  });

  it('writes a level that is not known, among the first', () => {
    expect(written([aLevel(1, 6, 4), aLevel(2, 7, undefined), aLevel(3, 0, undefined)])).toEqual([
      ['falling at 1', 'V3 ?>0', 'V2 ?>7'],
      ['rising at 1', 'V1 4>6'],
    ]);
  });

  it('writes one location at a time', () => {
    const at7 = { locationId: 7 };
    expect(written([aLevel(1, 1, 2), aLevel(1, 1, 2, at7), aLevel(2, 1, 3), aLevel(2, 4, 3, at7)])).toEqual([
      ['falling at 1', 'V1 2>1', 'V2 3>1'],
      ['falling at 7', 'V1 2>1'],
      ['rising at 7', 'V2 3>4'],
    ]);
  });

  it('writes at most 2,000 at once', () => {
    const planned = Array.from({ length: 4_001 }, (_, index) => aLevel(index + 1, 3, 2));
    const found = changes(planned);
    expect(found.batches.map(({ levels }) => levels.length)).toEqual([2_000, 2_000, 1]);
  });

  it('writes nothing where nothing differs', () => {
    expect(changes([aLevel(1, 5, 5)])).toEqual({ batches: [], held: [], fall: undefined });
    expect(written([])).toEqual([]);
  });

  it('of two plans for one level takes the lower', () => {
    expect(written([aLevel(1, 5, 9), aLevel(1, 3, 9)])).toEqual([['falling at 1', 'V1 9>3']]);
  });

  it('tells levels of a variant and of a product apart', () => {
    const ofProduct = aLevel(7, 1, 2, { target: { kind: 'product', productId: 7 } });
    expect([levelKey(aLevel(7, 1, 2)), levelKey(ofProduct)]).toEqual(['variant 7 at 1', 'product 7 at 1']);
    expect(written([aLevel(7, 1, 2), ofProduct])[0]).toHaveLength(3);
  });
});

describe('the guard', () => {
  const falls = (count: number): PlannedLevel[] => Array.from({ length: count }, (_, index) => aLevel(index + 1, 0, 5));

  it.each<[string, boolean, number, Partial<ChangesInput>]>([
    ['30 % of 100 levels', false, 30, { inStock: 100 }],
    ['31 % of 100 levels', true, 31, { inStock: 100 }],
    ['3 of 5 SKUs', false, 3, { inStock: 5 }],
    ['19 of 19 levels', false, 19, { inStock: 19 }],
    ['20 of 20 levels', true, 20, { inStock: 20 }],
    ['20 levels of a shop of 10,000', false, 20, { inStock: 10_000 }],
    ['a page of a compare whose earlier pages emptied much', true, 100, { inStock: 1_000, fallenBefore: 250 }],
    ['the same page by itself', false, 100, { inStock: 1_000 }],
    ['all levels, with a limit of 100 %', false, 500, { inStock: 500, guard: { percent: 100, atLeast: 20 } }],
    ['one level, with no tolerance at all', true, 1, { inStock: 500, guard: { percent: 0, atLeast: 1 } }],
  ])('%s: %s', (_, holds, count, more) => {
    expect(changes(falls(count), more).held).toHaveLength(holds ? count : 0);
  });

  it('gives the figures', () => {
    expect(changes(falls(40), { inStock: 100, fallenBefore: 2 }).fall).toEqual({
      reason: 'mass-fall',
      limitPercent: 30,
      inStock: 100,
      toZero: 42,
    });
  });

  it('counts only levels that are known to be above 0 and are to be 0', () => {
    const others = [aLevel(901, 0, 0), aLevel(902, 0, undefined), aLevel(903, 1, 500)];
    const found = changes([...falls(3), ...others], { guard: { percent: 0, atLeast: 3 } });
    expect(found).toMatchObject({ held: falls(3), fall: { toZero: 3 } });
  });

  it('keeps only what would be 0: an order still lowers a level, and what came in still raises one', () => {
    const found = changes([...falls(40), aLevel(901, 3, 5), aLevel(902, 9, 5)], { inStock: 100 });
    expect(found.batches.flatMap(({ levels }) => levels.map(({ sku }) => sku))).toEqual(['V901', 'V902']);
  });

  it.each<[string, PlannedLevel[], number]>([
    ['a level that falls a little, after a mass fall', [aLevel(1, 3, 5)], 0],
    ['levels that a person let through', falls(40).map((one) => ({ ...one, ruling: 'released' as const })), 0],
    ['a level that was held before', [aLevel(1, 0, 5, { ruling: 'held' })], 1],
    ['a level that was held before and has stock again', [aLevel(1, 4, 5, { ruling: 'held' })], 0],
  ])('%s: holds without judging', (_, planned, held) => {
    const found = changes(planned, { inStock: 100, fallenBefore: 90 });
    expect([found.held.length, found.fall]).toEqual([held, undefined]);
  });

  it.each<[string, boolean, number, number]>([
    ['as many as before', false, 1_000, 1_000],
    ['more than before', false, 10, 1_000],
    ['30 % fewer', false, 1_000, 700],
    ['31 % fewer', true, 1_000, 690],
    ['none of many', true, 1_000, 0],
    ['none of a few', false, 19, 0],
    ['none at the first time', false, 0, 0],
  ])('a source that answers for %s: %s', (_, holds, before, now) => {
    const found = changes(falls(1), { sources: [{ source: 'availability of acme', before, now }] });
    expect(found.held).toHaveLength(holds ? 1 : 0);
  });

  it('names the source', () => {
    const sources = [
      { source: 'variants of abc123', before: 100, now: 100 },
      { source: 'availability of acme', before: 100, now: 20 },
    ];
    expect(changes(falls(1), { sources }).fall).toEqual({
      reason: 'source-shrank',
      limitPercent: 30,
      source: 'availability of acme',
      before: 100,
      now: 20,
    });
  });
});
