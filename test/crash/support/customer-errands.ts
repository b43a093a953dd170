/**
 * What happens to a customer: another name, another company, and a move; or one registers who never ordered. The one contact must
 * come to say exactly that.
 */
import { customersWorkflowId } from '../../../src/domain/ids';
import type { Contact } from '../../../src/simulators/brightpearl/records';
import type { Begin } from './errand';
import { patiently, quietAt, restOf, runs, told } from './settling';
import type { PlacedOrder, Site } from './site';

/** As connector.yaml has them. */
export const CUSTOMERS = { gatherSeconds: 0.1, create: 'always' };

interface Known {
  readonly customerId: number;
  readonly addressId: number;
  readonly order: PlacedOrder;
  /** How often it changed. */
  changes: number;
}

const known = new WeakMap<Site['world'], Known>();

/** A customer who bought once, so that there is a contact. */
async function prepare(site: Site): Promise<void> {
  if (known.has(site.world)) return;
  const { control, state } = site.world.bigcommerce.simulator;
  const customerId = control.addCustomer({
    email: `customer-${site.key}@example.com`,
    first_name: 'Mira',
    last_name: 'Example',
    addresses: [
      {
        first_name: 'Mira',
        last_name: 'Example',
        address1: '1 High Street',
        city: 'Austin',
        state_or_province: 'Texas',
      },
    ].map((address) => ({ ...address, postal_code: '78701', country_code: 'US' })),
  });
  const addresses = state.customers.get(customerId)?.['addresses'] as { readonly id: number }[];
  const order = site.place('paid', customerId);
  // The order's own, which a contact of an order is known by.
  control.changeCustomer(customerId, { email: order.email });
  known.set(site.world, { customerId, addressId: addresses[0]!.id, order, changes: 0 });
  expect(await restOf(site, order)).toBeUndefined();
  expect(await patiently(() => stillAtWork(site))).toBeUndefined();
}

const begin = (site: Site) => {
  const customer = known.get(site.world)!;
  customer.changes += 1;
  const { control } = site.world.bigcommerce.simulator;
  const expected = {
    name: `Mira ${customer.changes}`,
    company: `Example ${customer.changes}`,
    street: `${customer.changes} New Road`,
  };
  control.changeCustomer(customer.customerId, { first_name: expected.name, company: expected.company });
  control.changeAddress(customer.addressId, { address1: expected.street, company: expected.company });
  const wrong = (): string | undefined => differing(contactOf(site, customer), expected, site);
  return {
    rest: () => patiently(async () => wrong() ?? (await stillAtWork(site)) ?? quietAt(site)),
    difference: async () => wrong(),
  };
};

export const following: Begin = Object.assign(begin, { prepare });

/** Each time another one. */
let registered = 0;

/** A customer registers, who has no contact and no order. */
export const registering: Begin = (site) => {
  registered += 1;
  const expected = {
    name: `Nova ${registered}`,
    company: `Nova ${registered} Ltd`,
    street: `${registered} First Street`,
  };
  const email = `nova-${registered}-${site.key}@example.com`;
  const address = { first_name: expected.name, last_name: 'Example', address1: expected.street, city: 'Austin' };
  site.world.bigcommerce.simulator.control.addCustomer({
    email,
    first_name: expected.name,
    last_name: 'Example',
    company: expected.company,
    addresses: [{ ...address, state_or_province: 'Texas', postal_code: '78701', country_code: 'US' }],
  });
  const wrong = (): string | undefined => {
    const found = contactsOf(site, email);
    return found.length === 1 ? differing(found[0]!, expected, site) : `there are ${found.length} contacts of ${email}`;
  };
  return {
    rest: () => patiently(async () => wrong() ?? (await stillAtWork(site)) ?? quietAt(site)),
    difference: async () => wrong(),
  };
};

/** Nobody is marked, and nothing that was sent is without an answer. */
async function stillAtWork(site: Site): Promise<string | undefined> {
  await told(site);
  const [counts] = await site.store().customerNews.counts(site.key);
  if (counts) return `${counts.waiting} customers wait, ${counts.parked} were refused`;
  return (await runs(site, customersWorkflowId(site.key))) ? 'its workflow runs' : undefined;
}

/** The only one of its e-mail address. */
function contactOf(site: Site, { order: { email } }: Known): Contact {
  const found = contactsOf(site, email);
  if (found.length !== 1) throw new Error(`There are ${found.length} contacts of ${email}`);
  return found[0]!;
}

const contactsOf = ({ world }: Site, email: string): Contact[] =>
  [...world.brightpearl.simulator.state().contacts.values()].filter(({ emails }) => emails['PRI'] === email);

function differing(
  { firstName, companyName, postAddressIds: { BIL = 0 } }: Contact,
  expected: { readonly name: string; readonly company: string; readonly street: string },
  { world }: Site,
): string | undefined {
  const street = world.brightpearl.simulator.state().addresses.get(BIL)?.addressLine1;
  const pairs = [
    [firstName, expected.name],
    [companyName, expected.company],
    [street, expected.street],
  ];
  const [wrong] = pairs.filter(([is, ought]) => is !== ought);
  return wrong && `the contact says ${wrong[0]} instead of ${wrong[1]}`;
}
