/** The lists a merchant sets up once: what a new simulated account has before any order. */
import { currencies, type Currency } from './seeds/currencies';
import { LOCATIONS, type Location } from './seeds/locations';
import {
  CHANNELS,
  LEAD_SOURCES,
  PRICE_LISTS,
  PROJECTS,
  SHIPPING_METHODS,
  TEAM_IDS,
  WAREHOUSES,
  type Channel,
  type LeadSource,
  type PriceList,
  type Project,
  type ShippingMethod,
  type Warehouse,
} from './seeds/operations';
import { NOMINALS, PAYMENT_METHODS, taxCodes, type Nominal, type PaymentMethod, type TaxCode } from './seeds/books';
import {
  CONTACT_CUSTOM_FIELDS,
  ORDER_CUSTOM_FIELDS,
  PRODUCT_CUSTOM_FIELDS,
  PURCHASE_CUSTOM_FIELDS,
  type CustomField,
} from './seeds/custom-fields';
import { ORDER_STATUSES, type OrderStatus } from './seeds/order-statuses';

export type TaxScheme = 'VAT' | 'SALES TAX';

export interface ReferenceLists {
  readonly baseCurrency: string;
  readonly taxScheme: TaxScheme;
  readonly statuses: readonly OrderStatus[];
  readonly channels: readonly Channel[];
  readonly warehouses: readonly Warehouse[];
  readonly locations: readonly Location[];
  readonly shippingMethods: readonly ShippingMethod[];
  readonly priceLists: readonly PriceList[];
  readonly leadSources: readonly LeadSource[];
  readonly projects: readonly Project[];
  readonly teamIds: readonly number[];
  readonly taxCodes: readonly TaxCode[];
  readonly nominals: readonly Nominal[];
  readonly paymentMethods: readonly PaymentMethod[];
  readonly currencies: readonly Currency[];
  /** Of sales orders and sales credits. */
  readonly orderCustomFields: readonly CustomField[];
  readonly purchaseCustomFields: readonly CustomField[];
  readonly contactCustomFields: readonly CustomField[];
  readonly productCustomFields: readonly CustomField[];
  readonly cancelledStatusId: number;
  readonly invoicedStatusId: number;
  readonly newOrderStatusId: number;
  readonly newCreditStatusId: number;
}

export function createReferenceLists(baseCurrency: string, taxScheme: TaxScheme): ReferenceLists {
  return {
    baseCurrency,
    taxScheme,
    statuses: ORDER_STATUSES,
    channels: CHANNELS,
    warehouses: WAREHOUSES,
    locations: LOCATIONS,
    shippingMethods: SHIPPING_METHODS,
    priceLists: PRICE_LISTS,
    leadSources: LEAD_SOURCES,
    projects: PROJECTS,
    teamIds: TEAM_IDS,
    taxCodes: taxCodes(taxScheme),
    nominals: NOMINALS,
    paymentMethods: PAYMENT_METHODS,
    currencies: currencies(baseCurrency),
    orderCustomFields: ORDER_CUSTOM_FIELDS,
    purchaseCustomFields: PURCHASE_CUSTOM_FIELDS,
    contactCustomFields: CONTACT_CUSTOM_FIELDS,
    productCustomFields: PRODUCT_CUSTOM_FIELDS,
    cancelledStatusId: 5,
    invoicedStatusId: 4,
    newOrderStatusId: 3,
    newCreditStatusId: 10,
  };
}
