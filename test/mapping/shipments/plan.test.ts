import * as fc from 'fast-check';
import { planShipments } from '../../../src/mapping/shipments/plan';
import type { Note, ShippableLine, SoldRow } from '../../../src/mapping/shipments/types';

const HOME = 31;
const OFFICE = 32;

const sold = (id: number, lineId: number | undefined, quantity: number, more: Partial<SoldRow> = {}): SoldRow => ({
  id,
  productId: 1_000 + id,
  quantity: String(quantity),
  stockTracked: true,
  ...(lineId === undefined ? {} : { externalRef: `line-${lineId}` }),
  ...more,
});

const line = (lineId: number, quantity: number, more: Partial<ShippableLine> = {}): ShippableLine => ({
  lineId,
  quantity,
  quantityShipped: 0,
  quantityRefunded: 0,
  orderAddressId: HOME,
  ...more,
});

/** @param units by sales order row */
const note = (units: Readonly<Record<number, number | string>>, noteId = 7): Note => ({
  noteId,
  reference: '',
  rows: Object.entries(units).map(([rowId, quantity]) => ({
    salesOrderRowId: Number(rowId),
    productId: 1_000 + Number(rowId),
    quantity: String(quantity),
  })),
});

const items = (orderAddressId: number, ...quantities: readonly (readonly [number, number])[]) => ({
  orderAddressId,
  items: quantities.map(([lineId, quantity]) => ({ lineId, quantity })),
});

const TWO_ROWS = [sold(1, 501, 2), sold(2, 502, 5)];
const TWO_LINES = [line(501, 2), line(502, 5)];

describe('a note', () => {
  it('is one shipment of what is on it', () => {
    const plan = planShipments({ note: note({ 1: 2, 2: 3 }), earlier: [], soldRows: TWO_ROWS, lines: TWO_LINES });
    expect(plan).toEqual({ shipments: [items(HOME, [501, 2], [502, 3])], notices: [] });
  });

  it('adds up a row that came from several locations', () => {
    const split: Note = { noteId: 7, reference: '', rows: [...note({ 2: 1 }).rows, ...note({ 2: 3 }).rows] };
    const plan = planShipments({ note: split, earlier: [], soldRows: TWO_ROWS, lines: TWO_LINES });
    expect(plan.shipments).toEqual([items(HOME, [502, 4])]);
  });

  it('is a shipment for each address that it goes to', () => {
    const lines = [line(501, 2, { orderAddressId: OFFICE }), line(502, 5)];
    const plan = planShipments({ note: note({ 1: 2, 2: 5 }), earlier: [], soldRows: TWO_ROWS, lines });
    expect(plan.shipments).toEqual([items(HOME, [502, 5]), items(OFFICE, [501, 2])]);
  });

  it('shows nothing of what is digital', () => {
    const lines = [line(501, 2, { orderAddressId: 0 }), line(502, 5)];
    const plan = planShipments({ note: note({ 1: 2, 2: 5 }), earlier: [], soldRows: TWO_ROWS, lines });
    expect(plan.shipments).toEqual([items(HOME, [502, 5])]);
  });

  it('ships a row whose product staff have replaced', () => {
    const soldRows = [sold(1, 501, 2, { productId: 4_711 })];
    const replaced: Note = {
      noteId: 7,
      reference: '',
      rows: [{ salesOrderRowId: 1, productId: 4_711, quantity: '2' }],
    };
    const plan = planShipments({ note: replaced, earlier: [], soldRows, lines: [line(501, 2)] });
    expect(plan).toEqual({ shipments: [items(HOME, [501, 2])], notices: [] });
  });

  it('names what is of no line of the order', () => {
    const soldRows = [...TWO_ROWS, sold(3, undefined, 1)];
    const plan = planShipments({ note: note({ 1: 2, 3: 1 }), earlier: [], soldRows, lines: TWO_LINES });
    expect(plan.shipments).toEqual([items(HOME, [501, 2])]);
    expect(plan.notices).toEqual([
      'Note 7: 1 of product 1003 (row 3) is of no line of the order, and not shown as shipped',
    ]);
  });

  it('of nothing that the order sold is no shipment', () => {
    const plan = planShipments({ note: note({ 9: 1 }), earlier: [], soldRows: TWO_ROWS, lines: TWO_LINES });
    expect(plan.shipments).toEqual([]);
    expect(plan.notices).toHaveLength(1);
  });
});

