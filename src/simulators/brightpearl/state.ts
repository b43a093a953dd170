import { createAttributes, type Attributes } from './product/attributes';
import type { Product } from './product/records';
import type { Contact, Order, Payment, PostalAddress, Webhook } from './records';
import type { ReferenceLists } from './reference-lists';
import type {
  DropShipNote,
  GoodsInNote,
  GoodsMovement,
  GoodsOutNote,
  Reservation,
  StockLevel,
} from './warehouse/records';

/** First ids, far enough from each other that one taken for another is noticed. */
const FIRST_IDS = {
  order: 501,
  row: 2001,
  note: 7001,
  contact: 301,
  address: 4001,
  product: 1001,
  productGroup: 201,
  goodsNote: 12001,
  noteEvent: 60001,
  goodsMovement: 50001,
  payment: 9001,
  journal: 31001,
  webhook: 101,
  invoice: 1001,
  creditNote: 1001,
};

type IdSequence = keyof typeof FIRST_IDS;

/** Everything the account holds. Written by the resources' files only. */
export interface AccountState {
  readonly lists: ReferenceLists;
  readonly orders: Map<number, Order>;
  readonly contacts: Map<number, Contact>;
  readonly addresses: Map<number, PostalAddress>;
  readonly attributes: Attributes;
  readonly products: Map<number, Product>;
  /** The first product of each SKU. */
  readonly productsBySku: Map<string, Product>;
  /** By product, then by warehouse. A missing warehouse never held the product. */
  readonly stock: Map<number, Map<number, StockLevel>>;
  /** By order: there is at most one for each. */
  readonly reservations: Map<number, Reservation>;
  readonly goodsOutNotes: Map<number, GoodsOutNote>;
  readonly dropShipNotes: Map<number, DropShipNote>;
  readonly goodsInNotes: Map<number, GoodsInNote>;
  /** By product, then by warehouse: what is there and cannot be sold. Not part of the levels. */
  readonly quarantine: Map<number, Map<number, number>>;
  /** Oldest first. What was there when a product was seeded is no movement. */
  readonly goodsMovements: GoodsMovement[];
  readonly payments: Map<number, Payment>;
  readonly webhooks: Map<number, Webhook>;
  nextId(sequence: IdSequence): number;
}

export function createState(lists: ReferenceLists): AccountState {
  const next = { ...FIRST_IDS };
  return {
    lists,
    orders: new Map(),
    contacts: new Map(),
    addresses: new Map(),
    attributes: createAttributes(),
    products: new Map(),
    productsBySku: new Map(),
    stock: new Map(),
    reservations: new Map(),
    goodsOutNotes: new Map(),
    dropShipNotes: new Map(),
    goodsInNotes: new Map(),
    quarantine: new Map(),
    goodsMovements: [],
    payments: new Map(),
    webhooks: new Map(),
    nextId: (sequence) => next[sequence]++,
  };
}
