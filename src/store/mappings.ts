/** Rules that operators set over the configuration file's, kept with who and when. Nothing is changed, only followed. */
import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { AppliedMapping, MappingKey, MappingKind } from '../domain/mapping-kinds';
import { MAPPING_KINDS, scopesOver, scopeText, sourceKey } from '../domain/mapping-kinds';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

export interface MappingRule {
  /** Where it applies: a store and an account, `*` for all of them (`scopeText`). */
  readonly route: string;
  /** A {@link MappingKind}, or `product-link`: see `set-links.ts`. */
  readonly kind: string;
  /** What is mapped: the store's name or code. */
  readonly source: string;
}

/** `target` null: the rule ended, and the file's applies again. `id` rises with every version. */
export type MappingVersion = Selectable<Tables['mappings']>;

export class Mappings {
  constructor(private readonly db: Database) {}

  async set(
    rule: MappingRule,
    target: Readonly<Record<string, unknown>>,
    actor: string,
    reason?: string,
  ): Promise<MappingVersion> {
    return this.append(rule, toJsonb(target), actor, reason);
  }

  async end(rule: MappingRule, actor: string, reason?: string): Promise<MappingVersion> {
    return this.append(rule, null, actor, reason);
  }

  /** What applies to a store and an account now: of each kind and source the mapping of the narrowest scope. */
  async applying(store: string, account: string): Promise<readonly AppliedMapping[]> {
    const scopes = scopesOver(store, account);
    const { rows } = await sql<MappingVersion>`
      select distinct on (kind, source) * from (${newest(sql`route = any(${[...scopes]}) and kind = any(${KINDS})`)}) newest
      where target is not null
      order by kind, source, array_position(${[...scopes]}::text[], route)`.execute(this.db);
    return rows.map(readMapping);
  }

  /** All of the kinds in {@link MAPPING_KINDS} that apply now, wherever. */
  async list(): Promise<readonly MappingVersion[]> {
    const { rows } = await sql<MappingVersion>`
      select * from (${newest(sql`kind = any(${KINDS})`)}) newest
      where target is not null
      order by kind, source, route`.execute(this.db);
    return rows;
  }

  async get(id: number): Promise<MappingVersion | undefined> {
    return this.db.selectFrom('mappings').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** The rules of a route that apply now, by kind and source. */
  async current(route: string): Promise<readonly MappingVersion[]> {
    const { rows } = await sql<MappingVersion>`
      select * from (${newest(sql`route = ${route}`)}) newest
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

  private async append({ route, kind, source }: MappingRule, target: string | null, actor: string, reason = '') {
    return this.db
      .insertInto('mappings')
      .values({ route, kind, source, target, actor, reason: reason === '' ? null : reason })
      .returningAll()
      .executeTakeFirstOrThrow();
  }
}

const KINDS = Object.keys(MAPPING_KINDS);

/** The newest version of each rule, ended ones included. */
const newest = (where: RawBuilder<unknown>) => sql`
  select distinct on (route, kind, source) * from mappings where ${where} order by route, kind, source, id desc`;

/** As it is stored. */
export const mappingRule = ({ kind, source, ...scope }: MappingKey): MappingRule => ({
  route: scopeText(scope),
  kind,
  source: sourceKey(kind, source),
});

/** @throws when the target is not of its kind: nothing but {@link mappingRule} and a checked target is ever stored */
function readMapping({ kind, source, target }: MappingVersion): AppliedMapping {
  const schema = MAPPING_KINDS[kind as MappingKind].target;
  return { kind, source, target: schema.parse(target) } as AppliedMapping;
}
