/** Against a real server, with a real worker where one is needed. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { startTestApi } from '../api/support';
import type { ReadOrderInput, RecordDecisionInput } from '../../src/domain/activity-types';
import type { OrderKey } from '../../src/domain/ids';
import { temporalServes } from '../../src/temporal/health';
import { createJobClient } from '../../src/temporal/job-client';
import { createOrderClient } from '../../src/temporal/order-client';
import type { OrderClient } from '../../src/temporal/order-client';
import { openCommand } from '../../src/temporal/sealed-command';
import { sharedTemporal, startWorld } from '../support/temporal';
import type { TestWorld } from '../support/temporal';

const TIMINGS = { settleMs: 50, recheckMs: 0, retryInitialMs: 20, retryMaxMs: 100 };

/** Stands in for the database's encryption: reversible, and not readable. */
const protection = {
  seal: (value: unknown, context: string) =>
    Buffer.from(`${context}|${JSON.stringify(value)}`).map((byte) => byte ^ 0x55),
  open: (sealed: Buffer, context: string): unknown => {
    const text = Buffer.from(sealed.map((byte) => byte ^ 0x55)).toString('utf8');
    if (!text.startsWith(`${context}|`)) throw new Error('moved');
    return JSON.parse(text.slice(context.length + 1));
  },
};

const clientOn = (client: Client, queuePrefix: string): OrderClient =>
  createOrderClient(client, {
    queuePrefix,
    timings: TIMINGS,
    namespace: 'default',
    protection: protection as never,
    uiUrl: 'http://ui.test',
  });

const anOrder = (): OrderKey => ({ storeHash: 'abc123', orderId: Math.floor(Math.random() * 1e12) + 1 });

