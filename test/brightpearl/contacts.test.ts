/** Contacts that are changed and walked, on a simulated account. */
import { remoteErrorOf } from '../http/support/remote-errors';
import { aClientOf, type ClientOfSimulator } from './support/simulated-account';

let account: ClientOfSimulator;
let id: number;
beforeEach(async () => {
  account = await aClientOf();
  ({ id } = await account.control<{ id: number }>('POST', 'contacts', {
    firstName: 'Ann',
    lastName: 'Lee',
    email: 'ann@example.com',
    telephone: '1',
    companyName: 'Lee Ltd',
    isReceiveEmailNewsletter: true,
    financialDetails: { priceListId: 2, taxNumber: 'GB1', creditTermDays: 30, discountPercentage: 5 },
  }));
});
afterEach(() => account.close());

const read = async () => (await account.client.contacts.readMany([id])).get(id);
const requests = () => Object.keys(account.simulator.core.requests.counts()).toSorted();

describe('a contact', () => {
  it('is read with its terms, tags and consent', async () => {
    expect(await read()).toMatchObject({
      organisation: { name: 'Lee Ltd' },
      financialDetails: {
        priceListId: 2,
        taxNumber: 'GB1',
        creditTermDays: 30,
        discountPercentage: '5',
        creditLimit: '0',
      },
      marketingDetails: { isReceiveEmailNewsletter: true },
      contactTags: '',
    });
  });

  it('is patched in one request where that is allowed, and keeps the rest', async () => {
    await account.client.contacts.update(id, {
      lastName: 'Smith',
      email: 'b@example.com',
      isReceiveEmailNewsletter: false,
    });
    expect(requests()).toEqual(['PATCH /public-api/{account}/contact-service/contact/{id}']);
    expect(await read()).toMatchObject({
      firstName: 'Ann',
      lastName: 'Smith',
      communication: { emails: { PRI: { email: 'b@example.com' } }, telephones: { PRI: '1' } },
      organisation: { name: 'Lee Ltd' },
      marketingDetails: { isReceiveEmailNewsletter: false },
      financialDetails: { taxNumber: 'GB1' },
    });
  });

  it('gets an e-mail address where it had none, and loses a telephone number', async () => {
    const made = await account.control<{ id: number }>('POST', 'contacts', { firstName: 'Bo', lastName: 'Ray' });
    await account.client.contacts.update(made.id, { email: 'bo@example.com', telephone: '' });
    expect((await account.client.contacts.readMany([made.id])).get(made.id)).toMatchObject({
      communication: { emails: { PRI: { email: 'bo@example.com' } }, telephones: { PRI: '' } },
    });
  });

  it.each(['replaces', 'keeps'] as const)(
    'is put whole for the rest, and keeps what is not named: PUT %s',
    async (putContact) => {
      account.simulator.setSwitches({ putContact });
      const before = await read();
      await account.client.contacts.update(id, {
        firstName: 'Anne',
        companyName: 'Smith Ltd',
        financialDetails: { priceListId: 3, taxNumber: 'GB2' },
      });
      const after = await read();
      expect(after).toMatchObject({
        firstName: 'Anne',
        organisation: { name: 'Smith Ltd' },
        financialDetails: { priceListId: 3, taxNumber: 'GB2', creditTermDays: 30, discountPercentage: '5' },
      });
      const { firstName, organisation, financialDetails, updatedOn } = before ?? {};
      expect({ ...after, firstName, organisation, financialDetails, updatedOn }).toEqual(before);
    },
  );

  it('that is gone cannot be changed', async () => {
    const changes = { companyName: 'X' };
    expect((await remoteErrorOf(account.client.contacts.update(9_999, changes))).kind).toBe('not-found');
    await account.client.contacts.update(9_999, {});
  });

  it('has its address changed where it stands, or gets another for its deliveries', async () => {
    const { contacts } = account.client;
    const address = { addressLine1: '2 New Road', addressLine3: 'Leeds', countryIsoCode: 'GBR' };
    const DEF = (await read())?.postAddressIds.DEF ?? 0;
    await contacts.updateAddress(DEF, address);
    expect((await contacts.readAddresses([DEF])).get(DEF)).toMatchObject({
      addressLine1: '2 New Road',
      postalCode: '',
    });
    const other = await contacts.createAddress(address);
    await contacts.useAddress(id, other, ['DEL']);
    expect((await read())?.postAddressIds).toMatchObject({ DEF, DEL: other });
  });

  it('has custom fields, in which a text of digits is a number', async () => {
    const { contacts } = account.client;
    expect(await contacts.customFields(id)).toEqual(new Map());
    await contacts.setCustomFields(id, { PCF_WEBID: '4711' });
    expect(await contacts.customFields(id)).toEqual(new Map([['PCF_WEBID', 4711]]));
    expect(await contacts.customFields(9_999)).toEqual(new Map());
    expect(await account.client.referenceData.contactCustomFields()).toMatchObject([
      { code: 'PCF_WEBID', type: 'TEXT' },
    ]);
  });
});

it('contacts that changed are walked by their date, staff and suppliers included', async () => {
  account.simulator.clock.advance(3_600_000);
  const since = new Date(account.simulator.clock.now().getTime() - 60_000);
  await account.control('POST', 'contacts/302', { telephone: '5' });
  await account.control('POST', `contacts/${id}`, { companyName: 'Other' });
  const walked = async (by: 'updatedOn' | 'createdOn') => {
    const rows: { contactId: number }[] = [];
    for await (const page of account.client.contacts.walkSince(since, by)) rows.push(...page);
    return rows.map(({ contactId }) => contactId);
  };
  expect(await walked('updatedOn')).toEqual([302, id]);
  expect(await walked('createdOn')).toEqual([]);
});
