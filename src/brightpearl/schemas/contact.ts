/** Contacts and postal addresses (`/contact-service`), and contacts as the search lists them. */
import { z } from 'zod';
import { decimalString } from './sales-order';
import { words } from './words';

export const contactRowSchema = z.object({
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
  createdOn: z.string().nullish(),
  updatedOn: z.string().nullish(),
});

export type BpContactRow = z.infer<typeof contactRowSchema>;

const emailSchema = z.object({ email: words }).nullish();

const financialDetailsSchema = z.object({
  priceListId: z.number().nullish(),
  taxNumber: words,
  taxCodeId: z.number().nullish(),
  creditLimit: decimalString.nullish(),
  creditTermDays: z.number().nullish(),
  discountPercentage: decimalString.nullish(),
  currencyId: z.number().nullish(),
});

export const contactSchema = z.object({
  contactId: z.number().int(),
  firstName: words,
  lastName: words,
  /** Default, billing and delivery. */
  postAddressIds: z.object({ DEF: z.number().nullish(), BIL: z.number().nullish(), DEL: z.number().nullish() }),
  communication: z.object({
    emails: z.object({ PRI: emailSchema, SEC: emailSchema, TER: emailSchema }),
    telephones: z.object({ PRI: words, SEC: words, MOB: words, FAX: words }).nullish(),
  }),
  relationshipToAccount: z.object({ isSupplier: z.boolean(), isStaff: z.boolean() }),
  organisation: z.object({ organisationId: z.number().nullish(), name: words }).nullish(),
  financialDetails: financialDetailsSchema.nullish(),
  marketingDetails: z.object({ isReceiveEmailNewsletter: z.boolean().nullish() }).nullish(),
  /** Tag ids, separated by commas. */
  contactTags: words,
  updatedOn: z.string().nullish(),
});

export type BpContact = z.infer<typeof contactSchema>;

export const addressSchema = z.object({
  addressId: z.number().int(),
  addressLine1: words,
  addressLine2: words,
  addressLine3: words,
  addressLine4: words,
  postalCode: words,
  countryIsoCode: words,
});

export type BpPostalAddress = z.infer<typeof addressSchema>;

/** A contact with everything that it has, known or not: PUT takes it whole. */
export const wholeContactSchema = z.looseObject({
  contactId: z.number().int(),
  organisation: z.looseObject({}).nullish(),
  financialDetails: z.looseObject({}).nullish(),
  marketingDetails: z.looseObject({}).nullish(),
  communication: z.looseObject({ emails: z.looseObject({}).nullish(), telephones: z.looseObject({}).nullish() }),
});

export type WholeContact = z.infer<typeof wholeContactSchema>;
