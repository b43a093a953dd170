import { createHash } from 'node:crypto';
import { IntentConflictError, type NewIntent } from '../../src/store/intents';
import { LinkConflictError, type NewLink } from '../../src/store/links';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const order = { storeHash: 'abc123', orderId: 519 };
const bodyHash = createHash('sha256').update('body').digest('hex');
const anIntent = (key: string): NewIntent => ({ key, kind: 'sales-order', order, account: 'acme', bodyHash });
const aLink = (localKey: string, remoteId: string): NewLink => ({
  kind: 'sales-order',
  account: 'acme',
  localKey,
  remoteId,
  order,
  meta: { route: 'uk' },
});

describe('an intent', () => {
  it('is fresh once, also when many ask at once', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => test.store.intents.open(anIntent('once'))));
    expect(opened.filter(({ fresh }) => fresh)).toHaveLength(1);
    for (const { intent } of opened) {
      expect(intent).toMatchObject({
        key: 'once',
        attempt: 1,
        settledAt: null,
        remoteId: null,
        storeHash: 'abc123',
        bodyHash,
      });
      expect(intent.ageMs).toBeGreaterThanOrEqual(-1);
    }
  });

  it('is sent again by one process only, from then on', async () => {
    const { intent } = await test.store.intents.open(anIntent('again'));
    const sent = await Promise.all([1, 2, 3].map(() => test.store.intents.resend(intent, { bodyHash: 'other' })));
    const won = sent.filter((answer) => answer !== undefined);
    expect(won).toEqual([expect.objectContaining({ attempt: 2, bodyHash: 'other' })]);
    expect(won[0]!.sentAt.getTime()).toBeGreaterThanOrEqual(intent.sentAt.getTime());
  });

  it('is marked as sent by the attempt that holds it, and its age counts from then on', async () => {
    const { intent } = await test.store.intents.open(anIntent('marked'));
    await test.db
      .updateTable('intents')
      .set({ sentAt: new Date(0) })
      .where('key', '=', 'marked')
      .execute();
    const stale = (await test.store.intents.get('marked'))!;
    expect(await test.store.intents.markSent(intent)).toBe(true);
    expect((await test.store.intents.get('marked'))!.ageMs).toBeLessThan(10_000);
    // Whoever read it before it was sent must not take it over by its former age.
    expect(await test.store.intents.resend(stale)).toBeUndefined();
    const current = (await test.store.intents.get('marked'))!;
    expect(await test.store.intents.resend(current, { meta: { version: 2 } })).toMatchObject({ meta: { version: 2 } });
    expect(await test.store.intents.markSent(intent)).toBe(false);
    await test.store.intents.settle({ key: 'marked', remoteId: '7' });
    expect(await test.store.intents.markSent({ key: 'marked', attempt: 2 })).toBe(false);
  });

  it('is fresh again after an answer which says that nothing was done', async () => {
    const { intent } = await test.store.intents.open(anIntent('refused'));
    await test.store.intents.withdraw(intent);
    expect((await test.store.intents.open(anIntent('refused'))).fresh).toBe(true);
  });

  it('stays open when an earlier sending may still have been applied', async () => {
    const { intent } = await test.store.intents.open(anIntent('twice'));
    const again = await test.store.intents.resend(intent);
    await test.store.intents.withdraw(again!);
    expect((await test.store.intents.open(anIntent('twice'))).fresh).toBe(false);
  });

  it('is settled once, and never as something else', async () => {
    const { intent } = await test.store.intents.open(anIntent('settled'));
    await test.store.intents.settle({ key: 'settled', remoteId: '7' });
    await test.store.intents.settle({ key: 'settled', remoteId: '7' });
    await expect(test.store.intents.settle({ key: 'settled', remoteId: '8' })).rejects.toThrow(
      new IntentConflictError('settled', '7', '8'),
    );
    await test.store.intents.withdraw(intent);
    expect(await test.store.intents.resend(intent)).toBeUndefined();
    expect(await test.store.intents.get('settled')).toMatchObject({ remoteId: '7', settledAt: expect.any(Date) });
    await expect(test.store.intents.settle({ key: 'never opened', remoteId: '7' })).rejects.toThrow(
      'no intent to settle',
    );
  });

  it('is forgotten when what it made is gone, but never while its outcome is unknown', async () => {
    await test.store.intents.open(anIntent('gone'));
    await test.store.intents.forget('gone');
    expect((await test.store.intents.open(anIntent('gone'))).fresh).toBe(false);
    await test.store.intents.settle({ key: 'gone', remoteId: '7' });
    await test.store.intents.forget('gone');
    expect((await test.store.intents.open(anIntent('gone'))).fresh).toBe(true);
  });

  it('is listed with its order', async () => {
    const other = { storeHash: 'abc123', orderId: 520 };
    await test.store.intents.open({ ...anIntent('of 520'), order: other });
    expect((await test.store.intents.forOrder(other)).map(({ key }) => key)).toEqual(['of 520']);
  });
});

