/** What outlives every killed connector: one PostgreSQL server and one Temporal server. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTemporalDevServer, type TemporalDevServer } from '../../../src/embedded/temporal-server';
import { startTestServer } from '../../support/database';

export interface Infrastructure {
  readonly postgresUrl: string;
  readonly temporalAddress: string;
  /** The connectors' own: one set for all, since those that share a namespace must read each other's schedules. */
  readonly secrets: ReturnType<typeof newSecrets>;
  /** For configurations and logs. */
  readonly scratch: string;
  stopTemporal(): Promise<void>;
  /** A new server without any memory, where the one before was. */
  replaceTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startInfrastructure(): Promise<Infrastructure> {
  // Connectors log there; a folder that is named is kept.
  const kept = process.env['CRASH_LOGS'];
  const folder = kept ?? tmpdir();
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(path.join(folder, 'connector-crash-'));
  const [postgres, first] = await Promise.all([startTestServer(), startTemporal(scratch)]);
  let temporal = first;
  return {
    postgresUrl: postgres.url,
    temporalAddress: first.address,
    stopTemporal: () => temporal.stop(),
    async replaceTemporal() {
      await temporal.stop();
      temporal = await startTemporal(scratch, Number(first.address.split(':')[1]));
    },
    secrets: newSecrets(),
    scratch,
    async stop() {
      await temporal.stop();
      await postgres.stop();
      if (kept === undefined) await rm(scratch, { recursive: true, force: true });
    },
  };
}

const startTemporal = (scratch: string, port?: number): Promise<TemporalDevServer> =>
  startTemporalDevServer({
    dataDir: path.join(scratch, 'temporal'),
    inMemory: true,
    log: () => undefined,
    ...(port === undefined ? {} : { port }),
  });

function newSecrets() {
  const key = (): string => randomBytes(32).toString('base64');
  return {
    CONNECTOR_API_TOKEN: randomBytes(24).toString('hex'),
    CONNECTOR_DATA_KEYS: `k1:${key()}`,
    PAYLOAD_ENCRYPTION_KEYS: `k1:${key()}`,
    CONNECTOR_HASH_KEY: key(),
  };
}
