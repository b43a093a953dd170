import { checkConfig } from '../../src/config/load';
import { describeProblem, type ConfigProblem } from '../../src/config/problems';
import { ENV, KEY, yamlFile, YAML } from './fixtures';

const problemsOf = (text: string, env: Record<string, string | undefined> = ENV): readonly ConfigProblem[] =>
  checkConfig({ file: yamlFile(text), env }).problems;

const sentences = (text: string, env: Record<string, string | undefined> = ENV): string[] =>
  problemsOf(text, env).map((problem) => describeProblem('c.yaml', problem));

/** [what, text to replace, replacement, the sentence expected] */
const MISTAKES: [string, string, string, string][] = [
  ['a wrong version', 'version: 1', 'version: 2', 'c.yaml:1:1 version (2): is not one of the allowed values. Use 1.'],
  [
    'a misspelt key',
    'cutover: 2026-02',
    'cutovr: 2026-02',
    'stores[1].cutovr: unknown key "cutovr". Did you mean "cutover"? Correct the spelling.',
  ],
  [
    'an unknown key of a rule',
    'statuses: { hold: 30 }',
    'statuses: { hold: 30, zebra: 1 }',
    'routes[0].rules.statuses.zebra: unknown key "zebra". Remove it, or use one of new, hold.',
  ],
  [
    'a number where text belongs',
    'hash: bbb222',
    'hash: 123',
    'c.yaml:11:5 stores[1].hash (123): must be a text. Put it in quotes.',
  ],
  [
    'a date in other words',
    '2026-02-01T00:00:00Z',
    'yesterday',
    'stores[1].cutover ("yesterday"): is not a date and time with a zone. Write it like 2026-01-31T00:00:00Z.',
  ],
  [
    'plain http to the internet',
    'http://localhost:4001/',
    'http://api.bigcommerce.com',
    'stores[1].apiUrl ("http://api.bigcommerce.com"): is not an https address.',
  ],
  [
    'webhooks on another port',
    'https://connector.example.com/',
    'https://connector.example.com:8443',
    'webhooks.publicUrl ("https://connector.example.com:8443"): is not an https address on port 443.',
  ],
  [
    'an unknown kind of credentials',
    'kind: oauth',
    'kind: oath',
    'accounts[1].auth.kind ("oath"): is not one of the allowed values. Did you mean "oauth"? Use "private-app" or "oauth".',
  ],
  [
    'a missing credential',
    'appRefEnv: ACCOUNT_APP, ',
    '',
    'accounts[0].auth.appRefEnv: is missing. Add it: Environment variable with the app reference.',
  ],
  [
    'a misspelt choice in the rules',
    'referencePrefix: B-',
    'unknownSku: hodl',
    'routes[2].rules.unknownSku ("hodl"): is not one of the allowed values. Did you mean "hold"?',
  ],
  [
    'a misspelt word where ids are allowed too',
    'referencePrefix: B-',
    'shippingMethods: { unmapped: hld }',
    'Did you mean "hold"? Use "hold" (`hold`, or the id to use instead).',
  ],
  [
    'a rule that needs another one',
    'referencePrefix: B-',
    'unknownSku: placeholder',
    'routes[2].rules.placeholderSku: is missing. Give the SKU to book on',
  ],
  [
    'a rule that needs to know what products are made with',
    'referencePrefix: B-',
    'unknownSku: create',
    'routes[2].rules.newProduct: is missing. Give brandId, productTypeId, categoryCodes, taxCodeId, stockTracked: `unknownSku` is create.',
  ],
  [
    'one of the things that products are made with, missing',
    'referencePrefix: B-',
    'unknownSku: create\n      newProduct: { brandId: 1, productTypeId: 1, categoryCodes: [296], taxCodeId: 7 }',
    'routes[2].rules.newProduct.stockTracked: is missing. Add it: true: stock is kept of such products',
  ],
  [
    'a duration out of range',
    'settleSeconds: 0.2',
    'settleSeconds: -1',
    'timings.settleSeconds (-1): is too small. Use a number from 0 to 600.',
  ],
  [
    'a text for a list',
    'currencies: [EUR]',
    'currencies: EUR',
    'must be a list. Write it as a list: one "- " per entry.',
  ],
  ['an empty list', 'currencies: [EUR]', 'currencies: []', 'is empty. List at least one, or leave the condition out.'],
  ['a currency in small letters', '[EUR]', '[eur]', 'routes[1].match.currencies[0] ("eur"): is not a currency code.'],
  [
    'a route to a store that is not there',
    'store: bbb222',
    'store: bbb223',
    'routes[2].store ("bbb223"): is not the hash of a store in this file. Did you mean "bbb222"? Correct it.',
  ],
  [
    'a route to an account that is not there',
    'account: other',
    'account: nobody',
    'routes[1].account ("nobody"): is not the code of an account in this file. Use one of: acme, other.',
  ],
  [
    'two stores with one hash',
    'hash: bbb222',
    'hash: aaa111',
    'stores[1].hash ("aaa111"): is the same as stores[0].hash.',
  ],
  [
    'two routes with one name',
    'name: a-euro',
    'name: a-default',
    'routes[1].name ("a-default"): is the same as routes[0].name.',
  ],
  [
    'two stores with one token',
    'tokenEnv: STORE_B_TOKEN',
    'tokenEnv: STORE_A_TOKEN',
    'stores[1].tokenEnv: is the same as stores[0].tokenEnv. Give every entry a variable of its own.',
  ],
  [
    'two defaults',
    'match: { currencies: [EUR] }',
    'default: true',
    'Routes "a-default" and "a-euro" are both the default of store aaa111. Keep one default.',
  ],
  [
    'no default',
    '    default: true\n    rules:\n      <<',
    '    match: { channels: [1] }\n    rules:\n      <<',
    'stores[1] ("bbb222"): the store has no default route.',
  ],
  [
    'a default that the store is not to have',
    '  - hash: bbb222\n',
    '  - hash: bbb222\n    defaultRoute: none\n',
    'stores[1].defaultRoute ("none"): orders that fit no other route are to stop, and routes[2] is the default that takes them.',
  ],
  [
    'two stores that write the same references',
    'referencePrefix: B-',
    'unknownSku: text',
    'routes[2].rules.referencePrefix: orders can get the same references as those of routes[0], from another store.',
  ],
  [
    'two stores whose references differ by a digit only',
    'referencePrefix: B-',
    'referencePrefix: "9"',
    'orders can get the same references as those of routes[0], from another store. Give the routes prefixes that end in different characters that are no digits',
  ],
  [
    'a reference without the order',
    'referencePrefix: B-',
    'reference: web',
    'routes[2].rules.reference ("web"): gives all orders the same reference. Put {orderId} into the format.',
  ],
  [
    'an overlap shorter than the lag',
    'settleSeconds: 0.2',
    'sweepOverlapMinutes: 0.1',
    'timings.sweepOverlapMinutes: must be longer than searchLagSeconds',
  ],
  ['broken YAML', 'accounts:\n', 'accounts\n', 'not valid YAML'],
  ['an alias that leads nowhere', '*rules\n  - name', '*rulez\n  - name', 'not valid YAML: Unresolved alias'],
  [
    'a repeated key',
    'version: 1',
    'version: 1\nversion: 1',
    'c.yaml:2:1 (whole file): not valid YAML: Map keys must be unique',
  ],
];

