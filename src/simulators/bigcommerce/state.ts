/** All that a simulated store remembers. */
import type { Money } from '../../domain/money';
import { CatalogBook } from './catalog-book';
import { emailSettings } from './email-settings';
import { InventoryBook, type TakenStock } from './inventory-book';
import { inventorySettings } from './inventory-settings';
import type { Brand } from './products/brands';
import type { Category } from './products/categories';
import type { PriceList, PriceListAssignment } from './prices/price-book';

/** A document as BigCommerce shows it: field names and shapes are the vendor's. */
export type Fields = Record<string, unknown>;

/** A field as text; empty when it is neither text nor a number. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const emailOf = (order: StoredOrder): string =>
  textOf((order.header['billing_address'] as { email?: unknown }).email);

export type LineItem = Fields & { id: number };

/** A shipping, pickup, download or gift-certificate consignment with the lines in it. */
export type Consignment = Fields & { line_items: LineItem[] };

export interface Consignments {
  pickups: Consignment[];
  shipping: Consignment[];
  downloads: Consignment[];
  email: { gift_certificates: Consignment[] };
}

export interface StoredOrder {
  readonly id: number;
  /** The order's own fields, without id, dates, links, consignments and fees. */
  header: Fields;
  consignments: Consignments;
  fees: Fields[];
  /** One row per tax and line, as `taxes?details=true` shows them. */
  taxes: Fields[];
  coupons: Fields[];
  shipments: Fields[];
  transactions: Fields[];
  refunds: Fields[];
  /** Tax that refunds at the merchant's own figures kept back: what a tax adjustment may refund. */
  overchargedTax: Money;
  /** Refunds whose payments the gateway has not answered. */
  pendingRefunds: number;
  /** What it took of the store's stock; undefined until it takes any, and again when it gave all back. */
  stock: readonly TakenStock[] | undefined;
  createdAt: Date;
  /** To the second. */
  modifiedAt: Date;
}

export interface Metafield {
  readonly id: number;
  readonly resource: { readonly type: 'order' | 'product'; readonly id: number };
  readonly clientId: string;
  readonly createdAt: Date;
  modifiedAt: Date;
  permission_set: string;
  namespace: string;
  key: string;
  value: string;
  description: string;
}

export interface Hook {
  readonly id: number;
  readonly clientId: string;
  readonly createdAt: Date;
  /** Simulated time from which it fires. */
  readonly worksFrom: Date;
  updatedAt: Date;
  scope: string;
  destination: string;
  isActive: boolean;
  headers: Readonly<Record<string, string>> | null;
}

export interface Mail {
  readonly at: string;
  readonly to: string;
  readonly kind: 'order-confirmation' | 'status-changed' | 'shipment';
  readonly orderId: number;
  /** Of the order, when it was sent. */
  readonly statusId: number;
  /** What was shipped, or the shipment whose tracking changed. */
  readonly shipmentId?: number;
}

type IdKind =
  | 'order'
  | 'line'
  | 'option'
  | 'address'
  | 'fee'
  | 'tax'
  | 'coupon'
  | 'shipment'
  | 'transaction'
  | 'refund'
  | 'refundPayment'
  | 'metafield'
  | 'hook'
  | 'customer'
  | 'customerAddress'
  | 'customerGroup'
  | 'product'
  | 'variant'
  | 'sku'
  | 'productOption'
  | 'optionValue'
  | 'customField'
  | 'brand'
  | 'category'
  | 'priceList'
  | 'priceRecord'
  | 'priceListAssignment';

export class StoreState {
  readonly orders = new Map<number, StoredOrder>();
  readonly metafields = new Map<number, Metafield>();
  readonly hooks = new Map<number, Hook>();
  readonly customers = new Map<number, Fields>();
  readonly customerGroups = new Map<number, Fields>();
  readonly catalog = new CatalogBook();
  readonly brands = new Map<number, Brand>();
  readonly categories = new Map<number, Category>();
  readonly inventory = new InventoryBook();
  readonly priceLists = new Map<number, PriceList>();
  readonly priceListAssignments = new Map<number, PriceListAssignment>();
  readonly inventorySettings = inventorySettings();
  readonly emailSettings = emailSettings();
  readonly mails: Mail[] = [];
  readonly #used = new Map<IdKind, Set<number>>();
  readonly #next = new Map<IdKind, number>();

  /** The id wanted, when it is a whole number (or the text of one) that nobody has; else the next free one. */
  claimId(kind: IdKind, wanted?: unknown): number {
    const used = this.#usedIds(kind);
    const asked = /^[1-9]\d*$/.test(textOf(wanted)) ? Number(wanted) : undefined;
    const id = asked === undefined || used.has(asked) ? this.#nextFree(kind, used) : asked;
    used.add(id);
    return id;
  }

  /** The id may be claimed again. */
  releaseId(kind: IdKind, id: number): void {
    this.#usedIds(kind).delete(id);
  }

  clear(): void {
    for (const map of [this.orders, this.metafields, this.hooks, this.customers, this.customerGroups]) map.clear();
    for (const map of [this.brands, this.categories, this.priceLists, this.priceListAssignments]) map.clear();
    this.catalog.clear();
    this.inventory.clear();
    this.inventorySettings.clear();
    this.emailSettings.clear();
    this.mails.splice(0);
    this.#used.clear();
    this.#next.clear();
  }

  #usedIds(kind: IdKind): Set<number> {
    const used = this.#used.get(kind) ?? new Set<number>();
    this.#used.set(kind, used);
    return used;
  }

  #nextFree(kind: IdKind, used: Set<number>): number {
    let candidate = this.#next.get(kind) ?? (kind === 'order' ? 100 : 1);
    while (used.has(candidate)) candidate += 1;
    this.#next.set(kind, candidate + 1);
    return candidate;
  }
}

/** All lines of an order, by id. */
export const linesOf = (order: Pick<StoredOrder, 'consignments'>): LineItem[] =>
  allConsignments(order.consignments)
    .flatMap((consignment) => consignment.line_items)
    .sort((a, b) => a.id - b.id);

export const allConsignments = (consignments: Consignments): Consignment[] => [
  ...consignments.shipping,
  ...consignments.pickups,
  ...consignments.downloads,
  ...consignments.email.gift_certificates,
];

export const statusIdOf = (order: StoredOrder): number => Number(order.header['status_id']);
