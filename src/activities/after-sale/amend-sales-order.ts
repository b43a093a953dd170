/**
 * Brings a sales order level with its order as the store has it now: the whole document anew, under the version it was read
 * at, with what staff changed kept. Its reservation is given back before rows fall and made anew after. Everything goes by
 * what stands in Brightpearl, so that an attempt after one that was lost goes on where that one stood.
 */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { BpSalesOrderDocument } from '../../brightpearl/schemas/sales-order-document';
import type { AmendSalesOrderInput, AmendSalesOrderResult } from '../../domain/activity-types';
import type { Issue } from '../../domain/issues';
import { RemoteError } from '../../domain/remote-error';
import { replacementOf } from '../../mapping/edits/replacement';
import type { HeaderChange } from '../../mapping/edits/types';
import { compareWithStore } from '../../mapping/read-back';
import type { MappedSalesOrder } from '../../mapping/types';
import type { Link } from '../../store/links';
import { salesOrderLinks } from '../already-done';
import { changedAfterImport } from '../changed-after-import';
import type { ActivityDeps } from '../deps';
import { tryAgain } from '../failures';
import { keepWithSalesOrder } from '../keep-with-sales-order';
import { addNotices } from '../notices';
import { withRoom } from '../request-room';
import { linesOf, reserveLines } from '../reserve-stock';
import { readRulings } from '../rulings';
import { rulesOf } from '../route-rules';
import { moveByVerdict, partOf, readBack, refOf, showVerdict } from '../sales-order';
import { recordReservation } from '../stock/fulfilled';
import { loadPlan } from '../stored-plan';
import type { StoredPlan } from '../stored-plan';
import { baseOf, expectedOf, linesStillThere, linesToReserve } from './amended';
import { keptNotices, setChangedFields } from './amend-fields';
import { headerMarks, headerMarksOf, type HeaderMarks } from './edit-base';
import { freeReservation } from './free-reservation';
import { isCancelledLink, isReserving } from './link-state';
import { judgeEdit, provedTotalOf, storeEditOf, type JudgedEdit } from './made-edit';
import { touchesStock } from './touches-stock';

/**
 * The order with its notes, the reservation read and given back, the message, custom fields read and set, the read-back and
 * its status; then the reservation as after an import.
 */
const MAX_REQUESTS = 16;

export const amendSalesOrder = (deps: ActivityDeps, input: AmendSalesOrderInput): Promise<AmendSalesOrderResult> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => amend(own, input));

/** What an attempt works on. */
interface Work {
  readonly deps: ActivityDeps;
  readonly input: AmendSalesOrderInput;
  readonly stored: StoredPlan;
  readonly mapped: MappedSalesOrder;
  readonly document: BpSalesOrderDocument;
  readonly notes: readonly BpGoodsOutNote[];
  readonly judged: JudgedEdit;
  /** As it was last written. */
  readonly written: HeaderMarks | undefined;
}

async function amend(deps: ActivityDeps, input: AmendSalesOrderInput): Promise<AmendSalesOrderResult> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const mapped = partOf(stored, input.key, input.part);
  const link = await linkOf(deps, input, mapped);
  if (!link || isCancelledLink(link)) return {};
  const work = await readWork(deps, input, stored, mapped, link);
  if (work.judged.reasons.length > 0) return { issue: await leaveAsItIs(work, work.judged.reasons) };
  if (touchesStock(work.judged, mapped, link, work.document)) await freeReservation(deps, input.key, link);
  const sent = await send(work);
  if ('refusal' in sent) return { issue: await leaveAsItIs(work, [`Brightpearl refused it: ${sent.refusal}`]) };
  const issue = await prove(work, sent);
  if (issue) return { issue };
  await reserveAnew(work);
  return {};
}

const linkOf = (deps: ActivityDeps, { key, account }: AmendSalesOrderInput, mapped: MappedSalesOrder) =>
  deps.store.links.get({ kind: 'sales-order', account, localKey: refOf(key, mapped) });

async function readWork(
  deps: ActivityDeps,
  input: AmendSalesOrderInput,
  stored: StoredPlan,
  mapped: MappedSalesOrder,
  link: Link,
): Promise<Work> {
  const { key, account, salesOrderId } = input;
  const client = deps.brightpearl(account);
  const document = await client.salesOrders.readDocument(salesOrderId);
  if (!document) throw tryAgain('NotYetReadable', `Sales order ${salesOrderId} cannot be read`, 5_000);
  const notes = await client.stock.notesOfOrders([salesOrderId]);
  const [board, rulings, links] = await Promise.all([
    deps.store.orders.get(key),
    readRulings(deps, key),
    salesOrderLinks(deps, key),
  ]);
  const present = { document, notes, split: links.length > 1, provedTotal: provedTotalOf(link, board) };
  const rules = rulesOf(deps, stored).edits;
  const made = storeEditOf(deps, stored, mapped, link);
  const judged = judgeEdit(made, mapped, present, { rules, ruling: rulings.edits.get(stored.sourceHash) });
  return { deps, input, stored, mapped, document, notes, judged, written: headerMarksOf(link.meta) };
}

