import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore();
});

afterAll(async () => {
  await test.close();
});

const scope = (storeHash: string) => ({ storeHash, account: 'acme' });
const ids = (rows: readonly { readonly customerId: number }[]) => rows.map(({ customerId }) => customerId);

describe('a customer that may have changed', () => {
  it('waits once in each account, and goes only if it was not marked again since it was read', async () => {
    const { customerNews } = test.store;
    await customerNews.add({ storeHash: 's1', accounts: ['acme', 'other'] }, [2, 1, 2], 'webhook');
    const read = await customerNews.next(scope('s1'), 10);
    expect(ids(read)).toEqual([1, 2]);
    await customerNews.add({ storeHash: 's1', accounts: ['acme'] }, [2], 'sweep');
    for (const row of read) await customerNews.settle(row);
    expect(await customerNews.next(scope('s1'), 10)).toEqual([
      expect.objectContaining({ customerId: 2, reason: 'sweep' }),
    ]);
    expect(ids(await customerNews.next({ storeHash: 's1', account: 'other' }, 10))).toEqual([1, 2]);
  });

  it('is kept from its turn by an issue until it is marked again', async () => {
    const { customerNews } = test.store;
    await customerNews.add({ storeHash: 's2', accounts: ['acme'] }, [1, 2], 'webhook');
    const [first] = await customerNews.next(scope('s2'), 10);
    await customerNews.park(first!, 'REJECTED_BY_BRIGHTPEARL', 'refused');
    expect(ids(await customerNews.next(scope('s2'), 10))).toEqual([2]);
    expect(await customerNews.counts('s2')).toEqual([{ account: 'acme', waiting: 1, late: 0, parked: 1 }]);
    expect(await customerNews.parked({ storeHash: 's2', accounts: ['acme'] }, 10)).toEqual([
      expect.objectContaining({ customerId: 1, message: 'refused' }),
    ]);
    await customerNews.add({ storeHash: 's2', accounts: ['acme'] }, [1], 'webhook');
    expect(await customerNews.counts('s2')).toEqual([{ account: 'acme', waiting: 2, late: 0, parked: 0 }]);
  });

  it('is counted for each account by itself', async () => {
    const { customerNews } = test.store;
    await customerNews.add({ storeHash: 's6', accounts: ['acme', 'other'] }, [1, 2], 'webhook');
    const [first] = await customerNews.next(scope('s6'), 1);
    await customerNews.park(first!, 'REJECTED_BY_BRIGHTPEARL', 'refused');
    expect(await customerNews.counts('s6')).toEqual([
      { account: 'acme', waiting: 1, late: 0, parked: 1 },
      { account: 'other', waiting: 2, late: 0, parked: 0 },
    ]);
    expect(await customerNews.parked({ storeHash: 's6', accounts: ['other'] }, 10)).toEqual([]);
  });

  it('with a contact can be asked for with all others of the store', async () => {
    const { customerNews, links } = test.store;
    const link = (account: string, localKey: string) =>
      links.put({ kind: 'contact', account, localKey, remoteId: '1' });
    await link('acme', 'customer-s4-12');
    await link('other', 'customer-s4-13');
    await link('acme', 'customer-s44-14');
    await link('acme', 'hash-of-an-address');
    expect(await customerNews.addLinked('s4', ['acme', 'other'], 'asked by ann')).toBe(2);
    expect(ids(await customerNews.next(scope('s4'), 10))).toEqual([12]);
    expect(ids(await customerNews.next({ storeHash: 's4', account: 'other' }, 10))).toEqual([13]);
  });

  it('comes before those that have time, and does not come to have time itself', async () => {
    const { customerNews } = test.store;
    const where = { storeHash: 's5', accounts: ['acme'] };
    await customerNews.add(where, [1, 2, 3], 'asked by ann', true);
    await customerNews.add(where, [4, 2], 'webhook');
    await customerNews.add(where, [4], 'asked by ann', true);
    const rows = await customerNews.next(scope('s5'), 10);
    expect(rows.map(({ customerId, late }) => [customerId, late])).toEqual([
      [2, false],
      [4, false],
      [1, true],
      [3, true],
    ]);
    expect(await customerNews.counts('s5')).toEqual([{ account: 'acme', waiting: 4, late: 2, parked: 0 }]);
    const [, , first] = rows;
    expect(ids(await customerNews.next(scope('s5'), 10, { afterLate: first!.mark }))).toEqual([2, 4, 3]);
    expect(ids(await customerNews.next(scope('s5'), 10, { after: rows[1]!.mark }))).toEqual([1, 3]);
  });

  it('is not read twice by whoever goes on after the last one', async () => {
    const { customerNews } = test.store;
    await customerNews.add({ storeHash: 's3', accounts: ['acme'] }, [1, 2, 3], 'webhook');
    const [first, second] = await customerNews.next(scope('s3'), 2);
    expect(ids(await customerNews.next(scope('s3'), 10, { after: second!.mark }))).toEqual([3]);
    expect(first!.customerId).toBe(1);
  });
});

