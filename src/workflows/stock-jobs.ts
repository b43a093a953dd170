/** The workflows of stock that are not the writer itself: they find what to look at, and leave the looking to it. */
import { condition, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../domain/queues';
import { linksWantedSignal } from '../domain/stock-messages';
import type {
  AccountStockActivities,
  ConnectorStockActivities,
  ExplainResult,
  ExplainStockInput,
  StockJobInput,
  StockLinksInput,
  StoreStockActivities,
} from '../domain/stock-types';

const RETRY = { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 } as const;

/** The delta cycle: what moved, or was reserved, without a webhook. */
export async function stockSweep(input: StockJobInput): Promise<void> {
  for (const account of input.accounts) {
    const { products, orders } = await accountActivities(input, account, 'Movements and changed orders').sweepMovements(
      {
        account,
      },
    );
    setCurrentDetails(`${account}: ${products} products moved, ${orders} orders wait for stock`);
  }
  await connectorActivities(input, 'Whether Brightpearl still tells of stock').watchStockFeed({
    storeHash: input.storeHash,
  });
  await connectorActivities(input, 'Whether somebody else writes levels').watchSecondWriter({
    storeHash: input.storeHash,
  });
}

/**
 * Which product each variant is. Products change by the dozen and searches show them late, so it waits a moment, unless a
 * person asked; whatever is asked for while it reads begins it once more, not too soon.
 */
export async function stockLinks(input: StockLinksInput): Promise<void> {
  let wanted = false;
  let isUrgent = input.delayMs === 0;
  let isWhole = false;
  setHandler(linksWantedSignal, ({ urgent, whole }) => {
    wanted = true;
    isUrgent ||= urgent;
    isWhole ||= whole;
  });
  let waitMs = input.delayMs;
  do {
    if (!isUrgent) await condition(() => isUrgent, waitMs, { summary: 'Gather changes of products' });
    wanted = false;
    isUrgent = false;
    const whole = isWhole;
    isWhole = false;
    await refreshAll(input, whole);
    waitMs = Math.max(input.delayMs, input.gapMs);
    // No await may stand between this check and the return: a request arriving there would be lost.
  } while (wanted);
}

async function refreshAll(input: StockJobInput, whole: boolean): Promise<void> {
  const { storeHash } = input;
  for (const account of input.accounts) {
    const found = await storeActivities(input, `Link the catalogs of ${storeHash} and ${account}`).refreshLinks({
      storeHash,
      account,
      whole,
    });
    setCurrentDetails(`${account}: ${found.linked} levels linked, ${found.problems} do not match`);
  }
}

/** Every night: the links anew, then every level. */
export async function stockCompare(input: StockJobInput): Promise<void> {
  await refreshAll(input, true);
  await connectorActivities(input, 'Begin the full compare').requestCompare({ storeHash: input.storeHash });
}

/** Why a SKU has the level it has, by both sides as they are now. Writes nothing anywhere. */
export async function stockExplain(input: ExplainStockInput): Promise<ExplainResult> {
  return storeActivities(input, `Explain ${input.sku}`).explainStock({ storeHash: input.storeHash, sku: input.sku });
}

const storeActivities = ({ taskQueuePrefix, storeHash }: StockJobInput, summary: string) =>
  proxyActivities<StoreStockActivities>({
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: RETRY,
    summary,
  });

const accountActivities = ({ taskQueuePrefix }: StockJobInput, account: string, summary: string) =>
  proxyActivities<AccountStockActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: RETRY,
    summary,
  });

const connectorActivities = ({ taskQueuePrefix }: StockJobInput, summary: string) =>
  proxyActivities<ConnectorStockActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: '2m',
    retry: RETRY,
    summary,
  });
