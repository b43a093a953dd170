/** An account's settings and lists. Their ids and codes differ from account to account: read them, assume none. */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import { customFieldSchema } from './schemas/custom-fields';
import { decimalString } from './schemas/sales-order';
import { words } from './schemas/words';
import { searchAll } from './search';
import { read, responseOf, type CallOptions } from './transport';

const id = z.number().int();
const named = z.object({ id, name: words });

const settingsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A rate that is not there is 0. */
const taxCodeSchema = z.object({
  id,
  code: z.string(),
  description: words,
  rate: decimalString.nullish().transform((rate) => rate ?? '0'),
});

/** 0 is the id of the cost price list. */
const priceListSchema = z.object({
  id,
  name: z
    .object({ text: words })
    .nullish()
    .transform((name) => name?.text ?? ''),
  code: words,
  currencyCode: words,
  /** Whether its prices are meant with tax. */
  gross: z.boolean(),
  /** `SELL` or `BUY`. */
  priceListTypeCode: words,
});

const paymentMethodSchema = z.object({ code: z.string(), name: words, isActive: z.boolean() });

const orderStatusSchema = z
  .object({ statusId: id, name: words, orderTypeCode: words, disabled: z.boolean(), visible: z.boolean().nullish() })
  .transform(({ statusId, ...status }) => ({ id: statusId, ...status }));

const exchangeRateSchema = z.object({ currencyId: id, rate: decimalString, rateActiveFrom: z.string() });
const leadSourceSchema = named.extend({ isActive: z.boolean().nullish() });

/** `exchangeRate` is with respect to the base currency. */
const currencySchema = z.object({ id, code: z.string(), exchangeRate: decimalString, isDefault: z.boolean() });
const nominalCodeSchema = z.object({ code: z.coerce.string(), name: words, active: z.boolean().nullish() });

export interface AccountConfiguration {
  /** `baseCurrencyCode`, `timeZone`, `newSalesOrderStatusId` and the rest, as strings. */
  readonly settings: Readonly<Record<string, string>>;
  /** Half of the duplicate key of sales orders; OAuth apps are told it with every answer, private apps have none. */
  readonly instanceId: number | undefined;
}

export const referenceDataResource = (http: HttpClient) => {
  const list = <T>(path: string, row: ZodType<T>, { signal }: CallOptions = {}): Promise<T[]> =>
    read(http, { path, response: z.array(row), signal });
  const find = <T>(path: string, row: ZodType<T>, { signal }: CallOptions = {}): Promise<T[]> =>
    searchAll(http, { path, filters: {}, row, signal });
  return {
    accountConfiguration: (options?: CallOptions): Promise<AccountConfiguration> => readConfiguration(http, options),
    taxCodes: (options?: CallOptions) => list('/accounting-service/tax-code', taxCodeSchema, options),
    priceLists: (options?: CallOptions) => list('/product-service/price-list', priceListSchema, options),
    shippingMethods: (options?: CallOptions) => list('/warehouse-service/shipping-method', named, options),
    paymentMethods: (options?: CallOptions) => list('/accounting-service/payment-method', paymentMethodSchema, options),
    productCustomFields: (options?: CallOptions) =>
      list('/product-service/product/custom-field-meta-data', customFieldSchema, options),
    contactCustomFields: (options?: CallOptions) =>
      list('/contact-service/customer/custom-field-meta-data', customFieldSchema, options),
    /** Of sales orders and sales credits. */
    orderCustomFields: (options?: CallOptions) =>
      list('/order-service/sale/custom-field-meta-data', customFieldSchema, options),
    channels: (options?: CallOptions) => list('/product-service/channel', named, options),
    warehouses: (options?: CallOptions) => list('/warehouse-service/warehouse', named, options),
    orderStatuses: (options?: CallOptions) => list('/order-service/order-status', orderStatusSchema, options),
    /** Of all currencies but the base, newest first within each. */
    exchangeRates: (options?: CallOptions) => list('/accounting-service/exchange-rate', exchangeRateSchema, options),
    leadSources: (options?: CallOptions) => list('/contact-service/lead-source', leadSourceSchema, options),
    projects: (options?: CallOptions) => list('/contact-service/project', named, options),
    currencies: (options?: CallOptions) => find('/accounting-service/currency-search', currencySchema, options),
    nominalCodes: (options?: CallOptions) =>
      find('/accounting-service/nominal-code-search', nominalCodeSchema, options),
  };
};

async function readConfiguration(http: HttpClient, { signal }: CallOptions = {}): Promise<AccountConfiguration> {
  const path = '/integration-service/account-configuration';
  const { body, headers } = await http.request({ method: 'GET', path, answer: responseOf(settingsSchema), signal });
  const settings = Object.entries(body).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]));
  const instanceId = Number(headers.get('brightpearl-installed-integration-instance-id') ?? Number.NaN);
  return {
    settings: Object.fromEntries(settings) as Record<string, string>,
    instanceId: Number.isSafeInteger(instanceId) ? instanceId : undefined,
  };
}
