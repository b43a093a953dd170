/** The tables of customers, as `schema.ts` has the others. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { IssueCode } from '../domain/issues';

export interface CustomerTables {
  customerNews: CustomerNewsTable;
  contactMarks: ContactMarksTable;
}

/** Customers that may have changed, until their contact was looked at. `mark` as in `stock_dirty`. */
interface CustomerNewsTable {
  storeHash: string;
  account: string;
  customerId: number;
  mark: Generated<number>;
  reason: string;
  /** One of very many that were noted together: in turn when no other waits. */
  late: Generated<boolean>;
  since: Generated<Date>;
  /** The issue that keeps it from its turn until something changes; null: next in turn. */
  parked: IssueCode | null;
  message: string | null;
}

/** By field, the keyed hash of a value. */
type Marks = Readonly<Record<string, string>>;

/**
 * What of a contact the connector wrote. `storeHash` and `customerId`: whom the contact follows; null: nobody yet. `sent`: what
 * was sent and not seen since, null where nothing is open.
 */
interface ContactMarksTable {
  account: string;
  contactId: number;
  storeHash: string | null;
  customerId: number | null;
  written: JSONColumnType<Marks, string | undefined>;
  sent: JSONColumnType<Marks | null, string | null | undefined, string | null>;
  sentAt: Date | null;
  /** When the connector made the contact; null: it was found in Brightpearl, or a crash came right after. */
  madeAt: ColumnType<Date | null, Date | null | undefined>;
  updatedAt: Generated<Date>;
}
