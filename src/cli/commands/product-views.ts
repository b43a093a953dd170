/** Fields of products as people read them in a terminal. */
import type { z } from 'zod';
import type { productExplainAnswer, productsAnswer } from '../../api/product-answers';
import { pairs, table } from '../text';
import { issueTable } from './catalog-issue-view';

export function showProducts(answer: z.output<typeof productsAnswer>, columns: number | undefined): string {
  const { store, account, running, products } = answer;
  const head = pairs([
    ['Store', store],
    ['Products of', account],
    ['Running', running ? `${running.step}; ${running.written} written` : 'nothing'],
    ['Compared', `${products} products`],
  ]);
  return head + issueTable(answer, columns);
}

export const showFields = ({ products }: z.output<typeof productExplainAnswer>, columns: number | undefined): string =>
  products
    .map(({ productId, fields, issues }) => {
      const head = pairs([['Product', `${productId} of the store`]]);
      const rows = fields.map(({ field, sent, shown, pending }) => [
        field,
        sent ?? '',
        pending ? 'not looked at yet' : (shown ?? ''),
      ]);
      const fieldTable =
        rows.length === 0
          ? 'Nothing of it was written yet.\n'
          : table(['Field', 'From Brightpearl', 'In the store'], rows, { columns, wide: 1 });
      return head + fieldTable + issues.map(({ code, message }) => `${code}: ${message}\n`).join('');
    })
    .join('\n');
