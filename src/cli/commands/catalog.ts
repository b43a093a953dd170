/** `connector catalog …`: what does not match in the catalogs of both sides, and comparing them anew. */
import type { Command } from 'commander';
import { begunAnswer } from '../../api/answers';
import { auditAnswer } from '../../api/catalog-answers';
import type { AuditAnswer } from '../../api/catalog-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { pairs, table, time } from '../text';
import { waitFor } from '../wait';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

interface FindingsOptions extends StoreOptions {
  readonly kind?: string;
  readonly limit: number;
  readonly csv?: string;
}

interface AuditOptions extends ActingOptions {
  readonly wait?: boolean;
}

const LOOK_EVERY_MS = 1_000;
/** Both catalogs are read whole: large ones within an account's quota take their time. */
const WAIT_LIMIT_MS = 3_600_000;

export function registerCatalog(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const catalog = program.command('catalog').description('Products: which match on both sides, and which do not');

  acting(ofStore(catalog, 'audit', 'Compare the catalogs of both sides now'))
    .option('--wait', 'until it is done, and show what does not match')
    .action(async ({ store, wait, ...options }: AuditOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store);
      const before = wait && (await newest(session, path));
      const begun = await session.api.post(`${path}/audit`, begunAnswer, { headers: headersOf(options) });
      if (!before) {
        const next = `Both catalogs of store ${begun.store} are being read: connector catalog findings\n`;
        session.print(begun, () => next);
        return;
      }
      const answer = await compared(session, path, before);
      session.print(answer, (columns) => showFindings(answer, columns));
      if (answer.findings.length > 0) finish(EXIT.needsAttention);
    });

  ofStore(catalog, 'findings', 'List what does not match, as both catalogs were compared last, with what to do')
    .option('--kind <kind>', 'only of this kind, like DUPLICATE_IN_STORE')
    .option('--limit <n>', 'at most this many', integer(1), 100)
    .option('--csv <file>', 'write all for spreadsheets instead; - is the standard output')
    .action(async ({ store, kind, limit, csv, ...options }: FindingsOptions) => {
      const session = new Session(io, options);
      if (csv !== undefined) {
        const query = kind === undefined ? '' : `?kind=${encodeURIComponent(kind)}`;
        const text = await session.api.text(`${await pathOf(session, store, '/findings.csv')}${query}`);
        await writeCsv(io, csv, text);
        return;
      }
      const answer = await session.api.get(await pathOf(session, store), auditAnswer, { kind, limit });
      if (answer.audits.length === 0) {
        throw new CliError(
          EXIT.notFound,
          'The catalogs were not compared yet. Compare them now: connector catalog audit --wait',
        );
      }
      session.print(answer, (columns) => showFindings(answer, columns));
      if (answer.findings.length > 0) finish(EXIT.needsAttention);
    });
}

const pathOf = pathsOf('catalog');

/** When each account was compared last: no findings are needed for that. */
const newest = (session: Session, path: string): Promise<AuditAnswer> =>
  session.api.get(path, auditAnswer, { limit: 1 });

/** Until each account has a newer report than it had before. */
async function compared(session: Session, path: string, before: AuditAnswer): Promise<AuditAnswer> {
  const reportOf = ({ audits }: AuditAnswer, account: string) =>
    audits.find((audit) => audit.account === account)?.finishedAt;
  const look = async (): Promise<AuditAnswer | undefined> => {
    const now = await newest(session, path);
    const isNewer = (account: string): boolean => reportOf(now, account) !== reportOf(before, account);
    return now.accounts.every(isNewer) ? session.api.get(path, auditAnswer) : undefined;
  };
  return waitFor(look, {
    everyMs: LOOK_EVERY_MS,
    limitMs: WAIT_LIMIT_MS,
    orElse: 'It goes on: "connector catalog findings" shows what it finds',
  });
}

function showFindings({ audits, counts, findings }: AuditAnswer, columns: number | undefined): string {
  const head = pairs(
    audits.map(
      ({ account, finishedAt, variants, products, findings: found, blocks }) =>
        [
          account,
          `${variants} variants and ${products} products compared, ${time(finishedAt)}: ${found} findings, ${blocks} keep records apart`,
        ] as const,
    ),
  );
  if (findings.length === 0) return `${head}Nothing to do.\n`;
  const rows = findings.map(({ kind, variants, products, next }) => [
    kind,
    variants.map(({ sku, variantId }) => `${sku || '(blank)'} (${variantId})`).join(', '),
    products.map(({ sku, productId }) => `${sku || '(blank)'} (${productId})`).join(', '),
    next,
  ]);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  const more = findings.length < total ? `${total} in all: ${kinds.join(', ')}.\n` : '';
  return head + table(['Finding', 'In the store', 'In Brightpearl', 'What to do'], rows, { columns, wide: 3 }) + more;
}
