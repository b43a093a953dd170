/** The Temporal server that `global-setup` started for this run, and workers on queues of a test's own. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../../src/domain/queues';
import { TEMPORAL_FILE } from './temporal-file';

// Workers start and stop by the dozen here; only what goes wrong is worth a line.
Runtime.install({ logger: new DefaultLogger('WARN') });

export interface SharedTemporal {
  readonly address: string;
  readonly bundlePath: string;
}

export const sharedTemporal = (): SharedTemporal => JSON.parse(readFileSync(TEMPORAL_FILE(), 'utf8')) as SharedTemporal;

export interface TestWorld {
  readonly client: Client;
  readonly prefix: string;
  close(): Promise<void>;
}

/** Workers for all three kinds of queue, with the activities given, on a prefix nobody else uses. */
export async function startWorld(activities: object, storeHash: string, account: string): Promise<TestWorld> {
  const { address, bundlePath } = sharedTemporal();
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const prefix = `test-${randomUUID().slice(0, 8)}`;
  const create = (taskQueue: string, workflows: boolean) =>
    Worker.create({
      connection: native,
      taskQueue,
      activities,
      ...(workflows ? { workflowBundle: { codePath: bundlePath } } : {}),
    });
  const workers = await Promise.all([
    create(orchestrateQueue(prefix), true),
    create(bigcommerceQueue(prefix, storeHash), false),
    create(brightpearlQueue(prefix, account), false),
  ]);
  const runs = workers.map((worker) => worker.run());
  return {
    client: new Client({ connection }),
    prefix,
    async close() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
      await native.close();
      await connection.close();
    },
  };
}
