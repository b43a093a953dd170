/** What the order mapping takes and gives. Plain data: the activities read it from and store it to the database. */
import type { BcRefund } from '../bigcommerce/refunds';
import type { BcOrder, BcOrderCoupon, BcOrderTax, BcTransaction } from '../bigcommerce/schemas/order';
import type { BpAddress, SalesOrderInput } from '../brightpearl/schemas/sales-order';
import type { Issue } from '../domain/issues';
import type { OrderKey } from '../domain/ids';
import type { AccountFacts } from './account-facts';
import type { ReportedProduct, Reporting } from './catalog/attributes/reporting';
import type { RouteRules } from './rules';

/** One reading of an order: all its parts as of one moment. Kept as a snapshot so that no later step maps another version. */
export interface OrderSnapshot {
  readonly storeHash: string;
  readonly order: BcOrder;
  /** `/taxes?details=true`. */
  readonly taxes: readonly BcOrderTax[];
  readonly coupons: readonly BcOrderCoupon[];
  readonly transactions: readonly BcTransaction[];
  /** Read where the order shows any; absent in what was stored before they were read. */
  readonly refunds?: readonly BcRefund[];
  /** Facts of the customer that rules ask for; null for guests. */
  readonly customer: {
    readonly id: number;
    readonly groupId: number;
    readonly taxExemptCategory: string;
    readonly company: string;
    readonly email: string;
  } | null;
  /** ISO time of the read. */
  readonly readAt: string;
}

/** A Brightpearl product as far as rows need it. */
export interface ProductRef {
  readonly productId: number;
  readonly sku: string;
  readonly stockTracked: boolean;
  readonly bundle: boolean;
}

/** What a SKU was found to be: none, one, or several products (never guessed between). */
export type ProductLookup = ReadonlyMap<string, readonly ProductRef[]>;

/** The store's figures less Brightpearl's, as decimal strings. */
export interface AcceptedTotals {
  readonly gross: string;
  readonly tax: string;
}

/** What people ruled about this order (table `decisions`), newest last. Applied by the mapping, never by hand. */
export interface Amendments {
  readonly skuByLine?: Readonly<Record<string, string>>;
  readonly taxCodeByLine?: Readonly<Record<string, string>>;
  readonly shippingMethodId?: number;
  readonly paymentMethodCode?: string;
  readonly contactId?: number;
  readonly address?: Partial<BpAddress>;
  /** A difference of the order's own figures that somebody accepted, to be posted as a row on `nominal`. */
  readonly acceptedDifference?: { readonly gross: string; readonly tax: string; readonly nominal: string };
  /** By sales order id: what somebody accepted that Brightpearl's own total and tax lack. Nothing is posted for it. */
  readonly acceptedBySalesOrder?: Readonly<Record<string, AcceptedTotals>>;
  /** Which reading of the figures is right, as `AMBIGUOUS_BASIS` names it: `<tax mode>: <basis>`. */
  readonly basis?: string;
  /** `release`: hold rules named here no longer hold the order. */
  readonly released?: readonly string[];
}

export interface MappingContext {
  readonly key: OrderKey;
  readonly rules: RouteRules;
  readonly account: AccountFacts;
  readonly products: ProductLookup;
  /** By Brightpearl id: what reports group the products of the order's rows by. Only where a rule asks for it. */
  readonly reported?: ReadonlyMap<number, ReportedProduct>;
  /** SKUs whose products were made for this order, by the rule `unknownSku: create`. */
  readonly created?: readonly string[];
  readonly amendments: Amendments;
  /** Payments that Brightpearl has already: left out of the plan, and counted against what was captured. */
  readonly booked?: readonly BookedPayment[];
  /** `externalRef`s of the order's sales orders that exist already: whether their date can be booked was settled then. */
  readonly posted?: readonly string[];
  /** Of the sales orders to make, where earlier ones were credited and are made anew. */
  readonly generation?: number;
}

/** Everything about a sales order except the contact, which needs the remote system. */
export type SalesOrderDraft = Omit<SalesOrderInput, 'customer' | 'billing'> & { readonly billingAddress: BpAddress };

