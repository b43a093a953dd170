import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { hold, settledBeside } from './support/hold';
import { planImport, stepOf } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import { routeRulesSchema } from '../../src/mapping/rules';
import type { RouteRules } from '../../src/mapping/rules';

const open = activityWorlds();

const SEARCH = 'GET /contact-service/contact-search';
const CREATE = ['POST /contact-service/postal-address', 'POST /contact-service/contact'];

/** Contact rules as a route without any of its own has them, with the changes given. */
const contactRules = (changes: Partial<RouteRules['contact']>): Partial<RouteRules> => ({
  contact: { ...routeRulesSchema.shape.contact.parse(undefined), ...changes },
});

const contactRequests = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => /\/contact-service\/(?!lead-source)/.test(request));

async function contactOf(world: ActivityWorld, key: OrderKey): Promise<number> {
  const planned = await planImport(world, key);
  return (await world.run('ensureContact', stepOf(world, key, planned))).contactId;
}

const contact = (world: ActivityWorld, id: number) => world.brightpearl.ledger().contacts.find((one) => one.id === id);

const contactIdOf = (world: ActivityWorld, email: string): number | undefined =>
  world.brightpearl.ledger().contacts.find((one) => one.email === email)?.id;

describe('finding or creating the contact of an order', () => {
  it('uses the contact that has the e-mail, whatever its case', async () => {
    const world = await open();
    const key = world.place({ billing: { email: 'Demo@Example.com', company: 'Customer Company Ltd.' } });
    expect(await contactOf(world, key)).toBe(contactIdOf(world, 'demo@example.com'));
    expect(contactRequests(world)).toEqual([SEARCH]);
  });

  it('creates the contact of a new shopper, and asks nothing at the next order', async () => {
    const world = await open();
    const billing = { email: 'new.shopper@example.com', first_name: 'Nora', last_name: 'Newman', phone: '555-0100' };
    const first = await contactOf(world, world.place({ billing }));
    expect(contact(world, first)).toMatchObject({
      firstName: 'Nora',
      email: 'new.shopper@example.com',
      isStaff: false,
    });
    expect(contactRequests(world)).toEqual([SEARCH, ...CREATE]);
    world.forgetRequests();
    expect(await contactOf(world, world.place({ billing }))).toBe(first);
    expect(contactRequests(world)).toEqual([]);
  });

  it('tells a company by a hash that nobody can compute without the key', async () => {
    const world = await open();
    const [email, company] = ['buyer@example.com', 'Planted Ltd'];
    await contactOf(world, world.place({ billing: { email, company } }));
    const links = await world.db.selectFrom('links').select('localKey').where('kind', '=', 'contact').execute();
    const business = JSON.stringify([company.toLowerCase(), '']);
    const hash = world.protection.keyedHash('business', business);
    expect(links).toEqual([{ localKey: `${world.protection.emailHash(email)}/${hash}` }]);
  });

  it('keeps no e-mail address in clear in the link, the intent or the lease', async () => {
    const world = await open();
    await contactOf(world, world.place({ billing: { email: 'planted.name@example.com' } }));
    for (const table of ['links', 'intents', 'claims'] as const) {
      expect(JSON.stringify(await world.db.selectFrom(table).selectAll().execute())).not.toContain('planted');
    }
  });

  it('never uses a contact of staff, and creates another', async () => {
    const world = await open();
    const id = await contactOf(world, world.place({ billing: { email: 'sam.porter@example.com' } }));
    expect(contact(world, id)).toMatchObject({ isStaff: false, email: 'sam.porter@example.com' });
  });

  it('stops for a person where the rule says so of a contact of staff', async () => {
    const world = await open({ rules: contactRules({ staffOrSupplier: 'hold' }) });
    const key = world.place({ billing: { email: 'sam.porter@example.com' } });
    await expect(contactOf(world, key)).rejects.toMatchObject({ type: 'CONTACT_CONFLICT', nonRetryable: true });
    expect(contactRequests(world)).toEqual([SEARCH]);
  });

  it('takes the contact that a person ruled, without asking Brightpearl', async () => {
    const world = await open({ rules: contactRules({ staffOrSupplier: 'hold' }) });
    const key = world.place({ billing: { email: 'sam.porter@example.com' } });
    await world.store.decisions.record({
      order: key,
      verb: 'amend',
      arguments: { contactId: 321 },
      actor: 'ann',
      commandId: 'c1',
    });
    expect(await contactOf(world, key)).toBe(321);
    expect(contactRequests(world)).toEqual([]);
  });

  it('takes a known e-mail that now buys for a company for another buyer', async () => {
    const world = await open({ rules: contactRules({ otherCompany: 'new-contact' }) });
    const email = 'buyer@example.com';
    const private_ = await contactOf(world, world.place({ billing: { email, company: 'First Company Ltd' } }));
    const forCompany = await contactOf(world, world.place({ billing: { email, company: 'Second Company Ltd' } }));
    expect(forCompany).not.toBe(private_);
    expect(contact(world, forCompany)).toMatchObject({ companyName: 'Second Company Ltd' });
  });

  it('comes to one contact for a company and without one, before the search shows the first', async () => {
    const world = await open({ timings: { searchLagMs: 60_000 } });
    const email = 'buyer@example.com';
    const steps = [];
    for (const company of ['Example Ltd', '']) {
      const key = world.place({ billing: { email, company } });
      steps.push(stepOf(world, key, await planImport(world, key)));
    }
    world.brightpearl.setSwitches({ indexLagMs: 60_000 });
    const ids = [];
    for (const step of steps) ids.push((await world.run('ensureContact', step)).contactId);
    expect(ids[1]).toBe(ids[0]);
    expect(world.brightpearl.ledger().contacts.filter((one) => one.email === email)).toHaveLength(1);
  });

  it('waits for a contact of the same e-mail address that was sent and not answered', async () => {
    const world = await open({ timings: { searchLagMs: 60_000 } });
    const email = 'buyer@example.com';
    const steps = [];
    for (const company of ['Example Ltd', '']) {
      const key = world.place({ billing: { email, company } });
      steps.push(stepOf(world, key, await planImport(world, key)));
    }
    world.brightpearl.setSwitches({ indexLagMs: 60_000 });
    world.brightpearl.core.faults.add({ method: 'POST', path: 'contact$', mode: 'apply-then-drop', count: 1 });
    await expect(world.run('ensureContact', steps[0]!)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await expect(world.run('ensureContact', steps[1]!)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
    expect(world.brightpearl.ledger().contacts.filter((one) => one.email === email)).toHaveLength(1);
  });

  it('gives an order without e-mail a placeholder where the rule has one, and each order its own contact', async () => {
    const world = await open({ rules: contactRules({ noEmail: { placeholderDomain: 'orders.example.com' } }) });
    const keys = [world.place({ billing: { email: '' } }), world.place({ billing: { email: '' } })];
    const ids = [];
    for (const key of keys) ids.push(await contactOf(world, key));
    expect(new Set(ids).size).toBe(2);
    expect(contact(world, ids[0] ?? 0)?.email).toBe(`order-${keys[0]?.orderId}@orders.example.com`);
  });

  it('lets one of two orders of a shopper wait for the other, so that there is one contact', async () => {
    const world = await open();
    const billing = { email: 'twice@example.com' };
    const steps = [];
    for (const key of [world.place({ billing }), world.place({ billing })]) {
      steps.push(stepOf(world, key, await planImport(world, key)));
    }
    const making = hold(world.brightpearl.core, { method: 'POST', path: '/contact-service/contact$' });
    const outcomes = await settledBeside(
      making,
      steps.map((step) => world.run('ensureContact', step)),
    );
    const failed = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [{ outcome, index }] : []));
    expect(failed).toHaveLength(1);
    expect(failed[0]?.outcome.reason).toMatchObject({ type: 'ContactBusy', category: 'BENIGN', nonRetryable: false });
    const [first] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(await world.run('ensureContact', steps[failed[0]?.index ?? 0] ?? steps[0]!)).toEqual(first);
    expect(world.brightpearl.ledger().contacts.filter(({ email }) => email === billing.email)).toHaveLength(1);
  });

  it('adopts the contact that was created and not answered', async () => {
    const world = await open();
    const key = world.place({ billing: { email: 'lost.answer@example.com' } });
    const step = stepOf(world, key, await planImport(world, key));
    const fault = { method: 'POST', path: '/contact-service/contact$', mode: 'apply-then-drop', count: 1 } as const;
    world.brightpearl.core.faults.add(fault);
    await expect(world.run('ensureContact', step)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const { contactId } = await world.run('ensureContact', step);
    expect(contactIdOf(world, 'lost.answer@example.com')).toBe(contactId);
    expect(contactRequests(world).filter((request) => request === CREATE[1])).toHaveLength(1);
  });

  it('gives the lease back when the search fails', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    world.brightpearl.core.faults.add({ path: 'contact-search', mode: 'status', status: 502, count: 1 });
    await expect(world.run('ensureContact', step)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    const { contactId } = await world.run('ensureContact', { ...step, asOf: Date.now() });
    expect(contact(world, contactId)).toBeDefined();
  });
});
