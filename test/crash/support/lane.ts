/** One connector with its database, and the sites that it serves. Lanes run side by side and know nothing of each other. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { freePort } from '../../../src/embedded/free-port';
import { openDatabase } from '../../../src/store/database';
import { createStore } from '../../../src/store/store';
import { createEmptyDatabase, testProtection } from '../../support/database';
import { ConnectorProcess } from './connector-process';
import type { Infrastructure } from './infrastructure';
import { joinedConfig } from './joined-config';
import { startPgProxy } from './pg-proxy';
import { databaseHooks } from './probe';
import { openSite, type Site, type SiteOptions } from './site';

export interface Lane {
  readonly connector: ConnectorProcess;
  readonly sites: readonly Site[];
  /** Writes of which nobody knows what site they are about. */
  readonly unattributed: readonly string[];
  /** As an operator does; gives what the API answered. */
  post(path: string): Promise<unknown>;
  /** An empty database instead of the one so far. */
  loseDatabase(): Promise<void>;
  /** As if an hour had passed since anything moved. */
  ageBoard(): Promise<void>;
  close(): Promise<void>;
}

export async function openLane(
  infrastructure: Infrastructure,
  name: string,
  sites: readonly SiteOptions[],
): Promise<Lane> {
  const dataDir = path.join(infrastructure.scratch, name);
  await mkdir(dataDir, { recursive: true });
  const opened = await Promise.all(sites.map((options, n) => openSite(path.join(dataDir, `site-${n + 1}`), options)));
  const database = await openLaneDatabase(infrastructure.postgresUrl);
  const unattributed: string[] = [];
  Object.assign(database.proxy.hooks, databaseHooks(opened, unattributed));
  const { configFile, env } = await joinedConfig(dataDir, name, opened);
  const connector = new ConnectorProcess({
    configFile,
    apiPort: await freePort(),
    logFile: path.join(dataDir, 'connector.log'),
    env: { ...env, ...infrastructure.secrets, ...addresses(database.proxy.url, infrastructure.temporalAddress) },
  });
  const connection = await Connection.connect({ address: infrastructure.temporalAddress });
  const temporal = new Client({ connection });
  const lane: Lane = {
    connector,
    sites: opened.map((site) => ({
      ...site,
      store: database.store,
      temporal: () => temporal,
      clearBatches: () => database.clearBatches(site.key),
      post: (to, { body, key }) => postTo(connector, infrastructure.secrets.CONNECTOR_API_TOKEN, to, { body, key }),
    })),
    unattributed,
    post: (to) => postTo(connector, infrastructure.secrets.CONNECTOR_API_TOKEN, to),
    loseDatabase: () => database.lose(),
    ageBoard: () => database.ageBoard(),
    async close() {
      await connector.kill();
      await connection.close();
      await database.close();
      await Promise.all(opened.map(({ world }) => world.close()));
    },
  };
  try {
    await connector.start();
    await lane.post('/setup');
    return lane;
  } catch (error) {
    await lane.close();
    throw error;
  }
}

async function openLaneDatabase(serverUrl: string) {
  const url = await createEmptyDatabase(serverUrl);
  const proxy = await startPgProxy(url);
  let db = openDatabase({ url });
  return {
    proxy,
    // Reads what is not encrypted: the connector's own keys are not needed for that.
    store: () => createStore(db, testProtection()),
    async lose() {
      await db.destroy();
      const name = sql.raw(new URL(url).pathname.slice(1));
      const server = openDatabase({ url: serverUrl });
      await sql`drop database ${name} with (force)`.execute(server);
      await sql`create database ${name}`.execute(server);
      await server.destroy();
      db = openDatabase({ url });
    },
    async clearBatches(storeHash: string) {
      const { numAffectedRows } = await sql`delete from stock_batches where store_hash = ${storeHash}`.execute(db);
      return Number(numAffectedRows);
    },
    async ageBoard() {
      await sql`update orders set state_since = state_since - interval '1 hour'`.execute(db);
    },
    async close() {
      await db.destroy();
      await proxy.close();
    },
  };
}

async function postTo(
  { url }: ConnectorProcess,
  token: string,
  to: string,
  given?: { readonly body: unknown; readonly key: string },
): Promise<unknown> {
  const response = await fetch(`${url}/api${to}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(given ? { 'content-type': 'application/json', 'idempotency-key': given.key } : {}),
    },
    ...(given ? { body: JSON.stringify(given.body) } : {}),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`POST ${to}: ${response.status} ${JSON.stringify(body)}`);
  return body;
}

const addresses = (database: string, temporal: string): Record<string, string> => ({
  DATABASE_URL: database,
  TEMPORAL_ADDRESS: temporal,
  TEMPORAL_NAMESPACE: 'default',
  LOG_LEVEL: 'info',
});
