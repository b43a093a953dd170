import { closest } from '../../src/config/suggestions';

it.each([
  ['STORE_TOKE', ['STORE_TOKEN', 'PATH'], 'STORE_TOKEN'],
  ['channels', ['Channel', 'currencies'], 'Channel'],
  ['R', ['_', 'PATH'], undefined],
  ['abc', ['xyz'], undefined],
])('%s of %j is taken for %s', (word, candidates, meant) => {
  expect(closest(word, candidates)).toBe(meant);
});
