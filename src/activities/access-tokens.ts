/**
 * Access tokens of OAuth accounts. A refresh voids the token it used, so one process at a time refreshes, under a lease;
 * the others wait for what it stores. When a refresh is not answered, the next one uses the old token once more.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refreshTokens, type OAuthOptions } from '../brightpearl/oauth';
import type { TokenSupplier } from '../brightpearl/transport';
import type { AccountConfig } from '../config/config';
import { RemoteError } from '../domain/remote-error';
import type { Observe } from '../http/exchange';
import type { CredentialKey } from '../store/credentials';
import type { DataProtection } from '../store/encryption';
import type { Store } from '../store/store';
import { tryAgain } from './failures';

/** Refreshed this long before it ends: a request may wait its turn and take half a minute. */
const EARLY_MS = 10 * 60_000;
/** Two refreshes of half a minute: of the environment's token and of the stored one. */
const LEASE_MS = 90_000;
const BUSY_MS = 1_000;
/** When a token that replaced a refused one is refused so soon, it is not the token that is wrong. */
const REFUSED_AGAIN_MS = 10 * 60_000;
/** More than processes with different environments run beside each other. */
const TRIED_KEPT = 10;

const storedSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.coerce.date(),
  /** Keyed hashes of the environment's refresh tokens that were used, newest last: any other is one that a person renewed. */
  tried: z.array(z.string()).default([]),
  /** Brightpearl refuses the access token though it has not ended. */
  isStale: z.boolean().default(false),
  /** When the token was given in place of a refused one. */
  replacedAt: z.coerce.date().optional(),
});

type Tokens = z.infer<typeof storedSchema>;

type OAuthConfig = AccountConfig & { readonly auth: Extract<AccountConfig['auth'], { readonly kind: 'oauth' }> };

export interface TokenDeps {
  readonly store: Store;
  readonly protection: DataProtection;
  readonly observe: Observe;
}

interface Source extends TokenDeps {
  readonly account: OAuthConfig;
  readonly key: CredentialKey;
  /** The environment's refresh token, and its keyed hash. */
  readonly given: string;
  readonly hash: string;
}

export function createTokenSupplier(account: OAuthConfig, deps: TokenDeps): TokenSupplier {
  const given = account.auth.refreshToken.reveal();
  const key = { system: 'brightpearl', scope: account.code, kind: 'oauth' } as const;
  const source = { ...deps, account, key, given, hash: deps.protection.keyedHash('refresh-token', given) };
  return {
    async accessToken() {
      const { tokens } = await read(source);
      return isGood(source, tokens) ? tokens.accessToken : renewUnderLease(source);
    },
    refused: (accessToken) => markStale(source, accessToken),
  };
}

interface Stored {
  /** 0: none is stored. */
  readonly version: number;
  readonly tokens: Tokens | undefined;
}

async function read({ store, key }: Source): Promise<Stored> {
  const stored = await store.credentials.get(key);
  const tokens = storedSchema.safeParse(stored?.value);
  return { version: stored?.version ?? 0, tokens: tokens.success ? tokens.data : undefined };
}

const isGood = ({ hash }: Source, tokens: Tokens | undefined): tokens is Tokens =>
  tokens !== undefined && isValid(tokens) && tokens.tried.includes(hash);

const isValid = ({ expiresAt, isStale }: Tokens): boolean => !isStale && expiresAt.getTime() - Date.now() > EARLY_MS;

async function renewUnderLease(source: Source): Promise<string> {
  const { store, account, key } = source;
  const lease = `oauth:${account.code}`;
  const claim = await store.claims.acquire(lease, randomUUID(), LEASE_MS);
  if (!claim.acquired) throw tryAgain('TokenBusy', `The token of account ${account.code} is being refreshed`, BUSY_MS);
  try {
    const { tokens, version } = await read(source);
    if (isGood(source, tokens)) return tokens.accessToken;
    const renewed = await renew(source, tokens);
    await store.credentials.save(key, renewed, version);
    return renewed.accessToken;
  } finally {
    await store.claims.release(lease, claim.fence);
  }
}

/**
 * The stored refresh token is the successor of the environment's, unless a person renewed that one; whichever is refused,
 * the other is tried.
 */
async function renew(source: Source, tokens: Tokens | undefined): Promise<Tokens> {
  const { given, hash } = source;
  if (!tokens) return refresh(source, given, tokens);
  if (tokens.tried.includes(hash)) {
    return unlessRefused(refresh(source, tokens.refreshToken, tokens), () => refresh(source, given, tokens));
  }
  return unlessRefused(refresh(source, given, tokens), async () =>
    isValid(tokens) ? { ...tokens, tried: withTried(tokens, hash) } : refresh(source, tokens.refreshToken, tokens),
  );
}

async function unlessRefused(first: Promise<Tokens>, second: () => Promise<Tokens>): Promise<Tokens> {
  try {
    return await first;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'unauthorized') return second();
    throw error;
  }
}

async function refresh(source: Source, refreshToken: string, before: Tokens | undefined): Promise<Tokens> {
  const { code, auth } = source.account;
  const options: OAuthOptions = {
    tokenUrl: auth.tokenUrl,
    account: code,
    appRef: auth.clientId,
    observe: source.observe,
    ...(auth.clientSecret ? { clientSecret: auth.clientSecret.reveal() } : {}),
  };
  const { accessToken, refreshToken: next, expiresAt } = await refreshTokens(options, refreshToken);
  return {
    accessToken,
    refreshToken: next,
    expiresAt,
    tried: withTried(before, source.hash),
    isStale: false,
    ...(before?.isStale ? { replacedAt: new Date() } : {}),
  };
}

const withTried = (tokens: Tokens | undefined, hash: string): string[] =>
  [...(tokens?.tried.filter((one) => one !== hash) ?? []), hash].slice(-TRIED_KEPT);

/** Once: an access token can be revoked early, but where its successor is refused as well a refresh helps nobody. */
async function markStale(source: Source, accessToken: string): Promise<boolean> {
  const { tokens, version } = await read(source);
  if (!tokens || tokens.accessToken !== accessToken || tokens.isStale) return true;
  const { replacedAt } = tokens;
  if (replacedAt && Date.now() - replacedAt.getTime() < REFUSED_AGAIN_MS) return false;
  await source.store.credentials.save(source.key, { ...tokens, isStale: true }, version);
  return true;
}
