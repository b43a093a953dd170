/** What the mapping made of a snapshot, encrypted: the steps after it follow the stored plan instead of mapping again. */
import type { Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';
import type { DataProtection } from './encryption';
import type { Tables } from './schema';
import { timeOrderedId } from './time-ordered-id';

export interface NewPlan {
  readonly order: OrderKey;
  readonly snapshotId: string;
  /** Hash of the configuration and mappings that made it. */
  readonly configHash: string;
  /** Any JSON. */
  readonly body: unknown;
  /** What is planned: the order's import, or what is done about one of its notes. @default 'import' */
  readonly kind?: PlanKind;
}

type PlanKind = 'import' | 'note';

export type Plan = Omit<Selectable<Tables['plans']>, 'body'> & { readonly body: unknown };

export const planContext = (id: string): string => `plan:${id}`;

export class Plans {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
  ) {}

  /** Gives the id. */
  async save({ order, snapshotId, configHash, body, kind = 'import' }: NewPlan): Promise<string> {
    const id = timeOrderedId();
    await this.db
      .insertInto('plans')
      .values({
        id,
        snapshotId,
        storeHash: order.storeHash,
        orderId: order.orderId,
        configHash,
        kind,
        body: this.protection.seal(body, planContext(id)),
      })
      .execute();
    return id;
  }

  /** The newest of the order's import, where one is still kept. */
  async newest({ storeHash, orderId }: OrderKey): Promise<Plan | undefined> {
    const row = await this.db
      .selectFrom('plans')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .where('kind', '=', 'import')
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && this.opened(row);
  }

  /** Undefined when its snapshot was erased, or its time has passed: then the order is to be read and mapped again. */
  async get(id: string): Promise<Plan | undefined> {
    const row = await this.db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst();
    return row && this.opened(row);
  }

  private opened(row: Selectable<Tables['plans']>): Plan {
    return { ...row, body: this.protection.open(row.body, planContext(row.id)) };
  }
}