describe('what is left of a line', () => {
  it.each([
    ['was shipped in the store by hand', { quantityShipped: 4 }],
    ['was given back', { quantityRefunded: 4 }],
    ['was shipped or given back', { quantityShipped: 1, quantityRefunded: 3 }],
  ])('is all that is shipped when the rest %s', (_, more) => {
    const plan = planShipments({
      note: note({ 2: 5 }),
      earlier: [],
      soldRows: TWO_ROWS,
      lines: [line(501, 2), line(502, 5, more)],
    });
    expect(plan.shipments).toEqual([items(HOME, [502, 1])]);
    expect(plan.notices).toEqual(['Note 7: 5 of line 502 left the warehouse, and 1 of it can still be shipped']);
  });

  it('is no shipment when it is nothing', () => {
    const lines = [line(502, 5, { quantityShipped: 5 })];
    const plan = planShipments({ note: note({ 2: 5 }), earlier: [], soldRows: TWO_ROWS, lines });
    expect(plan.shipments).toEqual([]);
    expect(plan.notices).toHaveLength(1);
  });
});

describe('a bundle', () => {
  /** Of one mug and two notebooks each, and a service. */
  const soldRows = [
    sold(10, 510, 3, { stockTracked: false }),
    sold(11, undefined, 3, { parentRowId: 10 }),
    sold(12, undefined, 6, { parentRowId: 10 }),
    sold(13, undefined, 3, { parentRowId: 10, stockTracked: false }),
  ];
  const lines = [line(510, 3)];

  it('ships as many as its parts make up', () => {
    const plan = planShipments({ note: note({ 11: 3, 12: 4 }), earlier: [], soldRows, lines });
    expect(plan).toEqual({ shipments: [items(HOME, [510, 2])], notices: [] });
  });

  it('ships with the note that completes it', () => {
    const first = note({ 11: 3 }, 6);
    expect(planShipments({ note: first, earlier: [], soldRows, lines }).shipments).toEqual([]);
    const second = planShipments({ note: note({ 12: 6 }), earlier: [first], soldRows, lines });
    expect(second.shipments).toEqual([items(HOME, [510, 3])]);
  });

  it('never ships when none of its parts has stock', () => {
    const services = soldRows.map((row) => ({ ...row, stockTracked: false }));
    const plan = planShipments({ note: note({ 11: 3 }), earlier: [], soldRows: services, lines });
    expect(plan.shipments).toEqual([]);
  });
});

describe('fractions of a unit', () => {
  it('ship when they make up a whole one', () => {
    const half = note({ 1: '0.5' }, 6);
    const soldRows = [sold(1, 501, 1)];
    const lines = [line(501, 1)];
    expect(planShipments({ note: half, earlier: [], soldRows, lines }).shipments).toEqual([]);
    const other = planShipments({ note: note({ 1: '0.5' }), earlier: [half], soldRows, lines });
    expect(other.shipments).toEqual([items(HOME, [501, 1])]);
  });
});

it('ships of all notes together what was sold, in whatever parts and order they come', () => {
  const parts = fc.array(fc.record({ row: fc.constantFrom(1, 2, 11, 12), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  const soldRows = [
    ...TWO_ROWS,
    sold(10, 510, 2, { stockTracked: false }),
    sold(11, undefined, 2, { parentRowId: 10 }),
    sold(12, undefined, 4, { parentRowId: 10 }),
  ];
  const ordered = new Map([
    [501, 2],
    [502, 5],
    [510, 2],
  ]);
  fc.assert(
    fc.property(parts, (all) => {
      const shipped = new Map<number, number>();
      const earlier: Note[] = [];
      for (const [index, { row, quantity }] of all.entries()) {
        const one = note({ [row]: quantity }, index);
        const lines = [...ordered].map(([id, units]) => line(id, units, { quantityShipped: shipped.get(id) ?? 0 }));
        const plan = planShipments({ note: one, earlier, soldRows, lines });
        for (const { lineId, quantity: units } of plan.shipments.flatMap((shipment) => shipment.items)) {
          expect(units).toBeGreaterThan(0);
          shipped.set(lineId, (shipped.get(lineId) ?? 0) + units);
        }
        earlier.push(one);
      }
      const gone = (row: number): number =>
        all.filter((part) => part.row === row).reduce((sum, { quantity }) => sum + quantity, 0);
      const made = [gone(1), gone(2), Math.min(gone(11), Math.floor(gone(12) / 2))];
      const expected = [...ordered.values()].map((units, index) => Math.min(units, made[index] ?? 0));
      expect([...ordered.keys()].map((id) => shipped.get(id) ?? 0)).toEqual(expected);
    }),
  );
});
