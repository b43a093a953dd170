/** Contacts and their postal addresses. Neither creation is idempotent, and an e-mail address is not unique. */
import { comparableEmail } from '../domain/email';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { changedContact, patchOf, type ContactChanges } from './contact-changes';
import { noneIfNotFound, readByIds } from './id-set';
import { newId, nothing, submit } from './messages';
import { walkPeriod, type PeriodWalk } from './period-walk';
import {
  addressSchema,
  contactRowSchema,
  contactSchema,
  wholeContactSchema,
  type BpContact,
  type BpContactRow,
  type BpPostalAddress,
} from './schemas/contact';
import { customFieldsSchema, type BpCustomFields } from './schemas/custom-fields';
import type { BpAddress } from './schemas/sales-order';
import { searchAll } from './search';
import { read, type CallOptions, type SendOptions } from './transport';

const SEARCH = '/contact-service/contact-search';
const pathOf = (contactId: number): string => `/contact-service/contact/${contactId}`;

export interface ContactInput {
  /** At most 32 characters each. */
  readonly firstName: string;
  readonly lastName: string;
  /** Of addresses that no other contact has. */
  readonly postAddressIds: { readonly DEF: number; readonly BIL: number; readonly DEL: number };
  readonly communication: {
    readonly emails?: { readonly PRI: { readonly email: string } };
    readonly telephones?: { readonly PRI: string };
  };
  readonly organisation?: { readonly name: string };
  readonly financialDetails?: { readonly priceListId?: number; readonly taxNumber?: string };
  readonly assignment?: { readonly current: { readonly leadSourceId?: number; readonly staffOwnerContactId?: number } };
}

export const contactsResource = (http: HttpClient) => ({
  /**
   * Contacts that have exactly this e-mail address as any of their three, lowest id first; staff and suppliers included.
   * The search finds every address that contains it, and lags behind.
   */
  async searchByEmail(email: string, { signal }: CallOptions = {}): Promise<BpContactRow[]> {
    const filters = { allEmail: email };
    const rows = await searchAll(http, { path: SEARCH, filters, row: contactRowSchema, signal });
    const wanted = comparableEmail(email);
    return rows
      .filter((row) => [row.primaryEmail, row.secondaryEmail, row.tertiaryEmail].map(comparableEmail).includes(wanted))
      .sort((a, b) => a.contactId - b.contactId);
  },

  /** Contacts whose names contain these, whatever the case, lowest id first; staff and suppliers included. */
  async searchByName(
    { firstName, lastName }: Pick<BpContactRow, 'firstName' | 'lastName'>,
    { signal }: CallOptions = {},
  ): Promise<BpContactRow[]> {
    const filters = { ...(firstName !== '' && { firstName }), ...(lastName !== '' && { lastName }) };
    const rows = await searchAll(http, { path: SEARCH, filters, row: contactRowSchema, signal });
    return rows.sort((a, b) => a.contactId - b.contactId);
  },

  readMany: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpContact>> =>
    readByIds(http, {
      path: '/contact-service/contact',
      ids,
      row: contactSchema,
      idOf: (contact) => contact.contactId,
      signal,
    }),

  /** Postal addresses by id. */
  readAddresses: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpPostalAddress>> =>
    readByIds(http, {
      path: '/contact-service/postal-address',
      ids,
      row: addressSchema,
      idOf: (address) => address.addressId,
      signal,
    }),

  /** An address that no contact comes to use is harmless. */
  createAddress: (address: BpAddress, options?: CallOptions): Promise<number> =>
    submit(
      http,
      { method: 'POST', path: '/contact-service/postal-address', body: postalPart(address), answer: newId },
      options,
    ),

  /** Makes an address that no other contact has the contact's default, billing or delivery address. */
  useAddress: (
    contactId: number,
    addressId: number,
    types: readonly ('DEF' | 'BIL' | 'DEL')[],
    options?: CallOptions,
  ): Promise<void> => {
    const body = types.map((type) => ({ postalAddressId: addressId, type }));
    return submit(http, { method: 'PUT', path: `${pathOf(contactId)}/postal-address`, body, answer: nothing }, options);
  },

  /** Changes an address where it stands, for everything that it serves the contact as. */
  updateAddress: (addressId: number, address: BpAddress, options?: CallOptions): Promise<void> => {
    const path = `/contact-service/postal-address/${addressId}`;
    return submit(http, { method: 'PUT', path, body: postalPart(address), answer: nothing }, options);
  },

  /** Changes what is named. Company and financial details cannot be patched: for them the contact is read and put whole. */
  async update(contactId: number, changes: ContactChanges, { signal }: CallOptions = {}): Promise<void> {
    const path = pathOf(contactId);
    const patch = patchOf(changes);
    if (patch) {
      if (patch.length > 0) await http.request({ method: 'PATCH', path, body: patch, answer: nothing, signal });
      return;
    }
    const found = await readByIds(http, {
      path: '/contact-service/contact',
      ids: [contactId],
      row: wholeContactSchema,
      idOf: (contact) => contact.contactId,
      signal,
    });
    const contact = found.get(contactId);
    if (!contact) throw notFound(http.scope, path);
    await http.request({ method: 'PUT', path, body: changedContact(contact, changes), answer: nothing, signal });
  },

  /** Every contact changed, or created, since a moment, staff and suppliers included. No event tells of them. */
  walkSince: (
    since: Date,
    by: 'updatedOn' | 'createdOn',
    { signal, whenThrottled }: CallOptions & Pick<PeriodWalk<unknown>, 'whenThrottled'> = {},
  ): AsyncGenerator<BpContactRow[], void, undefined> =>
    walkPeriod(http, {
      path: SEARCH,
      dateFilter: by,
      filters: {},
      since,
      row: contactRowSchema,
      versionOf: ({ contactId, updatedOn, createdOn }) => `${contactId}@${updatedOn ?? createdOn ?? ''}`,
      signal,
      whenThrottled,
    }),

  async customFields(contactId: number, { signal }: CallOptions = {}): Promise<BpCustomFields> {
    const path = `${pathOf(contactId)}/custom-field`;
    return (await noneIfNotFound(read(http, { path, response: customFieldsSchema, signal }))) ?? new Map();
  },

  /** Sets or changes: `add` does both, `replace` fails on an empty field. A select takes `{id}`. */
  async setCustomFields(
    contactId: number,
    fields: Readonly<Record<string, string | number | boolean | { readonly id: number }>>,
    { signal }: CallOptions = {},
  ): Promise<void> {
    const body = Object.entries(fields).map(([code, value]) => ({ op: 'add', path: `/${code}`, value }));
    await http.request({ method: 'PATCH', path: `${pathOf(contactId)}/custom-field`, body, answer: nothing, signal });
  },

  create: (contact: ContactInput, options?: SendOptions): Promise<number> =>
    submit(
      http,
      {
        method: 'POST',
        path: '/contact-service/contact',
        body: { ...contact, relationshipToAccount: { isSupplier: false, isStaff: false } },
        answer: newId,
      },
      options,
    ),
});

const notFound = (scope: string, path: string): RemoteError =>
  new RemoteError({ system: 'brightpearl', scope, kind: 'not-found', method: 'PUT', path });

/** Names and telephones of an order's address belong to the contact. */
const postalPart = ({
  addressLine1,
  addressLine2,
  addressLine3,
  addressLine4,
  postalCode,
  countryIsoCode,
}: BpAddress) => ({
  addressLine1,
  addressLine2,
  addressLine3,
  addressLine4,
  postalCode,
  countryIsoCode,
});
