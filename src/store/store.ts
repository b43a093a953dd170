/** All repositories over one connection pool or one transaction: what activities and the API take as `store`. */
import type { OrderKey } from '../domain/ids';
import { AccountLinks } from './account-links';
import { AccountOptions } from './account-options';
import { ProductFactRecords } from './product-facts';
import { AccountPrices } from './account-prices';
import { AccountStatus } from './account-status';
import { CatalogDetails } from './catalog-details';
import { CatalogIssues } from './catalog-issues';
import { CatalogNews } from './catalog-news';
import { Catalogs } from './catalogs';
import { Claims } from './claims';
import { ContactMarks } from './contact-marks';
import { Credentials } from './credentials';
import { CustomerNews } from './customer-news';
import type { Database } from './database';
import { Decisions } from './decisions';
import { Demand } from './demand';
import { DemandReview } from './demand-review';
import type { DataProtection } from './encryption';
import { eraseCustomer, eraseOrder, type Erasure } from './erase';
import { Exchanges } from './exchanges';
import { Freeings } from './freeings';
import { ForeignLevels } from './foreign-levels';
import { FollowedOptions } from './followed-options';
import { FollowedProducts } from './followed-products';
import { FormerLinks } from './former-links';
import { Intents } from './intents';
import { Levels } from './levels';
import { LinkChanges } from './link-changes';
import { Links, type NewLink } from './links';
import { Mappings } from './mappings';
import { MissingProducts } from './missing-products';
import { NewProducts } from './new-products';
import { Notes } from './notes';
import { OperatorActions } from './operator-actions';
import { OrderBoard, type BoardUpdate } from './orders';
import { Plans } from './plans';
import { PriceRulings } from './price-rulings';
import { ProductLinks } from './product-links';
import { Refunds } from './refunds';
import { Reports } from './reports';
import { resealAll } from './reseal';
import { ShownPriceRecords } from './shown-prices';
import { Snapshots } from './snapshots';
import { StockBatches } from './stock-batches';
import { StockDirty } from './stock-dirty';
import { StockEvents } from './stock-events';
import { StockIssues } from './stock-issues';
import { UnreadOrders } from './unread-orders';
import { WaitingOrders } from './waiting-orders';
import { Watermarks } from './watermarks';

const MAX_BODY_BYTES = 65_536;

export interface StoreOptions {
  /** Longer bodies of exchanges are cut. @default 65536 */
  readonly maxBodyBytes?: number;
}

/** What a write came to, to be stored all at once. */
interface SettledWrite {
  readonly intentKey: string;
  readonly remoteId: string;
  readonly link?: NewLink | undefined;
  readonly board?: BoardUpdate | undefined;
  /** The lease under which it was written: when it was lost, nothing is stored. */
  readonly claim?: { readonly name: string; readonly fence: number } | undefined;
}

export interface Repositories {
  readonly orders: OrderBoard;
  readonly intents: Intents;
  readonly links: Links;
  readonly decisions: Decisions;
  readonly claims: Claims;
  readonly snapshots: Snapshots;
  readonly plans: Plans;
  readonly exchanges: Exchanges;
  readonly watermarks: Watermarks;
  readonly credentials: Credentials;
  readonly mappings: Mappings;
  readonly freeings: Freeings;
  readonly waitingOrders: WaitingOrders;
  readonly reports: Reports;
  readonly operatorActions: OperatorActions;
  readonly accounts: AccountStatus;
  readonly productLinks: ProductLinks;
  readonly accountLinks: AccountLinks;
  readonly catalogs: Catalogs;
  readonly catalogNews: CatalogNews;
  readonly linkChanges: LinkChanges;
  readonly stockDirty: StockDirty;
  readonly levels: Levels;
  readonly foreignLevels: ForeignLevels;
  readonly demand: Demand;
  readonly demandReview: DemandReview;
  readonly unreadOrders: UnreadOrders;
  readonly stockBatches: StockBatches;
  readonly stockIssues: StockIssues;
  readonly stockEvents: StockEvents;
  readonly notes: Notes;
  readonly refunds: Refunds;
  readonly accountPrices: AccountPrices;
  readonly productFacts: ProductFactRecords;
  readonly followedProducts: FollowedProducts;
  readonly missingProducts: MissingProducts;
  readonly newProducts: NewProducts;
  readonly accountOptions: AccountOptions;
  readonly followedOptions: FollowedOptions;
  readonly shownPrices: ShownPriceRecords;
  readonly priceRulings: PriceRulings;
  readonly catalogIssues: CatalogIssues;
  readonly catalogDetails: CatalogDetails;
  readonly formerLinks: FormerLinks;
  readonly customerNews: CustomerNews;
  readonly contactMarks: ContactMarks;
}

