import { assert, integer, property, string } from 'fast-check';
import { cutText, singleLine, splitText } from '../../src/mapping/text-limits';

const FAMILY = '👨‍👩‍👧‍👦';

describe('cutText', () => {
  it('leaves text within the limit alone', () => {
    expect(cutText('Ann Lee', 7)).toEqual({ text: 'Ann Lee', cut: false });
  });

  it.each([
    ['a plain word', 'Wolfeschlegelsteinhausenbergerdorff', 32, 'Wolfeschlegelsteinhausenbergerdo'],
    ['a space at the cut', 'Ann Lee', 4, 'Ann'],
    ['a surrogate pair at the cut', 'abc😀', 4, 'abc'],
    ['a family of four people joined into one picture', `ab${FAMILY}`, 5, 'ab'],
    ['a letter with a combining accent', 'Zoe\u0308', 3, 'Zo'],
    ['a flag made of two regional letters', 'x🇩🇪', 3, 'x'],
    ['right-to-left text', 'محمد بن سلمان', 8, 'محمد بن'],
    ['a Devanagari syllable', 'क्षि', 3, 'क्ष'.slice(0, 3)],
  ])('cuts %s between what a reader sees as characters', (_case, text, limit, expected) => {
    expect(cutText(text, limit)).toEqual({ text: expected, cut: true });
  });

  it('cuts a single character that is too long by itself between code points', () => {
    expect(cutText(FAMILY, 5)).toEqual({ text: '👨‍👩', cut: true });
  });

  it('is never longer than the limit, is a beginning of the text, and never ends in half a surrogate pair', () => {
    assert(
      property(string({ unit: 'grapheme' }), integer({ min: 1, max: 40 }), (text, limit) => {
        const { text: kept, cut } = cutText(text, limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(text.startsWith(kept)).toBe(true);
        expect(cut).toBe(text.length > limit);
        expect(() => encodeURIComponent(kept)).not.toThrow();
      }),
    );
  });
});

describe('splitText', () => {
  it.each([
    ['short text', 'High Street', 20, ['High Street', '']],
    ['text with a space that fits', 'Flat 4 Riverside House', 12, ['Flat 4', 'Riverside House']],
    ['text whose space is exactly at the limit', 'Flat 4 House', 6, ['Flat 4', 'House']],
    ['text without a space', 'Donaudampfschiff', 5, ['Donau', 'dampfschiff']],
  ])('splits %s', (_case, text, limit, expected) => {
    expect(splitText(text, limit)).toEqual(expected);
  });
});

describe('singleLine', () => {
  it.each([
    ['line breaks and tabs', ' 1 High St\r\n\tBristol ', '1 High St Bristol'],
    ['non-breaking spaces', 'Ann\u00a0\u00a0Lee', 'Ann Lee'],
    ['joined emoji, which stay joined', FAMILY, FAMILY],
    ['NUL and other control characters', 'Ann\u0000Lee\u0007', 'Ann Lee'],
  ])('makes one line of %s', (_case, text, expected) => {
    expect(singleLine(text)).toBe(expected);
  });
});
