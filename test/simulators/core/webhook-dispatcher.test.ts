import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SimClock } from '../../../src/simulators/core/clock';
import { createRng } from '../../../src/simulators/core/rng';
import { WebhookDispatcher, type DispatcherOptions } from '../../../src/simulators/core/webhook-dispatcher';

const MINUTE = 60_000;

let server: Server;
let url: string;
let received: string[];
let status: number;

beforeEach(async () => {
  received = [];
  status = 200;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(`${request.method} ${Buffer.concat(chunks).toString()}`);
      response.writeHead(status, { Location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function dispatcher(options: Partial<DispatcherOptions> = {}) {
  const clock = new SimClock();
  const webhooks = new WebhookDispatcher({ clock, rng: createRng(1), retryDelaysMs: [], ...options });
  const send = (body: string, method?: string) =>
    webhooks.send({ url, body, headers: () => ({}), ...(method ? { method } : {}) });
  return { clock, webhooks, send };
}

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the webhook dispatcher', () => {
  it('delivers and records what became of it', async () => {
    const { webhooks, send } = dispatcher();
    send('one');
    send('two', 'PUT');
    send('', 'GET');
    await webhooks.flush();
    expect(received.toSorted()).toEqual(['GET ', 'POST one', 'PUT two']);
    expect(webhooks.deliveries()).toMatchObject([
      { n: 1, body: 'one', state: 'delivered', attempts: [{ status: 200 }] },
      { n: 2, method: 'PUT', state: 'delivered' },
      { n: 3, method: 'GET', state: 'delivered' },
    ]);
  });

  it.each([500, 302])('retries on the schedule of the vendor after a %d, then gives up', async (answer) => {
    const givenUp: number[] = [];
    const { clock, webhooks, send } = dispatcher({
      retryDelaysMs: [MINUTE, 3 * MINUTE],
      onGivenUp: ({ n }) => void givenUp.push(n),
    });
    status = answer;
    send('x');
    await webhooks.flush();
    expect(webhooks.deliveries()[0]).toMatchObject({ state: 'retrying', attempts: [{ status: answer }] });
    clock.advance(MINUTE);
    await waitUntil(() => webhooks.deliveries()[0]?.attempts.length === 2);
    clock.advance(3 * MINUTE);
    await waitUntil(() => webhooks.deliveries()[0]?.attempts.length === 3);
    expect(webhooks.deliveries()[0]?.state).toBe('given-up');
    expect(givenUp).toEqual([1]);
  });

  it('stops retrying once it was delivered', async () => {
    const { clock, webhooks, send } = dispatcher({ retryDelaysMs: [MINUTE, MINUTE] });
    status = 503;
    send('x');
    await webhooks.flush();
    status = 204;
    clock.advance(MINUTE);
    await waitUntil(() => webhooks.deliveries()[0]?.state === 'delivered');
    clock.advance(10 * MINUTE);
    expect(received).toHaveLength(2);
  });

  it('records an attempt that nobody answered', async () => {
    const { webhooks } = dispatcher();
    webhooks.send({ url: 'http://127.0.0.1:1/', body: '', headers: () => ({}) });
    await webhooks.flush();
    expect(webhooks.deliveries()[0]).toMatchObject({ state: 'given-up', attempts: [{ status: null }] });
  });

  it('drops, duplicates and delays with the chances asked for', async () => {
    const { clock, webhooks, send } = dispatcher();
    webhooks.setFaults({ drop: 1 });
    send('lost');
    webhooks.setFaults({ duplicate: 1 });
    send('twice');
    await webhooks.flush();
    webhooks.setFaults({ delay: 1, delayMs: MINUTE });
    send('late');
    expect(received).toEqual(['POST twice', 'POST twice']);
    clock.advance(MINUTE);
    await webhooks.flush();
    expect(received[2]).toBe('POST late');
    expect(webhooks.deliveries().map(({ state }) => state)).toEqual(['dropped', 'delivered', 'delivered', 'delivered']);
  });

  it('lets later deliveries overtake earlier ones', async () => {
    const { clock, webhooks, send } = dispatcher();
    webhooks.setFaults({ reorder: 1 });
    send('first');
    webhooks.setFaults({ reorder: 0 });
    send('second');
    await waitUntil(() => received.length === 1);
    clock.advance(MINUTE);
    await webhooks.flush();
    expect(received).toEqual(['POST second', 'POST first']);
  });

  it('holds what it is told to, and releases it in any order, twice, or not at all', async () => {
    const { webhooks, send } = dispatcher();
    webhooks.hold();
    for (const body of ['one', 'two', 'three', 'four']) send(body);
    await webhooks.flush();
    expect([received, webhooks.deliveries().map(({ state }) => state)]).toEqual([[], Array(4).fill('held')]);
    await webhooks.release({ order: [3, 1, 3], rest: 'keep' });
    expect(received).toEqual(['POST three', 'POST one', 'POST three']);
    await expect(webhooks.release({ order: [9], rest: 'send' })).rejects.toThrow('Not held: 9');
    await webhooks.release({ order: [4, 1], rest: 'drop' });
    send('five');
    await webhooks.flush();
    expect(received.slice(3)).toEqual(['POST four', 'POST one', 'POST five']);
    expect(webhooks.deliveries().map(({ n, state }) => `${n} ${state}`)).toEqual([
      '1 delivered',
      '2 dropped',
      '3 delivered',
      '4 delivered',
      '5 delivered',
      '6 delivered',
      '7 delivered',
    ]);
    await expect(webhooks.release({ order: [], rest: 'send' })).rejects.toThrow('No webhooks are held');
  });

  it('forgets all when reset', async () => {
    const { clock, webhooks, send } = dispatcher();
    webhooks.setFaults({ delay: 1, delayMs: MINUTE });
    send('late');
    webhooks.reset();
    clock.advance(2 * MINUTE);
    await webhooks.flush();
    expect([received, webhooks.deliveries(), webhooks.faults.delay]).toEqual([[], [], 0]);
  });
});
