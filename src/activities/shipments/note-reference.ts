/** Where the tracking number of a note is: a drop-ship note has no field for one that Brightpearl documents. */
import type { BrightpearlClient } from '../../brightpearl/client';
import type { ShipmentRules } from '../../mapping/rules-shipments';
import type { FoundNote } from './found-notes';

export async function referenceOf(
  client: BrightpearlClient,
  { kind, reference, purchaseOrderId = 0 }: FoundNote,
  salesOrderId: number,
  rule: ShipmentRules['dropShipTracking'],
): Promise<string> {
  if (kind === 'goods-out' || rule === 'note') return reference;
  if (rule === 'purchase-order') return (await client.orders.reference(purchaseOrderId)) ?? '';
  const [orderId, code] =
    'purchaseOrderField' in rule ? [purchaseOrderId, rule.purchaseOrderField] : [salesOrderId, rule.salesOrderField];
  const value = (await client.orders.customFields(orderId))[code];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
