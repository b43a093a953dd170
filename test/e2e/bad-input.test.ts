/** What a stranger, a broken program or a tired person sends, and what each is answered. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connector } from './support/built-connector';
import { DevProcess } from './support/dev-process';
import { send } from './support/http';
import { anOrder } from './support/orders';
import { World } from './support/world';

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(() => world.end());

const hook = (store = world.storeHash): string => `${world.where.api.url}/webhooks/bigcommerce/${store}`;

const event = () => ({
  scope: 'store/order/updated',
  producer: `stores/${world.storeHash}`,
  hash: 'abc',
  created_at: 1,
  store_id: '1',
  data: { type: 'order', id: 4711 },
});

describe('a webhook', () => {
  test('with a forged signature is answered 401 and starts nothing', async () => {
    const headers = {
      'webhook-id': '1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': 'v1,c29tZWJvZHkgZWxzZQ==',
    };
    const answer = await send<{ title: string }>('POST', hook(), { body: event(), headers });
    expect(answer).toMatchObject({ status: 401, body: { title: 'Not authorized' } });
    expect(await world.detail(4711)).toBeUndefined();
  });

  test('without any proof is answered 401, before anything is made of its body', async () => {
    expect((await send('POST', hook(), { body: event() })).status).toBe(401);
    expect((await send('POST', hook(), { body: '{"scope": ' })).status).toBe(401);
  });

  test('of 10 MB is answered 413', async () => {
    const answer = await send<{ title: string }>('POST', hook(), {
      body: { ...event(), more: 'x'.repeat(10_000_000) },
    });
    expect(answer).toMatchObject({ status: 413, body: { title: 'The body is too large' } });
  });

  test('for a store that is not configured is answered 404', async () => {
    const answer = await send<{ detail: string }>('POST', hook('nostore'), { body: event() });
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toContain('nostore');
  });

  test('of Brightpearl without its secret is answered 401, for an unknown account 404', async () => {
    const { api, brightpearl } = world.where;
    const body = { fullEvent: 'order.modified.order-status', id: '501' };
    expect(
      (await send('POST', `${api.url}/webhooks/brightpearl/${brightpearl.account}?secret=x`, { body })).status,
    ).toBe(401);
    expect((await send('POST', `${api.url}/webhooks/brightpearl/nobody`, { body })).status).toBe(404);
  });
});

describe('the operations API', () => {
  test('answers malformed JSON 400, 10 MB 413, an unknown store 404 and an unknown order 404', async () => {
    const skip = `/orders/${world.storeHash}/4711/skip`;
    expect(await world.ask('POST', skip, { body: '{"reason": ' })).toMatchObject({ status: 400 });
    expect(await world.ask('POST', skip, { body: { reason: 'x'.repeat(10_000_000) } })).toMatchObject({ status: 413 });
    expect(await world.ask('GET', '/orders/nostore/1')).toMatchObject({ status: 404 });
    expect(await world.ask('POST', skip, { body: {} })).toMatchObject({ status: 404 });
  });

  test('names every fault of a body at once', async () => {
    const answer = await world.ask<{ errors: { path: string }[] }>('POST', `/orders/${world.storeHash}/1/amend`, {
      body: { line: 'x y', contactId: -1, colour: 'red' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ path }) => path)).toEqual(expect.arrayContaining(['body.line', 'body.contactId']));
    expect(JSON.stringify(answer.body)).toContain('colour');
  });

  test('answers nobody without its token', async () => {
    const { url } = world.where.api;
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic YTpi' }]) {
      expect((await send('GET', `${url}/api/state`, { headers })).status).toBe(401);
    }
  });

  test('goes on working after all that', async () => {
    await world.synced(await world.store.place(anOrder()));
  });
});

/** Each line with a mistake says which. */
const TEN_MISTAKES = `
version: 1
colour: red                               # 1 an unknown key
stores:
  - hash: NOT A HASH                      # 2
    name: First
    apiUrl: ftp://example.com             # 3
    tokenEnv: lower-case                  # 4
    cutover: yesterday                    # 5
accounts:
  - code: acme
    name: Acme
    apiUrl: https://example.com
    auth: { kind: password }              # 6
    closedUntil: 2026-02-31               # 7
routes:
  - name: Big Route                       # 8
    store: nostore                        # 9
    account: acme
    default: true
    rules:
      brightpearl: { channelId: 1, warehouseId: 2 }
      statuses: { hold: 3 }
      tax: { default: T, zeroRated: NT, outOfScope: '-' }
timings:
  sweepMinutes: often                     # 10
`;

test('a configuration with ten mistakes has all ten named, each with its line and its fix', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'connector-e2e-'));
  const file = join(folder, 'connector.yaml');
  writeFileSync(file, TEN_MISTAKES);
  const run = await connector(['config', 'check', file, '--json']);
  expect(run.code).toBe(1);
  const { problems } = JSON.parse(run.out) as { problems: { path: string; line?: number; fix: string }[] };
  const marked = TEN_MISTAKES.split('\n').flatMap((line, index) => (/# \d/.test(line) ? [index + 1] : []));
  const named = problems.flatMap(({ line }) => line ?? []);
  expect([...new Set(named)].sort((a, b) => a - b)).toEqual(marked);
  for (const { fix } of problems) expect(fix).not.toBe('');

  const text = await connector(['config', 'check', file]);
  expect(text.code).toBe(1);
  expect(text.out).toContain(`${problems.length} problems`);
  rmSync(folder, { recursive: true });
});

test('a second connector on the same data directory is refused with a reason, and the first goes on', async () => {
  const second = DevProcess.launch(world.dev.dataDir);
  const code = await second.ended;
  expect(code).not.toBe(0);
  expect(second.complaints).toContain(`already in use by process ${world.dev.pid}`);
  expect(second.complaints).toContain('another data directory');
  expect(second.complaints).not.toContain('    at ');
  expect(second.output).toEqual([]);

  expect(await world.serves()).toBe(true);
  await world.synced(await world.store.place(anOrder()));
  // Nor did it touch what the first one wrote.
  expect((await world.cli('orders', 'list')).code).toBe(0);
});
