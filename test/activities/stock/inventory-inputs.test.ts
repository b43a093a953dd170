import type { Config, StockConfig } from '../../../src/config/config';
import { inventoryInputs } from '../../../src/activities/stock/inventory-inputs';

const stockOf = (...accounts: string[]) =>
  ({
    feeds: accounts.map((account, index) => ({ locationId: index + 1, account, warehouses: [2], pool: 'sum' })),
    debounceMs: 2_000,
    debounceCeilingMs: 15_000,
  }) as unknown as StockConfig;

const config = {
  taskQueuePrefix: 'connector',
  timings: { order: { retryInitialMs: 1_000, retryMaxMs: 60_000, activityTimeoutMs: 90_000 } },
  stores: [
    { hash: 'aaa', stock: stockOf('acme', 'other', 'acme') },
    { hash: 'bbb', stock: stockOf('third') },
    { hash: 'ccc' },
    { hash: 'ddd' },
    { hash: 'eee', stock: stockOf('other') },
  ],
  routes: [
    { store: 'ccc', account: 'acme' },
    { store: 'ddd', account: 'third' },
    { store: 'bbb', account: 'third' },
  ],
} as unknown as Config;

it('every store whose stock is kept has one, with its accounts and the stores that take from them', () => {
  const inputs = inventoryInputs(config);
  expect([...inputs.keys()]).toEqual(['aaa', 'bbb', 'eee']);
  expect(inputs.get('aaa')).toEqual({
    storeHash: 'aaa',
    taskQueuePrefix: 'connector',
    accounts: ['acme', 'other'],
    poolStores: ['aaa', 'ccc', 'eee'],
    timings: {
      debounceMs: 2_000,
      ceilingMs: 15_000,
      retryInitialMs: 1_000,
      retryMaxMs: 60_000,
      activityTimeoutMs: 90_000,
      heartbeatTimeoutMs: 15_000,
      storePatienceMs: 30_000,
      accountPatienceMs: 120_000,
      leftOutMs: 300_000,
    },
  });
  expect(inputs.get('bbb')?.poolStores).toEqual(['bbb', 'ddd']);
});
