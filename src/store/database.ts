/** The connection to PostgreSQL, and its schema brought up to date. */
import { CamelCasePlugin, Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool, TypeOverrides, types } from 'pg';
import { MIGRATIONS } from './migrations/index';
import type { Tables } from './schema';

/** A connection pool, or a transaction on one of its connections: the repositories take either. */
export type Database = Kysely<Tables>;

export interface DatabaseOptions {
  /** PostgreSQL connection string. */
  readonly url: string;
  /** @default 10 */
  readonly maxConnections?: number;
  /** Told of connections that break; each is replaced when next needed. @default ignored */
  readonly onError?: (error: Error) => void;
}

/** No statement of ours takes seconds; one that does waits for a lock, and an error is better than a silent stop. */
const STATEMENT_LIMIT_MS = 30_000;

/** A process that freezes inside a transaction must not hold its row locks against the others for longer. */
const IDLE_TRANSACTION_LIMIT_MS = 30_000;

const CONNECT_LIMIT_MS = 10_000;

/** Connects lazily: an unreachable server shows at the first query. Close with `destroy()`. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: 'connector',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
    keepAlive: true,
    types: columnTypes(),
  });
  // The pool itself hears of idle connections only: one that breaks between two statements would end the process.
  const onError = options.onError ?? (() => {});
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => {});
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/**
 * Applies the missing migrations and gives their names. Safe to call from many processes at once: they wait for each
 * other's.
 *
 * @throws Error when a migration fails (nothing of it stays), or when the database is of a newer release
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  return db.connection().execute(async (connection) => {
    // Waiting for another process's migration, and migrating many rows, may take long.
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      await refuseNewerSchema(connection);
      return await migrateToLatest(connection);
    } finally {
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

async function migrateToLatest(db: Database): Promise<readonly string[]> {
  const { error, results = [] } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  }).migrateToLatest();
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'the schema';
    throw new Error(`The database could not be migrated: ${failed} failed. Nothing of it was kept.`, { cause: error });
  }
  return results.map(({ migrationName }) => migrationName);
}

/** Resolves when the database answers. */
export async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

async function refuseNewerSchema(db: Database): Promise<void> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!tables[0]?.found) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.find(({ name }) => !(name in MIGRATIONS));
  if (unknown) {
    throw new Error(
      `The database was migrated by a newer release (${unknown.name}). Run that release, or restore a backup.`,
    );
  }
}

/** As pg's own, but `bigint` becomes a number: an id beyond 2^53 is refused rather than silently changed. */
function columnTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, toSafeInteger);
  return overrides;
}

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds an integer too large to use: ${text}`);
  return value;
}
