import * as fc from 'fast-check';
import { formatIdSet, getUris, parseIdSet } from '../../../src/simulators/brightpearl/id-set';

describe('an id set', () => {
  it.each([
    ['7', [7], [6, 8]],
    ['1-10,12', [1, 5, 10, 12], [0, 11, 13]],
    ['1,3,9', [1, 3, 9], [2]],
    ['4-4', [4], [3, 5]],
  ])('reads %s', (text, inside, outside) => {
    const ids = parseIdSet(text);
    expect(inside.every((id) => ids?.has(id))).toBe(true);
    expect(outside.some((id) => ids?.has(id))).toBe(false);
  });

  it.each(['', 'x', '1,,2', '10-1', '1-', '-3', '1;2'])('refuses %p', (text) => {
    expect(parseIdSet(text)).toBeUndefined();
  });

  it('counts a range of millions without spelling it out', () => {
    expect(parseIdSet('1-900000000')?.size).toBe(900_000_000);
  });

  it('is written the way live accounts write it', () => {
    expect(formatIdSet([320, 1, 2, 5, 321, 8])).toBe('1-2,5,8,320-321');
    expect(formatIdSet([81011, 151499])).toBe('81011,151499');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (ids) => {
        const read = parseIdSet(formatIdSet(ids));
        expect(read?.size).toBe(ids.length);
        expect(ids.every((id) => read?.has(id))).toBe(true);
      }),
    );
  });
});

describe('getUris', () => {
  it('names only ids that exist, in URIs of at most 200 ids each', () => {
    const existing = Array.from({ length: 250 }, (_, index) => index + 1);
    expect(getUris('order', '1-1000', existing)).toEqual(['/order/1-200', '/order/201-250']);
    expect(getUris('order', '900-1000', existing)).toEqual([]);
  });
});
