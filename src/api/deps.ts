/** What the API needs from the rest of the connector; put together where the process starts. */
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { WebhookSecrets } from '../bigcommerce/webhook-signature';
import type { OrderKey } from '../domain/ids';
import type { IssueCode } from '../domain/issues';
import type { Erasure } from '../store/erase';
import type { SyncState } from '../domain/states';
import type { CatalogClient } from '../temporal/catalog-client';
import type { FreeingClient } from '../temporal/freeing-client';
import type { JobClient } from '../temporal/job-client';
import type { NewProductsClient } from '../temporal/new-products-client';
import type { NotesClient } from '../temporal/notes-client';
import type { OrderClient } from '../temporal/order-client';
import type {
  BoardDetail,
  BoardRow,
  PausedScope,
  ShownDecision,
  ShownExchange,
  ShownLink,
  ShownNote,
  ShownReport,
} from './answers';
import type { AttributeRecords } from './attribute-records';
import type { CatalogRecords } from './catalog-records';
import type { PricesSide } from './price-deps';
import type { ProductRecords } from './product-records';
import type { CustomerSide } from './customer-deps';
import type { MappingRecords } from './mapping-records';
import type { NewProductRecords } from './new-product-records';
import type { StockSide } from './stock-deps';

export interface ApiDeps {
  readonly logger: Logger;
  /** Bearer token of the operations API. There is no default. */
  readonly token: string;
  /** Configured stores by hash, with what proves their webhooks. */
  readonly stores: ReadonlyMap<string, WebhookSecrets>;
  /** Configured accounts by code. */
  readonly accounts: ReadonlyMap<string, { readonly webhookSecret: string }>;
  readonly orders: OrderClient;
  readonly jobs: JobClient;
  readonly records: Records;
  readonly stock: StockSide;
  readonly prices: PricesSide;
  readonly products: Followed<ProductRecords> & {
    /** By store: whether products that it does not have are made, and whether only some of them are meant for it. */
    readonly creates: ReadonlyMap<string, { readonly create: 'off' | 'dry-run' | 'on'; readonly isNarrowed: boolean }>;
  };
  readonly newProducts: {
    readonly records: NewProductRecords;
    /** By store: the accounts that get products from it; none where that is off. */
    readonly accounts: ReadonlyMap<string, readonly string[]>;
    readonly client: NewProductsClient;
  };
  readonly attributes: Followed<AttributeRecords>;
  readonly catalog: {
    readonly records: CatalogRecords;
    /** Accounts that the store has to do with. */
    accountsOf(storeHash: string): readonly string[];
    /** Begins to compare both catalogs, unless that is under way. @throws TemporalError */
    begin(storeHash: string): Promise<void>;
  };
  readonly customers: CustomerSide;
  readonly notes: NotesClient;
  readonly mappings: { readonly records: MappingRecords; readonly client: FreeingClient };
  readonly health: {
    /** Whether Temporal serves. Neither check throws or takes longer than some seconds. */
    temporal(): Promise<boolean>;
    database(): Promise<boolean>;
  };
  /** The payload codec for the Temporal UI, with its own authorization; mounted at `/codec`. */
  readonly codec?: Router;
}

/** What of a store's catalog follows one account. */
export interface Followed<Records> {
  readonly records: Records;
  /** By store: whose are followed. Those of others are left alone. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly client: Pick<CatalogClient, 'wanted' | 'status'>;
}

/** The database, as far as the API reads and writes it. */
export interface Records {
  /** Newest first. */
  listOrders(filter: OrderFilter): Promise<Page<BoardRow>>;
  findOrder(key: OrderKey): Promise<BoardDetail | undefined>;
  countOrders(): Promise<Readonly<Record<string, number>>>;
  /** Oldest first. */
  decisionsOf(key: OrderKey): Promise<readonly ShownDecision[]>;
  linksOf(key: OrderKey): Promise<readonly ShownLink[]>;
  notesOf(key: OrderKey): Promise<readonly ShownNote[]>;
  /** The orders that an account's sales orders came from; strangers are left out. */
  ordersOfSalesOrders(account: string, salesOrderIds: readonly number[]): Promise<readonly OrderKey[]>;
  /** Newest first. */
  listExchanges(filter: ExchangeFilter): Promise<Page<ShownExchange>>;
  listReports(filter: ReportFilter): Promise<readonly ShownReport[]>;
  findReport(id: string): Promise<ShownReport | undefined>;
  pausedScopes(): Promise<readonly PausedScope[]>;
  recordAction(action: OperatorAction): Promise<void>;
  /** The details of the action that was accepted under an Idempotency-Key; undefined when none was. */
  detailsOfKey(action: string, subject: string, key: string): Promise<OperatorAction['details'] | undefined>;
  /** Gives how many records lost their content. */
  eraseCustomer(email: string): Promise<Erasure>;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page starts; null on the last one. */
  readonly next: string | null;
}

export interface OrderFilter {
  readonly states?: readonly SyncState[];
  readonly issue?: IssueCode;
  readonly store?: string;
  readonly account?: string;
  /** An order number or sales order id. */
  readonly number?: number;
  readonly limit: number;
  readonly cursor?: string;
}

export interface ExchangeFilter {
  readonly order?: OrderKey;
  /** Store hash or account code. */
  readonly scope?: string;
  readonly from?: Date;
  readonly until?: Date;
  /** Only those that did not succeed. */
  readonly failed?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

export interface ReportFilter {
  readonly kind?: string;
  readonly scope?: string;
  readonly limit: number;
}

/** Something a person did, for the record; `details` without personal data. */
export interface OperatorAction {
  readonly actor: string;
  readonly action: string;
  /** Order (`store/order`), store, or `connector`. */
  readonly subject: string;
  readonly outcome: string;
  readonly details: Readonly<Record<string, unknown>>;
}
