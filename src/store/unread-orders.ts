/** Orders that could not be read for what they take of the stock, until they can. */
import { sql } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import { storable } from './json';

export interface UnreadOrder extends OrderKey {
  readonly reason: string;
  /** What it wants is known of an earlier version. */
  readonly isKnown: boolean;
}

export class UnreadOrders {
  constructor(private readonly db: Database) {}

  async put({ storeHash, orderId }: OrderKey, reason: string, triedAt: Date): Promise<void> {
    await this.db
      .insertInto('unreadOrders')
      .values({ storeHash, orderId, reason: storable(reason), triedAt })
      .onConflict((conflict) =>
        conflict.columns(['storeHash', 'orderId']).doUpdateSet({ reason: storable(reason), triedAt }),
      )
      .execute();
  }

  async remove({ storeHash, orderId }: OrderKey): Promise<void> {
    await this.db
      .deleteFrom('unreadOrders')
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .execute();
  }

  /** When each of a store was tried last. */
  async triedAt(storeHash: string): Promise<ReadonlyMap<number, Date>> {
    const rows = await this.db
      .selectFrom('unreadOrders')
      .select(['orderId', 'triedAt'])
      .where('storeHash', '=', storeHash)
      .execute();
    return new Map(rows.map(({ orderId, triedAt }) => [orderId, triedAt]));
  }

  async list(storeHashes: readonly string[]): Promise<readonly UnreadOrder[]> {
    const { rows } = await sql<UnreadOrder>`
      select unread.store_hash, unread.order_id, unread.reason, known.order_id is not null as is_known
      from unread_orders as unread left join demand_orders as known using (store_hash, order_id)
      where unread.store_hash = any(${[...storeHashes]}) order by unread.store_hash, unread.order_id
    `.execute(this.db);
    return rows;
  }
}
