/** A customer with what contacts are made of. */
import { z } from 'zod';
import { integer, text } from './common';

export const customerAddressSchema = z
  .object({
    id: integer,
    customer_id: integer,
    first_name: text,
    last_name: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    state_or_province: text,
    postal_code: text,
    country_code: text,
    phone: text,
  })
  .transform((row) => ({
    addressId: row.id,
    customerId: row.customer_id,
    firstName: row.first_name,
    lastName: row.last_name,
    company: row.company,
    line1: row.address1,
    line2: row.address2,
    city: row.city,
    /** Spelled out in full. */
    state: row.state_or_province,
    postcode: row.postal_code,
    countryCode: row.country_code,
    phone: row.phone,
  }));

const attributeSchema = z
  .object({ attribute_id: integer, attribute_value: text })
  .transform((row) => ({ attributeId: row.attribute_id, value: row.attribute_value }));

const formFieldSchema = z.object({ name: text, value: z.unknown() }).transform(({ name, value }) => ({
  name,
  value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
}));

export const customerDetailsSchema = z
  .object({
    id: integer,
    email: text,
    first_name: text,
    last_name: text,
    company: text,
    phone: text,
    customer_group_id: integer.nullish(),
    tax_exempt_category: text,
    accepts_product_review_abandoned_cart_emails: z.boolean().nullish(),
    origin_channel_id: integer.nullish(),
    channel_ids: z.array(integer).nullish(),
    date_modified: text,
    address_count: integer.nullish(),
    addresses: z.array(customerAddressSchema).nullish(),
    attributes: z.array(attributeSchema).nullish(),
    form_fields: z.array(formFieldSchema).nullish(),
  })
  .transform((row) => ({
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    company: row.company,
    phone: row.phone,
    /** 0 when there is none. */
    groupId: row.customer_group_id ?? 0,
    taxExemptCategory: row.tax_exempt_category,
    /** Mails about reviews and abandoned carts: the only consent that stands with the customer. */
    acceptsMarketing: row.accepts_product_review_abandoned_cart_emails ?? false,
    originChannelId: row.origin_channel_id ?? 1,
    /** Undefined: may sign in everywhere. The same e-mail may be another customer's elsewhere. */
    channelIds: row.channel_ids ?? undefined,
    /** ISO 8601. */
    modifiedAt: row.date_modified,
    /** How many there are, which may be more than come with the customer. */
    addressCount: row.address_count ?? row.addresses?.length ?? 0,
    addresses: row.addresses ?? [],
    attributes: row.attributes ?? [],
    formFields: row.form_fields ?? [],
  }));

export type BcCustomerDetails = z.infer<typeof customerDetailsSchema>;
