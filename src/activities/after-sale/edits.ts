/** What was changed of an order in the store after it was imported: applied where it may be, else shown with what changed. */
import type { OrderKey } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues';
import type { Link } from '../../store/links';
import type { KnownPart } from '../planned-parts';
import { rulesOf } from '../route-rules';
import { partOf } from '../sales-order';
import type { StoredPlan } from '../stored-plan';
import { changedAfterImport } from '../changed-after-import';
import { decisionToReplace } from '../replace/find-replacement';
import { lookForObstacles } from '../replace/obstacles';
import { isCalledOff } from './cancellation';
import { headerMarks } from './edit-base';
import { isToBeApplied, judgeEdit, provedTotalOf, storeEditOf, type StoreEdit } from './made-edit';
import { isCancelledLink, isReserving } from './link-state';
import type { AfterSale, Finding } from './plan-after-sale';

interface EditedPart {
  readonly part: KnownPart;
  readonly salesOrderId: number;
  readonly link: Link;
  readonly made: StoreEdit;
}

export async function findEdits(afterSale: AfterSale): Promise<Finding> {
  const { stored, input } = afterSale;
  // What is cancelled or declined is not edited any more.
  if (!stored || isCalledOff(afterSale) || stored.isAccepted) return {};
  const gone = placesGone(afterSale, stored);
  const edited = editedParts(afterSale, stored);
  await rememberVersions(afterSale, stored, edited);
  const toApply = edited.filter(({ made, link }) => isToBeApplied(made) || isReserving(link));
  if (toApply.length === 0) return { issues: gone };
  const [documents, notes] = [await afterSale.salesOrders(), await afterSale.notes()];
  const board = await afterSale.deps.store.orders.get(input.key);
  const ruling = afterSale.rulings.edits.get(stored.sourceHash);
  const decision = await decisionToReplace(afterSale.deps, input.key, stored.sourceHash, afterSale.rulings);
  const amend: { part: number; salesOrderId: number }[] = [];
  const issues: Issue[] = [];
  for (const { part, salesOrderId, link, made } of toApply) {
    const document = documents.get(salesOrderId);
    const mapped = partOf(stored, input.key, part.part);
    // A sales order that is gone is somebody else's question.
    if (!document) continue;
    const present = { document, notes, split: afterSale.links.length > 1, provedTotal: provedTotalOf(link, board) };
    const rules = rulesOf(afterSale.deps, stored).edits;
    const judged = judgeEdit(made, mapped, present, { rules, ruling });
    if (decision !== undefined && made.isOtherVersion) {
      const target = { key: input.key, account: input.account, salesOrderId };
      const against = [...judged.againstReplacing, ...(await lookForObstacles(afterSale.deps, target)).reasons];
      const { externalRef } = part;
      const { route, sourceHash } = stored;
      if (against.length === 0 && gone.length === 0)
        return { steps: { replace: { externalRef, salesOrderId, route, sourceHash, decision } } };
      const refused = { ...judged, reasons: against, againstReplacing: against };
      issues.push(changedAfterImport({ ...shownOf(input.key, part, salesOrderId, stored), judged: refused }));
      continue;
    }
    const isAllowed = gone.length === 0 && judged.reasons.length === 0;
    // What gave its reservation back must have it again, whatever became of the edit since.
    if (isAllowed || isReserving(link)) amend.push({ part: part.part, salesOrderId });
    else issues.push(changedAfterImport({ ...shownOf(input.key, part, salesOrderId, stored), judged }));
  }
  return { ...(amend.length > 0 ? { steps: { amend } } : {}), issues: [...gone, ...issues] };
}

const shownOf = (key: OrderKey, { externalRef }: KnownPart, salesOrderId: number, { sourceHash }: StoredPlan) => ({
  key,
  salesOrderId,
  externalRef,
  sourceHash,
});

function editedParts({ deps, input, links, parts = [] }: AfterSale, stored: StoredPlan): EditedPart[] {
  return parts.flatMap((part) => {
    const link = links.find(({ localKey, account }) => localKey === part.externalRef && account === stored.account);
    if (part.salesOrderId === undefined || !link || isCancelledLink(link)) return [];
    const made = storeEditOf(deps, stored, partOf(stored, input.key, part.part), link);
    if (!made.isOtherVersion && !isToBeApplied(made) && !isReserving(link)) return [];
    return [{ part, salesOrderId: part.salesOrderId, link, made }];
  });
}

/** Another version of which nothing stands in the sales order is known from now on, without a request. */
async function rememberVersions({ deps, input }: AfterSale, stored: StoredPlan, edited: readonly EditedPart[]) {
  for (const { link, made, part } of edited) {
    if (!made.isOtherVersion || isToBeApplied(made) || isReserving(link)) continue;
    const { account, localKey, remoteId } = link;
    const header = headerMarks(deps.protection, stored.plan, partOf(stored, input.key, part.part));
    const meta = { sourceHash: stored.sourceHash, header };
    await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, order: input.key, meta });
  }
}

/** Sales orders of addresses that the order does not ship to any more. */
function placesGone({ input, links, parts = [] }: AfterSale, { sourceHash, account }: StoredPlan): Issue[] {
  const refs = new Set(parts.map(({ externalRef }) => externalRef));
  const gone = links.filter((link) => link.account === account && !refs.has(link.localKey) && !isCancelledLink(link));
  return gone.map(({ localKey, remoteId }) =>
    issue(
      'CHANGED_AFTER_IMPORT',
      `Order ${input.key.orderId} was changed in the store: it no longer ships to the address of sales order ${remoteId} ` +
        `(${localKey}). Cancel that sales order in Brightpearl, compare the others, then release with rule ` +
        'CHANGED_AFTER_IMPORT.',
      { details: { salesOrderId: Number(remoteId), externalRef: localKey, sourceHash, choices: ['accept'] } },
    ),
  );
}
