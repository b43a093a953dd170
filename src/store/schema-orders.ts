/** The tables about single orders, as `schema.ts` has the others. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Issue, IssueCode } from '../domain/issues';
import type { OperatorVerb } from '../domain/messages';
import type { NoteKind, NoteState } from '../domain/notes';
import type { SyncState } from '../domain/states';
import type { Created } from './schema-columns';

export interface OrderTables {
  orders: OrdersTable;
  decisions: DecisionsTable;
  snapshots: SnapshotsTable;
  plans: PlansTable;
  notes: NotesTable;
  refunds: RefundsTable;
}

/** The board: one row per store order from the moment it is known. */
interface OrdersTable {
  storeHash: string;
  orderId: number;
  route: string | null;
  account: string | null;
  state: SyncState;
  step: Generated<string>;
  issueCode: IssueCode | null;
  issue: JSONColumnType<Issue | null, string | null, string | null>;
  details: JSONColumnType<Record<string, unknown>, string | undefined>;
  salesOrderIds: JSONColumnType<number[], string | undefined>;
  orderTotal: string | null;
  currency: string | null;
  salesOrderTotal: string | null;
  bigcommerceStatusId: number | null;
  salesOrderStatusId: number | null;
  emailHash: string | null;
  workflowId: string | null;
  configHash: string | null;
  holdUntil: Date | null;
  knownAt: Created;
  changedAt: Date | null;
  stateSince: Date;
  syncedAt: Date | null;
  retryingSince: Date | null;
  lastError: string | null;
  asOf: Date;
}

interface DecisionsTable {
  id: string;
  /** Order of arrival. */
  sequence: ColumnType<number, never, never>;
  storeHash: string;
  orderId: number;
  verb: OperatorVerb;
  /** Encrypted JSON; null when erased. */
  arguments: Buffer | null;
  actor: string;
  commandId: string;
  sourceHash: string | null;
  createdAt: Created;
}

interface SnapshotsTable {
  id: string;
  storeHash: string;
  orderId: number;
  hash: string;
  emailHash: string | null;
  /** Encrypted JSON. */
  body: Buffer;
  readAt: Date;
}

interface PlansTable {
  id: string;
  snapshotId: string;
  storeHash: string;
  orderId: number;
  configHash: string;
  kind: Generated<'import' | 'note'>;
  /** Encrypted JSON. */
  body: Buffer;
  createdAt: Created;
}

interface NotesTable {
  account: string;
  kind: NoteKind;
  noteId: number;
  salesOrderId: number;
  storeHash: string;
  orderId: number;
  version: string;
  state: NoteState;
  shippedOn: Date | null;
  settledVersion: string | null;
  /** When its order was told of this version. */
  toldAt: Date | null;
  knownAt: Created;
  updatedAt: Generated<Date>;
}

interface RefundsTable {
  storeHash: string;
  refundId: number;
  orderId: number;
  madeOn: Date;
  /** `open`: nothing came of it yet; `held`: a person is to decide; the others are for good. */
  state: 'open' | 'held' | 'declined' | 'decided';
  portions: JSONColumnType<unknown[] | null, string | null | undefined, string | null>;
  decidedBy: string | null;
  decidedAt: Date | null;
  knownAt: Created;
  updatedAt: Generated<Date>;
}
