/**
 * Accounts and stores whose credentials are refused. A row means paused: everything that needs the remote waits, except one
 * probe at a time, which un-pauses when it gets through.
 */
import { sql, type Selectable } from 'kysely';
import type { RemoteSystem } from '../domain/remote-error';
import type { Database } from './database';
import { inFuture } from './in-future';
import { storable } from './json';
import type { Tables } from './schema';

export interface RemoteAccount {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
}

export type PausedAccount = Selectable<Tables['accountStatus']>;

export class AccountStatus {
  constructor(private readonly db: Database) {}

  /** Pausing again keeps the first time and takes the newest reason. */
  async pause({ system, scope }: RemoteAccount, reason: string): Promise<void> {
    await this.db
      .insertInto('accountStatus')
      .values({ system, scope, pausedSince: sql<Date>`clock_timestamp()`, reason: storable(reason) })
      .onConflict((conflict) => conflict.columns(['system', 'scope']).doUpdateSet({ reason: storable(reason) }))
      .execute();
  }

  async resume(account: RemoteAccount): Promise<void> {
    await this.db
      .deleteFrom('accountStatus')
      .where((expression) => expression.and(only(account)))
      .execute();
  }

  /** Undefined when it is not paused. */
  async get(account: RemoteAccount): Promise<PausedAccount | undefined> {
    return this.db
      .selectFrom('accountStatus')
      .selectAll()
      .where((expression) => expression.and(only(account)))
      .executeTakeFirst();
  }

  /** True for one caller at a time: it may send a request in spite of the pause. False also when there is no pause. */
  async takeProbe(account: RemoteAccount, owner: string, ttlMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('accountStatus')
      .set({
        probeOwner: owner,
        probeUntil: inFuture(ttlMs),
      })
      .where((expression) => expression.and(only(account)))
      .where(sql<boolean>`(probe_until is null or probe_until <= clock_timestamp() or probe_owner = ${owner})`)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Everything paused, longest first. */
  async list(): Promise<readonly PausedAccount[]> {
    return this.db.selectFrom('accountStatus').selectAll().orderBy('pausedSince').execute();
  }
}

const only = ({ system, scope }: RemoteAccount) => ({ system, scope });
