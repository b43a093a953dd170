/** Which contact a customer had before: found again under another e-mail, and let go of when it is gone. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, stepOf } from './support/steps';
import { customerRef } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import { routeRulesSchema } from '../../src/mapping/rules';
import type { RouteRules } from '../../src/mapping/rules';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const SEARCH = 'GET /contact-service/contact-search';
const READ = 'GET /contact-service/contact/{ids}';
const CREATE = ['POST /contact-service/postal-address', 'POST /contact-service/contact'];

const contactRules = (changes: Partial<RouteRules['contact']>): Partial<RouteRules> => ({
  contact: { ...routeRulesSchema.shape.contact.parse(undefined), ...changes },
});

const ANN = 42;
const by = (email: string, customerId = ANN, billing: OrderInput['billing'] = {}): Partial<OrderInput> => ({
  customerId,
  billing: { first_name: 'Ann', last_name: 'Mover', ...billing, email },
});

async function contactOf(world: ActivityWorld, order: Partial<OrderInput>): Promise<number> {
  const key = world.place(order);
  return contactOfPlaced(world, key);
}

async function contactOfPlaced(world: ActivityWorld, key: OrderKey): Promise<number> {
  const step = stepOf(world, key, await planImport(world, key));
  return (await world.run('ensureContact', step)).contactId;
}

const control = (world: ActivityWorld, method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${world.config.accounts[0]?.apiUrl}/_sim/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

async function typeIn(world: ActivityWorld, contact: Record<string, string | boolean>): Promise<number> {
  const { id } = (await (await control(world, 'POST', 'contacts', contact)).json()) as { id: number };
  return id;
}

const requestsOf = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => request.includes('/contact-service/'));

const linkOf = async ({ store, account, storeHash }: ActivityWorld, customerId = ANN) =>
  (await store.links.get({ kind: 'contact', account, localKey: customerRef(storeHash, customerId) }))?.remoteId;

/** As if what is remembered had been seen long ago. */
const age = ({ db }: ActivityWorld) =>
  db
    .updateTable('links')
    .set({ updatedAt: new Date(Date.now() - 25 * 3_600_000) })
    .where('kind', '=', 'contact')
    .execute();

/** What was made may not be shown for a while; here no test waits for that. */
const openWorld = (contact: Partial<RouteRules['contact']> = {}) =>
  open({ rules: contactRules(contact), timings: { searchLagMs: 0 } });

describe('a customer who changes the e-mail address', () => {
  it('keeps the contact', async () => {
    const world = await openWorld();
    const first = await contactOf(world, by('ann@old.example.com'));
    expect(await linkOf(world)).toBe(String(first));
    world.forgetRequests();
    expect(await contactOf(world, by('ann@new.example.com'))).toBe(first);
    expect(requestsOf(world)).toEqual([READ]);
  });

  it('is asked for once, and not again at the next order', async () => {
    const world = await openWorld();
    const first = await contactOf(world, by('ann@old.example.com'));
    await contactOf(world, by('ann@new.example.com'));
    world.forgetRequests();
    expect(await contactOf(world, by('ann@new.example.com'))).toBe(first);
    expect(requestsOf(world)).toEqual([]);
  });

  it('keeps the contact that was found, not made, too', async () => {
    const world = await openWorld();
    const known = await typeIn(world, { firstName: 'Ann', lastName: 'Mover', email: 'ann@old.example.com' });
    expect(await contactOf(world, by('ann@old.example.com'))).toBe(known);
    expect(await contactOf(world, by('ann@new.example.com'))).toBe(known);
  });

  it('to one that somebody else has stays who they are', async () => {
    const world = await openWorld();
    const other = await contactOf(world, by('shared@example.com', 0));
    const own = await contactOf(world, by('ann@old.example.com'));
    expect(await contactOf(world, by('shared@example.com'))).toBe(own);
    expect(await contactOf(world, by('shared@example.com', 0))).toBe(other);
  });

  it('is the contact of the e-mail where the route matches by that first', async () => {
    const world = await openWorld({ matchBy: ['email', 'link'] });
    const other = await typeIn(world, { firstName: 'Ann', lastName: 'Mover', email: 'ann@new.example.com' });
    const own = await contactOf(world, by('ann@old.example.com'));
    expect(await contactOf(world, by('ann@new.example.com'))).toBe(other);
    expect(await contactOf(world, by('ann@newest.example.com'))).toBe(own);
    expect(await linkOf(world)).toBe(String(own));
  });

  it('is a new contact where the route does not match by link', async () => {
    const world = await openWorld({ matchBy: ['email'] });
    const own = await contactOf(world, by('ann@old.example.com'));
    expect(await contactOf(world, by('ann@new.example.com'))).not.toBe(own);
  });

  it('under two addresses at once becomes one contact', async () => {
    const world = await openWorld();
    const steps = [];
    for (const key of [world.place(by('one@example.com')), world.place(by('two@example.com'))]) {
      steps.push(stepOf(world, key, await planImport(world, key)));
    }
    world.brightpearl.core.faults.add({ method: 'POST', path: 'contact$', mode: 'delay', delayMs: 100 });
    const outcomes = await Promise.allSettled(steps.map((step) => world.run('ensureContact', step)));
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failed).toMatchObject([{ type: 'ContactBusy', category: 'BENIGN' }]);
    const ids = [];
    for (const step of steps) ids.push((await world.run('ensureContact', step)).contactId);
    expect(new Set(ids).size).toBe(1);
  });

  it('and now buys for another company is another buyer, by rule', async () => {
    const world = await openWorld({ otherCompany: 'new-contact' });
    const first = await contactOf(world, by('ann@old.example.com', ANN, { company: 'First Ltd' }));
    const second = await contactOf(world, by('ann@new.example.com', ANN, { company: 'Second Ltd' }));
    expect(second).not.toBe(first);
    expect(await contactOf(world, by('ann@newer.example.com', ANN, { company: 'First Ltd' }))).toBe(first);
  });

  it('and has moved is a new contact, by rule', async () => {
    const world = await openWorld({ differentAddress: 'new-contact' });
    const at = (street_1: string) => ({ street_1, city: 'Austin', state: 'Texas', zip: '78701', country_iso2: 'US' });
    const first = await contactOf(world, by('ann@old.example.com', ANN, at('1 Main St')));
    expect(await contactOf(world, by('ann@new.example.com', ANN, at('1 Main St')))).toBe(first);
    expect(await contactOf(world, by('ann@newer.example.com', ANN, at('2 Far Rd')))).not.toBe(first);
  });
});

