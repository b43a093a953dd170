/** The database as the API sees it for customers. */
import { DUPLICATES_REPORT } from '../domain/customer-types';
import type { Store } from '../store/store';
import { duplicatesReport } from './customer-answers';
import type { CustomerRecords, CustomerSide } from './customer-deps';

export const customerRecords = (store: Store, stores: CustomerSide['stores']): CustomerRecords => ({
  changed: (storeHash, customerIds, reason) =>
    store.customerNews.add({ storeHash, accounts: stores.get(storeHash) ?? [] }, customerIds, reason),
  allChanged: (storeHash, reason) => store.customerNews.addLinked(storeHash, stores.get(storeHash) ?? [], reason),
  async standing(storeHash, limit) {
    const [counts, parked] = await Promise.all([
      store.customerNews.counts(storeHash),
      store.customerNews.parked(storeHash, limit),
    ]);
    const issues = parked.map(({ customerId, account, parked: code, message, since }) => ({
      customerId,
      account,
      code: code ?? '',
      message: message ?? '',
      since: since.toISOString(),
    }));
    return { ...counts, issues };
  },
  async duplicates(storeHash) {
    const [newest] = await store.reports.list({ kind: DUPLICATES_REPORT, scope: storeHash }, 1);
    if (!newest) return null;
    const { finishedAt, summary, rows } = duplicatesReport.parse(newest);
    return { finishedAt, ...summary, duplicates: rows };
  },
});
