/** `connector inventory compare`: begins a full compare, and waits for its report if asked to. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ShownReport } from '../../api/answers';
import { compareAnswer, inventoryAnswer, reportAnswer } from '../../api/stock-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { showReport } from './report-views';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions } from './store-options';

const POLL_MS = 1_000;
/** A compare that neither runs nor has a report for so long is not coming: somebody ended its workflow. */
const GIVEN_UP_AFTER_POLLS = 60;

interface CompareOptions extends ActingOptions {
  readonly reportOnly?: boolean;
  readonly wait?: boolean;
}

export function registerCompare(inventory: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  acting(ofStore(inventory, 'compare', 'Compare every level with what the store shows'))
    .option('--report-only', 'leave wrong levels as they are')
    .option('--wait', 'until it is done, and show the report')
    .option('--idempotency-key <key>', 'the same key twice is one compare')
    .action(async ({ store, reportOnly, wait, ...options }: CompareOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store);
      const sent = { body: { correct: !reportOnly }, headers: headersOf(options) };
      const answer = await session.api.post(`${path}/compare`, compareAnswer, sent);
      const { reportId, started } = answer;
      if (!wait) {
        const begun = started ? 'The compare has begun' : 'A compare is under way already';
        session.print(answer, () => `${begun}: connector inventory report ${reportId}\n`);
        return;
      }
      const report = await finished(session, io, path, reportId);
      session.print(report, (columns) => showReport(report, columns));
      if (report.rows.length > 0) finish(EXIT.needsAttention);
    });
}

async function finished(session: Session, io: CliIo, path: string, reportId: string): Promise<ShownReport> {
  let [page, silent] = [0, 0];
  while (silent < GIVEN_UP_AFTER_POLLS) {
    const { running } = await session.api.get(path, inventoryAnswer);
    if (running?.compare?.reportId === reportId) {
      const { compare } = running;
      if (compare.page > page) io.err(`Page ${compare.page}: ${compare.different} of ${compare.compared} differ\n`);
      [page, silent] = [compare.page, 0];
    } else {
      const report = await reportOf(session, reportId);
      if (report?.summary['isComplete'] === true) return report;
      silent += 1;
    }
    await sleep(POLL_MS);
  }
  throw new CliError(EXIT.failure, `No compare runs that would make report ${reportId}: is a worker running?`);
}

async function reportOf(session: Session, reportId: string): Promise<ShownReport | undefined> {
  try {
    return await session.api.get(`/reports/${reportId}`, reportAnswer);
  } catch (error) {
    // There is none before the first level that differs, or the end.
    if (error instanceof CliError && error.exitCode === EXIT.notFound) return undefined;
    throw error;
  }
}

const pathOf = pathsOf('inventory');
