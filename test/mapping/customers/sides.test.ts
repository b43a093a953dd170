/** What a customer says, what a contact has, and the requests that bring one to the other. */
import { customerDetailsSchema } from '../../../src/bigcommerce/schemas/customer';
import { contactSchema } from '../../../src/brightpearl/schemas/contact';
import { plannedChanges } from '../../../src/mapping/customers/changes';
import { contactSide } from '../../../src/mapping/customers/contact-side';
import { addressOf, addressText } from '../../../src/mapping/customers/fields';
import { customerRulesSchema } from '../../../src/mapping/customers/rule-schema';
import { storeSide } from '../../../src/mapping/customers/store-side';

const ADDRESS = {
  customer_id: 5,
  first_name: 'Ann',
  last_name: 'Archer',
  address1: '1 High Street',
  city: 'Bristol',
  state_or_province: 'Avon',
  postal_code: 'BS1 1AA',
  country_code: 'GB',
};

const customer = (more: Record<string, unknown> = {}) =>
  customerDetailsSchema.parse({
    id: 5,
    email: ' ann@example.com ',
    first_name: 'Ann',
    last_name: 'Archer',
    company: '',
    phone: '555-0100',
    customer_group_id: 7,
    date_modified: '2026-11-01T10:00:00Z',
    ...more,
  });

const rules = (more: Record<string, unknown> = {}) => customerRulesSchema.parse(more);

describe('a customer', () => {
  it('says its name, e-mail, telephone and company, and of what it has not nothing', () => {
    expect(Object.fromEntries(storeSide(customer(), rules(), 'acme'))).toEqual({
      firstName: 'Ann',
      lastName: 'Archer',
      email: 'ann@example.com',
      telephone: '555-0100',
      company: '',
      newsletter: 'no',
    });
  });

  it('with a name that is too long for Brightpearl has it cut', () => {
    expect(storeSide(customer({ first_name: 'x'.repeat(40) }), rules(), 'acme').get('firstName')).toHaveLength(32);
  });

  it('has its first address taken, or the newest by rule; one that cannot be used is none', () => {
    const addresses = [
      { ...ADDRESS, id: 9, address1: '2 New Road' },
      { ...ADDRESS, id: 8 },
    ];
    const line1 = (which: string) => {
      const text = storeSide(customer({ addresses }), rules({ address: which }), 'acme').get('billingAddress');
      return text && addressOf(text).addressLine1;
    };
    expect([line1('first'), line1('newest')]).toEqual(['1 High Street', '2 New Road']);
    const unusable = customer({ addresses: [{ ...ADDRESS, id: 8, country_code: 'XX' }] });
    expect(storeSide(unusable, rules(), 'acme').has('billingAddress')).toBe(false);
  });

  it('has the terms of its group, those of the account before those of all', () => {
    const groups = [
      { group: 7, account: 'acme', priceListId: 3 },
      { group: 7, priceListId: 4, creditTermDays: 30, discountPercentage: '2.50' },
    ];
    const of = (account: string) => Object.fromEntries(storeSide(customer(), rules({ groups }), account));
    expect(of('acme')).toMatchObject({ priceList: '3' });
    expect(of('acme')).not.toHaveProperty('creditTermDays');
    expect(of('other')).toMatchObject({ priceList: '4', creditTermDays: '30', discountPercentage: '2.5' });
  });

  it('has tax number and custom fields from form fields and attributes', () => {
    const given = customer({
      attributes: [{ attribute_id: 12, attribute_value: 'L' }],
      form_fields: [{ name: 'VAT Number', value: 'GB123' }],
    });
    const sources = rules({
      taxNumberFrom: { formField: 'vat number' },
      customFields: [
        { code: 'PCF_SIZE', from: { attribute: 12 } },
        { code: 'PCF_OTHER', from: { attribute: 13 } },
      ],
    });
    const side = storeSide(given, sources, 'acme');
    expect([side.get('taxNumber'), side.get('PCF_SIZE'), side.has('PCF_OTHER')]).toEqual(['GB123', 'L', false]);
  });
});

it('a contact shows 0 where nothing is set as nothing, and its addresses by what they serve', () => {
  const contact = contactSchema.parse({
    contactId: 1,
    firstName: 'Ann',
    lastName: 'Archer',
    postAddressIds: { DEF: 10, BIL: null, DEL: 11 },
    communication: { emails: { PRI: { email: 'ann@example.com' } }, telephones: {} },
    relationshipToAccount: { isSupplier: false, isStaff: false },
    financialDetails: { priceListId: 0, creditTermDays: 0, discountPercentage: '0.00', taxNumber: null },
    contactTags: '',
  });
  const address = (addressId: number, addressLine1: string) => ({
    addressId,
    addressLine1,
    addressLine2: '',
    addressLine3: '',
    addressLine4: '',
    postalCode: '',
    countryIsoCode: 'GBR',
  });
  const addresses = new Map([
    [10, address(10, 'One')],
    [11, address(11, 'Two')],
  ]);
  const customFields = new Map<string, number>([['PCF_SIZE', 42]]);
  const side = contactSide(
    { contact, addresses, customFields },
    rules({ customFields: [{ code: 'PCF_SIZE', from: { attribute: 1 } }] }),
  );
  expect(side.get('priceList')).toBe('');
  expect(side.get('discountPercentage')).toBe('');
  expect(side.get('PCF_SIZE')).toBe('42');
  expect(addressOf(side.get('billingAddress') ?? '').addressLine1).toBe('One');
  expect(addressOf(side.get('deliveryAddress') ?? '').addressLine1).toBe('Two');
});

it('decisions become one change of the contact, addresses, and custom fields', () => {
  const address = addressText({ addressLine1: 'One', countryIsoCode: 'GBR' });
  const write = (field: string, text: string) => ({ field, rule: 'ours', write: text }) as never;
  expect(
    plannedChanges([
      write('firstName', 'Anna'),
      write('company', ''),
      write('priceList', '3'),
      write('newsletter', 'yes'),
      write('billingAddress', address),
      write('PCF_SIZE', 'L'),
    ]),
  ).toMatchObject({
    contact: {
      firstName: 'Anna',
      companyName: '',
      isReceiveEmailNewsletter: true,
      financialDetails: { priceListId: 3 },
    },
    billingAddress: { addressLine1: 'One', countryIsoCode: 'GBR' },
    deliveryAddress: undefined,
    customFields: { PCF_SIZE: 'L' },
  });
  expect(plannedChanges([{ field: 'email', rule: 'ours', left: 'SAME' }])).toBeUndefined();
});
