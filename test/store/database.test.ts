import path from 'node:path';
import { sql } from 'kysely';
import { migrate, openDatabase, ping, type Database } from '../../src/store/database';
import { MIGRATIONS } from '../../src/store/migrations/index';
import { TestChild } from '../support/child';
import { createEmptyDatabase, startTestServer, type TestServer } from '../support/database';

let server: TestServer;
let url: string;
let db: Database;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  url = await createEmptyDatabase(server.url);
  db = openDatabase({ url });
});

afterEach(async () => {
  await db.destroy();
});

describe('migrate', () => {
  it('applies every migration once', async () => {
    expect(await migrate(db)).toEqual(Object.keys(MIGRATIONS));
    expect(await migrate(db)).toEqual([]);
    await ping(db);
  });

  it('is applied by exactly one of several processes that start at once', async () => {
    const children = Array.from(
      { length: 3 },
      () => new TestChild(path.join(__dirname, 'fixtures', 'migrate.ts'), [url]),
    );
    const answers = await Promise.all(children.map((child) => child.next<string[]>()));
    await Promise.all(children.map((child) => child.finish()));
    expect(answers.flat()).toEqual(Object.keys(MIGRATIONS));
  });

  it('refuses a database of a newer release', async () => {
    await migrate(db);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(db);
    await expect(migrate(db)).rejects.toThrow('migrated by a newer release (9999-future)');
  });

  it('numbers the migrations without a gap', () => {
    const numbers = Object.keys(MIGRATIONS).map((name) => Number(/^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

it('outlives a connection that breaks between two statements of a transaction', async () => {
  const broken = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db);
    // Nobody waits for an answer while the news of its end arrives.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await ping(transaction);
  });
  await expect(broken).rejects.toThrow();
  await ping(db);
});

describe('the values of a row', () => {
  const select = async (expression: string) =>
    (await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db)).rows[0]?.value;

  it.each([
    ['a bigint', '9007199254740991::bigint', 9_007_199_254_740_991],
    ['a numeric', "'12.3400'::numeric", '12.3400'],
    ['a point in time', "'2025-03-30 01:30:00.123+01'::timestamptz", new Date('2025-03-30T00:30:00.123Z')],
    ['JSON', `'{"snake_case": [1, "2.50"]}'::jsonb`, { snake_case: [1, '2.50'] }],
  ])('%s is exact', async (_name, expression, expected) => {
    expect(await select(expression)).toEqual(expected);
  });

  it('an integer that a number cannot hold is refused', async () => {
    await expect(select('9007199254740992::bigint')).rejects.toThrow('too large to use');
  });
});

describe('the connections', () => {
  it('survive the loss of an idle one', async () => {
    const errors: Error[] = [];
    const watched = openDatabase({ url, maxConnections: 1, onError: (error) => errors.push(error) });
    await ping(watched);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'connector' and pid <> pg_backend_pid() and datname = current_database()`.execute(db);
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await ping(watched);
    await watched.destroy();
  });

  it('say that a server cannot be reached', async () => {
    const unreachable = openDatabase({ url: 'postgres://nobody:nothing@127.0.0.1:1/none' });
    await expect(ping(unreachable)).rejects.toThrow('ECONNREFUSED');
    await unreachable.destroy();
  });
});
