/** Whether Brightpearl has all of an order, as far as demand is concerned. */
import type { OrderKey } from '../../domain/ids';
import { salesOrderRef } from '../../domain/ids';
import type { Repositories } from '../../store/store';
import { isReplacedLink } from '../after-sale/link-state';
import { refOf } from '../sales-order';
import type { StoredPlan } from '../stored-plan';

/** Whether all its sales orders exist: of one that is split over several addresses, those that its newest plan has. */
export async function isImported(
  { links, plans }: Pick<Repositories, 'links' | 'plans'>,
  key: OrderKey,
): Promise<boolean> {
  const linked = (await links.forOrder(key)).filter((link) => link.kind === 'sales-order' && !isReplacedLink(link));
  const refs = new Set(linked.map(({ localKey }) => localKey));
  if (refs.size === 0) return false;
  if (refs.has(salesOrderRef(key))) return true;
  const newest = await plans.newest(key);
  // Retention took the plan: the order was imported long ago.
  if (!newest) return true;
  const { plan } = newest.body as StoredPlan;
  return plan.salesOrders.every((mapped) => refs.has(refOf(key, mapped)));
}
