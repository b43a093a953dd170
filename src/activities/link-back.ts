/** Writes the sales order's id onto the BigCommerce order: a metafield of ours, and the visible field where it is free. */
import type { LinkBackInput } from '../domain/activity-types';
import type { OrderSnapshot } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { standingIssue } from './standing-issue';

/** Namespace of our order metafields. They belong to the API account that writes them. */
const NAMESPACE = 'brightpearl';

export async function linkBack(deps: ActivityDeps, input: LinkBackInput): Promise<void> {
  const { key } = input;
  const client = deps.bigcommerce(key.storeHash);
  const value = input.salesOrderIds.join(',');
  await client.metafields.upsert(key.orderId, { namespace: NAMESPACE, key: 'sales-order', value });
  const link = { kind: 'metafield', account: key.storeHash, localKey: `${NAMESPACE}/${key.orderId}` } as const;
  const before = await deps.store.links.get(link);
  const snapshot = (await deps.store.snapshots.latest(key))?.body as OrderSnapshot | undefined;
  // Marketplaces keep their own number there: it is taken only when it is free, or has the sales order that was replaced.
  if (['', before?.remoteId].includes(snapshot?.order.external_order_id) && snapshot) {
    await client.orders.setExternalOrderId(key.orderId, value);
  }
  // An order that came to have another sales order is linked to both.
  await deps.store.links.replace({ ...link, remoteId: value, order: key });
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(input.asOf),
    state: 'SYNCED',
    step: 'In Brightpearl, totals equal',
    issue: standingIssue(await deps.store.orders.get(key)),
    holdUntil: null,
    salesOrderIds: input.salesOrderIds,
  });
}
