/** A vendor's own words are shown to people and stored with failures: they carry neither e-mail addresses nor tokens. */

const EMAIL = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g;
/** Long runs of letters and digits mixed: tokens, hashes, keys. Field names and words have no digits. */
const TOKEN = /\b(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{24,}\b/g;
const MAX_LENGTH = 300;

export function cleanWords(words: string): string {
  const clean = words.replace(EMAIL, '[e-mail]').replace(TOKEN, '[removed]').replace(/\s+/g, ' ').trim();
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}
