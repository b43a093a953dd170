/** `connector config check`: every mistake of a configuration at once, without starting anything. */
import type { Command } from 'commander';
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
    .description('Name every mistake in a configuration file and the environment (default: connector.yaml)')
    .option('--json', 'print the answer as JSON')
    .action((file: string | undefined, options: { readonly json?: boolean }) => {
      const report = checkConfig({ file: file ?? 'connector.yaml', ...(io.env ? { env: io.env } : {}) });
      io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
      if (!report.ok) finish(EXIT.failure);
    });
}

function describe({ file, ok, problems, summary }: ReturnType<typeof checkConfig>): string {
  if (ok && summary) {
    const { stores, accounts, routes, notes } = summary;
    const names = `Stores ${stores.join(', ')}; accounts ${accounts.join(', ')}; routes ${routes.join(', ')}.`;
    return `${file}: right. ${names}\n${notes.map((note) => `  ${plain(note)}\n`).join('')}`;
  }
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${file}: ${count}\n${problems.map((problem) => `  ${plain(describeProblem(file, problem))}\n`).join('')}`;
}
