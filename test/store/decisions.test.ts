import { sql } from 'kysely';
import type { NewDecision } from '../../src/store/decisions';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const order = { storeHash: 'abc123', orderId: 519 };
const aDecision = (commandId: string, more: Partial<NewDecision> = {}): NewDecision => ({
  order,
  verb: 'amend',
  arguments: { address: { addressLine1: '1 Plantedstreet' } },
  actor: 'ops@acme',
  commandId,
  ...more,
});

describe('a decision', () => {
  it('is one, however often its command arrives', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => test.store.decisions.record(aDecision('same'))));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers[0]).toMatchObject({ order, verb: 'amend', erased: false, arguments: aDecision('same').arguments });
  });

  it.each([
    ['another order', { order: { ...order, orderId: 1 } }],
    ['another store', { order: { ...order, storeHash: 'other' } }],
    ['another verb', { verb: 'skip' as const }],
  ])('refuses a command id that was used for %s', async (_name, more) => {
    await test.store.decisions.record(aDecision('used'));
    await expect(test.store.decisions.record(aDecision('used', more))).rejects.toThrow('Send a new one');
  });

  it('is listed with the others of its order, newest last', async () => {
    const own = { storeHash: 'abc123', orderId: 600 };
    for (const commandId of ['one', 'two', 'three']) {
      await test.store.decisions.record(aDecision(commandId, { order: own, sourceHash: `hash of ${commandId}` }));
    }
    const listed = await test.store.decisions.list(own);
    expect(listed.map(({ commandId, sourceHash }) => [commandId, sourceHash])).toEqual([
      ['one', 'hash of one'],
      ['two', 'hash of two'],
      ['three', 'hash of three'],
    ]);
  });

  it('keeps its arguments encrypted', async () => {
    const { rows } = await sql`select encode(arguments, 'escape') from decisions`.execute(test.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/planted/i);
  });
});
