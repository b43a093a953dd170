import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { hold, settledBeside } from './support/hold';
import { createTokenSupplier } from '../../src/activities/access-tokens';
import { createBrightpearlClient } from '../../src/brightpearl/client';
import type { TokenSupplier } from '../../src/brightpearl/transport';
import { Secret } from '../../src/config/secret';
import type { Exchange } from '../../src/http/exchange';

const open = activityWorlds();

const DAY_MS = 86_400_000;

interface Tokens {
  readonly world: ActivityWorld;
  readonly exchanges: Exchange[];
  /** As each process has one; with this refresh token in its environment, else with that of the installation. */
  tokens(given?: string): TokenSupplier;
  supplier(given?: string): () => Promise<string>;
  /** Installs the app again: gives the refresh token that a person puts into the environment. */
  authorize(): Promise<string>;
  refreshes(): number;
  stored(): Promise<{ readonly version: number; readonly value: unknown } | undefined>;
}

/** An account whose app was installed: its first refresh token is in the configuration. */
async function installed(): Promise<Tokens> {
  const world = await open();
  const apiUrl = world.config.accounts[0]?.apiUrl ?? '';
  const tokenUrl = `${apiUrl}/token/${world.account}`;
  const { appRef, devRef } = world.brightpearl.app;
  const authorize = async (): Promise<string> => {
    const answer = await fetch(`${apiUrl}/_sim/oauth/codes`, { method: 'POST' });
    const { code } = (await answer.json()) as { code: string };
    const redirectUri = 'https://connector.example.com/callback';
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: appRef };
    const granted = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
    world.forgetRequests();
    return ((await granted.json()) as { refresh_token: string }).refresh_token;
  };
  const first = await authorize();
  const exchanges: Exchange[] = [];
  const { store, protection } = world;
  const observe = (exchange: Exchange) => void exchanges.push(exchange);
  const tokens = (given = first) => {
    const auth = {
      kind: 'oauth',
      appRef,
      devRef,
      clientId: appRef,
      refreshToken: new Secret(given),
      tokenUrl,
    } as const;
    return createTokenSupplier({ ...world.config.accounts[0]!, auth }, { store, protection, observe });
  };
  const key = { system: 'brightpearl', scope: world.account, kind: 'oauth' } as const;
  return {
    world,
    exchanges,
    tokens,
    supplier: (given) => tokens(given).accessToken,
    authorize,
    refreshes: () => world.requests('brightpearl').filter((request) => request.includes('token')).length,
    stored: () => world.store.credentials.get(key),
  };
}

async function expire({ world, stored }: Tokens): Promise<void> {
  const { version, value } = (await stored())!;
  const expired = { ...(value as object), expiresAt: new Date(Date.now() + 60_000) };
  await world.store.credentials.save({ system: 'brightpearl', scope: world.account, kind: 'oauth' }, expired, version);
}

/** As if the stored refresh token had been revoked when the access token ended. */
async function spoil(tokens: Tokens): Promise<void> {
  await expire(tokens);
  const { version, value } = (await tokens.stored())!;
  const spoiled = { ...(value as object), refreshToken: 'revoked' };
  await tokens.world.store.credentials.save(
    { system: 'brightpearl', scope: tokens.world.account, kind: 'oauth' },
    spoiled,
    version,
  );
}

