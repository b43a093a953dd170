import type { ApiDeps } from '../../src/api/deps';
import { TemporalError } from '../../src/temporal/errors';
import { aBoardRow, startTestApi, TOKEN } from '../api/support';
import type { TestApi } from '../api/support';
import { cli } from './support';
import type { CliRun } from './support';

let api: TestApi;
let run: (...args: string[]) => Promise<CliRun>;

async function start(change?: (deps: ApiDeps) => ApiDeps): Promise<void> {
  api = await startTestApi(change);
  run = (...args) => cli(args, { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 140 });
}
afterEach(() => api.close());

describe('orders list', () => {
  it('prints a table that fits the terminal', async () => {
    await start();
    const { code, out } = await run('orders', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/abc123\/10423 +│ NEEDS_ATTENTION │ 120.00 GBP/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  });

  it('prints the answer with --json', async () => {
    await start();
    expect(JSON.parse((await run('orders', 'list', '--json')).out)).toEqual({ orders: [aBoardRow()], next: null });
  });

  it('passes its filters on, and says how to go on', async () => {
    const filters: unknown[] = [];
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        listOrders: async (filter) => {
          filters.push(filter);
          return { rows: [aBoardRow()], next: 'more' };
        },
      },
    }));
    const which = ['--state', 'held', '--find', '7', '--account', 'acme'];
    const { out } = await run('orders', 'list', ...which, '--limit', '5', '--cursor', 'c');
    expect(filters).toEqual([{ states: ['HELD'], number: 7, account: 'acme', limit: 5, cursor: 'c' }]);
    expect(out).toMatch('--cursor more');
  });

  it('says in which account a sales order is: another one may have the same number', async () => {
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        listOrders: async () => ({
          rows: ['west', 'east'].map((account) => aBoardRow({ account, salesOrderIds: [502] })),
          next: null,
        }),
      },
    }));
    expect((await run('orders', 'list')).out).toMatch(/west +│ 502[^]*east +│ 502/);
  });

  it('keeps control characters of foreign texts away from the terminal', async () => {
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        listOrders: async () => ({ rows: [aBoardRow({ issue: null, lastError: 'a\u001b[31mred\u0007' })], next: null }),
      },
    }));
    const { out } = await run('orders', 'list');
    expect([out.includes('\u001b'), out.includes('\u0007')]).toEqual([false, false]);
  });
});

