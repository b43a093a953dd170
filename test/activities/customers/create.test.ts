/** Customers without an order who get a contact, over both simulators. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ageIntents } from '../support/activity-world';
import { planImport, stepOf } from '../support/steps';
import type { PlanStep } from '../../../src/domain/activity-types';
import { RemoteError } from '../../../src/domain/remote-error';
import { customerWorlds, EMAIL, type CustomerWorld } from './support';

const open = customerWorlds();

const ALWAYS = { customers: { create: 'always' } } as const;

const POST = 'POST /contact-service/contact';

/** All that have the e-mail address, whatever its case. */
const contactsOf = ({ brightpearl }: Pick<CustomerWorld, 'brightpearl'>, email = EMAIL) =>
  brightpearl.ledger().contacts.filter((one) => one.email?.toLowerCase() === email);

/** The step of the workflow, until none waits. */
async function untilSettled(world: CustomerWorld, storeHash = world.storeHash): Promise<void> {
  for (;;) {
    const { waitMs } = await world.run('followCustomers', { storeHash, account: world.account });
    if (waitMs === undefined) return;
    await sleep(Math.min(waitMs, 50));
  }
}

async function untilDone(world: CustomerWorld, step: PlanStep): Promise<number> {
  for (;;) {
    try {
      return (await world.run('ensureContact', step)).contactId;
    } catch (error) {
      if ((error as { type?: string }).type !== 'ContactBusy') throw error;
      await sleep(20);
    }
  }
}

describe('a customer who registered', () => {
  it('gets a contact with what the store knows, terms at once, and it follows', async () => {
    const groups = [{ group: 7, priceListId: 3, creditTermDays: 30 }];
    const world = await open({ customers: { create: 'always', groups, fields: { newsletter: 'ours' } } });
    const customerId = world.register({
      company: 'Archer Ltd',
      customer_group_id: 7,
      accepts_product_review_abandoned_cart_emails: true,
    });
    expect(await world.follow(customerId)).toEqual({ updated: 0, left: 0, created: 1, parked: 0 });
    const contactId = (await world.linkOf(customerId)) ?? 0;
    const contact = world.contact(contactId);
    expect(contact).toMatchObject({
      firstName: 'Ann',
      lastName: 'Archer',
      companyName: 'Archer Ltd',
      emails: { PRI: EMAIL },
      telephones: { PRI: '555-0100' },
      isReceiveEmailNewsletter: true,
      financialDetails: { priceListId: 3, creditTermDays: 30 },
    });
    const address = world.brightpearl.state().addresses.get(contact.postAddressIds['DEF'] ?? 0);
    expect(address).toMatchObject({ addressLine1: '1 High Street', countryIsoCode: 'GBR' });
    world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1, created: 0 });
    expect(world.contact(contactId).firstName).toBe('Anna');
  });

  it('orders, and the order goes to that contact without asking', async () => {
    const world = await open(ALWAYS);
    const customerId = world.register();
    await world.follow(customerId);
    world.forgetRequests();
    expect(await world.order(customerId)).toBe(await world.linkOf(customerId));
    expect(
      world.requests('brightpearl').filter((request) => /\/contact-service\/(?!lead-source)/.test(request)),
    ).toEqual([]);
  });

  it('has no contact made without an e-mail address or a usable address, until there is one', async () => {
    const world = await open(ALWAYS);
    const nameless = world.register({ email: '' });
    const homeless = world.register({ email: 'bob@example.com', addresses: [] });
    expect(await world.follow(nameless)).toMatchObject({ left: 1, created: 0, parked: 0 });
    expect(await world.follow(homeless)).toMatchObject({ left: 1, created: 0, parked: 0 });
    expect(world.requests('brightpearl')).not.toContain(POST);
    world.bigcommerce.control.addAddress(homeless, { address1: '3 Low Road', city: 'Bristol', country_code: 'GB' });
    expect(await world.follow(homeless)).toMatchObject({ created: 1 });
  });

  it('is given no field that never follows', async () => {
    const world = await open({ customers: { create: 'always', fields: { telephone: 'never', company: 'never' } } });
    const customerId = world.register({ company: 'Archer Ltd' });
    await world.follow(customerId);
    const contact = world.contact((await world.linkOf(customerId)) ?? 0);
    expect([contact.companyName ?? '', contact.telephones]).toEqual(['', {}]);
  });

  it('has no contact made in an account that is not listed', async () => {
    const world = await open({ secondAccount: true, customers: { create: 'always', createIn: ['overseas'] } });
    const customerId = world.register();
    expect(await world.follow(customerId)).toMatchObject({ left: 1, created: 0 });
    const { storeHash, store } = world;
    await store.customerNews.add({ storeHash, accounts: ['overseas'] }, [customerId], 'webhook');
    expect(await world.run('followCustomers', { storeHash, account: 'overseas' })).toMatchObject({ created: 1 });
    expect([contactsOf(world), contactsOf({ brightpearl: world.secondAccount! })]).toMatchObject([[], [{}]]);
  });
});

