/** Commands about the connector as a whole. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { begunAnswer, checkAnswer, reportList, setupAnswer, stateAnswer } from '../../api/answers';
import { loadCliSettings } from '../../config/cli-settings';
import { derivedToken } from '../../config/derived-token';
import { EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { actor, Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { amount, pairs, table, time } from '../text';
import { integer } from './arguments';
import { showReport } from './report-views';

export function registerConnector(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  withApiOptions(program.command('state').description('How many orders are in each state, and what is paused')).action(
    async (options: ApiOptions) => {
      const session = new Session(io, options);
      const state = await session.api.get('/state', stateAnswer);
      session.print(state, () => showState(state));
      if ((state.orders['NEEDS_ATTENTION'] ?? 0) > 0 || state.paused.length > 0) finish(EXIT.needsAttention);
    },
  );

  withApiOptions(program.command('check').description("Map a store's newest orders; writes nothing anywhere"))
    .option('--orders <n>', 'how many of the newest', integer(1), 20)
    .option('--store <hash>', 'of which store; not needed where only one is configured')
    .action(
      async ({ orders, store, ...options }: ApiOptions & { readonly orders: number; readonly store?: string }) => {
        const session = new Session(io, options);
        const answer = await session.api.post('/check', checkAnswer, { body: { orders, store }, isJob: true });
        session.print(answer, (columns) => showCheck(answer, columns));
        if (answer.addUp < answer.orders.length) finish(EXIT.needsAttention);
      },
    );

  withApiOptions(program.command('reports').description('Show what the nightly compares found, newest first'))
    .option('--kind <kind>', 'only of this kind, like reconcile')
    .option('--scope <text>', 'only about this route or store')
    .option('--limit <n>', 'at most this many', integer(1), 1)
    .action(
      async ({ kind, scope, limit, ...options }: ApiOptions & { kind?: string; scope?: string; limit: number }) => {
        const session = new Session(io, options);
        const answer = await session.api.get('/reports', reportList, { kind, scope, limit });
        session.print(
          answer,
          (columns) => answer.reports.map((report) => showReport(report, columns)).join('\n') || 'No reports.\n',
        );
      },
    );

  withApiOptions(
    program
      .command('codec-endpoint')
      .description('The address to give to the Temporal UI, so that it shows payloads in clear'),
  ).action((options: ApiOptions) => {
    const { api, token, json } = options;
    const settings = loadCliSettings({
      ...(io.env ? { env: io.env } : {}),
      overrides: { CONNECTOR_API_URL: api, CONNECTOR_API_TOKEN: token },
    });
    const url = `${settings.apiUrl}/codec/${derivedToken(settings.apiToken.reveal(), 'codec')}`;
    io.out(json ? `${JSON.stringify({ url })}\n` : `${url}\n`);
  });

  registerJobs(program, io);
}

function registerJobs(program: Command, io: CliIo): void {
  withApiOptions(program.command('setup').description('Register webhooks and schedules, and repair them'))
    .option('--actor <name>', 'who acts, for the record')
    .action(async (options: ApiOptions & { readonly actor?: string }) => {
      const session = new Session(io, options);
      const headers = { 'x-actor': actor(options.actor) };
      const answer = await session.api.post('/setup', setupAnswer, { headers, isJob: true });
      session.print(answer, () => answer.done.map((line) => `${line}\n`).join(''));
    });

  withApiOptions(
    program.command('sweep [store]').description("Look for a store's changed orders now; of all stores without one"),
  )
    .option('--actor <name>', 'who acts, for the record')
    .action(async (store: string | undefined, options: ApiOptions & { readonly actor?: string }) => {
      const session = new Session(io, options);
      const stores = store === undefined ? await session.stores() : [store];
      const headers = { 'x-actor': actor(options.actor) };
      const answers = await Promise.all(
        stores.map((hash) => session.api.post(`/stores/${encodeURIComponent(hash)}/sweep`, begunAnswer, { headers })),
      );
      session.print(answers, () => answers.map((answer) => `Sweep of store ${answer.store} started.\n`).join(''));
    });
}

function showState(state: z.infer<typeof stateAnswer>): string {
  const orders = table(['State', 'Orders'], Object.entries(state.orders));
  const paused = state.paused.map(({ system, scope, since, reason }) => [`${system} ${scope}`, time(since), reason]);
  const { accepted, ignored, refused } = state.webhooks;
  return [
    pairs([
      ['Stores', state.stores.join(', ')],
      ['Accounts', state.accounts.join(', ')],
      ['Webhooks', `${accepted} accepted, ${ignored} ignored, ${refused} refused since the start`],
    ]),
    orders,
    paused.length === 0 ? '' : `Paused: renew the credentials\n${table(['What', 'Since (UTC)', 'Why'], paused)}`,
  ].join('');
}

function showCheck({ orders, notes, addUp }: z.infer<typeof checkAnswer>, columns: number | undefined): string {
  const rows = orders.map((order) => [
    order.orderId,
    amount(order.total, order.currency),
    order.addsUp ? 'yes' : 'NO',
    order.decision,
    order.route,
    order.basis,
    order.problems.join('\n'),
  ]);
  const head = ['Order', 'Total', 'Adds up', 'Decision', 'Route', 'Basis', 'Problems'];
  return `${table(head, rows, { columns, wide: 6 })}${addUp} of ${orders.length} orders add up. Nothing was written.\n${notes.map((note) => `${note}\n`).join('')}`;
}
