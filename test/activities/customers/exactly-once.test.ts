/** What is sent, and not answered, answered late, or sent by two at once: one contact with the right values. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlanStep } from '../../../src/domain/activity-types';
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import { planImport, stepOf } from '../support/steps';
import { customerWorlds, EMAIL } from './support';

const open = customerWorlds();

/** Longer than what comes late is kept back. */
const LATE_MS = 300;

describe.each(['apply-then-drop', 'drop-then-apply-later', 'drop-before'] as const)(
  'an update whose answer is lost (%s)',
  (mode) => {
    it('ends with one contact that has the right values, and counts as ours', async () => {
      const world = await open();
      const customerId = world.register();
      const contactId = await world.order(customerId);
      world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna', phone: '555-0199' });
      world.brightpearl.core.faults.add({
        method: 'PATCH',
        path: '/contact-service/contact/',
        mode,
        count: 1,
        ...(mode === 'drop-then-apply-later' ? { delayMs: 100 } : {}),
      });
      await expect(world.follow(customerId)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
      const { storeHash, account } = world;
      // What was sent may yet be carried out: nothing is sent over it until then.
      const waiting = await world.run('followCustomers', { storeHash, account });
      expect(waiting.waitMs).toBeGreaterThan(0);
      await sleep(LATE_MS);
      await world.waitOut();
      await world.run('followCustomers', { storeHash, account });
      expect(world.contact(contactId)).toMatchObject({ firstName: 'Anna', telephones: { PRI: '555-0199' } });
      expect(world.brightpearl.ledger().contacts.filter(({ email }) => email === EMAIL)).toHaveLength(1);
      const patches = world.requests('brightpearl').filter((request) => request.startsWith('PATCH'));
      expect(patches).toHaveLength(mode === 'drop-before' ? 2 : 1);
      // Nobody has touched what we wrote: it goes on following.
      world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Annie' });
      expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
      expect(world.contact(contactId).firstName).toBe('Annie');
    });
  },
);

it('what staff change while the answer is lost is theirs', async () => {
  const world = await open();
  const customerId = world.register();
  const contactId = await world.order(customerId);
  world.bigcommerce.control.changeCustomer(customerId, { phone: '555-0199' });
  world.brightpearl.core.faults.add({
    method: 'PATCH',
    path: '/contact-service/contact/',
    mode: 'apply-then-drop',
    count: 1,
  });
  await expect(world.follow(customerId)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  await world.staff('POST', `contacts/${contactId}`, { telephone: '020 7946 0000' });
  await world.waitOut();
  expect(await world.run('followCustomers', { storeHash: world.storeHash, account: world.account })).toMatchObject({
    updated: 0,
    left: 1,
  });
  expect(world.contact(contactId).telephones).toEqual({ PRI: '020 7946 0000' });
});

it('an address whose answer is lost is made again, and the contact has the new one alone', async () => {
  const world = await open();
  const customerId = world.register();
  const contactId = await world.order(customerId);
  world.move(customerId, { address1: '2 New Road' });
  world.brightpearl.core.faults.add({
    method: 'POST',
    path: '/contact-service/postal-address$',
    mode: 'apply-then-drop',
    count: 1,
  });
  await expect(world.follow(customerId)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  await world.waitOut();
  expect(await world.run('followCustomers', { storeHash: world.storeHash, account: world.account })).toMatchObject({
    updated: 1,
  });
  const { BIL = 0 } = world.contact(contactId).postAddressIds;
  expect(world.brightpearl.state().addresses.get(BIL)).toMatchObject({ addressLine1: '2 New Road' });
});

it('two routes on one account make one contact of one e-mail address, ordered in both stores at once', async () => {
  const world = await open({ secondStore: true });
  const second = world.secondStore;
  if (!second) throw new Error('There is no second store');
  const billing = { email: EMAIL, first_name: 'Ann', last_name: 'Archer' };
  const here = world.place({ billing, customerId: world.register() });
  const other = second.control.addCustomer({ email: EMAIL.toUpperCase(), first_name: 'Ann', last_name: 'Archer' });
  const order = buildOrder({
    taxMode: 'exclusive',
    lines: [{ sku: 'MUG-BLUE', name: 'Enamel mug, blue', price: '12.95', quantity: 1, taxRate: '8.25' }],
    shipping: { cost: '7.95', method: 'Ground', taxRate: '8.25' },
    billing,
    customerId: other,
  });
  const there = { storeHash: second.storeHash, orderId: second.control.addOrder(order) };
  const steps: PlanStep[] = [];
  for (const key of [here, there]) steps.push(stepOf(world, key, await planImport(world, key)));
  world.brightpearl.core.faults.add({ method: 'POST', path: '/contact-service/contact$', mode: 'delay', delayMs: 100 });
  const untilDone = async (step: PlanStep): Promise<number> => {
    for (;;) {
      try {
        return (await world.run('ensureContact', step)).contactId;
      } catch (error) {
        if ((error as { type?: string }).type !== 'ContactBusy') throw error;
        await sleep(50);
      }
    }
  };
  const [one, two] = await Promise.all(steps.map(untilDone));
  expect(one).toBe(two);
  expect(world.brightpearl.ledger().contacts.filter(({ email }) => email?.toLowerCase() === EMAIL)).toHaveLength(1);
  // It follows the customer who was there first, and the other one changes nothing.
  const { account, store } = world;
  for (const [storeHash, id] of [
    [here.storeHash, 1],
    [there.storeHash, other],
  ] as const) {
    await store.customerNews.add({ storeHash, accounts: [account] }, [id], 'webhook');
  }
  second.control.changeCustomer(other, { first_name: 'Another' });
  await world.run('followCustomers', { storeHash: here.storeHash, account });
  await world.run('followCustomers', { storeHash: there.storeHash, account });
  expect(world.contact(one ?? 0).firstName).toBe('Ann');
});