describe('a contact of the same e-mail address', () => {
  it('that staff made is taken, and only its empty fields are filled', async () => {
    const world = await open(ALWAYS);
    const { id } = await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
    const customerId = world.register({ company: 'Archer Ltd' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1, created: 0 });
    expect(await world.linkOf(customerId)).toBe(id);
    expect(world.contact(id)).toMatchObject({ firstName: 'A.', companyName: 'Archer Ltd' });
    expect(world.requests('brightpearl')).not.toContain(POST);
  });

  it('of another company stops for a person, and keeps no other waiting', async () => {
    const world = await open(ALWAYS);
    await world.staff('POST', 'contacts', { firstName: 'Ann', lastName: 'Archer', email: EMAIL, companyName: 'Other' });
    const { storeHash, account, store } = world;
    const refused = world.register({ company: 'Archer Ltd' });
    await store.customerNews.add({ storeHash, accounts: [account] }, [refused], 'webhook');
    const fine = world.register({ email: 'bob@example.com' });
    expect(await world.follow(fine)).toMatchObject({ created: 1, parked: 1 });
    const [parked] = await store.customerNews.parked({ storeHash, accounts: [account] }, 10);
    expect(parked).toMatchObject({ customerId: refused, parked: 'CONTACT_CONFLICT' });
    expect(parked?.message).toContain('Correct the contact in Brightpearl');
    expect(parked?.message).not.toContain(EMAIL);
  });

  it('that is merged into another is let go of, and the other one taken', async () => {
    const world = await open(ALWAYS);
    const customerId = world.register();
    await world.follow(customerId);
    const { id } = await world.staff('POST', 'contacts', { firstName: 'Ann', lastName: 'Archer', email: EMAIL });
    await world.staff('DELETE', `contacts/${await world.linkOf(customerId)}`);
    expect(await world.follow(customerId)).toMatchObject({ created: 0, parked: 0 });
    expect(await world.linkOf(customerId)).toBe(id);
  });
});

