/** What happens after the sale by what staff do in Brightpearl, and what money follows by rule. */
import { setTimeout as pause } from 'node:timers/promises';
import { sweepScheduleId } from '../../../src/domain/ids';
import { inAccount, salesOrderIn, salesOrderOf } from './sale-acts';
import { shipAll, type Event } from './sale-events';
import type { PlacedOrder, Site } from './site';
import { INDEX_LAG_MS } from './timings';

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
  const { id: parentId, customerId, rows } = salesOrderIn(site, order);
  const { productId, quantity, net, tax, taxCode } = rows[0]!;
  const unit = (amount: unknown): number => Number((Number(amount) / Number(quantity)).toFixed(2));
  const { id } = await inAccount<{ id: number }>(site, 'sales-credits', {
    customer: { id: customerId },
    parentId,
    currency: { code: 'USD' },
    rows: [{ productId, quantity: 1, taxCode, net: unit(net), tax: unit(tax) }],
  });
  await inAccount(site, `sales-orders/${id}/invoice`);
  // Nothing tells of a credit but the sweep, which comes once a day here.
  await pause(2 * INDEX_LAG_MS);
  const { accountCode } = site.world.brightpearl.simulator;
  await site.temporal().schedule.getHandle(sweepScheduleId(accountCode, 'sales-orders')).trigger();
}

function isPaidOut({ world }: Site, salesOrderId: number): boolean {
  const { orders, payments } = world.brightpearl.simulator.state();
  const credit = [...orders.values()].find(({ type, parentId }) => type === 'SC' && parentId === salesOrderId);
  return [...payments.values()].some(({ orderId }) => orderId === credit?.id);
}

const inStore = ({ world }: Site, { orderId }: PlacedOrder) => world.bigcommerce.simulator.state.orders.get(orderId)!;

export const STAFF_EVENTS: readonly Event[] = [
  {
    name: 'moving by staff',
    happen: (site, order) => inAccount(site, `sales-orders/${salesOrderOf(site, order)}`, { statusId: IN_PRODUCTION }),
    isDone: (site, order) => Number(inStore(site, order).header['status_id']) === AWAITING_SHIPMENT,
  },
  {
    name: 'moving by the store',
    happen: async ({ world }, { orderId }) =>
      world.bigcommerce.simulator.control.editOrder(orderId, { order: { status_id: VERIFICATION } }),
  },
  { name: 'capturing', of: 'authorized', happen: shipAll },
  {
    name: 'cancelling by staff',
    of: 'authorized',
    happen: (site, order) => inAccount(site, `sales-orders/${salesOrderOf(site, order)}/cancel`),
    state: 'CANCELLED',
  },
  {
    name: 'crediting by staff',
    before: shipAll,
    happen: creditOneLamp,
    isDone: (site, order) => isPaidOut(site, salesOrderOf(site, order)),
  },
];
