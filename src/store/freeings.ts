/**
 * What waits for a mapping that was set or removed, and how far the freeing is. It is stored with the mapping, so that a
 * process that dies in between loses nothing: see the workflow `freeWaiting`.
 */
import { sql, type Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

/** `names`: what waiting orders call what is mapped. `after…`: the last order that was told. */
export type Freeing = Selectable<Tables['freeings']>;

interface NewFreeing {
  readonly names: readonly string[];
  readonly ordersWaiting: number;
  readonly levelsWaiting: number;
}

export class Freeings {
  constructor(private readonly db: Database) {}

  async begin(mappingId: number, { names, ...counts }: NewFreeing): Promise<void> {
    await this.db
      .insertInto('freeings')
      .values({ mappingId, names: toJsonb(names), ...counts })
      .execute();
  }

  async get(mappingId: number): Promise<Freeing | undefined> {
    return this.db.selectFrom('freeings').selectAll().where('mappingId', '=', mappingId).executeTakeFirst();
  }

  /** Not finished, the oldest first. @param before requested earlier than this */
  async unfinished(before: Date): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('freeings')
      .select('mappingId')
      .where('finishedAt', 'is', null)
      .where('requestedAt', '<', before)
      .orderBy('mappingId')
      .execute();
    return rows.map(({ mappingId }) => mappingId);
  }

  /** These orders were told; `last` is the one to go on after. */
  async told(mappingId: number, count: number, last: OrderKey): Promise<void> {
    await this.row(mappingId)
      .set({
        ordersFreed: sql<number>`orders_freed + ${count}`,
        afterStore: last.storeHash,
        afterOrder: last.orderId,
      })
      .execute();
  }

  async ordersDone(mappingId: number): Promise<void> {
    await this.row(mappingId)
      .set({ ordersDone: true, finishedAt: finishedIf('levels_done') })
      .execute();
  }

  async levelsDone(mappingId: number, levelsFreed: number): Promise<void> {
    await this.row(mappingId)
      .set({ levelsFreed, levelsDone: true, finishedAt: finishedIf('orders_done') })
      .execute();
  }

  private row(mappingId: number) {
    return this.db.updateTable('freeings').where('mappingId', '=', mappingId);
  }
}

const finishedIf = (other: 'orders_done' | 'levels_done') =>
  sql<Date | null>`case when ${sql.ref(other)} then coalesce(finished_at, now()) else finished_at end`;
