import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiDeps } from '../../src/api/deps';
import { listen } from '../../src/api/server';
import { startTestApi, TOKEN } from '../api/support';
import { ENV, YAML, yamlFile } from '../config/fixtures';
import { cli } from './support';

async function withApi<T>(
  change: (deps: ApiDeps) => ApiDeps,
  work: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const api = await startTestApi(change);
  try {
    return await work({ CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN });
  } finally {
    await api.close();
  }
}
const asIs = (deps: ApiDeps): ApiDeps => deps;

describe('state', () => {
  it('counts orders, and ends with 4 while one needs attention', async () => {
    const { code, out } = await withApi(asIs, (env) => cli(['state'], { env }));
    expect([code, out]).toEqual([4, expect.stringMatching(/NEEDS_ATTENTION │ 1/)]);
  });

  it('ends with 4 while credentials are refused, and says which', async () => {
    const paused = [{ system: 'brightpearl', scope: 'acme', since: '2026-11-01T10:00:00.000Z', reason: '401' }];
    const { code, out } = await withApi(
      (deps) => ({
        ...deps,
        records: { ...deps.records, countOrders: async () => ({}), pausedScopes: async () => paused },
      }),
      (env) => cli(['state'], { env }),
    );
    expect([code, out]).toEqual([4, expect.stringContaining('brightpearl acme')]);
  });

  it('ends with 0 when all is well', async () => {
    const well = (deps: ApiDeps) => ({
      ...deps,
      records: { ...deps.records, countOrders: async () => ({ SYNCED: 9 }) },
    });
    expect((await withApi(well, (env) => cli(['state', '--json'], { env }))).code).toBe(0);
  });
});

describe('check', () => {
  const order = {
    orderId: 1,
    addsUp: true,
    decision: 'import' as const,
    total: '10.00',
    currency: 'EUR',
    problems: [],
  };
  const withOrders = (addUp: number) => (deps: ApiDeps) => ({
    ...deps,
    jobs: {
      ...deps.jobs,
      check: async () => ({ addUp, notes: [], orders: [order, { ...order, orderId: 2, addsUp: addUp === 2 }] }),
    },
  });

  it('ends with 0 when every order adds up', async () => {
    const { code, out } = await withApi(withOrders(2), (env) => cli(['check', '--orders', '2'], { env }));
    expect([code, out]).toEqual([0, expect.stringContaining('2 of 2 orders add up. Nothing was written.')]);
  });

  it('ends with 4 when one does not', async () => {
    const { code, out } = await withApi(withOrders(1), (env) => cli(['check', '--json'], { env }));
    expect([code, JSON.parse(out)]).toEqual([4, expect.objectContaining({ addUp: 1 })]);
  });
});

describe('jobs and reports', () => {
  it('setup prints what was done', async () => {
    const { code, out } = await withApi(asIs, (env) => cli(['setup'], { env }));
    expect([code, out]).toEqual([0, 'Hook store/order/* of store abc123: registered\n']);
  });

  it('sweep starts the sweep of every store, or of one', async () => {
    expect((await withApi(asIs, (env) => cli(['sweep'], { env }))).out).toBe('Sweep of store abc123 started.\n');
    expect((await withApi(asIs, (env) => cli(['sweep', 'nobody'], { env }))).code).toBe(3);
  });

  it('reports prints the differences as a table', async () => {
    const report = {
      id: 'r',
      kind: 'reconcile',
      scope: 'uk',
      startedAt: '2026-11-01T02:00:00.000Z',
      finishedAt: '2026-11-01T02:01:00.000Z',
      summary: { compared: 12 },
      rows: [{ orderId: 10423, what: 'tax', store: '20.00', brightpearl: '20.01' }],
    };
    const { out } = await withApi(
      (deps) => ({ ...deps, records: { ...deps.records, listReports: async () => [report] } }),
      (env) => cli(['reports'], { env }),
    );
    expect(out).toMatch(/compared +12/);
    expect(out).toMatch(/10423 +│ tax +│ 20\.00 │ 20\.01/);
  });
});

