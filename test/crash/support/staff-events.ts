/** What happens after the sale by what staff do in Brightpearl, and what money follows by rule. */
import { changeInStore, inAccount, salesOrderIn, salesOrderOf } from './sale-acts';
import { shipAll, type Event } from './sale-events';
import type { PlacedOrder, Site } from './site';

/** Statuses of a new simulated account, and of every store. */
const IN_PRODUCTION = 20;
const READY = 21;
const AWAITING_SHIPMENT = 9;
const VERIFICATION = 12;

/** Of the route of the sites: every rule that lets something follow. */
export const STAFF_RULES = {
  brightpearlChanges: {
    cancelled: 'cancel',
    statuses: { [IN_PRODUCTION]: AWAITING_SHIPMENT },
    storeStatuses: { [VERIFICATION]: READY },
    invoiceOnShip: true,
    capture: 'onShip',
    void: 'onCancel',
  },
  refunds: { brightpearlCredits: 'refund' },
};

/** One unit of the first row, typed in and invoiced. */
async function creditOneLamp(site: Site, order: PlacedOrder): Promise<void> {
  const { id: parentId, contactId, rows } = salesOrderIn(site, order);
  const { productId, quantity, net, tax, taxCode } = rows[0]!;
  const unit = (amount: unknown): number => Number((Number(amount) / Number(quantity)).toFixed(2));
  const { id } = await inAccount<{ id: number }>(site, 'sales-credits', {
    customer: { id: contactId },
    parentId,
    currency: { code: 'USD' },
    rows: [{ productId, quantity: 1, taxCode, net: unit(net), tax: unit(tax) }],
  });
  await inAccount(site, `sales-orders/${id}/invoice`);
}

export const STAFF_EVENTS: readonly Event[] = [
  {
    name: 'moving by staff',
    happen: (site, order) => inAccount(site, `sales-orders/${salesOrderOf(site, order)}`, { statusId: IN_PRODUCTION }),
  },
  {
    name: 'moving by the store',
    happen: async (site, order) => changeInStore(site, order, { order: { status_id: VERIFICATION } }),
  },
  { name: 'capturing', of: 'authorized', happen: shipAll },
  {
    name: 'cancelling by staff',
    of: 'authorized',
    happen: (site, order) => inAccount(site, `sales-orders/${salesOrderOf(site, order)}/cancel`),
    state: 'CANCELLED',
  },
  { name: 'crediting by staff', before: shipAll, happen: creditOneLamp },
];
