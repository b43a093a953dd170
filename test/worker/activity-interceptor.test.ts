import { setTimeout } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import { currentContext, runShared } from '../../src/activities/request-context';
import type { RequestContext } from '../../src/activities/request-context';
import type { OrderKey } from '../../src/domain/ids';
import { RemoteError } from '../../src/domain/remote-error';
import { orderSubject } from '../../src/store/exchanges';
import { activityInterceptors } from '../../src/worker/activity-interceptor';

const KEY: OrderKey = { storeHash: 'abc123', orderId: 10423 };
const ORDER = 'order/abc123/10423';

const remoteError = () =>
  new RemoteError({
    system: 'brightpearl',
    scope: 'acme',
    kind: 'unavailable',
    method: 'GET',
    path: '/order-service/order-search',
    status: 502,
  });

interface Tried {
  /** What the board was told: `marked: …`, `cleared`. */
  readonly board: readonly string[];
  readonly result?: unknown;
  readonly error?: unknown;
}

async function attempt(
  number: number,
  work: () => Promise<unknown>,
  { workflowId = ORDER, boardFails = false } = {},
): Promise<Tried> {
  const board: string[] = [];
  const tell = async (key: OrderKey, what: string) => {
    if (boardFails) throw new Error('the database is away');
    expect(key).toEqual(KEY);
    board.push(what);
  };
  const interceptor = activityInterceptors({
    markRetrying: (key, error) => tell(key, `marked: ${error}`),
    clearRetrying: (key) => tell(key, 'cleared'),
  });
  const environment = new MockActivityEnvironment(
    { attempt: number, activityType: 'planOrder', workflowExecution: { workflowId, runId: 'run-1' } },
    { interceptors: [interceptor], logger: new DefaultLogger('ERROR') },
  );
  try {
    return { board, result: await environment.run(work) };
  } catch (error) {
    return { board, error };
  }
}

describe('around every activity', () => {
  it.each([1, 2])('attempt %d that fails is a hiccup', async (number) => {
    const { board, error } = await attempt(number, () => Promise.reject(remoteError()));
    expect(error).toBeDefined();
    expect(board).toEqual([]);
  });

  it.each([3, 17])('attempt %d that fails is shown on the board, with the reason', async (number) => {
    const { board } = await attempt(number, () => Promise.reject(remoteError()));
    expect(board).toEqual(['marked: brightpearl GET /order-service/order-search: 502 (unavailable)']);
  });

  it('takes it back when a later attempt succeeds', async () => {
    expect(await attempt(4, async () => 'done')).toEqual({ board: ['cleared'], result: 'done' });
    expect(await attempt(1, async () => 'done')).toEqual({ board: [], result: 'done' });
  });

  it('shows nothing for activities of other workflows', async () => {
    const { board } = await attempt(5, () => Promise.reject(remoteError()), { workflowId: 'sweep/abc123/orders' });
    expect(board).toEqual([]);
  });

  it('does not fail an activity because the board cannot be written', async () => {
    const { result } = await attempt(3, async () => 'done', { boardFails: true });
    expect(result).toBe('done');
    const { error } = await attempt(3, () => Promise.reject(remoteError()), { boardFails: true });
    expect(error).toMatchObject({ type: 'RemoteUnavailable' });
  });

  it('turns a remote error into a failure and leaves any other error as it is', async () => {
    const { error } = await attempt(1, () => Promise.reject(remoteError()));
    expect(error).toBeInstanceOf(ApplicationFailure);
    const bug = new TypeError('a bug');
    expect((await attempt(1, () => Promise.reject(bug))).error).toBe(bug);
  });

  it('tells the audit trail what is being worked for, and forgets it afterwards', async () => {
    let seen: RequestContext | undefined;
    await attempt(2, async () => {
      seen = currentContext();
    });
    expect(seen).toEqual({
      workflowId: ORDER,
      runId: 'run-1',
      activity: 'planOrder',
      attempt: 2,
      subjects: new Set([orderSubject(KEY)]),
      signal: expect.any(AbortSignal),
    });
    expect(currentContext()).toBeUndefined();
  });

  it('ends the requests of an attempt with it, but not those that others wait for as well', async () => {
    let signals: readonly (AbortSignal | undefined)[] = [];
    await attempt(1, async () => {
      signals = [currentContext()?.signal, runShared(() => currentContext()?.signal)];
    });
    expect(signals).toEqual([expect.any(AbortSignal), undefined]);
  });
});

it('tells that the attempt lives while a single request takes its time', async () => {
  const beats: unknown[] = [];
  const board = { markRetrying: async () => undefined, clearRetrying: async () => undefined };
  const environment = new MockActivityEnvironment(
    { heartbeatTimeoutMs: 40 },
    { interceptors: [activityInterceptors(board)], logger: new DefaultLogger('ERROR') },
  );
  environment.on('heartbeat', (details: unknown) => beats.push(details));
  await environment.run(async () => {
    while (beats.length < 3) await setTimeout(5);
  });
  expect(beats.length).toBeGreaterThanOrEqual(3);
  const { length } = beats;
  await setTimeout(50);
  expect(beats).toHaveLength(length);
});
