import { FREE_WAITING_WORKFLOW_TYPE } from '../../src/domain/freeing-types';
import { orchestrateQueue } from '../../src/domain/queues';
import type { RefreshLinksInput } from '../../src/domain/stock-types';
import { startWorld } from '../support/temporal';
import { fakeFreeing } from './support/fake-freeing';
import type { FreeingFakes } from './support/fake-freeing';

async function run(fakes: FreeingFakes, refreshLinks: (input: RefreshLinksInput) => Promise<unknown>): Promise<void> {
  const world = await startWorld({ ...fakes.activities, refreshLinks }, 'abc123', 'acme');
  try {
    await world.client.workflow.execute(FREE_WAITING_WORKFLOW_TYPE, {
      workflowId: `${world.prefix}/free`,
      taskQueue: orchestrateQueue(world.prefix),
      args: [{ taskQueuePrefix: world.prefix, mappingId: 7, secondLookMs: 50 }],
    });
  } finally {
    await world.close();
  }
}

it('tells all pages of orders, looks a second time, and works out the links', async () => {
  const fakes = fakeFreeing();
  const refreshed: RefreshLinksInput[] = [];
  await run(fakes, async (input) => refreshed.push(input));
  expect(refreshed).toEqual([{ storeHash: 'abc123', account: 'acme', whole: false }]);
  expect(fakes.looks).toEqual([
    { mappingId: 7 },
    { mappingId: 7 },
    { mappingId: 7, secondLookAfter: { storeHash: '', orderId: 0 } },
    { mappingId: 7, secondLookAfter: { storeHash: 'abc123', orderId: 3 } },
  ]);
  expect(fakes.calls.filter((name) => name !== 'freeOrders')).toEqual(['planFreeing', 'finishLevels']);
});

it('an account that does not answer keeps back its levels, and no order', async () => {
  let isAway = true;
  const fakes = fakeFreeing(async (name) => {
    if (name === 'finishLevels') expect(isAway).toBe(false);
  });
  await run(fakes, async () => {
    if (!isAway) return;
    if (fakes.looks.length === 4) isAway = false;
    throw new Error('away');
  });
  expect(fakes.calls.at(-1)).toBe('finishLevels');
});
