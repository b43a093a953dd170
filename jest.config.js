/**
 * One jest project per kind of test, so that each can be run alone (`npx jest --selectProjects unit`).
 * `unit` needs nothing but Node; the others start PostgreSQL, Temporal and the simulators for themselves.
 */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
  },
  extensionsToTreatAsEsm: [],
};

const project = (displayName, folders, more = {}) => ({
  ...base,
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  ...more,
});

/** Rooms whose tests need no server: they mirror `src` folder by folder. */
const pureRooms = ['domain', 'mapping', 'http', 'bigcommerce', 'brightpearl', 'config', 'simulators', 'cli', 'docs'];

module.exports = {
  projects: [
    project('unit', pureRooms),
    project('store', ['store'], {
      globalSetup: '<rootDir>/test/support/database-setup.ts',
      globalTeardown: '<rootDir>/test/support/database-teardown.ts',
    }),
    project('contract', ['contract']),
    project('system', ['embedded', 'activities', 'workflows', 'worker', 'api', 'temporal', 'replay'], {
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    }),
    project('e2e', ['e2e']),
    project('crash', ['crash']),
  ],
  // Ends what hangs. How long things take is no matter of tests: machines differ.
  testTimeout: 180_000,
};
