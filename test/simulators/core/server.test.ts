import { createRng } from '../../../src/simulators/core/rng';
import { createRouter, type Route } from '../../../src/simulators/core/http';
import { createSimulatorApp, type RunningSimulator, type SimulatorApp } from '../../../src/simulators/core/server';
import { RequestLog } from '../../../src/simulators/core/request-log';
import { SimClock } from '../../../src/simulators/core/clock';
import { WebhookDispatcher } from '../../../src/simulators/core/webhook-dispatcher';

let applied: string[];
let simulator: SimulatorApp;
let running: RunningSimulator;

const routes: Route[] = [
  { method: 'GET', path: '/things/{id}', handle: ({ params }) => ({ status: 200, body: params }) },
  {
    method: 'POST',
    path: '/things/{id}',
    handle: ({ params, body, malformed }) => {
      applied.push(params['id'] ?? '');
      return { status: 201, headers: { 'X-Seen': 'yes' }, body: { got: body, malformed } };
    },
  },
  {
    method: 'GET',
    path: '/broken',
    handle: () => {
      throw new Error('a bug');
    },
  },
];

beforeEach(async () => {
  applied = [];
  const clock = new SimClock();
  const rng = createRng(1);
  simulator = createSimulatorApp({
    name: 'toy',
    clock,
    rng,
    webhooks: new WebhookDispatcher({ clock, rng, retryDelaysMs: [] }),
    throttleAnswer: () => ({ status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' }),
    router: createRouter({ routes, notFound: () => ({ status: 404, body: { error: 'nothing here' } }) }),
    control: { routes: [], reset: () => applied.splice(0) },
  });
  running = await simulator.listen(0);
});

afterEach(() => running.close());

const post = (id: string, body: unknown = {}) =>
  fetch(`${running.url}/things/${id}`, { method: 'POST', body: JSON.stringify(body) });
const control = (method: string, path: string, body?: unknown) =>
  fetch(`${running.url}/_sim/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a simulator server', () => {
  it('routes by template, decodes parts and passes the body on', async () => {
    expect(await (await fetch(`${running.url}/things/a%20b`)).json()).toEqual({ id: 'a b' });
    const answer = await post('1', { x: [1] });
    expect([answer.status, answer.headers.get('x-seen')]).toEqual([201, 'yes']);
    expect(await answer.json()).toEqual({ got: { x: [1] }, malformed: false });
  });

  it('marks a body that is not JSON and answers unknown paths as the vendor does', async () => {
    const answer = await fetch(`${running.url}/things/1`, { method: 'POST', body: '{' });
    expect(await answer.json()).toEqual({ malformed: true });
    expect((await fetch(`${running.url}/nowhere`)).status).toBe(404);
  });

  it('names itself and the request when a route fails', async () => {
    const answer = await fetch(`${running.url}/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('The toy simulator failed on GET /broken: a bug');
  });

  it('counts requests by template and keeps what became of each', async () => {
    await post('1');
    await fetch(`${running.url}/things/2?full=1`);
    const seen = (await (await control('GET', 'requests')).json()) as { counts: unknown; requests: unknown[] };
    expect(seen.counts).toEqual({ 'GET /things/{id}': 1, 'POST /things/{id}': 1 });
    expect(seen.requests).toMatchObject([
      { n: 1, method: 'POST', path: '/things/1', status: 201, applied: true },
      { n: 2, method: 'GET', path: '/things/2?full=1', status: 200, applied: true },
    ]);
    await control('DELETE', 'requests');
    expect(simulator.requests.total).toBe(0);
  });
});

