/** The `catalog` workflow on a real server, with activities that remember their calls. */
import { ApplicationFailure } from '@temporalio/client';
import { CATALOG_WORKFLOW_TYPE, catalogWantedSignal } from '../../src/domain/catalog-messages';
import type { CatalogInput, CatalogPart } from '../../src/domain/catalog-messages';
import type {
  AccountCatalogActivities,
  StoreCatalogActivities,
  WritePricesResult,
} from '../../src/domain/catalog-types';
import { catalogWorkflowId } from '../../src/domain/ids';
import { orchestrateQueue } from '../../src/domain/queues';
import { startWorld } from '../support/temporal';

const RESULT: WritePricesResult = {
  written: 0,
  deleted: 0,
  unchanged: 7,
  held: 0,
  refused: 0,
  toCheck: 0,
  isStale: false,
};

type All = Omit<StoreCatalogActivities, 'readStoreDetails'> & Omit<AccountCatalogActivities, 'readAccountDetails'>;

let stores = 0;

interface Catalog {
  wanted(part?: CatalogPart): Promise<void>;
  done(): Promise<void>;
}

async function withCatalog(
  overrides: Partial<All>,
  test: (catalog: Catalog, calls: string[]) => Promise<void>,
  accounts: readonly string[] = ['acme'],
  more: Partial<CatalogInput> = {},
): Promise<void> {
  stores += 1;
  const storeHash = `prices${stores}`;
  const calls: string[] = [];
  const healthy: All = {
    refreshCatalogLinks: async () => ({ linked: 7 }),
    readPrices: async () => ({ asked: 7, answered: 7, readAt: 1, lists: [] }),
    readRecords: async () => ({ records: 7, readAt: 1 }),
    writePrices: async () => RESULT,
    checkPrices: async () => ({ different: 0 }),
    readProducts: async () => ({ products: 1, readAt: 1 }),
    writeProducts: async () => ({ products: 1, written: 1, issues: 0 }),
    noteShownProducts: async () => ({ products: 1 }),
    readMissing: async () => ({ products: 2, readAt: 1, lists: [] }),
    createMissing: async () => ({ made: 1, shown: 0, impossible: 1, refused: 0, toCheck: 1 }),
    readOptions: async () => ({ products: 1, readAt: 1 }),
    followOptions: async () => ({ products: 1, written: 2, issues: 0 }),
    ...overrides,
  };
  const activities = Object.fromEntries(
    Object.entries(healthy).map(([name, run]) => [
      name,
      async (input: { account: string }) => {
        calls.push(`${name} ${input.account}`);
        return (run as (input: unknown) => Promise<unknown>)(input);
      },
    ]),
  );
  const world = await startWorld(activities, storeHash, 'acme');
  const input: CatalogInput = {
    storeHash,
    taskQueuePrefix: world.prefix,
    priceAccounts: accounts,
    ...more,
    timings: {
      gatherMs: 20,
      visibilityLagMs: 50,
      retryInitialMs: 20,
      retryMaxMs: 100,
      activityTimeoutMs: 10_000,
      heartbeatTimeoutMs: 10_000,
      // Long enough for an account that answers, also on a busy machine.
      accountPatienceMs: 2_500,
      leftOutMs: 60_000,
    },
  };
  const workflowId = catalogWorkflowId(storeHash);
  try {
    await test(
      {
        async wanted(part) {
          await world.client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, {
            workflowId,
            taskQueue: orchestrateQueue(world.prefix),
            args: [input],
            signal: catalogWantedSignal,
            signalArgs: [{ reason: 'test', ...(part ? { part } : {}) }],
          });
        },
        done: () => world.client.workflow.getHandle(workflowId).result(),
      },
      calls,
    );
  } finally {
    await world.close();
  }
}

const names = (calls: readonly string[]): string[] => calls.map((call) => call.split(' ')[0] ?? '');
const LOOK = ['refreshCatalogLinks', 'readPrices', 'readRecords', 'writePrices'];

it('reads both sides, and closes when nothing differs', async () => {
  await withCatalog({}, async (catalog, calls) => {
    await catalog.wanted();
    await catalog.done();
    expect(names(calls)).toEqual(LOOK);
  });
});

it('looks at what it wrote, and writes again what is not shown, three times at most', async () => {
  const isLast: boolean[] = [];
  const overrides: Partial<All> = {
    writePrices: async () => ({ ...RESULT, written: 1, toCheck: 1 }),
    checkPrices: async (input) => {
      isLast.push(input.isLast);
      return { different: 1 };
    },
  };
  await withCatalog(overrides, async (catalog, calls) => {
    await catalog.wanted();
    await catalog.done();
    expect(names(calls)).toEqual([...LOOK, 'checkPrices', ...LOOK, 'checkPrices', ...LOOK, 'checkPrices']);
    expect(isLast).toEqual([false, false, true]);
  });
});

it('looks at what an attempt wrote that died before it could say so', async () => {
  await withCatalog({ writePrices: async () => ({ ...RESULT, toCheck: 1 }) }, async (catalog, calls) => {
    await catalog.wanted();
    await catalog.done();
    expect(names(calls)).toEqual([...LOOK, 'checkPrices']);
  });
});

it('reads again what became too old to be written', async () => {
  let old = true;
  const writePrices = async (): Promise<WritePricesResult> => {
    const isStale = old;
    old = false;
    return { ...RESULT, isStale };
  };
  await withCatalog({ writePrices }, async (catalog, calls) => {
    await catalog.wanted();
    await catalog.done();
    expect(names(calls)).toEqual([...LOOK, ...LOOK]);
  });
});