describe('access tokens of an OAuth account', () => {
  it('refreshes once and gives the same token until shortly before its end', async () => {
    const tokens = await installed();
    const supply = tokens.supplier();
    const token = await supply();
    expect(await supply()).toBe(token);
    expect(await tokens.supplier()()).toBe(token);
    expect(tokens.refreshes()).toBe(1);
    const value = (await tokens.stored())!.value as { expiresAt: string };
    expect(Date.parse(value.expiresAt)).toBeGreaterThan(Date.now() + DAY_MS);
  });

  it('refreshes with the newest refresh token, which replaces the one of the configuration', async () => {
    const tokens = await installed();
    const first = await tokens.supplier()();
    const before = await tokens.stored();
    await expire(tokens);
    expect(await tokens.supplier()()).not.toBe(first);
    expect(tokens.refreshes()).toBe(2);
    expect((await tokens.stored())?.version).toBeGreaterThan(before?.version ?? 0);
  });

  it('lets one process refresh; another waits and takes what that one stored', async () => {
    const tokens = await installed();
    const refreshing = hold(tokens.world.brightpearl.core, { method: 'POST', path: 'token' });
    const outcomes = await settledBeside(refreshing, [tokens.supplier()(), tokens.supplier()()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { type: 'TokenBusy', category: 'BENIGN' },
    });
    const token = await tokens.supplier()();
    expect(outcomes.find(({ status }) => status === 'fulfilled')).toMatchObject({ value: token });
    expect(tokens.refreshes()).toBe(1);
  });

  it('gives the lease back when the refresh fails, and the next try succeeds', async () => {
    const tokens = await installed();
    tokens.world.brightpearl.core.faults.add({ path: 'token', mode: 'status', status: 503, body: {}, count: 1 });
    await expect(tokens.supplier()()).rejects.toThrow();
    await expect(tokens.supplier()()).resolves.toEqual(expect.any(String));
  });

  it('fails as unauthorized when the refresh token is dead', async () => {
    const tokens = await installed();
    await tokens.supplier()();
    await tokens.world.db.deleteFrom('credentials').execute();
    await expect(tokens.supplier()()).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('keeps tokens out of the audit trail and encrypted in the database', async () => {
    const tokens = await installed();
    const token = await tokens.supplier()();
    const { refreshToken } = (await tokens.stored())!.value as { refreshToken: string };
    const audited = JSON.stringify(tokens.exchanges);
    const rows = await tokens.world.db.selectFrom('credentials').selectAll().execute();
    const database = rows
      .map((row) =>
        Object.values(row)
          .map((value) => String(value))
          .join(),
      )
      .join();
    for (const secret of [token, refreshToken]) {
      expect(audited).not.toContain(secret);
      expect(database).not.toContain(secret);
    }
  });
});

describe('a refresh token that a person renewed', () => {
  it('is used at once, and only once', async () => {
    const tokens = await installed();
    const before = await tokens.supplier()();
    const renewed = await tokens.authorize();
    const after = await tokens.supplier(renewed)();
    expect(after).not.toBe(before);
    expect(await tokens.supplier(renewed)()).toBe(after);
    expect(tokens.refreshes()).toBe(1);
  });

  it('ends a dead end: the stored one is refused', async () => {
    const tokens = await installed();
    await tokens.supplier()();
    await spoil(tokens);
    await expect(tokens.supplier()()).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(tokens.supplier(await tokens.authorize())()).resolves.toEqual(expect.any(String));
  });

  it('that is no good leaves the stored tokens in use, and is not tried again', async () => {
    const tokens = await installed();
    const good = await tokens.supplier()();
    tokens.world.forgetRequests();
    expect(await tokens.supplier('mistyped')()).toBe(good);
    expect(await tokens.supplier('mistyped')()).toBe(good);
    expect(tokens.refreshes()).toBe(1);
    await expire(tokens);
    expect(await tokens.supplier('mistyped')()).not.toBe(good);
    expect(tokens.refreshes()).toBe(2);
  });

  it('is not fought over by a process that has the former one yet', async () => {
    const tokens = await installed();
    await tokens.supplier()();
    const renewed = await tokens.authorize();
    const after = await tokens.supplier(renewed)();
    expect(await tokens.supplier()()).toBe(after);
    expect(await tokens.supplier(renewed)()).toBe(after);
    expect(tokens.refreshes()).toBe(1);
  });

  it('is tried when the stored one is refused, though it was used before', async () => {
    const tokens = await installed();
    await tokens.supplier()();
    await spoil(tokens);
    tokens.world.brightpearl.setSwitches({ usedRefreshToken: 'accepted' });
    await expect(tokens.supplier()()).resolves.toEqual(expect.any(String));
    expect(tokens.refreshes()).toBe(3);
  });
});

describe('a refresh that was not answered', () => {
  const lose = ({ world }: Tokens) =>
    world.brightpearl.core.faults.add({ path: 'token', mode: 'apply-then-drop', count: 1 });

  it('is made with the old token once more', async () => {
    const tokens = await installed();
    tokens.world.brightpearl.setSwitches({ usedRefreshToken: 'accepted' });
    await tokens.supplier()();
    await expire(tokens);
    lose(tokens);
    await expect(tokens.supplier()()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    await expect(tokens.supplier()()).resolves.toEqual(expect.any(String));
  });

  it('asks for a person where Brightpearl takes no token twice', async () => {
    const tokens = await installed();
    await tokens.supplier()();
    await expire(tokens);
    lose(tokens);
    await expect(tokens.supplier()()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    await expect(tokens.supplier()()).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(tokens.supplier(await tokens.authorize())()).resolves.toEqual(expect.any(String));
  });
});

describe('an access token that is refused before its end', () => {
  const clientOf = ({ world, tokens }: Tokens) =>
    createBrightpearlClient({
      apiUrl: world.config.accounts[0]!.apiUrl,
      account: world.account,
      auth: { kind: 'oauth', ...world.brightpearl.app, tokens: tokens() },
      observe: () => undefined,
    });

  const refuse = ({ world }: Tokens, count: number) =>
    world.brightpearl.core.faults.add({ path: 'tax-code', mode: 'status', status: 401, body: {}, count });

  it('is replaced once: nothing was done, and the next try succeeds', async () => {
    const tokens = await installed();
    const first = await tokens.supplier()();
    const { referenceData } = clientOf(tokens);
    refuse(tokens, 1);
    await expect(referenceData.taxCodes()).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(referenceData.taxCodes()).resolves.toEqual(expect.any(Array));
    expect(await tokens.supplier()()).not.toBe(first);
    expect(tokens.refreshes()).toBe(2);
  });

  it('asks for a person when its successor is refused as well', async () => {
    const tokens = await installed();
    const { referenceData } = clientOf(tokens);
    refuse(tokens, 3);
    await expect(referenceData.taxCodes()).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(referenceData.taxCodes()).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(referenceData.taxCodes()).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(tokens.refreshes()).toBe(2);
  });

  it('is replaced by one refresh, however many requests it was refused for', async () => {
    const tokens = await installed();
    const { accessToken, refused } = tokens.tokens();
    const first = await accessToken();
    expect(await Promise.all([refused(first), refused(first)])).toEqual([true, true]);
    const second = await accessToken();
    expect(second).not.toBe(first);
    expect(await refused(first)).toBe(true);
    expect(await accessToken()).toBe(second);
    expect(tokens.refreshes()).toBe(2);
  });
});
