/** Contacts and their postal addresses. Neither creation is idempotent, and an e-mail address is not unique. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { newId, nothing, submit } from './messages';
import type { BpAddress } from './schemas/sales-order';
import { words } from './schemas/words';
import { searchAll } from './search';
import type { CallOptions, SendOptions } from './transport';

const contactRowSchema = z.object({
  contactId: z.number().int(),
  primaryEmail: words,
  secondaryEmail: words,
  tertiaryEmail: words,
  firstName: words,
  lastName: words,
  companyName: words,
  isSupplier: z.boolean(),
  isStaff: z.boolean(),
  isCustomer: z.boolean(),
});

export type BpContactRow = z.infer<typeof contactRowSchema>;

const emailSchema = z.object({ email: words }).nullish();

const contactSchema = z.object({
  contactId: z.number().int(),
  firstName: words,
  lastName: words,
  /** Default, billing and delivery. */
  postAddressIds: z.object({ DEF: z.number().nullish(), BIL: z.number().nullish(), DEL: z.number().nullish() }),
  communication: z.object({
    emails: z.object({ PRI: emailSchema, SEC: emailSchema, TER: emailSchema }),
    telephones: z.object({ PRI: words, MOB: words }).nullish(),
  }),
  relationshipToAccount: z.object({ isSupplier: z.boolean(), isStaff: z.boolean() }),
  organisation: z.object({ organisationId: z.number().nullish(), name: words }).nullish(),
  financialDetails: z.object({ priceListId: z.number().nullish(), taxNumber: words }).nullish(),
});

export type BpContact = z.infer<typeof contactSchema>;

const addressSchema = z.object({
  addressId: z.number().int(),
  addressLine1: words,
  addressLine2: words,
  addressLine3: words,
  addressLine4: words,
  postalCode: words,
  countryIsoCode: words,
});

export type BpPostalAddress = z.infer<typeof addressSchema>;

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
    const rows = await searchAll(http, {
      path: '/contact-service/contact-search',
      filters,
      row: contactRowSchema,
      signal,
    });
    const wanted = normalized(email);
    return rows
      .filter((row) => [row.primaryEmail, row.secondaryEmail, row.tertiaryEmail].map(normalized).includes(wanted))
      .sort((a, b) => a.contactId - b.contactId);
  },

  /** Contacts whose names contain these, whatever the case, lowest id first; staff and suppliers included. */
  async searchByName(
    { firstName, lastName }: Pick<BpContactRow, 'firstName' | 'lastName'>,
    { signal }: CallOptions = {},
  ): Promise<BpContactRow[]> {
    const filters = { ...(firstName !== '' && { firstName }), ...(lastName !== '' && { lastName }) };
    const path = '/contact-service/contact-search';
    const rows = await searchAll(http, { path, filters, row: contactRowSchema, signal });
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

  /** Makes an address that no other contact has the contact's delivery address. */
  async setDeliveryAddress(contactId: number, addressId: number, { signal }: CallOptions = {}): Promise<void> {
    const path = `/contact-service/contact/${contactId}`;
    const body = [{ op: 'replace', path: '/postAddressIds/DEL', value: addressId }];
    await http.request({ method: 'PATCH', path, body, answer: nothing, signal });
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

const normalized = (email: string): string => email.trim().toLowerCase();

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
