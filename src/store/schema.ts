/**
 * The tables as Kysely sees them: names in camelCase here, in snake_case in the database. `bigint` arrives as a number (see
 * `database.ts`), `numeric` as the decimal string that was stored, `timestamptz` as a Date of whole milliseconds, `jsonb`
 * parsed; encrypted values are `bytea`. What a table is for is said by the file that reads and writes it: `intents` by
 * `intents.ts`.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { RemoteErrorKind, RemoteSystem } from '../domain/remote-error';
import type { CatalogTables } from './schema-catalog';
import type { Created } from './schema-columns';
import type { CustomerTables } from './schema-customers';
import type { OrderTables } from './schema-orders';
import type { PriceTables } from './schema-prices';
import type { StockTables } from './schema-stock';

/** Free JSON without personal data. */
type Json = JSONColumnType<Record<string, unknown>>;

export interface Tables extends OrderTables, StockTables, CatalogTables, PriceTables, CustomerTables {
  intents: IntentsTable;
  links: LinksTable;
  claims: ClaimsTable;
  exchanges: ExchangesTable;
  exchangeSubjects: ExchangeSubjectsTable;
  watermarks: WatermarksTable;
  credentials: CredentialsTable;
  mappings: MappingsTable;
  freeings: FreeingsTable;
  reports: ReportsTable;
  operatorActions: OperatorActionsTable;
  accountStatus: AccountStatusTable;
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

interface ClaimsTable {
  name: string;
  owner: string;
  fence: number;
  expiresAt: Date;
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
