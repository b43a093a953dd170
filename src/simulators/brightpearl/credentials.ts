import type { SimRequest, SimResponse } from '../core/http';
import type { Account } from './account';
import type { AccessTokens } from './oauth/access-tokens';

export interface AppIdentity {
  readonly appRef: string;
  /** Of the private app: sent as `brightpearl-account-token`. */
  readonly token: string;
  /** Of the OAuth app's developer: sent as `brightpearl-dev-ref`. */
  readonly devRef: string;
  /** The installation of the app in this account. */
  readonly instanceId: number;
}

/** A 401 has a text where others have an errors list. */
const unauthorized = (text: string): SimResponse => ({ status: 401, body: { response: text } });

const NOT_AUTHENTICATED = 'Not authenticated. You must provide a valid authentication token.';

const isOAuthCall = ({ headers }: SimRequest): boolean => headers['authorization'] !== undefined;

/** Whose requests are counted together: all private apps of the account, or all OAuth apps of one developer. */
export const quotaPool = (request: SimRequest): string =>
  isOAuthCall(request) ? `developer ${request.headers['brightpearl-dev-ref'] ?? ''}` : 'private apps';

/** The 401 of a request that may not pass; undefined lets it pass. */
export function refusal(
  request: SimRequest,
  accountCode: string,
  app: AppIdentity,
  tokens: AccessTokens,
): SimResponse | undefined {
  const { headers } = request;
  if (accountCode !== request.params['account'] || headers['brightpearl-app-ref'] !== app.appRef) {
    return unauthorized(NOT_AUTHENTICATED);
  }
  if (!isOAuthCall(request)) {
    return headers['brightpearl-account-token'] === app.token ? undefined : unauthorized(NOT_AUTHENTICATED);
  }
  return bearerRefusal(headers['authorization'] ?? '', headers['brightpearl-dev-ref'], app, tokens);
}

function bearerRefusal(
  authorization: string,
  devRef: string | undefined,
  app: AppIdentity,
  tokens: AccessTokens,
): SimResponse | undefined {
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? '';
  const standing = tokens.standing(token);
  if (standing === 'expired') return unauthorized('Authorization token expired');
  if (standing === 'unknown') return unauthorized(`Invalid instance token: ${token}`);
  return devRef === app.devRef ? undefined : unauthorized(NOT_AUTHENTICATED);
}

/** The id that the app's calls are told, and should send with its sales orders. */
export function instanceIdFor(account: Account, app: AppIdentity, request: SimRequest): number | undefined {
  const mode = account.switches.instanceIdMode;
  return mode === 'always' || (mode === 'oauth-only' && isOAuthCall(request)) ? app.instanceId : undefined;
}
