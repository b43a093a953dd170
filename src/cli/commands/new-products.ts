/** `connector products unknown`, `create` and `created`: products that Brightpearl gets from the store. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { newProductsAnswer, newProductsBegunAnswer, unknownProductsAnswer } from '../../api/new-product-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { waitFor } from '../wait';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { showBegun, showNewProducts, showUnknown } from './new-product-views';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

interface AccountOptions {
  readonly account?: string;
}

interface UnknownOptions extends StoreOptions, AccountOptions {
  readonly limit: number;
  readonly csv?: string;
}

interface CreateOptions extends ActingOptions, AccountOptions {
  readonly sku?: readonly string[];
  readonly all?: true;
  readonly reason?: string;
  readonly wait?: true;
}

interface CreatedOptions extends StoreOptions, AccountOptions {
  readonly sku?: string;
  readonly limit: number;
}

type Standing = z.output<typeof newProductsAnswer>;

const LOOK_EVERY_MS = 500;
const WAIT_LIMIT_MS = 10 * 60_000;

export function registerNewProducts(products: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  inAccount(
    ofStore(products, 'unknown', 'Show which products could be made in Brightpearl, and why others cannot; makes none'),
  )
    .option('--limit <n>', 'at most this many', integer(1, 5_000), 100)
    .option('--csv <file>', 'write all for spreadsheets instead; - is the standard output')
    .action(async ({ store, account, limit, csv, ...options }: UnknownOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/unknown');
      const answer = await session.api.get(path, unknownProductsAnswer, { account, limit }, { isJob: true });
      if (csv === undefined) {
        session.print(answer, (columns) => showUnknown(answer, columns));
        return;
      }
      const text = await session.api.text(`${path}.csv?account=${encodeURIComponent(answer.account)}`);
      await writeCsv(io, csv, text);
    });

  acting(inAccount(ofStore(products, 'create', 'Have products made in Brightpearl, and free all that waits for them')))
    .option('--sku <sku...>', 'of these SKUs, as the store writes them')
    .option('--all', 'of every variant that "products unknown" says can be made')
    .option('--reason <text>', 'why, for the record')
    .option('--idempotency-key <key>', 'the same key twice is asked for once')
    .option('--wait', 'until all are made or refused')
    .action((options: CreateOptions) => create(io, options, finish));

  inAccount(ofStore(products, 'created', 'Show what became of products that were asked for'))
    .option('--sku <sku>', 'of one SKU only')
    .option('--limit <n>', 'at most this many', integer(1, 5_000), 100)
    .action(async ({ store, account, sku, limit, ...options }: CreatedOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/new');
      const answer = await session.api.get(path, newProductsAnswer, { account, sku, limit });
      session.print(answer, (columns) => showNewProducts(answer, columns));
      if (answer.products.some(({ state }) => state === 'refused')) finish(EXIT.needsAttention);
    });
}

const pathOf = pathsOf('products');

const inAccount = (command: Command): Command =>
  command.option('--account <code>', 'in which Brightpearl account; not needed where the store has one in newProducts');

async function create(io: CliIo, options: CreateOptions, finish: (code: ExitCode) => void): Promise<void> {
  const { store, account, sku: skus, all, reason, wait } = options;
  if ((skus === undefined) === (all === undefined)) {
    throw new CliError(EXIT.usage, 'Give either --sku or --all: "connector products unknown" shows what can be made');
  }
  const session = new Session(io, options);
  const path = await pathOf(session, store, '/new');
  const body = { account, skus, all, reason };
  const begun = await session.api.post(path, newProductsBegunAnswer, { body, headers: headersOf(options) });
  if (!wait) {
    session.print(begun, () => showBegun(begun));
    return;
  }
  const standing = await settled(session, path, begun.account, skus);
  session.print(standing, (columns) => showNewProducts(standing, columns));
  if (standing.products.some(({ state }) => state === 'refused')) finish(EXIT.needsAttention);
}

function settled(
  session: Session,
  path: string,
  account: string,
  skus: readonly string[] | undefined,
): Promise<Standing> {
  const wanted = skus && new Set(skus.map((sku) => sku.trim()));
  const look = async (): Promise<Standing | undefined> => {
    const answer = await session.api.get(path, newProductsAnswer, { account, limit: 5_000 });
    const products = answer.products.filter(({ sku }) => wanted?.has(sku) ?? true);
    const isOpen = products.some(({ state }) => state === 'wanted' || state === 'planned');
    const isComparing = wanted === undefined && (answer.running?.toCompare ?? 0) > 0;
    return isOpen || isComparing ? undefined : { ...answer, products };
  };
  return waitFor(look, {
    everyMs: LOOK_EVERY_MS,
    limitMs: WAIT_LIMIT_MS,
    orElse: 'It goes on: "connector products created" says how far it is',
  });
}
