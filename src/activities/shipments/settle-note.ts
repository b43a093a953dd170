/** Once the store shows a note: marks it on the order, brings the order's status level, and notes that it is done. */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { FulfillmentResult, SettleNoteStep } from '../../domain/fulfillment-types';
import type { OrderKey } from '../../domain/ids';
import { orderRelevant } from '../../mapping/relevance';
import { shippableLines } from '../../mapping/shipments/lines';
import { statusToSet } from '../../mapping/shipments/status';
import type { OrderSnapshot } from '../../mapping/types';
import type { ActivityDeps } from '../deps';
import { hashOf } from '../hash';
import { addNotices } from '../notices';
import { orderNow } from './order-now';
import { shipmentRulesOf } from './route-rules';
import { markShipments, shipmentLinks } from './shipment-links';
import { kept } from './stored';
import type { StoredShipments } from './stored';
import { unitsTakenOff } from './units-taken-off';

export async function settleNote(
  deps: ActivityDeps,
  { key, note, planId, asOf }: SettleNoteStep,
): Promise<Pick<FulfillmentResult, 'orderHash'>> {
  const { notices, drafts } = await kept<StoredShipments>(deps, key, planId);
  const { own } = await shipmentLinks(deps, key, note);
  await markShipments(deps, key, note);
  const orderHash = own.length > 0 || drafts.length > 0 ? await settleStatus(deps, key) : undefined;
  await addNotices(deps, { key, asOf }, notices);
  await deps.store.notes.settle(note, note.version);
  return orderHash === undefined ? {} : { orderHash };
}

/**
 * A store moves the status by itself, or does not: only what is missing is set, as every change may mail the customer.
 * Gives the hash of the order as it is then, if nothing but its status changed since it was read.
 */
async function settleStatus(deps: ActivityDeps, key: OrderKey): Promise<string | undefined> {
  const { orders } = deps.bigcommerce(key.storeHash);
  const order = await orderNow(deps.bigcommerce(key.storeHash), key.orderId);
  const status = statusToSet(
    order,
    shippableLines(order, await unitsTakenOff(deps, key)),
    await shipmentRulesOf(deps, key),
  );
  if (status !== undefined) await orders.setStatus(key.orderId, status);
  const now: BcOrder = { ...order, status_id: status ?? order.status_id };
  const known = (await deps.store.snapshots.latest(key))?.body as OrderSnapshot | undefined;
  const expected = known && hashOf(orderRelevant({ ...known.order, status_id: now.status_id }));
  const hash = hashOf(orderRelevant(now));
  return hash === expected ? hash : undefined;
}
