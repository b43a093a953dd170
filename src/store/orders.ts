/**
 * The board: where every store order stands, for people. A projection with one writer per order (its workflow); nothing
 * decides by it, and an update from an older moment than the row's is ignored.
 */
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import type { Issue, IssueCode } from '../domain/issues';
import { isSettled, SYNC_STATES, type SyncState } from '../domain/states';
import type { Database } from './database';
import { storable, toJsonb } from './json';
import type { DataProtection } from './encryption';
import { pageOf, readCursor, type Page, type PageRequest } from './page';
import type { Tables } from './schema';

/**
 * `knownAt`: first heard of. `changedAt`: the store's own date of change. `stateSince`: the state became what it is.
 * `syncedAt`: first SYNCED. `retryingSince`, `lastError`: a step fails and is tried again. `asOf`: workflow time of the last
 * update. Amounts are decimal strings.
 */
export type BoardRow = Selectable<Tables['orders']>;

interface BoardFacts {
  readonly state: SyncState;
  readonly step: string;
  readonly route: string | null;
  readonly account: string | null;
  readonly issue: Issue | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly salesOrderIds: readonly number[];
  readonly orderTotal: string | null;
  readonly currency: string | null;
  readonly salesOrderTotal: string | null;
  readonly bigcommerceStatusId: number | null;
  readonly salesOrderStatusId: number | null;
  readonly changedAt: Date | null;
  readonly workflowId: string | null;
  readonly configHash: string | null;
  readonly holdUntil: Date | null;
}

/** What is left out stays as it is; null clears. */
export type BoardUpdate = {
  readonly order: OrderKey;
  /** Workflow time. */
  readonly asOf: Date;
  /** Kept as a keyed hash only, so that a person's orders can be found. */
  readonly email?: string | undefined;
} & PartialFacts;

type PartialFacts = { readonly [Fact in keyof BoardFacts]?: BoardFacts[Fact] | undefined };

export interface BoardFilter {
  readonly storeHash?: string | undefined;
  readonly orderId?: number | undefined;
  readonly account?: string | undefined;
  readonly route?: string | undefined;
  readonly states?: readonly SyncState[] | undefined;
  readonly issueCode?: IssueCode | undefined;
  readonly salesOrderId?: number | undefined;
  /** Only those whose current step fails and is tried again; false: only the others. */
  readonly retrying?: boolean | undefined;
  /** Only those that are in their state since before then. */
  readonly inStateBefore?: Date | undefined;
}

const UNSETTLED_STATES = SYNC_STATES.filter((state) => !isSettled(state));

const position = z.tuple([z.coerce.date(), z.string(), z.int()]);

