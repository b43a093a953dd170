import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres';
import { TestChild } from '../support/child';

const SERVE = path.join(__dirname, 'fixtures', 'serve.ts');

let root: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];
const children: TestChild[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'connector-postgres-'));
  // Temporary folders are private; this one stands for a project folder, which others may enter.
  await chmod(root, 0o755);
  dataDir = path.join(root, 'data');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await Promise.all(children.splice(0).map((child) => child.finish()));
  await rm(root, { recursive: true, force: true });
});

async function start(options: { port?: number; durable?: boolean; onLog?: (line: string) => void } = {}) {
  const server = await startEmbeddedPostgres({ dataDir, durable: false, ...options });
  running.push(server);
  return server;
}

function serveInChild(): TestChild {
  const child = new TestChild(SERVE, [dataDir]);
  children.push(child);
  return child;
}

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const serverPid = (): number =>
  Number.parseInt(readFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
/** A zombie, which nobody in a bare container collects, is not alive. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

describe('the embedded PostgreSQL', () => {
  it('starts, keeps what was written over a clean stop, and leaves no process', async () => {
    const first = await start();
    await query(first.url, 'create table kept (n int); insert into kept values (7)');
    const pid = serverPid();
    await first.stop();
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('is version 18, durable by default, and reachable on the loopback address only', async () => {
    const server = await start({ durable: true });
    const settings = await query<{ name: string; setting: string }>(
      server.url,
      `select name, setting from pg_settings where name in ('server_version_num', 'fsync', 'listen_addresses', 'unix_socket_directories')`,
    );
    const byName = Object.fromEntries(settings.map(({ name, setting }) => [name, setting]));
    expect(byName).toMatchObject({ fsync: 'on', listen_addresses: '127.0.0.1', unix_socket_directories: '' });
    expect(Number(byName['server_version_num'])).toBeGreaterThanOrEqual(180_000);
  });

  it('listens on the port asked for', async () => {
    const port = Number(new URL((await start()).url).port);
    await running.pop()?.stop();
    expect(Number(new URL((await start({ port })).url).port)).toBe(port);
  });

  it('keeps its password readable by its owner alone, and lets nobody in without it', async () => {
    const server = await start();
    expect((await stat(path.join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('has the data of a process that was killed, and stops the server it left behind', async () => {
    const child = serveInChild();
    const { url } = await child.next<{ url: string }>();
    await query(url, 'create table kept (n int); insert into kept select generate_series(1, 1000)');
    const orphan = serverPid();
    await child.kill();
    expect(isAlive(orphan)).toBe(true);

    const log: string[] = [];
    const server = await start({ onLog: (line) => log.push(line) });
    expect(await query(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
    expect(isAlive(orphan)).toBe(false);
    expect(log.join('\n')).toContain(`which process ${child.pid} left behind`);
  });

  it('recovers when the server itself was killed too', async () => {
    const child = serveInChild();
    const { url } = await child.next<{ url: string }>();
    await query(url, 'create table kept (n int); insert into kept values (1)');
    process.kill(serverPid(), 'SIGKILL');
    await child.kill();

    const server = await start();
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('refuses a second start while the first process lives, naming it, in another process and in the same one', async () => {
    const child = serveInChild();
    const { url } = await child.next<{ url: string }>();
    await expect(start()).rejects.toThrow(`already in use by process ${child.pid}`);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);

    await child.finish();
    await start();
    await expect(start()).rejects.toThrow(`already in use by process ${process.pid}`);
  });

  it('lets exactly one of several processes that start at once have an empty data directory', async () => {
    const contenders = [serveInChild(), serveInChild(), serveInChild()];
    const answers = await Promise.all(contenders.map((child) => child.next<{ url?: string; error?: string }>()));
    const winner = contenders[answers.findIndex((answer) => answer.url !== undefined)];
    expect(answers.filter((answer) => answer.url !== undefined)).toHaveLength(1);
    for (const { error } of answers) {
      if (error !== undefined) expect(error).toContain(`already in use by process ${winner?.pid}`);
    }
  });

  it('never touches a foreign process whose number stands in a stale lock file', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60']);
    try {
      await writeFile(path.join(dataDir, 'cluster', 'postmaster.pid'), `${stranger.pid}\n${dataDir}/cluster\n`);
      const server = await start();
      expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
      expect(isAlive(stranger.pid!)).toBe(true);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('leaves nothing but its cluster and password behind', async () => {
    await (await start()).stop();
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'password']);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('works in a folder that only root can enter, by keeping its files elsewhere', async () => {
    const secret = path.join(root, 'private');
    await mkdir(secret, { mode: 0o700 });
    dataDir = path.join(secret, 'data');
    const first = await start();
    await query(first.url, 'create table kept (n int); insert into kept values (3)');
    await first.stop();
    const place = await readFile(path.join(dataDir, 'location', 'cluster', 'PG_VERSION'), 'utf8');
    expect(place.trim()).toBe('18');
    expect(await query((await start()).url, 'select n from kept')).toEqual([{ n: 3 }]);
    await running.pop()?.stop();
    await rm(await realpath(path.join(dataDir, 'location')), { recursive: true });
  });
});
