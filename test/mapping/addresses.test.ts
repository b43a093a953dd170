import countries from 'i18n-iso-countries';
import { addressSchema } from '../../src/bigcommerce/schemas/order-parts';
import { alpha3, TEXT_LIMITS, toBrightpearlAddress, type AddressContext } from '../../src/mapping/addresses';

const SUBJECT = 'order 10423 billing address';

const anAddress = (overrides: Record<string, unknown> = {}) =>
  addressSchema.parse({
    first_name: 'Ann',
    last_name: 'Lee',
    company: '',
    street_1: '1 High St',
    street_2: '',
    city: 'Bristol',
    state: 'Avon',
    zip: 'BS2 9AG',
    country: 'United Kingdom',
    country_iso2: 'GB',
    phone: '01234 567890',
    email: 'ann@example.com',
    ...overrides,
  });

const map = (overrides: Record<string, unknown> = {}, ctx: Partial<AddressContext> = {}) =>
  toBrightpearlAddress(anAddress(overrides), { subject: SUBJECT, ...ctx });

function mapped(overrides: Record<string, unknown> = {}, ctx: Partial<AddressContext> = {}) {
  const result = map(overrides, ctx);
  if (!result.ok) throw new Error(result.issue.message);
  return result;
}

describe('an address', () => {
  it('has its city on line 3, its state on line 4 and a three-letter country', () => {
    expect(mapped().address).toEqual({
      addressFullName: 'Ann Lee',
      addressLine1: '1 High St',
      addressLine3: 'Bristol',
      addressLine4: 'Avon',
      postalCode: 'BS2 9AG',
      countryIsoCode: 'GBR',
      telephone: '01234 567890',
      email: 'ann@example.com',
    });
    expect(mapped().notices).toEqual([]);
  });

  it.each([
    ['a company', { company: 'Acme Ltd' }, { companyName: 'Acme Ltd' }],
    ['a second street line', { street_2: 'Flat 4' }, { addressLine1: '1 High St', addressLine2: 'Flat 4' }],
    ['only a second street line', { street_1: '', street_2: 'Flat 4' }, { addressLine1: 'Flat 4' }],
    ['line breaks in the street', { street_1: '1 High St\nFlat 4' }, { addressLine1: '1 High St Flat 4' }],
    ['a lower-case country code', { country_iso2: 'de' }, { countryIsoCode: 'DEU' }],
    ['a country name without a code', { country_iso2: '', country: 'Germany' }, { countryIsoCode: 'DEU' }],
    ['emoji in the name', { first_name: 'Zoë 🌻', last_name: '' }, { addressFullName: 'Zoë 🌻' }],
    [
      'right-to-left text',
      { first_name: 'נועה', city: 'תל אביב' },
      { addressFullName: 'נועה Lee', addressLine3: 'תל אביב' },
    ],
  ])('with %s keeps it', (_case, overrides, expected) => {
    expect(mapped(overrides).address).toMatchObject(expected);
  });

  it('without a state, phone or postcode is usable and sends no empty fields', () => {
    const { address } = mapped({ state: '', phone: null, zip: '' });
    expect(Object.keys(address).sort()).toEqual([
      'addressFullName',
      'addressLine1',
      'addressLine3',
      'countryIsoCode',
      'email',
    ]);
  });

  it("takes the order's e-mail and phone where it has none, and its own where it has", () => {
    const fallback = { email: 'order@example.com', telephone: '555' };
    expect(mapped({ email: '', phone: '' }, fallback).address).toMatchObject(fallback);
    expect(mapped({}, fallback).address).toMatchObject({ email: 'ann@example.com', telephone: '01234 567890' });
  });

  it.each([
    ['company', 'companyName', TEXT_LIMITS.companyName],
    ['city', 'addressLine3', TEXT_LIMITS.addressLine],
    ['state', 'addressLine4', TEXT_LIMITS.addressLine],
    ['zip', 'postalCode', TEXT_LIMITS.postalCode],
    ['phone', 'telephone', TEXT_LIMITS.telephone],
    ['street_2', 'addressLine2', TEXT_LIMITS.addressLine],
  ] as const)('cuts an over-long %s and says so without repeating it', (field, sent, limit) => {
    const { address, notices } = mapped({ [field]: '9'.repeat(limit + 1) });
    expect(address[sent]).toBe('9'.repeat(limit));
    expect(notices).toEqual([`${SUBJECT}: ${sent} was cut to ${limit} characters`]);
  });

  it('continues an over-long street on a free second line, and cuts what fits on neither', () => {
    const word = 'Straße '.repeat(10).trim();
    expect(mapped({ street_1: `${word} ${word}` })).toMatchObject({
      address: { addressLine1: expect.stringMatching(/Straße$/), addressLine2: expect.stringMatching(/^Straße/) },
      notices: [],
    });
    expect(mapped({ street_1: `${word} ${word} ${word} ${word}` }).notices).toEqual([
      `${SUBJECT}: the street was cut to two lines`,
    ]);
    expect(mapped({ street_1: `${word} ${word}`, street_2: 'Flat 4' })).toMatchObject({
      address: { addressLine2: 'Flat 4' },
      notices: [`${SUBJECT}: the street was cut to two lines`],
    });
  });

  it('never cuts an e-mail address, for a cut one belongs to somebody else', () => {
    const email = `${'a'.repeat(120)}@example.com`;
    expect(mapped({ email }).address.email).toBe(email);
  });

  it('keeps two names of 60 characters within the limit', () => {
    const { address } = mapped({ first_name: 'A'.repeat(60), last_name: 'B'.repeat(60) });
    expect(address.addressFullName).toHaveLength(TEXT_LIMITS.addressFullName);
  });

  it.each([
    ['has no street', { street_1: ' ', street_2: '' }, /has no street/],
    ['has no country', { country_iso2: '', country: '' }, /no country/],
    ['has a country ISO does not list', { country_iso2: 'ZZ', country: 'Atlantis' }, /"ZZ"/],
  ])('that %s is BAD_ADDRESS, and the message names no person', (_case, overrides, words) => {
    const result = map(overrides);
    expect(result).toMatchObject({ ok: false, issue: { code: 'BAD_ADDRESS', message: expect.stringMatching(words) } });
    expect(JSON.stringify(result)).not.toMatch(/Ann|Lee|example\.com/);
  });

  it('that a person amended is taken as amended', () => {
    const amended = { addressLine1: '2 Low Rd', countryIsoCode: 'IRL' };
    expect(mapped({ street_1: '', country_iso2: 'ZZ' }, { amended }).address).toMatchObject(amended);
  });
});

describe('a country code', () => {
  it.each(Object.entries(countries.getAlpha2Codes()))('%s becomes %s', (alpha2, expected) => {
    expect(alpha3(alpha2, '')).toBe(expected);
    expect(alpha3(alpha2.toLowerCase(), '')).toBe(expected);
    expect(mapped({ country_iso2: alpha2 }).address.countryIsoCode).toBe(expected);
  });

  it.each(['', 'ZZ', 'England', '1', 'A'])('that is not one (%j) is unknown', (code) => {
    expect(alpha3(code, '')).toBeUndefined();
  });
});
