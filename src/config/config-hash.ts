import { createHash } from 'node:crypto';

/**
 * The hash stored with every document, to tell later which configuration made it. It covers the file's content with
 * defaults filled in: comments, key order and layout do not matter, and secrets are not in it, for the file only names them.
 * 16 hexadecimal digits.
 */
export function configHash(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 16);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.sort(([one], [two]) => (one < two ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
