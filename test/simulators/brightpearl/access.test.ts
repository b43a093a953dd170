import { aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const WEEK_S = 604_800;

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator({ quotaPerMinute: 200 });
});
afterEach(() => sim.close());

const anyPath = '/order-service/order/1';
const remaining = (headers: Headers) => Number(headers.get('brightpearl-requests-remaining'));
const instanceId = (headers: Headers) => headers.get('brightpearl-installed-integration-instance-id');

describe('a private app', () => {
  it.each([
    ['no credentials', {}],
    ['a wrong token', { 'brightpearl-app-ref': 'simulated_connector', 'brightpearl-account-token': 'wrong' }],
    ['a wrong app ref', { 'brightpearl-app-ref': 'x', 'brightpearl-account-token': 'simulated-account-token' }],
  ])('is answered 401 with %s, as a text under response', async (_case, headers) => {
    expect(await sim.api('GET', anyPath, undefined, headers)).toMatchObject({
      status: 401,
      body: { response: 'Not authenticated. You must provide a valid authentication token.' },
    });
  });

  it('is answered 401 at another account', async () => {
    const { appRef, token } = sim.simulator.app;
    const headers = { 'brightpearl-app-ref': appRef, 'brightpearl-account-token': token };
    const answer = await fetch(`${sim.url}/public-api/other${anyPath}`, { headers });
    expect(answer.status).toBe(401);
  });
});

describe('the quota', () => {
  it('is told by every answer and spent by refusals too', async () => {
    const first = await sim.api('GET', anyPath);
    const unauthorized = await sim.api('GET', anyPath, undefined, {});
    const missing = await sim.api('GET', '/contact-service/contact/1');
    const nowhere = await sim.api('GET', '/no-service/nothing');
    expect([first, unauthorized, missing, nowhere].map(({ status }) => status)).toEqual([200, 401, 404, 404]);
    expect([first, unauthorized, missing, nowhere].map(({ headers }) => remaining(headers))).toEqual([
      199, 198, 197, 196,
    ]);
    const period = Number(nowhere.headers.get('brightpearl-next-throttle-period'));
    expect(period).toBeGreaterThan(50_000);
    expect(period).toBeLessThanOrEqual(60_000);
  });

  it.each([503 as const, 429 as const])(
    'spent, answers %s with the throttle text until the window ends',
    async (status) => {
      sim.simulator.setSwitches({ throttleStatus: status });
      await sim.control('POST', 'quota', { take: 199 });
      expect((await sim.api('GET', anyPath)).status).toBe(200);
      const refused = await sim.api('POST', '/order-service/sales-order', aSalesOrder());
      expect(refused).toMatchObject({
        status,
        body: { response: 'You have sent too many requests. Please wait before sending another request' },
      });
      expect(remaining(refused.headers)).toBe(0);
      expect(sim.simulator.ledger().salesOrders).toEqual([]);
      sim.simulator.clock.advance(60_000);
      expect(remaining((await sim.api('GET', anyPath)).headers)).toBe(199);
    },
  );

  it('tells real milliseconds when the clock runs fast', async () => {
    sim.simulator.clock.setScale(100);
    const { headers } = await sim.api('GET', anyPath);
    expect(Number(headers.get('brightpearl-next-throttle-period'))).toBeLessThanOrEqual(600);
  });

  it('can be throttled out of turn, without spending it', async () => {
    await sim.control('POST', 'faults', { mode: 'throttle', count: 1 });
    const refused = await sim.api('GET', anyPath);
    expect([refused.status, remaining(refused.headers)]).toEqual([503, 0]);
    expect(remaining((await sim.api('GET', anyPath)).headers)).toBe(199);
  });

  it('lets other 503s be injected, which are no throttle', async () => {
    const body = { response: 'Service is down for maintenance' };
    await sim.control('POST', 'faults', { mode: 'status', status: 503, body, count: 1 });
    expect(await sim.api('GET', anyPath)).toMatchObject({ status: 503, body });
  });
});

describe('the instance id', () => {
  const read = () => sim.refusal('GET', '/integration-service/integration/instance');

  it.each([
    ['oauth-only' as const, null, '404 CMNC-404'],
    ['always' as const, '13', '200 '],
    ['absent' as const, null, '404 CMNC-404'],
  ])('of a private app, when %s', async (instanceIdMode, header, answer) => {
    sim.simulator.setSwitches({ instanceIdMode });
    expect(instanceId((await sim.api('GET', anyPath)).headers)).toBe(header);
    expect(await read()).toBe(answer);
  });
});

