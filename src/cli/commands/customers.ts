/** `connector customers …`: whose contacts wait, why one is as it is, who is to be looked at again, and who is there twice. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { begunAnswer } from '../../api/answers';
import { customersAnswer, duplicatesAnswer, syncAnswer } from '../../api/customer-answers';
import { customerExplainAnswer } from '../../api/customer-explain-answer';
import type { CustomersAnswer, DuplicatesAnswer } from '../../api/customer-answers';
import { DUPLICATE_COLUMNS } from '../../api/duplicate-columns';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { pairs, table, time } from '../text';
import { integer } from './arguments';
import { writeCsv } from './csv-file';
import { showExplainedCustomer } from './customer-explain-view';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

const pathOf = pathsOf('customers');

export function registerCustomers(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const customers = program.command('customers').description('Contacts that follow customers, and who is there twice');

  ofStore(customers, 'status', "How many of a store's customers wait, and which Brightpearl refused").action(
    async ({ store, ...options }: StoreOptions) => {
      const session = new Session(io, options);
      const answer = await session.api.get(await pathOf(session, store), customersAnswer);
      session.print(answer, (columns) => showCustomers(answer, columns));
      if (answer.parked > 0) finish(EXIT.needsAttention);
    },
  );

  acting(
    ofStore(
      customers,
      'sync',
      'Let the contact of a customer follow now, or of every customer that has or is to have one',
    ),
  )
    .option('--customer <id>', 'BigCommerce customer id', integer(1))
    .option('--all', 'every customer that has a contact; with "create: always" every customer of the store')
    .action(
      async ({
        store,
        customer,
        all,
        ...options
      }: ActingOptions & { readonly customer?: number; readonly all?: boolean }) => {
        if ((customer === undefined) === (all === undefined)) {
          throw new CliError(EXIT.usage, 'Give either --customer or --all');
        }
        const session = new Session(io, options);
        const sent = { body: { customer, all }, headers: headersOf(options) };
        const answer = await session.api.post(await pathOf(session, store, '/sync'), syncAnswer, sent);
        session.print(answer, () => showMarked(answer, customer));
      },
    );

  ofStore(customers, 'explain', 'Show which contacts a customer has and why, and what would be written; writes nothing')
    .requiredOption('--customer <id>', 'BigCommerce customer id', integer(1))
    .action(async ({ store, customer, ...options }: StoreOptions & { readonly customer: number }) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/explain');
      const answer = await session.api.get(path, customerExplainAnswer, { customer }, { isJob: true });
      session.print(answer, (columns) => showExplainedCustomer(answer, columns));
      const isWrong = answer.accounts.some(({ contact }) => !contact || contact.waiting?.issue);
      if (isWrong) finish(EXIT.needsAttention);
    });

  registerDuplicates(customers, io, finish);
}

function registerDuplicates(customers: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  acting(ofStore(customers, 'duplicates', 'List who is there more than once, with which to keep; nothing is merged'))
    .option('--csv <file>', 'write them for spreadsheets instead; - is the standard output')
    .option('--find', 'begin to look for them anew, which takes some minutes')
    .action(
      async ({ store, csv, find, ...options }: ActingOptions & { readonly csv?: string; readonly find?: boolean }) => {
        const session = new Session(io, options);
        const path = await pathOf(session, store, '/duplicates');
        if (find) {
          const begun = await session.api.post(path, begunAnswer, { headers: headersOf(options) });
          session.print(begun, () => `All customers and contacts of store ${begun.store} are being read.\n`);
          return;
        }
        const answer = await session.api.get(path, duplicatesAnswer);
        if (!answer.report) throw new CliError(EXIT.notFound, 'There is no report yet: --find begins to make one');
        if (csv === undefined) session.print(answer, (columns) => showDuplicates(answer, columns));
        else await writeCsv(io, csv, await session.api.text(`${path}.csv`));
        if (answer.report.duplicates.length > 0) finish(EXIT.needsAttention);
      },
    );
}

function showMarked({ marked, reading }: z.infer<typeof syncAnswer>, customer: number | undefined): string {
  const places = `${marked} ${marked === 1 ? 'account' : 'accounts'}`;
  const known =
    customer === undefined
      ? `Contacts that will be looked at: ${marked}.\n`
      : `Customer ${customer} will be looked at in ${places}.\n`;
  return reading
    ? `${known}All customers of the store are being read as well: connector customers status shows how many wait.\n`
    : known;
}

function showCustomers({ store, accounts, issues, ...all }: CustomersAnswer, columns: number | undefined): string {
  const [first] = accounts;
  const head =
    accounts.length > 1
      ? pairs([['Store', store]]) +
        table(
          ['Account', 'Waiting', 'Refused'],
          accounts.map((one) => [one.account, waitingOf(one), one.parked]),
        )
      : pairs([
          ['Store', store],
          ['Account', first?.account],
          ['Waiting', waitingOf(all)],
          ['Refused', all.parked],
        ]);
  if (issues.length === 0) return head;
  const rows = issues.map(({ customerId, account, code, message, since }) => [
    customerId,
    account,
    time(since),
    code,
    message,
  ]);
  return head + table(['Customer', 'Account', 'Since (UTC)', 'Issue', 'What'], rows, { columns, wide: 4 });
}

const waitingOf = ({ waiting, late }: Pick<CustomersAnswer, 'waiting' | 'late'>): string =>
  late === 0 ? String(waiting) : `${waiting}, of them ${late} since all were asked for`;

function showDuplicates({ report }: DuplicatesAnswer, columns: number | undefined): string {
  if (!report) return '';
  const { customers, contacts, leftOut, duplicates, finishedAt } = report;
  const without = leftOut.map((account) => `Account ${account} did not answer: its contacts were not compared.\n`);
  const read = `${customers} customers and ${contacts} contacts were compared, ${time(finishedAt)} UTC.\n${without.join('')}`;
  if (duplicates.length === 0) return `Nobody is there twice. ${read}`;
  const head = DUPLICATE_COLUMNS.map(([title]) => title);
  const rows = duplicates.map((row) => DUPLICATE_COLUMNS.map(([, cell]) => cell(row)));
  return `${table(head, rows, { columns, wide: 4 })}${read}Nothing was merged.\n`;
}
