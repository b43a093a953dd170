/** Rules that operators set over the configuration file's, kept with who and when. Nothing is changed, only followed. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

export interface MappingRule {
  /** Its name; of a `product-link` the pair of store and account: see `set-links.ts`. */
  readonly route: string;
  /** `product-link`, `sku`, `shipping-method`, `payment-method`, `tax-code`, … */
  readonly kind: string;
  /** What is mapped: the store's name or code. */
  readonly source: string;
}

/** `target` null: the rule ended, and the file's applies again. `id` rises with every version. */
export type MappingVersion = Selectable<Tables['mappings']>;

export class Mappings {
  constructor(private readonly db: Database) {}

  async set(rule: MappingRule, target: Readonly<Record<string, unknown>>, actor: string): Promise<MappingVersion> {
    return this.append(rule, toJsonb(target), actor);
  }

  async end(rule: MappingRule, actor: string): Promise<MappingVersion> {
    return this.append(rule, null, actor);
  }

  /** The rules of a route that apply now, by kind and source. */
  async current(route: string): Promise<readonly MappingVersion[]> {
    const { rows } = await sql<MappingVersion>`
      select * from (
        select distinct on (kind, source) * from mappings where route = ${route} order by kind, source, id desc
      ) newest
      where target is not null
      order by kind, source`.execute(this.db);
    return rows;
  }

  /** Every version of one rule, newest first. */
  async history({ route, kind, source }: MappingRule): Promise<readonly MappingVersion[]> {
    return this.db
      .selectFrom('mappings')
      .selectAll()
      .where('route', '=', route)
      .where('kind', '=', kind)
      .where('source', '=', source)
      .orderBy('id', 'desc')
      .execute();
  }

  private async append({ route, kind, source }: MappingRule, target: string | null, actor: string) {
    return this.db
      .insertInto('mappings')
      .values({ route, kind, source, target, actor })
      .returningAll()
      .executeTakeFirstOrThrow();
  }
}
