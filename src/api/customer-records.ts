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
    const followed = stores.get(storeHash) ?? [];
    const [counts, parked] = await Promise.all([
      store.customerNews.counts(storeHash),
      store.customerNews.parked({ storeHash, accounts: followed }, limit),
    ]);
    // What is left of an account that no route leads to any more is looked at by nobody.
    const accounts = followed.map(
      (account) => counts.find((one) => one.account === account) ?? { account, waiting: 0, late: 0, parked: 0 },
    );
    const sum = (name: 'waiting' | 'late' | 'parked'): number => accounts.reduce((total, one) => total + one[name], 0);
    const issues = parked.map(({ customerId, account, parked: code, message, since }) => ({
      customerId,
      account,
      code: code ?? '',
      message: message ?? '',
      since: since.toISOString(),
    }));
    return { waiting: sum('waiting'), late: sum('late'), parked: sum('parked'), accounts, issues };
  },
  async duplicates(storeHash) {
    const [newest] = await store.reports.list({ kind: DUPLICATES_REPORT, scope: storeHash }, 1);
    if (!newest) return null;
    const { finishedAt, summary, rows } = duplicatesReport.parse(newest);
    return { finishedAt, ...summary, duplicates: rows };
  },
});