export interface Store extends Repositories {
  /** Everything or nothing. Never to be held over a remote call. */
  transaction<Result>(work: (store: Repositories) => Promise<Result>): Promise<Result>;
  /**
   * Link, remote id, settled intent and board row in one transaction.
   *
   * @throws LinkConflictError, IntentConflictError, ClaimLostError: then nothing was stored
   */
  settleWrite(write: SettledWrite): Promise<void>;
  eraseCustomer(email: string): Promise<Erasure>;
  eraseOrder(order: OrderKey): Promise<Erasure>;
  /** Ends a key rotation; gives the number of values sealed again. */
  resealAll(): Promise<number>;
}

export function createStore(db: Database, protection: DataProtection, options: StoreOptions = {}): Store {
  const transaction = <Result>(work: (store: Repositories) => Promise<Result>): Promise<Result> =>
    db.transaction().execute((handle) => work(repositories(handle, protection, options)));
  return {
    ...repositories(db, protection, options),
    transaction,
    settleWrite: (write) => transaction((store) => settleWrite(store, write)),
    eraseCustomer: (email) => eraseCustomer(db, protection, email),
    eraseOrder: (order) => eraseOrder(db, order),
    resealAll: () => resealAll(db, protection),
  };
}

async function settleWrite(store: Repositories, write: SettledWrite): Promise<void> {
  const { intentKey, remoteId, link, board, claim } = write;
  if (claim) await store.claims.assertHeld(claim.name, claim.fence);
  await store.intents.settle({ key: intentKey, remoteId });
  if (link) await store.links.put(link);
  if (board) await store.orders.upsert(board);
}

function repositories(db: Database, protection: DataProtection, options: StoreOptions): Repositories {
  return {
    orders: new OrderBoard(db, protection),
    intents: new Intents(db),
    links: new Links(db),
    decisions: new Decisions(db, protection),
    claims: new Claims(db),
    snapshots: new Snapshots(db, protection),
    plans: new Plans(db, protection),
    exchanges: new Exchanges(db, protection, options.maxBodyBytes ?? MAX_BODY_BYTES),
    watermarks: new Watermarks(db),
    credentials: new Credentials(db, protection),
    mappings: new Mappings(db),
    freeings: new Freeings(db),
    waitingOrders: new WaitingOrders(db),
    reports: new Reports(db),
    operatorActions: new OperatorActions(db),
    accounts: new AccountStatus(db),
    productLinks: new ProductLinks(db),
    accountLinks: new AccountLinks(db),
    catalogs: new Catalogs(db),
    catalogNews: new CatalogNews(db),
    linkChanges: new LinkChanges(db),
    stockDirty: new StockDirty(db),
    levels: new Levels(db),
    foreignLevels: new ForeignLevels(db),
    demand: new Demand(db),
    demandReview: new DemandReview(db),
    unreadOrders: new UnreadOrders(db),
    stockBatches: new StockBatches(db),
    stockIssues: new StockIssues(db),
    stockEvents: new StockEvents(db),
    notes: new Notes(db),
    refunds: new Refunds(db),
    accountPrices: new AccountPrices(db),
    productFacts: new ProductFactRecords(db),
    followedProducts: new FollowedProducts(db),
    missingProducts: new MissingProducts(db),
    newProducts: new NewProducts(db),
    accountOptions: new AccountOptions(db),
    followedOptions: new FollowedOptions(db),
    shownPrices: new ShownPriceRecords(db),
    priceRulings: new PriceRulings(db),
    catalogIssues: new CatalogIssues(db),
    catalogDetails: new CatalogDetails(db),
    formerLinks: new FormerLinks(db),
    customerNews: new CustomerNews(db),
    contactMarks: new ContactMarks(db),
  };
}
