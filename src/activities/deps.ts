/** What the activities are made of. The worker composes it; tests give the simulators' addresses. */
import type { BigCommerceClient } from '../bigcommerce/client';
import type { BrightpearlClient } from '../brightpearl/client';
import type { Config } from '../config/config';
import type { Lane } from '../http/budget';
import type { DataProtection } from '../store/encryption';
import type { Store } from '../store/store';
import type { CatalogClient } from '../temporal/catalog-client';
import type { CustomersClient } from '../temporal/customers-client';
import type { FreeingClient } from '../temporal/freeing-client';
import type { NewProductsClient } from '../temporal/new-products-client';
import type { NotesClient } from '../temporal/notes-client';
import type { OrderClient } from '../temporal/order-client';
import type { StockClient } from '../temporal/stock-client';
import type { AccountFactsCache } from './account-facts';
import type { ReportedProducts } from './reported-products';
import type { MailSettingsCache } from './shipments/mail-settings';

export interface ActivityDeps {
  readonly config: Config;
  readonly store: Store;
  /** @throws when the configuration has no such store. */
  readonly bigcommerce: (storeHash: string, lane?: Lane) => BigCommerceClient;
  /** @throws when the configuration has no such account. */
  readonly brightpearl: (account: string, lane?: Lane) => BrightpearlClient;
  readonly facts: AccountFactsCache;
  readonly reported: ReportedProducts;
  readonly mailSettings: MailSettingsCache;
  readonly orders: OrderClient;
  readonly stock: StockClient;
  readonly catalog: CatalogClient;
  readonly notes: NotesClient;
  readonly customers: CustomersClient;
  readonly freeings: FreeingClient;
  readonly newProducts: Pick<NewProductsClient, 'wanted'>;
  readonly protection: DataProtection;
}
