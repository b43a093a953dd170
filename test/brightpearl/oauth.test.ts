import { exchangeCode, refreshTokens, type OAuthOptions } from '../../src/brightpearl/oauth';
import type { Exchange } from '../../src/http/exchange';
import { startServer, type Answering } from '../http/support/http-server';
import { remoteErrorOf } from '../http/support/remote-errors';

const tokens = {
  access_token: 'access-2',
  refresh_token: 'refresh-2',
  api_domain: 'ws-use.brightpearl.com',
  token_type: 'Bearer',
  expires_in: 537_227,
};

async function endpoint(respond: (answer: Answering) => void, more: Partial<OAuthOptions> = {}) {
  const { url, asked } = await startServer((_, answer) => respond(answer));
  const exchanges: Exchange[] = [];
  const observe = (exchange: Exchange) => void exchanges.push(exchange);
  return {
    options: { tokenUrl: `${url}/token/acme`, account: 'acme', appRef: 'app', observe, ...more },
    asked,
    exchanges,
  };
}

it('refreshes with an encoded form, and believes the life the answer gives', async () => {
  const { options, asked } = await endpoint((answer) => answer.json(200, tokens));
  const before = Date.now();
  const refreshed = await refreshTokens(options, 'refresh/1+=&');
  expect(refreshed).toEqual({
    accessToken: 'access-2',
    refreshToken: 'refresh-2',
    apiDomain: 'ws-use.brightpearl.com',
    expiresAt: expect.any(Date) as Date,
  });
  expect(refreshed.expiresAt.getTime() - before).toBeGreaterThanOrEqual(537_227_000);
  expect([asked[0]?.method, asked[0]?.path]).toEqual(['POST', '/token/acme']);
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.text))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh/1+=&',
    client_id: 'app',
  });
});

it('exchanges the code of an installation, with the secret of a confidential app', async () => {
  const { options, asked } = await endpoint(
    (answer) => answer.json(200, { ...tokens, installation_instance_id: '13' }),
    { clientSecret: 'confidential' },
  );
  const installed = await exchangeCode(options, { code: 'c', redirectUri: 'https://c.example/oauth' });
  expect(installed.instanceId).toBe(13);
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.text))).toMatchObject({
    grant_type: 'authorization_code',
    code: 'c',
    client_secret: 'confidential',
  });
});

it('keeps every token out of the audit', async () => {
  const { options, exchanges } = await endpoint((answer) => answer.json(200, tokens), { clientSecret: 'confidential' });
  await refreshTokens(options, 'refresh-1');
  expect(exchanges).toHaveLength(1);
  expect(JSON.stringify(exchanges)).not.toMatch(/refresh-|access-|confidential/);
});

it.each([
  [{ error: 'invalid_client' }, 'unauthorized', 'invalid_client'],
  [{ error: 'invalid_grant', error_description: 'The auth token has expired' }, 'unauthorized', 'invalid_grant'],
  [{ error: 'invalid_request' }, 'invalid', 'invalid_request'],
])('says what a refusal %j means', async (body, kind, code) => {
  const { options } = await endpoint((answer) => answer.json(400, body));
  expect((await remoteErrorOf(refreshTokens(options, 'r'))).fields).toMatchObject({ kind, code });
});

it('is of unknown outcome when the answer is lost: the refresh token may be used up', async () => {
  const { options } = await endpoint((answer) => answer.drop());
  expect((await remoteErrorOf(refreshTokens(options, 'r'))).kind).toBe('unknown-outcome');
});
