/** What people ruled about an order. Read by every run, so a ruling holds until another one follows. */
import type { Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { OperatorVerb } from '../domain/messages';
import type { Database } from './database';
import type { DataProtection } from './encryption';
import type { Tables } from './schema';
import { timeOrderedId } from './time-ordered-id';

export interface NewDecision {
  readonly order: OrderKey;
  readonly verb: OperatorVerb;
  /** Encrypted: an amended address is personal. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly actor: string;
  /** The same command twice is one decision. */
  readonly commandId: string;
  /** The version of the order it was ruled on, where it applies to that one alone. */
  readonly sourceHash?: string | undefined;
}

export interface Decision {
  readonly id: string;
  readonly order: OrderKey;
  readonly verb: OperatorVerb;
  /** Empty when erased. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly erased: boolean;
  readonly actor: string;
  readonly commandId: string;
  readonly sourceHash: string | null;
  readonly createdAt: Date;
}

export const decisionContext = (id: string): string => `decision:${id}`;

export class Decisions {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
  ) {}

  /**
   * Stores a decision, or gives the one that the same command made before.
   *
   * @throws Error when the command id was used for something else
   */
  async record(decision: NewDecision): Promise<Decision> {
    const { order, verb, actor, commandId, sourceHash = null } = decision;
    const id = timeOrderedId();
    await this.db
      .insertInto('decisions')
      .values({
        id,
        storeHash: order.storeHash,
        orderId: order.orderId,
        verb,
        arguments: this.protection.seal(decision.arguments, decisionContext(id)),
        actor,
        commandId,
        sourceHash,
      })
      .onConflict((conflict) => conflict.column('commandId').doNothing())
      .execute();
    const stored = await this.byCommand(commandId);
    const isSame =
      stored?.verb === verb && stored.order.orderId === order.orderId && stored.order.storeHash === order.storeHash;
    if (stored && isSame) return stored;
    throw new Error(`The command id ${commandId} was used for another order or verb already. Send a new one.`);
  }

  /** Newest last. */
  async list({ storeHash, orderId }: OrderKey): Promise<readonly Decision[]> {
    const rows = await this.db
      .selectFrom('decisions')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .orderBy('sequence')
      .execute();
    return rows.map((row) => this.opened(row));
  }

  private async byCommand(commandId: string): Promise<Decision | undefined> {
    const row = await this.db.selectFrom('decisions').selectAll().where('commandId', '=', commandId).executeTakeFirst();
    return row && this.opened(row);
  }

  private opened(row: Selectable<Tables['decisions']>): Decision {
    const { id, storeHash, orderId, verb, actor, commandId, sourceHash, createdAt } = row;
    const given = row.arguments && this.protection.open(row.arguments, decisionContext(id));
    return {
      id,
      order: { storeHash, orderId },
      verb,
      arguments: (given ?? {}) as Record<string, unknown>,
      erased: row.arguments === null,
      actor,
      commandId,
      sourceHash,
      createdAt,
    };
  }
}
