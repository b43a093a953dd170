import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const at = (day: number): Date => new Date(Date.UTC(2025, 0, day));

describe('a watermark', () => {
  it('is absent at first, and never goes back', async () => {
    expect(await test.store.watermarks.get('abc123', 'orders')).toBeUndefined();
    await test.store.watermarks.advance('abc123', 'orders', at(5));
    await test.store.watermarks.advance('abc123', 'orders', at(3));
    expect(await test.store.watermarks.get('abc123', 'orders')).toEqual(at(5));
    await test.store.watermarks.advance('abc123', 'orders', at(7));
    expect(await test.store.watermarks.get('abc123', 'orders')).toEqual(at(7));
    expect(await test.store.watermarks.get('abc123', 'notes')).toBeUndefined();
  });
});

describe('a credential', () => {
  const key = { system: 'brightpearl', scope: 'acme', kind: 'oauth' } as const;

  it('is replaced only by its successor', async () => {
    expect(await test.store.credentials.get(key)).toBeUndefined();
    expect(await test.store.credentials.save(key, { refreshToken: 'one' }, 0)).toBe(true);
    expect(await test.store.credentials.save(key, { refreshToken: 'other' }, 0)).toBe(false);
    expect(await test.store.credentials.save(key, { refreshToken: 'two' }, 1)).toBe(true);
    expect(await test.store.credentials.get(key)).toMatchObject({ value: { refreshToken: 'two' }, version: 2 });
  });

  it('is saved by one of several who refreshed the same one at once', async () => {
    const own = { ...key, scope: 'crowd' };
    await test.store.credentials.save(own, 'token 0', 0);
    const saved = await Promise.all([1, 2, 3, 4].map((n) => test.store.credentials.save(own, `token ${n}`, 1)));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await test.store.credentials.get(own)).toMatchObject({
      value: `token ${saved.indexOf(true) + 1}`,
      version: 2,
    });
  });

  it('is encrypted', async () => {
    await test.store.credentials.save({ ...key, scope: 'planted' }, { refreshToken: 'plantedtoken' }, 0);
    const rows = await test.db.selectFrom('credentials').select('value').execute();
    expect(Buffer.concat(rows.map(({ value }) => value)).toString('latin1')).not.toContain('plantedtoken');
  });
});

describe('a mapping rule', () => {
  const rule = { route: 'uk', kind: 'shipping-method', source: 'Royal Mail 24' };

  it('applies in its newest version, with who and when, and all versions are kept', async () => {
    await test.store.mappings.set(rule, { shippingMethodId: 3 }, 'ann');
    const second = await test.store.mappings.set(rule, { shippingMethodId: 4 }, 'bob');
    await test.store.mappings.set({ ...rule, source: 'Collect' }, { shippingMethodId: 9 }, 'ann');
    expect(await test.store.mappings.current('uk')).toMatchObject([
      { source: 'Collect', target: { shippingMethodId: 9 } },
      { source: 'Royal Mail 24', target: { shippingMethodId: 4 }, actor: 'bob', id: second.id },
    ]);
    expect(await test.store.mappings.current('us')).toEqual([]);
    expect((await test.store.mappings.history(rule)).map(({ actor }) => actor)).toEqual(['bob', 'ann']);
  });

  it("ends, so that the file's applies again", async () => {
    await test.store.mappings.set({ ...rule, route: 'eu' }, { shippingMethodId: 3 }, 'ann');
    await test.store.mappings.end({ ...rule, route: 'eu' }, 'bob');
    expect(await test.store.mappings.current('eu')).toEqual([]);
    expect(await test.store.mappings.history({ ...rule, route: 'eu' })).toMatchObject([
      { target: null, actor: 'bob' },
      {},
    ]);
  });
});

describe('a report', () => {
  const aReport = (scope: string, day: number) => ({
    kind: 'reconcile',
    scope,
    startedAt: at(day),
    finishedAt: at(day),
    summary: { compared: 12 },
    rows: [{ orderId: 519, what: 'total' }],
  });

  it('is found by id and listed newest first, until its time has passed', async () => {
    const ids = [await test.store.reports.save(aReport('uk', 1)), await test.store.reports.save(aReport('uk', 2))];
    await test.store.reports.save(aReport('us', 3));
    expect(await test.store.reports.get(ids[0]!)).toMatchObject(aReport('uk', 1));
    expect((await test.store.reports.list({ scope: 'uk' }, 10)).map(({ id }) => id)).toEqual([...ids].reverse());
    expect(await test.store.reports.list({ kind: 'other' }, 10)).toEqual([]);
    expect(await test.store.reports.list({}, 2)).toHaveLength(2);
    expect(await test.store.reports.deleteBefore(at(2))).toBe(1);
    expect(await test.store.reports.get(ids[0]!)).toBeUndefined();
  });
});

describe('an operator action', () => {
  it('is listed, newest first, by what it was about', async () => {
    for (const action of ['retry', 'skip']) {
      await test.store.operatorActions.record({ actor: 'ann', action, subject: 'abc123/519', outcome: 'accepted' });
    }
    await test.store.operatorActions.record({
      actor: 'bob',
      action: 'sweep',
      subject: 'abc123',
      outcome: 'accepted',
      details: { from: '2025-01-01' },
    });
    const about = await test.store.operatorActions.list('abc123/519', 10);
    expect(about.map(({ action }) => action)).toEqual(['skip', 'retry']);
    expect(await test.store.operatorActions.list(undefined, 1)).toMatchObject([
      { action: 'sweep', details: { from: '2025-01-01' }, at: expect.any(Date) },
    ]);
  });
});

describe('a paused account', () => {
  const account = { system: 'brightpearl', scope: 'acme' } as const;

  it('keeps the time it was first paused at, until it is resumed', async () => {
    await test.store.accounts.pause(account, '401');
    const first = await test.store.accounts.get(account);
    await test.store.accounts.pause(account, '401 again');
    expect(await test.store.accounts.get(account)).toMatchObject({
      pausedSince: first?.pausedSince,
      reason: '401 again',
    });
    expect(await test.store.accounts.list()).toHaveLength(1);
    await test.store.accounts.resume(account);
    expect(await test.store.accounts.get(account)).toBeUndefined();
  });

  it('lets one probe through at a time', async () => {
    expect(await test.store.accounts.takeProbe(account, 'one', 60_000)).toBe(false);
    await test.store.accounts.pause(account, '401');
    const probes = await Promise.all(
      ['one', 'two', 'three'].map((owner) => test.store.accounts.takeProbe(account, owner, 60_000)),
    );
    expect(probes.filter(Boolean)).toHaveLength(1);
    const winner = ['one', 'two', 'three'][probes.indexOf(true)]!;
    expect(await test.store.accounts.takeProbe(account, winner, 0)).toBe(true);
    expect(await test.store.accounts.takeProbe(account, 'next', 60_000)).toBe(true);
  });
});