/** Nothing is changed; what an earlier attempt gave back is reserved again. */
async function leaveAsItIs(work: Work, reasons: readonly string[]): Promise<Issue> {
  const { deps, input, stored, mapped, document, notes, judged } = work;
  const externalRef = refOf(input.key, mapped);
  const link = await linkOf(deps, input, mapped);
  if (link && isReserving(link)) {
    const lines = linesStillThere(linesOf(link), document, notes);
    await putMeta(work, { lines });
    await reserveAnew(work);
  }
  const { key, salesOrderId } = input;
  return changedAfterImport({
    key,
    salesOrderId,
    externalRef,
    sourceHash: stored.sourceHash,
    judged: { ...judged, reasons },
  });
}

interface Applied {
  readonly rows: readonly { readonly net: string; readonly tax: string }[];
  /** Codes of custom fields that keep what staff typed. */
  readonly kept: readonly string[];
}

type Sent = Applied | { readonly refusal: string };

/** Gives the rows as they stand in Brightpearl now. */
async function send({ deps, input, mapped, document, judged, stored, written }: Work): Promise<Sent> {
  const { salesOrders } = deps.brightpearl(input.account);
  const header = judged.header.filter((change) => !isThere(change, document, mapped));
  const ofFields = { account: input.account, salesOrderId: document.id, written };
  const kept = judged.header.includes('customFields')
    ? await setChangedFields(deps, ofFields, stored.plan.customFields)
    : [];
  if (judged.rows.store.length === 0 && header.length === 0) return { rows: document.rows, kept };
  const body = replacementOf(document, { draft: mapped.draft, rows: judged.rows.store, header });
  try {
    await salesOrders.replace(document.id, document.version, body);
    return { rows: body.rows, kept };
  } catch (error) {
    // A conflict is no refusal: staff were faster, and the next attempt reads what they did.
    if (error instanceof RemoteError && error.kind === 'invalid') return { refusal: error.message };
    throw error;
  }
}

/** Whether a part of the header is in Brightpearl already. What is no part of the document is not compared. */
function isThere(
  change: HeaderChange,
  { delivery, billing }: BpSalesOrderDocument,
  { draft }: MappedSalesOrder,
): boolean {
  const has = (there: Readonly<Record<string, unknown>> | null | undefined, ours: object): boolean =>
    Object.entries(ours).every(([field, value]) => there?.[field] === value);
  if (change === 'deliveryAddress') return has(delivery?.address, draft.delivery.address);
  if (change === 'billingAddress') return has(billing?.address, draft.billingAddress);
  return change !== 'shippingMethod' || delivery?.shippingMethodId === draft.delivery.shippingMethodId;
}

/** As after an import: other figures than were sent move it to the hold status. */
async function prove(work: Work, { rows, kept }: Applied) {
  const { deps, input, stored, mapped, judged, notes, written } = work;
  const { salesOrder, ofOrder } = await readBack(deps, input.key, stored.account, input.salesOrderId);
  const facts = await deps.facts.of(stored.account);
  const expected = { ...mapped, expected: expectedOf(mapped, rows) };
  const issue = compareWithStore(input.key, expected, salesOrder, facts, rulesOf(deps, stored), stored.rulings);
  await moveByVerdict(deps, stored, mapped, salesOrder, issue);
  await showVerdict(deps, input, ofOrder, salesOrder, issue);
  if (issue) return issue;
  const header = headerMarks(deps.protection, stored.plan, mapped);
  // Before it counts as written: whoever goes on after this attempt would not know of it.
  const { reporting } = stored.plan;
  await addNotices(
    deps,
    input,
    keptNotices(input.salesOrderId, { ...judged.words, fields: kept, written, header, reporting }),
  );
  await putMeta(work, {
    verified: true,
    sourceHash: stored.sourceHash,
    header,
    rows: baseOf(judged, mapped, salesOrder),
    lines: linesToReserve(mapped, salesOrder, notes),
  });
  return undefined;
}

async function reserveAnew(work: Work): Promise<void> {
  const { deps, input, stored, mapped, document } = work;
  const link = await linkOf(deps, input, mapped);
  if (!link || (link.meta['complete'] === true && !isReserving(link))) return;
  const { account, lookFirst } = stored;
  if (linesOf(link).length === 0) {
    await putMeta(work, { complete: true, reserving: false });
    return recordReservation(deps, input.key, account, undefined);
  }
  const warehouseId = document.warehouseId ?? mapped.draft.warehouseId;
  await reserveLines(deps, input, { account, externalRef: link.localKey, warehouseId, lookFirst });
}

const putMeta = ({ deps, input, stored, mapped }: Work, meta: Readonly<Record<string, unknown>>): Promise<void> =>
  keepWithSalesOrder(deps, { ...input, account: stored.account, externalRef: refOf(input.key, mapped) }, meta);
