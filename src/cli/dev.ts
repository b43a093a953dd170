/** `connector dev`: everything embedded in one process, until stopped. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { port } from './commands/arguments';
import type { EmbeddedConnector } from './embedded-connector';
import type * as Embedded from './embedded-connector';
import { CliError, EXIT } from './exit-codes';
import type { CliIo } from './io';

interface DevOptions {
  readonly config?: string;
  readonly data: string;
  readonly apiPort: number;
  readonly simulate?: boolean;
  readonly rules?: string;
  readonly store?: string;
  readonly json?: boolean;
}

export const registerDev =
  (io: CliIo) =>
  (program: Command): void => {
    program
      .command('dev')
      .description('Run everything embedded in one process: PostgreSQL, Temporal with its UI, API and workers')
      .option('--config <file>', 'configuration', 'connector.yaml')
      .option('--data <dir>', 'where everything is kept', '.data/dev')
      .option('--api-port <n>', 'port of the API; 0 takes a free one', port, 0)
      .option('--simulate', 'simulate both vendors as well, with a configuration to match')
      .option('--rules <file>', 'with --simulate: rules of its route, as `rules` of connector.yaml has them')
      .option('--store <file>', 'with --simulate: settings of its store, like `prices`, as connector.yaml has them')
      .option('--json', 'when ready, say where everything is as one line of JSON')
      .action((options: DevOptions) => dev(io, options));
  };

async function dev(io: CliIo, options: DevOptions): Promise<void> {
  // Only here: no other command pays for loading servers.
  const { startEmbedded } = require('./embedded-connector') as typeof Embedded;
  const stopped = io.stopped();
  const running = await startEmbedded({
    dataDir: options.data,
    apiPort: options.apiPort,
    simulate: options.simulate === true,
    ...(options.rules === undefined ? {} : { rules: readFrom(options.rules, 'rules', '`rules:` of a route') }),
    ...(options.store === undefined ? {} : { store: readFrom(options.store, 'settings', 'an entry of `stores:`') }),
    ...(options.config === undefined ? {} : { configFile: options.config }),
    progress: (line) => io.err(`${line}\n`),
  });
  const where = addressesOf(running);
  io.out(options.json ? `${JSON.stringify(where)}\n` : describe(running));
  try {
    await Promise.race([stopped, running.connector.ended]);
  } finally {
    io.err('Stopping\n');
    await running.stop();
  }
}

/** Everything an outside program needs to drive it over HTTP alone. */
export function addressesOf({ config, world, apiUrl, apiToken, temporal }: EmbeddedConnector) {
  const [store] = config.stores;
  const [account] = config.accounts;
  const auth = account?.auth.kind === 'private-app' ? account.auth : undefined;
  return {
    bigcommerce: { url: world?.bigcommerce.url ?? store?.apiUrl, storeHash: store?.hash, token: store?.token.reveal() },
    brightpearl: {
      url: world?.brightpearl.url ?? account?.apiUrl,
      account: account?.code,
      appRef: auth?.appRef.reveal(),
      token: auth?.token.reveal(),
    },
    api: { url: apiUrl, token: apiToken },
    temporal: {
      address: temporal.address,
      namespace: temporal.namespace,
      ui: temporal.uiUrl,
      // For `temporal --codec-endpoint`: histories are encrypted, and whoever has this address reads them in clear.
      codec: `${apiUrl}/codec/${config.api.codecToken.reveal()}`,
    },
  };
}

function describe(running: EmbeddedConnector): string {
  const where = addressesOf(running);
  return [
    'Ready.',
    `  Temporal UI    ${where.temporal.ui}`,
    `  API            ${where.api.url} (token: CONNECTOR_API_TOKEN=${where.api.token})`,
    `  BigCommerce    ${where.bigcommerce.url} (store ${where.bigcommerce.storeHash})`,
    `  Brightpearl    ${where.brightpearl.url} (account ${where.brightpearl.account})`,
    'Ctrl-C stops everything.\n',
  ].join('\n');
}

/** @param as what of connector.yaml is written in the same way */
function readFrom(file: string, what: string, as: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} cannot be read as YAML: ${(error as Error).message}`);
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  throw new CliError(EXIT.usage, `${file} has no ${what}: write them as under ${as} in connector.yaml`);
}
