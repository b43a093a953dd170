/** `connector inventory …`: how stock stands, where a level comes from, and what to do about it. */
import type { Command } from 'commander';
import { begunAnswer } from '../../api/answers';
import {
  explainAnswer,
  inventoryAnswer,
  problemList,
  pushAnswer,
  releaseAnswer,
  reportAnswer,
} from '../../api/stock-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { plain } from '../text';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { showExplained } from './explain-view';
import { registerCompare } from './inventory-compare';
import { registerLink } from './inventory-link';
import { showInventory, showProblems } from './inventory-views';
import { registerStatus } from './part-commands';
import { showReport } from './report-views';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

export function registerInventory(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const inventory = program.command('inventory').description('Stock: how it stands, and where a level comes from');

  const status = {
    description: "How a store's stock stands, and what keeps levels back",
    answer: inventoryAnswer,
    show: showInventory,
  };
  registerStatus(inventory, status, io, finish);

  ofStore(inventory, 'problems', 'List variants without a level, with what to do')
    .option('--code <code>', 'only of this problem, like NOT_IN_BRIGHTPEARL')
    .option('--limit <n>', 'at most this many', integer(1), 100)
    .action(async ({ store, code, limit, ...options }: StoreOptions & { readonly code?: string; limit: number }) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/problems');
      const answer = await session.api.get(path, problemList, { code, limit });
      session.print(answer, (columns) => showProblems(answer, columns));
      if (answer.total > 0) finish(EXIT.needsAttention);
    });

  ofStore(inventory, 'explain', 'Show where the level of a SKU comes from; writes nothing')
    .requiredOption('--sku <sku>', 'as the store writes it')
    .action(async ({ store, sku, ...options }: StoreOptions & { readonly sku: string }) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/explain');
      const answer = await session.api.get(path, explainAnswer, { sku }, { isJob: true });
      if (answer.variants.length === 0) {
        throw new CliError(
          EXIT.notFound,
          `No variant is known with the SKU ${plain(sku)}; "inventory links" looks anew`,
        );
      }
      session.print(answer, (columns) => showExplained(answer, columns));
      const isWrong = answer.variants.some(({ problem, issues }) => problem !== null || issues.length > 0);
      if (isWrong) finish(EXIT.needsAttention);
    });

  registerReport(inventory, io);
  registerPush(inventory, io);
  registerRest(inventory, io);
  registerLink(inventory, io);
  registerCompare(inventory, io, finish);
}

function registerReport(inventory: Command, io: CliIo): void {
  withApiOptions(inventory.command('report <id>').description('Show what a compare found'))
    .option('--csv <file>', 'write it for spreadsheets instead; - is the standard output')
    .action(async (id: string, { csv, ...options }: ApiOptions & { readonly csv?: string }) => {
      const session = new Session(io, options);
      const path = `/reports/${encodeURIComponent(id)}`;
      if (csv === undefined) {
        const report = await session.api.get(path, reportAnswer);
        session.print(report, (columns) => showReport(report, columns));
        return;
      }
      const text = await session.api.text(`${path}.csv`);
      await writeCsv(io, csv, text);
    });
}

function registerPush(inventory: Command, io: CliIo): void {
  acting(ofStore(inventory, 'push', 'Look at the level of a SKU, or at every level, and write what differs'))
    .option('--sku <sku>', 'as the store writes it')
    .option('--all', 'every level')
    .action(
      async ({ store, sku, all, ...options }: ActingOptions & { readonly sku?: string; readonly all?: boolean }) => {
        if ((sku === undefined) === (all === undefined)) throw new CliError(EXIT.usage, 'Give either --sku or --all');
        const session = new Session(io, options);
        const path = await pathOf(session, store, '/push');
        const answer = await session.api.post(path, pushAnswer, { body: { sku, all }, headers: headersOf(options) });
        session.print(answer, () => `Levels that will be looked at: ${answer.marked}.\n`);
      },
    );
}

function registerRest(inventory: Command, io: CliIo): void {
  acting(ofStore(inventory, 'links', 'Work out anew which product each variant is')).action(
    async ({ store, ...options }: ActingOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/links');
      const answer = await session.api.post(path, begunAnswer, { headers: headersOf(options) });
      session.print(answer, () => `Both catalogs of store ${answer.store} are being read.\n`);
    },
  );

  acting(ofStore(inventory, 'release', 'Let through, once, what the guard against a mass fall holds'))
    .option('--idempotency-key <key>', 'the same key twice is one release')
    .action(async ({ store, ...options }: ActingOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/release');
      const answer = await session.api.post(path, releaseAnswer, { headers: headersOf(options) });
      session.print(answer, () =>
        answer.released === 0 ? 'Nothing was held.\n' : `Levels that go out now: ${answer.released}.\n`,
      );
    });
}

const pathOf = pathsOf('inventory');
