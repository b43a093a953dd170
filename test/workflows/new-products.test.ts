import { ApplicationFailure } from '@temporalio/common';
import {
  NEW_PRODUCTS_WORKFLOW_TYPE,
  newProductsStatusQuery,
  newProductsWantedSignal,
} from '../../src/domain/new-product-types';
import type { NewProductsInput, NewProductsWanted } from '../../src/domain/new-product-types';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';
import { fakeNewProducts, type NewProductFakes } from './support/fake-new-products';

const TIMINGS = { retryInitialMs: 50, retryMaxMs: 200, stepTimeoutMs: 10_000, heartbeatTimeoutMs: 10_000 };

type World = Awaited<ReturnType<typeof startWorld>>;

const poke = (world: World, request: NewProductsWanted = {}) => {
  const args: [NewProductsInput] = [
    { storeHash: 'abc123', account: 'acme', taskQueuePrefix: world.prefix, timings: { ...TIMINGS, secondLookMs: 50 } },
  ];
  const signalArgs: [NewProductsWanted] = [request];
  return world.client.workflow.signalWithStart(NEW_PRODUCTS_WORKFLOW_TYPE, {
    workflowId: `${world.prefix}/new`,
    taskQueue: orchestrateQueue(world.prefix),
    args,
    signal: newProductsWantedSignal,
    signalArgs,
  });
};

async function run(fakes: NewProductFakes, ...requests: NewProductsWanted[]) {
  const world = await startWorld(fakes.activities, 'abc123', 'acme');
  try {
    for (const request of requests) await poke(world, request);
    const handle = world.client.workflow.getHandle(`${world.prefix}/new`);
    await handle.result();
    return await handle.query(newProductsStatusQuery);
  } finally {
    await world.close();
  }
}

it('goes through what is asked for, page by page, and looks a second time for orders', async () => {
  const fakes = fakeNewProducts([['A'], ['B']]);
  expect(await run(fakes, {})).toEqual({ step: 'is done', done: 2, toCompare: 0 });
  expect(fakes.calls).toEqual([
    'planNewProducts',
    'make A',
    'linkNewProducts',
    'tell',
    'planNewProducts',
    'make B',
    'linkNewProducts',
    'tell',
    'planNewProducts',
    'look again',
  ]);
});

it('has all of the store asked for first, where somebody wants that', async () => {
  const fakes = fakeNewProducts([['A']]);
  await run(fakes, { all: { by: 'ann' } });
  expect(fakes.calls[0]).toBe('want all by ann');
});

it('goes on with the others where Brightpearl does not take one, which comes after them', async () => {
  let isAway = true;
  const fakes = fakeNewProducts([['A', 'B'], ['C']], async (call) => {
    if (call !== 'make B' || !isAway) return;
    isAway = false;
    throw ApplicationFailure.nonRetryable('away');
  });
  expect(await run(fakes, {})).toMatchObject({ done: 3 });
  const calls = fakes.calls.filter((call) => /^make|^put/.test(call));
  expect(calls.slice(0, 2).sort()).toEqual(['make A', 'make B']);
  expect(calls.slice(2)).toEqual(['put off B', 'make C', 'make B']);
});

it('has nothing to do where nothing is asked for', async () => {
  const fakes = fakeNewProducts([]);
  expect(await run(fakes, {})).toEqual({ step: 'is done', done: 0, toCompare: 0 });
  expect(fakes.calls).toEqual(['planNewProducts']);
});

it('begins anew for what is asked for while it waits for orders', async () => {
  const fakes = fakeNewProducts([['A']], async (call) => {
    if (call === 'look again' && !fakes.calls.includes('want all by bo')) await poke(world, { all: { by: 'bo' } });
  });
  const world = await startWorld(fakes.activities, 'abc123', 'acme');
  await poke(world);
  await world.client.workflow.getHandle(`${world.prefix}/new`).result();
  await world.close();
  expect(fakes.calls).toContain('want all by bo');
});
