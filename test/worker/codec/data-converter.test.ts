import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { EncryptionKey, type KeyRing } from '../../../src/config/key-ring';
import { startTemporalDevServer, type TemporalDevServer } from '../../../src/embedded/temporal-server';
import { createDataConverter, FAILURE_CONVERTER_PATH } from '../../../src/worker/codec/data-converter';
import type { carry } from './fixtures/workflows';

/** Must never be seen in a history, whole or in part; each part is too long to come up in ciphertext by chance. */
const PLANTED_PARTS = ['Augusta Ada', 'Lovelace', 'Sample Street'];
const PLANTED = PLANTED_PARTS.join(', ');
const KEYS: KeyRing = [new EncryptionKey('k1', Buffer.alloc(32, 1))];

export const activities = {
  greet: async (name: string): Promise<string> => `Hello ${name}`,
  refuse: async (name: string): Promise<void> => {
    throw ApplicationFailure.nonRetryable(`No ${name}`, 'No', name);
  },
};

let server: TemporalDevServer;
let connection: Connection;
let native: NativeConnection;
let workflowBundle: WorkflowBundle;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataDir = mkdtempSync(join(tmpdir(), 'connector-codec-'));
  [server, workflowBundle] = await Promise.all([
    startTemporalDevServer({ dataDir, inMemory: true, log: () => undefined }),
    bundleWorkflowCode({
      workflowsPath: require.resolve('./fixtures/workflows'),
      failureConverterPath: FAILURE_CONVERTER_PATH,
      logger: new DefaultLogger('ERROR'),
    }),
  ]);
  connection = await Connection.connect({ address: server.address });
  native = await NativeConnection.connect({ address: server.address });
});

afterAll(async () => {
  await native?.close();
  await connection?.close();
  await server?.stop();
});

const clientWith = (keys: KeyRing): Client => new Client({ connection, dataConverter: createDataConverter(keys) });

/** Runs the workflow to its end and gives the result, or the failure as the caller sees it. */
async function run(workflowId: string, fail: boolean): Promise<unknown> {
  const dataConverter = createDataConverter(KEYS);
  const worker = await Worker.create({
    connection: native,
    taskQueue: workflowId,
    workflowBundle,
    activities,
    dataConverter,
  });
  return worker.runUntil(
    clientWith(KEYS)
      .workflow.execute<typeof carry>('carry', {
        workflowId,
        taskQueue: workflowId,
        args: [PLANTED, fail],
        memo: { planted: PLANTED },
        staticSummary: PLANTED,
        staticDetails: PLANTED,
      })
      .catch((error: unknown) => error),
  );
}

const historyOf = (workflowId: string, keys = KEYS) => clientWith(keys).workflow.getHandle(workflowId).fetchHistory();

/** Everything that the server keeps, as text; what is in base64 there is decoded as well. */
async function everything(workflowId: string): Promise<string> {
  const execution = { workflowId };
  const description = await connection.workflowService.describeWorkflowExecution({ namespace: 'default', execution });
  const kept = JSON.stringify([await historyOf(workflowId), description]);
  const decoded = [...kept.matchAll(/"([A-Za-z0-9+/]+=*)"/g)].map(([, text]) =>
    Buffer.from(text!, 'base64').toString(),
  );
  return [kept, ...decoded].join('\n');
}

it('carries values through and leaves nothing readable in the history, failures included', async () => {
  const result = await run('works', false);
  const failure = await run('fails', true);

  expect(result).toBe(`Hello ${PLANTED}`);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect((failure as WorkflowFailedError).cause!.message).toBe(`Refused: ${PLANTED}`);
  for (const workflowId of ['works', 'fails']) {
    const kept = await everything(workflowId);
    expect(kept).toContain('binary/encrypted');
    expect(kept).toContain('Encoded failure');
    for (const part of [...PLANTED_PARTS, 'Refused:', 'workflows.ts']) expect(kept).not.toContain(part);
  }
});

it('replays an encrypted history, and not without the key', async () => {
  await run('replayed', false);
  const history = await historyOf('replayed');
  const replay = (keys: KeyRing) =>
    Worker.runReplayHistory({ workflowBundle, dataConverter: createDataConverter(keys) }, history, 'replayed');

  await expect(replay(KEYS)).resolves.toBeUndefined();
  await expect(replay([new EncryptionKey('k2', Buffer.alloc(32, 2))])).rejects.toThrow('Replay failed');
});

it('reads with a rotated ring what was written before', async () => {
  await run('rotated', false);
  const rotated: KeyRing = [new EncryptionKey('k2', Buffer.alloc(32, 2)), ...KEYS];
  const { memo } = await clientWith(rotated).workflow.getHandle('rotated').describe();

  expect(memo).toEqual({ planted: PLANTED });
  expect(await clientWith(rotated).workflow.getHandle('rotated').result()).toBe(`Hello ${PLANTED}`);
});
