/** The candidate that a misspelt word most likely meant; undefined when none is near. */
export const closest = (word: string, candidates: readonly string[]): string | undefined =>
  closestOf(word, candidates)[0];

/** All that are equally near: of accounts with names alike none is to be guessed. */
export function closestOf(word: string, candidates: readonly string[]): string[] {
  const limit = Math.max(1, Math.ceil(word.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    // Of a word of one letter, every other one is one letter away.
    .filter(({ candidate, distance }) => distance <= limit && distance < Math.max(word.length, candidate.length))
    .sort((one, two) => one.distance - two.distance);
  return ranked.filter(({ distance }) => distance === ranked[0]?.distance).map(({ candidate }) => candidate);
}

/** Levenshtein distance, row by row. */
function editDistance(one: string, two: string): number {
  let previous = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (const [row, left] of one.split('').entries()) {
    const current = [row + 1];
    for (const [column, right] of two.split('').entries()) {
      const replaced = (previous[column] ?? 0) + (left === right ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[two.length] ?? 0;
}
