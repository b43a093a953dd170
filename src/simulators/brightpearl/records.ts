/** What the simulated account remembers. Times are epoch milliseconds, amounts exact decimals. */
import type { Decimal } from './decimals';

export interface Address {
  addressFullName?: string | undefined;
  companyName?: string | undefined;
  addressLine1?: string | undefined;
  addressLine2?: string | undefined;
  addressLine3?: string | undefined;
  addressLine4?: string | undefined;
  postalCode?: string | undefined;
  countryIsoCode?: string | undefined;
  telephone?: string | undefined;
  mobileTelephone?: string | undefined;
  fax?: string | undefined;
  email?: string | undefined;
}

export type OrderType = 'SO' | 'PO' | 'SC' | 'PC';

export interface OrderRow {
  readonly id: number;
  /** 1000 on a free-text row. */
  readonly productId: number;
  readonly sku: string | undefined;
  name: string;
  quantity: Decimal;
  taxCode: string;
  /** Of the whole row, in the order's currency. */
  net: Decimal;
  tax: Decimal;
  nominalCode: string;
  externalRef: string | undefined;
  sequence: number;
  /** Set by hand; otherwise it shows by whether the tax is what Brightpearl's own calculator makes of the net. */
  taxCalculator?: 'brightpearl' | 'manual' | undefined;
  readonly bundleParent: boolean;
  readonly bundleChild: boolean;
  /** 0 on a row that is no bundle component. */
  readonly parentRowId: number;
  /** The row that it was split off or merged from; 0 on every other. */
  readonly clonedFromId: number;
}

export interface OrderNote {
  readonly noteId: number;
  readonly text: string;
  readonly isPublic: boolean;
  readonly addedOn: number;
  readonly addedBy: number;
  readonly orderStatusId: number;
  readonly fileId: number | undefined;
}

export interface OrderCurrency {
  readonly code: string;
  readonly fixedExchangeRate: boolean;
  /** Units of the order's currency for one of the account's base currency. */
  readonly exchangeRate: Decimal;
}

export interface Order {
  readonly id: number;
  readonly type: OrderType;
  parentId: number;
  customerId: number;
  customerAddress: Address;
  billing: { contactId: number; address: Address };
  delivery: { date: number | undefined; address: Address; shippingMethodId: number };
  ref: string;
  externalRef: string | undefined;
  instanceId: number | undefined;
  placedOn: number;
  taxDate: number | undefined;
  readonly createdOn: number;
  readonly createdById: number;
  /** Absent until something changes the order. */
  updatedOn: number | undefined;
  closedOn: number | undefined;
  /** Empty until there is an invoice; `pending` from the order to close it until it is made. */
  invoiceReference: string;
  statusId: number;
  warehouseId: number;
  channelId: number;
  leadSourceId: number;
  projectId: number;
  teamId: number;
  staffOwnerId: number;
  priceListId: number;
  priceModeCode: 'INC' | 'EXC';
  currency: OrderCurrency;
  rows: OrderRow[];
  readonly notes: OrderNote[];
  readonly customFields: Map<string, unknown>;
  version: number;
}

export interface Contact {
  readonly id: number;
  salutation: string;
  firstName: string;
  lastName: string;
  postAddressIds: Record<string, number>;
  /** PRI, SEC, TER. */
  emails: Record<string, string>;
  /** PRI, SEC, MOB, FAX. */
  telephones: Record<string, string>;
  messagingVoips: Record<string, string>;
  websites: Record<string, string>;
  contactStatusId: number;
  isSupplier: boolean;
  isStaff: boolean;
  companyName: string;
  jobTitle: string;
  isReceiveEmailNewsletter: boolean;
  financialDetails: Record<string, unknown>;
  assignment: Record<string, unknown>;
  tagIds: readonly number[];
  readonly customFields: Map<string, unknown>;
  readonly createdOn: number;
  updatedOn: number;
}

export interface PostalAddress extends Address {
  readonly addressId: number;
  addressLine1: string;
  countryIsoCode: string;
}

type PaymentType = 'AUTH' | 'CAPTURE' | 'RECEIPT' | 'PAYMENT' | 'VOID';

export interface Payment {
  readonly id: number;
  readonly transactionRef: string;
  readonly transactionCode: string;
  readonly methodCode: string;
  readonly type: PaymentType;
  readonly orderId: number;
  readonly currencyCode: string;
  readonly exchangeRate: Decimal;
  readonly amountAuthorized: Decimal;
  readonly amountPaid: Decimal;
  readonly expires: number | undefined;
  readonly paymentDate: number;
  readonly createdOn: number;
  /** Absent when Brightpearl knows no such payment method: the books then lack the money. */
  readonly journalId: number | undefined;
}

export interface Webhook {
  readonly id: number;
  readonly subscribeTo: string;
  readonly httpMethod: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly uriTemplate: string;
  readonly bodyTemplate: string | undefined;
  readonly contentType: string | undefined;
  readonly idSetAccepted: boolean;
  /** 0: at most once, tried again after a 503 only. 1: until it is answered, but not after a 4xx. */
  readonly qualityOfService: 0 | 1;
}