describe('with a worker', () => {
  const reads: ReadOrderInput[] = [];
  const decided: RecordDecisionInput[] = [];
  /** What the reading of orders waits for. */
  let mayRead: Promise<void> = Promise.resolve();
  let world: TestWorld;
  let orders: OrderClient;

  beforeAll(async () => {
    const activities = {
      readOrder: async (input: ReadOrderInput) => {
        reads.push(input);
        await mayRead;
        return { kind: 'issue', issue: { code: 'UNKNOWN_SKU', message: 'line-1: SKU X is unknown' } };
      },
      saveState: async () => undefined,
      recordDecision: async (input: RecordDecisionInput) => {
        decided.push(input);
        return { decisionId: `decision-of-${input.command.commandId}` };
      },
      ensureSearchAttributes: async () => ['attributes right'],
      ensureStoreHooks: async () => ['hooks right'],
      ensureAccountHooks: async () => ['account right'],
      ensureSchedules: async () => ['schedules right'],
      checkOrders: async () => ({ orders: [], notes: [], addUp: 0 }),
    };
    world = await startWorld(activities, 'abc123', 'acme');
    orders = clientOn(world.client, world.prefix);
  });
  afterAll(() => world.close());

  const untilParked = async (key: OrderKey): Promise<void> => {
    while ((await orders.status(key))?.state !== 'NEEDS_ATTENTION')
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('a change starts the workflow, which can then be asked and found in the UI', async () => {
    const key = anOrder();
    await orders.changed(key, { reason: 'webhook', eventId: 'e1', scope: 'store/order/created' });
    await untilParked(key);
    expect(reads.some((read) => read.key.orderId === key.orderId)).toBe(true);
    const run = await orders.describe(key);
    expect(run).toMatchObject({ workflowId: `order/abc123/${key.orderId}`, status: 'RUNNING' });
    expect(run?.url).toBe(
      `http://ui.test/namespaces/default/workflows/order%2Fabc123%2F${key.orderId}/${run?.runId}/history`,
    );
  });

  it('the same command twice at once is one decision, also for an order that has no workflow yet', async () => {
    const key = anOrder();
    const command = { verb: 'skip', actor: 'Zoe', commandId: randomUUID(), arguments: {} } as const;
    const [one, two] = await Promise.all([orders.command(key, command), orders.command(key, command)]);
    expect(one.decisionId).toBe(two.decisionId);
    expect(decided.filter((input) => input.command.commandId === command.commandId)).toHaveLength(1);
  });

  it('an address travels sealed, and opens again for the one who stores it', async () => {
    const key = anOrder();
    const command = {
      verb: 'amend',
      actor: 'Zoe',
      commandId: randomUUID(),
      arguments: { address: { addressFullName: 'Jane Doe' } },
    } as const;
    await orders.command(key, command);
    const stored = decided.find((input) => input.command.commandId === command.commandId)!.command;
    expect(JSON.stringify(stored)).not.toContain('Jane');
    expect(openCommand(protection, stored)).toEqual(command);
  });

  it('a command that the workflow does not know is rejected with its reason', async () => {
    const bad = { verb: 'explode' as never, actor: 'Zoe', commandId: randomUUID(), arguments: {} };
    await expect(orders.command(anOrder(), bad)).rejects.toMatchObject({
      kind: 'rejected',
      message: /Unknown verb explode/,
    });
  });

  it('an order without a workflow has neither status nor run', async () => {
    const key = anOrder();
    expect([await orders.status(key), await orders.describe(key)]).toEqual([undefined, undefined]);
  });

  it('setup and check give their results', async () => {
    const jobs = createJobClient(world.client, {
      queuePrefix: world.prefix,
      storeHashes: ['abc123'],
      accountCodes: ['acme'],
    });
    expect(await jobs.setup()).toEqual({
      done: ['attributes right', 'hooks right', 'account right', 'schedules right'],
    });
    expect(await jobs.check('abc123', 5)).toEqual({ orders: [], notes: [], addUp: 0 });
  });

  it('a sweep without its schedule says so', async () => {
    const jobs = createJobClient(world.client, { queuePrefix: world.prefix, storeHashes: [], accountCodes: [] });
    await expect(jobs.sweep('nobody')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('a webhook is answered before its order is read', async () => {
    const api = await startTestApi((deps) => ({ ...deps, orders }));
    let goOn: () => void = () => undefined;
    mayRead = new Promise((resolve) => (goOn = resolve));
    for (let id = 0; id < 20; id += 1) {
      const answer = await api.webhook({
        scope: 'store/order/created',
        data: { id: anOrder().orderId },
        producer: 'stores/abc123',
      });
      expect(answer.status).toBe(200);
    }
    goOn();
    await api.close();
  });
});

describe('without a worker', () => {
  it('a change is kept by Temporal, a command is answered "no-answer", and a status is unknown', async () => {
    const connection = await Connection.connect({ address: sharedTemporal().address });
    const orders = clientOn(new Client({ connection }), `nobody-${randomUUID()}`);
    const key = anOrder();
    await orders.changed(key, { reason: 'sweep' });
    const command = { verb: 'retry', actor: 'Zoe', commandId: randomUUID(), arguments: {} } as const;
    await expect(orders.command(key, command)).rejects.toMatchObject({ kind: 'no-answer' });
    expect(await orders.status(key)).toBeUndefined();
    expect(await orders.describe(key)).toMatchObject({ status: 'RUNNING' });
    await new Client({ connection }).workflow.getHandle(`order/${key.storeHash}/${key.orderId}`).terminate();
    await connection.close();
  });
});

describe('without Temporal', () => {
  it('everything says so', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const orders = clientOn(new Client({ connection }), 'away');
    const command = { verb: 'retry', actor: 'Zoe', commandId: randomUUID(), arguments: {} } as const;
    const answers = await Promise.allSettled([
      orders.changed(anOrder(), { reason: 'webhook' }),
      orders.command(anOrder(), command),
      orders.describe(anOrder()),
      orders.status(anOrder()),
      temporalServes(connection),
    ]);
    const away = { status: 'rejected', reason: expect.objectContaining({ kind: 'unavailable' }) };
    expect(answers).toEqual([
      away,
      away,
      away,
      { status: 'fulfilled', value: undefined },
      { status: 'fulfilled', value: false },
    ]);
    await connection.close();
  });
});

it('a server that serves says so', async () => {
  const connection = await Connection.connect({ address: sharedTemporal().address });
  expect(await temporalServes(connection)).toBe(true);
  await connection.close();
});
