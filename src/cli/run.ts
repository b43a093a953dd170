/** Reads a command line, runs the command, and says how it ended. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { registerAudit } from './commands/audit';
import { registerConfig } from './commands/config';
import { registerConnector } from './commands/connector';
import { registerCustomers } from './commands/customers';
import { registerErase } from './commands/erase';
import { registerInventory } from './commands/inventory';
import { registerCatalog } from './commands/catalog';
import { registerAttributes } from './commands/attributes';
import { registerPrices } from './commands/prices';
import { registerProducts } from './commands/products';
import { registerMappings } from './commands/mappings';
import { registerOrders } from './commands/orders';
import { registerSimulate } from './commands/simulate';
import { CliError, EXIT, EXIT_CODES_HELP } from './exit-codes';
import type { ExitCode } from './exit-codes';
import type { CliIo } from './io';
import { plain } from './text';

/** Adds commands that run servers; each loads what it needs when it is run. */
export type Registration = (program: Command) => void;

/** Never throws: every failure is a sentence on `io.err` and an exit code. */
export async function runCli(
  args: readonly string[],
  io: CliIo,
  more: readonly Registration[] = [],
): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Command('connector')
    .description('Keeps BigCommerce stores and Brightpearl accounts in step')
    .version(versionOf(), '--version')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(--help says more)')
    .addHelpText('afterAll', EXIT_CODES_HELP);
  const finish = (ended: ExitCode): void => {
    code = ended;
  };
  registerOrders(program, io, finish);
  registerInventory(program, io, finish);
  registerCatalog(program, io, finish);
  registerProducts(program, io, finish);
  registerAttributes(program, io, finish);
  registerPrices(program, io, finish);
  registerCustomers(program, io, finish);
  registerMappings(program, io);
  registerConnector(program, io, finish);
  registerAudit(program, io);
  registerErase(program, io);
  registerConfig(program, io, finish);
  registerSimulate(program, io);
  for (const register of more) register(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, io: CliIo): ExitCode {
  // Commander has printed its own message by now; help and version end without an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  io.err(`${plain(error instanceof Error ? error.message : String(error))}\n`);
  return error instanceof CliError ? error.exitCode : EXIT.failure;
}

/** Of the package, two folders up from here in the sources as in the build. */
const versionOf = (): string =>
  (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version;
