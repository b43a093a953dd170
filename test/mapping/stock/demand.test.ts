import { orderDemand, refundedBeforeShipping, totalDemand } from '../../../src/mapping/stock/demand';
import type { DemandLine, DemandOrder, DemandProduct, OrderDemand } from '../../../src/mapping/stock/demand-types';
import { amounts, component, demandRules, numbers, type Amounts } from './support/stock';

const NOW = '2026-11-30T12:00:00Z';

interface LineInput extends Partial<Omit<DemandLine, 'product'>> {
  /** Product id of a stock-tracked product; null: linked with none. */
  readonly of?: number | null;
  readonly product?: DemandProduct;
}

function aLine({ of = 11, ...more }: LineInput, index: number): DemandLine {
  const linked = of === null ? {} : { product: { productId: of, stockTracked: true } };
  return { lineId: 501 + index, ...linked, quantity: 1, refundedBeforeShipping: 0, shippedInStore: 0, ...more };
}

interface OrderInput extends Partial<Omit<DemandOrder, 'lines' | 'reserved' | 'onNotes'>> {
  readonly lines?: readonly LineInput[];
  readonly reserved?: Amounts;
  readonly onNotes?: Amounts;
}

/** Paid, awaiting fulfillment, one line of 5. */
function demandOf(
  { lines = [{ quantity: 5 }], reserved = {}, onNotes = {}, ...more }: OrderInput,
  rules: Parameters<typeof demandRules>[0] = {},
): OrderDemand {
  const order: DemandOrder = {
    statusId: 11,
    placedAt: '2026-11-29T12:00:00Z',
    paid: true,
    skipped: false,
    imported: false,
    ...more,
    lines: lines.map(aLine),
    reserved: amounts(reserved),
    onNotes: amounts(onNotes),
  };
  return orderDemand(order, demandRules(rules), NOW);
}

const demanded = (...input: Parameters<typeof demandOf>): number => numbers(demandOf(...input).byProduct)[11] ?? 0;

describe('an order counts', () => {
  const COUNTED = [1, 7, 8, 9, 11, 12];
  const LATE = [2, 3, 10, 13, 14];

  it.each(COUNTED)('at status %i, in Brightpearl or not', (statusId) => {
    expect([demanded({ statusId }), demanded({ statusId, imported: true })]).toEqual([5, 5]);
  });

  it.each(LATE)('at status %i until it is in Brightpearl, by rule', (statusId) => {
    expect(demanded({ statusId })).toBe(5);
    expect(demanded({ statusId }, { countedWhileUnimported: [] })).toBe(0);
    expect(demandOf({ statusId }, { countedWhileUnimported: [] }).standing).toBe('not-counted');
  });

  it.each([0, 4, 5, 6])('never at status %i', (statusId) => {
    expect([demanded({ statusId }), demanded({ statusId, imported: true })]).toEqual([0, 0]);
  });

  it('at a status that BigCommerce does not have today', () => {
    expect(demanded({ statusId: 15 })).toBe(5);
  });

  it.each<[string, number, OrderInput, Parameters<typeof demandRules>[0]]>([
    ['skipped', 0, { skipped: true }, {}],
    ['skipped, by rule', 5, { skipped: true }, { countSkipped: true }],
    ['skipped after it was imported', 5, { skipped: true, imported: true }, {}],
    ['unpaid for 29 days', 5, { statusId: 7, paid: false, placedAt: '2026-11-01T12:00:00Z' }, {}],
    ['unpaid for exactly 30 days', 5, { statusId: 7, paid: false, placedAt: '2026-10-31T12:00:00Z' }, {}],
    ['unpaid for longer', 0, { statusId: 7, paid: false, placedAt: '2026-10-31T11:59:59Z' }, {}],
    ['unpaid and pending for longer', 0, { statusId: 1, paid: false, placedAt: '2026-10-01T00:00:00Z' }, {}],
    [
      'unpaid for as long as the rule says',
      0,
      { statusId: 7, paid: false, placedAt: '2026-11-28T11:00:00Z' },
      { unpaidDays: 2 },
    ],
    ['paid long ago', 5, { statusId: 7, paid: true, placedAt: '2026-01-01T00:00:00Z' }, {}],
    [
      'on account: accepted, unpaid, held for long',
      5,
      { statusId: 11, paid: false, placedAt: '2026-01-01T00:00:00Z' },
      {},
    ],
    [
      'unpaid, but in Brightpearl',
      5,
      { statusId: 7, paid: false, imported: true, placedAt: '2026-01-01T00:00:00Z' },
      {},
    ],
    ['placed at a date that cannot be read', 5, { statusId: 7, paid: false, placedAt: '' }, {}],
  ])('or not: %s', (_, expected, order, rules) => {
    expect(demanded(order, rules)).toBe(expected);
  });

  it('says why it does not count, for every line', () => {
    const { standing, lines, byProduct } = demandOf({ statusId: 5, lines: [{}, {}] });
    expect(standing).toBe('closed');
    expect(lines).toEqual([
      { lineId: 501, reason: 'closed', products: [] },
      { lineId: 502, reason: 'closed', products: [] },
    ]);
    expect(byProduct.size).toBe(0);
    expect(
      [{ statusId: 0 }, { statusId: 10, imported: true }, { skipped: true }].map((order) => demandOf(order).standing),
    ).toEqual(['incomplete', 'handled', 'skipped']);
  });
});

