/**
 * A real PostgreSQL server inside the project's data directory, for `connector dev`, the demo and the tests. It belongs to
 * the process that started it: one killed without warning leaves a server behind, which the next start stops first.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port';
import { placeFor, serverAccount } from './postgres-account';
import { postgresBinaries } from './postgres-binaries';
import { clusterIn, passwordOf, SUPERUSER } from './postgres-cluster';
import { clearPredecessor, DataDirectoryInUseError, occupantOf } from './postgres-process';
import { launch, ServerStartError, shutDown, type ServerOptions } from './postgres-server';

const DATABASE = 'connector';

/** How long the last processes of a server killed outright may hold on to their shared memory. */
const LEFTOVER_LIMIT_MS = 10_000;

export interface EmbeddedPostgresOptions {
  /** Created when missing. Holds `cluster`, `password`, and where the server's user cannot reach it, `location`. */
  readonly dataDir: string;
  /** @default a free port, another one at each start */
  readonly port?: number;
  /** False trades safety against power loss for speed: for tests. @default true */
  readonly durable?: boolean;
  /** Receives the server's log, line by line. */
  readonly onLog?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the database `connector`, password included. */
  readonly url: string;
  /** Waits until the server process is gone. May be called again. */
  stop(): Promise<void>;
}

/** @throws DataDirectoryInUseError when another living process serves the same data directory */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error('The embedded PostgreSQL runs on Linux and macOS. On Windows set DATABASE_URL.');
  }
  const { onLog = () => {}, durable = true } = options;
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const account = await serverAccount();
  const place = await placeFor(dataDir, account);
  const { postgres, initdb } = await postgresBinaries(place, account);
  const password = await passwordOf(dataDir);
  const cluster = await clusterIn({ place, initdb, password, account, durable, onLog });
  const { child, port } = await startServer({ postgres, cluster, account, durable, onLog }, options.port);
  const stopAtExit = () => child.kill('SIGINT');
  process.once('exit', stopAtExit);
  const stop = async () => {
    await shutDown(child);
    process.off('exit', stopAtExit);
  };
  try {
    const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
    await createDatabase(url('postgres'));
    return { url: url(DATABASE), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tries again where the cause passes by itself: a port taken in between, shared memory of a server killed outright. */
async function startServer(server: Omit<ServerOptions, 'port'>, fixedPort: number | undefined) {
  const deadline = Date.now() + LEFTOVER_LIMIT_MS;
  for (;;) {
    await clearPredecessor(server.cluster, server.onLog);
    const port = fixedPort ?? (await freePort());
    try {
      return { child: await launch({ ...server, port }), port };
    } catch (error) {
      if (!(error instanceof ServerStartError)) throw error;
      const occupant = error.message.includes('postmaster.pid') ? await occupantOf(server.cluster) : undefined;
      if (occupant !== undefined) throw new DataDirectoryInUseError(server.cluster, occupant);
      if (!isPassing(error, fixedPort) || Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

const isPassing = ({ message }: Error, fixedPort: number | undefined): boolean =>
  message.includes('pre-existing shared memory block') ||
  message.includes('postmaster.pid') ||
  (fixedPort === undefined && message.includes('could not create any TCP/IP sockets'));

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
