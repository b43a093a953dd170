import { statusToSet } from '../../../src/mapping/shipments/status';
import type { ShippableLine } from '../../../src/mapping/shipments/types';

const line = (quantity: number, quantityShipped: number, more: Partial<ShippableLine> = {}): ShippableLine => ({
  lineId: quantity * 10 + quantityShipped,
  quantity,
  quantityShipped,
  quantityRefunded: 0,
  orderAddressId: 31,
  ...more,
});

const PART = [line(2, 1)];
const WHOLE = [line(2, 2)];

const set = (status: number, lines: readonly ShippableLine[], completed: 2 | 10 = 2, setStatus = true) =>
  statusToSet({ status_id: status }, lines, { completed, setStatus });

describe('the status of an order by what was shipped of it', () => {
  it.each([
    [11, PART, 3],
    [9, WHOLE, 2],
    [3, WHOLE, 2],
    [3, PART, undefined],
    [2, WHOLE, undefined],
    [2, PART, undefined],
    [10, PART, undefined],
    [10, WHOLE, undefined],
    [0, WHOLE, undefined],
    [4, WHOLE, undefined],
    [5, WHOLE, undefined],
    [6, PART, undefined],
    [13, WHOLE, undefined],
    [14, WHOLE, undefined],
  ] as const)('of %d comes to the next', (status, lines, expected) => {
    expect(set(status, lines)).toBe(expected);
  });

  it('may end as Completed', () => {
    expect(set(11, WHOLE, 10)).toBe(10);
    expect(set(2, WHOLE, 10)).toBe(10);
    expect(set(11, PART, 10)).toBe(3);
    expect(set(10, PART, 10)).toBeUndefined();
    expect(set(2, PART, 10)).toBeUndefined();
  });

  it('counts what was given back, and nothing that is not shipped to anybody', () => {
    expect(set(11, [line(2, 1, { quantityRefunded: 1 })])).toBe(2);
    expect(set(11, [line(2, 2), line(1, 0, { orderAddressId: 0 })])).toBe(2);
  });

  it('stays while nothing is shipped, and where the route says so', () => {
    expect(set(11, [line(2, 0)])).toBeUndefined();
    expect(set(11, WHOLE, 2, false)).toBeUndefined();
  });
});
