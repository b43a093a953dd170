import { z } from 'zod';
import { RateBudget } from '../../src/http/budget';
import type { Exchange } from '../../src/http/exchange';
import {
  createHttpClient,
  MAX_REQUEST_AGE_MS,
  type HttpClient,
  type HttpClientOptions,
} from '../../src/http/http-client';
import type { HttpRequest } from '../../src/http/http-request';
import { startServer, unusedUrl, type Answering, type Asked } from './support/http-server';
import { remoteErrorOf } from './support/remote-errors';

const anything = z.unknown();
const aRead: HttpRequest<unknown> = { method: 'GET', path: '/things/1', answer: anything };
const aWrite: HttpRequest<unknown> = { method: 'POST', path: '/things', body: { name: 'x' }, answer: anything };

function client(baseUrl: string, more: Partial<HttpClientOptions> = {}) {
  const exchanges: Exchange[] = [];
  const http = createHttpClient({
    system: 'bigcommerce',
    scope: 'abc123',
    baseUrl,
    headers: () => ({ 'x-auth-token': 'secret-token' }),
    observe: (exchange) => void exchanges.push(exchange),
    classify: () => ({}),
    readQuota: () => undefined,
    ...more,
  });
  return { http, exchanges };
}

async function against(
  handler: (asked: Asked, answer: Answering, number: number) => void,
  more: Partial<HttpClientOptions> = {},
) {
  const server = await startServer(handler);
  return { ...client(server.url, more), server };
}

describe('a success', () => {
  it('gives status, headers and the body as the schema makes it', async () => {
    const { http } = await against((_, answer) => answer.json(200, { n: '7' }, { 'x-left': '3' }));
    const answer = z.object({ n: z.coerce.number() });
    const response = await http.request({ ...aRead, answer });
    expect([response.status, response.headers.get('x-left'), response.body]).toEqual([200, '3', { n: 7 }]);
  });

  it('gives undefined for a 204 without a body', async () => {
    const { http } = await against((_, answer) => answer.empty(204));
    expect((await http.request({ ...aRead, answer: z.undefined() })).body).toBeUndefined();
  });

  it('sends JSON with its content type, the credentials, and an encoded query', async () => {
    const { http, server } = await against((_, answer) => answer.json(200, {}));
    await http.request({ ...aWrite, query: { 'id:in': '1,2', at: '2026-01-01T00:00:00+02:00', not: undefined } });
    const [asked] = server.asked;
    expect(asked?.json).toEqual({ name: 'x' });
    expect(asked?.headers).toMatchObject({ 'content-type': 'application/json', 'x-auth-token': 'secret-token' });
    expect([...(asked?.query ?? [])]).toEqual([
      ['id:in', '1,2'],
      ['at', '2026-01-01T00:00:00+02:00'],
    ]);
  });
});