it.each(MISTAKES)('explains %s', (_what, text, replacement, sentence) => {
  expect(YAML).toContain(text);
  const found = sentences(YAML.replace(text, replacement));

  expect(found).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
});

it('explains only the one mistake that there is', () => {
  expect(sentences(YAML.replace('hold: 30', 'hold: thirty'))).toHaveLength(3); // the anchor is used by three routes
  expect(sentences(YAML.replace('settleSeconds: 0.2', 'settleSeconds: -1'))).toHaveLength(1);
});

it('names ten mistakes of every kind at once, in the order of the file', () => {
  const text = YAML.replace('version: 1', 'version: 3')
    .replace('hash: bbb222', 'hash: BBB')
    .replace('name: Store B', 'name: Store A')
    .replace('apiUrl: http://localhost:4001/', 'apiURL: http://localhost:4001/')
    .replace('STORE_B_TOKEN', 'STORE_C_TOKEN')
    .replace('kind: oauth', 'kind: magic')
    .replace('account: other', 'account: nobody')
    .replace('{ currencies: [EUR] }', '{ currencies: [euro] }')
    .replace('settleSeconds: 0.2', 'settleSeconds: soon');
  const problems = problemsOf(text, { ...ENV, CONNECTOR_HASH_KEY: undefined });

  expect(problems.map((problem) => problem.path)).toEqual([
    'version',
    'stores[1].hash',
    'stores[1]', // no route leads to it any more
    'stores[1].name',
    'stores[1].apiURL',
    'stores[1].tokenEnv',
    'accounts[1].auth.kind',
    'routes[1].account',
    'routes[1].match.currencies[0]',
    'routes[2].store',
    'timings.settleSeconds',
    'CONNECTOR_HASH_KEY',
  ]);
  expect(problems.slice(0, -1).every((problem) => problem.line !== undefined && problem.column !== undefined)).toBe(
    true,
  );
});

