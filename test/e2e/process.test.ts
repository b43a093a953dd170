/** The process itself: how it ends, what it leaves behind, and how it starts again after it was killed. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { DevProcess } from './support/dev-process';
import { anOrder } from './support/orders';
import { eventually } from './support/http';
import { World } from './support/world';

/** Longer than any request that may be on its way, shorter than a person's patience. */
const STOP_LIMIT_MS = 8_000;

/** Command lines of living processes that name the data directory: PostgreSQL, Temporal, ourselves. */
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(pid))
    .filter((command) => command.includes(dataDir));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

let world: World;

afterAll(async () => {
  await world.end();
});

test('stops within seconds when asked to, with orders on their way, and leaves no process behind', async () => {
  world = await World.start();
  const { dataDir } = world.dev;
  expect(processesOf(dataDir).length).toBeGreaterThanOrEqual(3);
  await world.store.place(anOrder());
  const asked = Date.now();
  expect(await world.dev.stop()).toBe(0);
  expect(Date.now() - asked).toBeLessThan(STOP_LIMIT_MS);
  expect(processesOf(dataDir)).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

test('asked twice at once, as by Ctrl-C through npm, still stops in order', async () => {
  world = await World.start();
  const { dataDir, pid } = world.dev;
  process.kill(pid, 'SIGINT');
  process.kill(pid, 'SIGINT');
  expect(await world.dev.stop()).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
});

test('killed without warning, starts again on its data, stops what the killed one left, and works', async () => {
  const { dataDir } = world.dev;
  world = await World.start(dataDir);
  const before = await world.store.place(anOrder());
  await world.synced(before);
  const { storeHash } = world;
  await world.dev.kill();
  expect(processesOf(dataDir).length).toBeGreaterThanOrEqual(2);

  world = await World.start(dataDir);
  // A server that was just forked has its parent's command line for a moment.
  const servers = () => processesOf(dataDir).filter((command) => /postgres -D|server start-dev/.test(command));
  await eventually('two servers', async () => servers().length === 2, { last: servers });
  const { body } = await world.ask<{ orders: { orderId: number; store: string; state: string }[] }>('GET', '/orders');
  expect(body.orders).toContainEqual(expect.objectContaining({ store: storeHash, orderId: before, state: 'SYNCED' }));

  await world.synced(await world.store.place(anOrder()));
});

test('killed while it starts, starts again', async () => {
  const { dataDir } = world.dev;
  await world.dev.stop();
  const interrupted = DevProcess.launch(dataDir);
  await eventually('the database to come up', async () =>
    processesOf(dataDir).some((one) => one.includes('postgres -D')),
  );
  await interrupted.kill();
  world = await World.start(dataDir);
  expect(await world.serves()).toBe(true);
});
