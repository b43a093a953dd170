/** Pairs of ids: what something of ours is in the other system. A pair is never silently changed to another partner. */
import { sql, type Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

/**
 * `product` is what a SKU was found to be, for a while; `new-product` is what was made for it. `instance` is the id that
 * Brightpearl gave to the installation of our app. `staff-credit` is a sales credit that staff made of an order, `store-refund`
 * the refund that the store made of it. A `carried-payment` moves money of the order from one of its documents to another, and
 * counts as neither received nor paid out.
 */
export type LinkKind =
  | 'sales-order'
  | 'contact'
  | 'payment'
  | 'product'
  | 'new-product'
  | 'row'
  | 'reservation'
  | 'note'
  | 'metafield'
  | 'instance'
  | 'sales-credit'
  | 'refund-payment'
  | 'shipment'
  | 'goods-in'
  | 'payment-action'
  | 'staff-credit'
  | 'store-refund'
  | 'carried-payment';

export type Link = Selectable<Tables['links']>;

export interface LinkKey {
  readonly kind: LinkKind;
  readonly account: string;
  /** Our side: an externalRef, a transactionRef, a keyed e-mail hash, a customer's id, a SKU. */
  readonly localKey: string;
}

export interface NewLink extends LinkKey {
  readonly remoteId: string;
  /** The order it belongs to, if one. */
  readonly order?: OrderKey | undefined;
  /** No personal data. */
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
}

/** A second partner for something that has one: two remote records where there may be only one. */
export class LinkConflictError extends Error {
  override readonly name = 'LinkConflictError';

  constructor(
    readonly stored: Link,
    readonly given: string,
  ) {
    super(
      `${stored.kind} ${stored.localKey} of account ${stored.account} is linked to ${stored.remoteId}, not to ${given}. ` +
        'Compare both records and remove the wrong one.',
    );
  }
}

export class Links {
  constructor(private readonly db: Database) {}

  /**
   * Stores a pair. The same pair again updates `meta` (its keys are merged).
   *
   * @throws LinkConflictError when the local side has another partner
   */
  async put(link: NewLink): Promise<void> {
    const stored = await this.insert(link)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'account', 'localKey']).doUpdateSet({
          meta: sql<string>`links.meta || case when links.remote_id = excluded.remote_id then excluded.meta else '{}' end`,
          updatedAt: sql<Date>`case when links.remote_id = excluded.remote_id then now() else links.updated_at end`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    if (stored.remoteId !== link.remoteId) throw new LinkConflictError(stored, link.remoteId);
  }

  /** Gives the local side another partner, where that is meant (a contact merged into another). */
  async replace(link: NewLink): Promise<void> {
    await this.insert(link)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'account', 'localKey']).doUpdateSet({
          remoteId: link.remoteId,
          storeHash: link.order?.storeHash ?? null,
          orderId: link.order?.orderId ?? null,
          meta: toJsonb(link.meta ?? {}),
          updatedAt: sql<Date>`now()`,
        }),
      )
      .execute();
  }

  async get({ kind, account, localKey }: LinkKey): Promise<Link | undefined> {
    return this.of(kind, account).where('localKey', '=', localKey).executeTakeFirst();
  }

  /** By local key; those without a link are absent. */
  async getMany(kind: LinkKind, account: string, localKeys: readonly string[]): Promise<ReadonlyMap<string, Link>> {
    const rows = await this.of(kind, account)
      .where('localKey', '=', sql<string>`any(${localKeys})`)
      .execute();
    return new Map(rows.map((row) => [row.localKey, row]));
  }

  /** Everything of ours that one remote record stands for. */
  async byRemote(kind: LinkKind, account: string, remoteId: string): Promise<readonly Link[]> {
    return this.of(kind, account).where('remoteId', '=', remoteId).orderBy('localKey').execute();
  }

  /** The same of several remote records. */
  async byRemotes(kind: LinkKind, account: string, remoteIds: readonly string[]): Promise<readonly Link[]> {
    return this.of(kind, account)
      .where('remoteId', '=', sql<string>`any(${remoteIds})`)
      .orderBy('localKey')
      .execute();
  }

  /** Those of a local key, alone or with more behind a slash, that were stored within so many milliseconds. */
  async newOf({ kind, account, localKey }: LinkKey, withinMs: number): Promise<readonly Link[]> {
    return (
      this.of(kind, account)
        // The bounds are for the index alone; they hold in every collation, as nothing behind the slash begins with more than f.
        .where('localKey', '>=', localKey)
        .where('localKey', '<', `${localKey}z`)
        .where(sql<boolean>`(local_key = ${localKey} or starts_with(local_key, ${`${localKey}/`}))`)
        .where(sql<boolean>`created_at > now() - ${withinMs} * interval '1 millisecond'`)
        .execute()
    );
  }

  /** Of several orders. */
  async ofOrders(kind: LinkKind, account: string, orders: readonly OrderKey[]): Promise<readonly Link[]> {
    const stores = orders.map(({ storeHash }) => storeHash);
    const ids = orders.map(({ orderId }) => orderId);
    return this.of(kind, account)
      .where(sql<boolean>`(store_hash, order_id) in (select * from unnest(${stores}::text[], ${ids}::bigint[]))`)
      .execute();
  }

  async forOrder({ storeHash, orderId }: OrderKey): Promise<readonly Link[]> {
    return this.db
      .selectFrom('links')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .orderBy('createdAt')
      .orderBy('kind')
      .orderBy('localKey')
      .execute();
  }

  async remove({ kind, account, localKey }: LinkKey): Promise<void> {
    await this.db
      .deleteFrom('links')
      .where('kind', '=', kind)
      .where('account', '=', account)
      .where('localKey', '=', localKey)
      .execute();
  }

  private of(kind: LinkKind, account: string) {
    return this.db.selectFrom('links').selectAll().where('kind', '=', kind).where('account', '=', account);
  }

  private insert({ order, meta = {}, kind, account, localKey, remoteId }: NewLink) {
    return this.db.insertInto('links').values({
      kind,
      account,
      localKey,
      remoteId,
      storeHash: order?.storeHash ?? null,
      orderId: order?.orderId ?? null,
      meta: toJsonb(meta),
    });
  }
}
