import { assert, property, shuffledSubarray } from 'fast-check';
import { TEXT_LIMITS } from '../../src/mapping/addresses';
import type { ContactCandidate } from '../../src/mapping/contact-match';
import { chooseContact, mapContact, type ContactChoice } from '../../src/mapping/contacts';
import type { ContactDraft } from '../../src/mapping/types';
import { ADDRESS } from './support/an-order';
import { aContext, aSnapshot, someRules, type ContextInput, type SnapshotInput } from './support/a-snapshot';

type ContactRules = NonNullable<NonNullable<ContextInput['rules']>['contact']>;

interface Case extends SnapshotInput {
  readonly contact?: ContactRules;
  readonly amendments?: ContextInput['amendments'];
}

function map({ contact = {}, amendments, ...snapshot }: Case = {}) {
  return mapContact(aSnapshot(snapshot), aContext({ rules: { contact }, ...(amendments ? { amendments } : {}) }));
}

function mapped(given: Case = {}): { contact: ContactDraft; notices: readonly string[] } {
  const result = map(given);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('\n'));
  return result;
}

const billing = (more: Record<string, unknown>, rest: Case = {}): Case => ({
  ...rest,
  order: { ...rest.order, billing_address: { ...ADDRESS, ...more } },
});

describe('the buyer of an order', () => {
  it('is who is billed', () => {
    expect(
      mapped(billing({ company: 'Acme' }, { order: { shipTo: [{ first_name: 'Bob', city: 'Dallas' }] } })),
    ).toEqual({
      ok: true,
      contact: {
        email: 'ada@example.com',
        firstName: 'Ada',
        lastName: 'Lovelace',
        company: 'Acme',
        telephone: '512 555 0100',
        taxNumber: '',
        address: expect.objectContaining({
          addressFullName: 'Ada Lovelace',
          addressLine3: 'Austin',
          countryIsoCode: 'USA',
        }),
        deliveryAddress: expect.objectContaining({ addressFullName: 'Bob Lovelace', addressLine3: 'Dallas' }),
        bigcommerceCustomerId: 0,
      },
      notices: [],
    });
  });

  it('registered, keeps the customer id, and the customer’s company and e-mail stand in for missing ones', () => {
    const customer = { email: 'ada@work.example', company: 'Engines Ltd' };
    const { contact } = mapped(billing({ email: '', company: '' }, { order: { customer_id: 42 }, customer }));
    expect(contact).toMatchObject({ bigcommerceCustomerId: 42, email: 'ada@work.example', company: 'Engines Ltd' });
    expect(mapped(billing({ company: 'Acme' }, { customer })).contact).toMatchObject({
      email: 'ada@example.com',
      company: 'Acme',
    });
  });

  it.each<[string, Case]>([
    ['of a download has no delivery address', { order: { lines: [{ type: 'digital' }] } }],
    ['who picks up does not live at the shop', { order: { pickup: true } }],
    ['whose delivery address cannot be used is billed all the same', { order: { shipTo: [{ street_1: '' }] } }],
  ])('%s', (_case, given) => {
    const { contact } = mapped(given);
    expect(contact.deliveryAddress).toBeUndefined();
    expect(contact.address).toMatchObject({ addressLine1: '1 Main Street' });
  });

  it('has the tax number of the form field that the route names', () => {
    const given = billing({ form_fields: [{ name: 'VAT Number', value: ' GB123 ' }] });
    expect(mapped({ ...given, contact: { taxNumberField: 'vat number' } }).contact.taxNumber).toBe('GB123');
    expect(mapped(given).contact.taxNumber).toBe('');
  });

  it.each<[string, string, string, string, string]>([
    ['60 Latin letters', 'Ann', 'a'.repeat(60), 'Ann', 'a'.repeat(32)],
    ['emoji', `${'z'.repeat(31)}🌻`, 'Lee', 'z'.repeat(31), 'Lee'],
    ['a family of one picture', `${'z'.repeat(25)}👩‍👩‍👧`, 'Lee', 'z'.repeat(25), 'Lee'],
    ['right-to-left letters', 'נועה', 'מ'.repeat(60), 'נועה', 'מ'.repeat(32)],
    ['decomposed accents', `${'z'.repeat(31)}e\u0301`, 'Lee', 'z'.repeat(31), 'Lee'],
    ['words', 'Maria de los Angeles Fernanda Guadalupe', 'Lee', 'Maria de los Angeles Fernanda Gua', 'Lee'],
  ])('with a name of %s fits Brightpearl’s 32 characters', (_case, first_name, last_name, first, last) => {
    const { contact, notices } = mapped(billing({ first_name, last_name }));
    expect([contact.firstName, contact.lastName]).toEqual([first.slice(0, 32), last]);
    expect(contact.firstName.length).toBeLessThanOrEqual(TEXT_LIMITS.namePart);
    expect(notices).toEqual([expect.stringMatching(/^order 100: the (first|last) name was cut to 32 characters$/)]);
  });

  it.each<[string, Record<string, unknown>, [string, string]]>([
    ['takes the recipient’s', {}, ['Bob', 'Lovelace']],
    ['takes the recipient’s, a company’s too', { company: 'Acme' }, ['Bob', 'Lovelace']],
  ])('without a name %s', (_case, more, expected) => {
    const { contact } = mapped(
      billing({ first_name: '', last_name: '', ...more }, { order: { shipTo: [{ first_name: 'Bob' }] } }),
    );
    expect([contact.firstName, contact.lastName]).toEqual(expected);
  });

  it('without any name anywhere is called after the order, or by the company alone', () => {
    const nobody = { first_name: '', last_name: '' };
    expect(mapped(billing(nobody, { order: { shipTo: [nobody] } })).contact).toMatchObject({
      firstName: '',
      lastName: 'Order 100',
    });
    expect(mapped(billing({ ...nobody, company: 'Acme' }, { order: { shipTo: [nobody] } })).contact).toMatchObject({
      firstName: '',
      lastName: '',
      company: 'Acme',
    });
  });

  it('with an over-long phone and company has them cut', () => {
    const { contact, notices } = mapped(billing({ phone: '1'.repeat(60), company: 'c'.repeat(300) }));
    expect(contact.telephone).toHaveLength(TEXT_LIMITS.telephone);
    expect(contact.company).toHaveLength(TEXT_LIMITS.companyName);
    expect(notices).toEqual([
      'order 100 billing address: companyName was cut to 100 characters',
      'order 100 billing address: telephone was cut to 32 characters',
    ]);
  });
});

