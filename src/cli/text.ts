/** Tables and lines for a terminal. */
import Table from 'cli-table3';

/** What a table looks like where the output is no terminal. */
const DEFAULT_COLUMNS = 120;

/** Control characters out of foreign texts could repaint the terminal; line ends and tabs may stay. */
export const plain = (text: string): string => text.replaceAll(/(?![\t\n])\p{Cc}/gu, ' ');

type Cell = string | number | null | undefined;

/** `wide` is the column that takes what room is left and wraps. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: { readonly columns?: number | undefined; readonly wide?: number } = {},
): string {
  const cells = rows.map((row) => row.map((cell) => plain(String(cell ?? ''))));
  const { wide, columns = DEFAULT_COLUMNS } = options;
  const made = new Table({
    head: [...head],
    style: { head: [], border: [] },
    wordWrap: true,
    ...(wide === undefined ? {} : { colWidths: widths(head, cells, wide, columns) }),
  });
  made.push(...cells);
  return `${made.toString()}\n`;
}

/** Every column as wide as its content, the wide one with the rest, so that the table is never wider than the terminal. */
function widths(head: readonly string[], rows: readonly string[][], wide: number, columns: number): number[] {
  const longest = (index: number): number =>
    Math.max(...[head, ...rows].flatMap((row) => (row[index] ?? '').split('\n').map((line) => line.length)));
  const natural = head.map((_, index) => longest(index) + 2);
  const others = natural.reduce((sum, width, index) => (index === wide ? sum : sum + width + 1), 1);
  return natural.map((width, index) => (index === wide ? Math.min(width, Math.max(20, columns - others - 1)) : width));
}

/** Rows that are objects, with a column for each key that one of them has; empty where none is. */
export function recordTable(
  rows: readonly unknown[],
  { columns, wide }: { readonly columns: number | undefined; readonly wide: 'first' | 'last' },
): string {
  const records = rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
  if (records.length === 0) return '';
  const head = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const cells = records.map((row) => head.map((name) => textOf(row[name])));
  return table(head, cells, { columns, wide: wide === 'first' ? 0 : head.length - 1 });
}

/** A text as it is, anything else as JSON; empty where there is nothing. */
export const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** `key  value` lines, the keys aligned; without the pairs that have no value. */
export function pairs(entries: readonly (readonly [string, Cell])[]): string {
  const shown = entries.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([key]) => key.length));
  return shown.map(([key, value]) => `${key.padEnd(width)}  ${plain(String(value))}\n`).join('');
}

/** `2026-11-01T10:00:00.000Z` as `2026-11-01 10:00:00`: the same, easier to read; still UTC. */
export const time = (iso: string | null): string => (iso === null ? '' : iso.slice(0, 19).replace('T', ' '));

export const amount = (value: string | null, currency: string | null): string =>
  value === null ? '' : [value, currency].filter(Boolean).join(' ');
