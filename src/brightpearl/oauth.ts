/**
 * The OAuth token endpoint of instance apps. Tokens live about a week, each refresh gives a new refresh token and possibly
 * a shorter life; who may refresh when (a lease) is decided elsewhere.
 */
import { z } from 'zod';
import type { RemoteErrorKind } from '../domain/remote-error';
import type { Answer, Refusal } from '../http/classification';
import type { Observe } from '../http/exchange';
import { createHttpClient } from '../http/http-client';
import type { CallOptions } from './transport';

export interface OAuthOptions {
  /** In full: three forms are documented, so it is a setting. `https://oauth.brightpearl.com/token/{account}` is one. */
  readonly tokenUrl: string;
  readonly account: string;
  readonly appRef: string;
  /** Only confidential apps have one. */
  readonly clientSecret?: string;
  readonly observe: Observe;
  readonly timeoutMs?: number;
}

export interface OAuthTokens {
  readonly accessToken: string;
  /** Replaces the one that was used. */
  readonly refreshToken: string;
  readonly expiresAt: Date;
  /** Host of the account's API. */
  readonly apiDomain: string;
  /** Answered at authorization only. */
  readonly instanceId?: number;
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  api_domain: z.string(),
  installation_instance_id: z.coerce.number().int().optional(),
});

/** @throws RemoteError `unauthorized` when the refresh token or the app is refused: a person must authorize again. */
export const refreshTokens = (options: OAuthOptions, refreshToken: string, call?: CallOptions): Promise<OAuthTokens> =>
  requestTokens(options, { grant_type: 'refresh_token', refresh_token: refreshToken }, call);

/** The last step of an installation. */
export const exchangeCode = (
  options: OAuthOptions,
  { code, redirectUri }: { readonly code: string; readonly redirectUri: string },
  call?: CallOptions,
): Promise<OAuthTokens> =>
  requestTokens(options, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, call);

async function requestTokens(
  { tokenUrl, account, appRef, clientSecret, observe, timeoutMs }: OAuthOptions,
  grant: Record<string, string>,
  { signal }: CallOptions = {},
): Promise<OAuthTokens> {
  const url = new URL(tokenUrl);
  const http = createHttpClient({
    system: 'brightpearl',
    scope: account,
    baseUrl: url.origin,
    headers: () => ({}),
    observe,
    timeoutMs,
    classify,
    readQuota: () => undefined,
  });
  const askedAt = Date.now();
  const { body } = await http.request({
    method: 'POST',
    path: url.pathname,
    form: { ...grant, client_id: appRef, ...(clientSecret !== undefined && { client_secret: clientSecret }) },
    answer: tokenSchema,
    secret: true,
    signal,
  });
  return {
    accessToken: body.access_token,
    refreshToken: body.refresh_token,
    expiresAt: new Date(askedAt + body.expires_in * 1_000),
    apiDomain: body.api_domain,
    ...(body.installation_instance_id !== undefined && { instanceId: body.installation_instance_id }),
  };
}

const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

const KINDS: Readonly<Record<string, RemoteErrorKind>> = {
  invalid_client: 'unauthorized',
  invalid_grant: 'unauthorized',
};

function classify({ body }: Answer): Refusal {
  const refusal = refusalSchema.safeParse(body).data;
  if (!refusal) return {};
  const { error: code, error_description: message } = refusal;
  const kind = KINDS[code];
  return { code, ...(kind && { kind }), ...(message && { message }) };
}
