/** Stock as people read it in a terminal. */
import type { z } from 'zod';
import type { problemList } from '../../api/stock-answers';
import type { InventoryAnswer } from '../../api/stock-answers';
import { pairs, table, time } from '../text';

export function showInventory(answer: InventoryAnswer, columns: number | undefined): string {
  const { linked, waiting, parked, linkProblems, accounts } = answer;
  return [
    pairs([
      ['Store', answer.store],
      ['Levels', `${linked} linked, ${waiting} waiting, ${parked} kept back by an issue`],
      ['Not linked', linkProblems === 0 ? null : `${linkProblems} variants: connector inventory problems`],
      ['Running', runningText(answer)],
      ...accounts.map(
        ({ account, lastEventAt }) =>
          ['Last event', `${account}: ${lastEventAt === null ? 'none yet' : time(lastEventAt)}`] as const,
      ),
      ['Last compare', lastCompareText(answer)],
    ]),
    issuesOf(answer, columns),
  ].join('');
}

function runningText({ running }: InventoryAnswer): string {
  if (!running) return 'nothing';
  const { step, written, compare } = running;
  const compared = compare
    ? `; full compare, page ${compare.page}: ${compare.different} of ${compare.compared} differ`
    : '';
  return `${step}; ${written} levels written${compared}`;
}

function lastCompareText({ lastCompare }: InventoryAnswer): string {
  if (!lastCompare) return 'none yet';
  const { finishedAt, compared, different, id } = lastCompare;
  return `${time(finishedAt)}: ${different} of ${compared} differed (connector inventory report ${id})`;
}

function issuesOf({ issues, issueCounts }: InventoryAnswer, columns: number | undefined): string {
  const total = Object.values(issueCounts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'No issues.\n';
  const rows = issues.map(({ code, variantId, since, message }) => [code, variantId ?? 'store', time(since), message]);
  const more =
    issues.length < total ? `${total} in all: ${pairList(issueCounts)}. Ask for a SKU with "explain".\n` : '';
  return table(['Issue', 'Variant', 'Since (UTC)', 'What, and what to do'], rows, { columns, wide: 3 }) + more;
}

const pairList = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');

export function showProblems({ problems, total }: z.infer<typeof problemList>, columns: number | undefined): string {
  if (total === 0) return 'Every variant is linked.\n';
  const rows = problems.map(({ code, sku, variantId, productId, title, fix, setProductId }) => [
    code,
    sku,
    variantId,
    productId,
    `${setProductId === null ? title : `${title}: ${setProductId}`}. ${fix}`,
  ]);
  const head = ['Problem', 'SKU', 'Variant', 'Product', 'What, and what to do'];
  return `${table(head, rows, { columns, wide: 4 })}${problems.length} shown of ${total} in all.\n`;
}