describe('a link', () => {
  it('is found from both sides and by its order', async () => {
    await test.store.links.put(aLink('abc123-519', '1001'));
    const key = { kind: 'sales-order', account: 'acme', localKey: 'abc123-519' } as const;
    expect(await test.store.links.get(key)).toMatchObject({ remoteId: '1001', meta: { route: 'uk' } });
    expect(await test.store.links.byRemote('sales-order', 'acme', '1001')).toHaveLength(1);
    expect(await test.store.links.byRemote('sales-order', 'other', '1001')).toEqual([]);
    expect((await test.store.links.forOrder(order)).map(({ localKey }) => localKey)).toContain('abc123-519');
    const many = await test.store.links.getMany('sales-order', 'acme', ['abc123-519', 'abc123-none']);
    expect([...many.keys()]).toEqual(['abc123-519']);
  });

  it('takes more facts, and no other partner', async () => {
    await test.store.links.put(aLink('kept', '1'));
    await test.store.links.put({ ...aLink('kept', '1'), meta: { verified: true } });
    const conflict = await test.store.links
      .put({ ...aLink('kept', '2'), meta: { wrong: true } })
      .catch((error: unknown) => error);
    expect(conflict).toBeInstanceOf(LinkConflictError);
    expect(conflict).toHaveProperty(
      'message',
      expect.stringContaining('sales-order kept of account acme is linked to 1, not to 2'),
    );
    const stored = await test.store.links.get({ kind: 'sales-order', account: 'acme', localKey: 'kept' });
    expect(stored).toMatchObject({ remoteId: '1', meta: { route: 'uk', verified: true } });
    expect(stored?.meta).not.toHaveProperty('wrong');
  });

  it('changes its partner where that is meant, and can be removed', async () => {
    await test.store.links.put(aLink('merged', '1'));
    await test.store.links.replace(aLink('merged', '2'));
    const key = { kind: 'sales-order', account: 'acme', localKey: 'merged' } as const;
    expect(await test.store.links.get(key)).toMatchObject({ remoteId: '2' });
    await test.store.links.remove(key);
    expect(await test.store.links.get(key)).toBeUndefined();
  });
});

describe('a settled write', () => {
  const board = { order, asOf: new Date(), state: 'SYNCING', salesOrderIds: [2001] } as const;

  it('stores intent, link and board row together', async () => {
    await test.store.intents.open(anIntent('write'));
    await test.store.settleWrite({ intentKey: 'write', remoteId: '2001', link: aLink('write', '2001'), board });
    expect(await test.store.intents.get('write')).toMatchObject({ remoteId: '2001' });
    expect(await test.store.orders.get(order)).toMatchObject({ salesOrderIds: [2001] });
    await test.store.settleWrite({ intentKey: 'write', remoteId: '2001', link: aLink('write', '2001'), board });
  });

  it.each([
    ['the link has another partner', { link: aLink('write', '2002') }],
    ['the lease was lost', { link: aLink('untouched', '2002'), claim: { name: 'contact', fence: 1 } }],
  ])('stores nothing when %s', async (name, more) => {
    const intentKey = `fails: ${name}`;
    await test.store.intents.open(anIntent(intentKey));
    const failing = { order: { ...order, orderId: 9 }, asOf: new Date() };
    await expect(test.store.settleWrite({ intentKey, remoteId: '2002', board: failing, ...more })).rejects.toThrow();
    expect(await test.store.intents.get(intentKey)).toMatchObject({ settledAt: null, remoteId: null });
    expect(await test.store.orders.get(failing.order)).toBeUndefined();
    expect(await test.store.links.byRemote('sales-order', 'acme', '2002')).toEqual([]);
  });

  it('leaves nothing of a transaction that fails', async () => {
    const failed = test.store.transaction(async (tx) => {
      await tx.links.put(aLink('rolled back', '1'));
      throw new Error('on purpose');
    });
    await expect(failed).rejects.toThrow('on purpose');
    expect(
      await test.store.links.get({ kind: 'sales-order', account: 'acme', localKey: 'rolled back' }),
    ).toBeUndefined();
  });
});
