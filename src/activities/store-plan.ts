/** What an order's mapping comes to beside what is in Brightpearl already, stored as the plan that the steps go by. */
import type { PlanOrderInput, PlanOrderResult } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import type { Issue } from '../domain/issues';
import { documentSource } from '../mapping/document-source';
import { fieldsOf } from '../mapping/order-fields';
import type { RefundsPlan } from '../mapping/refunds/plan';
import type { Amendments, OrderSnapshot } from '../mapping/types';
import { changedAfterImport } from './changed-after-import';
import type { ActivityDeps } from './deps';
import { mayBeHandledBefore } from './earlier-sales-orders';
import { hashOf } from './hash';
import {
  importedOtherwise,
  isLinkedBack,
  missingPayments,
  partsOf,
  withoutHash,
  type KnownPart,
} from './planned-parts';
import { withCarriedPayments } from './replace/find-replacement';
import type { Rulings } from './rulings';
import { showPlan } from './show-plan';
import type { StoredPlan } from './stored-plan';

/** What the plan comes to; with its parts where it can be carried out. */
interface Planned {
  readonly result: Extract<PlanOrderResult, { kind: 'import' | 'issues' }>;
  readonly stored?: StoredPlan;
  readonly parts?: readonly KnownPart[];
  /** Tells the board. */
  readonly show?: () => Promise<void>;
}

export const unmapped = (issues: readonly Issue[]): Planned => ({ result: { kind: 'issues', issues } });

/** Keeps the plan, and says what of it is there already. */
export async function storePlan(
  deps: ActivityDeps,
  input: PlanOrderInput,
  snapshot: OrderSnapshot,
  refunded: RefundsPlan,
  { amendments, acceptedVersions }: Rulings,
): Promise<Planned> {
  const { refunds, issues: refundIssues } = refunded;
  const plan = await withCarriedPayments(deps, input.key, refunded.plan);
  // How the order ended in the store is looked at after the sale, and is no edit of it.
  const sourceHash = hashOf(documentSource(snapshot, ''));
  const parts = await partsOf(deps, input, plan);
  const otherwise = await importedOtherwise(deps, input, parts);
  if (otherwise) return { result: { kind: 'issues', issues: [otherwise] } };
  const isAccepted = acceptedVersions.includes(sourceHash);
  const changed = editedInPart(input.key, parts, sourceHash);
  if (changed && !isAccepted) return { result: { kind: 'issues', issues: [changed] } };
  const stored: StoredPlan = {
    plan,
    route: input.route,
    account: input.account,
    storeStatusId: snapshot.order.status_id,
    sourceHash,
    isAccepted,
    ...(amendments.contactId === undefined ? {} : { contactId: amendments.contactId }),
    rulings: readBackRulings(amendments),
    refunds,
    refundIssues,
    lookFirst: await mayBeHandledBefore(deps, snapshot),
  };
  const [planId, payments, linkedBack] = await Promise.all([
    deps.store.plans.save({
      order: input.key,
      snapshotId: input.snapshotId,
      configHash: deps.config.hash,
      body: stored,
    }),
    missingPayments(deps, input.account, plan),
    isLinkedBack(deps, input.key, parts),
  ]);
  const upToDate = parts.every((part) => part.complete) && payments.length === 0 && linkedBack;
  const progress = { exists: allExist(parts), upToDate, accepted: amendments.acceptedBySalesOrder };
  const notes = plan.notes.length > 0 || fieldsOf(plan, 0).length > 0;
  const result = { kind: 'import' as const, planId, parts: parts.map(withoutHash), payments, notes, upToDate };
  return { result, stored, parts, show: () => showPlan(deps, input, plan, progress) };
}

/** With some of its sales orders made of another version, the others are not made of this one. */
function editedInPart(key: OrderKey, parts: readonly KnownPart[], sourceHash: string): Issue | undefined {
  const edited = parts.find((part) => part.sourceHash !== undefined && part.sourceHash !== sourceHash);
  if (edited?.salesOrderId === undefined || allExist(parts)) return undefined;
  const { salesOrderId, externalRef } = edited;
  return changedAfterImport({ key, salesOrderId, externalRef, sourceHash });
}

export const allExist = (parts: readonly KnownPart[]): boolean =>
  parts.every(({ salesOrderId }) => salesOrderId !== undefined);

const readBackRulings = ({ released, acceptedBySalesOrder }: Amendments): StoredPlan['rulings'] => ({
  ...(released ? { released } : {}),
  ...(acceptedBySalesOrder ? { acceptedBySalesOrder } : {}),
});
