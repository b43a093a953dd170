import { sql } from 'kysely';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const ORDER = { storeHash: 'abc123', orderId: 100 };
const madeOn = new Date('2026-11-12T10:00:00Z');
const of = (refundId: number) => ({ order: ORDER, refundId, madeOn });

it('keeps the first decision, and gives it to whoever decides later', async () => {
  const { refunds } = test.store;
  const first = await refunds.decide({ ...of(31), portions: [{ rowRef: 'line-11' }], by: 'rules' });
  const second = await refunds.decide({ ...of(31), portions: [], by: 'somebody' });
  expect(first).toMatchObject({ state: 'decided', portions: [{ rowRef: 'line-11' }], decidedBy: 'rules' });
  expect(second).toEqual(first);
  await refunds.note(of(31), 'open');
  expect(await refunds.ofOrder(ORDER)).toEqual([first]);
});

it('decides about one that was open', async () => {
  const { refunds } = test.store;
  await refunds.note(of(32), 'open');
  expect(await refunds.decide({ ...of(32), portions: [], by: 'rules' })).toMatchObject({
    state: 'decided',
    portions: [],
  });
});

it('gives orders whose refunds are open once in a while, and not for ever', async () => {
  const { refunds } = test.store;
  const take = () => refunds.takeOpen('abc123', { afterMs: 60_000, days: 14 });
  await refunds.note(of(33), 'open');
  await refunds.note(of(34), 'declined');
  await refunds.note(of(35), 'held');
  expect(await take()).toEqual([]);
  await sql`update refunds set known_at = now() - interval '2 hours', updated_at = now() - interval '2 hours'`.execute(
    test.db,
  );
  expect(await take()).toEqual([100]);
  expect(await take()).toEqual([]);
  await sql`update refunds set known_at = now() - interval '4 hours', updated_at = now() - interval '1 hour'`.execute(
    test.db,
  );
  expect(await take()).toEqual([]);
  await sql`update refunds set known_at = now() - interval '15 days', updated_at = now() - interval '14 days'`.execute(
    test.db,
  );
  expect(await take()).toEqual([]);
  expect(await refunds.known('abc123', [33, 34, 99])).toEqual(new Set([33, 34]));
});