describe('an API that cannot be used', () => {
  const env = { CONNECTOR_API_TOKEN: TOKEN };

  it('that is not there is named, with what to do', async () => {
    const server = await listen(() => undefined, 0);
    await server.close();
    const { code, err } = await cli(['state', '--api', server.url], { env });
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`${server.url} cannot be reached: nothing listens there.*connector start.*--api`));
  });

  it.each([
    ['a host that is not known', 'http://connector.invalid', 1, /not known|EAI_AGAIN/],
    ['no address', 'connector', 2, /Not an address/],
  ])('with %s is explained', async (_what, url, code, words) => {
    expect(await cli(['state', '--api', url], { env })).toMatchObject({ code, err: expect.stringMatching(words) });
  });

  it.each([
    ['a page of something else', 200, '<html>'],
    ['the error of a proxy', 502, 'Bad gateway'],
    ['another JSON', 200, '{"hello":1}'],
  ])('that is %s is told from a connector', async (_what, status, body) => {
    const server = await listen((_request, response) => void response.writeHead(status).end(body), 0);
    expect(await cli(['state', '--api', server.url], { env })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/answer/),
    });
    await server.close();
  });

  it('with a wrong token says which variable holds it, and not the token', async () => {
    const wrong = await withApi(asIs, ({ CONNECTOR_API_URL: url }) =>
      cli(['state', '--api', url!, '--token', 'wrong-token'], {}),
    );
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('CONNECTOR_API_TOKEN') });
    expect(wrong.err).not.toContain('wrong-token');
  });

  it('without any token says what to set', async () => {
    const empty = { CONNECTOR_DATA_DIR: mkdtempSync(join(tmpdir(), 'no-connector-')) };
    expect(await cli(['state'], { env: empty })).toMatchObject({
      code: 1,
      err: expect.stringContaining('CONNECTOR_API_TOKEN is not set'),
    });
  });
});

describe('config check', () => {
  it('names what it cannot read, and ends with 1', async () => {
    expect(await cli(['config', 'check', '/nowhere/connector.yaml'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('cannot be read'),
    });
    const { out } = await cli(['config', 'check', '/nowhere/connector.yaml', '--json']);
    expect(JSON.parse(out)).toMatchObject({ ok: false, file: '/nowhere/connector.yaml' });
  });

  it('explains a right file, and ends with 0 whatever is doubtful', async () => {
    const file = yamlFile(YAML.replace('currencies: [EUR]', 'shipToCountries: [UK]'));
    const env = { ...ENV };

    const { code, out } = await cli(['config', 'check', file], { env });
    expect(code).toBe(0);
    expect(out).toContain('right. Stores aaa111, bbb222; accounts acme, other; routes a-default, a-euro, b-default.\n');
    expect(out).toContain(
      'Where orders go, in the order tried:\n  Store A (aaa111)\n    1. a-euro: orders shipped to UK, to Other (other): ',
    );
    expect(out).toContain('    2. a-default: all other orders, to Acme (acme): channel 1, warehouse 2,');
    expect(out).toContain('Where stock comes from:\n  Store A (aaa111), no feed: levels stay as they are\n');
    expect(out).toContain('Doubtful:\n  Route "a-euro" is never reached: UK is no country');
    expect(out).toContain('Worth knowing:\n  ');

    const { out: json } = await cli(['config', 'check', file, '--json'], { env });
    expect(JSON.parse(json)).toMatchObject({
      ok: true,
      explanation: { warnings: [{ kind: 'unreachable' }], stores: [{ store: 'Store A (aaa111)' }, {}] },
    });
  });

  it('explains a file with mistakes as well, and ends with 1', async () => {
    const file = yamlFile(YAML.replace('default: true', 'match: { currencies: [EUR, USD] }'));

    const { code, out } = await cli(['config', 'check', file], { env: { ...ENV } });
    expect(code).toBe(1);
    expect(out).toContain('2 problems\n');
    expect(out).toContain('An order of store aaa111 paid in EUR fits "a-default" and "a-euro": neither wins');
  });
});

describe('simulate', () => {
  it('runs both simulators until it is stopped, and says where they are as one line of JSON', async () => {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    let where: { bigcommerce: Record<string, string>; brightpearl: Record<string, string> } | undefined;
    const running = cli(['simulate', '--json', '--seed', '7'], {
      stopped: () => stopped,
      onOut: (text) => {
        where = JSON.parse(text);
        void fetch(`${where!.bigcommerce['url']}/_sim/requests`).then(stop, stop);
      },
    });
    const { code, out } = await running;
    expect([code, out.trim().split('\n')]).toEqual([0, [expect.any(String)]]);
    expect(where).toEqual({
      bigcommerce: { url: expect.any(String), storeHash: expect.any(String), token: expect.any(String) },
      brightpearl: {
        url: expect.any(String),
        account: expect.any(String),
        appRef: expect.any(String),
        token: expect.any(String),
      },
    });
    await expect(fetch(`${where!.brightpearl['url']}/_sim/requests`)).rejects.toThrow();
  });

  it('refuses a port that is none', async () => {
    expect((await cli(['simulate', '--bigcommerce-port', '99999'])).code).toBe(2);
  });
});

describe('help', () => {
  it('ends with 0 and names the exit codes', async () => {
    expect(await cli(['orders', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('4 something needs attention'),
    });
  });

  it('the version is the one of the package', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('is shown when no command is given', async () => {
    expect((await cli([])).code).toBe(2);
  });
});
