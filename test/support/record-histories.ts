/**
 * Records the histories in `test/histories` that the replay tests play: one file per run of each path. To be run again,
 * and its files committed, when a workflow changes on purpose:
 *
 *     node -r ./test/support/register-ts.js test/support/record-histories.ts
 *
 * A server and a worker of its own, with fake activities: no simulator, no database and nothing personal is involved.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure, Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { fakeActivities } from '../workflows/support/fake-activities';
import type { Fakes } from '../workflows/support/fake-activities';
import { fakeMaintenance } from '../workflows/support/fake-maintenance';
import { fakeStock } from '../workflows/support/fake-stock';
import { orderWorkflowId } from '../../src/domain/ids';
import { issue } from '../../src/domain/issues';
import type { AfterSaleSteps } from '../../src/domain/after-sale-types';
import type { BrightpearlChangeSteps } from '../../src/domain/brightpearl-change-types';
import type { OrderWorkflowInput } from '../../src/domain/messages';
import {
  operatorCommandUpdate,
  ORDER_WORKFLOW_TYPE,
  orderChangedSignal,
  orderStatusQuery,
} from '../../src/domain/messages';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../../src/domain/queues';
import { startTemporalDevServer } from '../../src/embedded/temporal-server';
import { bundleWorkflows } from '../../src/worker/bundle';
import { fakeCustomers } from '../workflows/support/fake-customers';
import { fakeNotes } from '../workflows/support/fake-notes';
import { CATALOG_PLAYS, catalogFakes } from './catalog-histories';
import { CUSTOMER_PLAYS } from './customer-histories';
import { fakeFreeing } from '../workflows/support/fake-freeing';
import { fakeNewProducts } from '../workflows/support/fake-new-products';
import { FREEING_PLAYS } from './freeing-histories';
import { NEW_PRODUCT_PLAYS } from './new-product-histories';
import { NOTE_PLAYS } from './note-histories';
import { ACCOUNT, PREFIX, STOCK_PLAYS, STORE } from './stock-histories';

const FOLDER = join(__dirname, '..', 'histories');
/** Instead of the name of whatever machine records. */
const IDENTITY = 'recorder';

type OrderFakes = Parameters<typeof fakeActivities>[0];

interface Stage {
  readonly client: Client;
  /** Starts the order's workflow as a webhook does, or pokes it. */
  changed(eventId: string): Promise<void>;
  retry(): Promise<void>;
  /** Waits until the order waits for a person or a timer. */
  parked(): Promise<void>;
  /** Waits until its workflow has closed. */
  closed(): Promise<void>;
}

interface Scenario {
  readonly name: string;
  readonly fakes: (stage: () => Stage) => Fakes;
  readonly play: (stage: Stage) => Promise<void>;
}

const importIt = async (stage: Stage): Promise<void> => {
  await stage.changed('created');
  await stage.closed();
};

const unknownSku = issue('UNKNOWN_SKU', 'Order 1: the SKU X of line 5 is not in Brightpearl', { subject: 'line-5' });
const mismatch = issue(
  'BRIGHTPEARL_TOTAL_DIFFERS',
  'Order 1: sales order 5001 came to 10.01 USD, the store has 10.00 USD',
);

/** Refuses one call, once. */
function refusedOnce(refused: string): (call: string) => Promise<void> {
  let isRefused = false;
  return async (call) => {
    if (call !== refused || isRefused) return;
    isRefused = true;
    throw ApplicationFailure.nonRetryable('Brightpearl does not take it');
  };
}

/** Answers once with the first, then with the second. */
function firstThen<Answer>(first: () => Answer, then: () => Answer): () => Answer {
  let asked = 0;
  return () => (asked++ === 0 ? first() : then());
}

const NOTE = { account: ACCOUNT, kind: 'goods-out', noteId: 12001, version: 'v1' } as const;

const plain = (overrides: OrderFakes = {}) => fakeActivities(overrides);

/** The order is in Brightpearl already, and these steps are to be carried out once. */
function afterSale(steps: AfterSaleSteps) {
  const { planOrder } = fakeActivities().activities;
  const after = firstThen(
    () => ({ steps, issues: [] }),
    () => ({ steps: {}, issues: [] }),
  );
  return plain({
    planOrder: async (input) => ({ ...(await planOrder(input)), upToDate: true, after: after() }) as never,
  });
}

const REPLACED = {
  externalRef: `${STORE}-1`,
  salesOrderId: 5001,
  route: 'main',
  sourceHash: 'h1',
  decision: 'd1',
} as const;

/** What can follow from changes of staff, all at once. */
const STAFF_CHANGED: BrightpearlChangeSteps = {
  cancelInStore: { route: 'main', salesOrders: [{ externalRef: `${STORE}-1`, salesOrderId: 5001 }] },
  statuses: { bc: 11, seen: [{ externalRef: `${STORE}-1`, salesOrderId: 5001, bp: 20 }], toStore: 9 },
  invoices: [{ externalRef: `${STORE}-1`, salesOrderId: 5001 }],
  payment: { action: 'capture', authorization: 77 },
};

