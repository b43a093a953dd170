/** What a route's contact rules ask for beyond finding one: duplicates shown, the delivery address kept, matching by address. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, stepOf } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import { routeRulesSchema } from '../../src/mapping/rules';
import type { RouteRules } from '../../src/mapping/rules';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const contactRules = (changes: Partial<RouteRules['contact']>): Partial<RouteRules> => ({
  contact: { ...routeRulesSchema.shape.contact.parse(undefined), ...changes },
});

/** Where every contact of the simulator lives that staff typed in. */
const LIME_STREET = {
  street_1: '34 Lime St.',
  city: 'Springfield',
  state: 'Illinois',
  zip: '62701-1234',
  country_iso2: 'US',
};
const MUG = { sku: 'MUG-BLUE', name: 'Enamel mug, blue', price: '12.95' } as const;

async function contactOf(world: ActivityWorld, order: Partial<OrderInput>): Promise<{ key: OrderKey; id: number }> {
  const key = world.place(order);
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  return { key, id: contactId };
}

/** Staff type a contact in. Gives its id. */
async function typeIn(world: ActivityWorld, contact: Record<string, string>): Promise<number> {
  const [account] = world.config.accounts;
  const response = await fetch(`${account?.apiUrl}/_sim/contacts`, { method: 'POST', body: JSON.stringify(contact) });
  const { id } = (await response.json()) as { id: number };
  return id;
}

const writes = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => !request.startsWith('GET '));

const noticesOf = async (world: ActivityWorld, key: OrderKey) =>
  (await world.store.orders.get(key))?.details['notices'];

describe('several contacts that fit', () => {
  it('are told of on the board by their ids, and the lowest is used', async () => {
    const world = await open();
    const person = { firstName: 'Ann', lastName: 'Twice', email: 'ann.twice@example.com' };
    const [first, second] = [await typeIn(world, person), await typeIn(world, person)];
    const { key, id } = await contactOf(world, { billing: { email: person.email } });
    expect(id).toBe(first);
    const notices = await noticesOf(world, key);
    expect(notices).toContainEqual(expect.stringContaining(`contact ${first} was used; contacts ${second} fit`));
    expect(JSON.stringify(notices)).not.toContain('twice');
  });

  it('stand beside what the plan noticed', async () => {
    const world = await open();
    const person = { firstName: 'Ann', lastName: 'Twice', email: 'ann.twice@example.com' };
    for (let n = 0; n < 2; n += 1) await typeIn(world, person);
    const billing = { email: person.email, first_name: 'A'.repeat(40) };
    const { key } = await contactOf(world, { billing });
    expect(await noticesOf(world, key)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('the first name was cut to'),
        expect.stringContaining('fit the customer as well'),
      ]),
    );
  });
});

describe('the rule update-delivery', () => {
  const rules = contactRules({ differentAddress: 'update-delivery' });
  const billing = { email: 'mover@example.com', first_name: 'Mo', last_name: 'Mover' };
  const to = (street_1: string): Partial<OrderInput> => ({
    billing,
    addresses: [
      {
        address: {
          street_1,
          city: 'Bristol',
          state: '',
          zip: 'BS1 4DJ',
          country: 'United Kingdom',
          country_iso2: 'GB',
        },
      },
    ],
  });
  const streetsOf = (world: ActivityWorld, id: number) => {
    const { contacts, addresses } = world.brightpearl.state();
    const { DEF, BIL, DEL } = contacts.get(id)?.postAddressIds ?? {};
    return [DEF, BIL, DEL].map((one) => addresses.get(one ?? 0)?.addressLine1);
  };

  it('gives a known contact the new delivery address, and leaves the others', async () => {
    const world = await open({ rules });
    const id = await typeIn(world, { firstName: 'Mo', lastName: 'Mover', email: billing.email });
    expect((await contactOf(world, to('1 New Road'))).id).toBe(id);
    expect(streetsOf(world, id)).toEqual(['34 Lime St', '34 Lime St', '1 New Road']);
  });

  it('follows every later order of a linked contact, and writes nothing for the same address', async () => {
    const world = await open({ rules });
    const { id } = await contactOf(world, to('1 New Road'));
    world.forgetRequests();
    await contactOf(world, to('1, NEW ROAD'));
    expect(writes(world)).toEqual([]);
    await contactOf(world, to('2 Newer Road'));
    expect(writes(world)).toEqual([
      'POST /contact-service/postal-address',
      'PUT /contact-service/contact/{id}/postal-address',
    ]);
    expect(streetsOf(world, id)[2]).toBe('2 Newer Road');
  });

  it('leaves the contact of a download alone', async () => {
    const world = await open({ rules });
    const id = await typeIn(world, { firstName: 'Mo', lastName: 'Mover', email: billing.email });
    await contactOf(world, { billing, lines: [{ ...MUG, type: 'digital' }] });
    expect(streetsOf(world, id)[2]).toBe('34 Lime St');
    expect(writes(world)).toEqual([]);
  });

  it('is not the default', async () => {
    const world = await open();
    const id = await typeIn(world, { firstName: 'Mo', lastName: 'Mover', email: billing.email });
    await contactOf(world, to('1 New Road'));
    expect(streetsOf(world, id)[2]).toBe('34 Lime St');
  });
});

describe('matching by address', () => {
  const rules = contactRules({ matchBy: ['link', 'email', 'address'] });
  const known = { firstName: 'Rosé', lastName: 'Martin', email: 'rose@old.example.com' };
  const billing = { email: 'rose@new.example.com', first_name: 'Rosé', last_name: 'MARTIN', ...LIME_STREET };

  it('finds a contact of the same name and address under another e-mail', async () => {
    const world = await open({ rules });
    const id = await typeIn(world, known);
    expect((await contactOf(world, { billing })).id).toBe(id);
    expect(writes(world)).toEqual([]);
  });

  it.each([
    ['lives elsewhere', { street_1: '35 Lime St.' }],
    ['has a longer name', { last_name: 'Martinez' }],
    ['has another first name', { first_name: 'Rosemary' }],
  ])('makes another one of a buyer who %s', async (_case, change) => {
    const world = await open({ rules });
    const id = await typeIn(world, known);
    expect((await contactOf(world, { billing: { ...billing, ...change } })).id).not.toBe(id);
  });

  it('is not done unasked', async () => {
    const world = await open();
    const id = await typeIn(world, known);
    expect((await contactOf(world, { billing })).id).not.toBe(id);
  });
});
