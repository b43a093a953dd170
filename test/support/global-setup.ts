/** Starts one database server and one Temporal server, and bundles the workflows once, for all test files that need them. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporalDevServer } from '../../src/embedded/temporal-server';
import { bundleWorkflows } from '../../src/worker/bundle';
import databaseSetup from './database-setup';
import { TEMPORAL_FILE } from './temporal-file';

export default async function globalSetup(): Promise<void> {
  process.env.CONNECTOR_TEST_RUN = randomUUID();
  const scratch = mkdtempSync(join(tmpdir(), 'connector-test-'));
  const [server, bundle] = await Promise.all([
    startTemporalDevServer({ dataDir: scratch, inMemory: true, log: () => undefined }),
    bundleWorkflows(),
    databaseSetup(),
  ]);
  const bundlePath = join(scratch, 'workflow-bundle.js');
  writeFileSync(bundlePath, bundle.code);
  writeFileSync(TEMPORAL_FILE(), JSON.stringify({ address: server.address, bundlePath }));
  (globalThis as { stopTestTemporal?: () => Promise<void> }).stopTestTemporal = () => server.stop();
}
