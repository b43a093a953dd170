/** A store whose customers are followed, and staff who edit contacts by the simulator's control API. */
import { sql } from 'kysely';
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { planImport, stepOf } from '../support/steps';
import { customerRef } from '../../../src/domain/ids';
import type { FollowCustomersResult } from '../../../src/domain/customer-types';
import type { Contact } from '../../../src/simulators/brightpearl/records';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';

export const EMAIL = 'ann@example.com';

const ADDRESS = {
  first_name: 'Ann',
  last_name: 'Archer',
  address1: '1 High Street',
  city: 'Bristol',
  state_or_province: 'Avon',
  postal_code: 'BS1 1AA',
  country_code: 'GB',
};

export interface CustomerWorld extends ActivityWorld {
  /** A customer who registered; with an address, as the billing address of {@link order}. */
  register(fields?: Record<string, unknown>): number;
  /** The customer orders, and the order's step finds or makes the contact. */
  order(customerId: number, order?: Partial<OrderInput>): Promise<number>;
  /** What a webhook or the sweep does, and the workflow's step after it. */
  follow(customerId: number): Promise<FollowCustomersResult>;
  /** The customer changes the one address. */
  move(customerId: number, fields: Record<string, string>): void;
  contact(id: number): Contact;
  /** As if nothing could come any more of what was sent without an answer. */
  waitOut(): Promise<void>;
  staff(method: string, path: string, body?: object): Promise<{ readonly id: number }>;
  linkOf(customerId: number): Promise<number | undefined>;
}

export function customerWorlds(): (options?: WorldOptions) => Promise<CustomerWorld> {
  const open = activityWorlds();
  return async (options = {}) => {
    const world = await open({ customers: {}, timings: { searchLagMs: 0 }, ...options });
    return customerWorld(world);
  };
}

function customerWorld(world: ActivityWorld): CustomerWorld {
  const { storeHash, account, store } = world;
  return {
    ...world,
    register: (fields = {}) =>
      world.bigcommerce.control.addCustomer({
        email: EMAIL,
        first_name: 'Ann',
        last_name: 'Archer',
        phone: '555-0100',
        addresses: [ADDRESS],
        ...fields,
      }),
    async order(customerId, order = {}) {
      const billing = {
        first_name: 'Ann',
        last_name: 'Archer',
        email: EMAIL,
        phone: '555-0100',
        company: '',
        street_1: '1 High Street',
        street_2: '',
        city: 'Bristol',
        state: 'Avon',
        zip: 'BS1 1AA',
        country: 'United Kingdom',
        country_iso2: 'GB',
        ...order.billing,
      };
      const key = world.place({ customerId, ...order, billing });
      const step = stepOf(world, key, await planImport(world, key));
      return (await world.run('ensureContact', step)).contactId;
    },
    async follow(customerId) {
      await store.customerNews.add({ storeHash, accounts: [account] }, [customerId], 'webhook');
      return world.run('followCustomers', { storeHash, account });
    },
    move(customerId, fields) {
      const addresses = world.bigcommerce.state.customers.get(customerId)?.['addresses'] as
        { readonly id: number }[] | undefined;
      world.bigcommerce.control.changeAddress(addresses?.[0]?.id ?? 0, fields);
    },
    async waitOut() {
      await sql`update contact_marks set sent_at = sent_at - interval '1 hour'`.execute(world.db);
    },
    contact(id) {
      const found = world.brightpearl.state().contacts.get(id);
      if (!found) throw new Error(`There is no contact ${id}`);
      return found;
    },
    async staff(method, path, body) {
      const url = `${world.config.accounts[0]?.apiUrl}/_sim/${path}`;
      const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? { id: 0 } : ((await response.json()) as { id: number });
    },
    async linkOf(customerId) {
      const link = await store.links.get({ kind: 'contact', account, localKey: customerRef(storeHash, customerId) });
      return link && Number(link.remoteId);
    },
  };
}
