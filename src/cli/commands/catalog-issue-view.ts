/** Open issues of a catalog as people read them in a terminal. */
import type { z } from 'zod';
import type { pricesAnswer } from '../../api/price-answers';
import { table, time } from '../text';

type Issues = Pick<z.output<typeof pricesAnswer>, 'issues' | 'issueCounts'>;

export function issueTable({ issues, issueCounts }: Issues, columns: number | undefined): string {
  const total = Object.values(issueCounts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'No issues.\n';
  const rows = issues.map(({ code, since, message }) => [code, time(since), message]);
  const counts = Object.entries(issueCounts).map(([code, count]) => `${count} ${code}`);
  const more = issues.length < total ? `${total} in all: ${counts.join(', ')}.\n` : '';
  return table(['Issue', 'Since (UTC)', 'What, and what to do'], rows, { columns, wide: 2 }) + more;
}
