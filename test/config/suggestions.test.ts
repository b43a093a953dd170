import { unknownTarget } from '../../src/config/route-checks';
import { closest, closestOf } from '../../src/config/suggestions';

it.each([
  ['STORE_TOKE', ['STORE_TOKEN', 'PATH'], 'STORE_TOKEN'],
  ['channels', ['Channel', 'currencies'], 'Channel'],
  ['R', ['_', 'PATH'], undefined],
  ['abc', ['xyz'], undefined],
])('%s of %j is taken for %s', (word, candidates, meant) => {
  expect(closest(word, candidates)).toBe(meant);
});

it('words that are equally near are all meant', () => {
  expect(closestOf('est1', ['west1', 'east1', 'north1'])).toEqual(['west1', 'east1']);
});

it.each([
  ['wst1', 'Did you mean "west1"? Correct it'],
  ['est1', 'Use one of: west1, east1'],
])('an account that is written %s is guessed only where one alone is near', (written, fix) => {
  expect(unknownTarget(['account'], written, ['west1', 'east1'], 'the code of an account')).toMatchObject([{ fix }]);
});
