import { rmSync } from 'node:fs';
import databaseTeardown from './database-teardown';
import { TEMPORAL_FILE } from './temporal-file';

export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopTestTemporal?: () => Promise<void> }).stopTestTemporal?.();
  await databaseTeardown();
  rmSync(TEMPORAL_FILE(), { force: true });
}
