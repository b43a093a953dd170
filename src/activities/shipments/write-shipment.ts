/** Makes and changes shipments. Making one mails the customer, and is done once whatever is lost on the way. */
import type { ShipmentStep } from '../../domain/fulfillment-types';
import { shipmentRef } from '../../domain/ids';
import { claimed } from '../../mapping/shipments/claims';
import { isTracked } from '../../mapping/shipments/tracking';
import type { ActivityDeps } from '../deps';
import { writeOnce } from '../write-once';
import { shipmentLinks } from './shipment-links';
import { kept, versionGone } from './stored';
import type { StoredShipments } from './stored';

export async function createShipment(
  deps: ActivityDeps,
  { key, note, planId, index }: ShipmentStep,
): Promise<{ readonly shipmentId: number }> {
  const plan = await kept<StoredShipments>(deps, key, planId);
  const draft = plan.drafts[index];
  if (!draft) throw versionGone(key);
  const { orderAddressId: addressId, items } = draft;
  const { tracking, others, lookFirst, mail } = plan;
  const { shipments } = deps.bigcommerce(key.storeHash);
  const body = { ...draft, ...tracking };
  const id = await writeOnce(deps, {
    kind: 'shipment',
    account: note.account,
    localKey: shipmentRef(note, addressId),
    order: key,
    body,
    meta: { addressId, items, others, tracked: isTracked(tracking), mail },
    lookFirst,
    find: async () => {
      const links = await shipmentLinks(deps, key, note);
      const claim = { draft, trackingNumber: tracking.trackingNumber, others: new Set([...others, ...links.others]) };
      return claimed(await shipments.list(key.orderId), claim)?.id.toString();
    },
    send: async (once) => String((await shipments.create(key.orderId, body, once)).id),
  });
  return { shipmentId: Number(id) };
}

/** What is said of the shipment; its items are what they are. */
export async function changeShipment(deps: ActivityDeps, { key, note, planId, index }: ShipmentStep): Promise<void> {
  const planned = (await kept<StoredShipments>(deps, key, planId)).changes[index];
  if (!planned) throw versionGone(key);
  const { shipmentId, localKey, change } = planned;
  await deps.bigcommerce(key.storeHash).shipments.update(key.orderId, shipmentId, change);
  const link = { kind: 'shipment', account: note.account, localKey, remoteId: String(shipmentId) } as const;
  await deps.store.links.put({ ...link, order: key, meta: { tracked: true } });
}
