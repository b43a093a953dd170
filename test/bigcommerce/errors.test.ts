import { createBigCommerceBudget } from '../../src/bigcommerce/transport';
import { remoteErrorOf } from '../http/support/remote-errors';
import { aStore } from './support/store';

const refusal = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const { client } = await aStore((_, answer) => answer.json(status, body, headers));
  return {
    read: await remoteErrorOf(client.orders.get(100)),
    write: await remoteErrorOf(client.orders.setStatus(100, 5)),
  };
};

describe('the words of a refusal', () => {
  it.each([
    [
      'a V2 array',
      [{ status: 404, message: 'The requested resource was not found.' }],
      'The requested resource was not found.',
    ],
    [
      'a V2 validation error',
      [{ status: 400, message: "The field 'product_id' cannot be written to.", details: { field: 'x' } }],
      "The field 'product_id' cannot be written to.",
    ],
    [
      'a V3 object',
      { status: 422, title: 'Create customers failed.', type: '/docs', errors: { '.customer_create': 'bad e-mail' } },
      'Create customers failed.; .customer_create: bad e-mail',
    ],
    [
      'problem+json with a detail',
      { status: 400, title: 'Input is invalid', type: 'x', detail: 'Syntax error' },
      'Input is invalid; Syntax error',
    ],
    ['batch errors', { batch_errors: [{ title: 'Bad price', errors: { sku: 'unknown' } }] }, 'Bad price; sku: unknown'],
    ['a list of messages', { title: 'No', errors: ['first', 'second'] }, 'No; first; second'],
    ['an HTML page', '<html>', undefined],
  ])('are read from %s', async (_, body, expected) => {
    expect((await refusal(400, body)).read.fields.vendorMessage).toBe(expected);
  });

  it('include the code and the wait of the gateway', async () => {
    const body = { error: { code: 'SERVICE_DEGRADED', message: 'Try later', retry_after_seconds: 30 } };
    const { read, write } = await refusal(503, body);
    expect(read.fields).toMatchObject({ kind: 'unavailable', code: 'SERVICE_DEGRADED', retryAfterMs: 30_000 });
    expect(write.kind).toBe('unknown-outcome');
  });
});

describe('a spent quota', () => {
  const quota = { 'x-rate-limit-requests-left': '0', 'x-rate-limit-time-reset-ms': '12000' };

  it.each([429, 503])('is throttled until the window resets, for writes too (%i)', async (status) => {
    const { read, write } = await refusal(status, {}, quota);
    expect(read.fields).toMatchObject({ kind: 'throttled', retryAfterMs: 12_000 });
    expect(write.kind).toBe('throttled');
  });

  it('takes X-Retry-After, in seconds, where the window is not told', async () => {
    expect((await refusal(429, {}, { 'x-retry-after': '15' })).read.fields.retryAfterMs).toBe(15_000);
  });

  it('is throttled without a wait when no header tells one', async () => {
    expect((await refusal(429, { title: 'Too many requests' })).write.fields).toEqual(
      expect.objectContaining({ kind: 'throttled', vendorMessage: 'Too many requests' }),
    );
  });

  it('is not what a 503 means that merely carries the quota headers', async () => {
    const headers = { ...quota, 'x-rate-limit-requests-left': '140' };
    const { read, write } = await refusal(503, {}, headers);
    expect([read.kind, write.kind]).toEqual(['unavailable', 'unknown-outcome']);
  });

  it('holds back the next request when an answer told it', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, { time: 1 }, quota), {
      budget: createBigCommerceBudget(),
    });
    await client.store.time();
    expect((await remoteErrorOf(client.store.time())).kind).toBe('throttled');
    expect(asked).toHaveLength(1);
  });
});
