/** Fields of products as people read them in a terminal. */
import type { z } from 'zod';
import type { missingProductsAnswer, productExplainAnswer, productsAnswer } from '../../api/product-answers';
import { pairs, table, time } from '../text';
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

type Missing = z.output<typeof missingProductsAnswer>;

const CREATION: Readonly<Record<Missing['create'], string>> = {
  off: 'off: they are not looked at; set `create: dry-run` in `products` of the store to see what would be made',
  'dry-run': 'dry run: they are only shown',
  on: 'on: they are made',
};

export function showMissing(
  { store, account, create, isNarrowed, lookedAt, counts, products }: Missing,
  columns: number | undefined,
): string {
  const head = pairs([
    ['Store', store],
    ['Products of', account],
    ['Creation', CREATION[create]],
    ...(isNarrowed && create !== 'off'
      ? [['Of', 'those that `createWhere` takes; no others are listed'] as const]
      : []),
    ...(create === 'off' ? [] : [['Looked at', lookedAt === null ? NOT_YET : time(lookedAt)] as const]),
  ]);
  if (products.length === 0) return lookedAt === null ? head : `${head}Nothing is missing.\n`;
  const rows = products.map(({ productId, sku, outcome, reasons, becomes }) => [
    `${sku || '(blank)'} (${productId})`,
    OUTCOMES[outcome],
    becomes?.price ?? '',
    reasons.length > 0 ? reasons.join(' ') : wordsOf(becomes),
  ]);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const more = products.length < total ? `${total} in all.\n` : '';
  return head + table(['In Brightpearl', 'Outcome', 'Price', 'What'], rows, { columns, wide: 3 }) + more;
}

const NOT_YET = 'not yet: connector products push does, now';

const OUTCOMES = { made: 'made', shown: 'would be made', refused: 'refused', impossible: 'cannot be made' } as const;

function wordsOf(becomes: Missing['products'][number]['becomes']): string {
  const { variantOf, fields = {}, choices = [] } = becomes ?? {};
  const ofGroup = choices.length > 0 ? 'a variant of a new product' : 'a product';
  const kind = variantOf === undefined ? ofGroup : `a variant of product ${variantOf}`;
  const options = choices.map(({ option, value }) => `${option}: ${value}`);
  return [kind, ...options, ...Object.keys(fields)].join(', ');
}
