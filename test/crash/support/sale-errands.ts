/** What happens to an order after the sale: parcels leave, staff edit, refund and cancel. Each is of an order at rest. */
import type { Begin, Errand } from './errand';
import { differenceOf, ledgerOf, type Ledger } from './ledger';
import { patiently, restOf, standingOf } from './settling';
import type { PlacedOrder, Site } from './site';

/** One thing that happens to an order. */
export interface Event {
  readonly name: string;
  /** Before it, and no step of it. */
  readonly before?: (site: Site, order: PlacedOrder) => Promise<void>;
  readonly happen: (site: Site, order: PlacedOrder) => Promise<void>;
  /** How the order stands on the board when that begins. */
  readonly from?: 'NEEDS_ATTENTION';
  /** How the order stands on the board when all is over. */
  readonly state?: 'CANCELLED';
}

/** All of the order leaves in one parcel. */
const shipAll = (site: Site, order: PlacedOrder): Promise<void> =>
  warehouse(site, { salesOrderId: salesOrderOf(site, order), reference: '1Z999', ship: true });

const oneLamp = (site: Site, order: PlacedOrder) => ({
  salesOrderId: salesOrderOf(site, order),
  rows: [{ sku: `LAMP-${order.tag}`, quantity: 1 }],
  ship: true,
});

const refundOneLamp = async ({ world }: Site, { orderId, tag }: PlacedOrder): Promise<void> => {
  const { control } = world.bigcommerce.simulator;
  control.refundOrder(orderId, {
    items: [{ item_type: 'PRODUCT', item_id: lampLine(world, orderId, tag), quantity: 1 }],
  });
};

/** One lamp more, when the sales order has its invoice: a person is asked. */
async function editInvoiced(site: Site, order: PlacedOrder): Promise<void> {
  await inAccount(site, `sales-orders/${salesOrderOf(site, order)}/invoice`);
  const id = lampLine(site.world, order.orderId, order.tag);
  site.world.bigcommerce.simulator.control.changeOrder(order.orderId, { products: [{ id, quantity: 3 }] });
}

/** A person who is not answered asks again. */
async function chooseToReplace(site: Site, { orderId, tag }: PlacedOrder): Promise<void> {
  const command = { body: { applyEdit: 'replace' }, key: `replace-${tag}` };
  const asked = await patiently(async () => {
    try {
      await site.post(`/orders/${site.world.bigcommerce.simulator.storeHash}/${orderId}/amend`, command);
      return undefined;
    } catch (error) {
      return String(error);
    }
  });
  if (asked !== undefined) throw new Error(asked);
}

export const EVENTS: readonly Event[] = [
  { name: 'shipping', happen: shipAll },
  {
    // Nothing but their ids tells them apart.
    name: 'two parcels',
    happen: async (site, order) => {
      await Promise.all([warehouse(site, oneLamp(site, order)), warehouse(site, oneLamp(site, order))]);
    },
  },
  {
    name: 'editing',
    happen: async ({ world }, { orderId, tag }) => {
      const id = lampLine(world, orderId, tag);
      world.bigcommerce.simulator.control.changeOrder(orderId, { products: [{ id, quantity: 3 }] });
    },
  },
  { name: 'refunding', happen: refundOneLamp },
  { name: 'crediting', before: shipAll, happen: refundOneLamp },
  { name: 'replacing', before: editInvoiced, from: 'NEEDS_ATTENTION', happen: chooseToReplace },
  {
    name: 'cancelling',
    happen: async ({ world }, { orderId }) => {
      const { control } = world.bigcommerce.simulator;
      control.refundOrder(orderId, {});
      control.cancelOrder(orderId);
    },
    state: 'CANCELLED',
  },
];

/** Orders that wait for their event, by site. */
const ready = new WeakMap<Site, PlacedOrder>();

/** @param expected how it must end; undefined while that is being found out */
export function happening(event: Event, expected?: Ledger, ended: (ledger: Ledger) => void = () => undefined): Begin {
  const prepare = async (site: Site): Promise<void> => {
    const order = site.place();
    await mustRest(restOf(site, order));
    if (event.before) {
      await event.before(site, order);
      await mustRest(restAfterwards(site, order, event.from));
    }
    ready.set(site, order);
  };
  return Object.assign(
    (site: Site): Errand => {
      const order = ready.get(site);
      if (!order) throw new Error(`${event.name} was not prepared`);
      const happened = event.happen(site, order);
      return {
        rest: async () => {
          await happened;
          return restAfterwards(site, order, event.state);
        },
        difference: async () => {
          const ledger = await ledgerOf(site, order);
          ended(ledger);
          return expected && differenceOf(expected, ledger);
        },
      };
    },
    { prepare },
  );
}

type Standing = Event['state'] | Event['from'];

/** The notes' workflow, and what it makes of them, come to rest as well. */
const restAfterwards = (site: Site, order: PlacedOrder, state: Standing): Promise<string | undefined> =>
  patiently(async () => {
    const { storeHash } = site.world.bigcommerce.simulator;
    const notes = await site.store().notes.ofOrder({ storeHash, orderId: order.orderId });
    const listed = site.world.brightpearl.simulator.ledger().goodsOutNotes;
    const known = listed.filter(({ orderId }) => orderId === salesOrderOf(site, order)).length;
    if (notes.length < known) return `${notes.length} of ${known} notes are known`;
    if (notes.some(({ version, settledVersion }) => version !== settledVersion)) return 'a note is not settled';
    return standingOf(site, order, state);
  });

async function mustRest(rest: Promise<string | undefined>): Promise<void> {
  const unrest = await rest;
  if (unrest !== undefined) throw new Error(`An order did not come to where its case begins: ${unrest}`);
}

function salesOrderOf({ world }: Site, { orderId }: PlacedOrder): number {
  const ref = `${world.bigcommerce.simulator.storeHash}-${orderId}`;
  const { salesOrders } = world.brightpearl.simulator.ledger();
  // Of those that replaced one another the newest.
  const newest = salesOrders.filter(({ externalRef }) => externalRef?.replace(/-r\d+$/, '') === ref).at(-1);
  if (!newest) throw new Error(`There is no sales order ${ref}`);
  return newest.id;
}

function lampLine(world: Site['world'], orderId: number, tag: string): number {
  const order = world.bigcommerce.simulator.state.orders.get(orderId);
  const lines = order?.consignments.shipping.flatMap(({ line_items: items }) => items) ?? [];
  const lamp = lines.find((line) => line['sku'] === `LAMP-${tag}`);
  if (!lamp) throw new Error(`Order ${orderId} has no lamp`);
  return lamp.id;
}

const warehouse = (site: Site, note: object): Promise<void> => inAccount(site, 'goods-out-notes', note);

/** What staff do in Brightpearl's own screens. */
async function inAccount({ world }: Site, path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${world.brightpearl.url}/_sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
