import type { ShownReport } from '../../api/answers';
import { pairs, table, time } from '../text';
import { textOf } from './order-views';

/** A report with a table of its rows, whatever they are. */
export function showReport(
  { kind, scope, finishedAt, summary, rows }: ShownReport,
  columns: number | undefined,
): string {
  const title = `${kind} of ${scope}, ${time(finishedAt)} UTC\n`;
  const facts = pairs(Object.entries(summary).map(([name, value]) => [name, textOf(value)] as const));
  const records = rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
  if (records.length === 0) return `${title}${facts}No differences.\n`;
  const head = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const cells = records.map((row) => head.map((name) => textOf(row[name])));
  return title + facts + table(head, cells, { columns, wide: head.length - 1 });
}
