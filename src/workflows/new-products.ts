/**
 * Makes products in an account of what a store sells, where somebody asks for them. What is asked for, and what became of it, is
 * in the database: this goes through it, a few SKUs at a time, and what one is refused keeps no other back.
 */
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../domain/queues';
import { newProductsStatusQuery, newProductsWantedSignal } from '../domain/new-product-types';
import type {
  AccountNewProductActivities,
  AllWanted,
  ConnectorNewProductActivities,
  NewProductsInput,
  NewProductTimings,
  StoreNewProductActivities,
  UnknownProducts,
} from '../domain/new-product-types';

/** More would take slots of the account that orders need. */
const SKUS_AT_ONCE = 4;
/** After that the others are gone on with, and this SKU comes after them. */
const PATIENCE = '15m';

export async function newProducts(input: NewProductsInput): Promise<void> {
  const { storeHash, account, timings } = input;
  const scope = { storeHash, account };
  const { startedAt = Date.now(), all: carried = [], done: before = 0 } = input.carried ?? {};
  const all: AllWanted[] = [...carried];
  let wanted = true;
  let done = before;
  let step = 'begins';
  const at = (now: string): void => {
    step = now;
    setCurrentDetails(`${done} SKUs done; ${step}`);
  };
  setHandler(newProductsWantedSignal, ({ all: more }) => {
    wanted = true;
    if (more) all.push(more);
  });
  setHandler(newProductsStatusQuery, () => ({ step, done, toCompare: all.length }));
  let isTold = before === 0;
  while (wanted || !isTold) {
    wanted = false;
    for (let next = all[0]; next; next = all[0]) {
      at('compares both catalogs');
      await atStore(input, 'What can be made of the store').reportUnknownProducts({ ...scope, want: next });
      all.shift();
    }
    for (let more = true; more;) {
      at('makes products');
      const { seen, late } = await makeSome(input);
      more = seen > 0;
      done += seen - late;
      if (more) isTold = false;
      if (workflowInfo().continueAsNewSuggested) {
        await continueAsNew<typeof newProducts>({ ...input, carried: { startedAt, all, done } });
      }
    }
    if (isTold) continue;
    at('waits for orders that were on their way');
    // An order that was being planned without the product may have come to wait after it was passed by.
    if (await condition(() => wanted, timings.secondLookMs)) continue;
    await atConnector(input, 'Tell the orders that came to wait').tellOfNewProducts({ ...scope, since: startedAt });
    isTold = true;
    // No await may stand between this check and the return: a request arriving there would be lost.
  }
  at('is done');
}

/** How many SKUs were looked at, none when nothing is left; and how many of them are put off. */
async function makeSome(input: NewProductsInput): Promise<{ readonly seen: number; readonly late: number }> {
  const { storeHash, account } = input;
  const scope = { storeHash, account };
  const page = await atStore(input, 'Read some of what is asked for').planNewProducts(scope);
  const left = [...page.skus];
  const late: string[] = [];
  const makeOneByOne = async (): Promise<void> => {
    for (let sku = left.shift(); sku !== undefined; sku = left.shift()) {
      try {
        await atAccount(input, `Make ${sku}`).makeNewProduct({ ...scope, sku });
      } catch {
        late.push(sku);
      }
    }
  };
  await Promise.all(Array.from({ length: SKUS_AT_ONCE }, makeOneByOne));
  const seen = page.skus.length + page.settled;
  if (seen === 0) return { seen, late: 0 };
  await atStore(input, 'Link what is there now').linkNewProducts(scope);
  await atConnector(input, 'Tell the orders that wait').tellOfNewProducts(scope);
  if (late.length > 0)
    await atConnector(input, 'Put off what was not taken').putOffNewProducts({ ...scope, skus: late });
  return { seen, late: late.length };
}

/** What could be made of the store, by both catalogs as they are. Makes nothing. */
export async function unknownProducts(input: NewProductsInput): Promise<UnknownProducts> {
  const { storeHash, account } = input;
  return atStore(input, 'What can be made of the store').reportUnknownProducts({ storeHash, account });
}

const atStore = ({ taskQueuePrefix, storeHash, timings }: NewProductsInput, summary: string) =>
  proxyActivities<StoreNewProductActivities>({
    taskQueue: bigcommerceQueue(taskQueuePrefix, storeHash),
    startToCloseTimeout: '2h',
    heartbeatTimeout: timings.heartbeatTimeoutMs,
    retry: retryOf(timings),
    summary,
  });

const atAccount = ({ taskQueuePrefix, account, timings }: NewProductsInput, summary: string) =>
  proxyActivities<AccountNewProductActivities>({
    taskQueue: brightpearlQueue(taskQueuePrefix, account),
    startToCloseTimeout: timings.stepTimeoutMs,
    scheduleToCloseTimeout: PATIENCE,
    retry: retryOf(timings),
    summary,
  });

const atConnector = ({ taskQueuePrefix, timings }: NewProductsInput, summary: string) =>
  proxyActivities<ConnectorNewProductActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: timings.stepTimeoutMs,
    retry: retryOf(timings),
    summary,
  });

const retryOf = ({ retryInitialMs, retryMaxMs }: NewProductTimings) => ({
  initialInterval: retryInitialMs,
  maximumInterval: retryMaxMs,
  backoffCoefficient: 2,
});
