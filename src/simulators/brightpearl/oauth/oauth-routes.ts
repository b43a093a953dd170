import type { Route, SimRequest, SimResponse } from '../../core/http';
import { param } from '../endpoint';
import type { AccessTokens, TokenPair } from './access-tokens';

interface OAuthApp {
  readonly accountCode: string;
  readonly appRef: string;
  readonly instanceId: number;
}

const oauthError = (error: string, description?: string): SimResponse => ({
  status: 400,
  body: { ...(description !== undefined && { error_description: description }), error },
});

/** Consent and tokens. Both documented places of the token endpoint are served. */
export function oauthRoutes(app: OAuthApp, tokens: AccessTokens): Route[] {
  const token = (request: SimRequest): SimResponse => answerToken(app, tokens, request);
  return [
    { method: 'GET', path: '/authorize/{account}', handle: (request) => authorize(app, tokens, request) },
    { method: 'POST', path: '/token/{account}', handle: token },
    { method: 'POST', path: '/{account}/oauth/token', handle: token },
  ];
}

/** The merchant consents at once: back to the app's redirect address with a code. */
function authorize(app: OAuthApp, tokens: AccessTokens, request: SimRequest): SimResponse {
  const { query } = request;
  const redirect = query.get('redirect_uri');
  if (query.get('client_id') !== app.appRef || param(request, 'account') !== app.accountCode || redirect === null) {
    return oauthError('invalid_client');
  }
  if (!URL.canParse(redirect)) return oauthError('invalid_request', 'The redirect_uri is not a URI');
  const location = new URL(redirect);
  location.searchParams.set('code', tokens.newCode());
  const state = query.get('state');
  if (state !== null) location.searchParams.set('state', state);
  return { status: 302, headers: { location: location.toString() } };
}

function answerToken(app: OAuthApp, tokens: AccessTokens, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.rawBody.toString('utf8'));
  if (param(request, 'account') !== app.accountCode || form.get('client_id') !== app.appRef) {
    return oauthError('invalid_client');
  }
  const host = request.headers['host'] ?? '';
  switch (form.get('grant_type')) {
    case 'authorization_code': {
      const pair = tokens.exchange(form.get('code') ?? '');
      if (!pair) return oauthError('invalid_grant', 'The auth token has either expired or does not exist');
      return { status: 200, body: { ...tokenBody(pair, host), installation_instance_id: String(app.instanceId) } };
    }
    case 'refresh_token': {
      const pair = tokens.refresh(form.get('refresh_token') ?? '');
      if (!pair) return oauthError('invalid_grant', 'The refresh token has either expired or does not exist');
      return { status: 200, body: tokenBody(pair, host) };
    }
    default:
      return oauthError('unsupported_grant_type');
  }
}

const tokenBody = (pair: TokenPair, host: string) => ({
  access_token: pair.accessToken,
  refresh_token: pair.refreshToken,
  api_domain: host,
  token_type: 'Bearer',
  expires_in: pair.expiresIn,
});
