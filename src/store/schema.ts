/**
 * The tables as Kysely sees them: names in camelCase here, in snake_case in the database. `bigint` arrives as a number (see `database.ts`), `numeric` as the decimal string that
 * was stored, `timestamptz` as a Date of whole milliseconds, `jsonb` parsed; encrypted values are `bytea`.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Issue, IssueCode } from '../domain/issues';
import type { OperatorVerb } from '../domain/messages';
import type { NoteKind, NoteState } from '../domain/notes';
import type { RemoteErrorKind, RemoteSystem } from '../domain/remote-error';
import type { SyncState } from '../domain/states';
import type { CatalogTables } from './schema-catalog';
import type { CustomerTables } from './schema-customers';
import type { StockTables } from './schema-stock';

/** Free JSON without personal data. */
type Json = JSONColumnType<Record<string, unknown>>;

/** Set by the database when left out, and never changed. */
type Created = ColumnType<Date, Date | undefined, never>;

export interface Tables extends StockTables, CatalogTables, CustomerTables {
  orders: OrdersTable;
  intents: IntentsTable;
  links: LinksTable;
  decisions: DecisionsTable;
  claims: ClaimsTable;
  snapshots: SnapshotsTable;
  plans: PlansTable;
  exchanges: ExchangesTable;
  exchangeSubjects: ExchangeSubjectsTable;
  watermarks: WatermarksTable;
  credentials: CredentialsTable;
  mappings: MappingsTable;
  freeings: FreeingsTable;
  reports: ReportsTable;
  operatorActions: OperatorActionsTable;
  accountStatus: AccountStatusTable;
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

interface IntentsTable {
  key: string;
  kind: string;
  storeHash: string | null;
  orderId: number | null;
  account: string | null;
  bodyHash: string;
  attempt: Generated<number>;
  sentAt: Generated<Date>;
  settledAt: Date | null;
  remoteId: string | null;
  meta: Json;
}

interface LinksTable {
  kind: string;
  account: string;
  localKey: string;
  remoteId: string;
  storeHash: string | null;
  orderId: number | null;
  meta: Json;
  createdAt: Created;
  updatedAt: Generated<Date>;
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

interface ClaimsTable {
  name: string;
  owner: string;
  fence: number;
  expiresAt: Date;
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

interface ExchangesTable {
  /** Ordered by time. */
  id: string;
  startedAt: Date;
  durationMs: number;
  system: RemoteSystem;
  scope: string;
  method: string;
  path: string;
  status: number | null;
  attempt: number | null;
  errorKind: RemoteErrorKind | null;
  requestId: string | null;
  workflowId: string | null;
  runId: string | null;
  activity: string | null;
  requestHeaders: JSONColumnType<Record<string, string>>;
  responseHeaders: JSONColumnType<Record<string, string>>;
  /** Encrypted JSON: the full path and both bodies; null when erased. */
  content: Buffer | null;
  truncated: boolean;
}

interface ExchangeSubjectsTable {
  exchangeId: string;
  subject: string;
}

interface WatermarksTable {
  scope: string;
  stream: string;
  position: Date;
  updatedAt: Generated<Date>;
}

interface CredentialsTable {
  system: RemoteSystem;
  scope: string;
  kind: string;
  /** Encrypted JSON. */
  value: Buffer;
  version: number;
  updatedAt: Generated<Date>;
}

interface MappingsTable {
  id: Generated<number>;
  route: string;
  kind: string;
  source: string;
  /** Null ends the rule, so that the configuration file's applies again. */
  target: ColumnType<Record<string, unknown> | null, string | null, never>;
  actor: string;
  reason: string | null;
  createdAt: Created;
}

/** What waited for a mapping when it was set or removed, and how far the freeing is. */
interface FreeingsTable {
  mappingId: number;
  names: JSONColumnType<string[], string, never>;
  ordersWaiting: number;
  levelsWaiting: number;
  ordersFreed: Generated<number>;
  levelsFreed: Generated<number>;
  afterStore: Generated<string>;
  afterOrder: Generated<number>;
  ordersDone: Generated<boolean>;
  levelsDone: Generated<boolean>;
  requestedAt: Created;
  finishedAt: Date | null;
}

interface ReportsTable {
  id: string;
  kind: string;
  scope: string;
  startedAt: Date;
  finishedAt: Date;
  summary: Json;
  rows: JSONColumnType<unknown[]>;
}

interface OperatorActionsTable {
  id: Generated<number>;
  at: Created;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  details: Json;
}

interface AccountStatusTable {
  system: RemoteSystem;
  scope: string;
  pausedSince: Date;
  reason: string;
  probeOwner: string | null;
  probeUntil: Date | null;
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
