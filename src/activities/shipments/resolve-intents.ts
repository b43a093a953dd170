/** What became of requests for shipments that were never answered, before anything is planned anew. */
import type { BcShipment } from '../../bigcommerce/shipments';
import type { NoteStep } from '../../domain/fulfillment-types';
import { claimed } from '../../mapping/shipments/claims';
import type { ActivityDeps } from '../deps';
import { findOnce, localKeyOf } from '../write-once';
import { openIntents, shipmentLinks } from './shipment-links';
import { shipmentMetaSchema } from './stored';

/**
 * Links what was made. Of what surely was not, gives the shipments that were there before the first sending: the request
 * that is sent now did not make them either.
 *
 * @throws while nobody can tell
 */
export async function resolveIntents(
  deps: ActivityDeps,
  { key, note }: NoteStep,
  shipments: readonly BcShipment[],
): Promise<readonly number[] | undefined> {
  let before: readonly number[] | undefined;
  for (const intent of await openIntents(deps, key, note)) {
    const localKey = localKeyOf(intent);
    const { addressId, items, others } = shipmentMetaSchema.parse(intent.meta);
    const links = await shipmentLinks(deps, key, note);
    const claim = {
      draft: { orderAddressId: addressId, items },
      trackingNumber: '',
      others: new Set([...others, ...links.others]),
    };
    const write = { kind: 'shipment', account: note.account, localKey, order: key, lookFirst: false } as const;
    const find = async () => claimed(shipments, claim)?.id.toString();
    const found = await findOnce(deps, { ...write, find, meta: intent.meta });
    if (found === undefined) before = [...(before ?? others), ...others];
  }
  return before;
}
