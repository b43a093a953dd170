/** Activities of customers: three calls until nothing waits, the second of which has one to be looked at again. */
import type { AccountCustomerActivities, StoreCustomerActivities } from '../../../src/domain/customer-types';

type Customers = AccountCustomerActivities & StoreCustomerActivities;

export function fakeCustomers(): Customers {
  let calls = 0;
  const nothing = { updated: 0, left: 0, created: 0, parked: 0 };
  return {
    async followCustomers() {
      calls += 1;
      if (calls === 1) return { ...nothing, updated: 20, left: 5, after: 25 };
      return calls === 2 ? { ...nothing, updated: 1, waitMs: 100 } : nothing;
    },
    async explainCustomer() {
      return {
        contactId: 321,
        standing: 'THERE',
        linked: { at: '2026-11-01T10:00:00.000Z', orderId: 100 },
        madeAt: null,
        byEmail: null,
        follows: null,
        waiting: null,
        next: { code: 'NOTHING_TO_WRITE', what: 'nothing is to be written', contactIds: [] },
        fields: [],
      };
    },
    sweepCustomers: async () => ({ changed: 3 }),
    reportDuplicates: async () => ({ duplicates: 1 }),
  };
}
