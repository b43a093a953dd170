/** A real PostgreSQL for tests: one server for all, one migrated database per call. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/embedded/postgres';
import { migrate, openDatabase, type Database } from '../../src/store/database';
import { createDataProtection, type DataProtection } from '../../src/store/encryption';
import { createStore, type Store, type StoreOptions } from '../../src/store/store';

export interface TestServer {
  /** Of the server's maintenance database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of its own in a temporary folder, not durable. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'connector-test-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  close(): Promise<void>;
}

/** Where the shared server is, and its migrated database, which every test gets a copy of. */
const SERVER = 'TEST_POSTGRES_URL';
const TEMPLATE = 'TEST_POSTGRES_TEMPLATE';

/** For a global setup: starts one server for all test files, and tells by the environment, which their processes inherit. */
export async function startSharedServer(): Promise<TestServer> {
  const server = await startTestServer();
  const template = await createEmptyDatabase(server.url);
  const db = openDatabase({ url: template });
  await migrate(db);
  await db.destroy();
  process.env[SERVER] = server.url;
  process.env[TEMPLATE] = nameOf(template);
  return server;
}

/** A migrated database on the shared server. */
async function withTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env[SERVER];
  const template = process.env[TEMPLATE];
  if (!serverUrl || !template) throw new Error('No global setup has started a database server for these tests');
  const url = await createDatabase(serverUrl, `template ${template}`);
  const db = openDatabase({ url });
  const close = async () => {
    await db.destroy();
    await execute(serverUrl, `drop database ${nameOf(url)} with (force)`);
  };
  return { url, db, close };
}

/** Gives the URL of a new database beside the one given. */
export const createEmptyDatabase = (serverUrl: string): Promise<string> => createDatabase(serverUrl, '');

async function createDatabase(serverUrl: string, options: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(serverUrl, `create database ${name} ${options}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function execute(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export const testProtection = (): DataProtection =>
  createDataProtection({ keys: [{ id: 'test', bytes: Buffer.alloc(32, 7) }], hashKey: Buffer.alloc(32, 9) });

export interface TestStore extends TestDatabase {
  readonly store: Store;
  readonly protection: DataProtection;
}

/** A migrated database with all repositories over it. Call `close` in `afterAll`. */
export async function withTestStore(options: StoreOptions = {}): Promise<TestStore> {
  const database = await withTestDatabase();
  const protection = testProtection();
  return { ...database, protection, store: createStore(database.db, protection, options) };
}
