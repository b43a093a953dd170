/**
 * What of a contact the connector wrote, by keyed hashes: enough to see that a value is still the same, and nothing to read.
 * A contact follows one customer, whoever was there first: of two it would show now one, now the other.
 */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { CustomerTables } from './schema-customers';

export type ContactMarksRow = Selectable<CustomerTables['contactMarks']>;

type Marks = Readonly<Record<string, string>>;

interface ContactKey {
  readonly account: string;
  readonly contactId: number;
}

interface CustomerKey {
  readonly storeHash: string;
  readonly customerId: number;
}

export class ContactMarks {
  constructor(private readonly db: Database) {}

  /** What a contact was made with. One that has marks already keeps them. */
  async made({ account, contactId }: ContactKey, written: Marks): Promise<void> {
    await this.db
      .insertInto('contactMarks')
      .values({
        account,
        contactId,
        storeHash: null,
        customerId: null,
        written: toJsonb(written),
        sentAt: null,
        madeAt: sql<Date>`now()`,
      })
      .onConflict((conflict) => conflict.columns(['account', 'contactId']).doNothing())
      .execute();
  }

  /**
   * Lets the contact follow the customer if it follows nobody, or one of a store that is none of these. Gives its marks, and whom
   * it follows.
   */
  async follow(
    { account, contactId }: ContactKey,
    { storeHash, customerId }: CustomerKey,
    stores: readonly string[],
  ): Promise<ContactMarksRow> {
    const isTaken = sql`contact_marks.store_hash = any(${[...stores]}::text[])`;
    return this.db
      .insertInto('contactMarks')
      .values({ account, contactId, storeHash, customerId, sentAt: null })
      .onConflict((conflict) =>
        conflict.columns(['account', 'contactId']).doUpdateSet({
          storeHash: sql<string>`case when ${isTaken} then contact_marks.store_hash else excluded.store_hash end`,
          customerId: sql<number>`case when ${isTaken} then contact_marks.customer_id else excluded.customer_id end`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async get({ account, contactId }: ContactKey): Promise<ContactMarksRow | undefined> {
    return this.db
      .selectFrom('contactMarks')
      .selectAll()
      .where('account', '=', account)
      .where('contactId', '=', contactId)
      .executeTakeFirst();
  }

  /** Before it is sent: what comes of it may never be known. `written` is what has been seen of what was sent before. */
  async sending({ account, contactId }: ContactKey, written: Marks, sent: Marks): Promise<void> {
    await this.update({ account, contactId })
      .set({ written: toJsonb(written), sent: toJsonb(sent), sentAt: sql<Date>`now()`, updatedAt: sql<Date>`now()` })
      .execute();
  }

  /** What was sent is answered for, or was seen; nothing is open any more. */
  async settled({ account, contactId }: ContactKey, written: Marks): Promise<void> {
    await this.update({ account, contactId })
      .set({ written: toJsonb(written), sent: null, sentAt: null, updatedAt: sql<Date>`now()` })
      .execute();
  }

  /** A customer that is no more: another may take its contacts over, with what is known of them. Gives those contacts. */
  async leave({ storeHash, customerId }: CustomerKey): Promise<readonly ContactKey[]> {
    return this.db
      .updateTable('contactMarks')
      .set({ storeHash: null, customerId: null })
      .where('storeHash', '=', storeHash)
      .where('customerId', '=', customerId)
      .returning(['account', 'contactId'])
      .execute();
  }

  /** All customers of a store that a contact follows. */
  async followed(storeHash: string): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('contactMarks')
      .select('customerId')
      .distinct()
      .where('storeHash', '=', storeHash)
      .execute();
    return rows.flatMap(({ customerId }) => customerId ?? []);
  }

  private update({ account, contactId }: ContactKey) {
    return this.db.updateTable('contactMarks').where('account', '=', account).where('contactId', '=', contactId);
  }
}
