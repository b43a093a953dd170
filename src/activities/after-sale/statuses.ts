/** Passes statuses on between an order and its sales orders, by the route's map. */
import { z } from 'zod';
import type { StatusStep } from '../../domain/brightpearl-change-types';
import type { RouteRules } from '../../mapping/rules';
import { decideStatus } from '../../mapping/status-map';
import type { StatusDecision } from '../../mapping/status-map';
import type { Link } from '../../store/links';
import { noteStatusPairs } from '../mirror/status-pairs';
import type { Look } from './brightpearl-changes';
import type { AfterSale } from './plan-after-sale';
import { hasInvoice, isCancelled, named } from './sales-orders-seen';
import type { SalesOrderSeen, SalesOrdersSeen } from './sales-orders-seen';

type Rules = Pick<RouteRules, 'brightpearlChanges' | 'statuses'>;

const pairSchema = z.object({ statusPair: z.object({ bp: z.number(), bc: z.number() }) });

/** What was seen or set last. */
const pairOf = ({ meta }: Link) => pairSchema.safeParse(meta).data?.statusPair;

/** Whether the store has a status that sales orders are to follow, and that was not seen yet. */
export const followsStore = ({ snapshot, links }: AfterSale, { brightpearlChanges }: Rules): boolean => {
  const { status_id: bc } = snapshot.order;
  return brightpearlChanges.storeStatuses[bc] !== undefined && links.some((link) => pairOf(link)?.bc !== bc);
};

export async function planStatuses(
  afterSale: AfterSale,
  { brightpearlChanges, statuses }: Rules,
  { present }: SalesOrdersSeen,
): Promise<Look> {
  const { statuses: toStore, storeStatuses } = brightpearlChanges;
  if (Object.keys(toStore).length + Object.keys(storeStatuses).length === 0) return {};
  // One on hold waits for a person, and those that ended follow nothing.
  const isFree = (one: SalesOrderSeen): boolean =>
    one.document.statusId !== statuses.hold && !isCancelled(one) && !hasInvoice(one);
  if (present.length === 0 || !present.every(isFree)) return {};
  const { status_id: bc } = afterSale.snapshot.order;
  const decided = present.map(({ link, document }) => {
    const last = pairOf(link) ?? { bp: firstStatus(afterSale, link) ?? document.statusId };
    return {
      link,
      bp: document.statusId,
      decision: decideStatus({ now: { bp: document.statusId, bc }, last }, brightpearlChanges),
    };
  });
  const step = stepOf(bc, decided, toStore);
  if (step.toStore === undefined && !step.toBrightpearl) {
    await noteStatusPairs(afterSale.deps, { ...afterSale.input, statuses: step }, {});
    return {};
  }
  const isOverruled = decided.some(({ decision }) => decision.to === 'store' && decision.overruled);
  const notice = `the status changed on both sides: the store's ${bc} gave way to ${step.toStore}, as Brightpearl has it`;
  return { steps: { statuses: step }, notices: step.toStore !== undefined && isOverruled ? [notice] : [] };
}

/** The status that the sales order was given when it was made. */
const firstStatus = ({ stored, parts = [] }: AfterSale, { localKey }: Link): number | undefined => {
  const part = parts.find(({ externalRef }) => externalRef === localKey)?.part ?? -1;
  return stored?.plan.salesOrders[part]?.draft.statusId;
};

interface Decided {
  readonly link: Link;
  readonly bp: number;
  readonly decision: StatusDecision;
}

/** An order of several sales orders follows only what all of them say. */
function stepOf(bc: number, decided: readonly Decided[], toStore: Readonly<Record<number, number>>): StatusStep {
  const seen = decided.map(({ link, bp }) => ({ ...named(link), bp }));
  const wanted = decided.flatMap(({ decision }) => (decision.to === 'store' ? [decision.statusId] : []))[0];
  if (wanted !== undefined) {
    const isSaidByAll = decided.every(({ bp }) => toStore[bp] === wanted);
    return isSaidByAll ? { bc, seen, toStore: wanted } : { bc, seen };
  }
  const moves = decided.flatMap(({ link, bp, decision }) =>
    decision.to === 'brightpearl' ? [{ ...named(link), bp, statusId: decision.statusId }] : [],
  );
  return moves.length > 0 ? { bc, seen, toBrightpearl: moves } : { bc, seen };
}
