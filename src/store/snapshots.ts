/** Each version of an order that was read, whole and encrypted. The activities of one run pass its id along. */
import type { Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import type { DataProtection } from './encryption';
import type { Tables } from './schema';
import { timeOrderedId } from './time-ordered-id';

export interface NewSnapshot {
  readonly order: OrderKey;
  /** Tells versions apart. */
  readonly hash: string;
  /** The customer's, kept as a keyed hash; empty when there is none. */
  readonly email: string;
  /** Any JSON. */
  readonly body: unknown;
  readonly readAt: Date;
}

export type Snapshot = Omit<Selectable<Tables['snapshots']>, 'body'> & { readonly body: unknown };

export const snapshotContext = (id: string): string => `snapshot:${id}`;

export class Snapshots {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
  ) {}

  /** Gives the id. A version equal to the last one kept is not stored twice. */
  async save({ order, hash, email, body, readAt }: NewSnapshot): Promise<string> {
    const known = await this.newest(order).select(['id', 'hash']).executeTakeFirst();
    if (known?.hash === hash) {
      const { numUpdatedRows } = await this.db
        .updateTable('snapshots')
        .set({ readAt })
        .where('id', '=', known.id)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) return known.id;
    }
    const id = timeOrderedId();
    await this.db
      .insertInto('snapshots')
      .values({
        id,
        storeHash: order.storeHash,
        orderId: order.orderId,
        hash,
        emailHash: email === '' ? null : this.protection.emailHash(email),
        body: this.protection.seal(body, snapshotContext(id)),
        readAt,
      })
      .execute();
    return id;
  }

  /** Undefined when it was erased, or its time has passed: then the order is to be read again. */
  async get(id: string): Promise<Snapshot | undefined> {
    const row = await this.db.selectFrom('snapshots').selectAll().where('id', '=', id).executeTakeFirst();
    return row && this.opened(row);
  }

  async latest(order: OrderKey): Promise<Snapshot | undefined> {
    const row = await this.newest(order).selectAll().executeTakeFirst();
    return row && this.opened(row);
  }

  /** Deletes what was last read before then, with the plans made of it; how many. */
  async deleteBefore(time: Date): Promise<number> {
    const { numDeletedRows } = await this.db.deleteFrom('snapshots').where('readAt', '<', time).executeTakeFirst();
    return Number(numDeletedRows);
  }

  private newest({ storeHash, orderId }: OrderKey) {
    return this.db
      .selectFrom('snapshots')
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .orderBy('readAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1);
  }

  private opened(row: Selectable<Tables['snapshots']>): Snapshot {
    return { ...row, body: this.protection.open(row.body, snapshotContext(row.id)) };
  }
}
