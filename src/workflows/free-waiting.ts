/**
 * A mapping was set or removed: the orders that wait for it are told, a few at a time, and each is read anew from its store by
 * its own workflow; the links that it changes are worked out anew, and their levels with them.
 */
import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { FreeingActivities, FreeWaitingInput, LinksToRefresh } from '../domain/freeing-types';
import type { OrderKey } from '../domain/ids';
import { bigcommerceQueue, orchestrateQueue } from '../domain/queues';
import type { StoreStockActivities } from '../domain/stock-types';

const RETRY = { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 } as const;

export async function freeWaiting(input: FreeWaitingInput): Promise<void> {
  const { mappingId } = input;
  const { links } = await connector(input, 'What the mapping changes').planFreeing({ mappingId });
  // An account that does not answer keeps back its levels, and nothing else.
  await Promise.all([freeOrders(input), freeLevels(input, links)]);
}

async function freeOrders(input: FreeWaitingInput): Promise<void> {
  const { mappingId, secondLookMs } = input;
  const { freeOrders: free } = connector(input, 'Tell the orders that wait');
  let told = 0;
  for (let more = true; more;) {
    const result = await free({ mappingId });
    told += result.told;
    setCurrentDetails(`${told} orders told`);
    more = result.next !== undefined;
  }
  // An order that was being planned by the rules of before may have come to wait after it was passed by.
  await sleep(secondLookMs, { summary: 'Until orders that were on their way have come to wait' });
  for (let after: OrderKey | undefined = { storeHash: '', orderId: 0 }; after !== undefined;) {
    const { next }: { readonly next?: OrderKey } = await free({ mappingId, secondLookAfter: after });
    after = next;
  }
}

async function freeLevels(input: FreeWaitingInput, links: readonly LinksToRefresh[]): Promise<void> {
  await Promise.all(
    links.map(async (scope) => {
      const { refreshLinks } = proxyActivities<StoreStockActivities>({
        taskQueue: bigcommerceQueue(input.taskQueuePrefix, scope.storeHash),
        startToCloseTimeout: '30m',
        heartbeatTimeout: '2m',
        retry: RETRY,
        summary: `Link the catalogs of ${scope.storeHash} and ${scope.account}`,
      });
      await refreshLinks(scope);
    }),
  );
  await connector(input, 'Count the levels that are linked now').finishLevels({ mappingId: input.mappingId });
}

const connector = ({ taskQueuePrefix }: FreeWaitingInput, summary: string) =>
  proxyActivities<FreeingActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: '5m',
    retry: RETRY,
    summary,
  });
