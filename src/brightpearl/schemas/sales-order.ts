/** Sales orders: what we post (`POST /order-service/sales-order`) and what we read back of it. */
import { z } from 'zod';

/** Money and quantities travel as decimal strings; some accounts answer JSON numbers. */
export const decimalString = z
  .union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number()])
  .transform((value) => (typeof value === 'number' ? String(value) : value));

/** City is line 3 and state is line 4, by Brightpearl's convention. */
export interface BpAddress {
  readonly addressFullName?: string;
  readonly companyName?: string;
  readonly addressLine1: string;
  readonly addressLine2?: string;
  readonly addressLine3?: string;
  readonly addressLine4?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-3. */
  readonly countryIsoCode: string;
  readonly telephone?: string;
  readonly mobileTelephone?: string;
  readonly email?: string;
}

/** `net` and `tax` are totals of the row, not unit values: net with at most 4 decimals, tax with 2 (the currency's digits). */
export interface SalesOrderRowInput {
  /** Either a product or a `name` (a free-text row, never allocated). */
  readonly productId?: number;
  readonly name?: string;
  readonly quantity: string;
  readonly taxCode: string;
  readonly net: string;
  readonly tax: string;
  readonly nominalCode?: string;
  /** Our line key (`line-<orderProductId>`, `shipping-<addressId>` …): read back to find the row's id. */
  readonly externalRef: string;
  readonly sequence?: number;
}

export interface SalesOrderInput {
  readonly customer: { readonly id: number; readonly address?: BpAddress };
  readonly billing?: { readonly contactId: number; readonly address?: BpAddress };
  readonly ref: string;
  readonly externalRef: string;
  /** With `externalRef` the unique compound key; without it a second POST makes a second order. */
  readonly installedIntegrationInstanceId?: number;
  readonly placedOn: string;
  readonly taxDate: string;
  readonly statusId: number;
  readonly warehouseId: number;
  readonly channelId: number;
  readonly priceListId?: number;
  readonly priceModeCode: 'INC' | 'EXC';
  readonly leadSourceId?: number;
  readonly staffOwnerId?: number;
  readonly projectId?: number;
  readonly teamId?: number;
  readonly currency: { readonly code: string; readonly fixedExchangeRate: boolean; readonly exchangeRate?: string };
  readonly delivery: { readonly date?: string; readonly address: BpAddress; readonly shippingMethodId?: number };
  readonly rows: readonly SalesOrderRowInput[];
}

export const salesOrderRowSchema = z.object({
  id: z.number().int(),
  productId: z.number().int().nullish(),
  sku: z.string().nullish(),
  name: z.string().nullish(),
  quantity: decimalString,
  taxCode: z.string().nullish(),
  net: decimalString,
  tax: decimalString,
  nominalCode: z.string().nullish(),
  externalRef: z.string().nullish(),
  sequence: z.number().nullish(),
  bundleParent: z.boolean().nullish(),
  bundleChild: z.boolean().nullish(),
  parentRowId: z.number().nullish(),
  /** Of a row that staff split off, the row that it comes from. */
  clonedFromId: z.number().nullish(),
});

export const salesOrderSchema = z.object({
  id: z.number().int(),
  customer: z.object({ id: z.number().int() }),
  ref: z.string().nullish(),
  externalRef: z.string().nullish(),
  /** The order that this one was split off. */
  parentId: z.number().int().nullish(),
  statusId: z.number().int(),
  warehouseId: z.number().int().nullish(),
  channelId: z.number().int().nullish(),
  total: z.object({
    net: decimalString,
    tax: decimalString,
    gross: decimalString,
    baseNet: decimalString,
    baseTax: decimalString,
    baseGross: decimalString,
  }),
  currency: z.object({ code: z.string(), exchangeRate: decimalString.nullish() }),
  orderPaymentStatus: z.string().nullish(),
  allocationStatusCode: z.string().nullish(),
  stockStatusCode: z.string().nullish(),
  shippingStatusCode: z.string().nullish(),
  /** Empty until it is invoiced, `pending` while it is being. */
  invoice: z.object({ invoiceReference: z.string().nullish() }).nullish(),
  createdOn: z.string().nullish(),
  updatedOn: z.string().nullish(),
  /** True where the order is at the account's cancelled status; null where the account has none. */
  isCanceled: z.boolean().nullish(),
  rows: z.array(salesOrderRowSchema),
});

export type BpSalesOrder = z.infer<typeof salesOrderSchema>;
