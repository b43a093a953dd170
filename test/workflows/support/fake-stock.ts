/** Activities of stock that remember their calls. `dirty` cycles find something changed; each writes one level. */
import type {
  AccountStockActivities,
  ConnectorStockActivities,
  LocalStockActivities,
  StoreStockActivities,
} from '../../../src/domain/stock-types';

type Stock = StoreStockActivities & AccountStockActivities & ConnectorStockActivities & LocalStockActivities;

export interface StockFakes {
  readonly activities: Stock;
  readonly calls: string[];
}

export interface FakeStock {
  /** How many cycles find something changed. @default 1 */
  dirty?: number;
  /** Milliseconds until what was written can be verified. */
  readonly verifyInMs?: number;
  readonly pages?: number;
}

/** `onCall` runs inside each activity, before it answers, with its input. */
export function fakeStock(
  state: FakeStock = {},
  onCall: (name: string, n: number, input: unknown) => Promise<void> = async () => undefined,
): StockFakes {
  const calls: string[] = [];
  let toVerify = false;
  const healthy: Stock = {
    configuredInput: async (input) => input,
    readNewDemand: async () => ({ orders: 0 }),
    planStock: async ({ batchId }) => {
      if (batchId !== undefined) return { batchId, variants: 1 };
      const dirty = state.dirty ?? 1;
      if (dirty === 0) return undefined;
      state.dirty = dirty - 1;
      return { batchId: 'b1', variants: 1 };
    },
    writeStock: async () => {
      toVerify = state.verifyInMs !== undefined;
      return { written: 1, equal: 0, parked: 0, held: 0, more: false };
    },
    verifyStock: async () => {
      const result = { verified: 0, different: 0, ...(toVerify ? { nextInMs: state.verifyInMs ?? 1 } : {}) };
      toVerify = false;
      return result;
    },
    readComparePage: async ({ page }) => ({ batchId: `page-${page}`, isLast: page >= (state.pages ?? 1) }),
    compareBatch: async () => ({ compared: 10, different: 1, toZero: 0 }),
    finishCompare: async () => undefined,
    refreshLinks: async () => ({ linked: 1, changed: 0, problems: 0 }),
    explainStock: async ({ sku }) => ({ sku, variants: [] }),
    sweepMovements: async () => ({ products: 0, orders: 0 }),
    requestCompare: async () => undefined,
    watchStockFeed: async () => undefined,
    watchSecondWriter: async () => undefined,
  };
  const observed = Object.fromEntries(
    Object.entries(healthy).map(([name, run]) => [
      name,
      async (input: never) => {
        calls.push(name);
        const result = await (run as (argument: never) => Promise<unknown>)(input);
        await onCall(name, calls.length, input);
        return result;
      },
    ]),
  ) as unknown as Stock;
  return { activities: observed, calls };
}
