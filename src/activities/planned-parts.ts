/** What of a plan stands in Brightpearl, by the links of this database. */
import type { PlannedPart } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import type { OrderPlan } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { refOf } from './sales-order';

/** `sourceHash`: of the version that its sales order was made of. */
export type KnownPart = PlannedPart & { readonly sourceHash?: string };

export const withoutHash = ({ sourceHash: _sourceHash, ...part }: KnownPart): PlannedPart => part;

interface OfOrder {
  readonly key: OrderKey;
  readonly account: string;
}

export async function partsOf(deps: ActivityDeps, { key, account }: OfOrder, plan: OrderPlan): Promise<KnownPart[]> {
  const refs = plan.salesOrders.map((mapped) => refOf(key, mapped));
  const links = await deps.store.links.getMany('sales-order', account, refs);
  return plan.salesOrders.map((mapped, part) => {
    const externalRef = refs[part] ?? '';
    const link = links.get(externalRef);
    return {
      part,
      externalRef,
      complete: link?.meta['complete'] === true,
      reserves: mapped.reserve.length > 0,
      ...(link ? { salesOrderId: Number(link.remoteId), sourceHash: String(link.meta['sourceHash']) } : {}),
    };
  });
}

/** Indexes of the payments that Brightpearl is not known to have. */
export async function missingPayments(deps: ActivityDeps, account: string, plan: OrderPlan): Promise<number[]> {
  const refs = plan.payments.map((payment) => payment.transactionRef);
  const links = refs.length === 0 ? new Map() : await deps.store.links.getMany('payment', account, refs);
  return refs.flatMap((ref, index) => (links.has(ref) ? [] : [index]));
}

export async function isLinkedBack(deps: ActivityDeps, key: OrderKey, parts: readonly KnownPart[]): Promise<boolean> {
  const link = await deps.store.links.get({
    kind: 'metafield',
    account: key.storeHash,
    localKey: `brightpearl/${key.orderId}`,
  });
  return link?.remoteId === parts.map((part) => part.salesOrderId).join(',');
}
