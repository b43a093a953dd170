/** The operations of stock over a real database; Temporal is a list of what was asked of it. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ApiDeps } from '../../src/api/deps';
import { storeRecords } from '../../src/api/records';
import { stockRecords } from '../../src/api/stock-records';
import type { CatalogSide } from '../../src/store/catalog-news';
import type { ProductLink } from '../../src/store/product-links';
import { setLinksOf } from '../../src/store/set-links';
import { TemporalError } from '../../src/temporal/errors';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi } from './support';
import type { TestApi } from './support';

const STORE = '/api/inventory/abc123';

let test: TestStore;
let api: TestApi;

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  records: storeRecords(test.store),
  stock: { ...deps.stock, records: stockRecords(test.store, deps.stock.stores) },
});

const linkOf = (variantId: number, sku: string, more: Partial<ProductLink> = {}): ProductLink => ({
  storeHash: 'abc123',
  account: 'acme',
  variantId,
  productId: variantId + 100,
  sku,
  tracking: 'product',
  isBase: true,
  brandId: null,
  categoryIds: [],
  brightpearlId: variantId + 5_000,
  stockTracked: true,
  components: null,
  levelTarget: 'product',
  problem: null,
  setProductId: null,
  aliasSku: null,
  ...more,
});

const unlinked = (problem: string): Partial<ProductLink> => ({ brightpearlId: null, levelTarget: null, problem });

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());

beforeEach(async () => {
  await sql`truncate product_links, stock_dirty, levels, stock_issues, stock_events, reports, operator_actions, mappings, catalog_news`.execute(
    test.db,
  );
  api = await startTestApi(overDatabase);
  const links = [
    linkOf(1, 'MUG'),
    linkOf(2, 'CUP'),
    linkOf(3, 'PLATE', unlinked('NOT_IN_BRIGHTPEARL')),
    linkOf(4, '', unlinked('BLANK_SKU')),
    linkOf(5, 'VOUCHER', { stockTracked: false, levelTarget: null }),
  ];
  await test.store.productLinks.save(links, new Date());
});
afterEach(() => api.close());

const dirty = async () =>
  (await test.store.stockDirty.next('abc123', 100)).map(({ variantId }) => variantId).sort((a, b) => a - b);

const raise = (variantId: number, code: string, message: string) =>
  test.store.stockIssues.raise({ storeHash: 'abc123', variantId, code, message, details: { sku: 'MUG' } });

const hold = async (...variantIds: number[]) => {
  const variants = variantIds.map((variantId) => ({ storeHash: 'abc123', variantId }));
  await test.store.stockDirty.mark(variants, 'delta');
  const marks = (await test.store.stockDirty.next('abc123', 100)).filter((one) => variantIds.includes(one.variantId));
  await test.store.stockDirty.hold('abc123', marks, 'MASS_FALL');
  await raise(0, 'MASS_FALL', '2 of 2 levels in stock would fall to 0');
};

describe("a store's stock", () => {
  it('is shown with its counts, its issues and what to do, its last event and its last compare', async () => {
    const { store } = test;
    await hold(1);
    await raise(1, 'LEVEL_REJECTED', 'MUG at location 1: too much');
    await store.stockDirty.mark([{ storeHash: 'abc123', variantId: 2 }], 'delta');
    await store.stockEvents.note('acme', new Date('2026-11-01T10:00:30.000Z'));
    const [at, id] = [new Date('2026-11-01T03:30:00.000Z'), randomUUID()];
    const report = { id, kind: 'stock-compare', scope: 'abc123', startedAt: at, finishedAt: at, rows: [] };
    await store.reports.append(report, 0);
    await store.reports.finish(id, at, { compared: 120, different: 0, correct: true });
    await store.reports.append({ ...report, id: randomUUID(), finishedAt: new Date() }, 1);
    expect((await api.call('GET', STORE)).json).toEqual({
      store: 'abc123',
      linked: 2,
      linkProblems: 2,
      waiting: 1,
      parked: 1,
      running: null,
      issueCounts: { LEVEL_REJECTED: 1, MASS_FALL: 1 },
      issues: [
        expect.objectContaining({ code: 'MASS_FALL', variantId: null, fix: expect.stringContaining('release') }),
        expect.objectContaining({ code: 'LEVEL_REJECTED', variantId: 1, title: 'The store refuses a level' }),
      ],
      accounts: [{ account: 'acme', lastEventAt: '2026-11-01T10:00:00.000Z' }],
      lastCompare: { id, finishedAt: '2026-11-01T03:30:00.000Z', compared: 120, different: 0, correct: true },
    });
  });

  it('is shown with what its workflow says, and also while Temporal is away', async () => {
    const compare = { reportId: 'r', correct: true, startedAt: 1, page: 3, compared: 40, different: 2, toZero: 0 };
    const asking = (status: () => Promise<never>) =>
      startTestApi((deps) => ({ ...deps, stock: { ...deps.stock, client: { ...deps.stock.client, status } } }));
    const running = await asking(async () => ({ storeHash: 'abc123', step: 'Page 3', written: 7, compare }) as never);
    expect((await running.call('GET', STORE)).json['running']).toEqual({
      step: 'Page 3',
      written: 7,
      compare: { reportId: 'r', correct: true, page: 3, compared: 40, different: 2 },
    });
    await running.close();
    const away = await asking(() => Promise.reject(new TemporalError('unavailable', 'away')));
    expect(await away.call('GET', STORE)).toMatchObject({ status: 200, json: { running: null, linked: 120 } });
    await away.close();
  });

  it.each([
    ['GET', ''],
    ['GET', '/problems'],
    ['GET', '/explain?sku=MUG'],
    ['POST', '/push'],
    ['POST', '/compare'],
    ['POST', '/links'],
    ['POST', '/link'],
    ['POST', '/unlink'],
    ['POST', '/release'],
  ])('that is left alone is said so: %s %s', async (method, path) => {
    const bodies: Record<string, object> = {
      '/push': { all: true },
      '/link': { sku: 'MUG', productId: 1 },
      '/unlink': { sku: 'MUG' },
    };
    const body = bodies[path];
    const left = await startTestApi((deps) => ({ ...deps, stock: { ...deps.stock, stores: new Map() } }));
    const answer = await left.call(method, STORE + path, { body });
    expect([answer.status, answer.json]).toEqual([
      409,
      expect.objectContaining({ detail: expect.stringContaining('has no "stock" in connector.yaml') }),
    ]);
    expect((await left.call(method, `/api/inventory/nobody${path}`, { body })).status).toBe(404);
    expect([left.stock.links, left.actions]).toEqual([[], []]);
    await left.close();
  });
});

describe('problems of links', () => {
  it('are listed with what to do, all of them or one kind', async () => {
    const { json } = await api.call('GET', `${STORE}/problems?limit=1`);
    expect(json).toMatchObject({ store: 'abc123', total: 2, problems: [{ code: 'BLANK_SKU', variantId: 4 }] });
    const { json: one } = await api.call('GET', `${STORE}/problems?code=NOT_IN_BRIGHTPEARL`);
    expect(one['problems']).toEqual([
      {
        code: 'NOT_IN_BRIGHTPEARL',
        title: 'No Brightpearl product has the SKU',
        fix: expect.stringContaining('Create the product'),
        account: 'acme',
        sku: 'PLATE',
        variantId: 3,
        productId: 103,
        brightpearlId: null,
        setProductId: null,
      },
    ]);
  });
});

describe('a push', () => {
  it('of a SKU marks it, also when an issue kept it back, pokes the workflow and is recorded', async () => {
    await hold(1);
    const answer = await api.call('POST', `${STORE}/push`, { body: { sku: 'MUG' }, headers: { 'x-actor': 'ann' } });
    expect([answer.status, answer.json]).toEqual([200, { store: 'abc123', marked: 1 }]);
    expect(await dirty()).toEqual([1]);
    expect(api.stock.moved).toEqual([{ storeHash: 'abc123', reason: 'pushed by ann' }]);
    expect(await test.store.operatorActions.list('abc123', 10)).toEqual([
      expect.objectContaining({
        actor: 'ann',
        action: 'push',
        outcome: 'accepted',
        details: { sku: 'MUG', marked: 1 },
      }),
    ]);
  });

  it('of all marks every level, those that the guard holds too, whose issue stays until they are looked at', async () => {
    await hold(2);
    expect((await api.call('POST', `${STORE}/push`, { body: { all: true } })).json).toMatchObject({ marked: 2 });
    expect(await dirty()).toEqual([1, 2]);
    expect(await test.store.stockIssues.list('abc123', 10)).toHaveLength(1);
  });

  it.each([
    ['NEW', 404, 'No variant of store abc123 is known with the SKU NEW'],
    ['PLATE', 409, 'No Brightpearl product has the SKU. Create the product'],
    ['VOUCHER', 409, 'Neither side tracks its stock'],
  ])('of %s, which has no level, is answered %i with why, and the links are made anew', async (sku, status, words) => {
    const answer = await api.call('POST', `${STORE}/push`, { body: { sku } });
    expect([answer.status, answer.json]).toEqual([
      status,
      expect.objectContaining({ detail: expect.stringContaining(words) }),
    ]);
    expect(api.stock).toMatchObject({ links: ['now abc123'], moved: [] });
    const [action] = await test.store.operatorActions.list('abc123', 1);
    expect(action).toMatchObject({ action: 'push', outcome: `failed (${status})` });
  });

  it.each([{}, { sku: 'MUG', all: true }, { all: false }, { sku: '' }])('with %j is answered 400', async (body) => {
    expect((await api.call('POST', `${STORE}/push`, { body })).status).toBe(400);
  });

  it('while Temporal is away is answered 503, and its marks stay', async () => {
    const away = await startTestApi((deps) => {
      const moved = () => Promise.reject(new TemporalError('unavailable', 'Temporal cannot be reached'));
      const { stock } = overDatabase(deps);
      return { ...deps, stock: { ...stock, client: { ...stock.client, moved } } };
    });
    expect((await away.call('POST', `${STORE}/push`, { body: { sku: 'MUG' } })).status).toBe(503);
    expect(await dirty()).toEqual([1]);
    await away.close();
  });
});

describe('a compare', () => {
  it('is begun with the id of its report, once for each Idempotency-Key', async () => {
    const begin = (body: object, key = 'k-1') =>
      api.call('POST', `${STORE}/compare`, { body, headers: { 'idempotency-key': key } });
    const first = await begin({ correct: false });
    expect(first.json).toEqual({ store: 'abc123', reportId: expect.any(String), started: true });
    expect(api.stock.compares).toEqual([{ reportId: first.json['reportId'], correct: false }]);
    expect((await begin({ correct: false })).json).toEqual(first.json);
    expect(api.stock.compares).toHaveLength(1);
    expect((await begin({})).status).toBe(409);
    expect((await begin({}, 'k-2')).json).not.toEqual(first.json);
    expect(api.stock.compares[1]).toMatchObject({ correct: true });
  });

  it('that is asked for while one runs is that one', async () => {
    const busy = await startTestApi((deps) => {
      const compare = { reportId: 'r-1', correct: true, startedAt: 1, page: 1, compared: 0, different: 0, toZero: 0 };
      const status = async () => ({ storeHash: 'abc123', step: 'x', written: 0, compare });
      return { ...deps, stock: { ...deps.stock, client: { ...deps.stock.client, status } } };
    });
    expect((await busy.call('POST', `${STORE}/compare`)).json).toMatchObject({ reportId: 'r-1', started: false });
    await busy.close();
  });
});

describe('links and release', () => {
  it('links are worked out anew on demand', async () => {
    expect((await api.call('POST', `${STORE}/links`)).json).toEqual({ store: 'abc123', started: true });
    expect(api.stock.links).toEqual(['now abc123']);
    expect(await test.store.operatorActions.list('abc123', 1)).toMatchObject([{ action: 'links', actor: 'api' }]);
  });

  it('a release lets through what the guard holds, ends the issue, and happens once for its key', async () => {
    await hold(1, 2);
    const release = () =>
      api.call('POST', `${STORE}/release`, { headers: { 'x-actor': 'ann', 'idempotency-key': 'k' } });
    expect((await release()).json).toEqual({ store: 'abc123', released: 2 });
    const released = await test.store.stockDirty.next('abc123', 10);
    expect(released.map(({ guard }) => guard)).toEqual(['released', 'released']);
    expect(await test.store.stockIssues.list('abc123', 10)).toEqual([]);
    expect(api.stock.moved).toEqual([{ storeHash: 'abc123', reason: 'released by ann' }]);
    await test.store.stockDirty.settle('abc123', released);
    await hold(1, 2);
    expect((await release()).json).toEqual({ store: 'abc123', released: 2 });
    expect(await dirty()).toEqual([]);
  });
});

describe('a link by id', () => {
  const scope = { storeHash: 'abc123', account: 'acme' };
  const headers = { 'x-actor': 'ann' };
  const link = (body: object) => api.call('POST', `${STORE}/link`, { body, headers });
  const unlink = (body: object) => api.call('POST', `${STORE}/unlink`, { body, headers });

  it('is set with who set it, both products are read, and the links are made at once', async () => {
    expect((await link({ sku: 'PLATE', productId: 5_009 })).json).toEqual({
      store: 'abc123',
      account: 'acme',
      variantId: 3,
      productId: 5_009,
    });
    expect(await setLinksOf(test.store.mappings, scope)).toEqual(new Map([[3, 5_009]]));
    expect(api.stock.links).toEqual(['told abc123']);
    const told = async (side: CatalogSide) => (await test.store.catalogNews.next(side, 9)).map((one) => one.productId);
    expect([await told({ storeHash: 'abc123' }), await told({ account: 'acme' })]).toEqual([[103], [5_009]]);
    const [action] = await test.store.operatorActions.list('abc123', 1);
    expect(action).toMatchObject({
      actor: 'ann',
      action: 'link',
      outcome: 'accepted',
      details: { sku: 'PLATE', productId: 5_009 },
    });
  });

  it('is taken back, once', async () => {
    await link({ variantId: 4, productId: 5_009 });
    expect((await unlink({ variantId: 4 })).json).toMatchObject({ variantId: 4, productId: null });
    expect(await setLinksOf(test.store.mappings, scope)).toEqual(new Map());
    expect((await unlink({ variantId: 4 })).status).toBe(409);
  });

  it('is refused where it could mean two variants, or none, or an account that does not feed the store', async () => {
    await test.store.productLinks.save([linkOf(6, 'MUG')], new Date());
    const twice = await link({ sku: 'MUG', productId: 1 });
    expect([twice.status, twice.json['detail']]).toEqual([409, expect.stringContaining('one of 1, 6')]);
    expect((await link({ sku: 'NEW', productId: 1 })).status).toBe(404);
    expect((await link({ sku: 'CUP', productId: 1, account: 'other' })).status).toBe(400);
    expect((await link({ sku: 'CUP', variantId: 2, productId: 1 })).status).toBe(400);
    expect((await link({ sku: 'CUP' })).status).toBe(400);
    expect(api.stock.links).toEqual([]);
  });
});

describe('explain', () => {
  it('answers what the workflow found', async () => {
    const { json } = await api.call('GET', `${STORE}/explain?sku=MUG`);
    expect(json).toMatchObject({ sku: 'MUG', variants: [{ variantId: 77, levels: [{ expected: 25, pool: '38' }] }] });
    expect((await api.call('GET', `${STORE}/explain?sku=NEW`)).json).toEqual({ sku: 'NEW', variants: [] });
    expect((await api.call('GET', `${STORE}/explain`)).status).toBe(400);
  });
});

describe('a report', () => {
  const drift = (sku: string, more: object = {}) => ({
    sku,
    variantId: 1,
    locationId: 1,
    brightpearl: '-3.5',
    demand: '2',
    expected: 0,
    store: 4,
    cause: 'changed by another',
    corrected: true,
    ...more,
  });
  const saved = (kind: string, rows: unknown[]) => {
    const at = new Date('2026-11-01T03:30:00.000Z');
    return test.store.reports.save({ kind, scope: 'abc123', startedAt: at, finishedAt: at, summary: {}, rows });
  };

  it('is given with its rows, and as a CSV in which no SKU becomes a formula', async () => {
    const skus = ['MUG', '=1+1', '+1', '-1', '@x', '\tx', 'a "b", c'];
    const bundle = drift('SET', { brightpearl: undefined, demand: '2 + 3', corrected: false });
    const id = await saved('stock-compare', [...skus.map((sku) => drift(sku)), bundle]);
    expect((await api.call('GET', `/api/reports/${id}`)).json).toMatchObject({ id, rows: { length: 8 } });
    const { headers, text } = await api.call('GET', `/api/reports/${id}.csv`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.split('\r\n')).toEqual([
      'SKU,Location,Brightpearl,Demand,Expected,Store,Cause,Corrected',
      'MUG,1,-3.5,2,0,4,changed by another,yes',
      ...["'=1+1", "'+1", "'-1", "'@x", "'\tx"].map((sku) => `${sku},1,-3.5,2,0,4,changed by another,yes`),
      '"a ""b"", c",1,-3.5,2,0,4,changed by another,yes',
      'SET,1,,2 + 3,0,4,changed by another,no',
      '',
    ]);
  });

  it('that is none, or no compare of stock, is said so', async () => {
    expect((await api.call('GET', '/api/reports/x')).status).toBe(400);
    expect((await api.call('GET', `/api/reports/${randomUUID()}`)).status).toBe(404);
    const id = await saved('reconcile', [{ orderId: 1 }]);
    const answer = await api.call('GET', `/api/reports/${id}.csv`);
    expect([answer.status, answer.json]).toEqual([
      409,
      expect.objectContaining({ detail: expect.stringContaining('this is a reconcile') }),
    ]);
  });
});