describe('guests', () => {
  it('who buy from another address are another contact, by rule, also when their e-mail address is known', async () => {
    const world = await openWorld({ differentAddress: 'new-contact' });
    const at = (street_1: string) => ({ street_1, city: 'Austin', state: 'Texas', zip: '78701', country_iso2: 'US' });
    const home = await contactOf(world, by('ann@example.com', 0, at('1 Main St')));
    const office = await contactOf(world, by('ann@example.com', 0, at('2 Far Rd')));
    expect(office).not.toBe(home);
    expect(await contactOf(world, by('ann@example.com', 0, at('1 MAIN ST.')))).toBe(home);
    expect(await contactOf(world, by('ann@example.com', 0, at('2 Far Rd')))).toBe(office);
  });

  it('are never linked, and are another contact under another e-mail', async () => {
    const world = await openWorld();
    const first = await contactOf(world, by('ann@old.example.com', 0));
    expect(await contactOf(world, by('ann@new.example.com', 0))).not.toBe(first);
    expect(await linkOf(world, 0)).toBeUndefined();
  });

  it('who register are linked to the contact that they have', async () => {
    const world = await openWorld();
    const first = await contactOf(world, by('ann@example.com', 0));
    expect(await contactOf(world, by('ann@example.com'))).toBe(first);
    expect(await linkOf(world)).toBe(String(first));
  });
});

describe('a contact that was merged or deleted in Brightpearl', () => {
  it('is replaced by the one that has the e-mail now, after a day at the latest', async () => {
    const world = await openWorld();
    const gone = await contactOf(world, by('ann@example.com'));
    const kept = await typeIn(world, { firstName: 'Ann', lastName: 'Mover', email: 'ann@example.com' });
    await control(world, 'DELETE', `contacts/${gone}`);
    expect(await contactOf(world, by('ann@example.com'))).toBe(gone);
    await age(world);
    expect(await contactOf(world, by('ann@example.com'))).toBe(kept);
    expect(await linkOf(world)).toBe(String(kept));
    world.forgetRequests();
    expect(await contactOf(world, by('ann@example.com'))).toBe(kept);
    expect(requestsOf(world)).toEqual([]);
  });

  it('is noticed at once when a person retries the order', async () => {
    const world = await openWorld();
    const gone = await contactOf(world, by('ann@example.com', 0));
    await control(world, 'DELETE', `contacts/${gone}`);
    const key = world.place(by('ann@example.com', 0));
    await world.store.decisions.record({ order: key, verb: 'retry', arguments: {}, actor: 'ann', commandId: 'c1' });
    world.forgetRequests();
    expect(await contactOfPlaced(world, key)).not.toBe(gone);
    expect(requestsOf(world)).toEqual([READ, SEARCH, ...CREATE]);
  });

  it('falls through to the e-mail when only the link to the customer led to it', async () => {
    const world = await openWorld();
    const gone = await contactOf(world, by('ann@old.example.com'));
    const other = await typeIn(world, { firstName: 'Ann', lastName: 'Mover', email: 'ann@new.example.com' });
    await control(world, 'DELETE', `contacts/${gone}`);
    expect(await contactOf(world, by('ann@new.example.com'))).toBe(other);
    expect(await linkOf(world)).toBe(String(other));
  });

  it('and has become staff is not used any more', async () => {
    const world = await openWorld();
    const first = await contactOf(world, by('ann@example.com'));
    Object.assign(world.brightpearl.state().contacts.get(first) ?? {}, { isStaff: true });
    await age(world);
    expect(await contactOf(world, by('ann@new.example.com'))).not.toBe(first);
  });

  it('is not taken for gone while it may just not be readable yet', async () => {
    const world = await open({ timings: { searchLagMs: 60_000 } });
    const first = await contactOf(world, by('ann@example.com', 0));
    const hidden = world.brightpearl.state().contacts.get(first)!;
    world.brightpearl.state().contacts.delete(first);
    const key = world.place(by('ann@example.com'));
    await expect(contactOfPlaced(world, key)).rejects.toMatchObject({ type: 'NotYetReadable', category: 'BENIGN' });
    world.brightpearl.state().contacts.set(first, hidden);
    expect(await contactOfPlaced(world, key)).toBe(first);
  });
});
