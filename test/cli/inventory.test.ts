import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShownReport } from '../../src/api/answers';
import type { ApiDeps } from '../../src/api/deps';
import type { StockSide } from '../../src/api/stock-deps';
import type { ExplainedVariant } from '../../src/domain/stock-types';
import { TemporalError } from '../../src/temporal/errors';
import { aLevel, aVariant } from '../api/stock-support';
import { startTestApi, TOKEN } from '../api/support';
import type { TestApi } from '../api/support';
import { cli } from './support';
import type { CliRun } from './support';

let api: TestApi;
let run: (...args: string[]) => Promise<CliRun>;

async function start(change: (stock: StockSide) => Partial<StockSide> = () => ({}), more: Partial<ApiDeps> = {}) {
  api = await startTestApi((deps) => ({ ...deps, ...more, stock: { ...deps.stock, ...change(deps.stock) } }));
  run = (...args) =>
    cli(['inventory', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 140 });
}
afterEach(() => api.close());

const REPORT: ShownReport = {
  id: '0191f000-0000-7000-8000-000000000001',
  kind: 'stock-compare',
  scope: 'abc123',
  startedAt: '2026-11-01T03:30:00.000Z',
  finishedAt: '2026-11-01T03:31:00.000Z',
  summary: { isComplete: true, compared: 120, different: 1, correct: true },
  rows: [
    {
      sku: 'MUG',
      variantId: 77,
      locationId: 1,
      brightpearl: '38',
      demand: '10',
      expected: 25,
      store: 31,
      cause: 'changed by another',
      corrected: true,
    },
  ],
};

const withReport = (report: ShownReport) => (deps: ApiDeps) => ({
  ...deps,
  records: { ...deps.records, findReport: async () => report },
});

const startWithReport = async (report = REPORT, status: StockSide['client']['status'] = async () => undefined) => {
  api = await startTestApi((deps) => {
    const { stock } = deps;
    return { ...withReport(report)(deps), stock: { ...stock, client: { ...stock.client, status } } };
  });
  run = (...args) =>
    cli(['inventory', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 140 });
};

describe('inventory status', () => {
  it('ends with 0 when nothing is wrong', async () => {
    await start();
    const { code, out } = await run('status');
    expect(code).toBe(0);
    expect(out).toMatch(/Levels +120 linked, 3 waiting, 0 kept back/);
    expect(out).toMatch(/Last event +acme: 2026-11-01 10:00:00/);
    expect(out).toContain('No issues.');
    expect(JSON.parse((await run('status', '--json')).out)).toMatchObject({ store: 'abc123', running: null });
  });

  it('says what is wrong and what to do, what runs and what the last compare found, and ends with 4', async () => {
    const compare = { reportId: 'r-2', correct: true, startedAt: 1, page: 3, compared: 40, different: 2, toZero: 0 };
    await start(({ records, client }) => ({
      client: { ...client, status: async () => ({ storeHash: 'abc123', step: 'Comparing', written: 7, compare }) },
      records: {
        ...records,
        counts: async () => ({
          linked: 120,
          linkProblems: 5,
          waiting: 0,
          parked: 40,
          issueCounts: { LEVEL_REJECTED: 200, MASS_FALL: 1 },
        }),
        issues: async () => [
          {
            code: 'MASS_FALL',
            title: 'Unusually many levels would fall to 0',
            message: '40 of 60 levels in stock would fall to 0. Check the warehouses',
            fix: 'Check the warehouses',
            variantId: null,
            since: '2026-11-01T10:00:00.000Z',
            details: {},
          },
        ],
        lastCompare: async () => ({
          id: 'r-1',
          finishedAt: '2026-11-01T03:31:00.000Z',
          compared: 120,
          different: 1,
          correct: true,
        }),
      },
    }));
    const { code, out } = await run('status');
    expect(code).toBe(4);
    expect(out).toMatch(/Not linked +5 variants: connector inventory problems/);
    expect(out).toMatch(/Running +Comparing; 7 levels written; full compare, page 3: 2 of 40 differ/);
    expect(out).toMatch(/Last compare +2026-11-01 03:31:00: 1 of 120 differed \(connector inventory report r-1\)/);
    expect(out).toMatch(/MASS_FALL │ store +│ 2026-11-01 10:00:00 │ 40 of 60 levels in stock would fall to 0\. Check/);
    expect(out).toContain('201 in all: 200 LEVEL_REJECTED, 1 MASS_FALL');
  });

  it('of a store whose stock is left alone ends with 1 and says why', async () => {
    await start(() => ({ stores: new Map() }));
    expect(await run('status')).toMatchObject({ code: 1, err: expect.stringContaining('has no "stock"') });
    expect((await run('status', '--store', 'nobody')).code).toBe(3);
  });
});

