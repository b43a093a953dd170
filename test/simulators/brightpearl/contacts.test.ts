import { CUSTOMER_ID, STAFF_ID } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const postAddress = () =>
  sim.ok<number>('POST', '/contact-service/postal-address', {
    addressLine1: '1 High St',
    addressLine3: 'Bristol',
    postalCode: 'BS2 9AG',
    countryIsoCode: 'GB',
  });

const aContact = (DEF: number, contact: Record<string, unknown> = {}) => ({
  firstName: 'Ann',
  lastName: 'Lee',
  postAddressIds: { DEF },
  communication: { emails: { PRI: { email: 'ann@example.com' } }, telephones: { PRI: '01234 567890' } },
  ...contact,
});

const postContact = async (contact: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/contact-service/contact', aContact(await postAddress(), contact));

const idsFound = async (query: string) =>
  (await sim.ok<{ results: unknown[][] }>('GET', `/contact-service/contact-search?${query}`)).results.map(([id]) => id);

describe('postal addresses', () => {
  it('take either ISO code and show both', async () => {
    const id = await postAddress();
    expect(await sim.ok('GET', `/contact-service/postal-address/${id}`)).toMatchObject([
      { addressId: id, addressLine3: 'Bristol', countryIsoCode: 'GBR', countryIsoCode2: 'GB' },
    ]);
  });

  it.each([
    ['400 CONC-907', { countryIsoCode: 'GBR' }],
    ['400 CONC-906', { addressLine1: '1 High St', countryIsoCode: 'XXX' }],
  ])('are refused with %s', async (refusal, address) => {
    expect(await sim.refusal('POST', '/contact-service/postal-address', address)).toBe(refusal);
  });
});

describe('contacts', () => {
  it('are gone when staff merged them into others', async () => {
    const [id, other] = [await postContact(), await postContact()];
    expect((await sim.control('DELETE', `contacts/${id}`)).status).toBe(204);
    expect(await sim.refusal('GET', `/contact-service/contact/${id}`)).toBe('404 CMNC-404');
    expect(await idsFound('allEmail=ann@example.com')).toEqual([other]);
  });

  it('show as live accounts show them', async () => {
    const id = await postContact({ organisation: { name: 'Lee Ltd' }, financialDetails: { taxNumber: 'GB123' } });
    expect(await sim.api('GET', `/contact-service/contact/${id}`)).toMatchObject({
      body: {
        response: [
          {
            contactId: id,
            firstName: 'Ann',
            communication: { emails: { PRI: { email: 'ann@example.com' } }, telephones: { PRI: '01234 567890' } },
            relationshipToAccount: { isSupplier: false, isStaff: false },
            organisation: { organisationId: id, name: 'Lee Ltd' },
            financialDetails: { taxNumber: 'GB123' },
            createdByid: 0,
          },
        ],
        pagination: { morePagesAvailable: false, resultsReturned: 1 },
        sorting: [{ field: 'contactId', direction: 'ASC' }],
      },
    });
  });

  it('may share an e-mail address', async () => {
    const first = await postContact();
    const second = await postContact();
    expect(await idsFound('primaryEmail=ann@example.com')).toEqual([first, second]);
  });

  it('are found by any part of an address, in any case, and among all three addresses', async () => {
    const emails = { PRI: { email: 'JoAnn@example.com' }, SEC: { email: 'second@example.com' } };
    const id = await postContact({ communication: { emails } });
    expect(await idsFound('primaryEmail=ann@example.com')).toEqual([id]);
    expect(await idsFound('primaryEmail=second@example.com')).toEqual([]);
    expect(await idsFound('allEmail=second@example.com')).toEqual([id]);
  });

  it('include a member of staff who shops and a supplier', async () => {
    expect(await idsFound('primaryEmail=sam.porter@example.com&isStaff=true')).toEqual([STAFF_ID]);
    expect(await idsFound('isSupplier=true')).toHaveLength(1);
    expect(await idsFound('isCustomer=true')).toEqual([CUSTOMER_ID]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a first name of 33 characters', { firstName: 'x'.repeat(33) }, '400 CONC-901'],
    ['a last name of 33 characters', { lastName: 'x'.repeat(33) }, '400 CONC-901'],
    ['no address', { postAddressIds: {} }, '400 CONC-901'],
    ['an address that does not exist', { postAddressIds: { DEF: 9 } }, '400 CONC-903'],
  ])('are refused with %s', async (_case, contact, refusal) => {
    expect(await sim.refusal('POST', '/contact-service/contact', aContact(await postAddress(), contact))).toBe(refusal);
  });

  it('never share a postal address', async () => {
    const address = await postAddress();
    await sim.ok('POST', '/contact-service/contact', aContact(address));
    expect(await sim.refusal('POST', '/contact-service/contact', aContact(address))).toBe('400 CONC-904');
  });

  it('are changed by JSON Patch, which answers the contact as an object', async () => {
    const id = await postContact();
    const DEL = await postAddress();
    const changed = await sim.ok('PATCH', `/contact-service/contact/${id}`, [
      { op: 'replace', path: '/lastName', value: 'Smith' },
      { op: 'replace', path: '/postAddressIds/DEL', value: DEL },
      { op: 'replace', path: '/communication/emails/PRI/email', value: 'smith@example.com' },
    ]);
    expect(changed).toMatchObject({ contactId: id, lastName: 'Smith', postAddressIds: { DEL } });
    expect(await idsFound('primaryEmail=smith@')).toEqual([id]);
    const unknown = [{ op: 'replace', path: '/shoeSize', value: 44 }];
    expect(await sim.refusal('PATCH', `/contact-service/contact/${id}`, unknown)).toBe('500 CMNC-044');
  });

  it('are 404 when none of the set exists, and the found ones otherwise', async () => {
    expect(await sim.api('GET', '/contact-service/contact/9')).toMatchObject({
      status: 404,
      body: { errors: [{ code: 'CMNC-404', message: 'No Contact Found' }] },
    });
    expect(await sim.ok('GET', `/contact-service/contact/9,${CUSTOMER_ID}`)).toHaveLength(1);
  });

  it('come 200 at a time', async () => {
    for (let n = 0; n < 200; n += 1) await sim.control('POST', 'contacts', { firstName: 'A', lastName: `${n}` });
    expect((await sim.api('GET', '/contact-service/contact/1-9999')).body).toMatchObject({
      pagination: { morePagesAvailable: true, resultsReturned: 200, lastResult: 200 },
    });
  });
});

describe('the lists beside them', () => {
  it('name lead sources and projects', async () => {
    expect(await sim.ok('GET', '/contact-service/lead-source/4')).toMatchObject([{ id: 4, name: 'Web shop' }]);
    expect(await sim.ok('GET', '/contact-service/project')).toHaveLength(2);
  });
});
