import type { TestServer } from './database';

export default async function databaseTeardown(): Promise<void> {
  const shared = globalThis as { testDatabase?: Promise<TestServer> | undefined };
  const server = await shared.testDatabase;
  shared.testDatabase = undefined;
  await server?.stop();
}