describe('what is outstanding', () => {
  it.each<[string, number, OrderInput]>([
    ['known, not imported', 5, {}],
    ['posted, not reserved yet', 5, { imported: true }],
    ['3 of 5 reserved in silence', 2, { imported: true, reserved: { 11: 3 } }],
    ['all reserved', 0, { imported: true, reserved: { 11: 5 } }],
    ['3 on a note, the rest reserved', 0, { imported: true, onNotes: { 11: 3 }, reserved: { 11: 2 } }],
    ['3 on a note, the rest not reserved', 2, { imported: true, onNotes: { 11: 3 } }],
    ['more reserved than ordered', 0, { imported: true, reserved: { 11: 9 } }],
    ['another product reserved', 5, { imported: true, reserved: { 12: 5 } }],
    ['a figure that cannot be', 5, { imported: true, reserved: { 11: -2 } }],
    ['2 refunded before shipping', 3, { lines: [{ quantity: 5, refundedBeforeShipping: 2 }] }],
    [
      '2 refunded, 3 reserved',
      0,
      { imported: true, reserved: { 11: 3 }, lines: [{ quantity: 5, refundedBeforeShipping: 2 }] },
    ],
    ['more refunded than ordered', 0, { lines: [{ quantity: 1, refundedBeforeShipping: 2 }] }],
    [
      'shipped in the store, not imported: Brightpearl knows of none',
      5,
      { statusId: 2, lines: [{ quantity: 5, shippedInStore: 5 }] },
    ],
    ['shipped and known', 0, { statusId: 2, imported: true }],
    [
      'part shipped, the rest not reserved',
      2,
      { statusId: 3, imported: true, onNotes: { 11: 3 }, lines: [{ quantity: 5, shippedInStore: 3 }] },
    ],
    [
      'part shipped by hand, nothing reserved',
      2,
      { statusId: 3, imported: true, lines: [{ quantity: 5, shippedInStore: 3 }] },
    ],
    [
      'part refunded, the rest not reserved',
      4,
      { statusId: 14, imported: true, lines: [{ quantity: 5, refundedBeforeShipping: 1 }] },
    ],
  ])('%s', (_, expected, order) => {
    expect(demanded(order)).toBe(expected);
  });

  it('is found line by line, and what is reserved covers each unit once', () => {
    const { lines, byProduct } = demandOf({
      imported: true,
      reserved: { 11: 3, 12: 1 },
      lines: [{ quantity: 2 }, { quantity: 2 }, { quantity: 1, of: 12 }, { quantity: 4, of: 13 }],
    });
    const figures = lines.map(({ lineId, reason, products }) => [
      lineId,
      reason,
      ...products.map(({ productId, ordered, covered, outstanding }) =>
        [productId, ordered, covered, outstanding].map(Number),
      ),
    ]);
    expect(figures).toEqual([
      [501, 'covered', [11, 2, 2, 0]],
      [502, 'counted', [11, 2, 1, 1]],
      [503, 'covered', [12, 1, 1, 0]],
      [504, 'counted', [13, 4, 0, 4]],
    ]);
    expect(numbers(byProduct)).toEqual({ 11: 1, 13: 4 });
  });

  it('of two lines, one shipped: what is on notes covers the shipped one, in whatever order they stand', () => {
    const lines = [{ quantity: 5 }, { quantity: 5, shippedInStore: 5 }];
    const order = { statusId: 3, imported: true, onNotes: { 11: 5 } };
    expect(demanded({ ...order, lines })).toBe(5);
    expect(demanded({ ...order, lines: [...lines].reverse() })).toBe(5);
  });
});

