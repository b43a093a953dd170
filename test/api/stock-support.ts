/** Stock behind the API, replaced by plain objects that a test can look into. */
import type { StockSide } from '../../src/api/stock-deps';
import type { CompareRequest } from '../../src/domain/stock-messages';
import type { ExplainedLevel, ExplainedVariant } from '../../src/domain/stock-types';

/** What was asked of Temporal, oldest first. */
export interface SeenStock {
  readonly moved: { readonly storeHash: string; readonly reason: string }[];
  readonly compares: CompareRequest[];
  /** `now`, `told` or `soon`, and the store. */
  readonly links: string[];
}

export const aLevel = (more: Partial<ExplainedLevel> = {}): ExplainedLevel => ({
  locationId: 1,
  expected: 25,
  decidedBy: 'stock',
  warehouses: [
    { warehouseId: 2, onHand: '40' },
    { warehouseId: 3, onHand: '-2' },
  ],
  pool: '38',
  demand: '10',
  left: '28',
  buffer: '2.8',
  rules: [{ sets: 'buffer', rule: 'rules[1] (brand 12)', value: '{"percent":10}' }],
  written: { quantity: 25, at: '2026-11-01T10:00:00.000Z' },
  onHandInStore: 25,
  availableToSell: 24,
  safetyStock: 1,
  ...more,
});

export const aVariant = (more: Partial<ExplainedVariant> = {}): ExplainedVariant => ({
  variantId: 77,
  sku: 'MUG',
  account: 'acme',
  brightpearlId: 1007,
  problem: null,
  setLink: null,
  components: [],
  levels: [aLevel()],
  demand: [],
  issues: [],
  ...more,
});

export function fakeStock(seen: SeenStock): StockSide {
  return {
    stores: new Map([['abc123', { accounts: ['acme'], visibilityLagMs: 30_000 }]]),
    client: {
      moved: async (storeHash, { reason }) => void seen.moved.push({ storeHash, reason }),
      compare: async (_storeHash, request) => void seen.compares.push(request),
      status: async () => undefined,
    },
    jobs: {
      links: async (storeHash) => void seen.links.push(`now ${storeHash}`),
      linksNow: async (storeHash) => void seen.links.push(`told ${storeHash}`),
      linksSoon: async (storeHash) => void seen.links.push(`soon ${storeHash}`),
      explain: async (_storeHash, sku) => ({ sku, variants: sku === 'MUG' ? [aVariant()] : [] }),
    },
    records: {
      counts: async () => ({ linked: 120, linkProblems: 0, waiting: 3, parked: 0, issueCounts: {} }),
      issues: async () => [],
      lastEventAt: async () => '2026-11-01T10:00:00.000Z',
      lastCompare: async () => null,
      problems: async () => [],
      variantsOfSku: async (_storeHash, sku) =>
        sku === 'MUG' ? [{ variantId: 77, problem: null, isLeveled: true }] : [],
      variants: async () => [],
      setLink: async () => true,
      push: async () => undefined,
      pushAll: async () => 120,
      release: async () => 40,
      productsMoved: async () => ({ storeHashes: [], unknown: [] }),
      noteProducts: async () => undefined,
      levelsMeant: async () => [],
      noteForeign: async () => undefined,
      levelsMoved: async () => undefined,
    },
  };
}
