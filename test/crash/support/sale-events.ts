/** What happens after the sale by what the store and the warehouse do: parcels leave, orders are edited, refunded, cancelled. */
import { changeInStore, inAccount, lampLine, salesOrderOf, warehouse } from './sale-acts';
import { untilAnswered } from './settling';
import type { PlacedOrder, Site } from './site';

/** One thing that happens to an order. */
export interface Event {
  readonly name: string;
  /** Default: one that is paid. */
  readonly of?: 'authorized';
  /** Before it, and no step of it. */
  readonly before?: (site: Site, order: PlacedOrder) => Promise<void>;
  readonly happen: (site: Site, order: PlacedOrder) => Promise<void>;
  /** How the order stands on the board when that begins. */
  readonly from?: 'NEEDS_ATTENTION';
  /** How the order stands on the board when all is over. */
  readonly state?: 'CANCELLED';
  /** Where it stands so before as well: whether all is done. */
  readonly isDone?: (site: Site, order: PlacedOrder) => boolean;
}

/** All of the order leaves in one parcel. */
export const shipAll = (site: Site, order: PlacedOrder): Promise<void> =>
  warehouse(site, { salesOrderId: salesOrderOf(site, order), reference: '1Z999', ship: true });

const oneLamp = (site: Site, order: PlacedOrder) => ({
  salesOrderId: salesOrderOf(site, order),
  rows: [{ sku: `LAMP-${order.tag}`, quantity: 1 }],
  ship: true,
});

const refundOneLamp = async (site: Site, order: PlacedOrder): Promise<void> => {
  site.world.bigcommerce.simulator.control.refundOrder(order.orderId, {
    items: [{ item_type: 'PRODUCT', item_id: lampLine(site, order), quantity: 1 }],
  });
};

/** One lamp more, when the sales order has its invoice: a person is asked. */
async function editInvoiced(site: Site, order: PlacedOrder): Promise<void> {
  await inAccount(site, `sales-orders/${salesOrderOf(site, order)}/invoice`);
  const id = lampLine(site, order);
  changeInStore(site, order, { products: [{ id, quantity: 3 }] });
}

const chooseToReplace = (site: Site, { orderId, tag }: PlacedOrder): Promise<void> =>
  untilAnswered(site, `/orders/${site.world.bigcommerce.simulator.storeHash}/${orderId}/amend`, {
    body: { applyEdit: 'replace' },
    key: `replace-${tag}`,
  });

export const SALE_EVENTS: readonly Event[] = [
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
    happen: async (site, order) => {
      changeInStore(site, order, { products: [{ id: lampLine(site, order), quantity: 3 }] });
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
