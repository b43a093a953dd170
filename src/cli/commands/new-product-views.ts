/** Products that Brightpearl gets from a store, as people read them in a terminal. */
import type { z } from 'zod';
import type { newProductsAnswer, newProductsBegunAnswer, UnknownProductsAnswer } from '../../api/new-product-answers';
import { pairs, table, time } from '../text';

export function showUnknown(answer: UnknownProductsAnswer, columns: number | undefined): string {
  const { store, account, comparedAt, variants, creatable, rows } = answer;
  const head = pairs([
    ['Store', store],
    ['Account', account],
    ['Compared', time(comparedAt)],
    ['Not there', `${variants} variants, of which ${creatable} can be made`],
  ]);
  if (rows.length === 0) return `${head}Nothing to do.\n`;
  const cells = rows.map(({ sku, action, product, said }) => [
    sku || '(blank)',
    action === 'create' ? 'would make' : 'cannot',
    [product?.name, ...said].filter((text) => text !== undefined).join('\n'),
  ]);
  const more = rows.length < variants ? `${variants} in all: --limit, or --csv for all of them.\n` : '';
  const next = creatable > 0 ? 'To make them: connector products create --all, or --sku with some of them.\n' : '';
  return head + table(['SKU', '', 'Product, or what to do'], cells, { columns, wide: 2 }) + more + next;
}

export function showBegun({ store, account, skus, started }: z.output<typeof newProductsBegunAnswer>): string {
  const what = skus === null ? 'All that can be made' : `${skus} SKUs`;
  const when = started ? '' : ' It begins once Temporal is back.';
  return `${what} of store ${store} are asked for in ${account}.${when} How far it is: connector products created\n`;
}

export function showNewProducts(answer: z.output<typeof newProductsAnswer>, columns: number | undefined): string {
  const { store, account, running, counts, products } = answer;
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  const head = pairs([
    ['Store', store],
    ['Account', account],
    ['Running', running ? `${running.step}; ${running.done} done` : 'nothing'],
    ['SKUs', states.map(([state, count]) => `${count} ${state}`).join(', ') || 'none was asked for yet'],
  ]);
  if (products.length === 0) return head;
  const rows = products.map(({ sku, state, productId, message, requestedBy, settledAt }) => [
    sku,
    state,
    productId,
    requestedBy,
    time(settledAt),
    message,
  ]);
  return head + table(['SKU', 'State', 'Product', 'Asked for by', 'Settled', 'What to do'], rows, { columns, wide: 5 });
}
