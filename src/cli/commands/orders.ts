/** `connector orders …`: the board, one order, and what people rule about it. */
import type { Command } from 'commander';
import { commandAnswer, orderDetail, orderList, syncAnswer } from '../../api/answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { readAmendment, withAmendmentOptions } from './amendment';
import type { AmendmentOptions } from './amendment';
import { integer } from './arguments';
import { showOrder, showOrders } from './order-views';
import { retryAll, showRetried } from './orders-retry';
import { headersOf } from './store-options';

interface ListOptions extends ApiOptions {
  readonly state?: string;
  readonly issue?: string;
  readonly store?: string;
  readonly account?: string;
  readonly find?: string;
  readonly limit: number;
  readonly cursor?: string;
}

interface CommandOptions extends ApiOptions {
  readonly actor?: string;
  readonly idempotencyKey?: string;
}

interface RetryOptions extends CommandOptions {
  readonly issue?: string;
  readonly store?: string;
  readonly account?: string;
}

export function registerOrders(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const orders = program.command('orders').description('Orders: where they stand, and what to do about them');

  withApiOptions(orders.command('list').description('List orders, newest first'))
    .option('--state <states>', 'only these, with commas: NEEDS_ATTENTION,HELD')
    .option('--issue <code>', 'only those with this issue, like UNKNOWN_SKU')
    .option('--store <hash>', 'only of this store')
    .option('--account <code>', 'only those that go to this Brightpearl account')
    .option('--find <number>', 'an order number or a sales order id')
    .option('--limit <n>', 'at most this many', integer(1), 50)
    .option('--cursor <text>', 'go on where a list ended')
    .action(async ({ find, state, issue, store, account, limit, cursor, ...options }: ListOptions) => {
      const session = new Session(io, options);
      const answer = await session.api.get('/orders', orderList, {
        q: find,
        state,
        issue,
        store,
        account,
        limit,
        cursor,
      });
      session.print(answer, (columns) => showOrders(answer, columns));
    });

  withApiOptions(orders.command('show <order>').description('Show everything about one order'))
    .option('--exchanges', 'with the requests made for it')
    .action(async (text: string, options: ApiOptions & { readonly exchanges?: boolean }) => {
      const session = new Session(io, options);
      const { store, orderId } = await session.order(text);
      const query = options.exchanges ? { exchanges: 1 } : {};
      const answer = await session.api.get(`/orders/${store}/${orderId}`, orderDetail, query);
      session.print(answer, (columns) => showOrder(answer, columns));
      if (answer.order.state === 'NEEDS_ATTENTION') finish(EXIT.needsAttention);
    });

  registerRetry(orders, io, finish);
  registerCommands(orders, io);
}

function registerRetry(orders: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  verb(orders, 'retry [order]', 'Try an order again now, or all that wait over one issue')
    .option('--issue <code>', 'all orders that need attention over this issue, like NOT_IN_ACCOUNT')
    .option('--store <hash>', 'with --issue: only of this store')
    .option('--account <code>', 'with --issue: only those that go to this Brightpearl account')
    .action(async (text: string | undefined, { issue, ...options }: RetryOptions) => {
      if ((text === undefined) === (issue === undefined)) {
        throw new CliError(
          EXIT.usage,
          'Give either an order or --issue: "connector orders list --issue CODE" shows them',
        );
      }
      if (issue === undefined) return send(io, 'retry', text ?? '', {}, options);
      const session = new Session(io, options);
      const result = await retryAll(io, session, { ...options, issue });
      session.print(result, () => showRetried(result));
      if (result.failed.length > 0) finish(EXIT.failure);
    });
}

function registerCommands(orders: Command, io: CliIo): void {
  verb(orders, 'skip <order>', 'Leave an order alone until somebody retries or releases it')
    .option('--reason <text>', 'why, for the record')
    .action((text: string, options: CommandOptions & { readonly reason?: string }) =>
      send(io, 'skip', text, { reason: options.reason }, options),
    );
  verb(orders, 'release <order>', 'Let an order go on although a rule holds it')
    .option('--rule <name>', 'only this rule; without it, whatever holds the order now')
    .action((text: string, options: CommandOptions & { readonly rule?: string }) =>
      send(io, 'release', text, { rule: options.rule }, options),
    );
  withAmendmentOptions(verb(orders, 'amend <order>', 'Correct a value for this order alone, and go on')).action(
    (text: string, options: CommandOptions & AmendmentOptions) =>
      send(io, 'amend', text, readAmendment(options), options),
  );
  withApiOptions(orders.command('sync <order>').description('Look at an order again; also fetches one never seen'))
    .option('--actor <name>', 'who acts, for the record')
    .action(async (text: string, options: CommandOptions) => {
      const session = new Session(io, options);
      const { store, orderId } = await session.order(text);
      const sent = { headers: headersOf(options) };
      const answer = await session.api.post(`/orders/${store}/${orderId}/sync`, syncAnswer, sent);
      session.print(answer, () => `Order ${orderId} will be looked at.\n`);
    });
}

const verb = (orders: Command, usage: string, description: string): Command =>
  withApiOptions(orders.command(usage).description(description))
    .option('--actor <name>', 'who acts, for the record')
    .option('--idempotency-key <key>', 'the same key twice is one command');

async function send(
  io: CliIo,
  name: 'retry' | 'skip' | 'release' | 'amend',
  text: string,
  body: Readonly<Record<string, unknown>>,
  options: CommandOptions,
): Promise<void> {
  const session = new Session(io, options);
  const { store, orderId } = await session.order(text);
  const headers = headersOf(options);
  const answer = await session.api.post(`/orders/${store}/${orderId}/${name}`, commandAnswer, { body, headers });
  session.print(answer, () => `Recorded: ${name} of order ${orderId} (decision ${answer.decisionId}).\n`);
}
