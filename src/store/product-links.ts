/** Which Brightpearl product each variant of a store is: refreshed as a whole, read by every cycle. Found, never guessed. */
import { sql, type Selectable } from 'kysely';
import { inChunks } from './chunks';
import type { Database } from './database';
import { LINK_COLUMNS, saveLinks } from './link-rows';
import { textOf } from './link-text';
import type { StockTables } from './schema-stock';

export type ProductLink = Omit<Selectable<StockTables['productLinks']>, 'seenAt' | 'comparedIn'>;

/** The pair of a store and one of the accounts that it has to do with. */
export interface LinkScope {
  readonly storeHash: string;
  readonly account: string;
}

/** PostgreSQL takes 65,535 parameters a statement; a row has seventeen. */
const ROWS_A_STATEMENT = 1_000;

export class ProductLinks {
  constructor(private readonly db: Database) {}

  /** Until the transaction ends nobody else links the pair: who comes later knows the newer catalogs. */
  async lock({ storeHash, account }: LinkScope): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`links ${storeHash}/${account}`}, 0))`.execute(this.db);
  }

  /**
   * Makes these the links of the pair, and writes only what differs. Gives the variants that mean something else than before,
   * those without a link any more included.
   */
  async replace(scope: LinkScope, links: readonly ProductLink[], seenAt: Date): Promise<readonly number[]> {
    const before = new Map((await this.scope(scope).execute()).map((link) => [link.variantId, link]));
    const differing = links.filter((link) => {
      const known = before.get(link.variantId);
      return !known || textOf(known) !== textOf(link);
    });
    const kept = new Set(links.map(({ variantId }) => variantId));
    const gone = [...before.keys()].filter((variantId) => !kept.has(variantId));
    const changed = await this.save(differing, seenAt);
    await this.remove(scope, gone);
    return [...changed.map(({ variantId }) => variantId), ...gone];
  }

  /** Inserts or replaces; gives the variants that are linked otherwise than before. */
  async save(links: readonly ProductLink[], seenAt: Date): Promise<readonly ProductLink[]> {
    const changed: ProductLink[] = [];
    for (const some of inChunks(links, ROWS_A_STATEMENT)) changed.push(...(await saveLinks(this.db, some, seenAt)));
    return changed;
  }

  private async remove({ storeHash, account }: LinkScope, variantIds: readonly number[]): Promise<void> {
    await this.db
      .deleteFrom('productLinks')
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** Both catalogs were read as a whole since then, and every link is as they say. */
  async confirm({ storeHash, account }: LinkScope, seenAt: Date): Promise<void> {
    await this.db
      .updateTable('productLinks')
      .set({ seenAt })
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('seenAt', '<', seenAt)
      .execute();
  }

  async ofVariants({ storeHash, account }: LinkScope, variantIds: readonly number[]): Promise<readonly ProductLink[]> {
    return this.scope({ storeHash, account })
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** All that are linked with a product, whether or not they have a level. */
  async linked(scope: LinkScope): Promise<readonly ProductLink[]> {
    return this.scope(scope).where('brightpearlId', 'is not', null).orderBy('variantId').execute();
  }

  /** Every variant of the store, linked or not. */
  async ofPair(scope: LinkScope): Promise<readonly ProductLink[]> {
    return this.scope(scope).orderBy('variantId').execute();
  }

  /** Of these variants, in whichever account. */
  async ofStore(storeHash: string, variantIds: readonly number[]): Promise<readonly ProductLink[]> {
    return this.db
      .selectFrom('productLinks')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** Those with a level, of these products of the store. */
  async ofProducts(scope: LinkScope, productIds: readonly number[]): Promise<readonly ProductLink[]> {
    return this.scope(scope)
      .where('productId', '=', sql<number>`any(${[...productIds]})`)
      .where('levelTarget', 'is not', null)
      .execute();
  }

  /** A SKU may be on several variants: then none of them is linked. */
  async ofSku(scope: LinkScope, sku: string): Promise<readonly ProductLink[]> {
    return this.scope(scope).where('sku', '=', sku).orderBy('variantId').execute();
  }

  /** As {@link ofSku}, whatever spaces are around it. */
  async ofTrimmedSku(scope: LinkScope, sku: string): Promise<readonly ProductLink[]> {
    return this.scope(scope)
      .where(sql<string>`trim(sku)`, '=', sku.trim())
      .orderBy('variantId')
      .execute();
  }

  /** @param code only of this problem */
  async withProblems(storeHash: string, limit: number, code?: string): Promise<readonly ProductLink[]> {
    return this.db
      .selectFrom('productLinks')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('problem', 'is not', null)
      .$if(code !== undefined, (query) => query.where('problem', '=', String(code)))
      .orderBy('problem')
      .orderBy('sku')
      .orderBy('variantId')
      .limit(limit)
      .execute();
  }

  async counts(storeHash: string): Promise<{ readonly leveled: number; readonly problems: number }> {
    const row = await this.db
      .selectFrom('productLinks')
      .select(({ fn }) => [fn.count<number>('levelTarget').as('leveled'), fn.count<number>('problem').as('problems')])
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    return { leveled: row.leveled, problems: row.problems };
  }

  /** Notes that a compare has seen the levels of these. */
  async noteCompared(storeHash: string, variantIds: readonly number[], reportId: string): Promise<void> {
    await this.db
      .updateTable('productLinks')
      .set({ comparedIn: reportId })
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** Variants with a level that a compare has not seen, in the order of their ids, after one of them. */
  async uncompared(
    storeHash: string,
    accounts: readonly string[],
    reportId: string,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): Promise<readonly ProductLink[]> {
    return this.db
      .selectFrom('productLinks')
      .select(LINK_COLUMNS)
      .distinctOn('variantId')
      .where('storeHash', '=', storeHash)
      .where('account', '=', sql<string>`any(${[...accounts]})`)
      .where('levelTarget', 'is not', null)
      .where('comparedIn', 'is distinct from', reportId)
      .where('variantId', '>', after)
      .orderBy('variantId')
      .limit(limit)
      .execute();
  }

  private scope({ storeHash, account }: LinkScope) {
    return this.db
      .selectFrom('productLinks')
      .select(LINK_COLUMNS)
      .where('storeHash', '=', storeHash)
      .where('account', '=', account);
  }
}
