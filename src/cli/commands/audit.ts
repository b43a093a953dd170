/** `connector audit`: the requests that were made, with their answers. */
import type { Command } from 'commander';
import { auditPage } from '../../api/answers';
import type { CliIo } from '../io';
import { Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { integer } from './arguments';
import { exchangeTable } from './exchange-views';

interface AuditOptions extends ApiOptions {
  readonly order?: string;
  readonly scope?: string;
  readonly from?: string;
  readonly until?: string;
  readonly failed?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

export function registerAudit(program: Command, io: CliIo): void {
  withApiOptions(program.command('audit').description('List the requests made to both systems, newest first'))
    .option('--order <order>', 'only about this order')
    .option('--scope <text>', 'only of this store hash or account code')
    .option('--from <time>', 'not before, like 2026-01-31T08:00:00Z')
    .option('--until <time>', 'before')
    .option('--failed', 'only those that did not succeed')
    .option('--limit <n>', 'at most this many', integer(1), 50)
    .option('--cursor <text>', 'go on where a list ended')
    .action(async ({ order, scope, from, until, failed, limit, cursor, ...options }: AuditOptions) => {
      const session = new Session(io, options);
      const ref = order === undefined ? undefined : await session.order(order);
      const about = ref && `${ref.store}/${ref.orderId}`;
      const query = { order: about, scope, from, until, failed, limit, cursor };
      const answer = await session.api.get('/audit', auditPage, query);
      const more = answer.next === null ? '' : `More with --cursor ${answer.next}\n`;
      session.print(answer, (columns) => exchangeTable(answer.exchanges, columns) + more);
    });
}