describe('orders show', () => {
  it('explains the issue and what to do, and ends with 4 because somebody must', async () => {
    await start();
    const { code, out } = await run('orders', 'show', '10423');
    expect(code).toBe(4);
    expect(out).toMatch(/Issue +UNKNOWN_SKU/);
    expect(out).toMatch(/What to do +Amend the line/);
  });

  it('ends with 0 when nothing is wrong', async () => {
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        findOrder: async () => ({ ...aBoardRow({ state: 'SYNCED', issue: null, salesOrderIds: [9] }), details: {} }),
      },
    }));
    expect(await run('orders', 'show', 'abc123/10423')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Sales order +9/),
    });
  });

  it('shows both tables of an ambiguous order, under the names to amend it with, and what was done by rule', async () => {
    const readings = ['line-discounted-total', 'line-applied-discounts'].map((basis) => ({
      basis,
      mode: 'exclusive',
      table: [{ row: 'line 11', net: '10.0000' }],
    }));
    const issue = { ...aBoardRow().issue!, code: 'AMBIGUOUS_BASIS' as const, details: { readings } };
    const details = { notices: ['the street was cut to two lines'] };
    await start((deps) => ({
      ...deps,
      records: { ...deps.records, findOrder: async () => ({ ...aBoardRow({ issue }), details }) },
    }));
    const { out } = await run('orders', 'show', '10423');
    expect(out).toContain('exclusive: line-discounted-total\n');
    expect(out).toContain('exclusive: line-applied-discounts\n');
    expect(out).toContain('Notices\nthe street was cut to two lines\n');
  });

  it('shows the exchanges when asked', async () => {
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        listExchanges: async () => ({
          rows: [
            {
              id: '1',
              startedAt: '2026-11-01T10:00:00.000Z',
              durationMs: 51,
              system: 'brightpearl',
              scope: 'acme',
              method: 'POST',
              path: '/order-service/sales-order',
              status: null,
              error: 'unknown-outcome',
              attempt: 1,
              activity: 'createSalesOrder',
              requestId: null,
              workflowId: null,
              runId: null,
              subjects: ['abc123/10423'],
              requestHeaders: {},
              responseHeaders: {},
              requestBody: null,
              responseBody: null,
              erased: false,
              truncated: false,
            },
          ],
          next: null,
        }),
      },
    }));
    expect((await run('orders', 'show', '10423', '--exchanges')).out).toMatch(
      /POST.*\/order-service\/sales-order.*unknown-outcome/,
    );
    expect((await run('audit', '--order', '10423')).out).toMatch('/order-service/sales-order');
    expect((await run('orders', 'show', '10423')).out).not.toMatch('/order-service');
  });

  it.each([
    [['orders', 'show', '7'], 3, /not known here/],
    [['orders', 'show', 'nobody/7'], 3, /No store "nobody"/],
    [['orders', 'show', 'ten'], 2, /Write 10423 or storeHash\/10423/],
    [['orders', 'show'], 2, /missing required argument/],
    [['orders', 'list', '--limit', 'x'], 2, /whole number/],
    [['orders', 'list', '--state', 'LOST'], 2, /query\.state/],
    [['orders', 'list', '--issue', 'LOST'], 2, /query\.issue/],
    [['orders', 'retry', '--issue', 'LOST'], 2, /query\.issue/],
    [['orders', 'list', '--colour'], 2, /unknown option/],
    [['order'], 2, /unknown command/],
  ])('%j ends with %i', async (args, code, words) => {
    await start();
    expect(await run(...args)).toEqual({ code, out: '', err: expect.stringMatching(words) });
  });

  it('asks for the store when several are configured', async () => {
    await start((deps) => ({
      ...deps,
      stores: new Map([
        ['abc123', {}],
        ['def456', {}],
      ]),
    }));
    expect(await run('orders', 'show', '10423')).toMatchObject({
      code: 2,
      err: expect.stringContaining('abc123, def456'),
    });
    expect((await run('orders', 'show', 'abc123/10423')).code).toBe(4);
  });
});