const SCENARIOS: readonly Scenario[] = [
  { name: 'happy', fakes: () => plain(), play: importIt },
  {
    name: 'returning-with-echo',
    fakes: (stage) =>
      fakeActivities({}, async (name) => {
        if (name !== 'linkBack') return;
        await Promise.all([stage().changed('echo-of-metafield'), stage().changed('echo-of-order')]);
      }),
    play: importIt,
  },
  {
    name: 'retried-activity',
    fakes: () => {
      const fails = firstThen(
        () => Promise.reject(ApplicationFailure.create({ message: '502', type: 'RemoteUnavailable' })),
        async () => ({ contactId: 7 }),
      );
      return plain({ ensureContact: fails });
    },
    play: importIt,
  },
  {
    name: 'needs-attention-retry',
    fakes: () => {
      let known = false;
      const refuse = ApplicationFailure.create({
        message: unknownSku.message,
        type: unknownSku.code,
        nonRetryable: true,
        details: [unknownSku],
      });
      return plain({
        ensureContact: () => (known ? Promise.resolve({ contactId: 7 }) : Promise.reject(refuse)),
        recordDecision: async ({ command }) => {
          known = true;
          return { decisionId: command.commandId };
        },
      });
    },
    play: async (stage) => {
      await stage.changed('created');
      await stage.parked();
      await stage.retry();
      await stage.closed();
    },
  },
  {
    name: 'hold-with-timer',
    fakes: () => {
      const until = () => new Date(Date.now() + 1_000).toISOString();
      const { planOrder } = fakeActivities().activities;
      const held = async () => ({ kind: 'hold', rule: 'young', reason: 'too young', until: until() }) as const;
      const answer = firstThen<ReturnType<typeof planOrder>>(held, () => planOrder({} as never));
      return plain({ planOrder: answer });
    },
    play: importIt,
  },
  {
    name: 'skip',
    fakes: () => plain({ planOrder: async () => ({ kind: 'skip', rule: 'status', reason: 'Order 1 is cancelled' }) }),
    play: importIt,
  },
  {
    name: 'mismatch',
    fakes: () => plain({ createSalesOrder: async () => ({ salesOrderId: 5001, mismatch }) }),
    play: async (stage) => {
      await stage.changed('created');
      await stage.parked();
      await stage.client.workflow.getHandle(workflowId).terminate();
    },
  },
  {
    name: 'payment-later',
    fakes: () => {
      const { planOrder } = fakeActivities().activities;
      const part = { part: 0, externalRef: 'abc123-1', complete: true, reserves: true, salesOrderId: 5001 };
      return plain({
        planOrder: async (input) => ({ ...(await planOrder(input)), parts: [part], notes: true }) as never,
      });
    },
    play: importIt,
  },
  { name: 'shipped', fakes: () => afterSale({ notes: [NOTE] }), play: importIt },
  { name: 'replaced', fakes: () => afterSale({ replace: REPLACED }), play: importIt },
  { name: 'followed', fakes: () => afterSale({ mirror: STAFF_CHANGED }), play: importIt },
  {
    name: 'fulfillment',
    fakes: () => plain(),
    play: ({ client }) => {
      const { key, timings } = input;
      return run(client, 'fulfillment', { key, note: NOTE, taskQueuePrefix: PREFIX, timings });
    },
  },
  { name: 'sweep', fakes: () => plain(), play: maintain('sweep', { taskQueuePrefix: PREFIX, storeHash: STORE }) },
  {
    name: 'refundSweep',
    fakes: () => plain(),
    play: maintain('refundSweep', { taskQueuePrefix: PREFIX, storeHash: STORE }),
  },
  {
    name: 'setup',
    fakes: () => plain(),
    play: maintain('setup', { taskQueuePrefix: PREFIX, storeHashes: [STORE], accountCodes: [ACCOUNT] }),
  },
  { name: 'doctor', fakes: () => plain(), play: maintain('doctor', { taskQueuePrefix: PREFIX }) },
  {
    name: 'salesOrderSweep',
    fakes: () => plain(),
    play: maintain('salesOrderSweep', { taskQueuePrefix: PREFIX, account: ACCOUNT }),
  },
  {
    name: 'reconcile',
    fakes: () => plain(),
    play: maintain('reconcile', {
      taskQueuePrefix: PREFIX,
      route: 'main',
      storeHash: STORE,
      account: ACCOUNT,
      days: 3,
    }),
  },
  {
    name: 'check',
    fakes: () => plain(),
    play: maintain('check', { taskQueuePrefix: PREFIX, storeHash: STORE, orders: 5 }),
  },
  ...[...STOCK_PLAYS, ...NOTE_PLAYS, ...CATALOG_PLAYS, ...CUSTOMER_PLAYS, ...FREEING_PLAYS, ...NEW_PRODUCT_PLAYS].map(
    ({ name, play }) => ({
      name,
      fakes: () => plain(),
      play: ({ client }: Stage) => play(client),
    }),
  ),
];

