/** `connector start` and `connector migrate`: production, beside a Temporal cluster and a PostgreSQL of your own. */
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type * as Loading from '../config/load';
import type { Config } from '../config/config';
import type * as Database from '../store/database';
import type * as Connector from '../worker/connector';
import type { Role } from '../worker/parts';
import type * as Logging from '../worker/logger';
import type * as TemporalConfig from '@temporalio/envconfig';
import { CliError, EXIT } from './exit-codes';
import type { CliIo } from './io';

interface StartOptions {
  readonly config: string;
  readonly roles: readonly Role[];
  readonly host: string;
}

export const registerStart =
  (io: CliIo) =>
  (program: Command): void => {
    program
      .command('start')
      .description('Run the connector against your own Temporal and PostgreSQL (DATABASE_URL, TEMPORAL_*)')
      .option('--config <file>', 'configuration', 'connector.yaml')
      .option('--roles <list>', 'api, worker, or both', rolesOf, ['api', 'worker'])
      .option('--host <address>', 'interface the API listens on', '0.0.0.0')
      .action((options: StartOptions) => start(io, options));
    program
      .command('migrate')
      .description('Bring the database to this version, and end')
      .option('--config <file>', 'configuration', 'connector.yaml')
      .action(({ config }: { config: string }) => migrate(io, config));
  };

function rolesOf(text: string): Role[] {
  const roles = text.split(',').map((role) => role.trim());
  if (roles.every((role): role is Role => role === 'api' || role === 'worker')) return roles;
  throw new InvalidArgumentError('Write api, worker or api,worker.');
}

async function start(io: CliIo, { config: file, roles, host }: StartOptions): Promise<void> {
  const { loadConfig } = require('../config/load') as typeof Loading;
  const { startConnector } = require('../worker/connector') as typeof Connector;
  const { createLogger, installRuntime } = require('../worker/logger') as typeof Logging;
  const { loadClientConnectConfig } = require('@temporalio/envconfig') as typeof TemporalConfig;
  const stopped = io.stopped();
  const config = loadConfig({ file });
  const logger = createLogger(config.logLevel);
  installRuntime(logger);
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const connector = await startConnector({
    config,
    roles,
    databaseUrl: databaseUrlOf(config),
    temporal: {
      connectionOptions,
      namespace: namespace ?? 'default',
      ...(config.temporalUiUrl === undefined ? {} : { uiUrl: config.temporalUiUrl }),
    },
    logger,
    host,
    ...(config.deployment ? { deployment: config.deployment } : {}),
  });
  try {
    await Promise.race([stopped, connector.ended]);
  } finally {
    await connector.stop();
  }
}

async function migrate(io: CliIo, file: string): Promise<void> {
  const { loadConfig } = require('../config/load') as typeof Loading;
  const { migrate: run, openDatabase } = require('../store/database') as typeof Database;
  const db = openDatabase({ url: databaseUrlOf(loadConfig({ file })) });
  try {
    const applied = await run(db);
    io.out(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
  } finally {
    await db.destroy();
  }
}

function databaseUrlOf(config: Config): string {
  if (config.database.url) return config.database.url.reveal();
  const advice = 'Set DATABASE_URL to your PostgreSQL, or use `connector dev`, which brings its own.';
  throw new CliError(EXIT.usage, `No database is configured. ${advice}`);
}
