import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../src/embedded/free-port';
import { hostPaths, type HostPaths } from '../../src/config/host';
import { SyncStateKey } from '../../src/domain/search-attributes';
import { findTemporalCli } from '../../src/embedded/temporal-cli';
import { inspectProcess, listProcesses } from '../../src/embedded/temporal-process';
import { startTemporalDevServer, type TemporalDevServer } from '../../src/embedded/temporal-server';
import { TestChild } from '../support/child';

const log = (): void => undefined;
const cleanUps: (() => unknown)[] = [];

let dataDir: string;

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'connector-temporal-')));
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(more: Partial<Parameters<typeof startTemporalDevServer>[0]> = {}): Promise<TemporalDevServer> {
  const server = await startTemporalDevServer({ dataDir, log, ...more });
  cleanUps.push(() => server.stop());
  return server;
}

async function clientOf(address: string): Promise<Client> {
  const connection = await Connection.connect({ address });
  cleanUps.push(() => connection.close());
  return new Client({ connection });
}

/** Nobody works on it: what counts is that the server takes it, search attribute included. */
const startWorkflow = (client: Client, workflowId: string) =>
  client.workflow.start('nothing', {
    workflowId,
    taskQueue: 'nobody',
    typedSearchAttributes: [{ key: SyncStateKey, value: 'PENDING' }],
  });

const listen = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });

