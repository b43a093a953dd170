import type { ShownReport } from '../../api/answers';
import { pairs, recordTable, textOf, time } from '../text';

/** A report with a table of its rows, whatever they are. */
export function showReport(
  { kind, scope, finishedAt, summary, rows }: ShownReport,
  columns: number | undefined,
): string {
  const title = `${kind} of ${scope}, ${time(finishedAt)} UTC\n`;
  const facts = pairs(Object.entries(summary).map(([name, value]) => [name, textOf(value)] as const));
  return title + facts + (recordTable(rows, { columns, wide: 'last' }) || 'No differences.\n');
}