describe('a request that gets no answer', () => {
  const lost = [
    ['the connection is dropped after the request was read', (answer: Answering) => answer.drop()],
    ['the answer breaks off', (answer: Answering) => answer.breakOff()],
    ['no answer comes in time', (answer: Answering) => answer.hang()],
  ] as const;

  it.each(lost)('is unavailable for a read, unknown for a write, when %s', async (_, lose) => {
    const { http, exchanges } = await against((__, answer) => lose(answer), { timeoutMs: 150 });
    expect((await remoteErrorOf(http.request(aRead))).kind).toBe('unavailable');
    expect((await remoteErrorOf(http.request(aWrite))).kind).toBe('unknown-outcome');
    expect(exchanges.map(({ status, error }) => [status, error])).toEqual([
      [undefined, 'unavailable'],
      [undefined, 'unknown-outcome'],
    ]);
  });

  it('is unavailable even for a write when nobody listens', async () => {
    const { http } = client(await unusedUrl());
    const error = await remoteErrorOf(http.request(aWrite));
    expect([error.kind, error.fields.code]).toEqual(['unavailable', 'ECONNREFUSED']);
  });

  it('is unavailable even for a write when the host has no address', async () => {
    const { http } = client('http://no-such-host.invalid');
    expect((await remoteErrorOf(http.request(aWrite))).kind).toBe('unavailable');
  });

  it('says that the deadline passed', async () => {
    const { http } = await against((_, answer) => answer.hang(), { timeoutMs: 50 });
    expect((await remoteErrorOf(http.request(aRead))).fields.code).toBe('TIMEOUT');
    expect(MAX_REQUEST_AGE_MS).toBe(30_000);
  });

  it("throws the caller's reason when the caller aborts, and still audits the exchange", async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const { http, exchanges } = await against(() => abort.abort(reason));
    await expect(http.request({ ...aWrite, signal: abort.signal })).rejects.toBe(reason);
    expect(exchanges.map(({ error }) => error)).toEqual(['unknown-outcome']);
  });

  it('sends nothing for a signal that has aborted already', async () => {
    const { http, server } = await against((_, answer) => answer.json(200, {}));
    await expect(http.request({ ...aRead, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(server.asked).toHaveLength(0);
  });
});

describe('an answer that is no success', () => {
  it.each([
    [400, 'invalid', 'invalid'],
    [401, 'unauthorized', 'unauthorized'],
    [403, 'forbidden', 'forbidden'],
    [404, 'not-found', 'not-found'],
    [409, 'conflict', 'conflict'],
    [412, 'conflict', 'conflict'],
    [422, 'invalid', 'invalid'],
    [423, 'unavailable', 'unavailable'],
    [429, 'throttled', 'throttled'],
    [408, 'unavailable', 'unknown-outcome'],
    [500, 'unavailable', 'unknown-outcome'],
    [501, 'invalid', 'invalid'],
    [502, 'unavailable', 'unknown-outcome'],
    [503, 'unavailable', 'unknown-outcome'],
    [504, 'unavailable', 'unknown-outcome'],
    [302, 'invalid', 'invalid'],
  ])('of status %i is %s for a read, %s for a write', async (status, read, write) => {
    const { http } = await against((_, answer) => answer.empty(status, { location: 'http://elsewhere.invalid/' }));
    expect((await remoteErrorOf(http.request(aRead))).kind).toBe(read);
    expect((await remoteErrorOf(http.request(aWrite))).kind).toBe(write);
  });

  it('is never tried again', async () => {
    const { http, server } = await against((_, answer) => answer.empty(503));
    await remoteErrorOf(http.request(aRead));
    expect(server.asked).toHaveLength(1);
  });

  it('is what the vendor makes of it', async () => {
    const classify = () => ({
      kind: 'invalid' as const,
      code: 'X-1',
      message: 'no ann@example.com here',
      retryAfterMs: 5,
    });
    const { http } = await against((_, answer) => answer.json(500, {}, { 'x-request-id': 'r-1' }), { classify });
    expect((await remoteErrorOf(http.request(aWrite))).fields).toEqual({
      system: 'bigcommerce',
      scope: 'abc123',
      kind: 'invalid',
      method: 'POST',
      path: '/things',
      status: 500,
      code: 'X-1',
      vendorMessage: 'no [e-mail] here',
      requestId: 'r-1',
      retryAfterMs: 5,
    });
  });
});

describe('a refusal that tells what was done', () => {
  const partial = { status: 422, answer: z.object({ done: z.number() }) };
  const asked = { ...aWrite, answer: partial.answer, partial };

  it('is an answer', async () => {
    const { http, exchanges } = await against((_, answer) => answer.json(422, { done: 2 }));
    const { status, body } = await http.request(asked);
    expect([status, body]).toEqual([422, { done: 2 }]);
    expect(exchanges[0]).toMatchObject({ status: 422, responseBody: { done: 2 } });
  });

  it.each([
    [422, { title: 'No' }],
    [400, { done: 2 }],
  ])('is a refusal like others as %i %j', async (status, body) => {
    const { http } = await against((_, answer) => answer.json(status, body));
    expect((await remoteErrorOf(http.request(asked))).kind).toBe('invalid');
  });
});

describe('a success with another body than expected', () => {
  const answer = z.object({ response: z.array(z.object({ net: z.string() })) });

  it('names the field, and its body stays in the exchange', async () => {
    const body = { response: [{ net: '1.00' }, { net: 5 }] };
    const { http, exchanges } = await against((_, answering) => answering.json(200, body));
    const error = await remoteErrorOf(http.request({ ...aRead, answer }));
    expect(error.kind).toBe('unexpected-body');
    expect(error.fields.vendorMessage).toContain('response[1].net');
    expect(exchanges[0]).toMatchObject({ status: 200, responseBody: body, error: 'unexpected-body' });
  });

  it('is an error when it is no JSON', async () => {
    const { http } = await against((_, answering) => answering.text(200, '<html>maintenance</html>'));
    expect((await remoteErrorOf(http.request({ ...aRead, answer }))).kind).toBe('unexpected-body');
  });
});

describe('what is done directly before a request leaves', () => {
  it('comes after everything that takes time, and keeps the request back by failing', async () => {
    const steps: string[] = [];
    const headers = async () => {
      steps.push('headers');
      return {};
    };
    const { http } = await against((_, answer) => [steps.push('sent'), answer.json(200, {})], { headers });
    const ready = async () => void steps.push('ready');
    await http.request({ ...aWrite, beforeSend: ready });
    const taken = new Error('taken over');
    await expect(http.request({ ...aWrite, beforeSend: () => Promise.reject(taken) })).rejects.toBe(taken);
    expect(steps).toEqual(['headers', 'ready', 'sent', 'headers']);
  });

  it('gives the place in the budget back when nothing was sent', async () => {
    const budget = new RateBudget({ windowMs: 60_000, quota: 100 });
    budget.acquire('operator', 1);
    budget.answered({ left: 1, resetsInMs: 50_000 });
    const { http } = await against((_, answer) => answer.json(200, {}), { pace: { budget, lane: 'operator' } });
    await expect(http.request({ ...aWrite, beforeSend: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
    expect((await http.request(aWrite)).status).toBe(200);
  });
});

describe('the end of the work that requests are for', () => {
  it('leaves the outcome of a write unknown, and of a read none', async () => {
    const work = new AbortController();
    const { http, exchanges } = await against(() => work.abort(new Error('timed out')), { signal: () => work.signal });
    expect((await remoteErrorOf(http.request(aWrite))).kind).toBe('unknown-outcome');
    expect(exchanges).toEqual([expect.objectContaining({ error: 'unknown-outcome' })]);
  });

  it('lets nothing be sent any more', async () => {
    const { http, server } = await against((_, answer) => answer.json(200, {}), { signal: () => AbortSignal.abort() });
    const beforeSend = jest.fn();
    const error = await remoteErrorOf(http.request({ ...aWrite, beforeSend }));
    expect(error.fields).toMatchObject({ kind: 'unavailable', code: 'ABORTED' });
    expect([server.asked.length, beforeSend.mock.calls.length]).toEqual([0, 0]);
  });
});

describe('a refusal of the credentials', () => {
  const refusing = (renew?: HttpClientOptions['renew']) => against((_, answer) => answer.json(401, {}), { renew });

  it('is no more than unavailable when there will be others', async () => {
    const renew = jest.fn(async () => true);
    const { http, exchanges } = await refusing(renew);
    expect((await remoteErrorOf(http.request(aWrite))).fields).toMatchObject({ kind: 'unavailable', status: 401 });
    expect(renew).toHaveBeenCalledWith(expect.objectContaining({ 'x-auth-token': 'secret-token' }));
    expect(exchanges).toEqual([expect.objectContaining({ error: 'unauthorized' })]);
  });

  it('is unauthorized when there will not', async () => {
    for (const renew of [undefined, async () => false]) {
      const { http } = await refusing(renew);
      expect((await remoteErrorOf(http.request(aWrite))).kind).toBe('unauthorized');
    }
  });
});

describe('the audit', () => {
  it('sees the request and its answer without credentials', async () => {
    const { http, exchanges } = await against(
      (_, answer) => answer.json(200, { ok: 1 }, { 'set-cookie': 'session=1' }),
      {
        headers: () => ({
          'X-Auth-Token': 't',
          Authorization: 'Bearer t',
          'brightpearl-account-token': 't',
          'brightpearl-app-ref': 'a',
          'x-other': 'o',
        }),
      },
    );
    await http.request({ ...aWrite, query: { page: 2 } });
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      system: 'bigcommerce',
      scope: 'abc123',
      method: 'POST',
      path: '/things?page=2',
      status: 200,
      requestBody: { name: 'x' },
      responseBody: { ok: 1 },
    });
    expect(exchanges[0]?.requestHeaders).toMatchObject({
      'x-auth-token': '[redacted]',
      authorization: '[redacted]',
      'brightpearl-account-token': '[redacted]',
      'brightpearl-app-ref': '[redacted]',
      'x-other': 'o',
    });
    expect(exchanges[0]?.responseHeaders['set-cookie']).toBe('[redacted]');
    expect(exchanges[0]?.startedAt).toBeInstanceOf(Date);
    expect(exchanges[0]).not.toHaveProperty('error');
  });

  it('gets neither body of a request that carries credentials', async () => {
    const { http, exchanges } = await against((_, answer) => answer.json(200, { access_token: 'a' }));
    await http.request({
      method: 'POST',
      path: '/token',
      form: { refresh_token: 'r' },
      answer: anything,
      secret: true,
    });
    expect([exchanges[0]?.requestBody, exchanges[0]?.responseBody]).toEqual(['[redacted]', '[redacted]']);
  });

  it('changes no outcome by failing, and is waited for', async () => {
    let finished = false;
    const observe = async () => {
      await Promise.resolve();
      finished = true;
      throw new Error('disk full');
    };
    const { http } = await against((_, answer) => answer.json(200, {}), { observe });
    expect((await http.request(aRead)).status).toBe(200);
    expect(finished).toBe(true);
  });
});

describe('the budget', () => {
  const spent = () => {
    const budget = new RateBudget({ windowMs: 60_000, quota: 100, random: () => 0.5 });
    budget.acquire('operator', 1);
    budget.answered({ left: 3, resetsInMs: 40_000 });
    return budget;
  };

  it('stops a request before it is sent, and says when to come back', async () => {
    const pace = { budget: spent(), lane: 'operator' as const };
    const { http, server, exchanges } = await against((_, answer) => answer.json(200, {}), { pace });
    const error = await remoteErrorOf(http.withRoom(5, async () => undefined));
    expect(error.kind).toBe('throttled');
    expect(error.fields.retryAfterMs).toBeGreaterThan(65_000);
    expect([server.asked.length, exchanges.length]).toEqual([0, 0]);
  });

  it('is asked once for work that needs several requests', async () => {
    const pace = { budget: spent(), lane: 'operator' as const };
    const { http, server } = await against((_, answer) => answer.json(200, {}), { pace });
    await http.withRoom(3, async (room) => {
      await expect(http.request(aRead)).rejects.toMatchObject({ kind: 'throttled' });
      for (let n = 0; n < 3; n += 1) await room.request(aRead);
      await expect(room.request(aRead)).rejects.toMatchObject({ kind: 'throttled' });
    });
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ['does not need', async (_room: HttpClient) => undefined],
    ['fails before it needs', (_room: HttpClient) => Promise.reject(new Error('no'))],
  ])('gets back what such work %s', async (_case, work) => {
    const pace = { budget: spent(), lane: 'operator' as const };
    const { http } = await against((_, answer) => answer.json(200, {}), { pace });
    let kept: HttpClient | undefined;
    await http
      .withRoom(3, (room) => {
        kept = room;
        return work(room);
      })
      .catch(() => undefined);
    expect(pace.budget.acquire('operator', 3).waitMs).toBe(0);
    await expect(kept?.request(aRead)).rejects.toMatchObject({ kind: 'throttled' });
  });

  it('is waited for in process when the wait is short', async () => {
    const budget = new RateBudget({ windowMs: 60_000, quota: 100 });
    budget.acquire('operator', 1);
    budget.answered({ left: 0, resetsInMs: 100 });
    const { http } = await against((_, answer) => answer.json(200, {}), { pace: { budget, lane: 'operator' } });
    expect((await http.request(aRead)).status).toBe(200);
  });

  it('stops waiting when the caller aborts', async () => {
    const budget = new RateBudget({ windowMs: 60_000, quota: 100 });
    budget.acquire('operator', 1);
    budget.answered({ left: 0, resetsInMs: 1_500 });
    const { http } = await against((_, answer) => answer.json(200, {}), { pace: { budget, lane: 'operator' } });
    const abort = new AbortController();
    const waiting = http.request({ ...aRead, signal: abort.signal });
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });

  it('learns from what answers say', async () => {
    const budget = new RateBudget({ windowMs: 60_000, quota: 100 });
    const pace = { budget, lane: 'operator' as const };
    const readQuota = () => ({ left: 0, resetsInMs: 50_000 });
    const { http } = await against((_, answer) => answer.json(200, {}), { pace, readQuota });
    await http.request(aRead);
    await expect(http.request(aRead)).rejects.toMatchObject({ kind: 'throttled' });
  });
});