/** Scenarios whose workflow has their own name for its id. */
const NAMED = [
  'fulfillment',
  'sweep',
  'refundSweep',
  'salesOrderSweep',
  'setup',
  'doctor',
  'reconcile',
  'check',
  ...[...STOCK_PLAYS, ...NOTE_PLAYS, ...CATALOG_PLAYS, ...CUSTOMER_PLAYS, ...FREEING_PLAYS, ...NEW_PRODUCT_PLAYS].map(
    ({ name }) => name,
  ),
];

const key = { storeHash: STORE, orderId: 1 };
const workflowId = orderWorkflowId(key);
const input: OrderWorkflowInput = {
  key,
  taskQueuePrefix: PREFIX,
  timings: { settleMs: 300, recheckMs: 20, retryInitialMs: 50, retryMaxMs: 200 },
};
const start = { workflowId, taskQueue: orchestrateQueue(PREFIX), args: [input] as [OrderWorkflowInput] };

function maintain(workflowType: string, argument: object): (stage: Stage) => Promise<void> {
  return ({ client }) => run(client, workflowType, argument);
}

async function run(client: Client, workflowType: string, argument: object): Promise<void> {
  const taskQueue = orchestrateQueue(PREFIX);
  await client.workflow.execute(workflowType, { workflowId: workflowType, taskQueue, args: [argument] });
}

const stageOf = (client: Client): Stage => ({
  client,
  changed: async (eventId) => {
    const signalArgs: [{ reason: 'webhook'; scope: string; eventId: string }] = [
      { reason: 'webhook', scope: 'store/order/updated', eventId },
    ];
    await client.workflow.signalWithStart(ORDER_WORKFLOW_TYPE, { ...start, signal: orderChangedSignal, signalArgs });
  },
  retry: async () => {
    await client.workflow.executeUpdateWithStart(operatorCommandUpdate, {
      args: [{ verb: 'retry', actor: 'ann', commandId: 'retry-1', arguments: {} }],
      startWorkflowOperation: new WithStartWorkflowOperation(ORDER_WORKFLOW_TYPE, {
        ...start,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  },
  parked: async () => {
    for (;;) {
      const status = await client.workflow.getHandle(workflowId).query(orderStatusQuery);
      if (status.issue) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
  closed: () => client.workflow.getHandle(workflowId).result(),
});

/** Every run of the chain that the scenario's workflow made, first to last. */
async function save(client: Client, name: string): Promise<void> {
  const id = NAMED.includes(name) ? name : workflowId;
  const histories = [];
  let runId: string | undefined = await firstRunOf(client.workflow.getHandle(id));
  while (runId) {
    const history = await client.workflow.getHandle(id, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  histories.forEach((history, index) => {
    const suffix = histories.length === 1 ? '' : `-run-${index + 1}`;
    writeFileSync(join(FOLDER, `${name}${suffix}.json`), `${withoutStacks(historyToJSON(history))}\n`);
  });
}

/** Stacks hold paths of the machine that recorded. */
const withoutStacks = (json: string): string =>
  JSON.stringify(JSON.parse(json), (name, value: unknown) => (name === 'stackTrace' ? '' : value), 2);

async function firstRunOf(handle: WorkflowHandle): Promise<string | undefined> {
  const [started] = (await handle.fetchHistory()).events ?? [];
  return started?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? undefined;
}

async function record(address: string, bundle: { code: string }, scenario: Scenario): Promise<void> {
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection, identity: IDENTITY });
  const stage = stageOf(client);
  const activities = {
    ...scenario.fakes(() => stage).activities,
    ...fakeMaintenance(),
    ...fakeStock({ dirty: 1, verifyInMs: 50, pages: 2 }).activities,
    ...fakeNotes(undefined, { more: 1 }).activities,
    ...catalogFakes(),
    ...fakeCustomers(),
    ...fakeFreeing().activities,
    ...fakeNewProducts(undefined, refusedOnce('make B')).activities,
  };
  const queues = [orchestrateQueue(PREFIX), bigcommerceQueue(PREFIX, STORE), brightpearlQueue(PREFIX, ACCOUNT)];
  const workers = await Promise.all(
    queues.map((taskQueue, index) =>
      Worker.create({
        connection: native,
        taskQueue,
        activities,
        identity: IDENTITY,
        ...(index === 0 ? { workflowBundle: bundle } : {}),
      }),
    ),
  );
  const runs = workers.map((worker) => worker.run());
  try {
    await scenario.play(stage);
    await save(client, scenario.name);
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
    await native.close();
    await connection.close();
  }
}

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataDir = mkdtempSync(join(tmpdir(), 'connector-histories-'));
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) rmSync(join(FOLDER, file));
  const bundle = await bundleWorkflows();
  const server = await startTemporalDevServer({ dataDir, inMemory: true, log: () => undefined });
  try {
    for (const scenario of SCENARIOS) await record(server.address, bundle, scenario);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

void main();
