/** `connector config check`: every mistake of a configuration at once, and what it means, without starting anything. */
import type { Command } from 'commander';
import type { Explanation } from '../../config/explain/types';
import { checkConfig } from '../../config/load';
import { describeProblem } from '../../config/problems';
import { EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { plain } from '../text';

export function registerConfig(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  program
    .command('config')
    .description('The configuration')
    .command('check [file]')
    .description(
      'Name every mistake in a configuration file and the environment (default: connector.yaml), and explain where orders go',
    )
    .option('--json', 'print the answer as JSON')
    .action((file: string | undefined, options: { readonly json?: boolean }) => {
      const report = checkConfig({ file: file ?? 'connector.yaml', ...(io.env ? { env: io.env } : {}) });
      io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
      if (!report.ok) finish(EXIT.failure);
    });
}

const describe = (report: ReturnType<typeof checkConfig>): string =>
  plain(
    [verdict(report), ...(report.explanation ? explained(report.explanation) : [])].map((line) => `${line}\n`).join(''),
  );

function verdict({ file, ok, problems, summary }: ReturnType<typeof checkConfig>): string {
  if (ok && summary) {
    const { stores, accounts, routes } = summary;
    return `${file}: right. Stores ${stores.join(', ')}; accounts ${accounts.join(', ')}; routes ${routes.join(', ')}.`;
  }
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`${file}: ${count}`, ...problems.map((problem) => `  ${describeProblem(file, problem)}`)].join('\n');
}

const explained = ({ stores, warnings, notes }: Explanation): string[] => [
  ...section(
    'Where orders go, in the order tried:',
    stores.flatMap(({ store, routes }) => [
      store,
      ...routes.map(({ route, orders, goes }, index) => `  ${index + 1}. ${route}: ${orders}, to ${goes}`),
    ]),
  ),
  ...section(
    'Where stock comes from:',
    stores.flatMap(({ store, stock }) => stock.map((sentence) => `${store}, ${sentence}`)),
  ),
  ...section(
    'What else follows, by rule:',
    stores.flatMap(({ store, follows }) => follows.map((sentence) => `${store}, ${sentence}`)),
  ),
  ...section(
    'Doubtful:',
    warnings.map(({ message, fix }) => `${message}. ${fix}.`),
  ),
  ...section('Worth knowing:', notes),
];

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
