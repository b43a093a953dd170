import { parseIdSet } from '../../src/api/id-set';

describe('an id set', () => {
  it.each([
    ['7', [7]],
    ['1,4,7-9', [1, 4, 7, 8, 9]],
    [' 3 , 1 ', [3, 1]],
    ['5-5,5', [5]],
    ['1-1001', Array.from({ length: 1_001 }, (_, index) => index + 1)],
  ])('%s is read', (text, ids) => {
    expect(parseIdSet(text)).toEqual(ids);
  });

  it.each(['', 'x', '1,', '9-7', '1-', '-5', '1.5', '1-100001', '1-60000,70000-130000', '1-99999999999999'])(
    '%j is none',
    (text) => {
      expect(parseIdSet(text)).toBeUndefined();
    },
  );
});
