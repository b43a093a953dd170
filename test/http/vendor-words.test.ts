import { cleanCode, cleanWords } from '../../src/http/vendor-words';

const ANN = {
  firstName: 'Ann Marie',
  lastName: 'Price',
  communication: { emails: { PRI: { email: 'ann@example.com' } }, telephones: { PRI: '0117 555 0188' } },
  organisation: { name: 'The Order Company' },
  postAddressIds: { DEF: 4711, BIL: 4711, DEL: 4711 },
};
const CONTACT = { path: '/contact-service/contact', body: ANN };
const ORDER = {
  path: '/order-service/order/987654/status',
  query: { 'id:in': 40123 },
  body: {
    customer: { id: 305305, address: { addressFullName: 'Ann Marie Price', addressLine1: '77 Main Street, Flat 9' } },
    delivery: { address: { postalCode: '78701', countryIsoCode: 'USA' } },
    externalRef: 'abc123-10423',
    rows: [{ sku: 'MUG-BLUE/2', taxCode: 'T20', net: '12.95', nominalCode: '4000', name: 'Mug for Ann' }],
  },
};
const NOTHING = { path: '/order-service/order-search' };

describe('the words of a vendor', () => {
  it.each([
    "The field 'store_default_to_transactional_exchange_rate' is read only",
    'The filter orderStatusId=BAD PARAM cannot be parsed as: INTEGER',
    'You must supply a brand ID.',
    'Invalid patch operation (add) for given path (/reference)',
    'X-Auth-Token is missing; see salesChannels[0].categories',
    "The customer's contact doesn't exist: CMNC-404",
    'firstName must have 32 characters at most, and a page 250 rows',
    'You have sent too many requests. Please wait before sending another request.',
  ])('pass as they are: %s', (words) => {
    expect(cleanWords(words, NOTHING)).toBe(words);
  });

  it.each([
    ['The status of order 987654 of customer 305305 cannot be changed', ORDER],
    ['Tax code T20 and nominal code 4000 do not fit the row with the SKU MUG-BLUE/2', ORDER],
    ['There is another order with the reference abc123-10423 (12.95 net, USA)', ORDER],
    ['postAddressIds: the postal address 4711 belongs to another contact', CONTACT],
  ])('keep the ids and codes that were sent: %s', (words, asked) => {
    expect(cleanWords(words, asked)).toBe(words);
  });

  it.each<[string, string, Parameters<typeof cleanWords>[1]]>([
    ['Contact ann@example.com exists', 'Contact [e-mail] exists', CONTACT],
    ['Ann Marie Price is not a customer', '[removed] is not a customer', CONTACT],
    ['ANN MARIE PRICE: not a customer', '[removed]: not a customer', ORDER],
    ['The company The Order Company is blocked', 'The company [removed] is [removed]', CONTACT],
    ['Phone 0117 555 0188 is not valid', 'Phone [removed] is not valid', CONTACT],
    ['77 Main Street, Flat 9: unknown address', '[removed]: unknown address', ORDER],
    ['Postcode 78701 is not in USA', 'Postcode [removed] is not in USA', ORDER],
    ['"Mug for Ann" is too long', '"[removed]" is too long', ORDER],
  ])('lose what was sent of a person: %s', (words, expected, asked) => {
    expect(cleanWords(words, asked)).toBe(expected);
  });

  it.each([
    ['Contact Quillonia Vexworth is archived', 'Contact [removed] is archived'],
    ['Contact QUILLONIA O’VEXWORTH-SMYTHE (Brandywhizco Ltd)', 'Contact [removed] ([removed])'],
    ['address 12 Zanzibarquay Crescent, ZQ9 7XX', 'address [removed]'],
    ['telephone +1 512 555 01879', 'telephone +[removed]'],
    ['name: Zoë Łukasz 王小明', 'name: [removed]'],
    ['Invalid instance token: 3f9c0a7b8d1e4f5a6b7c8d9e0f1a2b3c', 'Invalid instance token: [removed]'],
    ['order 987654', 'order [removed]'],
  ])('lose what nobody knows to be harmless: %s', (words, expected) => {
    expect(cleanWords(words, NOTHING)).toBe(expected);
  });

  it('are cut where they are too long to be read', () => {
    expect(cleanWords('order '.repeat(200), NOTHING)).toHaveLength(301);
  });

  it('take no sent text for a pattern', () => {
    const asked = { path: '/x', form: { refresh_token: '(a+)+$', code: 'c' } };
    expect(cleanWords('token (a+)+$ is invalid', asked)).toBe('token [removed] is invalid');
  });
});

describe("a vendor's code", () => {
  it.each(['CMNC-018', 'ORDC-5', 'invalid_grant', 'SERVICE_DEGRADED'])('passes: %s', (code) => {
    expect(cleanCode(code, NOTHING)).toBe(code);
  });

  it.each(['Quillonia', 'ann@example.com', '0117 555 0188'])('is none: %s', (code) => {
    expect(cleanCode(code, NOTHING)).toBeUndefined();
  });
});
