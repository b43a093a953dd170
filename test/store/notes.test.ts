import type { NoteReading } from '../../src/domain/notes';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});
afterEach(async () => {
  await test.db.deleteFrom('notes').execute();
});
afterAll(async () => {
  await test.close();
});

const HOUR_MS = 3_600_000;
const ago = (hours: number): Date => new Date(Date.now() - hours * HOUR_MS);

const reading = (noteId: number, more: Partial<NoteReading> = {}): NoteReading => ({
  account: 'acme',
  kind: 'goods-out',
  noteId,
  salesOrderId: 5_000,
  order: { storeHash: 'abc123', orderId: 10 },
  version: 'v1',
  state: 'made',
  ...more,
});

const idsOf = (rows: readonly { readonly noteId: number }[]) => rows.map(({ noteId }) => noteId);

it('is kept as it was read last, and given back until that version is settled', async () => {
  const { notes } = test.store;
  const shippedOn = ago(1);
  expect(await notes.record([reading(1)])).toMatchObject([{ noteId: 1, state: 'made', shippedOn: null }]);
  const shipped = reading(1, { version: 'v2', state: 'shipped', shippedOn });
  expect(await notes.record([shipped])).toMatchObject([{ version: 'v2', state: 'shipped', shippedOn }]);
  await notes.settle({ account: 'acme', kind: 'goods-out', noteId: 1 }, 'v2');
  expect(await notes.record([shipped])).toEqual([]);
  expect(await notes.record([reading(1, { version: 'v3' })])).toHaveLength(1);
  expect(await notes.ofOrder({ storeHash: 'abc123', orderId: 10 })).toHaveLength(1);
});

it('is another one in another account, or of another kind', async () => {
  const { notes } = test.store;
  await notes.record([reading(1), reading(1, { kind: 'drop-ship' }), reading(1, { account: 'other' })]);
  expect(idsOf(await notes.known('acme', 'goods-out', [1, 2]))).toEqual([1]);
  expect(await notes.ofOrder({ storeHash: 'abc123', orderId: 10 })).toHaveLength(3);
});

it('is read again while it may change: open, or shipped lately', async () => {
  const { notes } = test.store;
  await notes.record([
    reading(1),
    reading(2, { state: 'packed' }),
    reading(3, { state: 'destroyed' }),
    reading(4, { state: 'shipped', shippedOn: ago(1) }),
    reading(5, { state: 'shipped', shippedOn: ago(50) }),
    reading(6, { state: 'shipped', shippedOn: ago(1), kind: 'drop-ship' }),
  ]);
  expect(await notes.openIds('acme', 'goods-out')).toEqual([1, 2]);
  expect(await notes.shippedIds('acme', 'goods-out', ago(48))).toEqual([4]);
  expect(await notes.shippedIds('acme', 'drop-ship', ago(48))).toEqual([6]);
});

it('is told once of each version, what changed last first', async () => {
  const { notes } = test.store;
  await notes.record([reading(1), reading(2), reading(3, { account: 'other' })]);
  await test.db
    .updateTable('notes')
    .set({ updatedAt: ago(1) })
    .where('noteId', '=', 1)
    .execute();
  const untold = await notes.untold('acme', 10);
  expect(idsOf(untold)).toEqual([2, 1]);
  expect(idsOf(await notes.untold('acme', 1))).toEqual([2]);
  // Read in another version between reading who is to be told, and telling.
  await notes.record([reading(2, { version: 'v2' })]);
  await notes.markTold(untold);
  expect(idsOf(await notes.untold('acme', 10))).toEqual([2]);
  await notes.markTold(await notes.untold('acme', 10));
  await notes.record([reading(1), reading(2, { version: 'v2' })]);
  expect(await notes.untold('acme', 10)).toEqual([]);
});

it('is not told of a version that is settled', async () => {
  const { notes } = test.store;
  await notes.record([reading(1)]);
  await notes.settle({ account: 'acme', kind: 'goods-out', noteId: 1 }, 'v1');
  expect(await notes.untold('acme', 10)).toEqual([]);
});

it('is stuck when nobody settled it for long since it was told, or since it was read', async () => {
  const { notes } = test.store;
  await notes.record([reading(1), reading(2), reading(3), reading(4)]);
  const set = (noteId: number, values: { readonly toldAt?: Date; readonly updatedAt?: Date }) =>
    test.db.updateTable('notes').set(values).where('noteId', '=', noteId).execute();
  await set(1, { toldAt: ago(2), updatedAt: ago(5) });
  await set(2, { toldAt: ago(0), updatedAt: ago(5) });
  await set(3, { updatedAt: ago(5) });
  expect(idsOf(await notes.stuck(ago(1), 10))).toEqual([3, 1]);
});