export interface MappedSalesOrder {
  /** Undefined when the whole order is one sales order. */
  readonly addressId?: number;
  /** Counts the sales orders that were made for it one after the other; undefined for the first. */
  readonly generation?: number;
  readonly draft: SalesOrderDraft;
  /** What Brightpearl must answer: the store's own figures, as decimal strings. */
  readonly expected: { readonly gross: string; readonly tax: string; readonly currency: string };
  /** Row keys (`externalRef`) of stock-tracked products, which are to be reserved. */
  readonly reserve: readonly { readonly rowRef: string; readonly productId: number; readonly quantity: string }[];
  /** Added to reach the store's total, posted on the rounding nominal; "0" when nothing was. */
  readonly rounding: string;
  /** The tax within `rounding`: a difference in tax alone leaves the gross as it is. */
  readonly roundingTax: string;
}

/** How the order's figures were proved to add up, kept with the document and counted per route. */
export interface BasisProof {
  readonly taxMode: 'inclusive' | 'exclusive' | 'untaxed';
  /** Name of the basis that fitted, e.g. `line-discounted-total`. */
  readonly basis: string;
  /** One line per row for people: what it was, net, tax, gross. */
  readonly table: readonly {
    readonly row: string;
    readonly net: string;
    readonly tax: string;
    readonly gross: string;
  }[];
}

/** Who bought: input of the contact search. `email` may be empty (by rule). */
export interface ContactDraft {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly telephone: string;
  readonly taxNumber: string;
  readonly address: BpAddress;
  /** Absent when nothing is shipped, or the address cannot be used. */
  readonly deliveryAddress?: BpAddress;
  readonly bigcommerceCustomerId: number;
}

/** One Brightpearl payment that should exist. */
export interface PlannedPayment {
  readonly transactionRef: string;
  /** Ties AUTH, CAPTURE and VOID of one authorization together. */
  readonly transactionCode: string;
  readonly methodCode: string;
  readonly type: 'AUTH' | 'CAPTURE' | 'RECEIPT' | 'VOID';
  readonly amount: string;
  readonly currency: string;
  readonly paidOn: string;
  /** Only for AUTH. */
  readonly expires?: string;
  /** Index of the sales order that carries it, where the order is several. */
  readonly part?: number;
  /** It is no money of its own: it was received on the sales order that this one replaced, and goes with the order. */
  readonly carried?: boolean;
}

/** A payment that Brightpearl already has. */
export type BookedPayment = Pick<PlannedPayment, 'transactionRef' | 'type' | 'amount'>;

export interface OrderPlan {
  readonly salesOrders: readonly MappedSalesOrder[];
  readonly contact: ContactDraft;
  readonly payments: readonly PlannedPayment[];
  readonly proof: BasisProof;
  /** Things done by rule that somebody may want to see (a cut name, a default shipping method). */
  readonly notices: readonly string[];
  /** Texts to add to the sales order (customer message, gift message, staff notes), by rule. */
  readonly notes: readonly { readonly marker: string; readonly text: string }[];
  readonly customFields: readonly OrderField[];
  /** From the products, by the route's rules for reports; only where it has any. Set once, with the sales order. */
  readonly reporting?: Reporting;
}

/** A text for a custom field of the sales order. */
export interface OrderField {
  readonly code: string;
  readonly value: string;
}

/** The mapping throws nothing: it gives a plan, or all the issues it found, worst first. */
export type MappingResult =
  { readonly ok: true; readonly plan: OrderPlan } | { readonly ok: false; readonly issues: readonly Issue[] };

/** Whether an order is to be imported now, waited for, or left alone. */
export type ImportDecision =
  | { readonly action: 'import' }
  /** Look again `until` (ISO time) or when the order changes; null: only when it changes. `rule` names the hold. */
  | { readonly action: 'hold'; readonly rule: string; readonly reason: string; readonly until: string | null }
  | { readonly action: 'skip'; readonly rule: string; readonly reason: string };