describe('a buyer without e-mail', () => {
  const given = billing({ email: ' ' });

  it('stops the order by default', () => {
    expect(map(given)).toMatchObject({ ok: false, issues: [{ code: 'NO_EMAIL' }] });
  });

  it('gets an address of the order by rule', () => {
    expect(mapped({ ...given, contact: { noEmail: { placeholderDomain: 'orders.invalid' } } }).contact.email).toBe(
      'order-100@orders.invalid',
    );
  });

  it('needs none where a person chose the contact', () => {
    expect(mapped({ ...given, amendments: { contactId: 7 } }).contact.email).toBe('');
  });
});

describe('a billing address that cannot be used', () => {
  const given = billing({ street_1: '', email: '' });

  it('is reported with everything else about the buyer', () => {
    expect(map(given)).toMatchObject({ ok: false, issues: [{ code: 'NO_EMAIL' }, { code: 'BAD_ADDRESS' }] });
  });

  it('is repaired by an amendment, which otherwise is about the delivery', () => {
    const amendments = { address: { addressLine1: '2 Low Rd' } };
    expect(mapped({ ...billing({ street_1: '' }), amendments }).contact).toMatchObject({
      address: { addressLine1: '2 Low Rd' },
      deliveryAddress: { addressLine1: '2 Low Rd' },
    });
    expect(mapped({ amendments }).contact).toMatchObject({
      address: { addressLine1: '1 Main Street' },
      deliveryAddress: { addressLine1: '2 Low Rd' },
    });
  });
});