describe('inventory problems', () => {
  it('lists them with what to do and ends with 4, or with 0 when there is none', async () => {
    await start(({ records }) => ({
      records: {
        ...records,
        counts: async () => ({ linked: 1, linkProblems: 9, waiting: 0, parked: 0, issueCounts: {} }),
        problems: async (_store, limit, code) => [
          {
            code: code ?? 'BLANK_SKU',
            title: 'The variant has no SKU',
            fix: `Give it one of ${limit}`,
            account: 'acme',
            sku: '',
            variantId: 4,
            productId: 104,
            brightpearlId: null,
            setProductId: null,
          },
        ],
      },
    }));
    const { code, out } = await run('problems', '--code', 'BLANK_SKU', '--limit', '5');
    expect([code, out]).toEqual([4, expect.stringMatching(/BLANK_SKU .* The variant has no SKU\. Give it one of 5/)]);
    expect(out).toContain('1 shown of 9 in all.');
    await api.close();
    await start();
    expect(await run('problems')).toMatchObject({ code: 0, out: 'Every variant is linked.\n' });
  });
});

describe('inventory explain', () => {
  const explained = (variant: ExplainedVariant) =>
    start(({ jobs }) => ({ jobs: { ...jobs, explain: async (_store, sku) => ({ sku, variants: [variant] }) } }));

  it('shows each step to the level of a SKU that orders wait for, and what the store shows', async () => {
    const demand = [
      {
        storeHash: 'abc123',
        orderId: 10_421,
        productId: 1007,
        ordered: '5',
        covered: '3',
        outstanding: '2',
        reason: 'awaiting fulfillment',
      },
    ];
    await explained(aVariant({ demand }));
    const { code, out } = await run('explain', '--sku', 'MUG');
    expect(code).toBe(0);
    const figures: [string, string][] = [
      ['onHand in warehouse 2', '40'],
      ['onHand in warehouse 3', '-2'],
      ['pool', '38'],
      ['demand: sold and not reserved', '10'],
      ['left: what can ship', '28'],
      ['buffer: kept back', '2.8'],
      ['buffer, by rules[1] (brand 12)', '{"percent":10}'],
      ['EXPECTED, decided by stock', '25'],
      ['last written, 2026-11-01 10:00:00 UTC', '25'],
      ['the store shows: on hand', '25'],
      ['the store shows: safety stock', '1'],
      ['the store shows: sellable', '24'],
    ];
    for (const [step, figure] of figures) {
      const row = out.split('\n').find((line) => line.includes(`│ ${step} `));
      expect([step, row?.split('│')[2]?.trim()]).toEqual([step, figure]);
    }
    expect(out).toMatch(/abc123\/10421 │ 1007 +│ 5 +│ 3 +│ 2 +│ awaiting fulfillment/);
  });

  it('shows a bundle with its components, counted in bundles', async () => {
    const components = [
      { productId: 5_001, quantity: '2' },
      { productId: 5_002, quantity: '1' },
    ];
    await explained(aVariant({ components, levels: [aLevel({ demand: '0', left: '14' })] }));
    const { out } = await run('explain', '--sku', 'SET');
    expect(out).toMatch(/Bundle of +2 x product 5001, 1 x product 5002/);
    expect(out).toMatch(/bundles in warehouse 2 +│ 40/);
    expect(out).toMatch(/left: after the demand for its parts +│ 14/);
    expect(out).not.toContain('demand: sold');
  });

  it('of a SKU with a problem or an issue says so, and ends with 4', async () => {
    const issues = [{ code: 'AVAILABILITY_UNKNOWN', message: 'MUG: Brightpearl did not answer for it' }];
    await explained(aVariant({ issues, levels: [{ locationId: 1, warehouses: [], rules: [], decidedBy: 'unknown' }] }));
    const unknown = await run('explain', '--sku', 'MUG');
    expect([unknown.code, unknown.out]).toEqual([4, expect.stringContaining('Issue AVAILABILITY_UNKNOWN\nMUG:')]);
    expect(unknown.out).toMatch(/EXPECTED, decided by unknown +│ no level/);
    expect(unknown.out).toMatch(/last written +│ not by the connector/);
    await api.close();
    await explained(aVariant({ brightpearlId: null, problem: 'NOT_IN_BRIGHTPEARL', levels: [] }));
    expect(await run('explain', '--sku', 'MUG')).toMatchObject({
      code: 4,
      out: expect.stringMatching(/Brightpearl +no product in acme\nNo level +NOT_IN_BRIGHTPEARL/),
    });
  });

  it('of a SKU that nobody knows ends with 3, and without one with 2', async () => {
    await start();
    expect(await run('explain', '--sku', 'NEW')).toMatchObject({ code: 3, err: expect.stringContaining('SKU NEW') });
    expect((await run('explain')).code).toBe(2);
    expect(JSON.parse((await run('explain', '--sku', 'MUG', '--json')).out)).toMatchObject({ sku: 'MUG' });
  });
});