it('does not lose a request that comes while it looks', async () => {
  let poke = async (): Promise<void> => undefined;
  let pokes = 0;
  const writePrices = async (): Promise<WritePricesResult> => {
    if (pokes++ === 0) await poke();
    return RESULT;
  };
  await withCatalog({ writePrices }, async (catalog, calls) => {
    poke = () => catalog.wanted();
    await catalog.wanted();
    await catalog.done();
    expect(names(calls)).toEqual([...LOOK, ...LOOK]);
  });
});

it('goes on without one of several accounts that does not answer', async () => {
  const refreshCatalogLinks: All['refreshCatalogLinks'] = async ({ account }) => {
    if (account === 'away') throw ApplicationFailure.retryable('no answer', 'RemoteUnavailable');
    return { linked: 7 };
  };
  await withCatalog(
    { refreshCatalogLinks },
    async (catalog, calls) => {
      await catalog.wanted();
      await catalog.done();
      expect(calls.filter((call) => !call.startsWith('refresh'))).toEqual([
        'readPrices acme',
        'readRecords acme',
        'writePrices acme',
      ]);
    },
    ['away', 'acme'],
  );
});

describe('a store whose options follow an account', () => {
  const OPTIONS = ['refreshCatalogLinks', 'readOptions', 'followOptions'];
  const withOptions = (test: Parameters<typeof withCatalog>[1]) =>
    withCatalog({}, test, ['acme'], { attributesFrom: 'acme' });

  it('has both looked at, options first, where no part is named', async () => {
    await withOptions(async (catalog, calls) => {
      await catalog.wanted();
      await catalog.done();
      expect(names(calls)).toEqual([...OPTIONS, ...LOOK]);
    });
  });

  it('has the part looked at that is named, and no other', async () => {
    await withOptions(async (catalog, calls) => {
      await catalog.wanted('attributes');
      await catalog.done();
      expect(names(calls)).toEqual(OPTIONS);
      await catalog.wanted('prices');
      await catalog.done();
      expect(names(calls)).toEqual([...OPTIONS, ...LOOK]);
    });
  });
});

it('a store without rules for options has none read', async () => {
  await withCatalog({}, async (catalog, calls) => {
    await catalog.wanted('attributes');
    await catalog.done();
    expect(calls).toEqual([]);
  });
});

describe('a store whose products follow an account', () => {
  const PRODUCTS = ['refreshCatalogLinks', 'readProducts', 'writeProducts'];
  const withProducts = (overrides: Partial<All>, test: Parameters<typeof withCatalog>[1]) =>
    withCatalog(overrides, test, ['acme'], { productsFrom: { account: 'acme', visibilityLagMs: 20 } });

  it('looks at what the store made of what was written', async () => {
    await withProducts({}, async (catalog, calls) => {
      await catalog.wanted('products');
      await catalog.done();
      expect(names(calls)).toEqual([...PRODUCTS, 'noteShownProducts']);
    });
  });

  it('looks no more where nothing was written', async () => {
    const writeProducts = async () => ({ products: 1, written: 0, issues: 0 });
    await withProducts({ writeProducts }, async (catalog, calls) => {
      await catalog.wanted();
      await catalog.done();
      expect(names(calls)).toEqual([...PRODUCTS, ...LOOK]);
    });
  });
});

it('an account that does not answer keeps nothing back that comes from another one', async () => {
  // Nobody serves its queue.
  const more = { productsFrom: { account: 'west', visibilityLagMs: 20 }, attributesFrom: 'west' };
  await withCatalog(
    {},
    async (catalog, calls) => {
      await catalog.wanted();
      await catalog.done();
      // Once is enough to know that it is away: its options are not even asked for.
      expect(calls).toEqual(['refreshCatalogLinks west', ...LOOK.map((step) => `${step} acme`)]);
    },
    ['acme'],
    more,
  );
});

it('products that the store does not have are read and made only where a rule says so, and looked at with the others', async () => {
  const productsFrom = { account: 'acme', visibilityLagMs: 20 };
  await withCatalog(
    { writeProducts: async () => ({ products: 1, written: 0, issues: 0 }) },
    async (catalog, calls) => {
      await catalog.wanted('products');
      await catalog.done();
      expect(names(calls)).toEqual([
        'refreshCatalogLinks',
        'readProducts',
        'writeProducts',
        'readMissing',
        'createMissing',
        'noteShownProducts',
        'writeProducts',
      ]);
    },
    [],
    { productsFrom: { ...productsFrom, missing: true } },
  );
  await withCatalog(
    {},
    async (catalog, calls) => {
      await catalog.wanted('products');
      await catalog.done();
      expect(names(calls)).not.toContain('createMissing');
    },
    [],
    { productsFrom },
  );
});

it('options are looked at again until nothing can come of a call that was not answered', async () => {
  let looks = 0;
  await withCatalog(
    {
      followOptions: async () => {
        looks += 1;
        return { products: 1, written: 1, issues: 0, ...(looks === 1 ? { lookAgainInMs: 50 } : {}) };
      },
    },
    async (catalog, calls) => {
      await catalog.wanted('attributes');
      await catalog.done();
      expect(names(calls)).toEqual(['refreshCatalogLinks', 'readOptions', 'followOptions', 'followOptions']);
    },
    [],
    { attributesFrom: 'acme' },
  );
});
