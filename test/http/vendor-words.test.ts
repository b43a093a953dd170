import { cleanWords } from '../../src/http/vendor-words';

it.each([
  ['No contact with ann.lee+shop@example.co.uk found', 'No contact with [e-mail] found'],
  ['Invalid instance token: 3f9c0a7b8d1e4f5a6b7c8d9e0f1a2b3c', 'Invalid instance token: [removed]'],
  ["The field 'store_default_to_transactional_exchange_rate' is read only", undefined],
  ['The filter orderStatusId=BAD PARAM cannot be parsed as: INTEGER', undefined],
])('of %j leaves what is neither address nor token', (words, expected) => {
  expect(cleanWords(words)).toBe(expected ?? words);
});

it('cuts what is too long to be read', () => {
  expect(cleanWords('long '.repeat(200))).toHaveLength(301);
});
