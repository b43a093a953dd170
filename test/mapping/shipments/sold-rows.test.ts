import type { BpSalesOrder } from '../../../src/brightpearl/schemas/sales-order';
import { linesWithoutRow, partsNeverNoted, soldRowsOf, substitutions } from '../../../src/mapping/shipments/sold-rows';
import { planShipments } from '../../../src/mapping/shipments/plan';
import type { ShippableLine } from '../../../src/mapping/shipments/types';

type Row = BpSalesOrder['rows'][number];

const row = (id: number, more: Partial<Row> = {}): Row => ({
  id,
  productId: 1_000 + id,
  quantity: '2',
  net: '10',
  tax: '1',
  ...more,
});

const line = (lineId: number, more: Partial<ShippableLine> = {}): ShippableLine => ({
  lineId,
  quantity: 2,
  quantityShipped: 0,
  quantityRefunded: 0,
  orderAddressId: 31,
  ...more,
});

const noteOf = (...rowIds: number[]) => ({
  noteId: 7,
  reference: '',
  rows: rowIds.map((salesOrderRowId) => ({ salesOrderRowId, productId: 1_000 + salesOrderRowId, quantity: '2' })),
});

describe('the rows of a sales order', () => {
  it('are of the lines they were made of, also once they lost their reference or were split off', () => {
    const known = [
      { id: 1, externalRef: 'line-501' },
      { id: 2, externalRef: 'line-502' },
    ];
    const rows = [row(1), row(9, { clonedFromId: 2 }), row(3, { externalRef: 'line-503' }), row(4)];
    expect(soldRowsOf({ rows }, known, new Set()).map(({ externalRef }) => externalRef)).toEqual([
      'line-501',
      'line-502',
      'line-503',
      undefined,
    ]);
  });

  it('of products without stock are told', () => {
    const rows = [row(1, { parentRowId: 5 }), row(2, { parentRowId: 5 }), row(5)];
    expect(partsNeverNoted(rows, [noteOf(2)])).toEqual([1_001]);
    expect(soldRowsOf({ rows }, [], new Set([1_001])).map(({ stockTracked }) => stockTracked)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('whose product staff changed are named, where they left', () => {
    const known = [{ id: 1, externalRef: 'line-501', productId: 1_001 }];
    const sold = soldRowsOf({ rows: [row(1, { externalRef: 'line-501', productId: 4_711 })] }, known, new Set());
    expect(substitutions(noteOf(1), sold, known)).toEqual([
      'Note 7: line-501 was sold as product 1001, and product 4711 left for it',
    ]);
    expect(substitutions(noteOf(2), sold, known)).toEqual([]);
  });
});

describe('lines without a row', () => {
  it('are those that are still to be shipped and that no sales order has', () => {
    const lines = [
      line(501),
      line(502),
      line(503, { quantityShipped: 2 }),
      line(504, { orderAddressId: 0 }),
      line(505, { parentLineId: 501 }),
    ];
    expect(linesWithoutRow(lines, new Set(['line-501'])).map(({ lineId }) => lineId)).toEqual([502]);
  });
});

describe('a pick list that is a bundle in Brightpearl', () => {
  const soldRows = [
    { id: 1, productId: 1, quantity: '2', externalRef: 'line-501', stockTracked: false },
    { id: 2, productId: 2, quantity: '2', parentRowId: 1, stockTracked: true },
  ];
  const lines = [line(501), line(502, { quantity: 4, parentLineId: 501 })];

  it('has its items shipped with it', () => {
    const note = { noteId: 7, reference: '', rows: [{ salesOrderRowId: 2, productId: 2, quantity: '1' }] };
    expect(planShipments({ note, earlier: [], soldRows, lines }).shipments).toEqual([
      {
        orderAddressId: 31,
        items: [
          { lineId: 501, quantity: 1 },
          { lineId: 502, quantity: 2 },
        ],
      },
    ]);
  });

  it('leaves items with rows of their own to those', () => {
    const own = [...soldRows, { id: 3, productId: 3, quantity: '4', externalRef: 'line-502', stockTracked: true }];
    const note = { noteId: 7, reference: '', rows: [{ salesOrderRowId: 2, productId: 2, quantity: '1' }] };
    expect(planShipments({ note, earlier: [], soldRows: own, lines }).shipments[0]?.items).toEqual([
      { lineId: 501, quantity: 1 },
    ]);
  });
});
