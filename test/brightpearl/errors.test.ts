import { createBrightpearlBudget } from '../../src/brightpearl/transport';
import { remoteErrorOf } from '../http/support/remote-errors';
import { anAccount } from './support/account';

const QUOTA_TEXT = 'You have sent too many requests. Please wait before sending another request';
const quota = (left: number) => ({
  'brightpearl-requests-remaining': String(left),
  'brightpearl-next-throttle-period': '51000',
});
const errors = (code: string, message: string) => ({ errors: [{ code, message }] });

const refusal = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const { client } = await anAccount((_, answer) => answer.json(status, body, headers));
  return {
    read: await remoteErrorOf(client.orders.search({ orderTypeId: 1, externalRef: 'x' })),
    write: await remoteErrorOf(client.orders.setStatus(1, 2)),
  };
};

describe('a recorded refusal', () => {
  it.each([
    [400, errors('ORDC-006', 'You have supplied an invalid order type code'), 'invalid', 'invalid'],
    [404, errors('CMNC-404', 'No Contact Found'), 'not-found', 'not-found'],
    [500, errors('CMNC-018', 'The filter orderStatusId=BAD PARAM cannot be parsed as: INTEGER'), 'invalid', 'invalid'],
    [500, errors('CMNC-044', 'Invalid patch operation (add) for given path (/reference)'), 'invalid', 'invalid'],
    [500, errors('CMNU-003', 'Internal Server Error'), 'unavailable', 'unknown-outcome'],
    [400, errors('WHSB-038', 'warehouse'), 'invalid', 'invalid'],
    [412, errors('ORDC-999', 'version'), 'conflict', 'conflict'],
    [401, { response: 'Authorization token expired' }, 'unauthorized', 'unauthorized'],
    [
      401,
      { response: 'Not authenticated. You must provide a valid authentication token.' },
      'unauthorized',
      'unauthorized',
    ],
    [503, { response: QUOTA_TEXT }, 'throttled', 'throttled'],
    [
      503,
      { response: "This is a response that might have a 503 status but isn't a request cap error" },
      'unavailable',
      'unknown-outcome',
    ],
    [429, {}, 'throttled', 'throttled'],
    [400, { errors: [] }, 'invalid', 'invalid'],
    [500, '{{corrupt', 'unavailable', 'unknown-outcome'],
  ])('of %i %j is %s for a read and %s for a write', async (status, body, read, write) => {
    const result = await refusal(status, body);
    expect([result.read.kind, result.write.kind]).toEqual([read, write]);
  });

  it('keeps the code and the words', async () => {
    const { read } = await refusal(500, errors('CMNC-018', 'The filter x=BAD cannot be parsed'));
    expect(read.fields).toMatchObject({
      code: 'CMNC-018',
      vendorMessage: 'The filter x=BAD cannot be parsed',
      status: 500,
    });
    expect(read.message).toContain('CMNC-018');
  });

  it('says a string response too, and no path with an e-mail address', async () => {
    const { client } = await anAccount((_, answer) => answer.json(401, { response: 'Authorization token expired' }));
    const error = await remoteErrorOf(client.contacts.searchByEmail('ann@example.com'));
    expect(error.message).toBe(
      'brightpearl GET /contact-service/contact-search: 401 (unauthorized): Authorization token expired',
    );
  });
});

describe('a spent quota', () => {
  it('waits the milliseconds of the header', async () => {
    expect((await refusal(503, { response: QUOTA_TEXT }, quota(0))).write.fields.retryAfterMs).toBe(51_000);
  });

  it('is told by the header alone only for reads: the last request allowed answers 0, too', async () => {
    const { read, write } = await refusal(503, {}, quota(0));
    expect([read.kind, write.kind]).toEqual(['throttled', 'unknown-outcome']);
  });

  it('is not what another 503 means on the last request', async () => {
    const { read, write } = await refusal(503, { response: 'Down for maintenance' }, quota(0));
    expect([read.kind, write.kind]).toEqual(['unavailable', 'unknown-outcome']);
  });

  it('is learned from every answer, errors included', async () => {
    const { client, asked } = await anAccount((_, answer) => answer.json(404, errors('CMNC-404', 'None'), quota(0)), {
      budget: createBrightpearlBudget(),
    });
    await client.contacts.readMany([1]);
    expect((await remoteErrorOf(client.contacts.readMany([1]))).kind).toBe('throttled');
    expect(asked).toHaveLength(1);
  });
});

describe('credentials', () => {
  it('of a private app are its reference and the account token', async () => {
    const { client, asked, exchanges } = await anAccount((_, answer) => answer.json(200, { response: [] }));
    await client.referenceData.taxCodes();
    expect(asked[0]?.headers).toMatchObject({
      'brightpearl-app-ref': 'acme_connector',
      'brightpearl-account-token': 'secret-token',
      'content-type': 'application/json',
    });
    expect(JSON.stringify(exchanges)).not.toContain('secret-token');
  });

  it('of an instance app are asked for before every request', async () => {
    let n = 0;
    const accessToken = () => Promise.resolve(`token-${(n += 1)}`);
    const { client, asked, exchanges } = await anAccount((_, answer) => answer.json(200, { response: [] }), {
      auth: { kind: 'oauth', appRef: 'app', devRef: 'dev', tokens: { accessToken, refused: async () => false } },
    });
    await client.referenceData.taxCodes();
    await client.referenceData.taxCodes();
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(asked[0]?.headers).toMatchObject({ 'brightpearl-app-ref': 'app', 'brightpearl-dev-ref': 'dev' });
    expect(JSON.stringify(exchanges)).not.toContain('token-1');
  });
});