describe('what people rule', () => {
  it.each([
    [['retry', '10423'], 'retry', {}],
    [['skip', '10423', '--reason', 'a test'], 'skip', { reason: 'a test' }],
    [['release', '10423', '--rule', 'age'], 'release', { rule: 'age' }],
    [['amend', '10423', '--line', '537', '--sku', 'MUG'], 'amend', { line: 'line-537', sku: 'MUG' }],
    [['amend', '10423', '--line', 'shipping-4', '--tax-code', 'T1'], 'amend', { line: 'shipping-4', taxCode: 'T1' }],
    [
      ['amend', '10423', '--shipping-method', '5', '--payment-method', 'CARD'],
      'amend',
      { shippingMethodId: 5, paymentMethodCode: 'CARD' },
    ],
    [['amend', '10423', '--contact', '12'], 'amend', { contactId: 12 }],
    [['amend', '10423', '--address', '{"postalCode":"BS1"}'], 'amend', { address: { postalCode: 'BS1' } }],
    [
      ['amend', '10423', '--accept-gross', '-0.01', '--accept-tax', '0', '--nominal', '4000'],
      'amend',
      { acceptedDifference: { gross: '-0.01', tax: '0', nominal: '4000' } },
    ],
    [
      ['amend', '10423', '--accept-gross', '0.01', '--accept-tax', '0.01', '--sales-order', '322'],
      'amend',
      { acceptedDifference: { gross: '0.01', tax: '0.01', salesOrderId: 322 } },
    ],
    [
      ['amend', '10423', '--basis', 'exclusive: line-applied-discounts, fees-outside-total'],
      'amend',
      { basis: 'exclusive: line-applied-discounts, fees-outside-total' },
    ],
  ])('orders %j reaches the workflow', async (args, verb, given) => {
    await start();
    const { code, out } = await run('orders', ...args, '--actor', 'Zoe', '--idempotency-key', 'k');
    expect([code, out]).toEqual([0, expect.stringContaining(`Recorded: ${verb} of order 10423`)]);
    expect(api.commands).toEqual([{ verb, actor: 'Zoe', commandId: `abc123/10423/${verb}/k`, arguments: given }]);
  });

  it('retry --issue tries all again that wait over it, page by page, and says which were refused', async () => {
    const filters: unknown[] = [];
    const pages = new Map([
      [undefined, { rows: [10423, 10424, 10425].map((orderId) => aBoardRow({ orderId })), next: 'more' }],
      ['more', { rows: [aBoardRow({ orderId: 7 })], next: null }],
    ]);
    await start((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        findOrder: async ({ orderId }) => (orderId === 7 ? undefined : { ...aBoardRow({ orderId }), details: {} }),
        listOrders: async (filter) => {
          filters.push(filter);
          return pages.get(filter.cursor)!;
        },
      },
    }));
    const { code, out, err } = await run(
      'orders',
      'retry',
      '--issue',
      'NO_ROUTE',
      '--store',
      'abc123',
      '--account',
      'acme',
      '--actor',
      'Zoe',
    );
    const asked = { states: ['NEEDS_ATTENTION'], issue: 'NO_ROUTE', store: 'abc123', account: 'acme', limit: 200 };
    expect(filters).toEqual([asked, { ...asked, cursor: 'more' }]);
    expect(api.commands.map(({ verb, actor }) => [verb, actor])).toEqual([1, 2, 3].map(() => ['retry', 'Zoe']));
    expect(code).toBe(1);
    expect(out).toContain('3 orders that waited over NO_ROUTE are tried again.');
    expect(out).toMatch(/abc123\/7 was not retried: .*not known here/);
    expect(err).toContain('3 orders so far');
  });

  it('retry --issue says when nothing waits', async () => {
    await start((deps) => ({
      ...deps,
      records: { ...deps.records, listOrders: async () => ({ rows: [], next: null }) },
    }));
    expect(await run('orders', 'retry', '--issue', 'NO_ROUTE')).toMatchObject({
      code: 0,
      out: 'No order waits over NO_ROUTE.\n',
    });
  });

  it.each([[['retry']], [['retry', '10423', '--issue', 'NO_ROUTE']]])('%j is one or the other', async (args) => {
    await start();
    expect(await run('orders', ...args)).toMatchObject({ code: 2, err: expect.stringContaining('Give either') });
    expect(api.commands).toEqual([]);
  });

  it('with --json gives the decision', async () => {
    await start();
    const { out } = await run('orders', 'retry', '10423', '--json');
    expect(JSON.parse(out)).toEqual({
      store: 'abc123',
      orderId: 10423,
      accepted: true,
      verb: 'retry',
      decisionId: api.decisions[0]!.id,
      idempotencyKey: expect.any(String),
    });
  });

  it.each([
    [['amend', '10423'], /must amend something/],
    [['amend', '10423', '--sku', 'MUG'], /body\.line/],
    [['amend', '10423', '--accept-gross', '1'], /all of --accept-gross, --accept-tax and --nominal/],
    [
      ['amend', '10423', '--accept-gross', '1', '--accept-tax', '0', '--nominal', '4', '--sales-order', '5'],
      /--sales-order instead of --nominal/,
    ],
    [['amend', '10423', '--basis', 'the first'], /body\.basis/],
    [['amend', '10423', '--address', 'Bristol'], /not JSON/],
    [['amend', '10423', '--contact', 'Zoe'], /whole number/],
  ])('orders %j is wrong usage', async (args, words) => {
    await start();
    expect(await run('orders', ...args)).toMatchObject({ code: 2, err: expect.stringMatching(words) });
    expect(api.commands).toEqual([]);
  });

  it('says why when the workflow refuses', async () => {
    await start((deps) => ({
      ...deps,
      orders: { ...deps.orders, command: () => Promise.reject(new TemporalError('rejected', 'It is settled')) },
    }));
    expect(await run('orders', 'retry', '10423')).toMatchObject({
      code: 1,
      err: 'The request was refused: It is settled\n',
    });
  });

  it('sync fetches an order that was never seen', async () => {
    await start();
    expect((await run('orders', 'sync', '7')).code).toBe(0);
    expect(api.changes).toMatchObject([{ key: { storeHash: 'abc123', orderId: 7 }, reason: 'operator' }]);
  });
});