describe('one contact alone', () => {
  it.each(['apply-then-drop', 'drop-before', 'drop-then-apply-later'] as const)(
    'is made when the answer is lost (%s)',
    async (mode) => {
      const world = await open({ ...ALWAYS, timings: { searchLagMs: 0, requestTimeoutMs: 1_000 } });
      const customerId = world.register();
      const delay = mode === 'drop-then-apply-later' ? { delayMs: 100 } : {};
      world.brightpearl.core.faults.add({ method: 'POST', path: 'service/contact$', mode, count: 1, ...delay });
      await expect(world.follow(customerId)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
      await untilSettled(world);
      expect(contactsOf(world)).toHaveLength(1);
      expect(await world.linkOf(customerId)).toBe(contactsOf(world)[0]?.id);
      expect(world.requests('brightpearl').filter((one) => one === POST)).toHaveLength(mode === 'drop-before' ? 2 : 1);
    },
  );

  it('is made when the worker is killed as it waits for the answer', async () => {
    const world = await open(ALWAYS);
    const customerId = world.register();
    const { storeHash, account, store } = world;
    await store.customerNews.add({ storeHash, accounts: [account] }, [customerId], 'webhook');
    world.brightpearl.core.faults.add({
      method: 'POST',
      path: 'service/contact$',
      mode: 'delay',
      delayMs: 400,
      count: 1,
    });
    const end = new AbortController();
    const killed = world.attempt({ end: end.signal }, 'followCustomers', { storeHash, account });
    while (!world.requests('brightpearl').includes(POST)) await sleep(10);
    end.abort();
    await expect(killed).rejects.toBeDefined();
    await untilSettled(world);
    await sleep(500);
    await ageIntents(world);
    await world.follow(customerId);
    await untilSettled(world);
    expect(contactsOf(world)).toHaveLength(1);
    expect(await world.store.customerNews.counts(storeHash)).toEqual([]);
  });

  it('comes of an order and the news of the same customer at the same moment', async () => {
    const world = await open({ ...ALWAYS, timings: { searchLagMs: 1_000 } });
    const customerId = world.register();
    const billing = { email: EMAIL, first_name: 'Ann', last_name: 'Archer', company: 'Only On The Order Ltd' };
    const key = world.place({ billing, customerId });
    const step = stepOf(world, key, await planImport(world, key));
    world.brightpearl.setSwitches({ indexLagMs: 60_000 });
    const fault = { method: 'POST', path: 'service/contact$', mode: 'delay', delayMs: 100 } as const;
    world.brightpearl.core.faults.add(fault);
    const { storeHash, account, store } = world;
    await store.customerNews.add({ storeHash, accounts: [account] }, [customerId], 'webhook');
    const [ordered] = await Promise.all([untilDone(world, step), untilSettled(world)]);
    await untilSettled(world);
    expect(contactsOf(world)).toHaveLength(1);
    expect(await world.linkOf(customerId)).toBe(ordered);
  });

  it('comes of a guest for a company who registers at the same moment, before the search shows either', async () => {
    const world = await open({ ...ALWAYS, timings: { searchLagMs: 60_000 } });
    const billing = { email: EMAIL, first_name: 'Ann', last_name: 'Archer', company: 'Archer Ltd' };
    const key = world.place({ billing });
    const step = stepOf(world, key, await planImport(world, key));
    world.brightpearl.setSwitches({ indexLagMs: 60_000 });
    const contactId = await untilDone(world, step);
    const customerId = world.register();
    expect(await world.follow(customerId)).toMatchObject({ created: 0, parked: 0 });
    expect(contactsOf(world)).toHaveLength(1);
    expect(await world.linkOf(customerId)).toBe(contactId);
  });

  it('serves two stores on one account, and follows who was there first', async () => {
    const world = await open({ ...ALWAYS, secondStore: true });
    const second = world.secondStore!;
    const here = world.register();
    const there = second.control.addCustomer({
      email: EMAIL.toUpperCase(),
      first_name: 'Another',
      addresses: [{ address1: '9 Far Street', city: 'Leeds', country_code: 'GB' }],
    });
    const { store, account, storeHash } = world;
    for (const [hash, id] of [
      [storeHash, here],
      [second.storeHash, there],
    ] as const) {
      await store.customerNews.add({ storeHash: hash, accounts: [account] }, [id], 'webhook');
    }
    const fault = { method: 'POST', path: 'service/contact$', mode: 'delay', delayMs: 100 } as const;
    world.brightpearl.core.faults.add(fault);
    await Promise.all([untilSettled(world), untilSettled(world, second.storeHash)]);
    expect(contactsOf(world)).toHaveLength(1);
    expect((await store.links.byRemote('contact', account, String(contactsOf(world)[0]?.id))).length).toBe(3);
  });
});

it('an account that is away keeps no other back', async () => {
  const world = await open({ ...ALWAYS, secondAccount: true });
  const customerId = world.register();
  const { storeHash, account, store } = world;
  await store.customerNews.add({ storeHash, accounts: [account, 'overseas'] }, [customerId], 'webhook');
  world.brightpearl.core.faults.add({ path: '.*', mode: 'status', status: 503 });
  await expect(world.run('followCustomers', { storeHash, account })).rejects.toMatchObject({
    type: 'RemoteUnavailable',
  });
  expect(await world.run('followCustomers', { storeHash, account: 'overseas' })).toMatchObject({ created: 1 });
  expect(contactsOf({ brightpearl: world.secondAccount! })).toHaveLength(1);
  world.brightpearl.core.faults.clear();
  await untilSettled(world);
  expect(contactsOf(world)).toHaveLength(1);
});

it('waits where the quota is used up, begins with who changed meanwhile, and takes their lane', async () => {
  const world = await open(ALWAYS);
  const { storeHash, account, store } = world;
  const ids = [1, 2].map((n) => world.register({ email: `shopper-${n}@example.com` }));
  await store.customerNews.add({ storeHash, accounts: [account] }, ids, 'asked by ann', true);
  const { brightpearl } = world.deps;
  const lanes: unknown[] = [];
  let isFull = true;
  const fields = { system: 'brightpearl', scope: account, kind: 'throttled', method: 'GET', path: '/' } as const;
  const withRoom = () => Promise.reject(new RemoteError({ ...fields, retryAfterMs: 5_000 }));
  (world.deps as { brightpearl: unknown }).brightpearl = (code: string, lane?: string) => {
    lanes.push(lane);
    return isFull ? { ...brightpearl(code), withRoom } : brightpearl(code);
  };
  const stopped = await world.run('followCustomers', { storeHash, account });
  expect(stopped).toEqual({ updated: 0, left: 0, created: 0, parked: 0, waitMs: 5_000 });
  expect(new Set(lanes)).toEqual(new Set(['backfill']));
  isFull = false;
  lanes.length = 0;
  await store.customerNews.add({ storeHash, accounts: [account] }, [world.register()], 'webhook');
  expect(await world.run('followCustomers', { storeHash, account })).toMatchObject({ created: 3 });
  expect([lanes[0], lanes.at(-1)]).toEqual(['customers', 'backfill']);
  const made = world.brightpearl.ledger().contacts.map(({ email }) => email);
  expect(made.indexOf(EMAIL)).toBeLessThan(made.indexOf('shopper-1@example.com'));
});

it('an attempt that has used half of its time leaves the rest to the next', async () => {
  const order = { ...(await open()).config.timings.order, activityTimeoutMs: 1 };
  const world = await open({ ...ALWAYS, timings: { searchLagMs: 0, order } });
  const { storeHash, account, store } = world;
  const ids = [1, 2, 3].map((n) => world.register({ email: `shopper-${n}@example.com` }));
  await store.customerNews.add({ storeHash, accounts: [account] }, ids, 'asked by ann', true);
  const first = await world.run('followCustomers', { storeHash, account });
  expect(first).toMatchObject({ created: 1, afterLate: expect.any(Number) });
  const { afterLate = 0 } = first;
  expect(await world.run('followCustomers', { storeHash, account, afterLate })).toMatchObject({ created: 1 });
  expect(await store.customerNews.counts(storeHash)).toMatchObject([{ account, waiting: 1 }]);
});
