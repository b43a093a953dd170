/** What an order is planned with whose sales order is being replaced, or was. */
import type { ReplaceStep } from '../../domain/after-sale-types';
import type { OrderKey } from '../../domain/ids';
import type { OrderPlan } from '../../mapping/types';
import type { Link } from '../../store/links';
import { isReplacedLink } from '../after-sale/link-state';
import { everySalesOrderLink } from '../already-done';
import type { ActivityDeps } from '../deps';
import type { Rulings } from '../rulings';
import { begunOf, carriedPayments, isUnderWay } from './begun';

/** The replacement whose sales credit was sent, and that is not at its end: whatever else is to be done has to wait for it. */
export async function findReplacement(deps: ActivityDeps, links: readonly Link[]): Promise<ReplaceStep | undefined> {
  for (const link of links) {
    const begun = begunOf(link);
    if (!begun || !(await isUnderWay(deps, link))) continue;
    const { localKey: externalRef, remoteId, meta } = link;
    const { sourceHash, decision } = begun;
    return { externalRef, salesOrderId: Number(remoteId), route: String(meta['route']), sourceHash, decision };
  }
  return undefined;
}

/** The decision to replace what was made of another version; undefined where it was not made, or was carried out. */
export async function decisionToReplace(
  deps: ActivityDeps,
  key: OrderKey,
  sourceHash: string,
  { edits, replacements }: Rulings,
): Promise<string | undefined> {
  const decision = edits.get(sourceHash) === 'replace' ? replacements.get(sourceHash) : undefined;
  if (decision === undefined) return undefined;
  const replaced = (await everySalesOrderLink(deps, key)).filter(isReplacedLink);
  return replaced.some((link) => begunOf(link)?.decision === decision) ? undefined : decision;
}

/** With the money that comes from the sales order that was replaced last. */
export async function withCarriedPayments(deps: ActivityDeps, key: OrderKey, plan: OrderPlan): Promise<OrderPlan> {
  const replaced = (await everySalesOrderLink(deps, key)).filter(isReplacedLink);
  if (replaced.length === 0) return plan;
  return { ...plan, payments: [...plan.payments, ...carriedPayments(replaced)] };
}
