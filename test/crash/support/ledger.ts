/**
 * What both sides and the database hold of one order, with everything that differs from order to order put in the same
 * words: two orders that went the same way have equal ledgers.
 */
import type { BpLedger } from './brightpearl-ledger';
import { orderPart, straysOf } from './brightpearl-ledger';
import type { PlacedOrder, Site } from './site';

export interface Ledger {
  readonly brightpearl: ReturnType<typeof orderPart>;
  readonly bigcommerce: {
    readonly metafields: readonly string[];
    readonly externalOrderId: string;
    readonly statusId: number;
    readonly transactions: readonly string[];
    readonly shipments: readonly string[];
    readonly mails: readonly string[];
  };
  readonly board: { readonly state: string; readonly issue: string | null; readonly salesOrders: string };
  readonly unsettledIntents: readonly string[];
  readonly links: readonly string[];
}

export async function ledgerOf(site: Site, order: PlacedOrder): Promise<Ledger> {
  const { bigcommerce, brightpearl } = site.world;
  const { storeHash, state } = bigcommerce.simulator;
  const key = { storeHash, orderId: order.orderId };
  const books: BpLedger = brightpearl.simulator.ledger();
  const mine = documentsOf(books, site, order);
  const same = wordsOf(site, order, mine);
  const row = await site.store().orders.get(key);
  const metafields = [...state.metafields.values()].filter((metafield) => metafield.resource.id === order.orderId);
  const intents = await site.store().intents.forOrder(key);
  const links = await site.store().links.forOrder(key);
  return {
    brightpearl: orderPart(books, mine, order.email, same),
    bigcommerce: {
      metafields: metafields.map(({ namespace, key: name, value }) => same(`${namespace}/${name}=${value}`)),
      externalOrderId: same(String(state.orders.get(order.orderId)?.header['external_order_id'])),
      ...storePart(site, order),
    },
    board: {
      state: row?.state ?? 'none',
      issue: row?.issueCode ?? null,
      salesOrders: same((row?.salesOrderIds ?? []).join(',')),
    },
    unsettledIntents: intents.filter(({ settledAt }) => settledAt === null).map(({ key: name }) => same(name)),
    links: links.map(({ kind, meta }) => `${kind}${meta['complete'] === true ? ', complete' : ''}`).sort(),
  };
}

/** `capture 73.44 ok`. */
export const transactionText = ({ event, amount, status }: Readonly<Record<string, unknown>>): string =>
  [event, amount, status].join(' ');

/** What the store shows of the sale afterwards, and what its customer was told. */
function storePart({ world }: Site, { orderId }: PlacedOrder) {
  const { state } = world.bigcommerce.simulator;
  const order = state.orders.get(orderId);
  return {
    statusId: Number(order?.header['status_id']),
    transactions: (order?.transactions ?? []).map(transactionText),
    shipments: (order?.shipments ?? []).map((shipment) => {
      const items = shipment['items'] as readonly { readonly quantity: number }[];
      return `${items.map(({ quantity }) => quantity).join('+')} by ${String(shipment['tracking_number'])}`;
    }),
    mails: state.mails.filter((mail) => mail.orderId === orderId).map(({ kind }) => kind),
  };
}

/** Documents of the account that belong to no order that was placed. */
export function strays(site: Site): string[] {
  const known = site.placed().map((order) => ({ ref: refOf(site, order), email: order.email }));
  const { bigcommerce, brightpearl } = site.world;
  const customers = [...bigcommerce.simulator.state.customers.values()].map((one) => String(one['email']));
  return straysOf(brightpearl.simulator.ledger(), { known, customers }, site.booksBefore);
}

