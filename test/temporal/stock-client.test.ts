/** Against a real server, with a real worker whose activities stand for both systems. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { InventoryInput } from '../../src/domain/stock-messages';
import { createStockClient } from '../../src/temporal/stock-client';
import type { StockClient } from '../../src/temporal/stock-client';
import { createStockJobClient } from '../../src/temporal/stock-job-client';
import type { StockJobClient } from '../../src/temporal/stock-job-client';
import { startWorld } from '../support/temporal';
import type { TestWorld } from '../support/temporal';

const SEARCH_LAG_MS = 1_000;
/** Of its own, as the ids of the workflows name the store and not the queue. */
const STORE = `store-${randomUUID().slice(0, 8)}`;

const inputsOf = (taskQueuePrefix: string): ReadonlyMap<string, InventoryInput> => {
  const timings = {
    debounceMs: 20,
    ceilingMs: 100,
    retryInitialMs: 20,
    retryMaxMs: 100,
    activityTimeoutMs: 10_000,
    heartbeatTimeoutMs: 15_000,
    storePatienceMs: 30_000,
    accountPatienceMs: 120_000,
    leftOutMs: 300_000,
  };
  return new Map([[STORE, { storeHash: STORE, taskQueuePrefix, accounts: ['acme'], poolStores: [STORE], timings }]]);
};

let world: TestWorld;
let stock: StockClient;
let jobs: StockJobClient;
let linked: number[];
let pageRead: () => void;
/** What the making of links waits for. */
let mayLink: Promise<void> = Promise.resolve();

beforeAll(async () => {
  linked = [];
  const pageMayBeRead = new Promise<void>((resolve) => (pageRead = resolve));
  const activities = {
    configuredInput: async (input: InventoryInput) => input,
    refreshLinks: async () => {
      linked.push(Date.now());
      await mayLink;
      return { linked: 1, changed: 0, problems: 0 };
    },
    explainStock: async ({ sku }: { sku: string }) => ({ sku, variants: [] }),
    readNewDemand: async () => ({ orders: 0 }),
    planStock: async () => undefined,
    verifyStock: async () => ({ verified: 0, different: 0 }),
    readComparePage: async () => {
      await pageMayBeRead;
      return { isLast: true };
    },
    finishCompare: async () => undefined,
  };
  world = await startWorld(activities, STORE, 'acme');
  stock = createStockClient(world.client, inputsOf(world.prefix));
  jobs = createStockJobClient(world.client, inputsOf(world.prefix), SEARCH_LAG_MS);
});
afterAll(() => world.close());

const ended = (workflowId: string) => world.client.workflow.getHandle(workflowId).result();

it('a compare runs where nothing ran, one at a time, and the workflow ends after it', async () => {
  expect(await stock.status(STORE)).toBeUndefined();
  await stock.compare(STORE, { reportId: 'first', correct: true });
  await stock.compare(STORE, { reportId: 'second', correct: false });
  expect(await stock.status(STORE)).toMatchObject({ storeHash: STORE, compare: { reportId: 'first', correct: true } });
  await stock.moved(STORE, { reason: 'test' });
  pageRead();
  await ended(`inventory/${STORE}`);
  expect(await stock.status(STORE)).toBeUndefined();
});

it('links are made once more for whoever asks while they are made', async () => {
  let goOn: () => void = () => undefined;
  mayLink = new Promise((resolve) => (goOn = resolve));
  await jobs.links(STORE);
  while (linked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await Promise.all([jobs.links(STORE), jobs.links(STORE)]);
  goOn();
  await ended(`links/${STORE}`);
  expect(linked).toHaveLength(2);
});

it('links that are wanted soon are made when search shows what changed', async () => {
  linked.length = 0;
  const asked = Date.now();
  await Promise.all([jobs.linksSoon(STORE), jobs.linksSoon(STORE)]);
  await ended(`links/${STORE}`);
  expect(linked).toHaveLength(1);
  expect(linked[0]! - asked).toBeGreaterThanOrEqual(SEARCH_LAG_MS);
});

it('a SKU is explained', async () => {
  expect(await jobs.explain(STORE, 'MUG')).toEqual({ sku: 'MUG', variants: [] });
});

it('a store whose stock is left alone is left alone', async () => {
  await stock.moved('other', { reason: 'test' });
  await stock.compare('other', { reportId: 'r', correct: true });
  await jobs.links('other');
  expect(await stock.status('other')).toBeUndefined();
  await expect(jobs.explain('other', 'MUG')).rejects.toMatchObject({ kind: 'not-found' });
});

it('without Temporal everything says so', async () => {
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const client = new Client({ connection });
  const [away, awayJobs] = [createStockClient(client, inputsOf('x')), createStockJobClient(client, inputsOf('x'), 0)];
  const asked = [
    away.moved(STORE, { reason: 'test' }),
    away.compare(STORE, { reportId: 'r', correct: true }),
    away.status(STORE),
    awayJobs.links(STORE),
    awayJobs.explain(STORE, 'MUG'),
  ];
  for (const answer of await Promise.allSettled(asked)) {
    expect(answer).toEqual({ status: 'rejected', reason: expect.objectContaining({ kind: 'unavailable' }) });
  }
  await connection.close();
});
