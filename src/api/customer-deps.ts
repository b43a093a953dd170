/** What the API needs to look after customers, as `deps.ts` has the rest. */
import type { CustomersAnswer, ShownDuplicates } from './customer-answers';
import type { CustomersClient } from '../temporal/customers-client';

export interface CustomerSide {
  /** Stores whose customers are followed, by hash, with the accounts that their contacts are in. */
  readonly stores: ReadonlyMap<string, readonly string[]>;
  /** Those of them in which customers without an order get contacts as well. */
  readonly creating: ReadonlySet<string>;
  readonly client: CustomersClient;
  readonly records: CustomerRecords;
}

/** The database, as far as the API reads and writes it for customers. */
export interface CustomerRecords {
  /** Notes customers to be looked at. */
  changed(storeHash: string, customerIds: readonly number[], reason: string): Promise<void>;
  /** All that have a contact. Gives how many. */
  allChanged(storeHash: string, reason: string): Promise<number>;
  /** Those that an issue keeps oldest first, so many at most. */
  standing(storeHash: string, limit: number): Promise<Omit<CustomersAnswer, 'store'>>;
  /** The newest report. */
  duplicates(storeHash: string): Promise<ShownDuplicates | null>;
}