/** The first thing in which two ledgers differ; undefined when they are equal. */
export function differenceOf(expected: Ledger, found: Ledger): string | undefined {
  for (const part of Object.keys(expected) as (keyof Ledger)[]) {
    const [wanted, got] = [JSON.stringify(expected[part]), JSON.stringify(found[part])];
    if (wanted === got) continue;
    const at = wanted.split('').findIndex((letter, index) => letter !== got[index]);
    const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 100);
    return `${part}: expected …${around(wanted)}…, found …${around(got)}…`;
  }
  return undefined;
}

const refOf = (site: Site, { orderId }: PlacedOrder): string =>
  `${site.world.bigcommerce.simulator.storeHash}-${orderId}`;

/** Sales orders first, then credits. */
const documentsOf = (books: BpLedger, site: Site, order: PlacedOrder): BpLedger['salesOrders'] => {
  const salesOrders = books.salesOrders.filter(({ externalRef }) => isOf(externalRef, site, order));
  const ids = salesOrders.map(({ id }) => id);
  return [...salesOrders, ...books.salesCredits.filter(({ parentId }) => parentId !== null && ids.includes(parentId))];
};

function isOf(externalRef: string | null, site: Site, order: PlacedOrder): boolean {
  const ref = refOf(site, order);
  return externalRef === ref || (externalRef?.startsWith(`${ref}-`) ?? false);
}

/** Every id of this order by the same word. */
function wordsOf(
  site: Site,
  order: PlacedOrder,
  mine: readonly { readonly id: number; readonly contactId: number }[],
): (text: string) => string {
  const words: [RegExp, string][] = [
    [whole(order.tag), 'TAG'],
    [whole(site.key), 'STORE'],
    // Small numbers, which may be anything elsewhere.
    ...transactionIds(site, order).map((id, n): [RegExp, string] => [
      new RegExp(`(?<=bc-STORE-)${id}(?=-)`, 'g'),
      `TRANSACTION-${n + 1}`,
    ]),
    [whole(String(order.orderId)), 'ORDER'],
    ...refundIds(site, order).map((id, n): [RegExp, string] => [
      new RegExp(`(?<=(STORE-refund-|ORDER refund ))${id}(?!\\d)`, 'g'),
      `REFUND-${n + 1}`,
    ]),
    ...notesOf(site, mine).map((id, n): [RegExp, string] => [
      new RegExp(`(?<=gon-)${id}(?!\\d)`, 'g'),
      `NOTE-${n + 1}`,
    ]),
    ...shipmentIds(site, order).map((id, n): [RegExp, string] => [
      new RegExp(`(?<=gon-NOTE-\\d+=\\d+=)${id}(?!\\d)`, 'g'),
      `SHIPMENT-${n + 1}`,
    ]),
    [/(?<=gon-NOTE-\d+=)\d+(?==)/g, 'ADDRESS'],
    ...mine.map(({ id }, n): [RegExp, string] => [whole(String(id)), `SALES-ORDER-${n + 1}`]),
  ];
  return (text) => words.reduce((result, [id, word]) => result.replace(id, word), text);
}

const whole = (id: string): RegExp => new RegExp(`(?<![\\w.])${id}(?![\\w.])`, 'g');

const transactionIds = (site: Site, { orderId }: PlacedOrder): string[] =>
  (site.world.bigcommerce.simulator.state.orders.get(orderId)?.transactions ?? []).map(({ id }) => String(id));

const refundIds = (site: Site, { orderId }: PlacedOrder): string[] =>
  (site.world.bigcommerce.simulator.state.orders.get(orderId)?.refunds ?? []).map(({ id }) => String(id));

const shipmentIds = (site: Site, { orderId }: PlacedOrder): string[] =>
  (site.world.bigcommerce.simulator.state.orders.get(orderId)?.shipments ?? []).map(({ id }) => String(id));

const notesOf = ({ world }: Site, mine: readonly { readonly id: number }[]): string[] =>
  world.brightpearl.simulator
    .ledger()
    .goodsOutNotes.filter(({ orderId }) => mine.some(({ id }) => id === orderId))
    .map(({ id }) => String(id));
