/**
 * SKUs that somebody wants to have as products in Brightpearl: who, what is to be sent, and what became of it. Stored before
 * anything is done, so that a job that dies goes on where it was. A SKU that is asked for again begins anew.
 */
import { sql, type Selectable } from 'kysely';
import type { ProductInput } from '../brightpearl/schemas/product';
import type { Database } from './database';
import { toJsonb } from './json';
import type { LinkScope } from './product-links';
import type { CatalogTables } from './schema-catalog';

export type NewProductRow = Selectable<CatalogTables['newProducts']>;

export interface NewProductRequest {
  /** Trimmed. */
  readonly skus: readonly string[];
  readonly by: string;
  readonly reason?: string | undefined;
}

/** What is known of a SKU once its variant was read. */
export type PlannedProduct =
  | { readonly sku: string; readonly state: 'planned'; readonly variantId: number; readonly body: ProductInput }
  | { readonly sku: string; readonly state: 'found'; readonly variantId: number; readonly productId: number }
  | { readonly sku: string; readonly state: 'refused'; readonly message: string };

/** Of a SKU whose product was to be made. */
export type NewProductOutcome =
  { readonly state: 'made'; readonly productId: number } | { readonly state: 'refused'; readonly message: string };

/** Nothing was sent for it: somebody else made it. */
const THERE = sql<'made' | 'found'>`case when sent_at is null then 'found' else 'made' end`;

export class NewProducts {
  constructor(private readonly db: Database) {}

  async want({ storeHash, account }: LinkScope, { skus, by, reason }: NewProductRequest): Promise<void> {
    await sql`
      insert into new_products (store_hash, account, sku, requested_by, reason)
      select distinct ${storeHash}, ${account}, sku, ${by}, ${reason ?? null}::text from unnest(${[...skus]}::text[]) as given (sku)
      on conflict (store_hash, account, sku) do update
        set requested_by = excluded.requested_by, reason = excluded.reason, requested_at = clock_timestamp(),
          state = 'wanted', variant_id = null, body = null, sent_at = null, product_id = null, message = '',
          settled_at = null, told_at = null
        where new_products.state not in ('wanted', 'planned')`.execute(this.db);
  }

  /** Not settled yet, those that were asked for first. */
  async open(scope: LinkScope, limit: number): Promise<readonly NewProductRow[]> {
    return this.of(scope)
      .where('state', 'in', ['wanted', 'planned'])
      .orderBy('requestedAt')
      .orderBy('sku')
      .limit(limit)
      .execute();
  }

  async get(scope: LinkScope, sku: string): Promise<NewProductRow | undefined> {
    return this.of(scope).where('sku', '=', sku).executeTakeFirst();
  }

  async plan(scope: LinkScope, planned: readonly PlannedProduct[]): Promise<void> {
    for (const { sku, state, ...found } of planned) {
      await this.row(scope, sku)
        .set({
          state: state === 'found' ? THERE : state,
          variantId: 'variantId' in found ? found.variantId : null,
          body: 'body' in found ? toJsonb(found.body) : null,
          productId: 'productId' in found ? found.productId : null,
          message: 'message' in found ? found.message : '',
          settledAt: state === 'planned' ? null : sql<Date>`clock_timestamp()`,
        })
        .where('state', 'in', ['wanted', 'planned'])
        .execute();
    }
  }

  /** They come after all others that are asked for. */
  async putOff({ storeHash, account }: LinkScope, skus: readonly string[]): Promise<void> {
    await sql`
      update new_products set requested_at = clock_timestamp(), state = 'wanted'
      where store_hash = ${storeHash} and account = ${account} and sku = any(${[...skus]}::text[])
        and state in ('wanted', 'planned')`.execute(this.db);
  }

  /** Directly before the request leaves: what is found later was made by us, too. */
  async markSent(scope: LinkScope, sku: string): Promise<void> {
    await this.row(scope, sku)
      .set({ sentAt: sql<Date>`clock_timestamp()` })
      .execute();
  }

  async settle(scope: LinkScope, sku: string, outcome: NewProductOutcome): Promise<void> {
    await this.row(scope, sku)
      .set({
        state: outcome.state === 'made' ? THERE : 'refused',
        productId: outcome.state === 'made' ? outcome.productId : null,
        message: outcome.state === 'refused' ? outcome.message : '',
        settledAt: sql<Date>`clock_timestamp()`,
      })
      .execute();
  }

  /** In Brightpearl now, and those that wait for them were not told. */
  async untold(scope: LinkScope, limit: number): Promise<readonly NewProductRow[]> {
    return this.of(scope)
      .where('state', 'in', ['made', 'found'])
      .where('toldAt', 'is', null)
      .orderBy('settledAt')
      .orderBy('sku')
      .limit(limit)
      .execute();
  }

  async told(scope: LinkScope, skus: readonly string[]): Promise<void> {
    await this.db
      .updateTable('newProducts')
      .set({ toldAt: sql<Date>`clock_timestamp()` })
      .where('storeHash', '=', scope.storeHash)
      .where('account', '=', scope.account)
      .where('sku', '=', sql<string>`any(${[...skus]}::text[])`)
      .execute();
  }

  /** Told of since then. */
  async toldSince(scope: LinkScope, since: Date): Promise<readonly NewProductRow[]> {
    return this.of(scope).where('toldAt', '>=', since).orderBy('sku').execute();
  }

  /** Pairs with something to do that was asked for earlier than this. */
  async unfinished(before: Date): Promise<readonly LinkScope[]> {
    return this.db
      .selectFrom('newProducts')
      .select(['storeHash', 'account'])
      .distinct()
      .where((where) =>
        where.or([
          where('state', 'in', ['wanted', 'planned']),
          where.and([where('state', 'in', ['made', 'found']), where('toldAt', 'is', null)]),
        ]),
      )
      .where('requestedAt', '<', before)
      .execute();
  }

  async counts(scope: LinkScope): Promise<Readonly<Record<NewProductRow['state'], number>>> {
    const { rows } = await sql<{ state: NewProductRow['state']; n: number }>`
      select state, count(*) as n from new_products
      where store_hash = ${scope.storeHash} and account = ${scope.account} group by state`.execute(this.db);
    const none = { wanted: 0, planned: 0, made: 0, found: 0, refused: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
  }

  /** Those that were settled last first, before them what is open. @param skus only these */
  async newest(scope: LinkScope, limit: number, skus?: readonly string[]): Promise<readonly NewProductRow[]> {
    return this.of(scope)
      .$if(skus !== undefined, (query) => query.where('sku', '=', sql<string>`any(${[...(skus ?? [])]}::text[])`))
      .orderBy(sql`settled_at desc nulls first`)
      .orderBy('sku')
      .limit(limit)
      .execute();
  }

  private of({ storeHash, account }: LinkScope) {
    return this.db
      .selectFrom('newProducts')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('account', '=', account);
  }

  private row({ storeHash, account }: LinkScope, sku: string) {
    return this.db
      .updateTable('newProducts')
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('sku', '=', sku);
  }
}
