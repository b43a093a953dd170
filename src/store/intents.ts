/**
 * The record that a write was sent, stored before it is. An intent that is still open after a crash or a timeout means: the
 * outcome is unknown, look before sending again. One that cannot be stored means: do not send.
 */
import { sql, type Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

/**
 * `attempt` counts those that were to send it; `sentAt` is when it was sent last or, before that, opened; `remoteId` and
 * `settledAt` are null while it is open.
 */
export type Intent = Selectable<Tables['intents']> & {
  /** Milliseconds since `sentAt`, by the database's clock alone. */
  readonly ageMs: number;
};

export interface NewIntent {
  /** Names the write for all time: `sales-order:<externalRef>`. */
  readonly key: string;
  /** `sales-order`, `contact`, `payment`, … */
  readonly kind: string;
  readonly order?: OrderKey | undefined;
  readonly account?: string | undefined;
  /** Hash of what is sent. */
  readonly bodyHash: string;
  /** What is to be kept with the record once it is found; no personal data. */
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
}

export type OpenedIntent =
  { readonly fresh: true; readonly intent: Intent } | { readonly fresh: false; readonly intent: Intent };

type Renewal = Partial<Pick<NewIntent, 'bodyHash' | 'meta'>>;

export interface IntentOutcome {
  readonly key: string;
  readonly remoteId: string;
}

/** The same write came out as two different remote records: somebody has to look. */
export class IntentConflictError extends Error {
  override readonly name = 'IntentConflictError';

  constructor(key: string, stored: string, given: string) {
    super(
      `The write ${key} is already known as ${stored}, not ${given}. Compare both records and remove the wrong one.`,
    );
  }
}

const columns = sql<Intent>`*, (extract(epoch from clock_timestamp() - sent_at) * 1000)::float8 as age_ms`;

export class Intents {
  constructor(private readonly db: Database) {}

  /** Stores the intent, unless there is one of that key: then nothing changes, and that one is given. */
  async open(intent: NewIntent): Promise<OpenedIntent> {
    const { order, account = null, meta = {}, key, kind, bodyHash } = intent;
    const inserted = await sql<Intent>`
      insert into intents (key, kind, store_hash, order_id, account, body_hash, meta)
      values (${key}, ${kind}, ${order?.storeHash ?? null}, ${order?.orderId ?? null}, ${account}, ${bodyHash},
        ${toJsonb(meta)})
      on conflict (key) do nothing
      returning ${columns}`.execute(this.db);
    const [fresh] = inserted.rows;
    if (fresh) return { fresh: true, intent: fresh };
    const stored = await this.get(key);
    // Withdrawn in between: then it is ours to open.
    return stored ? { fresh: false, intent: stored } : this.open(intent);
  }

  /**
   * Takes over an open intent, to send it again, maybe with another body. Undefined when another process has sent, settled
   * or withdrawn it since `intent` was read: then this one must not send.
   */
  async resend({ key, attempt, sentAt }: Intent, { bodyHash, meta }: Renewal = {}): Promise<Intent | undefined> {
    const { rows } = await sql<Intent>`
      update intents
      set attempt = attempt + 1, sent_at = clock_timestamp(), body_hash = coalesce(${bodyHash ?? null}, body_hash),
        meta = coalesce(${meta ? toJsonb(meta) : null}::jsonb, meta)
      where key = ${key} and attempt = ${attempt} and sent_at = ${sentAt} and settled_at is null
      returning ${columns}`.execute(this.db);
    return rows[0];
  }

  /**
   * Directly before the request leaves: from now on counts how long its outcome may be unknown. False when another attempt
   * has taken the intent over, or it was settled or withdrawn: then this one must not send.
   */
  async markSent({ key, attempt }: Pick<Intent, 'key' | 'attempt'>): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('intents')
      .set({ sentAt: sql<Date>`clock_timestamp()` })
      .where('key', '=', key)
      .where('attempt', '=', attempt)
      .where('settledAt', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /**
   * When surely nothing was done: the next try is a first one. An intent that was sent before stays open, for what became
   * of the earlier request is still unknown.
   */
  async withdraw({ key, attempt }: Pick<Intent, 'key' | 'attempt'>): Promise<void> {
    if (attempt > 1) return;
    await this.db
      .deleteFrom('intents')
      .where('key', '=', key)
      .where('attempt', '=', attempt)
      .where('settledAt', 'is', null)
      .execute();
  }

  /** @throws IntentConflictError when it was settled with another id */
  async settle({ key, remoteId }: IntentOutcome): Promise<void> {
    const stored = await this.db
      .updateTable('intents')
      .set({
        settledAt: sql<Date>`coalesce(settled_at, clock_timestamp())`,
        remoteId: sql<string>`coalesce(remote_id, ${remoteId})`,
      })
      .where('key', '=', key)
      .returning('remoteId')
      .executeTakeFirst();
    if (!stored) throw new Error(`The write ${key} has no intent to settle: it must be opened before it is sent.`);
    if (stored.remoteId !== remoteId) throw new IntentConflictError(key, String(stored.remoteId), remoteId);
  }

  /** When what it made is gone for good: the same write may be made anew. An open one stays, its outcome is unknown. */
  async forget(key: string): Promise<void> {
    await this.db.deleteFrom('intents').where('key', '=', key).where('settledAt', 'is not', null).execute();
  }

  async get(key: string): Promise<Intent | undefined> {
    const { rows } = await sql<Intent>`select ${columns} from intents where key = ${key}`.execute(this.db);
    return rows[0];
  }

  /** Keys of open intents that are the given one, or have more behind a slash, sent within so many milliseconds. */
  async openOf(key: string, withinMs: number): Promise<readonly string[]> {
    const { rows } = await sql<{ key: string }>`
      select key from intents
      where key >= ${key} and key < ${`${key}z`} and (key = ${key} or starts_with(key, ${`${key}/`})) and settled_at is null
        and sent_at > clock_timestamp() - ${withinMs} * interval '1 millisecond'`.execute(this.db);
    return rows.map((row) => row.key);
  }

  /**
   * Orders with a write to one of the accounts or stores that was sent more than once, last within that time: the earlier
   * request may be carried out late.
   */
  async ordersResent(accounts: readonly string[], withinMs: number): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select distinct store_hash, order_id from intents
      where attempt > 1 and order_id is not null and account = any(${[...accounts]}::text[])
        and sent_at > clock_timestamp() - ${withinMs} * interval '1 millisecond'`.execute(this.db);
    return rows;
  }

  /** Oldest first. */
  async forOrder({ storeHash, orderId }: OrderKey): Promise<readonly Intent[]> {
    const { rows } = await sql<Intent>`
      select ${columns} from intents where store_hash = ${storeHash} and order_id = ${orderId} order by sent_at, key`.execute(
      this.db,
    );
    return rows;
  }
}
