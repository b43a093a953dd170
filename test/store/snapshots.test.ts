import { sql } from 'kysely';
import type { NewSnapshot } from '../../src/store/snapshots';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;
let orderId = 0;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const at = (day: number): Date => new Date(Date.UTC(2025, 0, day));
const body = { order: { id: 1, billing_address: { email: 'planted@example.com', first_name: 'Plantedname' } } };

function aSnapshot(more: Partial<NewSnapshot> = {}): NewSnapshot {
  const order = { storeHash: 'abc123', orderId: (orderId += 1) };
  return { order, hash: 'v1', email: 'planted@example.com', body, readAt: at(1), ...more };
}

describe('a snapshot', () => {
  it('comes back as it was saved', async () => {
    const snapshot = aSnapshot();
    const id = await test.store.snapshots.save(snapshot);
    expect(await test.store.snapshots.get(id)).toMatchObject({
      id,
      ...snapshot.order,
      hash: 'v1',
      body,
      readAt: at(1),
    });
    expect(await test.store.snapshots.latest(snapshot.order)).toMatchObject({ id });
  });

  it('is not stored twice for the same version, but again when a version returns', async () => {
    const { order } = aSnapshot();
    const save = (hash: string, day: number) => test.store.snapshots.save(aSnapshot({ order, hash, readAt: at(day) }));
    const first = await save('v1', 1);
    expect(await save('v1', 2)).toBe(first);
    const second = await save('v2', 3);
    expect(await save('v1', 4)).not.toBe(first);
    expect(await test.store.snapshots.get(second)).toMatchObject({ hash: 'v2' });
    expect(await test.store.snapshots.latest(order)).toMatchObject({ hash: 'v1', readAt: at(4) });
  });

  it('holds no personal data in clear', async () => {
    await test.store.snapshots.save(aSnapshot());
    const { rows } = await sql<{
      text: string;
    }>`select encode(body, 'escape') || email_hash as text from snapshots`.execute(test.db);
    expect(JSON.stringify(rows)).not.toMatch(/planted/i);
  });

  it('does not open in the row of another one', async () => {
    const [one, two] = [await test.store.snapshots.save(aSnapshot()), await test.store.snapshots.save(aSnapshot())];
    await sql`update snapshots set body = (select body from snapshots where id = ${one}) where id = ${two}`.execute(
      test.db,
    );
    await expect(test.store.snapshots.get(two)).rejects.toThrow('changed or moved');
    await sql`delete from snapshots where id = ${two}`.execute(test.db);
  });

  it('is deleted when its time has passed, with the plans made of it', async () => {
    const old = await test.store.snapshots.save(aSnapshot({ readAt: at(1) }));
    const { order, ...rest } = aSnapshot({ readAt: at(20) });
    const young = await test.store.snapshots.save({ order, ...rest });
    const plan = { order, configHash: 'c0ffee', body: { salesOrders: [{ email: 'planted@example.com' }] } };
    const oldPlan = await test.store.plans.save({ ...plan, snapshotId: old });
    const youngPlan = await test.store.plans.save({ ...plan, snapshotId: young });
    expect(await test.store.snapshots.deleteBefore(at(10))).toBeGreaterThan(0);
    expect(await test.store.snapshots.get(old)).toBeUndefined();
    expect(await test.store.plans.get(oldPlan)).toBeUndefined();
    expect(await test.store.plans.get(youngPlan)).toMatchObject({
      snapshotId: young,
      configHash: 'c0ffee',
      body: plan.body,
    });
  });
});
