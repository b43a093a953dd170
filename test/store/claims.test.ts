import path from 'node:path';
import { sql } from 'kysely';
import { ClaimLostError, type ClaimAnswer } from '../../src/store/claims';
import { TestChild } from '../support/child';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;
const children: TestChild[] = [];

beforeAll(async () => {
  test = await withTestStore();
});

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});

afterAll(async () => {
  await test.close();
});

function holder(name: string, owner: string, ttlMs: number): TestChild {
  const child = new TestChild(path.join(__dirname, 'fixtures', 'claim-holder.ts'), [
    test.url,
    name,
    owner,
    String(ttlMs),
  ]);
  children.push(child);
  return child;
}

const contact = (localKey: string) => test.store.links.get({ kind: 'contact', account: 'acme', localKey });

/** Asks until the lease is free. */
async function takeOver(name: string, owner: string): Promise<number> {
  for (;;) {
    const answer = await test.store.claims.acquire(name, owner, 60_000);
    if (answer.acquired) return answer.fence;
    await new Promise((resolve) => setTimeout(resolve, Math.min(answer.retryAfterMs, 50)));
  }
}

async function untilRunOut(name: string): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from claims where name = ${name} and expires_at > clock_timestamp()`.execute(
      test.db,
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function fenceOf(answer: Promise<ClaimAnswer>): Promise<number> {
  const given = await answer;
  if (!given.acquired) throw new Error(`held by ${given.owner}`);
  return given.fence;
}

describe('a lease', () => {
  it('has one holder, and tells the others who and how long', async () => {
    await fenceOf(test.store.claims.acquire('one', 'first', 60_000));
    const answer = await test.store.claims.acquire('one', 'second', 60_000);
    expect(answer).toMatchObject({ acquired: false, owner: 'first' });
    expect(answer).toHaveProperty('retryAfterMs', expect.any(Number));
    expect((answer as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
  });

  it('goes to exactly one of many who ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => test.store.claims.acquire('crowd', `owner-${n}`, 60_000)),
    );
    expect(answers.filter(({ acquired }) => acquired)).toHaveLength(1);
  });

  it('is free again after its release, and its fences only rise', async () => {
    const fences: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const fence = await fenceOf(test.store.claims.acquire('again', `owner-${n}`, 60_000));
      fences.push(fence);
      await test.store.claims.release('again', fence);
    }
    expect([...new Set(fences)].sort((a, b) => a - b)).toEqual(fences);
  });

  it('voids the earlier fence of an owner that asks again', async () => {
    const first = await fenceOf(test.store.claims.acquire('retry', 'me', 60_000));
    const second = await fenceOf(test.store.claims.acquire('retry', 'me', 60_000));
    await expect(test.store.claims.assertHeld('retry', first)).rejects.toThrow(ClaimLostError);
    await test.store.claims.assertHeld('retry', second);
    await test.store.claims.release('retry', first);
    expect(await test.store.claims.renew('retry', second, 60_000)).toBe(true);
  });

  it('can be renewed while it lasts, and not by its former holder', async () => {
    const fence = await fenceOf(test.store.claims.acquire('renewed', 'me', 60_000));
    expect(await test.store.claims.renew('renewed', fence, 60_000)).toBe(true);
    expect(await test.store.claims.renew('renewed', fence - 1, 60_000)).toBe(false);
    await test.store.claims.release('renewed', fence);
    expect(await test.store.claims.renew('renewed', fence, 60_000)).toBe(false);
  });

  it('is forgotten some time after it ran out', async () => {
    const fence = await fenceOf(test.store.claims.acquire('old', 'me', 60_000));
    await test.store.claims.release('old', fence);
    await fenceOf(test.store.claims.acquire('young', 'me', 60_000));
    expect(await test.store.claims.deleteExpired(new Date(Date.now() + 1_000))).toBeGreaterThan(0);
    await expect(test.store.claims.assertHeld('old', fence)).rejects.toThrow('lease old');
    expect((await test.store.claims.acquire('young', 'other', 1)).acquired).toBe(false);
  });
});

describe('a lease between two processes', () => {
  it('is refused to the second one', async () => {
    const [first, second] = [holder('pair', 'first', 60_000), holder('pair', 'second', 60_000)];
    const answers = await Promise.all([first.next<ClaimAnswer>(), second.next<ClaimAnswer>()]);
    expect(answers.filter(({ acquired }) => acquired)).toHaveLength(1);
  });

  it('passes on when its holder is killed', async () => {
    const victim = holder('killed', 'victim', 500);
    await victim.next();
    await victim.kill();
    await takeOver('killed', 'heir');
  });

  it('writes nothing for a holder that slept through its end', async () => {
    const sleeper = holder('slept', 'sleeper', 300);
    await sleeper.next();
    sleeper.signal('SIGSTOP');
    const fence = await takeOver('slept', 'heir');
    await test.store.transaction(async (tx) => {
      await tx.claims.assertHeld('slept', fence);
      await tx.links.put({ kind: 'contact', account: 'acme', localKey: 'slept', remoteId: 'heir' });
    });
    sleeper.signal('SIGCONT');
    sleeper.tell('write');
    expect(await sleeper.next()).toEqual({ written: false, error: 'ClaimLostError' });
    expect(await contact('slept')).toMatchObject({ remoteId: 'heir' });
  });

  it('is not taken over in the middle of a write under it', async () => {
    // As long as a slow process may need to begin its write.
    const writer = holder('busy', 'writer', 3_000);
    await writer.next();
    writer.tell('hold');
    expect(await writer.next()).toEqual({ holding: true });
    const heir = takeOver('busy', 'heir').then(async () => contact('busy'));
    await untilRunOut('busy');
    // The heir still waits for the transaction.
    await new Promise((resolve) => setTimeout(resolve, 200));
    writer.tell('commit');
    expect(await writer.next()).toEqual({ written: true });
    expect(await heir).toMatchObject({ remoteId: 'writer' });
  });
});
