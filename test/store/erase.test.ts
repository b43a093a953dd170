import { sql } from 'kysely';
import { customerRef, type OrderKey } from '../../src/domain/ids';
import { emailSubject, orderSubject } from '../../src/store/exchanges';
import { createDataProtection } from '../../src/store/encryption';
import { createStore, type Store } from '../../src/store/store';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;
let orderId = 0;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

/** An order with everything that can hold personal data about it. */
async function anOrderOf(email: string, store: Store = test.store): Promise<OrderKey & { snapshotId: string }> {
  const order = { storeHash: 'abc123', orderId: (orderId += 1) };
  const emailHash = test.protection.emailHash(email);
  await store.orders.upsert({ order, asOf: new Date(), email, orderTotal: '10.00' });
  const snapshotId = await store.snapshots.save({ order, hash: 'v1', email, body: { email }, readAt: new Date() });
  await store.plans.save({ order, snapshotId, configHash: 'c0ffee', body: { email } });
  await store.decisions.record({
    order,
    verb: 'amend',
    arguments: { address: { email } },
    actor: 'ann',
    commandId: `command ${order.orderId}`,
  });
  const link = { account: 'acme', order };
  await store.links.put({ ...link, kind: 'sales-order', localKey: `abc123-${order.orderId}`, remoteId: '1' });
  await store.links.replace({ ...link, kind: 'contact', localKey: emailHash, remoteId: '2' });
  await store.links.replace({ ...link, kind: 'contact', localKey: `${emailHash}/company`, remoteId: '3' });
  await store.intents.open({ key: `contact:acme:${emailHash}`, kind: 'contact', order, bodyHash: 'b' });
  await store.claims.acquire(`contact/acme/${emailHash}`, 'me', 1);
  await store.exchanges.record({
    startedAt: new Date(),
    durationMs: 1,
    system: 'brightpearl',
    scope: 'acme',
    method: 'GET',
    path: `/contact-search?email=${email}`,
    requestHeaders: {},
    responseHeaders: {},
    requestBody: { email },
    subjects: [orderSubject(order), emailSubject(emailHash)],
  });
  return { ...order, snapshotId };
}

const exchangesAbout = async (order: OrderKey) =>
  (await test.store.exchanges.list({ subject: orderSubject(order) }, { limit: 10 })).rows;

describe('erasing a customer', () => {
  it('takes everything personal of all their orders and keeps the books', async () => {
    const orders = [await anOrderOf('zoe@example.com'), await anOrderOf('Zoe@Example.com ')];
    const other = await anOrderOf('max@example.com');
    expect(await test.store.eraseCustomer('ZOE@example.com')).toEqual({
      orders: 2,
      snapshots: 2,
      exchanges: 2,
      decisions: 2,
      links: 2,
    });
    for (const order of orders) {
      expect(await test.store.snapshots.get(order.snapshotId)).toBeUndefined();
      expect(await test.store.decisions.list(order)).toMatchObject([{ verb: 'amend', arguments: {}, erased: true }]);
      expect(await exchangesAbout(order)).toMatchObject([{ erased: true, path: '/contact-search', method: 'GET' }]);
      expect((await test.store.links.forOrder(order)).map(({ kind }) => kind)).toEqual(['sales-order']);
      expect(await test.store.orders.get(order)).toMatchObject({ orderTotal: '10.00', emailHash: null });
    }
    expect(await test.store.snapshots.get(other.snapshotId)).toMatchObject({ body: { email: 'max@example.com' } });
    expect(await exchangesAbout(other)).toMatchObject([{ erased: false, requestBody: { email: 'max@example.com' } }]);
  });

  it('leaves neither the address nor its hash anywhere', async () => {
    await anOrderOf('gone@example.com');
    await test.store.eraseCustomer('gone@example.com');
    const hash = test.protection.emailHash('gone@example.com');
    for (const table of [
      'orders',
      'snapshots',
      'plans',
      'decisions',
      'links',
      'claims',
      'intents',
      'exchange_subjects',
    ]) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(test.db);
      expect(JSON.stringify(rows)).not.toContain(hash);
      expect(JSON.stringify(rows)).not.toContain('gone@');
    }
  });

  it('takes the way from the customer id to the contact, and leaves that of other customers', async () => {
    const order = await anOrderOf('registered@example.com');
    const link = { kind: 'contact', account: 'acme', order } as const;
    await test.store.links.replace({ ...link, localKey: customerRef('abc123', 7), remoteId: '2' });
    await test.store.links.replace({ ...link, localKey: customerRef('abc123', 8), remoteId: '99' });
    await test.store.links.replace({ ...link, account: 'other', localKey: customerRef('abc123', 7), remoteId: '2' });
    expect(await test.store.eraseCustomer('registered@example.com')).toMatchObject({ links: 3 });
    const left = await test.store.links.forOrder(order);
    const contacts = left
      .filter(({ kind }) => kind === 'contact')
      .map(({ account, localKey }) => `${account} ${localKey}`);
    expect(contacts.sort()).toEqual(['acme customer-abc123-8', 'other customer-abc123-7']);
  });

  it('finds nothing twice', async () => {
    await anOrderOf('twice@example.com');
    await test.store.eraseCustomer('twice@example.com');
    expect(await test.store.eraseCustomer('twice@example.com')).toEqual({
      orders: 0,
      snapshots: 0,
      exchanges: 0,
      decisions: 0,
      links: 0,
    });
  });
});

describe('erasing one order', () => {
  it("leaves the customer's other orders", async () => {
    const [one, two] = [await anOrderOf('both@example.com'), await anOrderOf('both@example.com')];
    expect(await test.store.eraseOrder(one)).toMatchObject({ orders: 1, snapshots: 1, exchanges: 1, decisions: 1 });
    expect(await test.store.snapshots.get(one.snapshotId)).toBeUndefined();
    expect(await test.store.snapshots.get(two.snapshotId)).toMatchObject({ body: { email: 'both@example.com' } });
  });
});

describe('the rotation of a key', () => {
  it('ends when everything is sealed under the new one', async () => {
    const order = await anOrderOf('rotated@example.com');
    const credential = { system: 'brightpearl', scope: 'acme', kind: 'oauth' } as const;
    await test.store.credentials.save(credential, { token: 't' }, 0);
    const old = { id: 'test', bytes: Buffer.alloc(32, 7) };
    const young = { id: 'young', bytes: Buffer.alloc(32, 8) };
    const hashKey = Buffer.alloc(32, 9);
    const rotating = createStore(test.db, createDataProtection({ keys: [young, old], hashKey }));
    expect(await rotating.resealAll()).toBeGreaterThan(0);
    expect(await rotating.resealAll()).toBe(0);

    const rotated = createStore(test.db, createDataProtection({ keys: [young], hashKey }));
    expect(await rotated.snapshots.get(order.snapshotId)).toMatchObject({ body: { email: 'rotated@example.com' } });
    expect(await rotated.credentials.get(credential)).toMatchObject({ value: { token: 't' }, version: 1 });
    expect(await rotated.decisions.list(order)).toMatchObject([
      { arguments: { address: { email: 'rotated@example.com' } } },
    ]);
    expect((await rotated.exchanges.list({}, { limit: 100 })).rows.length).toBeGreaterThan(0);
  });
});
