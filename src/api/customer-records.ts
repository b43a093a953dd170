/** The database as the API sees it for customers. */
import type { Store } from '../store/store';
import type { CustomerRecords, CustomerSide } from './customer-deps';

export const customerRecords = (store: Store, stores: CustomerSide['stores']): CustomerRecords => ({
  changed: (storeHash, customerIds, reason) =>
    store.customerNews.add({ storeHash, accounts: stores.get(storeHash) ?? [] }, customerIds, reason),
});
