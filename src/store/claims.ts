/**
 * Leases: at most one holder of a name at a time, for a limited time, without any connection or transaction held meanwhile.
 * A holder that was paused longer than its lease does not know that it lost it; therefore what it writes under the lease is
 * checked against the fence in the same transaction.
 */
import { sql } from 'kysely';
import type { Database } from './database';
import { inFuture } from './in-future';

export type ClaimAnswer =
  | {
      readonly acquired: true;
      /** Higher with every new holder of the name. */
      readonly fence: number;
    }
  | {
      readonly acquired: false;
      readonly owner: string;
      /** Milliseconds, at least 1. */
      readonly retryAfterMs: number;
    };

/** The lease passed to somebody else. What was to be written under it was not. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';

  constructor(claim: string) {
    super(`The lease ${claim} is held by another process now, so nothing was written under it. Start the step again.`);
  }
}

export class Claims {
  constructor(private readonly db: Database) {}

  /** An owner that asks again gets a new fence, and its earlier one is void. */
  async acquire(name: string, owner: string, ttlMs: number): Promise<ClaimAnswer> {
    // The fence is drawn again once the row is locked: fences must rise in the order in which holders follow each other.
    const { rows } = await sql<{ fence: number }>`
      insert into claims as held (name, owner, fence, expires_at)
      values (${name}, ${owner}, nextval('claim_fences'), ${inFuture(ttlMs)})
      on conflict (name) do update
        set owner = excluded.owner, fence = nextval('claim_fences'), expires_at = ${inFuture(ttlMs)}
        where held.expires_at <= clock_timestamp() or held.owner = excluded.owner
      returning fence`.execute(this.db);
    const [won] = rows;
    if (won) return { acquired: true, fence: won.fence };
    const holder = await this.holder(name);
    return holder ? { acquired: false, ...holder } : this.acquire(name, owner, ttlMs);
  }

  /** False when the lease ran out, was released, or passed to somebody else. */
  async renew(name: string, fence: number, ttlMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('claims')
      .set({ expiresAt: inFuture(ttlMs) })
      .where('name', '=', name)
      .where('fence', '=', fence)
      .where(sql<boolean>`expires_at > clock_timestamp()`)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Does nothing when the lease is no longer this holder's. The row stays, so that the next fence is higher. */
  async release(name: string, fence: number): Promise<void> {
    await this.db
      .updateTable('claims')
      .set({ expiresAt: inFuture(0) })
      .where('name', '=', name)
      .where('fence', '=', fence)
      .execute();
  }

  /**
   * To be called in the transaction that writes under the lease: until that ends, nobody can take the lease over.
   *
   * @throws ClaimLostError
   */
  async assertHeld(name: string, fence: number): Promise<void> {
    const held = await this.db
      .selectFrom('claims')
      .select('fence')
      .where('name', '=', name)
      .where('fence', '=', fence)
      .forShare()
      .executeTakeFirst();
    if (!held) throw new ClaimLostError(name);
  }

  /** Forgets leases that ran out before then; how many. */
  async deleteExpired(before: Date): Promise<number> {
    const { numDeletedRows } = await this.db.deleteFrom('claims').where('expiresAt', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Undefined when nobody holds it any more. */
  private async holder(name: string): Promise<{ owner: string; retryAfterMs: number } | undefined> {
    const { rows } = await sql<{ owner: string; retryAfterMs: number }>`
      select owner, ceil(extract(epoch from expires_at - clock_timestamp()) * 1000)::float8 as retry_after_ms
      from claims where name = ${name} and expires_at > clock_timestamp()`.execute(this.db);
    return rows[0];
  }
}
