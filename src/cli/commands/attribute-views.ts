/** Options as people read them in a terminal. */
import type { z } from 'zod';
import type { attributeExplainAnswer, attributesAnswer } from '../../api/attribute-answers';
import { pairs, table, time } from '../text';
import { issueTable } from './catalog-issue-view';

export function showAttributes(answer: z.output<typeof attributesAnswer>, columns: number | undefined): string {
  const { store, account, running, products } = answer;
  const head = pairs([
    ['Store', store],
    ['Options of', account],
    ['Running', running ? `${running.step}; ${running.written} written` : 'nothing'],
    ['Followed', `${products} products`],
  ]);
  return head + issueTable(answer, columns);
}

export const showTwins = ({ products }: z.output<typeof attributeExplainAnswer>, columns: number | undefined): string =>
  products
    .map(({ productId, followedAt, twins, issues }) => {
      const head = pairs([
        ['Product', `${productId} of the store`],
        ['Looked at', followedAt === null ? 'never, or it does not vary in Brightpearl' : time(followedAt)],
      ]);
      const rows = twins.map(({ option, value, inStore }) => [option, value ?? '', inStore]);
      const twinTable = rows.length === 0 ? '' : table(['Option', 'Value', 'In the store'], rows, { columns, wide: 1 });
      return head + twinTable + issues.map(({ code, message }) => `${code}: ${message}\n`).join('');
    })
    .join('\n');