it('never shows a secret that was pasted into the file', () => {
  const text = YAML.replace('tokenEnv: STORE_A_TOKEN', 'tokenEnv: xyzzy-token')
    .replace('name: Store B', 'name: Store B\n    token: xyzzy-token')
    .replace('https://use1.brightpearlconnect.com', 'https://me:xyzzy-token@use1.brightpearlconnect.com');
  const found = sentences(text).join('\n');

  expect(found).toContain('stores[0].tokenEnv: is not the name of an environment variable');
  expect(found).not.toContain('xyzzy-token');
});

describe('environment', () => {
  it('reports missing secrets by the name of the variable, and guesses at misspelt ones', () => {
    const { STORE_B_TOKEN: _, ...env } = { ...ENV, STORE_B_TOKN: 'token-of-store-b' };
    const found = sentences(YAML, env);

    expect(found).toEqual([
      'c.yaml:14:5 stores[1].tokenEnv (STORE_B_TOKEN): the environment variable is not set (STORE_B_TOKN is set: is it meant?). Set it to the secret that the file refers to.',
    ]);
  });

  it('wants the commit of the build where a deployment is named', () => {
    const env = { ...ENV, TEMPORAL_DEPLOYMENT_NAME: 'connector' };

    expect(sentences(YAML, env)).toEqual([expect.stringContaining('GIT_SHA: is not set. Set it to the commit')]);
    expect(sentences(YAML, { ...env, GIT_SHA: '0123abc' })).toEqual([]);
  });

  it.each([
    ['CONNECTOR_API_TOKEN', 'short', 'is too short'],
    ['CONNECTOR_DATA_KEYS', 'xyzzy', 'entry 1 is not of the form id:key'],
    ['CONNECTOR_DATA_KEYS', `a:${KEY},a:${KEY}`, 'two keys have the id "a"'],
    ['PAYLOAD_ENCRYPTION_KEYS', 'k1:xyzzy', 'the key "k1" is not 32 bytes of base64'],
    ['CONNECTOR_HASH_KEY', 'xyzzy', 'is not 32 bytes of base64'],
    ['DATABASE_URL', 'mysql://xyzzy', 'is not a PostgreSQL address'],
    ['API_PORT', '70000', 'is not a port'],
    ['API_PORT', 'eighty', 'is not a port'],
    ['LOG_LEVEL', 'loud', 'is not a log level'],
    ['GIT_SHA', 'main', 'is not a commit'],
    ['TEMPORAL_DEPLOYMENT_NAME', 'a b', 'is not a deployment name'],
    ['CONNECTOR_TEMPORAL_UI_URL', 'localhost', 'is not an address'],
  ])('explains a bad %s without showing it (%s)', (name, value, message) => {
    const problems = problemsOf(YAML, { ...ENV, GIT_SHA: '0123abc', [name]: value });

    expect(problems).toEqual([expect.objectContaining({ path: name, message })]);
    expect(JSON.stringify(problems)).not.toContain('xyzzy');
  });
});