describe('the contact for a buyer', () => {
  const home = { addressLine1: '1 Main Street', postalCode: '78701', countryIsoCode: 'USA' };
  const elsewhere = { addressLine1: '9 Far Road', postalCode: '10001', countryIsoCode: 'USA' };

  const draft = (more: Partial<ContactDraft> = {}): ContactDraft => ({ ...mapped().contact, ...more });

  const candidate = (contactId: number, more: Partial<ContactCandidate> = {}): ContactCandidate => ({
    contactId,
    emails: ['ada@example.com'],
    firstName: 'Ada',
    lastName: 'Lovelace',
    companyName: '',
    isStaff: false,
    isSupplier: false,
    ...more,
  });

  const choose = (
    candidates: readonly ContactCandidate[],
    contact: ContactRules = {},
    buyer: Partial<ContactDraft> = {},
  ): ContactChoice => chooseContact(draft(buyer), candidates, someRules({ contact }));

  const brief = (...given: Parameters<typeof choose>): string => {
    const choice = choose(...given);
    if ('use' in choice) return `use ${choice.use}`;
    return 'hold' in choice ? `hold ${choice.hold.code}` : 'create';
  };

  it.each<[string, ContactCandidate[], string]>([
    ['nobody is found', [], 'create'],
    ['one has the e-mail', [candidate(7)], 'use 7'],
    ['the e-mail is written in another case, with spaces', [candidate(7, { emails: [' ADA@Example.com '] })], 'use 7'],
    [
      'the e-mail is the third of a contact',
      [candidate(7, { emails: ['x@example.com', '', 'ada@example.com'] })],
      'use 7',
    ],
    ['the search found an e-mail that only contains it', [candidate(7, { emails: ['wada@example.com'] })], 'create'],
    ['two have it: the lowest id', [candidate(9), candidate(7)], 'use 7'],
    ['the lowest id is staff', [candidate(3, { isStaff: true }), candidate(9)], 'use 9'],
    ['the lowest id is a supplier', [candidate(3, { isSupplier: true }), candidate(9)], 'use 9'],
    ['only staff has it', [candidate(3, { isStaff: true })], 'create'],
    ['nobody has an e-mail at all', [candidate(3, { emails: ['', ''] })], 'create'],
  ])('when %s', (_case, candidates, expected) => {
    expect(brief(candidates)).toBe(expected);
  });

  it('when accents of the e-mail are written in another way', () => {
    expect(brief([candidate(7, { emails: ['jos\u00e9@example.com'] })], {}, { email: 'jose\u0301@example.com' })).toBe(
      'use 7',
    );
  });

  it('is never matched by an empty e-mail', () => {
    expect(brief([candidate(3, { emails: [''] })], {}, { email: '' })).toBe('create');
  });

  it('shows the duplicates it passed over', () => {
    expect(choose([candidate(9), candidate(7), candidate(8)])).toMatchObject({ use: 7, duplicates: [8, 9] });
  });

  it('is staff or a supplier: a person decides, by rule', () => {
    expect(brief([candidate(3, { isStaff: true })], { staffOrSupplier: 'hold' })).toBe('hold CONTACT_CONFLICT');
    expect(choose([candidate(3, { isSupplier: true })], { staffOrSupplier: 'hold' })).toMatchObject({
      hold: {
        message: expect.stringMatching(
          /^By the e-mail address the customer is contact 3, which is staff or a supplier\./,
        ),
      },
    });
  });

  it.each<[string, ContactRules, string]>([
    ['link before e-mail', { matchBy: ['link', 'email'] }, 'use 9'],
    ['e-mail before link', { matchBy: ['email', 'link'] }, 'use 7'],
    ['address alone', { matchBy: ['address'] }, 'use 8'],
    ['link alone', { matchBy: ['link'] }, 'use 9'],
  ])('is found by %s', (_case, rules, expected) => {
    const found = [
      candidate(7),
      candidate(8, { emails: ['old@example.com'], address: home }),
      candidate(9, { emails: ['other@example.com'], linked: true, address: elsewhere }),
    ];
    expect(brief(found, rules)).toBe(expected);
  });

  it.each<[string, Partial<ContactCandidate>, string]>([
    ['written alike', { address: home }, 'use 8'],
    ['in other case, spaces and punctuation', { address: { ...home, addressLine1: ' 1, MAIN street. ' } }, 'use 8'],
    ['with the long form of the ZIP code', { address: { ...home, postalCode: '78701-1234' } }, 'use 8'],
    ['with accents', { address: { ...home, addressLine1: '1 Máin Stréet' } }, 'use 8'],
    ['in another street', { address: { ...home, addressLine1: '11 Main Street' } }, 'create'],
    ['with another postcode', { address: { ...home, postalCode: '78702' } }, 'create'],
    ['in another country', { address: { ...home, countryIsoCode: 'CAN' } }, 'create'],
    ['of somebody else', { address: home, firstName: 'Bob' }, 'create'],
    ['that was not read', {}, 'create'],
  ])('by address is one %s', (_case, more, expected) => {
    expect(brief([candidate(8, { emails: [], ...more })], { matchBy: ['email', 'address'] })).toBe(expected);
  });

  it('compares postcodes of other countries whole, whatever their spaces', () => {
    const british = { addressLine1: '1 High St', postalCode: 'BS2 9AG', countryIsoCode: 'GBR' };
    const at = (postalCode: string): string =>
      brief(
        [candidate(8, { emails: [], address: { ...british, postalCode } })],
        { matchBy: ['address'] },
        { address: british },
      );
    expect(at('bs29ag')).toBe('use 8');
    expect(at('BS2 9AH')).toBe('create');
  });

  it('keeps marks that make another word in other scripts', () => {
    const delhi = { addressLine1: 'किला रोड', postalCode: '110001', countryIsoCode: 'IND' };
    const other = { ...delhi, addressLine1: 'काला रोड' };
    expect(brief([candidate(8, { emails: [], address: other })], { matchBy: ['address'] }, { address: delhi })).toBe(
      'create',
    );
  });

  it.each<[ContactRules['differentAddress'], string, string]>([
    ['order-only', 'use 7', 'use 7'],
    ['update-delivery', 'use 7', 'use 7'],
    ['new-contact', 'use 7', 'create'],
  ])('at another address: %s', (differentAddress, same, different) => {
    expect(brief([candidate(7, { address: home })], { differentAddress })).toBe(same);
    expect(brief([candidate(7, { address: elsewhere })], { differentAddress })).toBe(different);
    // An address that was not read is no reason for anything.
    expect(brief([candidate(7)], { differentAddress })).toBe('use 7');
    const delivery = { address: elsewhere, deliveryAddress: home };
    expect(brief([candidate(7, delivery)], { differentAddress })).toBe('use 7');
  });

  it('at another address as a new contact prefers the one of several who lives there', () => {
    const found = [candidate(7, { address: elsewhere }), candidate(9, { address: home })];
    expect(brief(found, { differentAddress: 'new-contact' })).toBe('use 9');
    expect(brief(found, { differentAddress: 'order-only' })).toBe('use 7');
  });

  it('at the same address under another name is the same, unless names are compared', () => {
    const found = [candidate(7, { address: home, firstName: 'Augusta' })];
    expect(brief(found, { differentAddress: 'new-contact' })).toBe('use 7');
    expect(brief(found, { differentAddress: 'new-contact', compareNames: true })).toBe('create');
  });

  it.each<[string, Partial<ContactCandidate>, Partial<ContactDraft>, boolean]>([
    ['the same company', { companyName: 'ACME, Inc' }, { company: 'Acme Inc.' }, true],
    ['a company where the order names none', { companyName: 'Acme' }, { company: '' }, true],
    ['no company where the order names one', { companyName: '' }, { company: 'Acme' }, true],
    ['another company', { companyName: 'Bolts' }, { company: 'Acme' }, false],
    ['the same tax number', { taxNumber: 'GB 123' }, { taxNumber: 'gb123' }, true],
    ['another tax number', { taxNumber: 'GB 999' }, { taxNumber: 'GB123' }, false],
    ['no tax number', {}, { taxNumber: 'GB123' }, true],
  ])('with %s', (_case, more, buyer, same) => {
    expect(brief([candidate(7, more)], {}, buyer)).toBe(same ? 'use 7' : 'hold CONTACT_CONFLICT');
    expect(brief([candidate(7, more)], { otherCompany: 'new-contact' }, buyer)).toBe(same ? 'use 7' : 'create');
  });

  it('of another company does not hold the order where another contact fits', () => {
    const found = [candidate(7, { companyName: 'Bolts' }), candidate(9, { companyName: 'Acme' })];
    expect(brief(found, {}, { company: 'Acme' })).toBe('use 9');
    const later = [
      candidate(7, { companyName: 'Bolts' }),
      candidate(9, { emails: [], address: home, companyName: 'Acme' }),
    ];
    expect(brief(later, { matchBy: ['email', 'address'] }, { company: 'Acme' })).toBe('use 9');
  });

  it('is held with ids, never with a name or e-mail', () => {
    const choice = choose([candidate(7, { companyName: 'Bolts' })], {}, { company: 'Acme' });
    expect(choice).toMatchObject({ hold: { details: { contactIds: [7], matchedBy: 'email' } } });
    expect(JSON.stringify(choice)).not.toMatch(/Ada|Lovelace|Bolts|Acme|example\.com/);
  });

  it('does not depend on the order in which contacts are found', () => {
    const all = [
      candidate(3, { isStaff: true }),
      candidate(7, { companyName: 'Bolts' }),
      candidate(8, { address: elsewhere }),
      candidate(9, { address: home, linked: true }),
      candidate(10),
    ];
    assert(
      property(shuffledSubarray(all), (found) => {
        const sorted = [...found].sort((a, b) => a.contactId - b.contactId);
        expect(choose(found, {}, { company: 'Acme' })).toEqual(choose(sorted, {}, { company: 'Acme' }));
      }),
    );
  });
});
