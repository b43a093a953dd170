/** Refunds: where each part of one goes, decided once, and which of them have to be looked at again. */
import { sql, type Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

export type StoredRefund = Selectable<Tables['refunds']>;

export interface RefundKey {
  readonly order: OrderKey;
  readonly refundId: number;
  readonly madeOn: Date;
}

export interface RefundDecided extends RefundKey {
  /** Any JSON without personal data. */
  readonly portions: readonly unknown[];
  /** A rule, or the person who released it. */
  readonly by: string;
}

export class Refunds {
  constructor(private readonly db: Database) {}

  /** By id; undecided ones among them. */
  async ofOrder({ storeHash, orderId }: OrderKey): Promise<readonly StoredRefund[]> {
    return this.db
      .selectFrom('refunds')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .orderBy('refundId')
      .execute();
  }

  /** The first decision stands: gives the one that does. */
  async decide({ order, refundId, madeOn, portions, by }: RefundDecided): Promise<StoredRefund> {
    const decided = { state: 'decided' as const, portions: toJsonb(portions), decidedBy: by, decidedAt: new Date() };
    await this.db
      .insertInto('refunds')
      .values({ ...order, refundId, madeOn, ...decided })
      .onConflict((conflict) =>
        conflict
          .columns(['storeHash', 'refundId'])
          .doUpdateSet({ ...decided, updatedAt: sql<Date>`now()` })
          .where('refunds.portions', 'is', null),
      )
      .execute();
    return this.db
      .selectFrom('refunds')
      .selectAll()
      .where('storeHash', '=', order.storeHash)
      .where('refundId', '=', refundId)
      .executeTakeFirstOrThrow();
  }

  /** `declined` ends it, `held` waits for a person, `open` is looked at again. What was decided stays so. */
  async note({ order, refundId, madeOn }: RefundKey, state: 'open' | 'held' | 'declined'): Promise<void> {
    await this.db
      .insertInto('refunds')
      .values({ ...order, refundId, madeOn, state })
      .onConflict((conflict) =>
        conflict
          .columns(['storeHash', 'refundId'])
          .doUpdateSet({ state, updatedAt: sql<Date>`now()` })
          .where('refunds.portions', 'is', null),
      )
      .execute();
  }

  /** Of these, the ids that are known. */
  async known(storeHash: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.db
      .selectFrom('refunds')
      .select('refundId')
      .where('storeHash', '=', storeHash)
      .where('refundId', '=', sql<number>`any(${ids})`)
      .execute();
    return new Set(rows.map(({ refundId }) => refundId));
  }

  /**
   * Orders with a refund that nothing came of yet and that was not looked at for a while: the older it is, the more rarely,
   * and after `days` no more. They count as looked at from now on.
   */
  async takeOpen(storeHash: string, { afterMs, days }: { afterMs: number; days: number }): Promise<readonly number[]> {
    const rows = await this.db
      .updateTable('refunds')
      .set({ updatedAt: sql<Date>`now()` })
      .where('storeHash', '=', storeHash)
      .where('state', '=', 'open')
      .where(sql<boolean>`known_at > now() - make_interval(days => ${days})`)
      .where(
        sql<boolean>`updated_at < now() - greatest(make_interval(secs => ${afterMs / 1_000}), (updated_at - known_at) / 2)`,
      )
      .returning('orderId')
      .execute();
    return [...new Set(rows.map(({ orderId }) => orderId))];
  }
}
