import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `global-setup` tells the test files which server to use; one per test run. */
export const TEMPORAL_FILE = (): string =>
  join(tmpdir(), `connector-test-temporal-${process.env.CONNECTOR_TEST_RUN}.json`);
