import { parseIdSet } from '../../src/api/id-set';

describe('an id set', () => {
  it.each([
    ['7', [7]],
    ['1,4,7-9', [1, 4, 7, 8, 9]],
    [' 3 , 1 ', [3, 1]],
    ['5-5,5', [5]],
    ['1-1000', Array.from({ length: 1_000 }, (_, index) => index + 1)],
  ])('%s is read', (text, ids) => {
    expect(parseIdSet(text)).toEqual(ids);
  });

  it.each(['', 'x', '1,', '9-7', '1-', '-5', '1.5', '1-1001', '1-600,700-1300', '1-99999999999999'])(
    '%j is none',
    (text) => {
      expect(parseIdSet(text)).toBeUndefined();
    },
  );
});
