/** Which shipment of the store an unanswered request made. Pure. */
import type { BcShipment } from '../../bigcommerce/shipments';
import type { ShipmentDraft } from './types';

export interface Claim {
  readonly draft: ShipmentDraft;
  readonly trackingNumber: string;
  /** Shipments that are those of other notes, or that were there before it was sent. */
  readonly others: ReadonlySet<number>;
}

/**
 * The oldest that was made of the same items for the same address; of those, one with the same tracking number before one
 * without. Identical parcels cannot be told apart, and need not be: each takes one.
 */
export function claimed(
  shipments: readonly BcShipment[],
  { draft, trackingNumber, others }: Claim,
): BcShipment | undefined {
  const found = alike(shipments, { draft, others });
  return found.find((shipment) => shipment.trackingNumber === trackingNumber) ?? found[0];
}

/** All that were made of the same items for the same address, oldest first. */
export const alike = (
  shipments: readonly BcShipment[],
  { draft, others }: Pick<Claim, 'draft' | 'others'>,
): readonly BcShipment[] =>
  shipments.filter((shipment) => !others.has(shipment.id) && isOf(shipment, draft)).sort((one, two) => one.id - two.id);

const isOf = (shipment: BcShipment, draft: ShipmentDraft): boolean =>
  shipment.orderAddressId === draft.orderAddressId && shapeOf(shipment.items) === shapeOf(draft.items);

const shapeOf = (items: ShipmentDraft['items']): string =>
  items
    .map(({ lineId, quantity }) => `${lineId}:${quantity}`)
    .sort()
    .join();