describe('faults', () => {
  it('answers a status without applying, as often as asked', async () => {
    await control('POST', 'faults', {
      method: 'POST',
      path: '/things*',
      mode: 'status',
      status: 503,
      count: 2,
      body: 'x',
    });
    expect([(await post('1')).status, (await post('2')).status, (await post('3')).status]).toEqual([503, 503, 201]);
    expect(applied).toEqual(['3']);
  });

  it('leaves the first matches alone and other requests untouched', async () => {
    simulator.faults.add({ path: '/things/\\d+$', mode: 'status', status: 500, after: 1, count: 1 });
    expect([(await post('1')).status, (await post('x')).status, (await post('2')).status]).toEqual([201, 201, 500]);
  });

  it("answers the vendor's throttle", async () => {
    simulator.faults.add({ mode: 'throttle', count: 1 });
    const answer = await post('1');
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '7', 'slow down']);
    expect(applied).toEqual([]);
  });

  it('drops the connection without applying', async () => {
    simulator.faults.add({ mode: 'drop-before', count: 1 });
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect(applied).toEqual([]);
    expect(simulator.requests.entries()).toMatchObject([{ status: null, applied: false }]);
  });

  it('applies and then drops the connection', async () => {
    simulator.faults.add({ mode: 'apply-then-drop', count: 1 });
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect(applied).toEqual(['1']);
    expect(simulator.requests.entries()).toMatchObject([{ status: null, applied: true }]);
  });

  it('drops the connection and applies later', async () => {
    // Far longer than it takes to see that the connection is gone.
    simulator.faults.add({ mode: 'drop-then-apply-later', delayMs: 1_000, count: 1 });
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect(applied).toEqual([]);
    await waitUntil(() => applied.length === 1);
    expect(simulator.requests.entries()).toMatchObject([{ status: null, applied: true }]);
  });

  it('forgets what it would have applied later when the simulator was reset meanwhile', async () => {
    simulator.faults.add({ mode: 'drop-then-apply-later', delayMs: 20, count: 1 });
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect((await control('POST', 'reset')).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(applied).toEqual([]);
  });

  it('delays and then goes on', async () => {
    simulator.faults.add({ mode: 'delay', delayMs: 30, count: 1 });
    const before = performance.now();
    expect((await post('1')).status).toBe(201);
    expect(performance.now() - before).toBeGreaterThanOrEqual(28);
  });

  it('lists, replaces and deletes faults, and refuses what is none', async () => {
    await control('POST', 'faults', { id: 'mine', mode: 'delay' });
    await control('POST', 'faults', { id: 'mine', mode: 'throttle' });
    expect(await (await control('GET', 'faults')).json()).toEqual({
      faults: [{ id: 'mine', mode: 'throttle', seen: 0, struck: 0 }],
    });
    expect((await control('DELETE', 'faults/mine')).status).toBe(204);
    expect((await control('DELETE', 'faults/mine')).status).toBe(404);
    const refused = await control('POST', 'faults', { mode: 'explode' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('mode');
    expect((await control('POST', 'faults', { mode: 'delay', path: '(' })).status).toBe(400);
  });

  it('strikes the same requests again for the same seed', () => {
    const strikes = () => {
      const engine = createSimulatorFaults(7);
      return Array.from({ length: 20 }, () => engine.strike('GET', '/a') !== undefined);
    };
    expect(strikes()).toEqual(strikes());
    expect(new Set(strikes()).size).toBe(2);
  });
});

describe('the control API', () => {
  it('shows and moves the clock', async () => {
    const at = async (body?: object) =>
      (await (await control(body ? 'POST' : 'GET', 'clock', body)).json()) as { now: string; scale: number };
    const before = await at();
    const after = await at({ advanceMs: 3_600_000, scale: 2 });
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3_600_000);
    expect([before.scale, after.scale]).toEqual([1, 2]);
  });

  it('shows and sets the faults of webhooks', async () => {
    expect(await (await control('POST', 'webhook-faults', { drop: 0.5 })).json()).toMatchObject({
      drop: 0.5,
      delay: 0,
    });
    expect(await (await control('GET', 'webhook-faults')).json()).toMatchObject({ drop: 0.5 });
    expect(await (await control('POST', 'webhooks/flush')).json()).toEqual({ deliveries: 0 });
    expect(await (await control('GET', 'webhooks')).json()).toEqual({ deliveries: [] });
  });

  it('says who it is', async () => {
    expect(await (await control('GET', 'health')).json()).toEqual({ name: 'toy', status: 'up' });
  });

  it.each([
    ['clock', { advanceMs: -1 }, 'advanceMs'],
    ['clock', { speed: 2 }, 'speed'],
    ['webhook-faults', { drop: 2 }, 'drop'],
  ])('refuses POST %s with %j', async (path, body, field) => {
    const answer = await control('POST', path, body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(field)]);
  });

  it('refuses what is not JSON, and routes it does not have', async () => {
    const answer = await fetch(`${running.url}/_sim/clock`, { method: 'POST', body: '{' });
    expect(await answer.json()).toEqual({ error: 'The body is not JSON' });
    expect((await control('GET', 'nothing')).status).toBe(404);
  });

  it('stays usable when every request fails, and is not counted', async () => {
    simulator.faults.add({ mode: 'drop-before' });
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect((await post('1')).status).toBe(201);
    expect(simulator.requests.total).toBe(2);
  });
});

describe('the request log', () => {
  it('keeps the last entries and counts all', () => {
    const log = new RequestLog(2);
    for (const path of ['/a', '/b', '/c']) log.open({ at: '', method: 'GET', path, template: path });
    expect(log.entries().map(({ n, path }) => `${n} ${path}`)).toEqual(['2 /b', '3 /c']);
    expect([log.total, log.counts()]).toEqual([3, { 'GET /a': 1, 'GET /b': 1, 'GET /c': 1 }]);
  });
});

describe('a server', () => {
  it('destroys open connections when it is closed', async () => {
    simulator.faults.add({ mode: 'delay', delayMs: 60_000 });
    const hanging = post('1');
    const refused = expect(hanging).rejects.toThrow('fetch failed');
    await waitUntil(() => simulator.requests.total === 1);
    await running.close();
    await refused;
  });
});

describe('harness hooks', () => {
  it('run before a request is applied and before its answer is sent', async () => {
    const order: string[] = [];
    simulator.hooks.beforeRequest = (info) => void order.push(`before ${info.n} ${info.template} ${applied.length}`);
    simulator.hooks.afterApplied = (info) => void order.push(`after ${info.n} ${applied.length}`);
    await post('1');
    expect(order).toEqual(['before 1 /things/{id} 0', 'after 1 1']);
  });

  it('may drop a request unapplied, or its answer', async () => {
    simulator.hooks.beforeRequest = ({ n }) => (n === 1 ? 'drop' : undefined);
    simulator.hooks.afterApplied = () => 'drop';
    await expect(post('1')).rejects.toThrow('fetch failed');
    expect(applied).toEqual([]);
    await expect(post('2')).rejects.toThrow('fetch failed');
    expect(applied).toEqual(['2']);
  });
});

function createSimulatorFaults(seed: number) {
  const clock = new SimClock();
  const rng = createRng(seed);
  const { faults } = createSimulatorApp({
    name: 'toy',
    clock,
    rng,
    webhooks: new WebhookDispatcher({ clock, rng, retryDelaysMs: [] }),
    throttleAnswer: () => ({ status: 429 }),
    router: createRouter({ routes: [], notFound: () => ({ status: 404 }) }),
    control: { routes: [], reset: () => undefined },
  });
  faults.add({ mode: 'throttle', probability: 0.5 });
  return faults;
}
