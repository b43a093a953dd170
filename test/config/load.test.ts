import { inspect } from 'node:util';
import { checkConfig, loadConfig } from '../../src/config/load';
import { ConfigError } from '../../src/config/problems';
import { ENV, KEY, scratchFolder, yamlFile, YAML } from './fixtures';

const load = (text = YAML, env: Record<string, string | undefined> = ENV) => loadConfig({ file: yamlFile(text), env });

it('resolves several stores, accounts and routes with their secrets', () => {
  const config = load();

  expect(config.stores[0]).toMatchObject({
    hash: 'aaa111',
    apiUrl: 'https://api.bigcommerce.com',
    cutover: '2025-12-31T23:00:00.000Z',
    quotaReserve: 0,
  });
  expect(config.stores[0]!.token.reveal()).toBe('token-of-store-a');
  expect(config.stores[0]!.webhookSecret!.reveal()).toBe('hook-secret-of-store-a');
  expect(config.stores[1]).toMatchObject({ apiUrl: 'http://localhost:4001', quotaReserve: 20 });
  expect(config.accounts[0]).toMatchObject({ code: 'acme', closedUntil: '2025-12-31' });
  expect(config.accounts[1]).toMatchObject({ instanceId: 13, auth: { kind: 'oauth', clientId: 'client' } });
  expect(config.routes.map((route) => [route.name, route.default, route.match])).toEqual([
    ['a-default', true, {}],
    ['a-euro', undefined, { currencies: ['EUR'] }],
    ['b-default', true, {}],
  ]);
  expect(config.routes[2]!.rules).toMatchObject({ referencePrefix: 'B-', statuses: { hold: 30 }, unknownSku: 'hold' });
  expect(config.webhooks.publicUrl).toBe('https://connector.example.com');
});

it('converts all timings to milliseconds and fills in defaults', () => {
  expect(load().timings).toEqual({
    order: {
      settleMs: 200,
      recheckMs: 3_000,
      searchLagMs: 30_000,
      retryInitialMs: 1_000,
      retryMaxMs: 300_000,
      activityTimeoutMs: 120_000,
    },
    notes: { gatherMs: 2_000, shippedAgainMs: 172_800_000 },
    sweepIntervalMs: 300_000,
    sweepOverlapMs: 600_000,
    searchLagMs: 30_000,
    requestTimeoutMs: 30_000,
    takeoverMs: 10_000,
  });
});

it('is frozen all the way down', () => {
  const config = load();

  expect(() => Object.assign(config.stores[0]!, { hash: 'other' })).toThrow(TypeError);
  expect(() => Object.assign(config.routes[0]!.rules.statuses, { hold: 1 })).toThrow(TypeError);
});

it('shows no secret when it is printed or serialized', () => {
  const config = load(YAML, { ...ENV, DATABASE_URL: 'postgres://me:dbpassword@localhost/db' });
  const shown = inspect(config, { depth: 20, showHidden: true }) + JSON.stringify(config) + String(config.api.token);

  const secrets = [
    ENV.STORE_A_TOKEN,
    ENV.STORE_A_HOOK,
    ENV.ACCOUNT_TOKEN,
    ENV.OTHER_REFRESH,
    ENV.CONNECTOR_API_TOKEN,
    KEY,
    'dbpassword',
  ];
  for (const secret of secrets) expect(shown).not.toContain(secret);
  expect(config.database.url!.reveal()).toBe('postgres://me:dbpassword@localhost/db');
});

it('takes empty variables for absent ones', () => {
  const config = load(YAML, { ...ENV, DATABASE_URL: '', API_PORT: ' ', GIT_SHA: undefined });

  expect(config.database.url).toBeUndefined();
  expect(config.api.port).toBe(8080);
});

it('turns worker versioning on where a deployment is named', () => {
  expect(load().deployment).toBeUndefined();
  expect(load(YAML, { ...ENV, TEMPORAL_DEPLOYMENT_NAME: 'connector', GIT_SHA: '0123abc' }).deployment).toEqual({
    name: 'connector',
    buildId: '0123abc',
  });
});

it('derives a token for the codec endpoint that is not the API token', () => {
  const config = load();

  expect(config.api.codecToken.reveal()).not.toBe(config.api.token.reveal());
  expect(load().api.codecToken.reveal()).toBe(config.api.codecToken.reveal());
});

it('lets overrides win over the environment, and makes up missing secrets only when asked to', () => {
  const { CONNECTOR_API_TOKEN: _, ...env } = ENV;
  const file = yamlFile(YAML);
  const dataDir = scratchFolder();
  const overrides = { CONNECTOR_DATA_DIR: dataDir, API_PORT: '0' };

  expect(() => loadConfig({ file, env, overrides })).toThrow('CONNECTOR_API_TOKEN: is not set');
  const config = loadConfig({ file, env, overrides, devSecrets: true });
  expect(config.api.port).toBe(0);
  expect(config.dataDir).toBe(dataDir);
  expect(config.keys.data[0].id).toBe('k1');
  expect(config.api.token.reveal()).toHaveLength(48);
  const again = loadConfig({ file, env, overrides, devSecrets: true });
  expect(again.api.token.reveal()).toBe(config.api.token.reveal());
});

it('takes a store without a default route where that is meant', () => {
  const without = YAML.replace('  - hash: bbb222\n', '  - hash: bbb222\n    defaultRoute: none\n').replace(
    '    account: acme\n    default: true\n    rules:\n      <<',
    '    account: acme\n    match: { channels: [1] }\n    rules:\n      <<',
  );

  expect(load(without).routes[2]).toMatchObject({ name: 'b-default', match: { channels: [1] } });
  expect(load(without).routes[2]).not.toHaveProperty('default');
});

describe('the hash of the configuration', () => {
  it('ignores comments, layout, key order, defaults written out and secrets', () => {
    const same = `# a comment\n${YAML}`
      .replace('version: 1\n', '')
      .replace('quota: { reserve: 20 }', 'quota:\n      reserve: 20')
      .concat('version: 1\ntaskQueuePrefix: connector\n');

    expect(load(same, { ...ENV, STORE_A_TOKEN: 'another' }).hash).toBe(load().hash);
    expect(load().hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('changes with a rule', () => {
    expect(load(YAML.replace('hold: 30', 'hold: 31')).hash).not.toBe(load().hash);
  });
});

describe('the report of the check', () => {
  it('summarizes a good file', () => {
    const report = checkConfig({ file: yamlFile(YAML), env: ENV });

    expect(report).toMatchObject({
      ok: true,
      problems: [],
      summary: {
        stores: ['aaa111', 'bbb222'],
        accounts: ['acme', 'other'],
        routes: ['a-default', 'a-euro', 'b-default'],
      },
    });
  });

  it('has the problems of a bad one as data, the same that loading throws', () => {
    const file = yamlFile(YAML.replace('hold: 30', 'hold: thirty'));
    const report = checkConfig({ file, env: ENV });

    expect(report.ok).toBe(false);
    expect(report.problems[0]).toMatchObject({ path: 'routes[0].rules.statuses.hold', line: 42, column: 19 });
    expect(() => loadConfig({ file, env: ENV })).toThrow(new ConfigError(file, report.problems).message);
  });

  it('says what to do about a file that is not there', () => {
    const { problems } = checkConfig({ file: '/nowhere/connector.yaml', env: ENV });

    expect(problems).toEqual([
      expect.objectContaining({ value: '/nowhere/connector.yaml', message: 'cannot be read (ENOENT)' }),
    ]);
  });
});
