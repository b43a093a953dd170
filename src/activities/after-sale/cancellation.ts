/** What becomes of sales orders whose order was cancelled, declined, archived or opened again in the store. */
import type { CancelStep } from '../../domain/after-sale-types';
import type { OrderKey } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues';
import { documentSource, endingOf, endsSale, isRefunded, unexplainedEnding } from '../../mapping/document-source';
import type { CancellationRules } from '../../mapping/rules-cancellations';
import type { Link } from '../../store/links';
import { changedAfterImport } from '../changed-after-import';
import { hashOf } from '../hash';
import { cancelledAfterNote } from './cancel-issues';
import { calledOffWith, endedWith, isCancelledLink } from './link-state';
import { invoiceOf } from '../invoice-of';
import { isShipped } from './made-edit';
import type { AfterSale, Finding } from './plan-after-sale';

/** Shipped, refunded, completed: nothing is left to do for an order that is put away then. */
const DONE: readonly number[] = [2, 4, 10];

export async function findCancellation(afterSale: AfterSale): Promise<Finding> {
  const { snapshot, links } = afterSale;
  const open = links.filter((link) => !isCancelledLink(link));
  if (!isCalledOff(afterSale)) return { issues: [...openedAgain(afterSale), ...leftUnexplained(afterSale, open)] };
  const version = hashOf(documentSource(snapshot));
  if (open.length === 0 || afterSale.rulings.acceptedVersions.includes(version)) return {};
  // It was to be cancelled before its money went back, by whatever rule or ruling.
  const isWanted = afterSale.rulings.edits.get(version) === 'possible' || !endsSale(snapshot);
  if (ruleOf(afterSale) === 'ask' && !isWanted) {
    return { issues: open.map((link) => toDecide(afterSale, link, version)) };
  }
  return cancelOpen(afterSale, open);
}

/** Cancelled or declined; or it was, waited for its money to go back, and became Refunded by that. */
export const isCalledOff = ({ snapshot, links }: Pick<AfterSale, 'snapshot' | 'links'>): boolean =>
  endsSale(snapshot) || (isRefunded(snapshot) && links.some((link) => calledOffWith(link) !== undefined));

function ruleOf(afterSale: AfterSale): CancellationRules['storeCancelled'] {
  const { deps, input } = afterSale;
  const rules = deps.config.routes.find(({ name }) => name === input.route)?.rules.cancellations;
  const answer = of(afterSale).ending === 'cancelled' ? rules?.storeCancelled : rules?.declined;
  return answer ?? 'ask';
}

async function cancelOpen(afterSale: AfterSale, open: readonly Link[]): Promise<Finding> {
  const documents = await afterSale.salesOrders();
  const notes = await afterSale.notes();
  const cancel: CancelStep[] = [];
  const issues: Issue[] = [];
  for (const { localKey: externalRef, remoteId } of open) {
    const salesOrderId = Number(remoteId);
    const document = documents.get(salesOrderId);
    if (!document) continue;
    const noted = notes.filter(({ orderId }) => orderId === salesOrderId).map(({ id }) => id);
    const reason = reasonAgainst(noted, isShipped(document), invoiceOf(document));
    if (reason === undefined || document.isCanceled) {
      cancel.push({ externalRef, salesOrderId, route: afterSale.input.route, ending: of(afterSale).ending });
    } else issues.push(cancelledAfterNote({ ...of(afterSale), salesOrderId, externalRef }, reason));
  }
  return { ...(cancel.length > 0 ? { steps: { cancel } } : {}), issues };
}

function of({ input, snapshot, links }: AfterSale): { readonly key: OrderKey; readonly ending: string } {
  const [before] = links.flatMap((link) => calledOffWith(link) ?? []);
  const ending = endsSale(snapshot) ? endingOf(snapshot) : before;
  return { key: input.key, ending: ending ?? 'cancelled' };
}

function reasonAgainst(notes: readonly number[], shipped: boolean, invoice: string | undefined): string | undefined {
  if (notes.length > 0) return `goods-out note ${notes.join(', ')} exists`;
  if (shipped) return 'goods of it were shipped';
  return invoice === undefined ? undefined : `it is invoiced (${invoice})`;
}

const toDecide = (afterSale: AfterSale, { localKey, remoteId }: Link, version: string): Issue =>
  changedAfterImport({
    ...of(afterSale),
    salesOrderId: Number(remoteId),
    externalRef: localKey,
    sourceHash: version,
    judged: {
      reasons: ['the route asks before it cancels'],
      words: { store: [], staff: [], conflicts: [] },
    },
  });

/** An ending that nothing else tells of: archived, or refunded by its status alone. */
function leftUnexplained(afterSale: AfterSale, open: readonly Link[]): Issue[] {
  const { snapshot, rulings } = afterSale;
  const { status_id: status } = snapshot.order;
  const ending = unexplainedEnding(snapshot);
  if (ending === undefined || (ending === 'archived' && DONE.includes(status))) return [];
  const version = hashOf(documentSource(snapshot, ending));
  if (rulings.acceptedVersions.includes(version)) return [];
  // An archived order is out of sight in the store, and may be delivered all the same: that is never a cancellation.
  const reason =
    ending === 'archived'
      ? `it was at status ${status} and may still be delivered`
      : 'the store has no refund of it, only the status';
  return open.slice(0, 1).map(({ localKey, remoteId }) =>
    changedAfterImport({
      key: afterSale.input.key,
      ending,
      salesOrderId: Number(remoteId),
      externalRef: localKey,
      sourceHash: version,
      judged: { reasons: [reason], words: { store: [], staff: [], conflicts: [] } },
    }),
  );
}

/** What was cancelled with the order stays cancelled: Brightpearl does not take it back. */
function openedAgain({ input, snapshot, links, rulings }: AfterSale): Issue[] {
  const version = hashOf(documentSource(snapshot, 'opened again'));
  const ours = links.filter((link) => isCancelledLink(link) && endedWith(link) !== undefined);
  if (ours.length === 0 || rulings.acceptedVersions.includes(version)) return [];
  const ids = ours.map(({ remoteId }) => remoteId).join(', ');
  const [first] = ours;
  return [
    issue(
      'CHANGED_AFTER_IMPORT',
      `Order ${input.key.orderId} is open again in the store (status ${snapshot.order.status_id}), and sales order ${ids} ` +
        'was cancelled with it. Make a new sales order in Brightpearl if it is to be delivered, then release with rule ' +
        'CHANGED_AFTER_IMPORT.',
      { details: { salesOrderId: Number(first?.remoteId), externalRef: first?.localKey, sourceHash: version } },
    ),
  ];
}
