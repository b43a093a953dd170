import { shippableLines } from '../../../src/mapping/shipments/lines';

const LINE = 537;

const orderWith = (line: object) =>
  ({
    consignments: {
      shipping: [{ id: 31, line_items: [{ id: LINE, type: 'physical', ...line }] }],
      pickups: [],
      downloads: [],
    },
  }) as unknown as Parameters<typeof shippableLines>[0];

const refundedOf = (line: object, takenOff?: number): number | undefined =>
  shippableLines(orderWith(line), new Map(takenOff === undefined ? [] : [[LINE, takenOff]]))[0]?.quantityRefunded;

describe('units of a line that were given back before they left', () => {
  it('are those that a refund took off the sales order', () => {
    expect(refundedOf({ quantity: 4, quantity_shipped: 3, quantity_refunded: 1 }, 1)).toBe(1);
    expect(refundedOf({ quantity: 4, quantity_shipped: 3, quantity_refunded: 2 }, 1)).toBe(1);
  });

  it('are among the shipped ones where nobody knows better', () => {
    expect(refundedOf({ quantity: 4, quantity_shipped: 3, quantity_refunded: 1 })).toBe(0);
    expect(refundedOf({ quantity: 4, quantity_shipped: 1, quantity_refunded: 3 })).toBe(2);
  });
});
