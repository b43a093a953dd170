/** Activities of the workflows that are not about one order, each answering with the least that is a sensible answer. */
import type {
  AccountMaintenanceActivities,
  ConnectorMaintenanceActivities,
  StoreMaintenanceActivities,
} from '../../../src/domain/maintenance-types';

type Maintenance = StoreMaintenanceActivities & AccountMaintenanceActivities & ConnectorMaintenanceActivities;

/** The sweep has two pages. */
export const fakeMaintenance = (): Maintenance => ({
  sweepPage: async ({ cursor }) =>
    cursor ? { listed: 1, signaled: 1 } : { listed: 100, signaled: 40, next: { since: '2026-11-20T10:00:00.000Z' } },
  sweepRefunds: async () => ({ listed: 2, signaled: 1 }),
  ensureStoreHooks: async ({ storeHash }) => [`store ${storeHash}: all webhooks are right`],
  ensureAccountHooks: async ({ account }) => [`account ${account}: all webhooks are right`],
  sweepSalesOrders: async () => ({ listed: 3, signaled: 1 }),
  reconcileRoute: async () => ({ reportId: 'report-1', compared: 12, differences: [] }),
  ensureSchedules: async () => ['schedule doctor: created'],
  ensureSearchAttributes: async () => ['search attributes: all are registered'],
  examine: async () => ({ restarted: [], unlisted: [], differing: [], shipping: [] }),
  checkOrders: async () => ({ orders: [], notes: [], addUp: 0 }),
  forgetOldRecords: async () => ({ deleted: 0 }),
});
