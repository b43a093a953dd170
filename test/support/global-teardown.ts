import { rmSync } from 'node:fs';
import { TEMPORAL_FILE } from './temporal-file';

export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopTestTemporal?: () => Promise<void> }).stopTestTemporal?.();
  rmSync(TEMPORAL_FILE(), { force: true });
}