describe('what of a contact was written', () => {
  const key = { account: 'acme', contactId: 7 };

  it('is kept from its making on, and follows the first customer alone until that one is gone', async () => {
    const { contactMarks } = test.store;
    await contactMarks.made(key, { email: 'mark' });
    await contactMarks.made(key, { email: 'another' });
    const stores = ['s1', 's2'];
    const first = await contactMarks.follow(key, { storeHash: 's1', customerId: 1 }, stores);
    expect(first).toMatchObject({ customerId: 1, storeHash: 's1', written: { email: 'mark' }, sent: null });
    expect(await contactMarks.follow(key, { storeHash: 's2', customerId: 2 }, stores)).toMatchObject({ customerId: 1 });
    expect(await contactMarks.followed('s1')).toEqual([1]);
    expect(await contactMarks.leave({ storeHash: 's1', customerId: 1 })).toEqual([key]);
    expect(await contactMarks.followed('s1')).toEqual([]);
    expect(await contactMarks.follow(key, { storeHash: 's2', customerId: 2 }, stores)).toMatchObject({
      customerId: 2,
      storeHash: 's2',
      written: { email: 'mark' },
    });
    expect(await contactMarks.follow(key, { storeHash: 's1', customerId: 3 }, ['s1'])).toMatchObject({
      customerId: 3,
      storeHash: 's1',
    });
  });

  it('stays open from before it is sent until it is settled', async () => {
    const { contactMarks } = test.store;
    await contactMarks.sending(key, { email: 'mark' }, { firstName: 'new' });
    expect(await contactMarks.get(key)).toMatchObject({ sent: { firstName: 'new' }, sentAt: expect.any(Date) });
    await contactMarks.settled(key, { email: 'mark', firstName: 'new' });
    expect(await contactMarks.get(key)).toMatchObject({ sent: null, sentAt: null, written: { firstName: 'new' } });
  });

  it('goes when the customer is erased, with what the audit trail has of the customer', async () => {
    const { links, contactMarks, exchanges } = test.store;
    const emailHash = test.protection.emailHash('ann@example.com');
    await links.put({ kind: 'contact', account: 'acme', localKey: emailHash, remoteId: '7' });
    await links.put({ kind: 'contact', account: 'acme', localKey: 'customer-s1-1', remoteId: '7' });
    await exchanges.record({
      startedAt: new Date(),
      durationMs: 1,
      system: 'brightpearl',
      scope: 'acme',
      method: 'PATCH',
      path: '/contact-service/contact/7',
      requestHeaders: {},
      responseHeaders: {},
      requestBody: 'Ann',
      subjects: ['contact:customer-s1-1'],
    });
    expect(await test.store.eraseCustomer('ann@example.com')).toMatchObject({ links: 2, exchanges: 1 });
    expect(await contactMarks.get(key)).toBeUndefined();
  });
});
