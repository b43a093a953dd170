/** What `POST sales-order` takes, before it is held against the account. */
import { z } from 'zod';
import { alpha3 } from '../contact/countries';
import { decimalField, idField, timeField } from '../endpoint';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const addressField = z.object({
  addressFullName: text,
  companyName: text,
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  addressLine4: text,
  postalCode: text,
  countryIsoCode: text.refine((code) => !code || alpha3(code) !== undefined, 'is no ISO 3166-1 country code'),
  telephone: text,
  mobileTelephone: text,
  fax: text,
  email: text,
});

export const rowField = z.object({
  /** Of a row that is there already: only PUT looks at it. */
  id: idField.nullish(),
  productId: idField.nullish(),
  name: z.string().nullish(),
  quantity: decimalField,
  taxCode: z.string(),
  net: decimalField,
  tax: decimalField.nullish(),
  nominalCode: z.union([z.string(), z.number().transform(String)]).nullish(),
  sequence: z.number().int().nullish(),
  externalRef: z.string().nullish(),
});

export const salesOrderField = z
  .object({
    customer: z.object({ id: idField, address: addressField.nullish() }).optional(),
    customerId: idField.optional(),
    billing: z.object({ contactId: idField.nullish(), address: addressField.nullish() }).nullish(),
    ref: z.string().max(64, 'must have 64 characters at most').nullish(),
    placedOn: timeField.nullish(),
    taxDate: timeField.nullish(),
    parentId: idField.nullish(),
    statusId: idField.nullish(),
    warehouseId: idField.nullish(),
    channelId: idField.nullish(),
    projectId: idField.nullish(),
    teamId: idField.nullish(),
    leadSourceId: idField.nullish(),
    priceListId: idField.nullish(),
    staffOwnerId: idField.nullish(),
    priceModeCode: z.enum(['INC', 'EXC']).nullish(),
    currency: z
      .object({
        code: z.string(),
        fixedExchangeRate: z.boolean().nullish(),
        exchangeRate: decimalField.refine((rate) => rate.gt(0), 'must be greater than 0').nullish(),
      })
      .nullish(),
    delivery: z
      .object({ date: timeField.nullish(), address: addressField.nullish(), shippingMethodId: idField.nullish() })
      .nullish(),
    externalRef: z.string().nullish(),
    installedIntegrationInstanceId: idField.nullish(),
    rows: z.array(rowField).nullish(),
  })
  .transform(({ customer, customerId, rows, ...rest }, context) => {
    const id = customer?.id ?? customerId;
    if (id !== undefined) return { ...rest, customer: { id, address: customer?.address }, rows: rows ?? [] };
    context.addIssue({ code: 'custom', path: ['customer', 'id'], message: 'is required' });
    return z.NEVER;
  });

export type SalesOrderBody = z.output<typeof salesOrderField>;
export type RowBody = SalesOrderBody['rows'][number];
