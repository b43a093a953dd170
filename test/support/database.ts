/** A real PostgreSQL for tests: one server per test file, one migrated database per call. */
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

/** Uses the server at TEST_POSTGRES_URL where a global setup has started one. */
async function withTestDatabase(): Promise<TestDatabase> {
  const shared = process.env['TEST_POSTGRES_URL'];
  const server = shared === undefined ? await startTestServer() : { url: shared, stop: async () => {} };
  const url = await createEmptyDatabase(server.url);
  const db = openDatabase({ url });
  await migrate(db);
  const close = async () => {
    await db.destroy();
    await server.stop();
  };
  return { url, db, close };
}

/** Gives the URL of a new database beside the one given. */
export async function createEmptyDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
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
