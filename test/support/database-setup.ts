/** Starts one database server for all test files; once, whatever kinds of tests run together. */
import { startSharedServer, type TestServer } from './database';

interface Shared {
  testDatabase?: Promise<TestServer> | undefined;
}

export default async function databaseSetup(): Promise<void> {
  await ((globalThis as Shared).testDatabase ??= startSharedServer());
}
