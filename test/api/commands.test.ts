import { TemporalError } from '../../src/temporal/errors';
import type { TemporalErrorKind } from '../../src/temporal/errors';
import { startTestApi } from './support';
import type { TestApi } from './support';

const ORDER = '/api/orders/abc123/10423';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe('a command', () => {
  it('is sent to the workflow, answered with its decision, and recorded with its actor', async () => {
    const { status, json } = await api.call('POST', `${ORDER}/amend`, {
      body: { line: 537, sku: 'MUG-1' },
      headers: { 'x-actor': 'Zoë', 'idempotency-key': 'k-1' },
    });
    expect([status, json]).toEqual([
      200,
      {
        store: 'abc123',
        orderId: 10423,
        accepted: true,
        verb: 'amend',
        decisionId: api.decisions[0]!.id,
        idempotencyKey: 'k-1',
      },
    ]);
    expect(api.commands).toEqual([
      {
        verb: 'amend',
        actor: 'Zoë',
        commandId: 'abc123/10423/amend/k-1',
        arguments: { line: 'line-537', sku: 'MUG-1' },
      },
    ]);
  });

  it('repeated with its Idempotency-Key is answered the same and not sent again', async () => {
    const call = (key: string) =>
      api.call('POST', `${ORDER}/skip`, { body: { reason: 'test' }, headers: { 'idempotency-key': key } });
    const [first, again, other] = [await call('k-1'), await call('k-1'), await call('k-2')];
    expect(again.text).toBe(first.text);
    expect(other.json).not.toEqual(first.json);
    expect(api.commands).toHaveLength(2);
  });

  it('with the Idempotency-Key of other arguments is answered 409', async () => {
    const call = (reason: string) =>
      api.call('POST', `${ORDER}/skip`, { body: { reason }, headers: { 'idempotency-key': 'k' } });
    expect([(await call('a')).status, (await call('b')).status]).toEqual([200, 409]);
  });

  it('without an Idempotency-Key gets one', async () => {
    const [one, two] = [await api.call('POST', `${ORDER}/retry`), await api.call('POST', `${ORDER}/retry`)];
    expect(one.json['idempotencyKey']).not.toEqual(two.json['idempotencyKey']);
  });

  it.each([
    ['amend', {}, 'must amend something'],
    ['amend', { sku: 'X' }, 'body.line'],
    ['amend', { line: 537 }, 'body.line'],
    ['amend', { contactId: -1 }, 'body.contactId'],
    ['amend', { acceptedDifference: { gross: 0.01, tax: '0', nominal: '4000' } }, 'body.acceptedDifference.gross'],
    ['amend', { acceptedDifference: { gross: '1', tax: '0' } }, 'either the nominal'],
    ['amend', { acceptedDifference: { gross: '1', tax: '0', nominal: '4', salesOrderId: 5 } }, 'either the nominal'],
    ['amend', { basis: 'line-applied-discounts' }, 'body.basis'],
    ['amend', { address: {} }, 'body.address'],
    ['amend', { address: { countryIsoCode: 'GB' } }, 'GBR'],
    ['amend', { status: 3 }, 'status'],
    ['skip', { reason: '' }, 'body.reason'],
    ['retry', { force: true }, 'force'],
  ])('%s with %j is answered 400 and not sent', async (verb, body, detail) => {
    const answer = await api.call('POST', `${ORDER}/${verb}`, { body });
    expect([answer.status, answer.json]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining(detail) }),
    ]);
    expect(api.commands).toEqual([]);
  });

  it.each([
    ['x-actor', 'a\tb'],
    ['x-actor', 'x'.repeat(61)],
    ['idempotency-key', 'a b'],
    ['idempotency-key', 'x'.repeat(101)],
  ])('with the header %s %j is answered 400', async (name, value) => {
    expect((await api.call('POST', `${ORDER}/retry`, { headers: { [name]: value } })).status).toBe(400);
  });

  it('for an order that was never seen is answered 404, and sync fetches it', async () => {
    expect((await api.call('POST', '/api/orders/abc123/7/retry')).status).toBe(404);
    expect((await api.call('POST', '/api/orders/abc123/7/sync')).status).toBe(200);
    expect(api.changes).toEqual([{ key: { storeHash: 'abc123', orderId: 7 }, reason: 'operator' }]);
  });

  it.each<[TemporalErrorKind, number]>([
    ['rejected', 422],
    ['no-answer', 504],
    ['not-found', 404],
    ['unavailable', 503],
  ])('that Temporal answers "%s" is answered %i, and recorded so', async (kind, status) => {
    const failing = await startTestApi((deps) => ({
      ...deps,
      orders: { ...deps.orders, command: () => Promise.reject(new TemporalError(kind, 'Because')) },
    }));
    expect((await failing.call('POST', `${ORDER}/retry`)).status).toBe(status);
    expect(failing.actions).toEqual([
      expect.objectContaining({ action: 'retry', subject: 'abc123/10423', outcome: `failed (${status})` }),
    ]);
    await failing.close();
  });
});

describe('a body', () => {
  it.each([
    ['malformed JSON', '{"reason":', 400],
    ['10 MB', `"${'x'.repeat(10 * 1024 * 1024)}"`, 413],
    ['a bare word', '"skip"', 400],
  ])('of %s is answered %i', async (_what, body, status) => {
    expect((await api.call('POST', `${ORDER}/skip`, { body })).status).toBe(status);
  });

  it('is understood as JSON whatever its content type says', async () => {
    await api.call('POST', `${ORDER}/skip`, { body: { reason: 'test' }, headers: { 'content-type': 'text/plain' } });
    expect(api.commands[0]?.arguments).toEqual({ reason: 'test' });
  });
});
