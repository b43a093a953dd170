import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';
import { fakeMaintenance } from './support/fake-maintenance';

const STORE = 'abc123';
const ACCOUNT = 'acme';

/** Runs `setup` for these, of which only {@link STORE} and {@link ACCOUNT} have somebody who answers. */
async function withSetup(
  parties: { readonly storeHashes: readonly string[]; readonly accountCodes: readonly string[] },
  test: (setup: { readonly calls: readonly string[]; readonly result: Promise<unknown> }) => Promise<void>,
): Promise<void> {
  const calls: string[] = [];
  const activities = Object.fromEntries(
    Object.entries(fakeMaintenance()).map(([name, answer]) => [
      name,
      (input: never) => {
        calls.push(name);
        return answer(input);
      },
    ]),
  );
  const world = await startWorld(activities, STORE, ACCOUNT);
  const handle = await world.client.workflow.start('setup', {
    workflowId: `${world.prefix}/setup`,
    taskQueue: orchestrateQueue(world.prefix),
    args: [{ taskQueuePrefix: world.prefix, ...parties }],
  });
  try {
    await test({ calls, result: handle.result() });
  } finally {
    await handle.terminate().catch(() => undefined);
    await world.close();
  }
}

it('tells what was done, the stores first and the schedules last', async () => {
  await withSetup({ storeHashes: [STORE], accountCodes: [ACCOUNT] }, async ({ result }) => {
    expect(await result).toEqual({
      done: [
        'search attributes: all are registered',
        'store abc123: all webhooks are right',
        'account acme: all webhooks are right',
        'schedule doctor: created',
      ],
    });
  });
});

it.each([
  ['store', { storeHashes: ['silent', STORE], accountCodes: [ACCOUNT] }],
  ['account', { storeHashes: [STORE], accountCodes: ['silent', ACCOUNT] }],
])('a %s that does not answer keeps none of the others waiting', async (_, parties) => {
  await withSetup(parties, async ({ calls, result }) => {
    result.catch(() => undefined);
    const wanted = ['ensureSearchAttributes', 'ensureStoreHooks', 'ensureAccountHooks', 'ensureSchedules'];
    while (!wanted.every((name) => calls.includes(name))) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toHaveLength(wanted.length);
  });
});