export class OrderBoard {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
  ) {}

  /** False when the row has been updated from a later moment already: nothing was changed. */
  async upsert({ order, asOf, email, ...facts }: BoardUpdate): Promise<boolean> {
    const { state = 'PENDING' } = facts;
    const columns = { ...toColumns(facts), ...(email && { emailHash: this.protection.emailHash(email) }) };
    const applied = await this.db
      .insertInto('orders')
      .values({
        storeHash: order.storeHash,
        orderId: order.orderId,
        ...columns,
        state,
        stateSince: asOf,
        syncedAt: state === 'SYNCED' ? asOf : null,
        asOf,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['storeHash', 'orderId'])
          .doUpdateSet({ ...columns, ...stateTimes(facts.state, asOf), retryingSince: null, lastError: null, asOf })
          .whereRef('orders.asOf', '<=', 'excluded.asOf'),
      )
      .returning('orderId')
      .executeTakeFirst();
    return applied !== undefined;
  }

  /** Shows that the current step of an order fails and is tried again; the next update of the row takes it back. */
  async markRetrying(key: OrderKey, error: string, since = new Date()): Promise<void> {
    await this.row(key)
      .set({ retryingSince: sql<Date>`coalesce(retrying_since, ${since})`, lastError: storable(error) })
      .execute();
  }

  async clearRetrying(key: OrderKey): Promise<void> {
    await this.row(key).set({ retryingSince: null, lastError: null }).where('retryingSince', 'is not', null).execute();
  }

  async get(key: OrderKey): Promise<BoardRow | undefined> {
    return this.db
      .selectFrom('orders')
      .selectAll()
      .where('storeHash', '=', key.storeHash)
      .where('orderId', '=', key.orderId)
      .executeTakeFirst();
  }

  /** Which version of each order was read last, by the store's own date of change; absent for orders never read. */
  async changedAtOf(storeHash: string, orderIds: readonly number[]): Promise<ReadonlyMap<number, Date>> {
    if (orderIds.length === 0) return new Map();
    const rows = await this.db
      .selectFrom('orders')
      .select(['orderId', 'changedAt'])
      .where('storeHash', '=', storeHash)
      .where('orderId', 'in', [...orderIds])
      .execute();
    return new Map(rows.flatMap(({ orderId, changedAt }) => (changedAt ? [[orderId, changedAt] as const] : [])));
  }

  /** Newest first. */
  async list(filter: BoardFilter, { limit, cursor }: PageRequest): Promise<Page<BoardRow>> {
    const [knownAt, storeHash, orderId] = cursor === undefined ? [] : readCursor(cursor, position);
    const rows = await filtered(this.db.selectFrom('orders').selectAll(), filter)
      .$if(cursor !== undefined, (query) =>
        query.where(sql<boolean>`(known_at, store_hash, order_id) < (${knownAt}, ${storeHash}, ${orderId})`),
      )
      .orderBy('knownAt', 'desc')
      .orderBy('storeHash', 'desc')
      .orderBy('orderId', 'desc')
      .limit(limit + 1)
      .execute();
    return pageOf(rows, limit, (row) => [row.knownAt, row.storeHash, row.orderId]);
  }

  /** Rows for which something should be running or waiting, for the doctor. */
  async unsettled(filter: Omit<BoardFilter, 'states'>, page: PageRequest): Promise<Page<BoardRow>> {
    return this.list({ ...filter, states: UNSETTLED_STATES }, page);
  }

  /** Number of orders per state; every state is named. */
  async counts(filter: BoardFilter = {}): Promise<Record<SyncState, number>> {
    const rows = await filtered(this.db.selectFrom('orders'), filter)
      .select(({ fn }) => ['state', fn.countAll<number>().as('orders')])
      .groupBy('state')
      .execute();
    const found = new Map(rows.map(({ state, orders }) => [state, orders]));
    return Object.fromEntries(SYNC_STATES.map((state) => [state, found.get(state) ?? 0])) as Record<SyncState, number>;
  }

  private row(key: OrderKey) {
    return this.db.updateTable('orders').where('storeHash', '=', key.storeHash).where('orderId', '=', key.orderId);
  }
}

function toColumns({ issue, details, salesOrderIds, ...facts }: PartialFacts) {
  return {
    ...facts,
    ...(issue === undefined ? {} : { issue: issue && toJsonb(issue), issueCode: issue && issue.code }),
    ...(details === undefined ? {} : { details: toJsonb(details) }),
    ...(salesOrderIds === undefined ? {} : { salesOrderIds: toJsonb(salesOrderIds) }),
  };
}

function stateTimes(state: SyncState | undefined, at: Date) {
  if (state === undefined) return {};
  const stateSince = sql<Date>`case when orders.state = ${state} then orders.state_since else ${at} end`;
  return state === 'SYNCED' ? { stateSince, syncedAt: sql<Date>`coalesce(orders.synced_at, ${at})` } : { stateSince };
}

function filtered<Output>(
  query: SelectQueryBuilder<Tables, 'orders', Output>,
  { states, salesOrderId, retrying, inStateBefore, ...equal }: BoardFilter,
): SelectQueryBuilder<Tables, 'orders', Output> {
  const entries = Object.entries(equal).filter(([, value]) => value !== undefined);
  return query
    .$if(entries.length > 0, (q) => q.where((expression) => expression.and(Object.fromEntries(entries))))
    .$if(states !== undefined, (q) => q.where('state', '=', sql<SyncState>`any(${states})`))
    .$if(salesOrderId !== undefined, (q) =>
      q.where(sql<boolean>`sales_order_ids @> ${JSON.stringify([salesOrderId])}::jsonb`),
    )
    .$if(retrying !== undefined, (q) => q.where('retryingSince', retrying ? 'is not' : 'is', null))
    .$if(inStateBefore !== undefined, (q) => q.where('stateSince', '<', inStateBefore as Date));
}
