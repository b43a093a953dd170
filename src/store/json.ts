/** PostgreSQL stores every character but U+0000, and one bad character must not keep a record from being stored. */

export const storable = (text: string): string => text.replaceAll('\0', '');

/** For a `jsonb` column. */
export const toJsonb = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) => (typeof part === 'string' ? storable(part) : part));
