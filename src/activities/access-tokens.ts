/**
 * Access tokens of OAuth accounts. A refresh voids the token it used, so one process at a time refreshes, under a lease;
 * the others wait for what it stores.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { OAuthTokens } from '../brightpearl/oauth';
import { refreshTokens } from '../brightpearl/oauth';
import type { AccountConfig } from '../config/config';
import type { Observe } from '../http/exchange';
import type { Store } from '../store/store';
import { tryAgain } from './failures';

/** Refreshed this long before it ends: a request may wait its turn and take half a minute. */
const EARLY_MS = 10 * 60_000;
const LEASE_MS = 60_000;
const BUSY_MS = 1_000;

const storedSchema = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.coerce.date() });

type OAuthConfig = AccountConfig & { readonly auth: Extract<AccountConfig['auth'], { readonly kind: 'oauth' }> };

/** A supplier of tokens that are valid now. */
export function createTokenSupplier(store: Store, account: OAuthConfig, observe: Observe): () => Promise<string> {
  const key = { system: 'brightpearl', scope: account.code, kind: 'oauth' } as const;
  const read = async () => {
    const stored = await store.credentials.get(key);
    const tokens = storedSchema.safeParse(stored?.value);
    return { version: stored?.version ?? 0, tokens: tokens.success ? tokens.data : undefined };
  };
  return async () => {
    const known = await read();
    if (known.tokens && isFresh(known.tokens)) return known.tokens.accessToken;
    const lease = `oauth:${account.code}`;
    const claim = await store.claims.acquire(lease, randomUUID(), LEASE_MS);
    if (!claim.acquired)
      throw tryAgain('TokenBusy', `The token of account ${account.code} is being refreshed`, BUSY_MS);
    try {
      const current = await read();
      if (current.tokens && isFresh(current.tokens)) return current.tokens.accessToken;
      const refreshed = await refresh(account, current.tokens?.refreshToken, observe);
      await store.credentials.save(key, refreshed, current.version);
      return refreshed.accessToken;
    } finally {
      await store.claims.release(lease, claim.fence);
    }
  };
}

const isFresh = ({ expiresAt }: { readonly expiresAt: Date }): boolean => expiresAt.getTime() - Date.now() > EARLY_MS;

const refresh = ({ code, auth }: OAuthConfig, stored: string | undefined, observe: Observe): Promise<OAuthTokens> =>
  refreshTokens(
    {
      tokenUrl: auth.tokenUrl,
      account: code,
      appRef: auth.clientId,
      observe,
      ...(auth.clientSecret ? { clientSecret: auth.clientSecret.reveal() } : {}),
    },
    stored ?? auth.refreshToken.reveal(),
  );
