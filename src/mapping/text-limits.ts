/** Cutting text to a vendor's limit without tearing what a reader sees as one character. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface CutText {
  readonly text: string;
  readonly cut: boolean;
}

/**
 * The longest beginning of `text` that is at most `limit` long, ending between graphemes, with the spaces at its end gone.
 * Length is counted in UTF-16 units: Brightpearl does not say what it counts, and no other count gives a larger number of
 * characters for the same text. Where the first grapheme alone is too long, it is cut between code points.
 */
export function cutText(text: string, limit: number): CutText {
  if (text.length <= limit) return { text, cut: false };
  const kept = takeWhole(graphemeParts(text), limit) || takeWhole(Array.from(text), limit);
  return { text: kept.trimEnd(), cut: true };
}

/** Splits over-long text in two at the last space that fits; with no such space it splits between graphemes. */
export function splitText(text: string, limit: number): readonly [string, string] {
  if (text.length <= limit) return [text, ''];
  const space = text.lastIndexOf(' ', limit);
  const head = space > 0 ? text.slice(0, space) : cutText(text, limit).text;
  return [head.trimEnd(), text.slice(head.length).trim()];
}

/** One line of plain text: control characters and line breaks become spaces, runs of spaces one. */
export const singleLine = (text: string): string => text.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim();

function graphemeParts(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

function takeWhole(parts: readonly string[], limit: number): string {
  let taken = '';
  for (const part of parts) {
    if (taken.length + part.length > limit) break;
    taken += part;
  }
  return taken;
}