describe('an OAuth app', () => {
  const tokenRequest = async (form: Record<string, string>, path = '/token/acme') => {
    const body = new URLSearchParams({ client_id: 'simulated_connector', ...form });
    const answer = await fetch(`${sim.url}${path}`, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as Record<string, string | number> };
  };
  const consent = async () => {
    const query =
      'response_type=code&client_id=simulated_connector&state=s1&redirect_uri=https://connector.example/back';
    const answer = await fetch(`${sim.url}/authorize/acme?${query}`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '');
  };
  const install = async () => {
    const code = (await consent()).searchParams.get('code') ?? '';
    return (
      await tokenRequest({ grant_type: 'authorization_code', code, redirect_uri: 'https://connector.example/back' })
    ).body;
  };
  const refresh = (token: unknown) => tokenRequest({ grant_type: 'refresh_token', refresh_token: String(token) });
  const call = (token: unknown, devRef = 'simulated-developer') =>
    sim.api('GET', anyPath, undefined, {
      authorization: `Bearer ${String(token)}`,
      'brightpearl-dev-ref': devRef,
      'brightpearl-app-ref': 'simulated_connector',
    });

  it('is installed by consent: code, tokens, the host to use and the instance id', async () => {
    expect((await consent()).searchParams.get('state')).toBe('s1');
    const tokens = await install();
    expect(tokens).toMatchObject({
      installation_instance_id: '13',
      api_domain: new URL(sim.url).host,
      token_type: 'Bearer',
      expires_in: WEEK_S,
    });
    const answer = await call(tokens['access_token']);
    expect([answer.status, instanceId(answer.headers)]).toEqual([200, '13']);
  });

  it('has a quota of its own', async () => {
    const { access_token: token } = await install();
    await sim.api('GET', anyPath);
    expect(remaining((await call(token)).headers)).toBe(199);
  });

  it('gets tokens at the other documented address too', async () => {
    const { body } = await sim.control('POST', 'oauth/codes');
    const { code } = body as { code: string };
    expect((await tokenRequest({ grant_type: 'authorization_code', code }, '/acme/oauth/token')).status).toBe(200);
  });

  it('is told when a token is wrong or has expired', async () => {
    const { access_token: token } = await install();
    expect((await call('nonsense')).body).toEqual({ response: 'Invalid instance token: nonsense' });
    expect((await call(token, 'somebody')).status).toBe(401);
    sim.simulator.clock.advance(WEEK_S * 1_000 + 1);
    const expired = await call(token);
    expect(expired).toMatchObject({ status: 401, body: { response: 'Authorization token expired' } });
    expect(instanceId(expired.headers)).toBeNull();
  });

  it('gets a new pair by refreshing, without more life and without the instance id', async () => {
    const first = await install();
    sim.simulator.clock.advance(86_400_000);
    const { body } = await refresh(first['refresh_token']);
    expect(body['expires_in']).toBeLessThanOrEqual(WEEK_S - 86_400);
    expect(body).not.toHaveProperty('installation_instance_id');
    expect((await call(body['access_token'])).status).toBe(200);
    sim.simulator.clock.advance(WEEK_S * 1_000);
    expect((await refresh(body['refresh_token'])).body['expires_in']).toBe(WEEK_S);
  });

  it('gets a whole week by refreshing early when switched so', async () => {
    sim.simulator.setSwitches({ earlyRefresh: 'renews' });
    const first = await install();
    sim.simulator.clock.advance(86_400_000);
    expect((await refresh(first['refresh_token'])).body['expires_in']).toBe(WEEK_S);
  });

  it.each([
    ['refused' as const, 400],
    ['accepted' as const, 200],
  ])('that used a refresh token before is %s', async (usedRefreshToken, status) => {
    sim.simulator.setSwitches({ usedRefreshToken });
    const first = await install();
    await refresh(first['refresh_token']);
    expect((await refresh(first['refresh_token'])).status).toBe(status);
  });

  it.each([
    [{ grant_type: 'authorization_code', code: 'x', client_id: 'other' }, { error: 'invalid_client' }],
    [
      { grant_type: 'authorization_code', code: 'x' },
      { error: 'invalid_grant', error_description: 'The auth token has either expired or does not exist' },
    ],
    [{ grant_type: 'password' }, { error: 'unsupported_grant_type' }],
  ])('is refused tokens for %j', async (form, body) => {
    expect(await tokenRequest(form)).toEqual({ status: 400, body });
  });
});
