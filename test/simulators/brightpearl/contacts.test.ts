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

  it('are changed as a whole', async () => {
    const id = await postAddress();
    const put = { addressLine1: '2 New Road', countryIsoCode: 'USA' };
    expect((await sim.api('PUT', `/contact-service/postal-address/${id}`, put)).body).toEqual({});
    expect(await sim.ok('GET', `/contact-service/postal-address/${id}`)).toMatchObject([
      { addressId: id, addressLine1: '2 New Road', addressLine3: '', postalCode: '', countryIsoCode: 'USA' },
    ]);
    expect(await sim.refusal('PUT', '/contact-service/postal-address/9', put)).toBe('404 CMNC-404');
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
    const changed = await sim.ok('PATCH', `/contact-service/contact/${id}`, [
      { op: 'test', path: '/lastName', value: 'Lee' },
      { op: 'replace', path: '/lastName', value: 'Smith' },
      { op: 'move', from: '/communication/telephones/PRI', path: '/communication/telephones/SEC' },
      { op: 'add', path: '/communication/telephones/PRI', value: '1' },
      { op: 'replace', path: '/communication/emails/PRI/email', value: 'smith@example.com' },
      { op: 'replace', path: '/marketingDetails/isReceiveEmailNewsletter', value: true },
    ]);
    expect(changed).toMatchObject({
      contactId: id,
      firstName: 'Ann',
      lastName: 'Smith',
      communication: { telephones: { PRI: '1', SEC: '01234 567890' } },
      marketingDetails: { isReceiveEmailNewsletter: true },
    });
    expect(await idsFound('primaryEmail=smith@')).toEqual([id]);
  });

  it.each<[string, object]>([
    ['500 CMNC-044', { op: 'replace', path: '/shoeSize', value: 44 }],
    ['500 CMNC-044', { op: 'replace', path: '/organisation/name', value: 'Lee Ltd' }],
    ['500 CMNC-044', { op: 'replace', path: '/financialDetails/taxNumber', value: 'GB1' }],
    ['500 CMNC-044', { op: 'replace', path: '/postAddressIds/DEL', value: 4001 }],
    ['500 CMNC-044', { op: 'remove', path: '/firstName' }],
    ['500 CMNC-044', { op: 'add', path: '/marketingDetails/isReceiveEmailNewsletter', value: true }],
    ['500 CMNC-044', { op: 'replace', path: '/communication/emails/SEC/email', value: 'x@example.com' }],
    ['500 CMNC-044', { op: 'test', path: '/firstName', value: 'Bob' }],
    ['400 CONC-902', { op: 'replace', path: '/firstName', value: 'x'.repeat(33) }],
  ])('refuse with %s a patch that is not allowed, and all of it: %j', async (refusal, operation) => {
    const id = await postContact();
    const patch = [{ op: 'replace', path: '/lastName', value: 'Smith' }, operation];
    expect(await sim.refusal('PATCH', `/contact-service/contact/${id}`, patch)).toBe(refusal);
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([{ lastName: 'Lee' }]);
  });

  it.each([
    ['replaces', { firstName: '', telephones: {}, priceListId: 0, taxNumber: undefined, company: undefined }],
    [
      'keeps',
      { firstName: 'Ann', telephones: { PRI: '01234 567890' }, priceListId: 3, taxNumber: 'GB1', company: 'Lee' },
    ],
  ] as const)('are put whole; what is left out is empty, or stays: %s', async (putContact, expected) => {
    sim.simulator.setSwitches({ putContact });
    const given = { organisation: { name: 'Lee' }, financialDetails: { priceListId: 3, taxNumber: 'GB1' } };
    const id = await postContact(given);
    const [{ postAddressIds }] = await sim.ok<[{ postAddressIds: object }]>('GET', `/contact-service/contact/${id}`);
    const put = await sim.api('PUT', `/contact-service/contact/${id}`, { lastName: 'Smith', postAddressIds });
    expect(put.body).toEqual({});
    const [contact] = await sim.ok<Record<string, never>[]>('GET', `/contact-service/contact/${id}`);
    expect(contact).toMatchObject({ lastName: 'Smith', postAddressIds });
    const { firstName, communication, financialDetails, organisation } = contact as Record<
      string,
      Record<string, unknown>
    >;
    expect({
      firstName,
      telephones: communication?.['telephones'],
      priceListId: financialDetails?.['priceListId'],
      taxNumber: financialDetails?.['taxNumber'],
      company: organisation?.['name'],
    }).toEqual(expected);
  });

  it('take other addresses, all or none, and never those of others', async () => {
    const [id, other] = [await postContact(), await postContact()];
    const [DEL, BIL] = [await postAddress(), await postAddress()];
    const [{ postAddressIds }] = await sim.ok<[{ postAddressIds: { DEF: number } }]>(
      'GET',
      `/contact-service/contact/${other}`,
    );
    const path = `/contact-service/contact/${id}/postal-address`;
    const refused = [
      { postalAddressId: DEL, type: 'DEL' },
      { postalAddressId: postAddressIds.DEF, type: 'BIL' },
    ];
    expect(await sim.refusal('PUT', path, refused)).toBe('400 CONC-904');
    const taken = [
      { postalAddressId: DEL, type: 'DEL' },
      { postalAddressId: BIL, type: 'BIL' },
    ];
    expect((await sim.api('PUT', path, taken)).body).toEqual({});
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([{ postAddressIds: { DEL, BIL } }]);
  });

  it('show in the search by the date of their change, whoever made it', async () => {
    const id = await postContact();
    sim.simulator.clock.advance(3_600_000);
    const since = new Date(sim.simulator.clock.now().getTime() - 60_000).toISOString();
    expect(await idsFound(`updatedOn=${since}/`)).toEqual([]);
    const edit = { companyName: 'Lee Ltd', telephone: '9', financialDetails: { creditTermDays: 30 } };
    expect((await sim.control('POST', `contacts/${id}`, edit)).status).toBe(204);
    expect(await idsFound(`updatedOn=${since}/`)).toEqual([id]);
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([
      {
        firstName: 'Ann',
        organisation: { name: 'Lee Ltd' },
        communication: { emails: { PRI: { email: 'ann@example.com' } }, telephones: { PRI: '9' } },
        financialDetails: { creditTermDays: 30 },
      },
    ]);
    expect((await sim.control('POST', 'contacts/9999', edit)).status).toBe(400);
  });

  it('are tagged, many at once; each is answered for itself', async () => {
    const id = await postContact();
    expect(await sim.ok('GET', '/contact-service/tag/9')).toEqual({
      9: { tagId: 9, tagName: 'Trade customer', tagParentId: 0, tagColor: '#98d698' },
    });
    const tag = (method: string, ids: string, tags: string) =>
      sim.api(method, `/contact-service/contact/${ids}/tag/${tags}`);
    expect(await tag('POST', String(id), '1,9')).toMatchObject({ status: 200 });
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([{ contactTags: '1,9' }]);
    expect(await tag('POST', `${id},9999`, '9')).toMatchObject({
      status: 207,
      body: { response: { resourceStatus: { [id]: 409, 9999: 404 } } },
    });
    expect((await tag('POST', String(id), '5')).status).toBe(404);
    expect((await tag('DELETE', String(id), '1')).status).toBe(200);
    expect(await sim.ok('GET', `/contact-service/contact/${id}`)).toMatchObject([{ contactTags: '9' }]);
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
