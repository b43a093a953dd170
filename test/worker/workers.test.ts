import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { sharedTemporal } from '../support/temporal';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../../src/domain/queues';
import { createWorkers, runWorkers, stopWorkers, workersReady } from '../../src/worker/workers';

const STORES = ['abc123', 'def456'];
const ACCOUNTS = ['acme'];

async function withWorkers(
  test: (workers: Worker[], queuePrefix: string, client: Client) => Promise<void>,
  activities: object = { examine: async () => undefined },
): Promise<void> {
  const { address, bundlePath } = sharedTemporal();
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const queuePrefix = `test-${randomUUID().slice(0, 8)}`;
  try {
    const workers = await createWorkers({
      connection: native,
      namespace: 'default',
      queuePrefix,
      storeHashes: STORES,
      accountCodes: ACCOUNTS,
      activities,
      dataConverter: {},
      takeoverMs: 1_000,
      bundle: { codePath: bundlePath },
      board: { markRetrying: async () => undefined, clearRetrying: async () => undefined },
    });
    await test(workers, queuePrefix, new Client({ connection }));
  } finally {
    await native.close();
    await connection.close();
  }
}

describe('the workers of a process', () => {
  it('are one per queue, so that one hanging account stops nobody else', async () => {
    await withWorkers(async (workers, prefix) => {
      const running = runWorkers(workers);
      expect(workers.map(({ options }) => options.taskQueue).sort()).toEqual(
        [
          orchestrateQueue(prefix),
          ...ACCOUNTS.map((account) => brightpearlQueue(prefix, account)),
          ...STORES.map((store) => bigcommerceQueue(prefix, store)),
        ].sort(),
      );
      stopWorkers(workers);
      await running;
    });
  });

  it('are ready from the moment all run until they are told to stop', async () => {
    await withWorkers(async (workers) => {
      expect(workersReady(workers)).toBe(false);
      const running = runWorkers(workers);
      expect(workersReady(workers)).toBe(true);
      stopWorkers(workers);
      expect(workersReady(workers)).toBe(false);
      await running;
      expect(workersReady(workers)).toBe(false);
    });
  });

  it('are not ready when there are none', () => {
    expect(workersReady([])).toBe(false);
  });

  it('end together: when one ends, the others are shut down', async () => {
    await withWorkers(async (workers) => {
      const running = runWorkers(workers);
      workers.at(-1)?.shutdown();
      await running;
      expect(workers.map((worker) => worker.getState())).toEqual(workers.map(() => 'STOPPED'));
    });
  });

  it('may be told to stop twice', async () => {
    await withWorkers(async (workers) => {
      const running = runWorkers(workers);
      stopWorkers(workers);
      stopWorkers(workers);
      await running;
    });
  });

  it('let a running activity end before they stop', async () => {
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const ended: string[] = [];
    const examine = async () => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 300));
      ended.push('examine');
    };
    await withWorkers(
      async (workers, queuePrefix, client) => {
        const running = runWorkers(workers);
        const handle = await client.workflow.start('doctor', {
          workflowId: `doctor-${queuePrefix}`,
          taskQueue: orchestrateQueue(queuePrefix),
          args: [{ taskQueuePrefix: queuePrefix }],
        });
        await beginning;
        stopWorkers(workers);
        await running;
        expect(ended).toEqual(['examine']);
        await handle.terminate();
      },
      { examine },
    );
  });
});
