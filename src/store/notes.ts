/** Notes of our orders: what was read of each, which version its order was told of, and which one the store shows. */
import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from 'kysely';
import type { OrderKey } from '../domain/ids';
import { OPEN_NOTE_STATES, type NoteKey, type NoteKind, type NoteReading } from '../domain/notes';
import type { Database } from './database';
import type { Tables } from './schema';

/** `settledVersion`: the version whose shipments are right in the store; null while there are none. */
export type StoredNote = Selectable<Tables['notes']>;

export class Notes {
  constructor(private readonly db: Database) {}

  /** Keeps what was read; gives those that nobody has settled in this version. */
  async record(readings: readonly NoteReading[]): Promise<readonly StoredNote[]> {
    const recorded: StoredNote[] = [];
    for (const reading of readings) recorded.push(await this.recordOne(reading));
    return recorded.filter(({ version, settledVersion }) => version !== settledVersion);
  }

  private recordOne({ order, shippedOn, ...reading }: NoteReading): Promise<StoredNote> {
    const row = { ...reading, ...order, shippedOn: shippedOn ?? null };
    const { version, state, salesOrderId } = row;
    return this.db
      .insertInto('notes')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['account', 'kind', 'noteId']).doUpdateSet({
          version,
          state,
          salesOrderId,
          shippedOn: row.shippedOn,
          toldAt: sql<Date | null>`case when notes.version = excluded.version then notes.told_at end`,
          updatedAt: sql<Date>`case when notes.version = excluded.version then notes.updated_at else now() end`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** All of an order, oldest first. */
  async ofOrder({ storeHash, orderId }: OrderKey): Promise<readonly StoredNote[]> {
    return this.db
      .selectFrom('notes')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .orderBy('kind')
      .orderBy('noteId')
      .execute();
  }

  /** Of an account, by their ids. */
  async known(account: string, kind: NoteKind, noteIds: readonly number[]): Promise<readonly StoredNote[]> {
    return this.of(account, kind)
      .selectAll()
      .where('noteId', '=', sql<number>`any(${noteIds})`)
      .execute();
  }

  /** Ids of those that may yet change without being listed anywhere: made or packed, and not shipped. */
  async openIds(account: string, kind: NoteKind): Promise<readonly number[]> {
    const rows = await this.of(account, kind)
      .select('noteId')
      .where('state', 'in', OPEN_NOTE_STATES)
      .orderBy('noteId')
      .execute();
    return rows.map(({ noteId }) => noteId);
  }

  /** Ids of those that left since: somebody may yet correct their tracking number. */
  async shippedIds(account: string, kind: NoteKind, since: Date): Promise<readonly number[]> {
    const rows = await this.of(account, kind)
      .select('noteId')
      .where('state', '=', 'shipped')
      .where('shippedOn', '>=', since)
      .orderBy('noteId')
      .execute();
    return rows.map(({ noteId }) => noteId);
  }

  /** Those in a version that is not settled and that their order was not told of; what changed last comes first. */
  async untold(account: string, limit: number): Promise<readonly StoredNote[]> {
    return this.db
      .selectFrom('notes')
      .selectAll()
      .where('account', '=', account)
      .where(unsettled)
      .where('toldAt', 'is', null)
      .orderBy('updatedAt', 'desc')
      .orderBy('kind')
      .orderBy('noteId', 'desc')
      .limit(limit)
      .execute();
  }

  /** Those that are not settled although their order was told, or should have been, so long ago. */
  async stuck(before: Date, limit: number): Promise<readonly StoredNote[]> {
    return this.db
      .selectFrom('notes')
      .selectAll()
      .where(unsettled)
      .where(sql<Date>`coalesce(told_at, updated_at)`, '<', before)
      .orderBy(sql`coalesce(told_at, updated_at)`)
      .orderBy('account')
      .orderBy('kind')
      .orderBy('noteId')
      .limit(limit)
      .execute();
  }

  /** Their order was told of the version in hand; one that was read otherwise meanwhile is not touched. */
  async markTold(notes: readonly StoredNote[]): Promise<void> {
    for (const { account, kind, noteId, version } of notes) {
      await this.db
        .updateTable('notes')
        .set({ toldAt: sql<Date>`now()` })
        .where('account', '=', account)
        .where('kind', '=', kind)
        .where('noteId', '=', noteId)
        .where('version', '=', version)
        .execute();
    }
  }

  /** The store shows this version. */
  async settle({ account, kind, noteId }: NoteKey, version: string): Promise<void> {
    await this.db
      .updateTable('notes')
      .set({ settledVersion: version })
      .where('account', '=', account)
      .where('kind', '=', kind)
      .where('noteId', '=', noteId)
      .execute();
  }

  private of(account: string, kind: NoteKind) {
    return this.db.selectFrom('notes').where('account', '=', account).where('kind', '=', kind);
  }
}

const unsettled = (eb: ExpressionBuilder<Tables, 'notes'>): Expression<SqlBool> =>
  eb('settledVersion', 'is distinct from', eb.ref('version'));
