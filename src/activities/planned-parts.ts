/** What of a plan stands in Brightpearl, by the links of this database. */
import type { PlannedPart, PlanOrderResult } from '../domain/activity-types';
import type { AfterSalePlan } from '../domain/after-sale-types';
import type { OrderKey } from '../domain/ids';
import { issue, type Issue } from '../domain/issues';
import type { OrderPlan } from '../mapping/types';
import { paymentKind, salesOrderLinks } from './already-done';
import { isCancelledLink } from './after-sale/link-state';
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
      complete: link !== undefined && (link.meta['complete'] === true || isCancelledLink(link)),
      reserves: mapped.reserve.length > 0,
      ...(link ? { salesOrderId: Number(link.remoteId), sourceHash: String(link.meta['sourceHash']) } : {}),
    };
  });
}

/**
 * An order that was imported in other parts than it would be now (whole, and edited to several addresses since) must not be
 * posted beside what it was imported as.
 */
export async function importedOtherwise(
  deps: ActivityDeps,
  { key, account }: OfOrder,
  parts: readonly KnownPart[],
): Promise<Issue | undefined> {
  const refs = new Set(parts.map(({ externalRef }) => externalRef));
  const links = await salesOrderLinks(deps, key);
  const others = links.filter((link) => link.account === account && !refs.has(link.localKey));
  if (others.length === 0 || parts.every(({ salesOrderId }) => salesOrderId !== undefined)) return undefined;
  const known = others.map(({ remoteId }) => remoteId).join(', ');
  return issue(
    'ALREADY_IN_BRIGHTPEARL',
    `Order ${key.orderId} is in Brightpearl as sales order ${known}, and as it is now would be ${parts.length} others: ` +
      `${[...refs].join(', ')}. Nothing is posted beside it. Enter the change in Brightpearl, then skip the order.`,
    { details: { salesOrders: known, refs: [...refs] } },
  );
}

/** An import neither proves nor reserves what was edited or called off since: that is seen to after the sale. */
export function leftToAfterSale<Result extends PlanOrderResult>(
  { result, parts = [] }: { readonly result: Result; readonly parts?: readonly KnownPart[] },
  { steps, issues }: AfterSalePlan,
  isCalledOff: boolean,
): Result {
  if (result.kind !== 'import') return result;
  const shown = new Set(issues.map(({ details }) => details?.['externalRef']));
  const isLeft = ({ part, externalRef }: KnownPart): boolean =>
    isCalledOff || shown.has(externalRef) || (steps.amend ?? []).some((one) => one.part === part);
  const known = parts.map((part) => withoutHash({ ...part, complete: part.complete || isLeft(part) }));
  return { ...result, parts: known };
}

/** Indexes of the payments that Brightpearl is not known to have. */
export async function missingPayments(deps: ActivityDeps, account: string, plan: OrderPlan): Promise<number[]> {
  const keys = plan.payments.map((payment) => ({ kind: paymentKind(payment), ref: payment.transactionRef }));
  const linked = new Set<string>();
  for (const kind of new Set(keys.map((key) => key.kind))) {
    const refs = keys.filter((key) => key.kind === kind).map(({ ref }) => ref);
    for (const ref of (await deps.store.links.getMany(kind, account, refs)).keys()) linked.add(`${kind} ${ref}`);
  }
  return keys.flatMap(({ kind, ref }, index) => (linked.has(`${kind} ${ref}`) ? [] : [index]));
}

export async function isLinkedBack(deps: ActivityDeps, key: OrderKey, parts: readonly KnownPart[]): Promise<boolean> {
  const link = await deps.store.links.get({
    kind: 'metafield',
    account: key.storeHash,
    localKey: `brightpearl/${key.orderId}`,
  });
  return link?.remoteId === parts.map((part) => part.salesOrderId).join(',');
}
