/** `connector prices …`: how prices stand, where one comes from, and what to do about those that wait. */
import type { Command } from 'commander';
import { heldList, priceExplainAnswer, priceReleaseAnswer, pricesAnswer } from '../../api/price-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { plain } from '../text';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { registerPush, registerStatus } from './part-commands';
import { showExplainedPrices, showHeld, showPrices, showReleased } from './price-views';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

type OfSku<Options> = Options & { readonly sku?: string };
type HeldOptions = OfSku<StoreOptions> & { readonly limit: number; readonly csv?: string };

export function registerPrices(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const prices = program.command('prices').description('Prices: how they stand, and where one comes from');

  const status = {
    description: "How a store's prices stand, and what keeps some back",
    answer: pricesAnswer,
    show: showPrices,
  };
  registerStatus(prices, status, io, finish);

  ofStore(prices, 'held', 'List changes of prices that wait for a person')
    .option('--sku <sku>', 'only of this one, as the store writes it')
    .option('--limit <n>', 'at most this many', integer(1), 100)
    .option('--csv <file>', 'write all for spreadsheets instead; - is the standard output')
    .action(async ({ store, sku, limit, csv, ...options }: HeldOptions) => {
      const session = new Session(io, options);
      if (csv !== undefined) {
        const query = sku === undefined ? '' : `?sku=${encodeURIComponent(sku)}`;
        await writeCsv(io, csv, await session.api.text(`${await pathOf(session, store, '/held.csv')}${query}`));
        return;
      }
      const answer = await session.api.get(await pathOf(session, store, '/held'), heldList, { sku, limit });
      session.print(answer, (columns) => showHeld(answer, columns));
      if (answer.total > 0) finish(EXIT.needsAttention);
    });

  ofStore(prices, 'explain', 'Show where the prices of a SKU come from, as both sides were read last')
    .requiredOption('--sku <sku>', 'as the store writes it')
    .action(async ({ store, sku, ...options }: StoreOptions & { readonly sku: string }) => {
      const session = new Session(io, options);
      const answer = await session.api.get(await pathOf(session, store, '/explain'), priceExplainAnswer, { sku });
      if (answer.variants.length === 0) {
        throw new CliError(EXIT.notFound, `No variant is known with the SKU ${plain(sku)}; "prices push" looks anew`);
      }
      session.print(answer, (columns) => showExplainedPrices(answer, columns));
      const isWrong = answer.variants.some(({ problem, issues }) => problem !== null || issues.length > 0);
      if (isWrong) finish(EXIT.needsAttention);
    });

  registerPush(prices, 'prices', 'Compare all prices now, and write those that differ', io);

  acting(ofStore(prices, 'release', 'Let changes of prices through that wait for a person, as they are now'))
    .option('--sku <sku>', 'those of a SKU, as the store writes it')
    .option('--all', 'every one')
    .option('--idempotency-key <key>', 'the same key twice is one release')
    .action(async ({ store, sku, all, ...options }: OfSku<ActingOptions> & { readonly all?: boolean }) => {
      if ((sku === undefined) === (all === undefined)) throw new CliError(EXIT.usage, 'Give either --sku or --all');
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/release');
      const answer = await session.api.post(path, priceReleaseAnswer, {
        body: { sku, all },
        headers: headersOf(options),
      });
      session.print(answer, (columns) => showReleased(answer, columns));
    });
}

const pathOf = pathsOf('prices');
