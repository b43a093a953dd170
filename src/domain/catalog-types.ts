/**
 * What the `catalog` workflow hands to its activities and gets back: counts, and the short list of an account's price lists.
 * Prices themselves are kept in the database, as thousands of them do not belong in a history.
 */
import type { CatalogPart } from './catalog-messages';
import type { StoreStep } from './stock-types';

/** A Brightpearl price list. */
export interface AccountPriceList {
  readonly priceListId: number;
  readonly name: string;
  readonly currency: string;
  readonly type: 'SELL' | 'BUY';
  /** Whether its prices include tax. */
  readonly gross: boolean;
}

export interface CatalogAccountStep extends StoreStep {
  readonly account: string;
}

export interface ReadPricesResult {
  /** Products that were asked for, and those that Brightpearl answered for. */
  readonly asked: number;
  readonly answered: number;
  /** Milliseconds: before the first was asked for. */
  readonly readAt: number;
  readonly lists: readonly AccountPriceList[];
}

export interface ReadRecordsResult {
  /** What the store shows of all that the account's rules are about. */
  readonly records: number;
  /** Milliseconds: before the first was asked for. */
  readonly readAt: number;
}

export interface WritePricesInput extends CatalogAccountStep {
  readonly prices: Pick<ReadPricesResult, 'readAt' | 'lists'>;
  readonly shownAt: number;
}

export interface WritePricesResult {
  /** Records set, and records deleted. */
  readonly written: number;
  readonly deleted: number;
  /** As they ought to be already. */
  readonly unchanged: number;
  /** Kept back by a guard, until a person lets them through. */
  readonly held: number;
  /** Refused by the store, with an issue each. */
  readonly refused: number;
  /** Records that were set, by this attempt or one that died, and are to be looked at once the store shows them. */
  readonly toCheck: number;
  /** What was read is too old to be written: it has to be read again. */
  readonly isStale: boolean;
}

export interface ReadProductsResult {
  readonly products: number;
  /** Milliseconds: before the first was asked for. */
  readonly readAt: number;
  /** Codes of custom fields that rules name and the account does not have; absent: none. */
  readonly unknownFields?: readonly string[];
}

export type WriteProductsInput = CatalogAccountStep & Pick<ReadProductsResult, 'readAt' | 'unknownFields'>;

export interface WriteProductsResult {
  /** Products of the store that were compared. */
  readonly products: number;
  /** Of them: those of which something was set. */
  readonly written: number;
  readonly issues: number;
  /** Products that are to be looked at once the store shows what was sent, by this attempt or one that died. */
  readonly toCheck?: number;
}

export interface ReadMissingResult {
  /** Products that the store does not have, of those that Brightpearl answered for. */
  readonly products: number;
  /** Milliseconds: before the first was asked for. */
  readonly readAt: number;
  readonly lists: readonly AccountPriceList[];
}

export interface CreateMissingInput extends CatalogAccountStep {
  /** When the reading of the products began that the store has. */
  readonly readAt: number;
  readonly missing: Pick<ReadMissingResult, 'readAt' | 'lists'>;
}

export interface CreateMissingResult {
  /** Brightpearl products that the store has now, as products or variants. */
  readonly made: number;
  /** That it would have, as the rules only show it. */
  readonly shown: number;
  /** That cannot be made, each with what to do. */
  readonly impossible: number;
  /** Refused by the store, with an issue each. */
  readonly refused: number;
  /** Products that are to be compared once the store shows them, made by this attempt or one that died. */
  readonly toCheck: number;
}

export interface ReadOptionsResult {
  /** Products that vary by options. */
  readonly products: number;
  /** Milliseconds: before the first was asked for. */
  readonly readAt: number;
}

export interface FollowOptionsInput extends CatalogAccountStep {
  readonly readAt: number;
}

export interface FollowOptionsResult {
  /** Products of the store that were looked at. */
  readonly products: number;
  /** Options and values that were set. */
  readonly written: number;
  /** Issues that these products have. */
  readonly issues: number;
  /** Milliseconds until nothing can come any more of what was not answered, of some of these; absent: all was. */
  readonly lookAgainInMs?: number;
}

/** Queue: the store's. */
export interface StoreCatalogActivities {
  refreshCatalogLinks(input: CatalogAccountStep): Promise<{ readonly linked: number }>;
  /** What the store asks now, of all that the account's rules are about. */
  readRecords(input: CatalogAccountStep): Promise<ReadRecordsResult>;
  writePrices(input: WritePricesInput): Promise<WritePricesResult>;
  /** Whether the store shows what was written. @param isLast what differs now is named */
  checkPrices(input: CatalogAccountStep & { readonly isLast: boolean }): Promise<{ readonly different: number }>;
  /** Sets the fields of products that Brightpearl has otherwise, by the store's rules. */
  writeProducts(input: WriteProductsInput): Promise<WriteProductsResult>;
  /** Makes the products that the store does not have, or shows what would be made of them, by rule. */
  createMissing(input: CreateMissingInput): Promise<CreateMissingResult>;
  /** What the store made of what was written to it. */
  noteShownProducts(input: CatalogAccountStep): Promise<{ readonly products: number }>;
  /** Makes options and values what the account calls them, and in its order. */
  followOptions(input: FollowOptionsInput): Promise<FollowOptionsResult>;
  /** What tells the store's variants apart beside their SKUs. */
  readStoreDetails(input: StoreStep): Promise<{ readonly records: number }>;
}

/** Queue: the account's. */
export interface AccountCatalogActivities {
  readPrices(input: CatalogAccountStep): Promise<ReadPricesResult>;
  /** What the account says of the products that the store sells. */
  readProducts(input: CatalogAccountStep): Promise<ReadProductsResult>;
  /** What the account says of the products that the store does not have, and what it asks for them. */
  readMissing(input: CatalogAccountStep): Promise<ReadMissingResult>;
  /** The account's options, and by which the products vary that the store sells. */
  readOptions(input: CatalogAccountStep): Promise<ReadOptionsResult>;
  /** What tells the account's products apart beside their SKUs. */
  readAccountDetails(input: CatalogAccountStep): Promise<{ readonly records: number }>;
}

/** Queue: orchestrate. */
export interface ConnectorCatalogActivities {
  /** Has the store's `catalog` workflow look at a part of it. */
  requestLook(input: StoreStep & { readonly part: CatalogPart }): Promise<void>;
  reportMatches(input: CatalogAccountStep): Promise<ReportedMatches>;
}

export interface ReportedMatches {
  readonly variants: number;
  readonly products: number;
  readonly findings: number;
  /** Of the findings: those that keep a record from being linked. */
  readonly blocks: number;
}

export interface CatalogAuditInput extends StoreStep {
  readonly taskQueuePrefix: string;
  readonly accounts: readonly string[];
}