/** A server as a run of ours, or a person, would have left it. Resolves when it accepts connections. */
async function leaveServer(...args: string[]): Promise<ChildProcess> {
  const { path } = await findTemporalCli({ log });
  const port = await freePort();
  const common = ['server', 'start-dev', '--headless', '--port', String(port), '--ip', '127.0.0.1'];
  const child = spawn(path, [...common, ...args, '--log-level', 'never'], {
    env: hostPaths().childEnv,
    stdio: 'ignore',
  });
  cleanUps.push(() => child.kill('SIGKILL'));
  await Connection.connect({ address: `127.0.0.1:${port}` }).then((connection) => connection.close());
  return child;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

it('serves from a file, keeps what it had over a restart, and stops for good', async () => {
  const first = await startTemporalDevServer({ dataDir, log });
  await startWorkflow(await clientOf(first.address), 'kept');
  await first.stop();
  await first.stop();
  await expect(fetch(first.uiUrl)).rejects.toThrow();
  const second = await start();

  const { status } = await (await clientOf(second.address)).workflow.getHandle('kept').describe();
  expect(status.name).toBe('RUNNING');
  expect(readdirSync(dataDir).filter((name) => !name.startsWith('temporal.db'))).toEqual(['temporal.log']);
});

it('keeps closed workflows for thirty days, and hands the codec endpoint to the web interface', async () => {
  const codecEndpoint = 'http://127.0.0.1:9999/codec/token';
  const server = await start({ inMemory: true, codecEndpoint });
  const client = await clientOf(server.address);
  const { config } = await client.workflowService.describeNamespace({ namespace: server.namespace });
  const settings = (await (await fetch(`${server.uiUrl}/api/v1/settings`)).json()) as { Codec: { Endpoint: string } };

  expect(Number(config!.workflowExecutionRetentionTtl!.seconds)).toBe(30 * 86_400);
  expect(settings.Codec.Endpoint).toBe(codecEndpoint);
  expect(readdirSync(dataDir)).toEqual(['temporal.log']);
});

it('adds search attributes to a database that an older release made', async () => {
  const old = await leaveServer('--db-filename', join(dataDir, 'temporal.db'));
  await new Promise((resolve) => old.once('exit', resolve).kill('SIGTERM'));
  const server = await start();

  await expect(startWorkflow(await clientOf(server.address), 'new')).resolves.toMatchObject({ workflowId: 'new' });
});

it('refuses a data directory that another process serves, and names that process', async () => {
  const child = new TestChild(join(__dirname, 'fixtures', 'temporal-serve.ts'), [dataDir]);
  const { address } = await child.next<{ address: string }>();

  await expect(start()).rejects.toThrow(
    `The Temporal database ${join(dataDir, 'temporal.db')} is already in use by process ${child.pid}. Stop that process`,
  );
  await expect(startWorkflow(await clientOf(address), 'untouched')).resolves.toBeDefined();
  await child.finish();
});

it('starts again after a run that was killed', async () => {
  const child = new TestChild(join(__dirname, 'fixtures', 'temporal-serve.ts'), [dataDir]);
  const { address } = await child.next<{ address: string }>();
  await startWorkflow(await clientOf(address), 'survivor');
  await child.kill();
  const server = await start();

  const { status } = await (await clientOf(server.address)).workflow.getHandle('survivor').describe();
  expect(status.name).toBe('RUNNING');
});

/** No process has it: the system's highest number is far lower. */
const DEAD_OWNER = 'connector.owner=99999999';

it('stops the server that a killed run left on the same database', async () => {
  const database = join(dataDir, 'temporal.db');
  const orphan = await leaveServer('--db-filename', database, '--dynamic-config-value', DEAD_OWNER);
  const lines: string[] = [];
  await start({ log: (line) => lines.push(line) });

  expect(hasEnded(orphan)).toBe(true);
  expect(lines).toContain(`Stopping the Temporal server ${orphan.pid}, which process 99999999 left behind`);
});

it('stops forgotten servers in memory, and only those', async () => {
  const orphan = await leaveServer('--dynamic-config-value', DEAD_OWNER);
  const elsewhere = join(dataDir, 'elsewhere.db');
  const other = await leaveServer('--db-filename', elsewhere, '--dynamic-config-value', DEAD_OWNER);
  const foreign = await leaveServer();
  await start({ inMemory: true });

  expect([orphan, other, foreign].map(hasEnded)).toEqual([true, false, false]);
});

it('never touches a server that a person started on the same database', async () => {
  const foreign = await leaveServer('--db-filename', join(dataDir, 'temporal.db'));

  await expect(start()).rejects.toThrow(`is already in use by process ${foreign.pid}`);
  expect(await inspectProcess(foreign.pid!)).toBeDefined();
});

it('says what is wrong when a port that was asked for is taken', async () => {
  const taken = await listen();
  cleanUps.push(() => taken.close());
  const { port } = taken.address() as AddressInfo;

  const advice = `Port ${port} cannot be used for Temporal. Stop what listens there, or choose another port.`;
  await expect(start({ inMemory: true, port })).rejects.toThrow(advice);
  await expect(start({ inMemory: true, uiPort: port })).rejects.toThrow(advice);
});

it('uses the ports that were asked for', async () => {
  const [port, uiPort] = [await freePort(), await freePort()];
  const server = await start({ inMemory: true, port, uiPort });

  expect(server).toMatchObject({ address: `127.0.0.1:${port}`, uiUrl: `http://localhost:${uiPort}` });
});

/** The real server, but its first starts crash as it does when it finds no port for one of its services. */
async function crashing(crashes: number): Promise<HostPaths> {
  const { path } = await findTemporalCli({ log });
  const temporalCliPath = join(dataDir, 'crashing');
  const calls = join(dataDir, 'calls');
  const script = [
    '#!/bin/sh',
    `[ "$1" = server ] || exec ${path} "$@"`,
    `echo call >> ${calls}`,
    `[ $(wc -l < ${calls}) -gt ${crashes} ] && exec ${path} "$@"`,
    'echo "panic: failed assigning ephemeral port: no port is left" >&2',
    'for call in $(seq 60); do echo "    server.go:$call +0x4a" >&2; done',
    'exit 2',
  ];
  writeFileSync(temporalCliPath, script.join('\n'), { mode: 0o755 });
  return { ...hostPaths(), temporalCliPath };
}

it('starts a server again that crashed while it started, and says so', async () => {
  const lines: string[] = [];
  await start({ host: await crashing(2), log: (line) => lines.push(line) });

  const sentence =
    'Temporal did not start (exit code 2): panic: failed assigning ephemeral port: no port is left. Trying again';
  expect(lines.slice(1)).toEqual([sentence, sentence]);
});

it('gives up a server that crashes whenever it starts, and tells why it crashed', async () => {
  await expect(start({ host: await crashing(99) })).rejects.toThrow(
    /^Temporal did not start \(exit code 2\): panic: failed assigning ephemeral port: no port is left$/,
  );
});

it('logs an end that nobody asked for', async () => {
  let onEnd: (line: string) => void = log;
  const before = new Set(await servers());
  const sentence = new Promise((resolve) => (onEnd = resolve));
  await start({ inMemory: true, log: (line) => line.includes('ended') && onEnd(line) });
  const pid = (await servers()).find((one) => !before.has(one))!;
  process.kill(pid, 'SIGKILL');

  expect(await sentence).toContain('The Temporal server ended unexpectedly (SIGKILL)');
});

/** Servers that this process started. */
async function servers(): Promise<number[]> {
  const all = await listProcesses();
  return all
    .filter(({ parent, command }) => parent === process.pid && command.includes('start-dev'))
    .map(({ pid }) => pid);
}