describe('a line', () => {
  const bundle = { productId: 20, stockTracked: false, bundle: [component(11, 2), component(12, 1)] };

  it.each<[string, string, Record<number, number>, readonly LineInput[]]>([
    ['linked with no product', 'not-linked', {}, [{ of: null }]],
    [
      'without stock tracking, such as a download',
      'untracked',
      {},
      [{ product: { productId: 11, stockTracked: false } }],
    ],
    ['that was refunded', 'refunded', {}, [{ quantity: 2, refundedBeforeShipping: 2 }]],
    ['that was edited to nothing', 'refunded', {}, [{ quantity: 0 }]],
    ['of a bundle: its components', 'counted', { 11: 6, 12: 3 }, [{ quantity: 3, product: bundle }]],
    ['of a bundle without tracked components', 'untracked', {}, [{ product: { ...bundle, bundle: [] } }]],
    ['with a pick-list child: both', 'counted', { 11: 1, 12: 2 }, [{}, { of: 12, quantity: 2, parentLineId: 501 }]],
    [
      'of a bundle with a pick-list child: the bundle brings it',
      'counted',
      { 11: 2, 12: 1 },
      [{ product: bundle }, { of: 12, quantity: 1, parentLineId: 501 }],
    ],
    ['whose parent is gone', 'counted', { 11: 1 }, [{ parentLineId: 99 }]],
  ])('%s', (_, reason, expected, lines) => {
    const demand = demandOf({ lines });
    expect(demand.lines[0]?.reason).toBe(reason);
    expect(numbers(demand.byProduct)).toEqual(expected);
  });

  it('of a child says that its bundle counts it', () => {
    const { lines } = demandOf({ lines: [{ product: bundle }, { of: 12, parentLineId: 501 }] });
    expect(lines[1]).toEqual({ lineId: 502, reason: 'component', products: [] });
  });

  it('of a bundle, part shipped, owes the components of the others', () => {
    const order = { statusId: 3, imported: true, onNotes: { 11: 2, 12: 1 } };
    const demand = demandOf({ ...order, lines: [{ quantity: 3, shippedInStore: 1, product: bundle }] });
    expect(numbers(demand.byProduct)).toEqual({ 11: 4, 12: 2 });
  });
});

it('adds up over the orders of all stores', () => {
  const orders = [demandOf({}), demandOf({ lines: [{ of: 12 }, { quantity: 2 }] }), demandOf({ statusId: 5 })];
  expect(numbers(totalDemand(orders))).toEqual({ 11: 7, 12: 1 });
  expect(totalDemand([]).size).toBe(0);
});

it.each([
  [0, 0, 0],
  [2, 0, 2],
  [2, 3, 0], // may be a return
  [4, 3, 1],
])('of %i units refunded and %i shipped, %i never shipped', (refunded, shipped, expected) => {
  expect(refundedBeforeShipping(refunded, shipped)).toBe(expected);
});
