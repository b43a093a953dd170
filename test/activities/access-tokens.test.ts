import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { createTokenSupplier } from '../../src/activities/access-tokens';
import { Secret } from '../../src/config/secret';
import type { Exchange } from '../../src/http/exchange';

const open = activityWorlds();

const DAY_MS = 86_400_000;

interface Tokens {
  readonly world: ActivityWorld;
  readonly exchanges: Exchange[];
  /** A supplier as each process has one. */
  supplier(): () => Promise<string>;
  refreshes(): number;
  stored(): Promise<{ readonly version: number; readonly value: unknown } | undefined>;
}

/** An account whose app was installed: its first refresh token is in the configuration. */
async function installed(): Promise<Tokens> {
  const world = await open();
  const apiUrl = world.config.accounts[0]?.apiUrl ?? '';
  const tokenUrl = `${apiUrl}/token/${world.account}`;
  const { appRef, devRef } = world.brightpearl.app;
  const { code } = (await (await fetch(`${apiUrl}/_sim/oauth/codes`, { method: 'POST' })).json()) as { code: string };
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://connector.example.com/callback',
      client_id: appRef,
    }),
  });
  const first = (await answer.json()) as { refresh_token: string };
  world.forgetRequests();
  const exchanges: Exchange[] = [];
  const account = {
    ...world.config.accounts[0]!,
    auth: { kind: 'oauth', appRef, devRef, clientId: appRef, refreshToken: new Secret(first.refresh_token), tokenUrl },
  } as const;
  const key = { system: 'brightpearl', scope: world.account, kind: 'oauth' } as const;
  return {
    world,
    exchanges,
    supplier: () => createTokenSupplier(world.store, account, (exchange) => void exchanges.push(exchange)),
    refreshes: () => world.requests('brightpearl').filter((request) => request.includes('token')).length,
    stored: () => world.store.credentials.get(key),
  };
}

async function expire({ world, stored }: Tokens): Promise<void> {
  const { version, value } = (await stored())!;
  const expired = { ...(value as object), expiresAt: new Date(Date.now() + 60_000) };
  await world.store.credentials.save({ system: 'brightpearl', scope: world.account, kind: 'oauth' }, expired, version);
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
    tokens.world.brightpearl.core.faults.add({ path: 'token', mode: 'delay', delayMs: 150 });
    const outcomes = await Promise.allSettled([tokens.supplier()(), tokens.supplier()()]);
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