describe('inventory push, links and release', () => {
  it('reach the store with who acts, and say what came of it', async () => {
    await start();
    expect(await run('push', '--sku', 'MUG', '--actor', 'ann')).toMatchObject({
      code: 0,
      out: 'Levels that will be looked at: 1.\n',
    });
    expect((await run('push', '--all', '--json')).out).toContain('"marked": 120');
    expect((await run('links', '--store', 'abc123')).out).toBe('Both catalogs of store abc123 are being read.\n');
    expect((await run('release', '--actor', 'ann', '--idempotency-key', 'k')).out).toBe(
      'Levels that go out now: 40.\n',
    );
    expect(api.stock.moved.map(({ reason }) => reason)).toEqual([
      'pushed by ann',
      expect.stringContaining('pushed by'),
      'released by ann',
    ]);
    expect(api.actions.map(({ actor, action }) => `${action} ${actor}`)).toEqual(
      expect.arrayContaining(['push ann', 'release ann']),
    );
  });

  it.each([
    [['push'], 2, /either --sku or --all/],
    [['push', '--sku', 'MUG', '--all'], 2, /either --sku or --all/],
    [['push', '--sku', 'NEW'], 3, /No variant of store abc123/],
  ])('%j ends with %i', async (args, code, words) => {
    await start();
    expect(await run(...args)).toMatchObject({ code, err: expect.stringMatching(words) });
  });

  it('a release of nothing says so', async () => {
    await start(({ records }) => ({ records: { ...records, release: async () => 0 } }));
    expect((await run('release')).out).toBe('Nothing was held.\n');
  });

  it('end with 1 while Temporal is away', async () => {
    const moved = () => Promise.reject(new TemporalError('unavailable', 'Temporal cannot be reached'));
    await start(({ client }) => ({ client: { ...client, moved } }));
    expect(await run('push', '--all')).toMatchObject({ code: 1, err: expect.stringContaining('Temporal cannot') });
  });
});

describe('inventory compare', () => {
  it('begins one and names its report', async () => {
    await start();
    const { code, out } = await run('compare', '--report-only');
    const [{ reportId, correct } = { reportId: '', correct: true }] = api.stock.compares;
    expect([code, out, correct]).toEqual([0, `The compare has begun: connector inventory report ${reportId}\n`, false]);
  });

  it('waits for the report, tells how far it is, and ends with 4 when something differed', async () => {
    const compare = {
      reportId: REPORT.id,
      correct: true,
      startedAt: 1,
      page: 2,
      compared: 40,
      different: 1,
      toZero: 0,
    };
    let looks = 0;
    await startWithReport(REPORT, async () => {
      looks += 1;
      const isRunning = looks <= 2;
      return isRunning ? { storeHash: 'abc123', step: 'x', written: 0, compare } : undefined;
    });
    const { code, out, err } = await run('compare', '--wait');
    expect([code, err]).toEqual([4, 'Page 2: 1 of 40 differ\n']);
    expect(out).toMatch(/MUG +│ 77 +│ 1 +│ 38 +│ 10 +│ 25 +│ 31 +│ changed by another │ true/);
  });

  it('that finds nothing ends with 0', async () => {
    await startWithReport({ ...REPORT, rows: [] });
    expect(await run('compare', '--wait')).toMatchObject({ code: 0, out: expect.stringContaining('No differences.') });
  });
});

describe('inventory report', () => {
  it('prints the rows, or writes them for spreadsheets', async () => {
    await startWithReport();
    expect(await run('report', REPORT.id)).toMatchObject({ code: 0, out: expect.stringMatching(/compared +120/) });
    const { out } = await run('report', REPORT.id, '--csv', '-');
    expect(out).toBe(
      'SKU,Location,Brightpearl,Demand,Expected,Store,Cause,Corrected\r\n' +
        'MUG,1,38,10,25,31,changed by another,yes\r\n',
    );
    const file = join(mkdtempSync(join(tmpdir(), 'connector-csv-')), 'drift.csv');
    expect(await run('report', REPORT.id, '--csv', file)).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('that is none ends with 3', async () => {
    await start();
    expect((await run('report', REPORT.id)).code).toBe(3);
    expect((await run('report', REPORT.id, '--csv', '-')).code).toBe(3);
  });
});

describe('inventory link', () => {
  const asked: unknown[] = [];
  const known = () =>
    start(({ records }) => ({
      records: {
        ...records,
        variants: async (_scope, which) => (which.sku === 'NEW' ? [] : [{ variantId: 77, productId: 177 }]),
        setLink: async (...given) => (asked.push(given), true),
      },
    }));

  it('sets a product, and unlink takes it back', async () => {
    await known();
    const { code, out } = await run('link', '--sku', 'MUG', '--product', '1007', '--actor', 'ann');
    expect([code, out]).toEqual([0, 'Variant 77 becomes product 1007 of acme in a moment.\n']);
    expect((await run('unlink', '--variant', '77')).out).toContain('what its SKU says');
    const scope = { storeHash: 'abc123', account: 'acme' };
    expect(asked[0]).toEqual([scope, { variantId: 77, productId: 177 }, 1007, 'ann']);
    expect(asked[1]).toMatchObject([scope, { variantId: 77 }, null, expect.any(String)]);
    expect(api.actions.map(({ action }) => action)).toEqual(['link', 'unlink']);
  });

  it('wants one variant, and one that is known', async () => {
    await known();
    expect((await run('link', '--product', '1007')).code).toBe(2);
    expect((await run('link', '--sku', 'NEW', '--product', '1007')).code).toBe(3);
  });
});
