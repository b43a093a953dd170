/** `connector products …`: how their fields stand, where one comes from, and comparing them now. */
import type { Command } from 'commander';
import { missingProductsAnswer, productExplainAnswer, productsAnswer } from '../../api/product-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { plain } from '../text';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { registerNewProducts } from './new-products';
import { registerPush, registerStatus } from './part-commands';
import { showFields, showMissing, showProducts } from './product-views';
import { ofStore, pathsOf } from './store-options';
import type { StoreOptions } from './store-options';

interface MissingOptions extends StoreOptions {
  readonly limit: number;
  readonly csv?: string;
}

export function registerProducts(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const products = program
    .command('products')
    .description('Products: how their fields stand, and making in Brightpearl what it does not have');

  registerNewProducts(products, io, finish);

  const status = {
    description: "How the fields of a store's products stand, and what keeps some back",
    answer: productsAnswer,
    show: showProducts,
  };
  registerStatus(products, status, io, finish);

  ofStore(products, 'explain', 'Show which fields of a product come from Brightpearl, and what keeps some back')
    .requiredOption('--sku <sku>', 'of one of its variants, as the store writes it')
    .action(async ({ store, sku, ...options }: StoreOptions & { readonly sku: string }) => {
      const session = new Session(io, options);
      const answer = await session.api.get(await pathOf(session, store, '/explain'), productExplainAnswer, { sku });
      if (answer.products.length === 0) {
        throw new CliError(EXIT.notFound, `No variant is known with the SKU ${plain(sku)}; "products push" looks anew`);
      }
      session.print(answer, (columns) => showFields(answer, columns));
      if (answer.products.some(({ issues }) => issues.length > 0)) finish(EXIT.needsAttention);
    });

  ofStore(products, 'missing', 'List the Brightpearl products that the store does not have, and what becomes of them')
    .option('--limit <n>', 'at most this many', integer(1), 100)
    .option('--csv <file>', 'write all for spreadsheets instead; - is the standard output')
    .action(async ({ store, limit, csv, ...options }: MissingOptions) => {
      const session = new Session(io, options);
      if (csv !== undefined) {
        const text = await session.api.text(await pathOf(session, store, '/missing.csv'));
        await writeCsv(io, csv, text);
        return;
      }
      const path = await pathOf(session, store, '/missing');
      const answer = await session.api.get(path, missingProductsAnswer, { limit });
      session.print(answer, (columns) => showMissing(answer, columns));
      if (answer.counts['refused'] ?? answer.counts['impossible']) finish(EXIT.needsAttention);
    });

  registerPush(products, 'products', 'Compare the fields of all products now, and set those that differ', io);
}

const pathOf = pathsOf('products');
